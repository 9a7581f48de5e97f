"""Words of a song as numbers: hashed n-grams and the shape of the lines.

Tagging process and training; numpy and the standard library only. N-grams are counted by a hash
(CRC-32), so that weights hold numbers for common pieces of language and no list of phrases from
which a text could be put together again. Must not know labels or weights.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from player.tagging.lyric_text import words_of

HASH_BITS = 24
"""N-grams are told apart by this many bits: two of a few ten thousand hardly ever meet."""

Float64 = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.int64]


Grams = Mapping[str, tuple[Hashes, Float64]]
"""By family, what :func:`counted` gives for a text."""


def word_ngrams(lines: Iterable[str]) -> Counter[str]:
    """Words and pairs of neighbouring words within a line."""
    counts: Counter[str] = Counter()
    for line in lines:
        words = words_of(line)
        counts.update(words)
        counts.update(f"{first} {second}" for first, second in pairwise(words))
    return counts


def letter_ngrams(lines: Iterable[str]) -> Counter[str]:
    """Two to five letters in a row within a word and the spaces around it."""
    counts: Counter[str] = Counter()
    for word, count in Counter(word for line in lines for word in words_of(line)).items():
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(len(padded) - size + 1):
                counts[padded[start : start + size]] += count
    return counts


def character_ngrams(lines: Iterable[str]) -> Counter[str]:
    """One to three Chinese characters (or other letters) in a row within a line."""
    counts: Counter[str] = Counter()
    for line in lines:
        text = line.replace(" ", "")
        for size in range(1, 4):
            counts.update(text[start : start + size] for start in range(len(text) - size + 1))
    return counts


NGRAMS: Mapping[str, Callable[[Iterable[str]], Counter[str]]] = {
    "words": word_ngrams,
    "letters": letter_ngrams,
    "characters": character_ngrams,
}
"""Name of a family of n-grams in a card -> what counts them."""


def counted(family: str, lines: Sequence[str]) -> tuple[Hashes, Float64]:
    """Hashes, ascending, of the n-grams of *lines*, and ``1 + log(count)`` of each."""
    counts: Counter[int] = Counter()
    for ngram, count in NGRAMS[family](lines).items():
        counts[zlib.crc32(ngram.encode()) >> (32 - HASH_BITS)] += count
    hashes = np.array(sorted(counts), np.int64)
    return hashes, 1.0 + np.log(np.array([counts[key] for key in hashes.tolist()], np.float64))


def grams_of(families: Iterable[str], lines: Sequence[str]) -> Grams:
    """Each of *families* counted."""
    return {family: counted(family, lines) for family in families}

"""Words of a song as numbers: hashed n-grams and the shape of the lines.

Tagging process and training; numpy and the standard library only. N-grams are counted by a hash
(CRC-32), so that weights hold numbers for common pieces of language and no list of phrases from
which a text could be put together again. Must not know labels or weights.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from player.tagging.lyric_text import words_of

HASH_BITS = 24
"""N-grams are told apart by this many bits: two of a few ten thousand hardly ever meet."""

Float64 = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.int64]


def word_ngrams(lines: Iterable[str]) -> Iterator[str]:
    """Words and pairs of neighbouring words within a line."""
    for line in lines:
        words = words_of(line)
        yield from words
        for first, second in pairwise(words):
            yield f"{first} {second}"


def letter_ngrams(lines: Iterable[str]) -> Iterator[str]:
    """Two to five letters in a row within a word and the spaces around it."""
    words = Counter(word for line in lines for word in words_of(line))
    for word, count in words.items():
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(len(padded) - size + 1):
                for _ in range(count):
                    yield padded[start : start + size]


def character_ngrams(lines: Iterable[str]) -> Iterator[str]:
    """One to three Chinese characters (or other letters) in a row within a line."""
    for line in lines:
        text = line.replace(" ", "")
        for size in range(1, 4):
            for start in range(len(text) - size + 1):
                yield text[start : start + size]


NGRAMS: Mapping[str, Callable[[Iterable[str]], Iterator[str]]] = {
    "words": word_ngrams,
    "letters": letter_ngrams,
    "characters": character_ngrams,
}
"""Name of a family of n-grams in a card -> what makes them."""


def counted(family: str, lines: Sequence[str]) -> tuple[Hashes, Float64]:
    """Hashes, ascending, of the n-grams of *lines*, and ``1 + log(count)`` of each."""
    counts: Counter[int] = Counter()
    for ngram, count in Counter(NGRAMS[family](lines)).items():
        counts[zlib.crc32(ngram.encode()) >> (32 - HASH_BITS)] += count
    hashes = np.array(sorted(counts), np.int64)
    return hashes, np.array([1.0 + math.log(counts[int(key)]) for key in hashes])

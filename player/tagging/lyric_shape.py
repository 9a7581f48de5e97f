"""The shape of English words: how bright each is, how long, how often, who is spoken to.

Pure Python and numpy, any thread or process. How pleasant a word is comes from the lexicon of VADER
(``resources/vader``). These two dozen numbers tell angry and calm words apart where the n-grams of
a few hundred songs cannot. Changing them needs new weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from player.paths import resources_dir
from player.tagging.lyric_text import Lyrics, words_of

Float64 = npt.NDArray[np.float64]

_LEXICON = "vader/lexicon.txt"
_LINE_SCALE = 15.0
"""Of VADER: the sum s of a line's words becomes s / sqrt(s² + 15)."""

_GROUPS = (
    frozenset(("i", "i'm", "i've", "i'll", "me", "my")),
    frozenset(("you", "your", "you're")),
    frozenset(("we", "us", "our", "we're", "let's")),
    frozenset(("she", "he", "her", "his", "him")),
    frozenset(("the", "of")),
    frozenset(("yeah", "oh", "hey", "baby", "la", "na", "ooh", "whoa")),
)
"""Whose shares of all words are counted."""

SHAPE_SIZE = 9 + 7 + len(_GROUPS) + 1
"""Length of what :func:`shape_of` returns."""


def shape_of(lyrics: Lyrics) -> Float64:
    """(SHAPE_SIZE,): brightness of words and lines, lengths and repeats, shares of small words."""
    lines = [words_of(line) for line in lyrics.lines]
    words = [word for line in lines for word in line] or ["-"]
    return np.array([*_brightness(lines), *_lengths(lyrics, words), *_shares(words)])


def brightness_of(text: str) -> float:
    """How pleasant the English words of *text* are together: the sum of VADER's ratings, -4..4 a
    word; 0 where it has no rated one."""
    lexicon = _lexicon()
    return sum(lexicon.get(word, 0.0) for word in words_of(text.casefold()))


def _brightness(lines: Sequence[Sequence[str]]) -> list[float]:
    lexicon = _lexicon()
    rated = [[lexicon.get(word, 0.0) for word in line] for line in lines]
    words = np.array([value for line in rated for value in line] or [0.0])
    sums = np.array([sum(line) for line in rated] or [0.0])
    of_lines = sums / np.sqrt(sums**2 + _LINE_SCALE)
    return [
        float(value)
        for value in (
            words.mean(),
            (words > 0).mean(),
            (words < 0).mean(),
            (words < -2).mean(),
            (words > 2).mean(),
            of_lines.mean(),
            of_lines.std(),
            np.quantile(of_lines, 0.1),
            np.quantile(of_lines, 0.9),
        )
    ]


def _lengths(lyrics: Lyrics, words: Sequence[str]) -> list[float]:
    count, different, lines = len(words), len(set(words)), max(1, len(lyrics.lines))
    return [
        math.log(count),
        math.log(lines),
        lines / max(1, lyrics.sung),
        count / lines,
        math.log(different),
        different / count,
        sum(map(len, words)) / count,
    ]


def _shares(words: Sequence[str]) -> list[float]:
    count = len(words)
    groups = [sum(word in group for word in words) / count for group in _GROUPS]
    dropped_g = sum(word.endswith("in") and len(word) > 4 for word in words) / count
    return [*groups, dropped_g]


@cache
def _lexicon() -> dict[str, float]:
    lines = (resources_dir() / _LEXICON).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: float(value) for word, value in rows}

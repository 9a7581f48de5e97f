"""Which files hold the same recording in another encoding, by how they sound.

Pure numpy, any thread; made for a worker beside the window: it works in blocks of a few
milliseconds, inside numpy, which gives the interpreter back meanwhile. Reads no store.

Files of (nearly) equal length whose embeddings are (nearly) the same hold one recording. Most pairs
of a library differ in length: rows are sorted by it, and each block of rows is multiplied with the
rows of its window only. How alike is enough depends on what the files say of themselves: see
:func:`same_recording`. In doubt they are two recordings.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

SHORTEST_S = 3.0
"""Shorter files are effects and fragments: nothing is said of them."""

APART_S, APART_SHARE = 1.0, 0.005
"""Encodings of one recording differ in length by at most a second, or this share of it: encoders
pad, and file headers round."""

ALIKE_NAMED, ALIKE_IN_TIME, ALIKE, ALIKE_RENAMED = 0.80, 0.90, 0.97, 0.99
"""Cosines of two embeddings from which on two files hold the same recording (see
:func:`same_recording`). Chosen on one half of 674 clips of three corpora and the network "lark",
measured on the other, as if all clips were equally long and untitled: of 117,953 pairs of different
recordings, encodings included, none was taken for one (the most alike with the same tempo and key
had less than 0.6, without any tempo 0.83); of 357 pairs of a clip and its MP3, Opus, AAC or FLAC
encoding at 64 to 320 kbit/s 5 were missed. A quick analysis beside a full one of the same file is
found in 42 of 51 cases; when both are full, they are compared again."""

SAME_TEMPO = 0.002
"""Share by which the tempi of two encodings of one recording differ at most: so in 96 % of those
pairs. Other music has the same tempo so exactly only when a machine made it."""
NEAR_TEMPO = 0.005
"""Tempi that differ by more are of two recordings, unless title and artist say otherwise."""

_COMMON = 64
"""A file that sounds like more than this many of a window is rain or a test tone: nothing is said
of it. (A thousand such files would be half a million pairs.)"""

_ROWS, _WINDOW = 256, 4096
"""Rows and columns of one matrix product: a millisecond or two."""


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """What is compared, in columns of equal length n."""

    embedding: Floats
    """(n, D) rows of length 1; rows of zeros are like no other."""
    duration_s: Floats
    """(n,) lengths of the files; NaN where it is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of rows that sound alike, each once, ``one < other``."""

    one: Rows
    """(m,) row of the first."""
    other: Rows
    """(m,) row of the second."""
    likeness: Floats
    """(m,) cosine of their embeddings."""

    def __len__(self) -> int:
        return len(self.one)


class Names(enum.Enum):
    """How what two files say of themselves goes together."""

    AGREE = enum.auto()
    """Title and artist are the same, and the version, too."""
    SILENT = enum.auto()
    """One of them does not say."""
    DISAGREE = enum.auto()
    """They say different titles, artists or places on an album."""
    VERSIONS = enum.auto()
    """They say that they are different versions of one song."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """Tempo and key of one file, as its analysis has them."""

    tempo_bpm: float | None
    """Beats per minute; ``None`` where no pulse is heard."""
    key: str | None
    """``"C major"``...; ``None`` where none is clear."""


def same_recording(likeness: float, names: Names, one: Pulse, other: Pulse) -> bool:
    """Whether two files of equal length hold one recording.

    :param likeness: cosine of their embeddings.
    """
    if names is Names.VERSIONS:
        return False
    off = _tempo_off(one, other)
    in_time = off is not None and off <= SAME_TEMPO and one.key == other.key
    if names is Names.DISAGREE:
        return in_time and likeness >= ALIKE_RENAMED
    if names is Names.AGREE:
        return likeness >= (ALIKE_NAMED if in_time else ALIKE_IN_TIME)
    if in_time:
        return likeness >= ALIKE_IN_TIME
    out_of_time = one.tempo_bpm is not other.tempo_bpm if off is None else off > NEAR_TEMPO
    return likeness >= ALIKE and not out_of_time


def _tempo_off(one: Pulse, other: Pulse) -> float | None:
    """Share by which the tempi differ; ``None`` where one has none."""
    if one.tempo_bpm is None or other.tempo_bpm is None:
        return None
    return abs(one.tempo_bpm / other.tempo_bpm - 1.0)


def alike(
    sounds: Sounds, *, likeness: float = ALIKE_NAMED, fresh: NDArray[np.bool_] | None = None
) -> Pairs:
    """All pairs of rows of (nearly) equal length that sound alike.

    The work grows with the rows times the rows of the same length.

    :param likeness: smallest cosine of two embeddings.
    :param fresh: (n,) only pairs with at least one of these rows; by default all pairs.
    """
    known = np.flatnonzero(sounds.duration_s >= SHORTEST_S)  # NaN is not
    order = known[np.argsort(sounds.duration_s[known], kind="stable")]
    duration_s = sounds.duration_s[order].astype(np.float64)
    embedding = np.ascontiguousarray(sounds.embedding[order])
    asked = np.arange(len(order)) if fresh is None else np.flatnonzero(fresh[order])
    found = [(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, np.float32))]
    for rows in (asked[start : start + _ROWS] for start in range(0, len(asked), _ROWS)):
        # All against all: what stands before was asked before.
        first = int(rows[0]) if fresh is None else None
        found.extend(
            _near(embedding, duration_s, rows, window, likeness)
            for window in _windows(duration_s, rows, first)
        )
    a, b, cosine = (np.concatenate(column) for column in zip(*found, strict=True))
    return _each_once(order[a], order[b], cosine)


def _windows(duration_s: NDArray[np.float64], rows: Rows, first: int | None) -> Iterator[slice]:
    """Stretches of rows of about the same length as any of *rows* (sorted by length)."""
    shortest, longest = duration_s[rows[0]], duration_s[rows[-1]]
    low = int(np.searchsorted(duration_s, shortest - _apart_s(shortest)))
    # The longer of a pair says how far apart they may be, hence twice.
    high = int(np.searchsorted(duration_s, longest + 2 * _apart_s(longest), side="right"))
    for start in range(low if first is None else first, high, _WINDOW):
        yield slice(start, min(high, start + _WINDOW))


def _apart_s(duration_s: float) -> float:
    return max(APART_S, APART_SHARE * duration_s)


def _near(
    embedding: Floats,
    duration_s: NDArray[np.float64],
    rows: Rows,
    window: slice,
    likeness: float,
) -> tuple[Rows, Rows, Floats]:
    """(row, other row, cosine) of *rows* and the rows of *window*."""
    cosine = embedding[rows] @ embedding[window].T
    near = cosine >= likeness
    counts = np.count_nonzero(near, axis=1)
    near[counts > _COMMON] = False
    if not counts.any():
        none = np.zeros(0, np.intp)
        return none, none, np.zeros(0, np.float32)
    a, b = np.nonzero(near)
    one, other, found = rows[a], b + window.start, cosine[a, b]
    longer = np.maximum(duration_s[one], duration_s[other])
    apart = np.abs(duration_s[one] - duration_s[other])
    kept = (one != other) & (apart <= np.maximum(APART_S, APART_SHARE * longer))
    return one[kept], other[kept], found[kept]


def _each_once(a: Rows, b: Rows, cosine: Floats) -> Pairs:
    one, other = np.minimum(a, b), np.maximum(a, b)
    _, first = np.unique(np.stack([one, other]), axis=1, return_index=True)
    return Pairs(one[first], other[first], cosine[first])

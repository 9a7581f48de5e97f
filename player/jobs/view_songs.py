"""Which files are one song: groups of rows joined, and parted where the listener says so.

Pure numpy, any thread. What makes two files one song is decided elsewhere: the same sound to the
byte (``library.identity``), the same recording (:mod:`player.jobs.recordings`), or the same title
and artist (:mod:`player.jobs.song_names`); and so on from file to file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class SongLinks:
    """What is known of songs beyond what each file says: for the view of the library."""

    recordings: Mapping[int, int]
    """Track id -> number of its recording, for tracks that sound like another one."""
    apart: frozenset[tuple[int, int]]
    """Pairs of tracks that the listener calls different songs."""
    instead: Mapping[int, int]
    """Track id -> the track that is offered instead of it, where that one can be."""


NO_LINKS = SongLinks({}, frozenset(), {})


def join_songs(
    groupings: Sequence[Numbers], apart: Iterable[tuple[int, int]] = ()
) -> NDArray[np.int32]:
    """A number per row, the same for rows that are in one group of any of *groupings*.

    :param groupings: each (n,) group numbers from 0 on; -1: in no group.
    :param apart: pairs of rows that are not one song whatever joins them.
    :returns: (n,) the first row of each joined group.
    """
    song = np.arange(len(groupings[0]), dtype=np.int32)
    while True:
        before = song.copy()
        for group in groupings:
            rows = np.flatnonzero(group >= 0)
            if len(rows):
                first = np.full(int(group.max()) + 1, len(song), dtype=np.int32)
                np.minimum.at(first, group[rows], song[rows])
                song[rows] = first[group[rows]]
        if np.array_equal(song, before):
            break
    parted: dict[int, set[tuple[int, int]]] = {}
    for one, other in apart:
        if song[one] == song[other]:
            parted.setdefault(int(song[one]), set()).update(((one, other), (other, one)))
    for number, pairs in parted.items():
        _part(song, np.flatnonzero(song == number).tolist(), groupings, pairs)
    return song


def _part(
    song: Numbers, rows: list[int], groupings: Sequence[Numbers], apart: set[tuple[int, int]]
) -> None:
    """Number the *rows* of one song anew, so that no pair of *apart* has the same number.

    Each row goes to the first song that holds a row it is joined to and none it is apart from.
    """
    made: list[list[int]] = []
    for row in rows:
        for members in made:
            joined = any(_joined(groupings, row, member) for member in members)
            if joined and not any((row, member) in apart for member in members):
                members.append(row)
                break
        else:
            made.append([row])
    for members in made:
        song[members] = members[0]


def _joined(groupings: Sequence[Numbers], one: int, other: int) -> bool:
    return any(group[one] == group[other] >= 0 for group in groupings)


def number_pairs(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """A number per id that occurs in *pairs*, the same for ids that are joined through them."""
    root: dict[int, int] = {}

    def find(member: int) -> int:
        while root.setdefault(member, member) != member:
            root[member] = member = root[root[member]]
        return member

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    return {member: find(member) for member in root}


def share_best(song: Numbers, values: NDArray[Any]) -> NDArray[Any]:
    """(n,) *values*, where each row of a song has the largest of its rows."""
    first = np.flatnonzero(song != np.arange(len(song)))  # of songs with several rows, but one each
    if not len(first):
        return values
    shared = values.copy()
    np.maximum.at(shared, song[first], values[first])
    shared[first] = shared[song[first]]
    return shared


def row_pairs(pairs: Iterable[tuple[int, int]], rows: Mapping[int, int]) -> NDArray[np.intp]:
    """(m, 2) rows of *pairs* of track ids, without the pairs of which one has none."""
    found = [(rows[one], rows[other]) for one, other in pairs if one in rows and other in rows]
    return np.array(found, dtype=np.intp).reshape(-1, 2)

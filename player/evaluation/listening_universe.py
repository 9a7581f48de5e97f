"""The tracks a replay is about: the library's, and those that only the log knows.

numpy, command line only. Tracks of the log that the library has take its row, so that their sound,
mood and style are known; the others are rows of unknown sound. Must not look at when or how often
anything was played: that is :mod:`player.evaluation.listening_past`'s, and is not all known yet at
the moment that is judged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.evaluation.listening_log import Log, LoggedTrack
from player.jobs.song_names import song_name
from player.jobs.view_rows import album_name, artist_name
from player.library.track import Metadata
from player.recommend.candidates import Candidates, RowIndex

_NOT_ROWS = frozenset({"rows", "moods", "styles", "style_kinship"})
"""Fields of :class:`Candidates` that are no columns."""
_ZERO = frozenset({"embedding", "mood_probabilities", "style_probabilities", "heard", "offered"})
"""Columns of floats of which nothing known is 0 and not NaN."""
_NUMBERED = frozenset({"tonic", "artist", "album", "song"})
"""Columns of integers of which nothing known is -1 and not 0."""


Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """All tracks there are to rank."""

    candidates: Candidates
    """(n,) rows: the library's first, then the log's own in the order of their first play. What
    changes with time (plays, ratings, age) is as of before the first play."""
    library: int
    """How many rows are the library's: these can be offered from the beginning."""
    row_of: RowIndex
    """Place in the log's tracks -> row."""
    added_at: Doubles
    """(n,) when each came into the library, seconds since 1970; infinity: not known."""
    artists: tuple[str, ...] = ()
    """The comparable name of each artist number, from 0."""

    def __len__(self) -> int:
        return len(self.candidates)


def universe_of(
    log: Log,
    library: Candidates,
    metadata: Sequence[Metadata],
    added_at: Sequence[float],
    found: Sequence[int | None],
) -> Universe:
    """Join the tracks of *log* and of a library.

    :param library: the library (may have no rows); rows that cannot be offered and that the log
        does not play are left out.
    :param metadata: of each of its rows.
    :param added_at: of each of its rows, seconds since 1970.
    :param found: for each track of the log its row in the library, or ``None``.
    """
    heard = {row for row in found if row is not None}
    kept = np.array(
        [row for row in range(len(library)) if library.available[row] or row in heard], np.intp
    )
    new_row = {int(row): place for place, row in enumerate(kept)}
    alone = [place for place, row in enumerate(found) if row is None]
    row_of = np.zeros(len(found), dtype=np.intp)
    for place, row in enumerate(found):
        row_of[place] = new_row[row] if row is not None else 0
    row_of[alone] = np.arange(len(alone)) + len(kept)
    columns: dict[str, Any] = {
        name: np.concatenate([column[kept], _unknown(name, column, len(alone))])
        for name, column in columns_of(library).items()
    }
    known = [metadata[int(row)] for row in kept]
    said = [metadata_of(log.tracks[place]) for place in alone]
    columns |= _numbers(columns, known, said)
    count = len(kept) + len(alone)
    columns["available"] = np.ones(count, dtype=np.bool_)
    lengths = [log.tracks[place].duration_s for place in alone]
    columns["duration_s"][len(kept) :] = [np.nan if s is None else s for s in lengths]
    columns["track_ids"] = np.arange(1, count + 1, dtype=np.int64)
    rows = {row + 1: row for row in range(count)}
    candidates = dataclasses.replace(library, rows=rows, **columns)
    return Universe(
        candidates,
        len(kept),
        row_of,
        np.array([*(added_at[int(row)] for row in kept), *([np.inf] * len(alone))]),
        _artists(columns["artist"], known + said),
    )


def metadata_of(track: LoggedTrack) -> Metadata:
    """A track of a log as a file would say it."""
    return Metadata(title=track.title, artist=track.artist, album=track.album)


def columns_of(candidates: Candidates) -> dict[str, Any]:
    """The columns by name."""
    names = (item.name for item in dataclasses.fields(candidates))
    return {name: getattr(candidates, name) for name in names if name not in _NOT_ROWS}


def _unknown(name: str, like: Any, count: int) -> Any:
    """*count* rows of which nothing is known, for the column *name*."""
    column = np.zeros((count, *like.shape[1:]), dtype=like.dtype)
    if name == "last_played_s_ago":
        column[:] = np.inf
    elif like.dtype.kind == "f" and name not in _ZERO:
        column[:] = np.nan
    elif name in _NUMBERED:
        column[:] = -1
    return column


def _numbers(
    columns: dict[str, Any], known: Sequence[Metadata], said: Sequence[Metadata]
) -> dict[str, Any]:
    """Artist, album and song: an artist of the log who is in the library too is one artist."""
    named: dict[str, Callable[[Metadata], str]] = {
        "artist": artist_name,
        "album": album_name,
        "song": song_name,
    }
    return {
        name: _numbered(columns[name], name_of, known, said, alone=name == "song")
        for name, name_of in named.items()
    }


def _artists(numbers: Any, metadata: Sequence[Metadata]) -> tuple[str, ...]:
    names = [""] * (int(numbers.max(initial=-1)) + 1)
    for number, one in zip(numbers, metadata, strict=True):
        if number >= 0:
            names[number] = artist_name(one)
    return tuple(names)


def _numbered(
    column: Any,
    name_of: Callable[[Metadata], str],
    known: Sequence[Metadata],
    said: Sequence[Metadata],
    *,
    alone: bool,
) -> Any:
    """The column with numbers for what the log names.

    :param alone: what has no name is a group of its own, not unknown.
    """
    numbers = {name_of(one): int(n) for one, n in zip(known, column, strict=False)}
    numbers.pop("", None)
    free = int(column.max(initial=-1)) + 1
    column = column.copy()
    for row, one in enumerate(said, start=len(known)):
        name = name_of(one)
        if name in numbers:
            column[row] = numbers[name]
        elif name or alone:
            column[row] = free
            numbers[name] = free
            numbers.pop("", None)
            free += 1
    return column

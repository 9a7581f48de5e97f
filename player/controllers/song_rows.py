"""Songs with several files as the window's page shows them: flat, small records.

Pure Python, any thread. Sentences are translated when they are shown, so that another language
needs no new search.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from player.jobs.duplicates import SongFile, SongGroup
from player.jobs.file_quality import format_words
from player.jobs.song_names import version_words
from player.wording import Sentence


class SongFileRow(NamedTuple):
    """One file of a song."""

    id: int
    """The track."""
    name: str
    """Name of the file."""
    folder: str
    """Where it lies."""
    version: tuple[Sentence, ...]
    """Which version it is; empty for the plain song."""
    format: str
    """``MP3 320 kbit/s``."""
    duration_s: float | None
    """Length, seconds."""
    usable: bool
    """It is there and can be read."""
    offered: bool
    """Queues may bring it."""
    because: Sentence | None
    """Why it and not another file of its recording."""
    chosen: bool
    """The listener asked for it to be offered."""


class SongRow(NamedTuple):
    """A song of which there are several files."""

    name: str
    """Artist and title as far as they are known."""
    kind: Literal["identical", "recording", "versions"]
    """What the files have in common."""
    files: tuple[SongFileRow, ...]
    """The files, those that are offered first."""
    key: str
    """What the search field looks in, casefolded."""


def song_rows(groups: Sequence[SongGroup], chosen: frozenset[int]) -> tuple[SongRow, ...]:
    """The rows of *groups*, by name.

    :param chosen: tracks that the listener wants to be offered.
    """
    rows = [_song_row(group, chosen) for group in groups]
    return tuple(sorted(rows, key=_by_name))


def _by_name(row: SongRow) -> str:
    return row.key


def _song_row(group: SongGroup, chosen: frozenset[int]) -> SongRow:
    files = tuple(_file_row(file, file.track.id in chosen) for file in group.files)
    key = "\n".join((group.name, *(file.name for file in files))).casefold()
    return SongRow(group.name, group.kind, files, key)


def _file_row(file: SongFile, chosen: bool) -> SongFileRow:
    track, path = file.track, Path(file.track.path)
    return SongFileRow(
        id=track.id,
        name=path.name,
        folder=os.fspath(path.parent),
        version=tuple(version_words(kind) for kind in file.version),
        format=format_words(track.metadata),
        duration_s=track.metadata.duration_s,
        usable=track.available and track.failure is None,
        offered=file.offered,
        because=file.because,
        chosen=chosen,
    )

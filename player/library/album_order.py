"""Whether one track is an album's next one after another: for the joins and the loudness.

Pure Python, any thread; called for every pair of neighbours in a queue, so it looks at nothing but
what a row of the library holds. Must not open files.
"""

from __future__ import annotations

import os
from typing import NamedTuple, Protocol

from player.library.track import Track


class Placed(Protocol):
    """What has to be known of a track (rows of the library have it)."""

    @property
    def album(self) -> str:
        """Album title; empty when not known."""
        ...

    @property
    def album_artist(self) -> str:
        """Who the album is filed under, as the file says."""
        ...

    @property
    def place(self) -> tuple[int, int]:
        """Disc and track number, zeros when not known."""
        ...

    @property
    def path(self) -> str:
        """Absolute path of the file."""
        ...


class AlbumPlace(NamedTuple):
    """Where a track stands on its album."""

    album: str
    """Album title; empty when not known."""
    album_artist: str
    """Who the album is filed under."""
    place: tuple[int, int]
    """Disc and track number, zeros when not known."""
    path: str
    """Absolute path of the file."""


def place_of(track: Track) -> AlbumPlace:
    """Where *track* stands on its album, as its file says."""
    meta = track.metadata
    return AlbumPlace(meta.album, meta.album_artist, meta.place, track.path)


def continues(earlier: Placed, later: Placed) -> bool:
    """Whether *later* is the album's next track after *earlier*.

    It is where both are of one album and *later* has the next number on the disc, or is the first
    of the next disc. Tracks without numbers are never taken for neighbours: an album that was put
    together by name only may hold anything.
    """
    if not same_album(earlier, later):
        return False
    disc, number = _numbers(earlier)
    next_disc, next_number = _numbers(later)
    if not number or not next_number:
        return False
    if disc == next_disc:
        return next_number == number + 1
    return next_disc == disc + 1 and next_number == 1


def same_album(one: Placed, other: Placed) -> bool:
    """Whether two tracks are of one album: its title, and its artist or its folder.

    Many albums have the same title (*Greatest Hits*), and many files do not name the album's
    artist; then they have to lie in one folder, or in folders of one folder when their discs
    differ (``CD1``, ``CD2``).
    """
    if not one.album or one.album.casefold() != other.album.casefold():
        return False
    if one.album_artist and other.album_artist:
        return one.album_artist.casefold() == other.album_artist.casefold()
    folder, other_folder = os.path.dirname(one.path), os.path.dirname(other.path)  # noqa: PTH120
    if folder == other_folder:
        return True
    discs_differ = _numbers(one)[0] != _numbers(other)[0]
    return discs_differ and os.path.dirname(folder) == os.path.dirname(other_folder)  # noqa: PTH120


def _numbers(track: Placed) -> tuple[int, int]:
    """Disc and track number; an album that does not number its discs has one."""
    disc, number = track.place
    return disc or 1, number

"""What a table or a grid shows of a track: flat, small records made once per track.

Pure Python, any thread (the library is read off the main thread). No Qt, no files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple, Protocol

from player.library.track import Contrast, QueueChoice, ReplayGain, Source, Track
from player.wording import Sentence


class TrackRow(NamedTuple):
    """One track as a row. Texts are plain and may hold anything; empty means not known.

    A named tuple because 100,000 are made while the listener waits. Qt would turn one into a list:
    paint code takes it from the model's :meth:`row_at`, never through a ``QVariant``.
    """

    id: int
    """The track's id in the store."""
    title: str
    """Title, or the file's name without its ending."""
    artist: str
    """Performing artists."""
    album: str
    """Album title."""
    album_artist: str
    """Who the album is filed under, as the file says."""
    genre: str
    """The file's own genres in one line."""
    year: int | None
    """Year of release."""
    place: tuple[int, int]
    """Disc and track number, zeros when not known."""
    duration_s: float | None
    """Length, seconds."""
    path: str
    """Absolute path of the file."""
    version: int
    """Changes when the file changes (its modification time, ns); part of cover cache keys."""
    has_cover: bool
    """A picture is known to exist."""
    gain: ReplayGain
    """Loudness corrections the file carries."""
    available: bool
    """The file is where it was."""
    failure: Sentence | None
    """Why it cannot be read."""
    key: str = ""
    """What the search field looks in: title, artist, album and genre, casefolded."""
    order: str = ""
    """Sorts rows into the library's own order: artist, album, disc, number, title."""

    @property
    def filed_under(self) -> str:
        """The album's artist; the track's where the file does not say."""
        return self.album_artist or self.artist


class Feeling(NamedTuple):
    """How one track feels, as little as a row needs."""

    valence: float
    """-1..1."""
    arousal: float
    """-1..1."""
    mood: str | None
    """Mood id, ``None`` when unsure."""

    @property
    def point(self) -> tuple[float, float] | None:
        """Valence and arousal where a mood stands out; ``None`` when unsure: nothing is made up."""
        return (self.valence, self.arousal) if self.mood is not None else None


class MoodDetails(NamedTuple):
    """What is told of a track's mood on request."""

    mood: str | None
    """Mood id, ``None`` when unsure."""
    share: float | None
    """Share of the library with less of that mood, 0..1; ``None`` when unsure."""
    contrast: Contrast | None
    """Sound and words lie clearly on opposite sides."""
    source: Source = "network"
    """Who says the mood."""


class QueueFacts(NamedTuple):
    """What decides whether mood queues bring a track by themselves."""

    thought: Sentence | None
    """Why it is taken for something else than ordinary music; ``None`` where it is not."""
    choice: QueueChoice | None
    """What the listener said of it."""


class RowFacts(Protocol):
    """What tables and pages ask about a track beyond its row (the library controller answers)."""

    def feeling(self, track_id: int) -> Feeling | None:
        """Its mood; ``None`` when it has not been listened to yet."""
        ...

    def details(self, track_id: int) -> MoodDetails | None:
        """More about its mood; ``None`` when it has not been listened to yet."""
        ...

    def style(self, track_id: int) -> str | None:
        """Id of its style; ``None`` when it is not known."""
        ...

    def stars(self, track_id: int) -> tuple[int, bool]:
        """Rating 0..5 (0: none) and whether it is a favourite."""
        ...

    def kept_out(self, track_id: int) -> Sentence | None:
        """Why mood queues do not bring it by themselves; ``None`` where they do."""
        ...

    def queue_facts(self, track_id: int) -> QueueFacts:
        """What decides whether mood queues bring it."""
        ...


def make_row(track: Track) -> TrackRow:
    """The row of *track*."""
    meta = track.metadata
    title = meta.title or os.path.splitext(os.path.basename(track.path))[0]  # noqa: PTH119, PTH122
    artist = meta.artist or meta.album_artist
    genre = ", ".join(meta.genres)
    return TrackRow(
        id=track.id,
        title=title,
        artist=artist,
        album=meta.album,
        album_artist=meta.album_artist,
        genre=genre,
        year=meta.year,
        place=meta.place,
        duration_s=meta.duration_s,
        path=track.path,
        version=track.stamp.mtime_ns,
        has_cover=meta.has_cover,
        gain=meta.gain,
        available=track.available,
        failure=track.failure,
        key=search_key(title, artist, meta.album, meta.album_artist, genre),
        order=order_key(meta.album_artist or artist, meta.album, meta.place, title),
    )


def make_rows(tracks: Iterable[Track]) -> tuple[TrackRow, ...]:
    """The rows of *tracks* in the library's own order."""
    return tuple(in_order(map(make_row, tracks)))


def search_key(*texts: str) -> str:
    """What is searched for words: all *texts*, casefolded, each once."""
    return "\n".join(dict.fromkeys(texts)).casefold()


def order_key(artist: str, album: str, place: tuple[int, int], title: str) -> str:
    """Sorts by artist (the unnamed last), album, disc and number, title."""
    disc, number = place
    first = artist.casefold() or "\U0010ffff"
    return f"{first}\0{album.casefold()}\0{disc:05}{number:05}\0{title.casefold()}"


_ORDER = attrgetter("order")


def in_order(rows: Iterable[TrackRow]) -> list[TrackRow]:
    """*rows* in the library's own order."""
    return sorted(rows, key=_ORDER)

"""What a table or a grid shows of a track: flat, small records made once per track.

Pure Python, any thread (the library is read off the main thread). No Qt, no files.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from pathlib import PurePath
from typing import NamedTuple, Protocol

from player.library.track import Track
from player.wording import Sentence


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One track as a row. Texts are plain and may hold anything; empty means not known."""

    id: int
    """The track's id in the store."""
    title: str
    """Title, or the file's name without its ending."""
    artist: str
    """Performing artists."""
    album: str
    """Album title."""
    album_artist: str
    """Who the album is filed under; the artist when the file does not say."""
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
    gain_db: float
    """Loudness correction the file carries, dB; 0 when none."""
    available: bool
    """The file is where it was."""
    failure: Sentence | None
    """Why it cannot be read."""


class Feeling(NamedTuple):
    """How one track feels, as little as a row needs."""

    valence: float
    """-1..1."""
    arousal: float
    """-1..1."""
    mood: str | None
    """Mood id, ``None`` when unsure."""


class RowFacts(Protocol):
    """What tables and pages ask about a track beyond its row (the library controller answers)."""

    def feeling(self, track_id: int) -> Feeling | None:
        """Its mood; ``None`` when it has not been listened to yet."""
        ...

    def style(self, track_id: int) -> str | None:
        """Id of its style; ``None`` when it is not known."""
        ...

    def stars(self, track_id: int) -> tuple[int, bool]:
        """Rating 0..5 (0: none) and whether it is a favourite."""
        ...


def make_row(track: Track) -> TrackRow:
    """The row of *track*."""
    meta = track.metadata
    return TrackRow(
        id=track.id,
        title=meta.title or PurePath(track.path).stem,
        artist=meta.artist or meta.album_artist,
        album=meta.album,
        album_artist=meta.album_artist or meta.artist,
        genre=", ".join(meta.genres),
        year=meta.year,
        place=(meta.disc_number or 0, meta.track_number or 0),
        duration_s=meta.duration_s,
        path=track.path,
        version=track.stamp.mtime_ns,
        has_cover=meta.has_cover,
        gain_db=_gain(track),
        available=track.available,
        failure=track.failure,
    )


def _gain(track: Track) -> float:
    """ReplayGain of the track (or album), kept from clipping by its peak, dB."""
    gain = track.metadata.gain
    db, peak = gain.track_db, gain.track_peak
    if db is None:
        db, peak = gain.album_db, gain.album_peak
    if db is None:
        return 0.0
    if peak is not None and peak > 0.0:
        db = min(db, -20.0 * log10(peak))
    return max(-24.0, min(12.0, db))


def search_key(row: TrackRow) -> str:
    """What the search field looks in: title, artist, album and genre, casefolded."""
    return f"{row.title}\n{row.artist}\n{row.album}\n{row.album_artist}\n{row.genre}".casefold()

"""A list of tracks as the engine is to play them, one after the other: :class:`PieceList`.

For commands, which play without a window. One thread calls; the loudness that nothing tells of is
measured in a process of its own (``measuring``), ahead where there is time, else while the caller
waits. Must not write files or stores.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from player.audio.messages import SoundOptions
from player.jobs.measuring import LoudnessMeasurer
from player.library.album_order import AlbumPlace, continues, same_album
from player.library.loudness import (
    LoudnessFacts,
    LoudnessOptions,
    Measured,
    album_of,
    as_album,
    gain_db,
    well_tagged,
)
from player.library.track import ReplayGain
from player.settings import Settings

_AHEAD = 3
"""Pieces that are measured while another one plays."""


def sound_options(settings: Settings) -> SoundOptions:
    """How tracks follow each other, as *settings* say."""
    return SoundOptions(
        settings.crossfade_s, skip_silence=settings.skip_silence, exact=settings.exact_output
    )


@dataclass(frozen=True, slots=True)
class Sound:
    """What is known of a file that is to be played."""

    place: AlbumPlace
    """Where it lies, and where it stands on its album."""
    key: str
    """Identity of its sound."""
    tags: ReplayGain = field(default_factory=ReplayGain)
    """Loudness corrections in it."""
    stored: Measured | None = None
    """Its loudness as the library knows it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file as it is to be played."""

    path: str
    """The file."""
    gain_db: float = 0.0
    """Loudness correction, dB."""
    continues: bool = False
    """The album's next track after the piece before."""


class PieceList:
    """Pieces in order; a context manager, which ends the measuring."""

    def __init__(
        self,
        sounds: Sequence[Sound],
        options: LoudnessOptions,
        *,
        library: Iterable[Sound] = (),
        on_waiting: Callable[[int], object] = lambda _files: None,
    ) -> None:
        """
        :param library: where else the rest of an album is; by default an album is what of it is
            among *sounds*.
        :param on_waiting: told how many files have to be measured now, while nothing can go on.
        """
        self._sounds, self._options, self._at = tuple(sounds), options, 0
        self._everything = {sound.place.path: sound for sound in (*library, *sounds)}
        self._on_waiting = on_waiting
        self._found: dict[str, Measured | None] = {}
        self._news = threading.Condition()
        self._measurer = LoudnessMeasurer(self._take)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._measurer.stop()

    def next(self) -> Piece | None:
        """The next piece, its loudness known; ``None`` when there is no more."""
        if self._at >= len(self._sounds):
            return None
        sound, at = self._sounds[self._at], self._at
        self._at += 1
        follows = at > 0 and continues(self._sounds[at - 1].place, sound.place)
        goes_on = self._at < len(self._sounds) and continues(
            sound.place, self._sounds[self._at].place
        )
        db = self._gain_db(sound, in_album=follows or goes_on)
        return Piece(sound.place.path, db, follows)

    def _gain_db(self, sound: Sound, *, in_album: bool) -> float:
        options = self._options
        if options.mode == "off":
            return 0.0
        group = [sound]
        if as_album(options, in_album=in_album) and sound.tags.album_db is None:
            group = [s for s in self._everything.values() if s == sound or _together(s, sound)]
        self._wait_for(group)
        measured = [self._measured(s) for s in group if not self._is_unmeasurable(s)]
        album = album_of(measured) if len(group) > 1 else None
        facts = LoudnessFacts(sound.tags, self._measured(sound), album)
        return gain_db(facts, options, in_album=in_album)

    def _wait_for(self, group: Sequence[Sound]) -> None:
        """Until *group* is measured; what comes next is measured afterwards."""
        whole_album = len(group) > 1
        now = {s.key: s.place.path for s in group if self._is_unknown(s, even_tagged=whole_album)}
        ahead = self._sounds[self._at : self._at + _AHEAD]
        self._measurer.want(now | {s.key: s.place.path for s in ahead if self._is_unknown(s)})
        if now:
            self._on_waiting(len(now))
        with self._news:
            self._news.wait_for(lambda: now.keys() <= self._found.keys())

    def _is_unknown(self, sound: Sound, *, even_tagged: bool = False) -> bool:
        tagged = well_tagged(sound.tags) and not even_tagged
        return not tagged and sound.stored is None and sound.key not in self._found

    def _is_unmeasurable(self, sound: Sound) -> bool:
        return self._measured(sound) is None and sound.key in self._found

    def _measured(self, sound: Sound) -> Measured | None:
        return sound.stored or self._found.get(sound.key)

    def _take(self, key: str, found: Measured | None) -> None:
        """From the measuring thread."""
        with self._news:
            self._found[key] = found
            self._news.notify_all()


def _together(one: Sound, other: Sound) -> bool:
    return same_album(one.place, other.place)

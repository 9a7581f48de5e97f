"""What a log of listening holds, whatever wrote it: :class:`Log`. Frozen data, command line only.

Made by :func:`of_plays` alone, so that every log is in order of time and free of plays that were
written twice. Must not read files or know of a library.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from player.jobs.personal_content import Described
from player.library.track import MOSTLY_HEARD, CheckIn
from player.wording import Sentence

SAME_PLAY_S = 30.0
"""A track that begins again within this time was written twice: nothing shorter is scrobbled."""


@dataclass(frozen=True, slots=True)
class LoggedTrack:
    """What a log says of a track. Empty text: it does not say."""

    title: str
    artist: str = ""
    album: str = ""
    duration_s: float | None = None
    """The longest length that was said."""
    described: Described | None = None
    """More to recognise it by, from a file that Moodlark wrote."""

    @property
    def names(self) -> tuple[str, str]:
        """Artist and title in comparable spelling: two tracks of a log are the same by this."""
        return comparable(self.artist), comparable(self.title)


@dataclass(frozen=True, slots=True)
class LoggedPlay:
    """One listening."""

    at: float
    """When it began, seconds since 1970."""
    track: int
    """Place in :attr:`Log.tracks`."""
    played_s: float | None = None
    """How much was heard; ``None``: not said."""
    cut_short: bool | None = None
    """The listener went on before most of it was heard; ``None``: not known."""
    chosen: bool | None = None
    """The listener asked for this very track, else a queue brought it; ``None``: not known."""


class Heard(NamedTuple):
    """One listening as it stands in a file, before tracks are told apart."""

    at: float
    track: LoggedTrack
    played_s: float | None = None
    cut_short: bool | None = None
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a listener said of a track, at a known time."""

    at: float
    track: int
    kind: Literal["stars", "favourite", "more", "less"]
    stars: int = 0
    """1 to 5 for ``stars``."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be used."""

    line: int
    """Its number, the first is 1."""
    why: Sentence


@dataclass(frozen=True, slots=True)
class Log:
    """A listener's history."""

    tracks: tuple[LoggedTrack, ...]
    """In the order in which they were first heard."""
    plays: tuple[LoggedPlay, ...]
    """In order of time."""
    duplicates: int = 0
    """Plays that were there twice, and are left out."""
    bad: tuple[BadLine, ...] = ()
    """Lines left out."""
    said: tuple[Said, ...] = ()
    """Ratings, favourites, *more* and *less like this* in order of time."""
    checkins: tuple[CheckIn, ...] = ()
    """How the listener felt, in order of time."""
    simulated: bool = False
    """It says itself that it is made up."""


def comparable(text: str) -> str:
    """*text* in comparable spelling."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().split())


def was_cut_short(played_s: float | None, duration_s: float | None) -> bool | None:
    """Whether less than most of a track was heard; ``None`` where one of them is not known."""
    if played_s is None or duration_s is None or duration_s <= 0:
        return None
    return played_s < MOSTLY_HEARD * duration_s


def of_plays(
    heard: Iterable[Heard],
    *,
    bad: Sequence[BadLine] = (),
) -> Log:
    """The log of what was heard, in any order.

    The same plays in another order give the same log.
    """
    ordered = sorted(heard, key=_order)
    tracks: dict[tuple[str, str], LoggedTrack] = {}
    places: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], float] = {}
    plays, duplicates = [], 0
    for at, track, played_s, cut, chosen in ordered:
        names = track.names
        tracks[names] = _more_of(tracks.get(names), track)
        if at - last.get(names, -SAME_PLAY_S) < SAME_PLAY_S:
            duplicates += 1
            continue
        last[names] = at
        place = places.setdefault(names, len(places))
        plays.append(LoggedPlay(at, place, played_s, cut, chosen))
    return Log(tuple(tracks.values()), tuple(plays), duplicates, tuple(bad))


def _order(item: Heard) -> tuple[object, ...]:
    """By time; within a second by all that is known, so that the order of the lines is nothing."""
    track = item.track
    said = (track.names, track.artist, track.title, track.album, track.duration_s or 0.0)
    played_s = -1.0 if item.played_s is None else item.played_s
    return (item.at, *said, played_s, str(item.cut_short), str(item.chosen))


def _more_of(known: LoggedTrack | None, said: LoggedTrack) -> LoggedTrack:
    """What two lines say of one track: the first spelling, an album, the longest length."""
    if known is None:
        return said
    lengths = [one.duration_s for one in (known, said) if one.duration_s is not None]
    return LoggedTrack(
        known.title,
        known.artist,
        known.album or said.album,
        max(lengths, default=None),
        known.described or said.described,
    )

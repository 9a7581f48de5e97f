"""The ledger: everything done and said that is remembered, newest first, with what it taught.

Pure Python, any thread, no I/O. Deleting is ``jobs.forgetting.forget_events`` with the
ids given here; what is learned afterwards is what would have been learned had it never happened.
What an event teaches: :mod:`player.jobs.lessons`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from player.jobs import lessons
from player.jobs.event_list import ListedEvent, list_events
from player.jobs.lessons import KINDS, Kind, PlayColumns
from player.jobs.session import OpenStores
from player.jobs.view_corrections import about_feeling
from player.library.track import Correction, Nudge, Play, Rating, Track
from player.store.events import Events
from player.wording import Sentence, sentence

SHOWN = ("play", "rating", "favourite", "nudge", "correction", "checkin")
"""Kinds of events in the ledger; playlists, the queue and what queues brought are none."""


_OF_KINDS = {
    "favourite": sentence("Ledger", "A favourite: counts clearly for it and what sounds like it"),
    "correction": sentence("Ledger", "You said how it feels: moves it on the map, not your taste"),
    "checkin": sentence("Ledger", "How you felt: kept for you, teaches nothing"),
}
_OF_STYLE = sentence("Ledger", "You said which style it is: changes that, not your taste")
_OF_NUDGES = {
    True: sentence("Ledger", "More like this: counts for it and what sounds like it"),
    False: sentence("Ledger", "Less like this: counts against it and what sounds like it"),
}


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One event and what it taught."""

    id: str
    """``play:12``, ``rating:3``...: what ``forget_events`` takes."""
    kind: str
    """One of :data:`SHOWN`."""
    time_s: float | None
    """When, seconds since 1970; ``None``: not known."""
    track: Track | None
    """The track it is about; ``None`` for check-ins, or when nothing is known of it any more."""
    taught: Sentence
    """What it taught, in plain words."""
    reward: float | None = None
    """0 disliked ... 1 liked; ``None`` when it teaches the taste nothing."""
    weight: float = 0.0
    """What it tells now; 1 is one clear sign, 0 nothing (any more)."""

    @property
    def value(self) -> float:
        """For (above 0) or against (below 0) tracks like it, and how much."""
        return 0.0 if self.reward is None else (2.0 * self.reward - 1.0) * self.weight


def read_ledger(stores: OpenStores, now_s: float, *, track: str = "") -> list[LedgerEntry]:
    """All that was learned from, newest first; what has no time comes last.

    :param now_s: the moment for the present weights, seconds since 1970.
    :param track: only tracks whose artist or title contain this, in any case.
    """
    taught = dict(_taught(stores.listening.events(), now_s))
    wanted = track.casefold()
    return [
        _entry(event, *taught.get(event.id, ("none", 0.0, 0.0)))
        for event in reversed(list_events(stores))
        if event.kind in SHOWN and wanted in _named(event)
    ]


def _named(event: ListedEvent) -> str:
    if event.track is None:
        return ""
    said = event.track.metadata
    return f"{said.artist} {said.title} {event.track.path}".casefold()


def _taught(events: Events, now_s: float) -> Iterator[tuple[str, tuple[Kind, float, float]]]:
    """Event id -> kind of lesson, reward, present weight."""
    ids = [f"play:{key}" for key in events.plays]
    ids += [f"rating:{key}" for key in events.ratings]
    ids += [f"favourite:{key}" for key in events.favourites]
    ids += [f"nudge:{key}" for key in events.nudges]
    plays = PlayColumns.of(tuple(events.plays.values()))
    learned = lessons.of_everything(plays, events)
    weight = learned.present_weight(now_s)
    weight[~lessons.counting(learned)] = 0.0
    rows = zip(learned.kind.tolist(), learned.reward.tolist(), weight.tolist(), strict=True)
    yield from zip(ids, ((KINDS[kind], reward, now) for kind, reward, now in rows), strict=True)


def _entry(event: ListedEvent, lesson: Kind, reward: float, weight: float) -> LedgerEntry:
    counts = lesson != "none"
    return LedgerEntry(
        event.id,
        event.kind,
        event.time_s,
        event.track,
        _words(event, lesson),
        reward if counts else None,
        weight if counts else 0.0,
    )


def _words(event: ListedEvent, lesson: Kind) -> Sentence:
    """What *event* taught, as a sentence."""
    match event.said:
        case Play() as play:
            return _of_play(play, lesson)
        case Rating(stars=stars):
            return _of_stars(stars)
        case Nudge(more=more):
            return _OF_NUDGES[more]
        case Correction() as said if not about_feeling(said):
            return _OF_STYLE
        case _:
            return _OF_KINDS[event.kind]


def _of_play(play: Play, lesson: Kind) -> Sentence:
    percent = share_percent(play)
    if lesson == "skipped":
        return sentence(
            "Ledger",
            "Skipped after {time}: counts a little against it, for some weeks",
            time=_clock(play.played_s),
        )
    if lesson == "replayed":
        return sentence("Ledger", "Asked for again within a day: counts strongly for it")
    if lesson == "chosen":
        return sentence("Ledger", "Asked for, {percent} % heard: counts for it", percent=percent)
    if lesson == "heard":
        return sentence("Ledger", "{percent} % heard: counts a little for it", percent=percent)
    return sentence("Ledger", "Stopped before half of it: teaches nothing")


def _of_stars(stars: int) -> Sentence:
    if stars > 3:
        return sentence("Ledger", "{stars}: counts clearly for it", stars="★" * stars)
    if stars < 3:
        return sentence("Ledger", "{stars}: counts clearly against it", stars="★" * stars)
    return sentence("Ledger", "★★★: neither for nor against it")


def share_percent(play: Play) -> int:
    """How much of its track was heard, 0..100; where the length is not known: all, or nothing."""
    if not play.duration_s:
        return 0 if play.skipped else 100
    return round(100 * min(max(play.played_s / play.duration_s, 0.0), 1.0))


def _clock(time_s: float) -> str:
    minutes, seconds = divmod(round(max(time_s, 0.0)), 60)
    return f"{minutes}:{seconds:02}"

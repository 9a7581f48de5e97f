"""Journeys as the window knows them: begun, followed, over, stopped.

Main thread. The planning is the queue's (``jobs.journeys``); here are the ends a listener chose and
how far the way has been gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from player.controllers.library import LibraryController
from player.controllers.queue import Entry, QueueController
from player.jobs.journeys import belongs, new_journey
from player.recommend.journey_record import End, Journey
from player.recommend.target import Floor
from player.tagging.vocabulary import MOODS

Place = tuple[float, float]
"""Valence and arousal."""


@dataclass(frozen=True, slots=True)
class JourneyFacts:
    """A journey under way."""

    id: str
    """Under which what is said before and after it is kept."""
    start: Place
    """Where it began."""
    end: Place
    """Where it goes."""
    behind: tuple[Place, ...]
    """Where its tracks that were heard are, in order."""
    ahead: tuple[Place, ...]
    """Where those to come are."""
    minutes: int
    """How long it is by the tracks it has: about as long as was asked for."""
    done: int
    """Minutes of it that are behind."""
    over: bool
    """It has arrived: the queue goes on there."""


class JourneyController(QObject):
    """Begins journeys and tells how they go."""

    over = Signal(str)
    """The journey with this id has arrived; told once."""

    def __init__(
        self,
        queue: QueueController,
        library: LibraryController,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        """*now*: the clock, seconds since 1970."""
        super().__init__(parent)
        self._queue, self._library, self._now = queue, library, now
        self._under_way: str | None = None
        queue.current_changed.connect(self._look)

    def start(
        self, start: Place, end: Place, minutes: int, *, lowest_valence: float | None = None
    ) -> str | None:
        """Go from *start* to *end*; the id of the journey, ``None`` while there is no queue.

        :param lowest_valence: tracks below are not offered.
        """
        if not self._queue.ready:
            return None
        journey = new_journey(
            _end(start),
            _end(end),
            now=self._now(),
            minutes=minutes,
            from_track=start == self.playing_at(),
        )
        floor = None if lowest_valence is None else Floor(valence=lowest_valence)
        self._under_way = journey.id
        wish = replace(self._queue.target, floor=floor, energy=0.0, said="")
        self._queue.start_journey(journey, wish)
        return journey.id

    def stop(self) -> None:
        """Stay where it is now: at the playing track, or at the end where nothing plays."""
        if self._queue.journey is not None:
            self._under_way = None
            at = self.playing_at()
            if at is not None:
                self._queue.set_mood(point=at, styles=sorted(self._queue.target.styles))
            else:
                self._queue.set_target(self._queue.target)

    def facts(self, played_s: float = 0.0) -> JourneyFacts | None:
        """The journey the queue is on; ``None`` when it is on none.

        :param played_s: how much of the playing track is over.
        """
        journey = self._queue.journey
        if journey is None:
            return None
        ahead = self._queue.upcoming[: self._queue.journey_left]
        playing = self._queue.current
        last = playing is not None and belongs(playing)
        left_s = self._length_s(ahead)
        if playing is not None and last:
            left_s += max(0.0, self._length_s([playing]) - played_s)
        behind = self._behind(journey)
        done_s = self._length_s(behind) + (played_s if last else 0.0)
        return JourneyFacts(
            id=journey.id,
            start=journey.start.spot,
            end=journey.end.spot,
            behind=self._places(behind),
            ahead=self._places(ahead),
            minutes=round((done_s + left_s) / 60.0),
            done=round(done_s / 60.0),
            over=not ahead and not last,
        )

    def _behind(self, journey: Journey) -> list[Entry]:
        """Tracks of the journey that were heard, oldest first: no more than there was time for
        since it began, for the tracks of the journey before it look the same."""
        since_s = self._now() - journey.begun_at
        found: list[Entry] = []
        for entry in reversed(self._queue.heard):
            if not (belongs(entry) or entry.manual):
                break
            if entry.skipped:
                continue
            since_s -= self._length_s([entry])
            if since_s < 0:
                break
            found.append(entry)
        return found[::-1]

    def _places(self, entries: Iterable[Entry]) -> tuple[Place, ...]:
        places = (self._place(entry) for entry in entries)
        return tuple(place for place in places if place is not None)

    def _look(self) -> None:
        facts = self.facts()
        if facts is None:
            return
        if not facts.over:  # also the one of the last time, and one that was taken up again
            self._under_way = facts.id
        elif facts.id == self._under_way:
            self._under_way = None
            self.over.emit(facts.id)

    def playing_at(self) -> Place | None:
        """Where the playing track is; ``None`` when nothing plays or it is not known."""
        entry = self._queue.current
        return self._place(entry) if entry is not None else None

    def _place(self, entry: Entry) -> Place | None:
        felt = self._library.feeling(entry.track_id)
        return (felt.valence, felt.arousal) if felt is not None else None

    def _length_s(self, entries: Iterable[Entry]) -> float:
        rows = (self._library.row(entry.track_id) for entry in entries)
        return sum(row.duration_s or 0.0 for row in rows if row is not None)


def _end(place: Place) -> End:
    """A place as the end of a journey, by the name of the mood in whose middle it lies."""
    named = next((m.id for m in MOODS if (m.valence, m.arousal) == place), None)
    return End(*place, mood=named)

"""How the listener says they feel, before and after a journey: kept privately, compared, no more.

Main thread; the store's writer tells when one cannot be written. Nothing is concluded from it here,
and nothing leaves the listening data.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from player.controllers.saving import watch
from player.jobs.journeys import said_around
from player.library.track import CheckIn
from player.store.listening_store import ListeningStore

Point = tuple[float, float]


class CheckInController(QObject):
    """Writes check-ins down, and finds the one before for the one after."""

    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: a check-in could not be stored."""

    def __init__(
        self, parent: QObject | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        """*now*: the clock, seconds since 1970."""
        super().__init__(parent)
        self._listening: ListeningStore | None = None
        self._now = now

    def attach(self, listening: ListeningStore) -> None:
        """The listening data are open."""
        self._listening = listening

    @property
    def ready(self) -> bool:
        """A check-in can be written down."""
        return self._listening is not None

    def before(self, point: Point, journey: str | None = None) -> None:
        """The listener feels like *point* (valence, arousal) before they listen."""
        self._add(CheckIn(self._now(), *point, "before", journey))

    def after(self, point: Point, journey: str) -> None:
        """And like this after a journey."""
        self._add(CheckIn(self._now(), *point, "after", journey))

    def before_of(self, journey: str) -> Point | None:
        """What was said before a journey; ``None`` when nothing was."""
        told = self._listening.checkins() if self._listening is not None else ()
        return next((said.before for said in said_around(told) if said.journey == journey), None)

    def _add(self, checkin: CheckIn) -> None:
        if self._listening is not None:
            watch(self._listening.add_checkin(checkin), self.troubled.emit)

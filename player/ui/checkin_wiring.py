"""Connects the question how the listener feels: before a journey, after it, and when they want to
say it. Main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from player.controllers.checkins import CheckInController
from player.controllers.journeys import JourneyController
from player.controllers.queue import QueueController
from player.ui.window import MainWindow
from player.ui.words import mood_options
from player.wording import translate

_PRIVATE = "nothing is kept"

Place = tuple[float, float]


class CheckInWiring(QObject):
    """The card with the plane -> what is kept; after a journey, both answers beside each other."""

    def __init__(
        self,
        window: MainWindow,
        journeys: JourneyController,
        checkins: CheckInController,
        queue: QueueController,
    ) -> None:
        super().__init__(window)
        self._window, self._checkins, self._queue = window, checkins, queue
        self._journey: str | None = None
        window.checkin.set_moods(mood_options())
        window.checkin.felt.connect(self._on_felt)
        journeys.over.connect(self._on_over)
        window.picker.feeling.feel_requested.connect(self._ask)

    def ask_about(self, journey: str) -> None:
        """A journey began, and the listener wants to be asked."""
        self._journey = journey
        self._ask()

    def ask_freely(self) -> None:
        """The listener wants to say how they feel, without a journey."""
        self._journey = None
        self._ask()

    def _ask(self) -> None:
        window = self._window
        if self._queue.private:
            window.notice.mention(
                translate("Window", "In a private session nothing is kept, not even how you feel."),
                key=_PRIVATE,
            )
            return
        window.show_panel(True)
        window.checkin.ask()
        window.cards.show_card(window.checkin, window.picker.plane)

    def _on_felt(self, point: Place) -> None:
        journey = self._journey
        before = self._checkins.before_of(journey) if journey is not None else None
        if journey is None or before is None:
            self._checkins.before(point, journey)
            self._window.cards.close_all()
        else:
            self._checkins.after(point, journey)
            self._window.checkin.compare(before, point)

    def _on_over(self, journey: str) -> None:
        """Offer it to who answered before: no card opens by itself, and nobody is asked twice."""
        if self._checkins.before_of(journey) is not None:
            self._journey = journey
            self._window.picker.feeling.show_arrived()

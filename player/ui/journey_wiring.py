"""Connects journeys: the plane, the card that plans one, the line under the field. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from player.controllers.journeys import JourneyController, JourneyFacts
from player.controllers.player import PlayerController
from player.controllers.queue import QueueController
from player.ui.journey_panel import JourneyWish
from player.ui.keys import Act
from player.ui.mood_plane_journey import JourneyPath
from player.ui.mood_words import nearest_mood
from player.ui.window import MainWindow
from player.ui.words import mood_options
from player.wording import translate

Place = tuple[float, float]
_LOOK_MS = 10_000
"""How often it is looked how far the journey is."""


class JourneyWiring(QObject):
    """A way drawn on the plane -> a journey, and a journey -> what is seen of it."""

    begun = Signal(str)
    """A journey with this id has begun, and the listener wants to be asked how they feel."""

    def __init__(
        self,
        window: MainWindow,
        queue: QueueController,
        player: PlayerController,
        journeys: JourneyController,
    ) -> None:
        super().__init__(window)
        self._window, self._queue = window, queue
        self._player, self._journeys = player, journeys
        self._moods = mood_options()
        self._planning = False
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._show)
        self._connect_planning()
        for changed in (queue.changed, queue.current_changed, queue.target_changed):
            changed.connect(self._show)
        queue.current_changed.connect(self._follow_playing)
        window.acted.connect(self._on_act)
        self._show()

    # -- planning

    def _connect_planning(self) -> None:
        window = self._window
        window.journey.set_moods(self._moods)
        window.picker.plane.journey_drawn.connect(self._on_drawn)
        window.picker.feeling.journey_requested.connect(self._on_drawn)
        window.journey.planned.connect(self._on_planned)
        window.journey.start_requested.connect(self._on_start)
        window.picker.feeling.stop_requested.connect(self._journeys.stop)
        window.cards.card_shown.connect(self._on_card)

    def _on_drawn(self, start: Place, end: Place) -> None:
        self._open()
        self._window.journey.set_drawn(start, end)

    def _open(self) -> None:
        window = self._window
        window.show_panel(True)
        window.journey.set_playing(self._journeys.playing_at())
        window.cards.show_card(window.journey, window.picker.plane)

    def _on_card(self, content: object) -> None:
        self._planning = content is self._window.journey
        if self._planning:
            self._on_planned(*self._window.journey.ends())
        else:
            self._show()

    def _follow_playing(self) -> None:
        """Another track plays while its card is open."""
        if self._planning:
            self._window.journey.set_playing(self._journeys.playing_at())

    def _on_planned(self, start: Place | None, end: Place | None) -> None:
        """Draw what is being planned while its card is open."""
        if self._planning and start is not None and end is not None:
            self._window.picker.plane.set_journey(JourneyPath(start, end))

    def _on_start(self, wish: JourneyWish) -> None:
        journey = self._journeys.start(
            wish.start, wish.end, wish.minutes, lowest_valence=wish.floor
        )
        self._window.cards.close_all()
        if journey is None:
            return
        if not self._player.playing:
            self._player.toggle()
        if wish.ask and not self._queue.private:
            self.begun.emit(journey)

    # -- what is seen

    def _show(self, _news: object = None) -> None:
        facts = self._journeys.facts(self._player.position_s)
        plane, feeling = self._window.picker.plane, self._window.picker.feeling
        if facts is None or facts.over:
            self._clock.stop()
            feeling.end_journey()
            if not self._planning:
                plane.set_journey(None)
            return
        self._clock.start()
        feeling.show_journey(self._words(facts))
        if not self._planning:
            tracks = (*facts.behind, *facts.ahead)
            plane.set_journey(JourneyPath(facts.start, facts.end, tracks, len(facts.behind)))

    def _words(self, facts: JourneyFacts) -> str:
        return translate(
            "Journey",
            "Journey: {start} → {end}, {done} of {minutes} min",
            start=nearest_mood(*facts.start, self._moods),
            end=nearest_mood(*facts.end, self._moods),
            done=facts.done,
            minutes=facts.minutes,
        )

    # -- keys

    def _on_act(self, act: Act) -> None:
        if act is Act.JOURNEY:
            self._open()

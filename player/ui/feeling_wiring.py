"""Connects the field where the listener says how they feel to what understands it. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject

from player.controllers.feeling import FeelingController, Understood
from player.controllers.queue import QueueController
from player.tagging.vocabulary import MOODS
from player.ui.keys import Act
from player.ui.window import MainWindow
from player.wording import translate


class FeelingWiring(QObject):
    """A sentence -> what it was understood to mean -> the queue, each step seen in place."""

    def __init__(
        self, window: MainWindow, queue: QueueController, feeling: FeelingController
    ) -> None:
        super().__init__(window)
        self._window, self._queue = window, queue
        self._field = window.picker.feeling
        self._said = ""
        self._field.said.connect(feeling.understand)
        self._field.undo_requested.connect(window.queue.undo_requested)
        feeling.understood.connect(self._on_understood)
        queue.target_changed.connect(self._on_target)
        queue.changed.connect(self._on_changed)
        queue.current_changed.connect(self._field.end_undo)
        window.acted.connect(self._on_act)

    def _on_understood(self, understood: Understood) -> None:
        if not understood.found:
            words = " ".join(map(str, understood.notes))
            self._field.show_not_understood(
                words or translate("Picker", "That was not understood. Try other words.")
            )
            return
        self._field.accept()
        self._queue.set_target(understood.target)
        parts = translate("Picker", ", ").join(map(str, understood.parts))
        if not understood.confident:
            parts = translate("Picker", "{words} (a guess)", words=parts)
        notes = " ".join(map(str, understood.notes))
        self._said = understood.target.said
        self._field.show_understood(understood.target.said, parts, notes)
        if understood.journey is not None:
            places = {mood.id: (mood.valence, mood.arousal) for mood in MOODS}
            self._field.offer_journey(*(places[mood] for mood in understood.journey))

    def _on_target(self) -> None:
        """Another wish than the sentence's: what was understood is no longer so."""
        if self._queue.target.said != self._said:
            self._field.end_understood()

    def _on_changed(self, undoable: bool) -> None:
        """Something else is the last change of the queue: "Undo" would take that back."""
        if undoable:
            self._field.end_undo()

    def _on_act(self, act: Act) -> None:
        if act is Act.SAY:
            self._window.show_panel(True)
            self._field.begin()

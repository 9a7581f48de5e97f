"""Connects what steers and explains the queue to the controllers: the cards beside the panel, the
wishes above the rows, the menu of a row. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject

from player.controllers.library import LibraryController
from player.controllers.queue import QueueController
from player.ui.keys import Act
from player.ui.queue_rows import queue_row
from player.ui.steer_panel import Steering
from player.ui.target_words import gave_way_words, wishes
from player.ui.window import MainWindow

_ENERGY_STEP = 0.25
"""How far one press of "livelier" goes; four of them are as far as it goes."""


class SteeringWiring(QObject):
    """What the listener says of the queue -> the queue, and what it follows -> what is seen."""

    def __init__(
        self, window: MainWindow, library: LibraryController, queue: QueueController
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._queue = window, library, queue
        self._connect_rows()
        self._connect_steering()
        queue.target_changed.connect(self._show_target)
        queue.changed.connect(self._show_rules)
        queue.changed.connect(self._follow_why)
        queue.current_changed.connect(self._follow_why)
        window.acted.connect(self._on_act)
        self._show_target()
        self._show_rules()

    # -- why, more, less, not this time

    def _connect_rows(self) -> None:
        panel = self._window.queue
        panel.why_requested.connect(self._show_why)
        panel.nudged.connect(self._on_nudged)
        panel.excluded.connect(self._on_excluded)

    def _show_why(self, entry_id: int) -> None:
        entry = self._queue.entry(entry_id)
        row = queue_row(entry, self._library) if entry is not None else None
        if row is None:
            return
        window = self._window
        window.show_panel(True)
        window.why.set_row(row)
        window.cards.show_card(window.why, window.queue, window.queue.place_of(entry_id))

    def _follow_why(self, _undoable: bool = False) -> None:
        """The open card tells what is so now; of what is in the queue no more it tells nothing."""
        cards, shown = self._window.cards, self._window.why.row
        if shown is None or cards.shown() is not self._window.why:
            return
        entry = self._queue.entry(shown.entry_id)
        row = queue_row(entry, self._library) if entry is not None else None
        if row is None:
            cards.close_all()
        elif row != shown:
            self._window.why.set_row(row)

    def _on_nudged(self, track_id: int, more: bool) -> None:
        row = self._library.row(track_id)
        if row is not None:
            self._queue.nudge(track_id, row.title, more=more)

    def _on_excluded(self, track_id: int) -> None:
        self._queue.exclude((track_id,))

    # -- steering

    def _connect_steering(self) -> None:
        head, steer, queue = self._window.queue.head, self._window.steer, self._queue
        head.energy_wanted.connect(self._on_energy)
        head.steer_requested.connect(self._toggle_steering)
        steer.adventurous_chosen.connect(queue.set_adventurous)
        steer.smooth_chosen.connect(queue.set_smooth)
        steer.strict_chosen.connect(queue.set_strict)
        steer.chips.removed.connect(self._take_away)
        self._window.queue.chips.removed.connect(self._take_away)
        self._window.queue.chips.all_requested.connect(self._show_steering)
        self._window.cards.card_shown.connect(self._on_card)

    def _on_energy(self, way: int) -> None:
        self._queue.more_energy(_ENERGY_STEP * way)

    def _toggle_steering(self) -> None:
        window = self._window
        window.cards.toggle_card(window.steer, window.queue.head)

    def _show_steering(self) -> None:
        window = self._window
        window.cards.show_card(window.steer, window.queue.head)

    def _on_card(self, content: object) -> None:
        self._window.queue.head.show_steering(content is self._window.steer)

    def _take_away(self, key: str) -> None:
        """One wish is no more."""
        kind, _, number = key.partition(":")
        queue, target = self._queue, self._queue.target
        if kind == "seed":
            queue.remove_seed(int(number))
        elif kind == "energy":
            queue.more_energy(-target.energy)
        elif kind == "adventurous":
            queue.set_adventurous(Steering().adventurous)
        elif kind == "smooth":
            queue.set_smooth(False)
        elif kind == "strict":
            queue.set_strict(False)
        elif kind == "floor":
            queue.set_floor(None)
        elif kind == "excluded":
            queue.set_target(dataclasses.replace(target, excluded=frozenset()))

    # -- what is seen

    def _show_target(self) -> None:
        target = self._queue.target
        wished = wishes(target)
        self._window.queue.chips.set_wishes(wished)
        self._window.steer.set_wishes(wished)
        self._window.steer.set_steering(Steering(target.adventurous, target.smooth, target.strict))

    def _show_rules(self, _undoable: bool = False) -> None:
        said = gave_way_words(self._queue.relaxed_lines())
        self._window.queue.set_gave_way(said)
        self._window.steer.set_gave_way(said)

    # -- keys

    def _on_act(self, act: Act) -> None:
        entry = self._queue.current
        if act is Act.LIVELIER:
            self._on_energy(1)
        elif act is Act.QUIETER:
            self._on_energy(-1)
        elif act is Act.STEER:
            self._window.show_panel(True)
            self._toggle_steering()
        elif act is Act.WHY and entry is not None:
            self._show_why(entry.entry_id)

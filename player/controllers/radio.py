"""Radio: the queue sounds like some tracks, and not like others.

Main thread. Tracks come with the name under which the listener knows them (a title, an artist, an
album, a style); they become seeds of what the queue follows, mixed as the listener likes.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from player.controllers.queue import QueueController
from player.recommend.target import MoodTarget, Seed, spread_over


class RadioWish(enum.Enum):
    """What is wanted of some tracks."""

    START = "start"
    """Only this, instead of what was asked for."""
    MORE = "more"
    """This, too."""
    NOT = "not"
    """Not like this."""


class RadioController(QObject):
    """Tracks and their names -> seeds of the queue."""

    started = Signal()
    """A radio was started: there is something to play."""

    def __init__(self, queue: QueueController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue

    def wish(self, name: str, track_ids: Sequence[int], wanted: RadioWish) -> None:
        """Steer the queue by *track_ids*, which the listener knows as *name*."""
        if not track_ids or not self._queue.ready:
            return
        seed = Seed(name, spread_over(track_ids), liked=wanted is not RadioWish.NOT)
        if wanted is RadioWish.START:
            now = self._queue.target
            self._queue.set_target(
                replace(
                    MoodTarget(seeds=(seed,)),
                    adventurous=now.adventurous,
                    smooth=now.smooth,
                    strict=now.strict,
                )
            )
            self.started.emit()
        else:
            self._queue.add_seed(seed)

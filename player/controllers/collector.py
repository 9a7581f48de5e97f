"""Collects garbage on the main thread only.

Main thread. A Qt object that sits in a reference cycle is destroyed by whichever thread the
collector happens to run on, and a widget destroyed off the main thread takes the program with it.
So the automatic collector rests while the window lives, and a timer collects in its place. Must
know nothing of what is collected.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Collector(QObject):
    """Takes the place of the automatic collector between :meth:`start` and :meth:`stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """The automatic collector rests from now on; nothing is collected before :meth:`resume`."""
        gc.disable()

    def resume(self) -> None:
        """What exists now is here to stay (``gc.freeze``): look only at what comes later."""
        gc.freeze()
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Collect once more, then give the automatic collector back."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()
        gc.enable()

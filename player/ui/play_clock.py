"""The place in the playing track between the reports of the engine, so that time moves evenly.

Main thread. Reports come a few times a second and not at equal distances; shown as they come, the
seconds would limp. The clock runs on by itself and is led gently to what is reported. Reports that
were on their way when the listener went elsewhere are left out for a moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_TICK_MS = 100
_JUMP_S = 0.35
"""A report so far from the clock is believed at once."""
_SHARE = 0.2
"""How much of a smaller difference is made up for with each report."""
_ALONE_S = 1.0
"""How long the clock runs on without a report: sound that hangs must not seem to go on."""
_SETTLE_S = 0.6
"""How long after a jump reports of the old place may still arrive."""
_NEAR_S = 1.0
"""How far from the new place such reports are at least; nearer ones hardly show."""


class PlayClock(QObject):
    """Seconds into the track, now."""

    moved = Signal(float)
    """Where playback is: at once after a jump, ten times a second while it runs."""

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._running = self._begun = False
        self._place_s, self._placed_at = 0.0, clock()
        self._reported_at = self._placed_at
        self._settled_at = self._placed_at
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._tell)

    def now_s(self) -> float:
        """Where playback is, as far as is known."""
        if not self._running or not self._begun:
            return self._place_s
        until = min(self._clock(), self._reported_at + _ALONE_S)
        return self._place_s + max(0.0, until - self._placed_at)

    def set_running(self, running: bool) -> None:
        """Music plays, or holds."""
        if running == self._running:
            return
        self._put(self.now_s())
        self._running = running
        self._reported_at = self._placed_at
        if running:
            self._tick.start()
        else:
            self._tick.stop()

    def report(self, position_s: float) -> None:
        """The engine says where playback is."""
        here = self.now_s()
        off = position_s - here
        if abs(off) > _NEAR_S and self._clock() < self._settled_at:
            return
        believed = not self._running or not self._begun or abs(off) > _JUMP_S
        self._begun = True
        self._put(position_s if believed else here + _SHARE * off)
        self._reported_at = self._placed_at
        if believed:
            self._tell()

    def begin(self) -> None:
        """Another track is to begin: the clock stands until the first report of it."""
        self._begun = False
        self._jump(0.0)
        self._settled_at = self._placed_at

    def go_to(self, position_s: float) -> None:
        """The listener has gone elsewhere in the track."""
        self._jump(position_s)
        self._settled_at = self._placed_at + _SETTLE_S

    def _jump(self, position_s: float) -> None:
        self._put(position_s)
        self._reported_at = self._placed_at
        self._tell()

    def _put(self, place_s: float) -> None:
        self._place_s, self._placed_at = place_s, self._clock()

    def _tell(self) -> None:
        self.moved.emit(self.now_s())

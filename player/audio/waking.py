"""Noticing that the machine slept: a device that was open before plays into nothing afterwards.

Pure; runs on the sound process' main thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable

_SLEPT_S = 5.0
"""Clocks that drift apart by more than this were stopped for different times."""


def _with_sleep() -> float:
    """Seconds by a clock that goes on while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux; nobody can set it, unlike the wall clock
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.time()


class SleepWatch:
    """Compares a clock that goes on in sleep with one that stands still.

    On Windows Python's monotonic clock goes on too; there the device's watchdog notices. Elsewhere
    than on Linux a wall clock that is set forward looks like sleep, which costs one opening. Not
    verified on macOS.
    """

    def __init__(
        self,
        going: Callable[[], float] = _with_sleep,
        standing: Callable[[], float] = time.monotonic,
    ) -> None:
        self._going, self._standing = going, standing
        self._apart_s = going() - standing()

    def slept(self) -> bool:
        """The machine slept since the last call."""
        apart_s = self._going() - self._standing()
        before, self._apart_s = self._apart_s, apart_s
        return apart_s - before > _SLEPT_S

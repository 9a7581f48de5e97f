"""Waiting for a sign of life, counted so that a busy machine is not taken for a hanging one.

Pure; used in the sound process (the device's callbacks) and in the window (the sound process). Time
counts only while the one who waits is served itself: a machine that lets nobody run for a second
must not make a device or a process look dead.
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Patience:
    """How long there was no sign of life."""

    def __init__(self, step_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """*step_s*: the most that one look may add, s."""
        self._step_s = step_s
        self._clock = clock
        self._sign: object = None
        self._looked_at = clock()
        self.waited_s = 0.0
        """Time without a sign of life that was seen to pass, s."""

    def look(self, sign: object) -> float:
        """Look again; call it often, for what passes between two looks counts *step_s* at most.

        :param sign: anything that is another with every sign of life.
        :returns: :attr:`waited_s`.
        """
        now = self._clock()
        passed, self._looked_at = now - self._looked_at, now
        if sign != self._sign:
            self._sign, self.waited_s = sign, 0.0
        else:
            self.waited_s += min(passed, self._step_s)
        return self.waited_s

    def begin_anew(self) -> None:
        """As if a sign of life had come just now."""
        self._looked_at, self.waited_s = self._clock(), 0.0

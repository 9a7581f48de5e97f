"""How far ahead of the ear the device is fed: as little as this machine allows.

Pure; runs on the sound process' main thread. A seek is heard after the latency, so it begins low; a
machine that lets the device run dry twice in a minute gets twice as much, for as long as the
program runs. The figures it rests on are in docs/SOUND.md.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable

log = logging.getLogger(__name__)

LOWEST_S = 0.07
"""Asked of a device to begin with."""
HIGHEST_S = 0.5
_TOO_MANY = 2
_WITHIN_S = 60.0
_ONE_STALL_S = 0.5
"""What runs dry several times within this time was held up once."""


class Latency:
    """What to ask of a device."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.wanted_s = LOWEST_S
        """The latency to open a device with, s."""
        self._opened_s = 0.0
        self._counted = 0
        self._stalls: deque[float] = deque()

    def opened(self, latency_s: float) -> None:
        """A device was opened with this latency; its count of underflows begins at 0."""
        self._opened_s = latency_s
        self._counted = 0
        self._stalls.clear()

    @property
    def is_urgent(self) -> bool:
        """The open device has run dry again after more latency was found to be needed: do not wait
        for the end of the track.
        """
        return self.wanted_s > self._opened_s and bool(self._stalls)

    def note(self, underflows: int) -> None:
        """Take note of how often the open device has run dry since it was opened."""
        if underflows == self._counted:
            return
        self._counted = underflows
        now = self._clock()
        if not self._stalls or now - self._stalls[-1] >= _ONE_STALL_S:
            self._stalls.append(now)
        while now - self._stalls[0] > _WITHIN_S:
            self._stalls.popleft()
        if len(self._stalls) >= _TOO_MANY and self.wanted_s < HIGHEST_S:
            self._stalls.clear()
            self.wanted_s = min(HIGHEST_S, 2.0 * self.wanted_s)
            log.warning("The sound runs dry; from now on %.2f s ahead.", self.wanted_s)

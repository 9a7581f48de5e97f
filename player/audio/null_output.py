"""The output that nobody hears: takes frames in real time, for machines without sound.

Runs in the sound process, on a thread of its own.
"""

from __future__ import annotations

import threading
import time

import numpy as np

from player.audio.feed import Feed
from player.audio.health import Health
from player.audio.ring import CHANNELS

_BLOCK_S = 0.02
_LATE_S = 1.0


class NullOutput:
    """A clock that eats frames."""

    realtime = True
    name = "null"
    latency_s = real_latency_s = 0.0
    underflows = 0

    def __init__(self, samplerate: int) -> None:
        self.samplerate = samplerate
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._next = 0.0

    def start(self, feed: Feed) -> None:
        """Take frames from *feed* from now on."""
        self._next = time.monotonic()
        self._thread = threading.Thread(
            target=self._run, args=(feed,), name="null output", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Take no more frames."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def delay_s(self) -> float:
        """Until the next tick."""
        return max(0.0, self._next - time.monotonic())

    def health(self) -> Health:
        """Always good."""
        return Health.RUNNING

    def works(self) -> bool:
        """Always."""
        return True

    def _run(self, feed: Feed) -> None:
        block = np.zeros((round(_BLOCK_S * self.samplerate), CHANNELS), np.float32)
        while not self._stopping.is_set():
            feed.render(block)
            self._next += len(block) / self.samplerate
            wait_s = self._next - time.monotonic()
            if wait_s < -_LATE_S:  # the machine slept
                self._next = time.monotonic()
            elif wait_s > 0:
                self._stopping.wait(wait_s)

"""Floats as 32-bit integers, without losing a bit of what a file held.

Runs inside the sound card's callback, in memory that exists already.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from player.audio.feed import Feed
from player.audio.ring import CHANNELS

_FULL_SCALE = 2.0**31


class Integers:
    """Between a feed and a device that takes integers."""

    def __init__(self, frames: int) -> None:
        """*frames*: of the memory, which may be fewer than are asked for at once."""
        self._floats = np.zeros((frames, CHANNELS), np.float32)
        self._scaled = np.zeros((frames, CHANNELS), np.float64)

    def render(self, feed: Feed, out: npt.NDArray[np.int32]) -> None:
        """Fill *out*, (n, 2): 24 bits come out as the upper 24 of 32."""
        for start in range(0, len(out), len(self._floats)):
            block = out[start : start + len(self._floats)]
            floats, scaled = self._floats[: len(block)], self._scaled[: len(block)]
            feed.render(floats)
            np.multiply(floats, _FULL_SCALE, out=scaled)
            np.clip(scaled, -_FULL_SCALE, _FULL_SCALE - 1.0, out=scaled)
            np.copyto(block, scaled, casting="unsafe")

"""Loudness as numbers: the volume slider's curve, decibels, and gains that move without a click.

Pure numpy, runs in the sound process; :meth:`Ramp.apply` runs inside the sound card's callback and
allocates nothing there.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FADE_S = 0.02
"""Length of the short fades: before a seek or a skip, a moved volume slider."""
SLOW_FADE_S = 0.1
"""Length of the fades that nobody waits for: pause, stop, and whatever begins in the middle."""

_CHUNK = 1024


def amplitude_of_volume(volume: float) -> float:
    """Factor for a slider position from 0 to 1: its cube, near to how loudness is felt.

    Half of the slider is -18 dB; 1 is exactly 1.0.
    """
    return float(min(1.0, max(0.0, volume)) ** 3)


def amplitude_of_db(gain_db: float) -> float:
    """Factor for *gain_db* decibels; 0 is exactly 1.0."""
    return 1.0 if gain_db == 0.0 else float(10.0 ** (gain_db / 20.0))


class Ramp:
    """A gain that moves in a straight line from where it is to where it is sent.

    Settled at 1.0 it leaves the samples alone, bit for bit.
    """

    def __init__(self, value: float) -> None:
        self.value = value
        """The gain of the next frame."""
        self.target = value
        """Where it goes."""
        self.frames_left = 0
        """How many frames that takes."""
        self._count = np.arange(1, _CHUNK + 1, dtype=np.float32)[:, np.newaxis]
        self._curve = np.empty((_CHUNK, 1), np.float32)

    def go(self, target: float, frames: int) -> None:
        """Reach *target* after *frames* frames."""
        self.target = target
        self.frames_left = max(1, frames) if target != self.value else 0

    def jump(self, value: float) -> None:
        """Be at *value* now."""
        self.value = self.target = value
        self.frames_left = 0

    def apply(self, frames: npt.NDArray[np.float32]) -> None:
        """Multiply *frames*, shape (n, channels), in place."""
        done = 0
        while self.frames_left and done < len(frames):
            n = min(self.frames_left, len(frames) - done, _CHUNK)
            curve = self._curve[:n]
            step = (self.target - self.value) / self.frames_left
            np.multiply(self._count[:n], np.float32(step), out=curve)
            np.add(curve, np.float32(self.value), out=curve)
            piece = frames[done : done + n]
            np.multiply(piece, curve, out=piece)
            self.frames_left -= n
            self.value = self.target if not self.frames_left else self.value + step * n
            done += n
        if self.value != 1.0 and done < len(frames):
            piece = frames[done:]
            np.multiply(piece, np.float32(self.value), out=piece)

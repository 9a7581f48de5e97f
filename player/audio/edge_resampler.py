"""One track brought to another sample rate, right up to its first and last frame.

Runs on the decoding thread of the sound process. A resampler takes what lies outside of a signal
for silence, so a track that begins or ends in the middle of a sound, as the parts of a live album
do, gets a step there: a click at the join. Here the signal is continued at both ends by its own
odd reflection (as :func:`scipy.signal.filtfilt` does), and the continuation is cut off again.
"""

from __future__ import annotations

import math

import numpy as np
import soxr

from player.audio.ring import CHANNELS
from player.audio.tail import Frames

_REFLECTED = 512
"""Frames of the reflection at least; the filter of soxr's high quality is shorter."""


class EdgeResampler:
    """A stream of blocks in, a stream of blocks out; *n* frames become ``n * new / old``."""

    def __init__(self, old_rate: int, new_rate: int) -> None:
        step = old_rate // math.gcd(old_rate, new_rate)
        self._reflected = step * -(-_REFLECTED // step)
        """A number of frames that is a whole number of frames at the new rate too."""
        self._ratio = new_rate / old_rate
        self._to_drop = round(self._reflected * self._ratio)
        self._stream = soxr.ResampleStream(old_rate, new_rate, CHANNELS, dtype="float32")
        self._last = np.zeros((0, CHANNELS), np.float32)  # the newest frames, for the far end
        self._frames_in = self._frames_out = 0

    def feed(self, block: Frames) -> Frames:
        """What the next frames, (n, 2), n > 0, become; it may lag behind."""
        if not self._frames_in:
            self._to_drop -= len(self._convert(self._continued(block[::-1])[::-1]))
        self._frames_in += len(block)
        self._last = np.concatenate([self._last, block])[-self._reflected - 1 :]
        return self._cut(self._convert(block))

    def finish(self) -> Frames:
        """The rest, once all frames were fed."""
        if not self._frames_in:
            return self._last
        wanted = round(self._frames_in * self._ratio) - self._frames_out
        return self._cut(self._convert(self._continued(self._last), last=True))[: max(0, wanted)]

    def _continued(self, frames: Frames) -> Frames:
        """What follows *frames*: they themselves backwards, upside down about the last one."""
        mirrored = 2 * frames[-1] - frames[-2 : -self._reflected - 2 : -1]
        if not len(mirrored):
            mirrored = frames
        return np.pad(mirrored, ((0, self._reflected - len(mirrored)), (0, 0)), mode="edge")

    def _convert(self, frames: Frames, *, last: bool = False) -> Frames:
        frames = np.ascontiguousarray(frames)
        return np.asarray(self._stream.resample_chunk(frames, last=last), np.float32)

    def _cut(self, frames: Frames) -> Frames:
        """Without what belongs to the continuation at the near end."""
        dropped = min(max(0, self._to_drop), len(frames))
        self._to_drop -= dropped
        self._frames_out += len(frames) - dropped
        return frames[dropped:]

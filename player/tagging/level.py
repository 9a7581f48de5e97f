"""How high the samples of a track stand: is there anything to hear, and is it cut off at the top?

Tagging process; numpy only. It is shown blocks as they come out of the codec, before channels are
joined or the rate is changed: either would round the corners of what was clipped.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

FULL_SCALE = 1.0 - 2 / 32768
"""A sample counts as full within two steps of 16 bits of 1.0.

Samples beyond 1.0 do not: they come out of lossy codecs, whose ripples ride above the sound they
were given and say nothing of what was cut off before. Clipping that went through such a codec is
no longer flat and mostly not found: it is told where it is certain."""
_BEYOND = 1.0 + 2 / 32768

RUN = 3
"""So many full samples in a row are a clipped place: a peak that only touches the top has one or
two. Sony's mastering recorders lit their "over" lamp by the same rule (PCM-1630 and DAT)."""

SILENT_PEAK = 10 ** (-60 / 20)
"""A track that never gets louder is silent: -60 dBFS, as FFmpeg's ``silencedetect`` has it."""


class LevelMeter:
    """Takes in the blocks of one track; knows only sums, whatever its length."""

    def __init__(self) -> None:
        self._peak = 0.0
        self._seconds = 0.0
        self._clipped = 0
        self._before: npt.NDArray[np.bool_] | None = None

    def add(self, block: Samples, samplerate: int) -> None:
        """Take in what follows.

        :param block: (frames, channels), full scale 1.0; broken numbers count as silence.
        :param samplerate: frames per second of this block.
        """
        if not block.size:
            return
        self._seconds += len(block) / samplerate
        highest, lowest = np.fmax.reduce(block, axis=None), np.fmin.reduce(block, axis=None)
        peak = max(float(highest), -float(lowest))
        self._peak = max(self._peak, peak)
        if peak < FULL_SCALE:
            self._before = None
            return
        size = np.abs(block)
        self._count_runs((size >= FULL_SCALE) & (size <= _BEYOND))

    def gap(self) -> None:
        """What follows is from another part of the track."""
        self._before = None

    def _count_runs(self, full: npt.NDArray[np.bool_]) -> None:
        """Add the runs that reach their third sample in *full*, of any channel."""
        before = self._before
        if before is None or before.shape[1] != full.shape[1]:
            before = np.zeros((RUN, full.shape[1]), np.bool_)
        joined = np.concatenate([before, full])
        # (frames + 1, channels): the last RUN samples are all full, from the one before on
        ends = np.logical_and.reduce([joined[i : len(joined) - RUN + 1 + i] for i in range(RUN)])
        self._clipped += int(np.count_nonzero(ends[1:] & ~ends[:-1]))
        self._before = joined[-RUN:]

    @property
    def silent(self) -> bool | None:
        """Nothing can be heard in it; ``None`` before the first block."""
        return self._peak < SILENT_PEAK if self._seconds else None

    @property
    def clipped_per_s(self) -> float | None:
        """Clipped places per second, all channels together; ``None`` before the first block."""
        return self._clipped / self._seconds if self._seconds else None

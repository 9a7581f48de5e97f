"""The decoded sound as the sound card takes it: stereo, copied into memory that is there already.

Pure Python, the thread of its decoder. Used by :mod:`player.library.decoding_stream`. It must not
keep more than the rest of one codec frame, and must not allocate for what it copies.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import soxr
from av.audio.frame import AudioFrame

from player.library.decoding_container import Samples
from player.library.decoding_samples import Downmix, Piece

_CHANNELS = 2
_RESAMPLED_AT_ONCE = 4096

NextFrame = Callable[[], tuple[AudioFrame, int, int] | None]
"""The next frame of the codec and which of its frames count (begin, end); ``None`` at the end."""


class StereoReader:
    """Fills (n, 2) arrays from codec frames of any kind."""

    def __init__(self, next_frame: NextFrame, samplerate: int, path: str) -> None:
        """*samplerate*: of what comes out, Hz. *path*: the file that is named in a failure."""
        self._next_frame = next_frame
        self._samplerate = samplerate
        self._downmix = Downmix(_CHANNELS, path)
        self._scratch: Samples | None = None  # made where a resampler is needed
        self.reset()

    def reset(self) -> None:
        """Forget what waits; the next frame comes from somewhere else."""
        self._waiting: Piece | None = None
        self._rate = 0  # of what waits
        self._resampler: soxr.ResampleStream | None = None
        self._resampler_rate = 0
        self._resampled: Piece | None = None

    @property
    def waiting(self) -> int:
        """Frames of the source that are out of the codec and not yet read."""
        return 0 if self._waiting is None else self._waiting.frames

    def read_into(self, out: Samples) -> int:
        """Fill *out* as far as there is sound; returns how many frames, 0 at the end.

        :raises FileBrokenError: nobody knows where its channels belong.
        """
        filled = 0
        while filled < len(out) and self._goes_on():
            filled += self._read_some(out[filled:])
        return filled

    def _goes_on(self) -> bool:
        return bool(self._resampled or self._resampler or self._waiting or self._wait_for_more())

    def _read_some(self, out: Samples) -> int:
        """A step further: some frames, or none but the way to more of them."""
        if self._resampled is not None:
            count = self._resampled.take(out)
            if not self._resampled.frames:
                self._resampled = None
            return count
        if self._resampler is not None:
            self._resampled = self._resample(self._resampler)
            return 0
        if self._rate == self._samplerate:
            return self._read_plain(out, self._rate)
        self._resampler_rate = self._rate
        self._resampler = soxr.ResampleStream(
            self._rate, self._samplerate, _CHANNELS, dtype="float32"
        )
        return 0

    def _read_plain(self, out: Samples, rate: int) -> int:
        """Frames as they are, while they are of this *rate*."""
        filled, wanted = 0, len(out)
        while filled < wanted and (self._waiting is not None or self._wait_for_more()):
            piece = self._waiting
            if piece is None or self._rate != rate:  # a chain of recordings of different rates
                break
            filled += piece.take(out[filled:])
            if not piece.frames:
                self._waiting = None
        return filled

    def _wait_for_more(self) -> bool:
        """Take the next codec frame; ``False`` at the end."""
        found = self._next_frame()
        if found is None:
            return False
        frame, first, last = found
        if frame.layout.nb_channels > _CHANNELS:
            frame = self._downmix.mix(frame)
        self._waiting, self._rate = Piece.of(frame, first, last), frame.sample_rate
        return True

    def _resample(self, resampler: soxr.ResampleStream) -> Piece:
        """The next frames at the wanted rate; the last ones of a rate end its resampler."""
        if self._scratch is None:
            self._scratch = np.empty((_RESAMPLED_AT_ONCE, _CHANNELS), np.float32)
        count = self._read_plain(self._scratch, self._resampler_rate)
        last = count < len(self._scratch)
        samples = resampler.resample_chunk(self._scratch[:count], last=last)
        if last:
            self._resampler = None
        return Piece(samples, None, None, (0, len(samples)))

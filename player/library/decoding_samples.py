"""What lies in a codec's frame as float32: any sample format, any channels, one or two sides.

Pure Python over FFmpeg, any thread or process. Used by :mod:`player.library.decoding_stream` and
:mod:`player.library.decoding_stereo`. A frame costs a few microseconds here: it is read where the
codec put it, converted once, and copied nowhere else.
"""

from __future__ import annotations

from typing import Any

import av
import av.error
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame

from player.library.decoding_container import Samples, broken

_Raw = npt.NDArray[Any]

_FORMATS: dict[str, tuple[np.dtype[Any], np.float32 | None]] = {
    "u8": (np.dtype(np.uint8), np.float32(2.0**-7)),
    "s16": (np.dtype(np.int16), np.float32(2.0**-15)),
    "s32": (np.dtype(np.int32), np.float32(2.0**-31)),
    "s64": (np.dtype(np.int64), np.float32(2.0**-63)),
    "flt": (np.dtype(np.float32), None),
    "dbl": (np.dtype(np.float64), None),
}
"""FFmpeg's sample format -> how it lies in memory, and what one step of it is worth."""
_FORMATS |= {f"{name}p": entry for name, entry in _FORMATS.items()}
_STEREO = 2


def put(raw: _Raw, scale: np.float32 | None, out: Samples) -> None:
    """Write *raw* into *out* as float32 of full scale 1.0; one column fills all of *out*'s.

    16- and 24-bit numbers stay exact, 32-bit ones are rounded once.
    """
    if scale is None:
        out[...] = raw
        return
    np.multiply(raw, scale, out=out, dtype=np.float32, casting="unsafe")
    if raw.dtype == np.uint8:
        out -= 1.0  # 128 is silence


def as_float(frame: AudioFrame) -> Samples:
    """(frames, channels) float32 of a frame in any sample format, full scale 1.0."""
    dtype, scale = _FORMATS[frame.format.name]
    count, channels = frame.samples, frame.layout.nb_channels
    planes: Any = frame.planes  # buffers, which their type does not tell
    if not frame.format.is_planar:
        packed = np.frombuffer(planes[0], dtype, count * channels)
        samples = np.empty((count, channels), np.float32)
        put(packed.reshape(count, channels), scale, samples)
        return samples
    rows = np.empty((channels, count), np.float32)
    for row, plane in zip(rows, planes, strict=True):
        put(np.frombuffer(plane, dtype, count), scale, row)
    return rows.T


class Piece:
    """A stretch of mono or stereo frames that waits, where it lies, to be copied out."""

    __slots__ = ("_at", "_both", "_end", "_left", "_right", "_scale")

    def __init__(
        self,
        both: _Raw | None,
        sides: tuple[_Raw, _Raw] | None,
        scale: np.float32 | None,
        stretch: tuple[int, int],
    ) -> None:
        """*both*: (n, 1) or (n, 2); or *sides*: (n,) each. *stretch*: its begin and end in them."""
        self._both = both
        self._left: _Raw | None = None
        self._right: _Raw | None = None
        if sides is not None:
            self._left, self._right = sides
        self._scale = scale
        self._at, self._end = stretch

    @classmethod
    def of(cls, frame: AudioFrame, first: int, last: int) -> Piece:
        """Frames *first* to *last* (exclusive) of *frame*, which is mono or stereo."""
        dtype, scale = _FORMATS[frame.format.name]
        count = frame.samples
        planes: Any = frame.planes  # buffers, which their type does not tell
        if len(planes) == _STEREO:
            sides = (np.frombuffer(planes[0], dtype, count), np.frombuffer(planes[1], dtype, count))
            return cls(None, sides, scale, (first, last))
        channels = frame.layout.nb_channels
        packed = np.frombuffer(planes[0], dtype, count * channels)
        return cls(packed.reshape(count, channels), None, scale, (first, last))

    @property
    def frames(self) -> int:
        """How many are still here."""
        return self._end - self._at

    def take(self, out: Samples) -> int:
        """Copy as many into *out* (n, 2) as fit; mono is repeated. Returns how many."""
        count = min(len(out), self._end - self._at)
        at = self._at
        self._at = end = at + count
        if self._both is not None:
            put(self._both[at:end], self._scale, out[:count])
        elif self._left is not None and self._right is not None:
            put(self._left[at:end], self._scale, out[:count, 0])
            put(self._right[at:end], self._scale, out[:count, 1])
        return count


class Downmix:
    """More channels through FFmpeg's matrix, which knows the centre and the surrounds.

    ITU-R BS.775: left + 0.7071 centre + 0.7071 left surround, and so on; the low-frequency channel
    is left out. In floating point FFmpeg neither scales the sum down nor clips it.
    """

    def __init__(self, channels: int, path: str) -> None:
        """*channels*: of the result. *path*: the file that is named in a failure."""
        self._layout = {1: "mono", _STEREO: "stereo"}.get(channels, f"{channels}c")
        self._path = path
        self._resampler: av.AudioResampler | None = None
        self._source = ("", "", 0)

    def mix(self, frame: AudioFrame) -> AudioFrame:
        """*frame* in the wanted channels, float32.

        :raises FileBrokenError: nobody knows where its channels belong.
        """
        source = (frame.layout.name, frame.format.name, frame.sample_rate)
        if self._resampler is None or self._source != source:  # some streams change on the way
            self._source = source
            self._resampler = av.AudioResampler("flt", self._layout, frame.sample_rate)
        try:
            mixed = self._resampler.resample(frame)
        except av.error.FFmpegError as error:  # thirty channels, say
            raise broken(self._path) from error
        if len(mixed) == 1:
            return mixed[0]
        raise broken(self._path)

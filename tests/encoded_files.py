"""Sound in any sample format, layout and container that PyAV can write, exact to the bit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

TYPES = {"u8": np.uint8, "s16": np.int16, "s32": np.int32, "flt": np.float32, "dbl": np.float64}


def write(
    path: Path,
    numbers: np.ndarray,
    rate: int,
    codec: str,
    *,
    layout: str = "stereo",
    sample_format: str = "",
    options: dict[str, str] | None = None,
    container: str | None = None,
    container_options: dict[str, str] | None = None,
    bits: int | None = None,
) -> Path:
    """Encode *numbers* (n, channels) of one of the :data:`TYPES`; nothing converts them on the way
    but FFmpeg to the encoder's own *sample_format* (``""``: the same, packed)."""
    packed = next(name for name, kind in TYPES.items() if numbers.dtype == kind)
    with av.open(str(path), "w", format=container, options=container_options or {}) as out:
        stream = out.add_stream(
            codec, rate=rate, layout=layout, format=sample_format or packed, options=options or {}
        )
        if bits is not None:
            stream.codec_context.options |= {"bits_per_raw_sample": str(bits)}
        stream.codec_context.bit_rate = 192_000
        resampler = av.AudioResampler(sample_format or packed, layout, rate, frame_size=1024)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(numbers).reshape(1, -1), format=packed, layout=layout
        )
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path

"""Samples into a file: what evaluation needs to make coded copies of clips. Any process.

Part of the only home of PyAV. The player itself never writes a music file; this is not for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

from player.library.decoding_container import Samples

Codec = Literal["aac", "flac", "mp3", "opus"]

SAMPLERATES: dict[Codec, tuple[int, ...]] = {
    "aac": (16000, 22050, 32000, 44100, 48000),
    "flac": (8000, 16000, 22050, 32000, 44100, 48000, 88200, 96000),
    "mp3": (32000, 44100, 48000),
    "opus": (48000,),
}
"""Rates each codec is used at here, in Hz (MP3: those of MPEG-1)."""

_ENCODERS: dict[Codec, tuple[str, str, str]] = {
    "aac": ("aac", "fltp", "ipod"),  # FFmpeg's own, in an M4A file
    "flac": ("flac", "s32", "flac"),  # FFmpeg keeps the upper 24 bits
    "mp3": ("libmp3lame", "fltp", "mp3"),
    "opus": ("libopus", "flt", "ogg"),
}
_LAMBDA = 118
"""FFmpeg's unit of quality (FF_QP2LAMBDA)."""
_LAYOUTS = {1: "mono", 2: "stereo"}
_BLOCK = 4096


def encode(
    path: str | os.PathLike[str],
    samples: Samples,
    samplerate: int,
    *,
    codec: Codec,
    bitrate: int | None = None,
    vbr: bool = False,
) -> None:
    """Write *samples* to *path*.

    :param samples: float32 (frames, 1 or 2); what lies beyond -1..1 is cut off by FLAC.
    :param samplerate: one of the codec's :data:`SAMPLERATES`, in Hz.
    :param bitrate: bits per second of all channels together, kept constant; not for FLAC, which is
        24-bit.
    :param vbr: MP3 at LAME's quality 4 instead of a bitrate: its frames are of many sizes.
    :raises ValueError: the rate or the number of channels is not one the codec is used with.
    """
    if samplerate not in SAMPLERATES[codec] or samples.shape[1] not in _LAYOUTS:
        raise ValueError(f"{codec}: {samples.shape[1]} channels at {samplerate} Hz")
    encoder, sample_format, container = _ENCODERS[codec]
    layout = _LAYOUTS[samples.shape[1]]
    with av.open(os.fspath(path), "w", format=container) as out:
        stream = out.add_stream(encoder, rate=samplerate, layout=layout, format=sample_format)
        assert isinstance(stream, AudioStream)  # as every encoder above makes
        if bitrate is not None:
            stream.bit_rate = bitrate
            stream.options = {"vbr": "off"} if codec == "opus" else {}  # else twice the rate
        elif vbr:
            stream.options = {"flags": "+qscale", "global_quality": str(4 * _LAMBDA)}
        resampler = AudioResampler(sample_format, layout, samplerate)
        for frame in _frames(samples, samplerate, layout):
            for converted in resampler.resample(frame):
                out.mux(stream.encode(converted))
        out.mux(stream.encode(None))


def _frames(samples: Samples, samplerate: int, layout: str) -> Iterator[AudioFrame]:
    for start in range(0, len(samples), _BLOCK):
        packed = np.ascontiguousarray(samples[start : start + _BLOCK], np.float32).reshape(1, -1)
        frame = AudioFrame.from_ndarray(packed, format="flt", layout=layout)
        frame.sample_rate = samplerate
        frame.pts = start
        frame.time_base = Fraction(1, samplerate)
        yield frame

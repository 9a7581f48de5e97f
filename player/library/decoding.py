"""Sound out of music files: what is in them, blocks, segments, loudness; numpy arrays come out.

Pure Python over FFmpeg, any thread or process (one decoder belongs to one thread). Together with
:mod:`player.library.decoding_container` and :mod:`player.library.decoding_stream`, which do the
opening and the reading, the only home of PyAV.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import av.error
import av.filter
import numpy as np
import soxr
from av.audio.frame import AudioFrame

from player.library.audio_info import AUDIO_SUFFIXES, AudioInfo
from player.library.decoding_container import Samples, open_container, picture_stream
from player.library.decoding_stream import Decoder

__all__ = [
    "AUDIO_SUFFIXES",
    "AudioInfo",
    "Decoder",
    "Loudness",
    "Samples",
    "Watch",
    "decode_blocks",
    "decode_segment",
    "measure_loudness",
    "picture",
    "probe",
]

Watch = Callable[[Samples, int], None]
"""Is shown (frames, channels) as the codec made them, and their rate in Hz; must not keep them."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a whole track is (EBU R128)."""

    integrated_lufs: float | None
    """Integrated loudness, LUFS; ``None`` for silence or less than 0.4 s."""
    true_peak_db: float | None
    """Largest peak between the samples too, dBTP; ``None`` under -66 (FFmpeg tells thousandths)."""


def probe(path: str | os.PathLike[str]) -> AudioInfo:
    """What *path* holds, after decoding its first frame.

    :raises FileUnreadableError: or one of its children, when there is no sound to be had.
    """
    with Decoder(path) as decoder:
        container, stream = decoder.container, decoder.stream
        tags = {**container.metadata, **stream.metadata}
        return AudioInfo(
            duration_s=decoder.duration_s,
            codec=str(stream.codec_context.codec.canonical_name),
            samplerate=decoder.source_samplerate,
            channels=decoder.channels,
            bitrate=stream.codec_context.bit_rate or container.bit_rate or None,
            tags={key.lower(): value for key, value in tags.items()},
            has_picture=picture_stream(container) is not None,
        )


def decode_blocks(
    path: str | os.PathLike[str],
    *,
    samplerate: int | None = None,
    channels: int | None = None,
    start_s: float = 0.0,
) -> Decoder:
    """A :class:`Decoder` of *path*; see there."""
    return Decoder(path, samplerate=samplerate, channels=channels, start_s=start_s)


def decode_segment(
    path: str | os.PathLike[str],
    *,
    start_s: float,
    duration_s: float,
    sr: int,
    watch: Watch = lambda _samples, _samplerate: None,
) -> Samples:
    """A piece of *path* for analysis, reading only that piece.

    :param start_s: where it starts; MP3s may be off by a fraction of a second.
    :param duration_s: how long it is.
    :param sr: rate of the result in Hz.
    :param watch: shown the piece as it comes out of the codec.
    :returns: float32 of shape (samples,), the mean of all channels; shorter, down to empty, where
        the file ends earlier.
    :raises FileUnreadableError: or one of its children, when there is no sound to be had.
    """
    with Decoder(path, start_s=start_s, exact_seek=False) as decoder:
        wanted = round(duration_s * decoder.source_samplerate)
        pieces: list[Samples] = []
        have = 0
        while have < wanted and (block := next(decoder, None)) is not None:
            pieces.append(block[: wanted - have])
            have += len(pieces[-1])
        rate = decoder.source_samplerate
    if not pieces:
        return np.zeros(0, np.float32)
    # one mean of everything costs far less than one for every codec frame
    samples = np.concatenate(pieces)
    watch(samples, rate)
    y = samples.mean(axis=1)
    if rate != sr and len(y):
        y = soxr.resample(y, rate, sr)
    return np.ascontiguousarray(y, dtype=np.float32)


def picture(path: str | os.PathLike[str]) -> bytes | None:
    """The first attached picture as it lies in the file (JPEG, PNG...), or ``None``.

    :raises FileUnreadableError: or one of its children, when *path* cannot be opened.
    """
    with open_container(os.fspath(path), exact_seek=True) as container:
        stream = picture_stream(container)
        if stream is None:
            return None
        try:
            return next((bytes(p) for p in container.demux(stream) if p.size), None)
        except av.error.FFmpegError:
            return None


def measure_loudness(
    path: str | os.PathLike[str],
    *,
    check: Callable[[], None] = lambda: None,
    watch: Watch = lambda _samples, _samplerate: None,
) -> Loudness:
    """Loudness of the whole of *path* by FFmpeg's ``ebur128`` (about 1 s for 4 minutes).

    Measured is what is heard: surround as its stereo downmix, mono as two equal channels.

    :param check: called before each block; what it raises ends the measurement.
    :param watch: shown each block.
    :raises FileUnreadableError: or one of its children, when there is no sound to be had.
    """
    integrated = peak = None
    with Decoder(path) as probed:
        channels = min(2, probed.channels)
    with Decoder(path, channels=channels) as decoder:
        meter = _meter(decoder.samplerate, channels)
        for block in decoder:
            check()
            watch(block, decoder.samplerate)
            meter.push(_frame(block, decoder.samplerate, channels))
            integrated, peak = _read(meter, integrated, peak)
        meter.push(None)
        integrated, peak = _read(meter, integrated, peak)
    silent = integrated is None or integrated <= -69.9  # the meter's absolute gate
    return Loudness(
        None if silent else integrated,
        20.0 * math.log10(peak) if peak else None,
    )


def _meter(samplerate: int, channels: int) -> av.filter.Graph:
    graph = av.filter.Graph()
    layout = "mono" if channels == 1 else "stereo"
    source = graph.add_abuffer(
        sample_rate=samplerate, format="flt", layout=layout, time_base=Fraction(1, samplerate)
    )
    meter = graph.add("ebur128", "peak=true:metadata=1:dualmono=true")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    return graph


def _frame(block: Samples, samplerate: int, channels: int) -> AudioFrame:
    layout = "mono" if channels == 1 else "stereo"
    packed = np.ascontiguousarray(block).reshape(1, -1)
    frame = AudioFrame.from_ndarray(packed, format="flt", layout=layout)
    frame.sample_rate = samplerate
    return frame


def _read(
    graph: av.filter.Graph, integrated: float | None, peak: float | None
) -> tuple[float | None, float | None]:
    """The newest readings of the meter, (LUFS, linear peak)."""
    while True:
        try:
            readings = graph.pull().metadata
        except (av.error.BlockingIOError, av.error.EOFError):
            return integrated, peak
        if "lavfi.r128.I" in readings:
            integrated = float(readings["lavfi.r128.I"])
            peak = float(readings["lavfi.r128.true_peak"])

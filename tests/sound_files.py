"""Sound made on the spot with known answers, and encoded with the codecs PyAV brings."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

FORMATS = {
    "wav": ("pcm_s16le", "s16", {}),
    "flac": ("flac", "s16", {}),
    "m4a": ("aac", "fltp", {"b": "192000"}),
    "alac.m4a": ("alac", "s16p", {}),
    "mp3": ("libmp3lame", "s16p", {"b": "192000"}),
    "ogg": ("vorbis", "fltp", {"strict": "experimental", "b": "192000"}),
    "opus": ("libopus", "flt", {"b": "160000"}),
    "mka": ("libopus", "flt", {"b": "160000"}),
    "aiff": ("pcm_s16be", "s16", {}),
    "wv": ("wavpack", "s16p", {}),
    "tta": ("tta", "s16", {}),
}
"""Ending of the file -> (encoder, sample format, options)."""

LOSSLESS = ("wav", "flac", "alac.m4a", "aiff", "wv", "tta")


def sweep(seconds: float, samplerate: int, *, low: float = 200.0, high: float = 4000.0) -> Samples:
    """(n, 2) float32 on the 16-bit grid: a sweep left, its mirror right; no place is alike."""
    t = np.arange(round(seconds * samplerate)) / samplerate
    phase = 2 * np.pi * (low * t + (high - low) * t**2 / (2 * seconds))
    both = np.stack([0.5 * np.sin(phase), 0.4 * np.cos(1.3 * phase)], axis=1)
    return (np.round(both * 32767) / 32768).astype(np.float32)


def encode(path: Path, samples: Samples, samplerate: int, *, kind: str | None = None) -> Path:
    """Write *samples* (n, channels) to *path* in the format of its ending, or of *kind*."""
    codec, sample_format, options = FORMATS[kind or path.name.split(".", 1)[1]]
    channels = samples.shape[1]
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[channels]
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=samplerate, layout=layout, format=sample_format)
        stream.options = options
        for frame in _frames(samples, samplerate, layout, sample_format):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def read_wav(path: Path) -> tuple[npt.NDArray[np.float64], int]:
    """What a WAV file of 16 or 24 bits holds: (n, channels) from -1 to 1, and its rate, Hz."""
    with wave.open(str(path)) as file:
        width, channels = file.getsampwidth(), file.getnchannels()
        raw = np.frombuffer(file.readframes(file.getnframes()), np.uint8).reshape(-1, width)
        rate = file.getframerate()
    whole = np.zeros((len(raw), 4), np.uint8)
    whole[:, 4 - width :] = raw  # little-endian: the highest bits last
    return whole.view("<i4").reshape(-1, channels) / 2.0**31, rate


def _frames(samples: Samples, samplerate: int, layout: str, sample_format: str):
    resampler = av.AudioResampler(sample_format, layout, samplerate)
    for start in range(0, len(samples), 4096):
        block = np.ascontiguousarray(samples[start : start + 4096])
        if sample_format.startswith("s16"):
            packed, name = np.round(block * 32768).astype(np.int16), "s16"
        else:
            packed, name = block, "flt"
        frame = av.AudioFrame.from_ndarray(packed.reshape(1, -1), format=name, layout=layout)
        frame.sample_rate = samplerate
        frame.pts = start
        frame.time_base = Fraction(1, samplerate)
        yield from resampler.resample(frame)


def correlation(a: Samples, b: Samples) -> float:
    """Correlation of two equally long signals."""
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def best_lag(piece: Samples, whole: Samples) -> int:
    """Where in *whole* the shorter or equally long *piece* fits best, in frames.

    A piece that begins before *whole* does, or ends behind it, is not looked for.
    """
    size = 1 << (len(whole) + len(piece)).bit_length()
    one, other = (np.fft.rfft(signal.mean(axis=1), size) for signal in (whole, piece))
    products = np.fft.irfft(one * np.conj(other), size)
    return int(np.argmax(products[: len(whole) - len(piece) + 1]))

"""Building blocks of sounds that are not music: tones, coloured noise, bursts. numpy only.

Command line only. Everything is a float64 array at :data:`SAMPLERATE`; levels are set by
:func:`at_level` in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, lfilter, sosfilt

FloatArray = npt.NDArray[np.float64]
Random = np.random.Generator

SAMPLERATE = 44100
"""Samples per second of every made sound."""

SECONDS = 20.0
"""Length of every made sound: two windows of a quick analysis and some to spare."""

FRAMES = round(SAMPLERATE * SECONDS)


def times() -> FloatArray:
    """(frames,) seconds."""
    return np.arange(FRAMES) / SAMPLERATE


def sine(hertz: float) -> FloatArray:
    """A steady sine."""
    return np.sin(2 * np.pi * hertz * times())


def gliding(hertz: FloatArray) -> FloatArray:
    """A sine whose frequency follows *hertz* (frames,)."""
    return np.sin(2 * np.pi * np.cumsum(hertz) / SAMPLERATE)


def harmonics(hertz: float, strengths: Sequence[float]) -> FloatArray:
    """A tone with its overtones, the fundamental first."""
    return sum((s * sine(hertz * (i + 1)) for i, s in enumerate(strengths)), np.zeros(FRAMES))


def square(hertz: float) -> FloatArray:
    """A square wave of the harmonics below half the rate."""
    odd = np.arange(1, int(SAMPLERATE / 2 / hertz) + 1, 2)
    return sum((sine(hertz * n) / n for n in odd), np.zeros(FRAMES))


def coloured(random: Random, exponent: float) -> FloatArray:
    """Noise whose power falls as ``1 / f ** exponent``: 0 white, 1 pink, 2 brown, -1 blue."""
    spectrum = np.fft.rfft(random.normal(size=FRAMES))
    hertz = np.maximum(np.fft.rfftfreq(FRAMES, 1 / SAMPLERATE), 20.0)
    return np.fft.irfft(spectrum * hertz ** (-exponent / 2), FRAMES)


def band(y: FloatArray, low_hz: float, high_hz: float, order: int = 4) -> FloatArray:
    """*y* through a Butterworth band-pass."""
    sections = butter(order, (low_hz, high_hz), "bandpass", fs=SAMPLERATE, output="sos")
    return np.asarray(sosfilt(sections, y))


def resonance(y: FloatArray, hertz: float, width_hz: float) -> FloatArray:
    """*y* through a two-pole resonator."""
    r = np.exp(-np.pi * width_hz / SAMPLERATE)
    poles = (1.0, -2 * r * np.cos(2 * np.pi * hertz / SAMPLERATE), r * r)
    return np.asarray(lfilter((1 - r,), poles, y))


def slow(random: Random, period_s: float, low: float = 0.0, high: float = 1.0) -> FloatArray:
    """A smooth random course between *low* and *high* that turns about every *period_s*."""
    points = random.uniform(low, high, int(SECONDS / period_s) + 3)
    return np.interp(times(), np.arange(len(points)) * period_s, points)


def irregular(random: Random, every_s: float, least_s: float = 0.02) -> list[float]:
    """Moments without a beat: a Poisson process with *every_s* between them on average."""
    moments, now = [], float(random.exponential(every_s))
    while now < SECONDS - 0.5:
        moments.append(now)
        now += least_s + float(random.exponential(every_s))
    return moments


def placed(moments: Sequence[float], burst: Callable[[int], FloatArray]) -> FloatArray:
    """``burst(i)`` at the i-th of *moments* (seconds), what passes the end cut off."""
    y = np.zeros(FRAMES)
    for i, moment in enumerate(moments):
        start = round(moment * SAMPLERATE)
        piece = burst(i)[: FRAMES - start]
        y[start : start + len(piece)] += piece
    return y


def keyed(y: FloatArray, pattern: Sequence[tuple[float, bool]]) -> FloatArray:
    """*y* switched by (seconds, on), over and over, with edges of 3 ms."""
    once = np.concatenate([np.full(round(s * SAMPLERATE), float(on)) for s, on in pattern])
    gate = np.resize(once, FRAMES)
    edge = round(0.003 * SAMPLERATE)
    return y * np.convolve(gate, np.ones(edge) / edge, mode="same")


def decay(seconds: float, fade_s: float) -> FloatArray:
    """An exponential decay of time constant *fade_s*."""
    return np.exp(-np.arange(round(seconds * SAMPLERATE)) / (fade_s * SAMPLERATE))


def rms_db(y: npt.NDArray[np.floating]) -> float:
    """Level of *y* against full scale, dB; minus infinity for digital silence."""
    power = float(np.mean(np.square(y, dtype=np.float64)))
    return 10 * np.log10(power) if power > 0 else float("-inf")


def at_level(y: FloatArray, db: float) -> npt.NDArray[np.float32]:
    """*y* at an RMS of *db* dBFS, or as near to it as peaks of full scale allow."""
    loud = y * 10 ** ((db - rms_db(y)) / 20)
    return np.asarray(loud / max(1.0, float(np.abs(loud).max())), np.float32)

"""Raw material of sound: oscillators, envelopes, noise and filters, as whole numpy arrays.

Used by the scripts that render the demo library, in one process and thread; the player never
imports it. Everything is mono float64 at ``SAMPLERATE`` and a pure function of its arguments, so
that a piece renders to the same samples every time. Nothing here knows about notes or beats.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

SAMPLERATE = 48_000
"""Opus works at this rate; rendering at another would only resample twice."""

Samples = NDArray[np.float64]
"""Mono (n,) or stereo (2, n), full scale at 1."""


def hertz(pitch: float) -> float:
    """Frequency of a MIDI pitch (69 is A4, 440 Hz; fractions are allowed)."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def frames(duration_s: float) -> int:
    """Number of samples in a duration, at least one."""
    return max(1, round(duration_s * SAMPLERATE))


def times(duration_s: float) -> Samples:
    """Time of each sample in seconds, (n,)."""
    return np.arange(frames(duration_s)) / SAMPLERATE


def adsr(
    duration_s: float, *, attack: float, decay: float, sustain: float, release: float
) -> Samples:
    """Envelope of a key held for ``duration_s``; ``release`` seconds are added after it."""
    t = times(duration_s + release)
    rise = np.minimum(t / max(attack, 1e-4), 1.0)
    fall = sustain + (1.0 - sustain) * np.exp(-np.maximum(t - attack, 0.0) / max(decay, 1e-4))
    after = np.maximum(t - duration_s, 0.0)
    return np.asarray(
        rise * fall * np.exp(-after * 5.0 / max(release, 1e-4)) * fade(t.size, release)
    )


def fade(n: int, over_s: float) -> Samples:
    """Ones with a raised-cosine end of ``over_s`` seconds, so that no note ends in a click."""
    gain = np.ones(n)
    k = min(n, frames(over_s))
    gain[n - k :] = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, k + 1) / k)
    return gain


def vibrato(
    hz: float,
    duration_s: float,
    *,
    rate_hz: float,
    cents: float,
    delay_s: float,
    start: float = 0.0,
) -> Samples:
    """Frequency of each sample of a note that begins straight, then swings from ``start`` turns."""
    t = times(duration_s)
    depth = cents * np.clip((t - delay_s) / 0.3, 0.0, 1.0)
    return np.asarray(hz * 2.0 ** (depth * np.sin(2 * np.pi * (rate_hz * t + start)) / 1200.0))


def turns(hz: float | Samples, n: int, start: float = 0.0) -> Samples:
    """Running phase in turns (1 is one period), (n,)."""
    if isinstance(hz, np.ndarray):
        return np.asarray(start + np.cumsum(hz[:n]) / SAMPLERATE)
    return np.asarray(start + np.arange(n) * (hz / SAMPLERATE))


def sine(hz: float | Samples, n: int, start: float = 0.0) -> Samples:
    """A sine wave."""
    return np.asarray(np.sin(2 * np.pi * turns(hz, n, start)))


def saw(hz: float | Samples, n: int, start: float = 0.0) -> Samples:
    """A saw wave whose step is rounded (polyBLEP, Valimaki 2007), so that it hardly aliases."""
    phase = turns(hz, n, start) % 1.0
    step = (hz[:n] if isinstance(hz, np.ndarray) else np.full(n, hz)) / SAMPLERATE
    wave = 2.0 * phase - 1.0
    low = phase < step
    x = phase[low] / step[low]
    wave[low] -= 2.0 * x - x * x - 1.0
    high = phase > 1.0 - step
    x = (phase[high] - 1.0) / step[high]
    wave[high] -= x * x + 2.0 * x + 1.0
    return wave


def pulse(hz: float | Samples, n: int, width: float = 0.5) -> Samples:
    """A pulse wave as the difference of two saws."""
    return saw(hz, n) - saw(hz, n, width)


def partials(hz: Samples, level: Samples, damping: Samples, n: int) -> Samples:
    """Sum of decaying sines: each of ``hz``, ``level`` and ``damping`` (per second) is (k,).

    Made as the impulse response of two-pole resonators, which costs far less than sines.
    """
    out = np.zeros(n)
    impulse = np.zeros(n)
    impulse[0] = 1.0
    for frequency, gain, rate in zip(hz, level, damping, strict=True):
        if frequency >= SAMPLERATE * 0.45:
            continue
        angle = 2 * np.pi * frequency / SAMPLERATE
        radius = np.exp(-rate / SAMPLERATE)
        top = [0.0, gain * radius * np.sin(angle)]
        out += lfilter(top, [1.0, -2 * radius * np.cos(angle), radius * radius], impulse)
    return out


def _biquad(kind: str, hz: float, q: float) -> tuple[list[float], list[float]]:
    """Coefficients after R. Bristow-Johnson's Audio EQ Cookbook."""
    angle = 2 * np.pi * min(hz, SAMPLERATE * 0.45) / SAMPLERATE
    alpha, cosine = float(np.sin(angle) / (2 * q)), float(np.cos(angle))
    top = {
        "low": [(1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2],
        "high": [(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2],
        "band": [alpha, 0.0, -alpha],
    }[kind]
    return top, [1 + alpha, -2 * cosine, 1 - alpha]


def lowpass(x: Samples, hz: float, q: float = 0.707) -> Samples:
    """Second-order low-pass over the last axis."""
    top, bottom = _biquad("low", hz, q)
    return np.asarray(lfilter(top, bottom, x, axis=-1))


def highpass(x: Samples, hz: float, q: float = 0.707) -> Samples:
    """Second-order high-pass over the last axis."""
    top, bottom = _biquad("high", hz, q)
    return np.asarray(lfilter(top, bottom, x, axis=-1))


def bandpass(x: Samples, hz: float, q: float = 1.0) -> Samples:
    """Second-order band-pass over the last axis, unity at its centre."""
    top, bottom = _biquad("band", hz, q)
    return np.asarray(lfilter(top, bottom, x, axis=-1))


def swept_lowpass(x: Samples, hz: Samples, q: float = 0.9, steps: int = 8) -> Samples:
    """Low-pass whose corner follows ``hz`` (n,): neighbours of a bank of fixed filters, mixed."""
    low, high = np.log(max(30.0, float(hz.min()))), np.log(float(hz.max()))
    place = (np.log(np.maximum(hz, 30.0)) - low) / max(high - low, 1e-6) * (steps - 1)
    out = np.zeros_like(x)
    for i in range(steps):
        weight = np.clip(1.0 - np.abs(place - i), 0.0, 1.0)
        if weight.any():
            out += weight * lowpass(x, float(np.exp(low + (high - low) * i / (steps - 1))), q)
    return out

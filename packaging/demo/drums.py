"""Drums: single strokes by synthesis, and patterns written as rows of steps.

Used by the scripts that render the demo library. A stroke is a function of velocity and a random
generator and returns mono samples; ``play`` puts strokes in time with the small unevenness of
hands. Nothing here knows about harmony.
"""

# ruff: noqa: ARG001  (every stroke has the same signature; not all of them need chance)

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from harmony import Clock, steps
from synthesis import (
    SAMPLERATE,
    Samples,
    bandpass,
    fade,
    frames,
    highpass,
    lowpass,
    partials,
    sine,
    times,
)

Rng = np.random.Generator
Stroke = Callable[[float, Rng], Samples]


def _noise(rng: Rng, duration_s: float, falloff: float) -> Samples:
    t = times(duration_s)
    return np.asarray(rng.normal(0.0, 0.3, t.size) * np.exp(-t * falloff) * fade(t.size, 0.01))


def _drop(duration_s: float, top_hz: float, low_hz: float, speed: float, falloff: float) -> Samples:
    """A skin: a sine that falls quickly in pitch."""
    t = times(duration_s)
    wave = sine(low_hz + (top_hz - low_hz) * np.exp(-t * speed), t.size)
    return np.asarray(wave * np.exp(-t * falloff) * fade(t.size, 0.03))


def kick(velocity: float, rng: Rng) -> Samples:
    """A bass drum with a soft beater."""
    body = _drop(0.4, 170.0, 50.0, 38.0, 9.0)
    body[: frames(0.03)] += 0.5 * lowpass(_noise(rng, 0.03, 120.0), 3000.0)
    return velocity * body


def hard_kick(velocity: float, rng: Rng) -> Samples:
    """A tight bass drum with a click, for metal."""
    body = np.tanh(2.0 * _drop(0.22, 230.0, 58.0, 60.0, 18.0))
    body[: frames(0.02)] += 1.5 * highpass(_noise(rng, 0.02, 180.0), 2500.0)
    return np.asarray(velocity * body)


def house_kick(velocity: float, rng: Rng) -> Samples:
    """A long electronic bass drum."""
    return np.asarray(velocity * np.tanh(1.8 * _drop(0.42, 260.0, 47.0, 32.0, 8.0)))


def snare(velocity: float, rng: Rng) -> Samples:
    """A snare drum: two modes of the skin and the wires."""
    t = times(0.32)
    skin = (sine(186.0, t.size) + 0.6 * sine(331.0, t.size)) * np.exp(-t * 24)
    wires = highpass(_noise(rng, 0.32, 13.0 + 8.0 * (1 - velocity)), 1400.0)
    return np.asarray(velocity * (0.45 * skin + 1.5 * wires) * fade(t.size, 0.05))


def rim(velocity: float, rng: Rng) -> Samples:
    """A stick across the rim."""
    n = frames(0.1)
    return velocity * partials(
        np.array([480.0, 1130.0, 1720.0, 2600.0]),
        np.array([0.5, 0.8, 0.8, 0.4]),
        np.full(4, 70.0),
        n,
    )


def clap(velocity: float, rng: Rng) -> Samples:
    """Several hands, not quite together."""
    out = np.zeros(frames(0.3))
    for delay_s, falloff in ((0.0, 140.0), (0.011, 140.0), (0.021, 120.0), (0.03, 18.0)):
        burst = _noise(rng, 0.25, falloff)
        at = frames(delay_s)
        out[at : at + burst.size] += burst
    return velocity * 2.0 * bandpass(out, 1500.0, 1.1)


def _metal(rng: Rng, duration_s: float, falloff: float, corner_hz: float) -> Samples:
    """Beaten metal: six square waves that do not agree, and noise."""
    t = times(duration_s)
    tones = np.array([317.0, 465.0, 560.0, 720.0, 837.0, 1161.0]) * 4.7
    clang = np.sum([np.sign(sine(f, t.size, rng.uniform())) for f in tones], axis=0) * 0.05
    wave = highpass(clang + rng.normal(0.0, 0.22, t.size), corner_hz)
    return np.asarray(wave * np.exp(-t * falloff) * fade(t.size, 0.02))


def hat(velocity: float, rng: Rng) -> Samples:
    """A closed hi-hat."""
    return velocity * _metal(rng, 0.09, 55.0, 7500.0)


def open_hat(velocity: float, rng: Rng) -> Samples:
    """An open hi-hat."""
    return velocity * _metal(rng, 0.3, 9.0, 7000.0)


def ride(velocity: float, rng: Rng) -> Samples:
    """A ride cymbal: a ping over a wash."""
    n = frames(0.9)
    modes = np.array([2930.0, 3910.0, 5230.0, 6310.0])
    ping = partials(modes, np.array([0.1, 0.08, 0.07, 0.05]), np.array([6.0, 7.0, 9.0, 11.0]), n)
    return np.asarray(velocity * (ping + 0.5 * _metal(rng, 0.9, 7.0, 6500.0)) * fade(n, 0.3))


def crash(velocity: float, rng: Rng) -> Samples:
    """A crash cymbal."""
    return velocity * 1.4 * _metal(rng, 2.2, 2.2, 3800.0)


def brush_tap(velocity: float, rng: Rng) -> Samples:
    """A brush dropped on the snare."""
    return velocity * 1.5 * bandpass(_noise(rng, 0.2, 24.0), 2600.0, 0.6)


def brush_sweep(velocity: float, rng: Rng) -> Samples:
    """A brush drawn across the skin."""
    t = times(0.42)
    shape = np.sin(np.pi * np.clip(t / 0.4, 0, 1)) ** 2
    return np.asarray(velocity * 0.6 * shape * bandpass(rng.normal(0, 0.3, t.size), 3400.0, 0.7))


def shaker(velocity: float, rng: Rng) -> Samples:
    """Seeds in a box."""
    t = times(0.09)
    shape = np.minimum(t / 0.018, 1.0) * np.exp(-np.maximum(t - 0.018, 0) * 55)
    return np.asarray(velocity * shape * highpass(rng.normal(0, 0.3, t.size), 5500.0))


def tom(velocity: float, rng: Rng) -> Samples:
    """A floor tom."""
    return velocity * _drop(0.5, 150.0, 82.0, 20.0, 7.5)


def taiko(velocity: float, rng: Rng) -> Samples:
    """A very large drum with a slap."""
    body = _drop(1.3, 95.0, 46.0, 12.0, 3.6)
    body[: frames(0.12)] += 0.8 * lowpass(_noise(rng, 0.12, 35.0), 1400.0)
    return velocity * body


@dataclass(frozen=True, slots=True)
class Voice:
    """A drum within a kit."""

    stroke: Stroke
    """Makes the sound of one hit."""
    gain: float = 1.0
    """Level within the kit."""
    pan: float = 0.0
    """-1 left, 1 right, as the audience hears it."""


KIT: Mapping[str, Voice] = {
    "kick": Voice(kick, 1.0),
    "hard_kick": Voice(hard_kick, 0.9),
    "house_kick": Voice(house_kick, 1.0),
    "snare": Voice(snare, 0.75),
    "rim": Voice(rim, 0.5, 0.1),
    "clap": Voice(clap, 0.7, 0.05),
    "hat": Voice(hat, 0.5, 0.3),
    "open": Voice(open_hat, 0.42, 0.3),
    "ride": Voice(ride, 0.5, -0.35),
    "crash": Voice(crash, 0.5, -0.25),
    "tap": Voice(brush_tap, 0.6, 0.1),
    "sweep": Voice(brush_sweep, 0.5, -0.1),
    "shaker": Voice(shaker, 0.4, -0.4),
    "tom": Voice(tom, 0.8, 0.2),
    "taiko": Voice(taiko, 1.0),
}
"""Every drum by the name that patterns use."""


def play(
    rows: Mapping[str, str],
    clock: Clock,
    rng: Rng,
    n: int,
    *,
    start: float,
    end: float,
    bar: float = 4.0,
    loose_s: float = 0.005,
) -> Samples:
    """Play rows of steps (``harmony.steps``) from beat ``start`` to ``end``: stereo (2, n)."""
    out = np.zeros((2, n))
    for name, pattern in rows.items():
        voice = KIT[name]
        left, right = np.cos((voice.pan + 1) * np.pi / 4), np.sin((voice.pan + 1) * np.pi / 4)
        for beat, _, level in steps(pattern, start, end, bar):
            late_s = rng.normal(0.0, loose_s)
            at = max(0, round((clock.at(beat) + late_s) * SAMPLERATE))
            wave = voice.gain * voice.stroke(float(np.clip(level * rng.normal(1, 0.06), 0, 1)), rng)
            wave = wave[: max(0, n - at)]
            out[0, at : at + wave.size] += left * wave
            out[1, at : at + wave.size] += right * wave
    return out

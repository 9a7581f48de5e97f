"""Instruments: one note in, mono samples out.

Used by the scripts that render the demo library. An instrument is a function of frequency (Hz),
the time the key is held (s), velocity (0..1) and a random generator (the only source of chance,
seeded per piece); it returns the whole note with its ring. Effects come later, on the part.
"""

# ruff: noqa: ARG001  (every instrument has the same signature; not all of them need chance)

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.signal import lfilter
from synthesis import (
    SAMPLERATE,
    Samples,
    adsr,
    bandpass,
    fade,
    frames,
    highpass,
    lowpass,
    partials,
    pulse,
    saw,
    sine,
    times,
    turns,
    vibrato,
)

Rng = np.random.Generator
Instrument = Callable[[float, float, float, Rng], Samples]


def pluck(
    hz: float,
    held_s: float,
    velocity: float,
    rng: Rng,
    *,
    bright: float = 0.5,
    ring_s: float = 2.5,
    pick: float = 0.18,
    release_s: float = 0.12,
) -> Samples:
    """A plucked string (Karplus and Strong 1983): noise in a tuned loop that loses its highs.

    ``bright`` 0..1 is the pick's edge, ``ring_s`` the time to fall by 60 dB, ``pick`` the place
    of the pick along the string.
    """
    n = frames(held_s + release_s)
    damp = 0.5 - 0.42 * bright
    length = SAMPLERATE / hz - damp
    whole = int(length)
    part = length - whole
    burst = np.zeros(n)
    size = min(n, whole + 1)
    burst[:size] = rng.uniform(-1.0, 1.0, size)
    burst = lowpass(burst, 900.0 + 9000.0 * bright * velocity)
    comb = max(1, int(whole * pick))
    burst[comb:] -= 0.9 * burst[:-comb].copy() if comb < n else 0.0
    loss = 10.0 ** (-3.0 / (ring_s * hz))
    loop = np.zeros(whole + 3)
    loop[0] = 1.0
    loop[whole : whole + 3] -= loss * np.convolve([1 - part, part], [1 - damp, damp])
    note = lfilter([1.0], loop, burst)
    return np.asarray(velocity * highpass(note, 0.6 * hz) * fade(n, release_s))


ukulele: Instrument = partial(pluck, bright=0.45, ring_s=1.2, pick=0.3)
harp: Instrument = partial(pluck, bright=0.35, ring_s=4.5, pick=0.4, release_s=1.4)
clean_guitar: Instrument = partial(pluck, bright=0.75, ring_s=3.0, pick=0.12)
skank_guitar: Instrument = partial(pluck, bright=0.6, ring_s=0.5, pick=0.2, release_s=0.04)
steel_string: Instrument = partial(pluck, bright=0.95, ring_s=6.0, pick=0.1, release_s=0.05)
palm_mute: Instrument = partial(pluck, bright=0.55, ring_s=0.22, pick=0.1, release_s=0.03)


def bent_guitar(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A lead string: pushed up to its pitch from a tone below when hard, with late vibrato."""
    raw = steel_string(hz, held_s + 0.1, velocity, rng)
    t = times(held_s)
    bend = -2.0 * np.exp(-t / 0.05) if velocity > 0.8 else np.zeros_like(t)
    shake = 0.25 * np.clip((t - 0.25) / 0.3, 0, 1) * np.sin(2 * np.pi * 5.4 * t)
    speed = 2.0 ** ((bend + shake) / 12.0)
    note = np.interp(np.cumsum(speed), np.arange(raw.size), raw)
    return np.asarray(note * fade(note.size, 0.06))


def piano(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A struck string pair: stiff, stretched partials, each with its own slow and fast decay."""
    release_s = 0.5
    n = frames(held_s + release_s)
    stiffness = 0.00018 * (hz / 220.0) ** 1.1
    k = np.arange(1, max(3, min(32, int(11000 / hz))) + 1)
    stretched = k * hz * np.sqrt(1 + stiffness * k * k)
    hammer = np.abs(np.sin(np.pi * k * 0.122)) + 0.05
    rolloff = np.exp(-k * hz / (900.0 + 2600.0 * velocity)) / k**0.45
    level = hammer * rolloff * rng.uniform(0.8, 1.2, k.size)
    decay = 0.45 + 0.0022 * hz + 0.28 * k**0.9 * (hz / 300.0) ** 0.3
    fast = partials(stretched * 1.00035, level * 0.6, decay * 3.2, n)
    slow = partials(stretched * 0.9998, level * 0.4, decay * 0.8, n)
    knock = lowpass(rng.normal(0, 1, n), 700 + 900 * velocity) * np.exp(-times(n / SAMPLERATE) * 90)
    rise = np.minimum(1.0, np.arange(n) / (SAMPLERATE * 0.0015))
    note = (fast + slow) / np.sqrt(level.sum()) + 0.05 * velocity * knock
    t = np.arange(n) / SAMPLERATE
    damper = np.exp(-np.maximum(t - held_s, 0.0) * 9.0)
    return np.asarray(velocity**1.3 * rise * damper * note * fade(n, release_s))


def electric_piano(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """Tines by frequency modulation: a warm body and a short bell on top."""
    n = frames(held_s + 0.25)
    t = np.arange(n) / SAMPLERATE
    body = 1.6 * velocity * np.exp(-t * 1.8) * sine(hz, n)
    tine = 0.35 * velocity * np.exp(-t * 14.0) * sine(hz * 14.0, n) if hz < 1200 else np.zeros(n)
    wave = np.sin(2 * np.pi * turns(hz, n) + body) + 0.35 * np.sin(
        2 * np.pi * turns(hz * 1.001, n) + tine
    )
    shape = np.exp(-t * (0.7 + hz / 900.0)) * np.exp(-np.maximum(t - held_s, 0) * 16)
    return np.asarray(velocity * wave * shape * np.minimum(1, t / 0.002) * fade(n, 0.2))


def bell(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A small struck bar (glockenspiel)."""
    n = frames(held_s + 1.2)
    ratio = np.array([1.0, 2.76, 5.4, 8.93])
    level = np.array([1.0, 0.45, 0.25, 0.1]) * velocity
    return partials(hz * ratio, level, np.array([2.4, 5.0, 10.0, 18.0]), n) * fade(n, 0.6)


def ice_bell(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A cold inharmonic bell with slow beats."""
    n = frames(held_s + 4.0)
    ratio = np.array([0.5, 1.0, 1.003, 1.19, 1.51, 2.0, 2.74, 3.76, 4.07])
    level = velocity * np.array([0.5, 1.0, 0.8, 0.6, 0.4, 0.5, 0.35, 0.2, 0.2])
    damping = np.array([0.5, 0.6, 0.7, 0.9, 1.1, 1.4, 2.0, 2.8, 3.0])
    return partials(hz * ratio, level, damping, n) * fade(n, 2.0)


def warm_pad(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """Five detuned saws that open slowly and close slowly."""
    envelope = adsr(held_s, attack=1.6, decay=2.0, sustain=0.85, release=2.4)
    n = envelope.size
    detune = 2.0 ** (np.array([-9.0, -4.0, 0.0, 5.0, 8.5]) / 1200.0)
    wave = np.sum([saw(hz * d, n, rng.uniform()) for d in detune], axis=0)
    return np.asarray(velocity * envelope * lowpass(lowpass(wave, 1100.0), 2400.0) * 0.3)


def stab(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A bright detuned chord tone of dance music, short and clear."""
    envelope = adsr(held_s, attack=0.004, decay=0.22, sustain=0.35, release=0.12)
    n = envelope.size
    wave = np.sum([saw(hz * d, n, rng.uniform()) for d in (0.994, 0.998, 1.003, 1.007)], axis=0)
    return np.asarray(velocity * envelope * wave * 0.4)


def arpeggio_lead(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A small pulse-wave synthesizer voice."""
    envelope = adsr(held_s, attack=0.003, decay=0.12, sustain=0.2, release=0.15)
    return np.asarray(velocity * envelope * lowpass(pulse(hz, envelope.size, 0.3), 3500.0, 1.2))


def synth_bass(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A saw whose harmonics die from the top, as a closing filter does, over a sine."""
    n = frames(held_s + 0.05)
    k = np.arange(1.0, 28.0, dtype=np.float64)
    tone = partials(hz * k, 1.0 / k, 1.5 + 1.1 * k, n) * np.minimum(1, np.arange(n) / 120)
    return np.asarray(velocity * (tone + 0.5 * sine(hz, n)) * fade(n, 0.05))


def finger_bass(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """An electric bass, round, with a little finger noise."""
    string = pluck(hz, held_s, velocity, rng, bright=0.38, ring_s=2.8, pick=0.22, release_s=0.05)
    n = string.size
    return lowpass(string, 1600.0) + 0.35 * velocity * sine(hz, n) * fade(n, 0.06) * np.exp(
        -np.arange(n) / SAMPLERATE * 1.5
    )


def upright_bass(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A double bass, plucked: a dull string, and the body that carries its fundamental."""
    string = pluck(hz, held_s, velocity, rng, bright=0.25, ring_s=2.0, pick=0.35, release_s=0.08)
    n = string.size
    t = np.arange(n) / SAMPLERATE
    body = (sine(hz, n) + 0.5 * sine(2 * hz, n)) * np.exp(-t * 1.8) * np.minimum(1.0, t / 0.008)
    return np.asarray(lowpass(string, 2200.0) + 0.5 * velocity * body * fade(n, 0.08))


def deep_bass(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A soft low bass, hardly more than its fundamental."""
    envelope = adsr(held_s, attack=0.012, decay=0.5, sustain=0.7, release=0.07)
    n = envelope.size
    wave = sine(hz, n) + 0.28 * sine(2 * hz, n) + 0.1 * sine(3 * hz, n)
    return np.asarray(velocity * envelope * np.tanh(1.3 * wave))


def organ(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """Drawbars 8 8 6 3 and a click."""
    envelope = adsr(held_s, attack=0.006, decay=1.0, sustain=0.95, release=0.04)
    n = envelope.size
    bars = ((0.5, 0.7), (1.0, 1.0), (1.5, 0.5), (2.0, 0.5), (3.0, 0.22), (4.0, 0.18))
    return np.asarray(velocity * envelope * np.sum([g * sine(r * hz, n) for r, g in bars], axis=0))


def _bowed(
    hz: float,
    held_s: float,
    velocity: float,
    rng: Rng,
    *,
    attack: float,
    release: float,
    players: int,
) -> Samples:
    envelope = adsr(held_s, attack=attack, decay=0.6, sustain=0.85, release=release)
    n = envelope.size
    wave = np.zeros(n)
    for _ in range(players):
        own = hz * 2.0 ** (rng.normal(0.0, 6.0) / 1200.0)
        rate, start = rng.uniform(4.8, 6.0), rng.uniform()
        bent = vibrato(own, n / SAMPLERATE, rate_hz=rate, cents=13.0, delay_s=0.15, start=start)
        wave += saw(bent, n, rng.uniform())
    body = 0.5 * wave + bandpass(wave, 480.0, 1.2) + 0.7 * bandpass(wave, 1100.0, 1.5)
    body = lowpass(highpass(body, 0.8 * hz), 2000.0 + 6000.0 * velocity)
    return np.asarray(velocity * envelope * body / players)


strings: Instrument = partial(_bowed, attack=0.16, release=0.35, players=5)
slow_strings: Instrument = partial(_bowed, attack=0.5, release=0.9, players=5)
quick_strings: Instrument = partial(_bowed, attack=0.012, release=0.09, players=4)
solo_cello: Instrument = partial(_bowed, attack=0.09, release=0.3, players=2)


def brass(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """Low horns: the harder and later in the note, the brighter."""
    envelope = adsr(held_s, attack=0.12, decay=1.0, sustain=0.9, release=0.3)
    n = envelope.size
    wave = saw(hz, n, rng.uniform()) + saw(hz * 1.003, n, rng.uniform())
    dark, bright = lowpass(wave, 380.0), lowpass(wave, 1800.0)
    mix = np.clip(np.arange(n) / SAMPLERATE / max(held_s, 0.1), 0, 1) * velocity
    return np.asarray(velocity * envelope * ((1 - mix) * dark + mix * bright))


def flute(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A breathy tone with a soft start."""
    envelope = adsr(held_s, attack=0.06, decay=0.5, sustain=0.9, release=0.12)
    n = envelope.size
    bent = vibrato(hz, n / SAMPLERATE, rate_hz=5.1, cents=14.0, delay_s=0.2, start=rng.uniform())
    tone = sine(bent, n) + 0.32 * sine(2 * bent, n) + 0.12 * sine(3 * bent, n)
    breath = bandpass(rng.normal(0, 1, n), 2.0 * hz, 2.0) + 0.3 * bandpass(
        rng.normal(0, 1, n), 5000.0
    )
    return np.asarray(velocity * envelope * (tone + 0.10 * breath))


def whistle(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """Someone whistling: nearly a sine, scooping into its pitch."""
    envelope = adsr(held_s, attack=0.04, decay=0.5, sustain=0.9, release=0.08)
    n = envelope.size
    t = np.arange(n) / SAMPLERATE
    bent = vibrato(hz, n / SAMPLERATE, rate_hz=5.6, cents=22.0, delay_s=0.18) * 2 ** (
        -0.7 * np.exp(-t / 0.03) / 12
    )
    air = bandpass(rng.normal(0, 1, n), hz, 6.0)
    return np.asarray(velocity * envelope * (sine(bent, n) + 0.06 * sine(2 * bent, n) + 0.12 * air))


def lead_guitar(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A singing string for the distortion that follows: it hardly decays."""
    envelope = adsr(held_s, attack=0.008, decay=0.8, sustain=0.75, release=0.08)
    n = envelope.size
    bent = vibrato(hz, n / SAMPLERATE, rate_hz=5.8, cents=28.0, delay_s=0.2)
    return np.asarray(velocity * envelope * lowpass(saw(bent, n), 3800.0))


def drone(hz: float, held_s: float, velocity: float, rng: Rng) -> Samples:
    """A long, slowly beating low mass of saws and sines."""
    envelope = adsr(held_s, attack=3.0, decay=4.0, sustain=0.9, release=3.0)
    n = envelope.size
    detune = 2.0 ** (np.array([-14.0, -6.0, 0.0, 7.0, 12.0]) / 1200.0)
    wave = np.sum([saw(hz * d, n, rng.uniform()) for d in detune], axis=0)
    return np.asarray(velocity * envelope * (0.35 * wave + sine(hz, n) + 0.5 * sine(hz * 1.004, n)))

"""Effects and the mixing desk: from parts to a finished stereo recording.

Used by the scripts that render the demo library. Everything works on stereo float64 (2, n) at the
rendering rate. Parts are set to a loudness rather than a gain, so that a mix can be written down;
the master ends near -16 LUFS and below -1 dB of full scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import drums
import numpy as np
from harmony import Clock, Note
from instruments import Instrument, Rng
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import fftconvolve, lfilter, resample_poly
from synthesis import SAMPLERATE, Samples, frames, hertz, highpass, lowpass

TARGET_LUFS = -16.0
CEILING = 0.84
"""Highest sample of a master, about -1.5 dB: the codec may add a little."""


def loudness(x: Samples) -> float:
    """Gated loudness in LUFS after ITU-R BS.1770-4 at 48 kHz; -70 for silence."""
    shelf = lfilter(
        [1.53512485958697, -2.69169618940638, 1.19839281085285],
        [1.0, -1.69065929318241, 0.73248077421585],
        x,
    )
    weighted = lfilter([1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621], shelf)
    block, hop = frames(0.4), frames(0.1)
    power = np.concatenate([[0.0], np.cumsum((weighted**2).sum(axis=0))])
    starts = np.arange(0, max(1, x.shape[1] - block), hop)
    energy = (power[np.minimum(starts + block, x.shape[1])] - power[starts]) / block
    loud = energy[energy > 10 ** ((-70 + 0.691) / 10)]
    if not loud.size:
        return -70.0
    kept = loud[loud > loud.mean() * 0.1]
    return float(-0.691 + 10 * np.log10(kept.mean()))


def to_loudness(x: Samples, lufs: float) -> Samples:
    """The same sound at another loudness."""
    return np.asarray(x * 10 ** ((lufs - loudness(x)) / 20))


def reverb(
    x: Samples, *, seconds: float, damping_hz: float, seed: int, predelay_s: float = 0.018
) -> Samples:
    """Convolution with two noises that die away, the highs first."""
    rng = np.random.default_rng(seed)
    n = frames(seconds * 1.2)
    t = np.arange(n) / SAMPLERATE
    noise = rng.normal(0, 1, (2, n))
    bright = noise * np.exp(-t * 6.9 / (seconds * 0.55))
    dull = lowpass(noise, damping_hz) * np.exp(-t * 6.9 / seconds) * 1.8
    tail = highpass(0.5 * bright + dull, 160.0) * np.minimum(1.0, t / 0.012)
    tail /= np.sqrt((tail**2).sum(axis=1, keepdims=True))
    wet = np.stack([fftconvolve(x[c], tail[c])[: x.shape[1]] for c in (0, 1)])
    return np.pad(wet, ((0, 0), (frames(predelay_s), 0)))[:, : x.shape[1]]


def delay(x: Samples, *, time_s: float, feedback: float = 0.4, cross: bool = True) -> Samples:
    """Echoes that darken and change sides; returns the echoes alone."""
    out = np.zeros_like(x)
    echo, step, at = x, frames(time_s), 0
    for _ in range(6):
        at += step
        if at >= x.shape[1]:
            break
        echo = feedback * lowpass(echo[::-1] if cross else echo, 3500.0)
        out[:, at:] += echo[:, : x.shape[1] - at]
    return out


def chorus(
    x: Samples, *, depth_s: float = 0.003, rate_hz: float = 0.6, mix: float = 0.5
) -> Samples:
    """A wandering second copy on each side, a quarter turn apart."""
    n = x.shape[1]
    at = np.arange(n)
    copies = []
    for channel, start in ((0, 0.0), (1, 0.25)):
        wave = np.sin(2 * np.pi * (rate_hz * at / SAMPLERATE + start))
        copies.append(
            np.interp(at - SAMPLERATE * (0.009 + depth_s * wave), at, x[channel], left=0.0)
        )
    return np.asarray((1 - mix / 2) * x + mix * np.stack(copies))


def tremolo(x: Samples, *, rate_hz: float, depth: float, pan: bool = True) -> Samples:
    """Level that swings, from side to side with ``pan``."""
    wave = np.sin(2 * np.pi * rate_hz * np.arange(x.shape[1]) / SAMPLERATE)
    sides = np.stack([1 + depth * wave, 1 + (-depth if pan else depth) * wave])
    return np.asarray(x * sides / (1 + depth / 2))


def drive(x: Samples, gain: float, *, bias: float = 0.1) -> Samples:
    """Soft clipping at four times the rate, so that the new harmonics do not fold back."""
    peak = np.abs(x).max() or 1.0
    fine = resample_poly(x / peak * gain, 4, 1, axis=1)
    bent = np.tanh(fine + bias) - np.tanh(bias)
    return highpass(np.asarray(resample_poly(bent, 1, 4, axis=1))[:, : x.shape[1]], 30.0)


def cabinet(x: Samples) -> Samples:
    """What a guitar loudspeaker leaves: nothing low, a bump at 2.5 kHz, hardly any highs."""
    body = lowpass(lowpass(highpass(x, 85.0), 5200.0, 0.9), 5600.0, 0.6)
    return body + 0.35 * highpass(lowpass(body, 3600.0), 1700.0)


def ducked(
    x: Samples, clock: Clock, beats: Sequence[float], *, depth: float, back_s: float
) -> Samples:
    """Level that dips at each of ``beats`` and comes back, as if pushed aside by the bass drum."""
    gain = np.ones(x.shape[1])
    dip = 1 - depth * np.exp(-np.arange(frames(back_s * 3)) / (back_s * SAMPLERATE))
    for beat in beats:
        at = frames(clock.at(beat))
        part = gain[at : at + dip.size]
        np.minimum(part, dip[: part.size], out=part)
    return np.asarray(x * uniform_filter1d(gain, 240))


def compress(x: Samples, *, threshold_db: float, ratio: float) -> Samples:
    """A slow bus compressor on the level of both sides together."""
    hop = 64
    level = uniform_filter1d((x**2).mean(axis=0), frames(0.02))[::hop]
    over = np.maximum(0.0, 10 * np.log10(level + 1e-9) - threshold_db) * (1 - 1 / ratio)
    held = np.empty_like(over)
    state = 0.0
    for i, wanted in enumerate(over):
        state += (wanted - state) * (0.12 if wanted > state else 0.008)
        held[i] = state
    gain = 10 ** (-np.interp(np.arange(x.shape[1]), np.arange(held.size) * hop, held) / 20)
    return np.asarray(x * gain)


def limit(x: Samples, ceiling: float = CEILING) -> Samples:
    """Look-ahead limiter: no sample of the result is beyond ``ceiling``."""
    window = frames(0.004) | 1
    need = np.minimum(1.0, ceiling / np.maximum(np.abs(x).max(axis=0), 1e-9))
    gain = uniform_filter1d(minimum_filter1d(need, 2 * window + 1), window)
    return np.asarray(np.clip(x * gain, -ceiling, ceiling))


class Desk:
    """Collects the parts of one piece and makes the master."""

    def __init__(self, clock: Clock, beats: float, *, tail_s: float, seed: int) -> None:
        self.clock = clock
        self.rng: Rng = np.random.default_rng(seed)
        self.n = frames(clock.at(beats) + tail_s)
        self._seed = seed
        self._tail_s = tail_s
        self._dry = np.zeros((2, self.n))
        self._sent = np.zeros((2, self.n))

    def part(
        self,
        instrument: Instrument,
        notes: Sequence[Note],
        *,
        pan: float = 0.0,
        spread: float = 0.0,
        loose_s: float = 0.006,
    ) -> Samples:
        """Play notes: stereo (2, n); ``spread`` pans by pitch, ``loose_s`` is unevenness."""
        out = np.zeros((2, self.n))
        centre = float(np.mean([note.pitch for note in notes]))
        for note in sorted(notes, key=lambda n: (n.beat, n.pitch)):
            begin = max(0.0, self.clock.at(note.beat) + float(self.rng.normal(0.0, loose_s)))
            velocity = float(np.clip(note.velocity * self.rng.normal(1.0, 0.05), 0.05, 1.0))
            held = self.clock.lasts(note.beat, note.beats)
            wave = instrument(hertz(note.pitch), held, velocity, self.rng)
            at = round(begin * SAMPLERATE)
            wave = wave[: max(0, self.n - at)]
            place = float(np.clip(pan + spread * (note.pitch - centre) / 18.0, -1, 1))
            angle = (place + 1) * np.pi / 4
            out[0, at : at + wave.size] += np.cos(angle) * wave
            out[1, at : at + wave.size] += np.sin(angle) * wave
        return out

    def drums(
        self,
        rows: Mapping[str, str],
        start: float,
        end: float,
        *,
        bar: float = 4.0,
        loose_s: float = 0.005,
    ) -> Samples:
        """Play drum rows: stereo (2, n)."""
        return drums.play(
            rows, self.clock, self.rng, self.n, start=start, end=end, bar=bar, loose_s=loose_s
        )

    def add(self, x: Samples, lufs: float, *, room: float = 0.2) -> None:
        """Put a part into the mix at a loudness, with a share sent to the room."""
        level = to_loudness(x, lufs)
        self._dry += level
        self._sent += room * level

    def master(
        self,
        *,
        room_s: float = 1.6,
        damping_hz: float = 3500.0,
        squeeze: float = 2.0,
        fade_in_s: float = 0.01,
        fade_s: float | None = None,
    ) -> Samples:
        """Room, low cut, compression, fades, loudness and limiter: stereo (2, n), deterministic."""
        wet = reverb(self._sent, seconds=room_s, damping_hz=damping_hz, seed=self._seed)
        mix = to_loudness(highpass(self._dry + wet, 28.0), -18.0)
        mix = compress(mix, threshold_db=-20.0, ratio=squeeze)
        k, j = frames(self._tail_s if fade_s is None else fade_s), frames(fade_in_s)
        mix[:, -k:] *= np.cos(np.linspace(0, np.pi / 2, k)) ** 2
        mix[:, :j] *= np.sin(np.linspace(0, np.pi / 2, j)) ** 2
        for _ in range(3):
            mix = limit(to_loudness(mix, TARGET_LUFS))
        return mix

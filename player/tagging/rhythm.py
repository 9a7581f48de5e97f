"""Tempo and pulse from an onset envelope. numpy and scipy; runs in the tagging process.

Ours and not librosa's beat tracker: that one compiles with numba on its first use (20 s on a new
machine) and quantises tempo to whole frames. Must not decode or know about files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import scipy.fft

FloatArray = npt.NDArray[np.floating]

SLOWEST_BPM = 40.0
FASTEST_BPM = 220.0
_TEMPI = np.geomspace(SLOWEST_BPM, FASTEST_BPM, 200)
_STEP = float(_TEMPI[1] / _TEMPI[0])
"""Candidates, 0.9 % apart."""

_PREFERRED_BPM = 130.0
_PREFERENCE_OCTAVES = 0.9
"""People tap near 120 BPM: a log-normal prior as in librosa.feature.tempo (Ellis 2007). A little
above it, so that of an even pulse up to 180 BPM every beat counts and not every other."""

_PRIOR = np.exp(-0.5 * (np.log2(_TEMPI / _PREFERRED_BPM) / _PREFERENCE_OCTAVES) ** 2)

_SMOOTHING_FRAMES = 1.0
"""Standard deviation of the blur of the envelope: a beat may fall between two frames."""

_PULSES = 4
"""Beats that must line up for a candidate: sharpens the peak and tells 2/3 from 1."""

_LONGEST_LAG = 0.8
"""Share of the stretch."""

_LEAST_FRAMES = 9
"""Less is no rhythm."""

_LEAST_STRENGTH = 0.15
"""Below this no pulse is heard and the tempo is unknown."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """The strongest pulse."""

    bpm: float
    """Beats per minute."""
    strength: float
    """0 no pulse ... 1 exactly periodic."""

    @property
    def heard(self) -> bool:
        """There is a pulse a listener could tap."""
        return self.strength >= _LEAST_STRENGTH


def find_tempo(onsets: Sequence[FloatArray], frames_per_s: float) -> Tempo:
    """The tempo that explains all stretches of one track together.

    :param onsets: onset envelopes, any scale, of one or more stretches.
    :param frames_per_s: their frame rate.
    """
    heard = [onset for onset in onsets if len(onset) >= _LEAST_FRAMES]
    if not heard:
        return Tempo(0.0, 0.0)
    rows = [_evidence(np.asarray(onset)[None], frames_per_s) for onset in heard]
    return _strongest(np.concatenate(rows).mean(axis=0))


def find_tempi(onsets: FloatArray, frames_per_s: float) -> list[Tempo]:
    """The tempo of each of several stretches of one length by itself.

    :param onsets: (stretches, frames), at least ``_LEAST_FRAMES`` frames.
    """
    return [_strongest(row) for row in _evidence(onsets, frames_per_s)]


def _strongest(evidence: npt.NDArray[np.float64]) -> Tempo:
    """The likeliest candidate, moved to the top of the parabola through its neighbours."""
    best = int(np.argmax(np.maximum(evidence, 0.0) * _PRIOR))
    before, strength, after = evidence[max(best - 1, 0)], evidence[best], evidence[best + 1 :][:1]
    move = 0.0
    if best > 0 and len(after):
        bend = float(2 * strength - before - after[0])
        slope = float(after[0] - before)
        move = min(max(0.5 * slope / bend, -0.5), 0.5) if bend > 0 else 0.0
        strength = strength + 0.25 * slope * move
    return Tempo(float(_TEMPI[best] * _STEP**move), float(np.clip(strength, 0.0, 1.0)))


def _evidence(onsets: FloatArray, frames_per_s: float) -> npt.NDArray[np.float64]:
    """(stretches, tempi) mean autocorrelation at 1.._PULSES beats of each tempo; 1 at most.

    The autocorrelation is the transform of the power spectrum: a matrix reads it at any lag, also
    between two frames.

    :param onsets: (stretches, frames).
    """
    frames = onsets.shape[1]
    signal = np.asarray(onsets, np.float64)
    signal = signal - signal.mean(axis=1, keepdims=True)
    spectrum = scipy.fft.rfft(signal, 2 * frames, axis=1)
    read = np.square(np.abs(spectrum)) @ _reading(frames, frames_per_s)
    whole = read[:, -1:]
    return np.asarray(read[:, :-1] / np.where(whole > 0, whole, np.inf))


@lru_cache(maxsize=16)
def _reading(frames: int, frames_per_s: float) -> npt.NDArray[np.float64]:
    """(bins, tempi + 1) what reads the evidence off a power spectrum; the last column reads lag 0.

    Unbiased: a lag is divided by the frames that overlap. Lags that leave a handful are not read.
    """
    lags = np.arange(1, _PULSES + 1)[:, None] * 60.0 / _TEMPI * frames_per_s
    reached = lags <= _LONGEST_LAG * frames
    weights = reached / (np.maximum(reached.sum(axis=0), 1) * np.where(reached, frames - lags, 1.0))
    turns = 2 * np.pi * scipy.fft.rfftfreq(2 * frames)[:, None]
    columns = [
        sum(weight * np.cos(turns * lag) for weight, lag in zip(weights, lags, strict=True)),
        np.full((len(turns), 1), 1 / frames),
    ]
    # Every bin but the first and the last stands for two, of both signs.
    sides = np.full((len(turns), 1), 2.0)
    sides[[0, -1]] = 1.0
    blur = np.exp(-np.square(turns * _SMOOTHING_FRAMES))
    return np.asarray(np.concatenate(columns, axis=1) * sides * blur)

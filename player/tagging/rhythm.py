"""Tempo and pulse from an onset envelope. numpy and scipy; runs in the tagging process.

Ours and not librosa's beat tracker: that one compiles with numba on its first use (20 s on a new
machine) and quantises tempo to whole frames. Must not decode or know about files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import scipy.fft

FloatArray = npt.NDArray[np.floating]

SLOWEST_BPM = 40.0
FASTEST_BPM = 220.0
_TEMPI = np.geomspace(SLOWEST_BPM, FASTEST_BPM, 200)
"""Candidates, 0.9 % apart."""

_PREFERRED_BPM = 130.0
_PREFERENCE_OCTAVES = 0.9
"""People tap near 120 BPM: a log-normal prior as in librosa.feature.tempo (Ellis 2007). A little
above it, so that of an even pulse up to 180 BPM every beat counts and not every other."""

_PRIOR = np.exp(-0.5 * (np.log2(_TEMPI / _PREFERRED_BPM) / _PREFERENCE_OCTAVES) ** 2)

_SMOOTHING_FRAMES = 1.0
"""Standard deviation of the blur of the envelope: a beat may fall between two frames."""

_FINER = 4
"""Lags are computed this much finer than frames, for the same reason."""

_PULSES = 4
"""Beats that must line up for a candidate: sharpens the peak and tells 2/3 from 1."""

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


def autocorrelation(onset: FloatArray, frames_per_s: float) -> npt.NDArray[np.float64]:
    """Unbiased autocorrelation of an onset envelope, 1 at lag 0, ``_FINER`` lags to a frame.

    :param onset: (frames,) strength of the onset at each frame, any scale.
    :returns: (lags,) long enough for four beats of the slowest tempo or the envelope's own end.
    """
    signal = np.asarray(onset, np.float64)
    signal = signal - signal.mean()
    size = scipy.fft.next_fast_len(2 * len(signal), real=True)
    spectrum = scipy.fft.rfft(signal, size)
    # Padded with silence above its highest frequency, the curve is read between the frames.
    power = np.square(np.abs(spectrum)) * _blur(size)
    raw = scipy.fft.irfft(power, _FINER * size)
    # The last lags rest on a handful of frames: leave them out.
    wanted = int(np.ceil(_PULSES * 60.0 / SLOWEST_BPM * frames_per_s)) + 2
    reached = _FINER * max(2, min(wanted, int(0.8 * len(signal))))
    curve = raw[:reached] / (len(signal) - np.arange(reached) / _FINER)
    return np.asarray(curve / curve[0]) if curve[0] > 0 else np.zeros_like(curve)


@cache
def _blur(size: int) -> npt.NDArray[np.float64]:
    """Power response of the blur at each bin of a real transform of *size* frames."""
    turns = 2 * np.pi * scipy.fft.rfftfreq(size)
    return np.asarray(np.exp(-np.square(turns * _SMOOTHING_FRAMES)))


def find_tempo(onsets: Sequence[FloatArray], frames_per_s: float) -> Tempo:
    """The tempo that explains all stretches of one track together.

    Each candidate is scored by the mean autocorrelation at one to four beats, read between frames,
    times the prior; the winner is refined on its own peak.

    :param onsets: onset envelopes of one or more stretches.
    :param frames_per_s: their frame rate.
    """
    curves = [autocorrelation(onset, frames_per_s) for onset in onsets if len(onset) > 8]
    if not curves:
        return Tempo(0.0, 0.0)
    curve = np.zeros(max(map(len, curves)))
    for part in curves:
        curve[: len(part)] += part / len(curves)
    frames_per_s = frames_per_s * _FINER
    evidence = _evidence(curve, _TEMPI, frames_per_s)
    best = int(np.argmax(np.maximum(evidence, 0.0) * _PRIOR))
    fine = _TEMPI[best] * np.linspace(0.985, 1.015, 41)
    refined = _evidence(curve, fine, frames_per_s)
    top = int(refined.argmax())
    return Tempo(float(fine[top]), float(np.clip(refined[top], 0.0, 1.0)))


def _evidence(
    curve: npt.NDArray[np.float64], tempi: npt.NDArray[np.float64], frames_per_s: float
) -> npt.NDArray[np.float64]:
    """Mean autocorrelation at 1.._PULSES beats of each tempo, as far as the curve reaches."""
    beats = np.arange(1, _PULSES + 1)[:, None] * 60.0 / tempi * frames_per_s
    reached = beats <= len(curve) - 1
    values = np.interp(beats, np.arange(len(curve)), curve) * reached
    return np.asarray(values.sum(axis=0) / np.maximum(reached.sum(axis=0), 1))

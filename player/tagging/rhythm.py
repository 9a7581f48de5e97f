"""Tempo and pulse from an onset envelope. numpy only; runs in the tagging process.

Ours and not librosa's beat tracker: that one compiles with numba on its first use (20 s on a new
machine) and quantises tempo to whole frames. Must not decode or know about files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.floating]

SLOWEST_BPM = 40.0
FASTEST_BPM = 220.0
_TEMPI = np.geomspace(SLOWEST_BPM, FASTEST_BPM, 400)
"""Candidates, 0.4 % apart."""

_PREFERRED_BPM = 120.0
_PREFERENCE_OCTAVES = 0.9
"""People tap near 120 BPM: a log-normal prior as in librosa.feature.tempo (Ellis 2007)."""

_PULSES = 4
"""Beats that must line up for a candidate: sharpens the peak and tells 2/3 from 1."""

_LEAST_STRENGTH = 0.08
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
    """Unbiased autocorrelation of an onset envelope, 1 at lag 0.

    :param onset: (frames,) strength of the onset at each frame, any scale.
    :returns: (lags,) long enough for four beats of the slowest tempo or the envelope's own end.
    """
    signal = np.asarray(onset, np.float64)
    signal = signal - signal.mean()
    wanted = int(np.ceil(_PULSES * 60.0 / SLOWEST_BPM * frames_per_s)) + 2
    size = 1 << (2 * len(signal) - 1).bit_length()
    spectrum = np.fft.rfft(signal, size)
    raw = np.fft.irfft(np.abs(spectrum) ** 2, size)[: len(signal)]
    raw = raw / np.arange(len(signal), 0, -1)
    # The last lags rest on a handful of frames: leave them out.
    raw = raw[: max(2, min(wanted, int(0.8 * len(signal))))]
    return np.asarray(raw / raw[0]) if raw[0] > 0 else np.zeros_like(raw)


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
    curve = np.mean([_padded(curve, max(map(len, curves))) for curve in curves], axis=0)
    evidence = _evidence(curve, _TEMPI, frames_per_s)
    prior = np.exp(-0.5 * (np.log2(_TEMPI / _PREFERRED_BPM) / _PREFERENCE_OCTAVES) ** 2)
    best = int(np.argmax(np.maximum(evidence, 0.0) * prior))
    fine = _TEMPI[best] * np.linspace(0.985, 1.015, 61)
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


def _padded(curve: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    return np.pad(curve, (0, size - len(curve)))

"""One stretch of sound as the network needs it: windows of mel power and features, onsets, chroma.

Tagging process and training. Must not decode and must not know files or networks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.tagging.features import N_MELS, SILENCE_RMS, Float32, frame_features
from player.tagging.rates import SR, WINDOW_SAMPLES
from player.tagging.segments import window_starts
from player.tagging.window_features import NAMES, WINDOW_FRAMES, window_features, window_mel

_LEAST_SAMPLES = SR // 2
"""Half a second: less is no music."""

_LOUDEST = 1e6
"""Samples far beyond full scale are no sound, and their power would leave single precision."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was heard in one stretch. Silent windows are left out."""

    mel: Float32
    """(windows, WINDOW_FRAMES, N_MELS) mel power of each window at the level of the file."""
    features: Float32
    """(windows, features) one row per window that is not silent."""
    starts_s: npt.NDArray[np.float64]
    """(windows,) where each begins, counted from the start of the stretch."""
    onset: Float32
    """(frames,) onset envelope of the whole stretch; empty when all of it is silent."""
    chroma: Float32
    """(12,) sum over the frames of what stands out of the spectrum: the notes, for the key."""


def hear_stretch(y: Float32, *, hop_s: float) -> Stretch:
    """Features of *y* in windows *hop_s* apart.

    :param y: (samples,) mono at :data:`~player.tagging.rates.SR`. Shorter than a window: repeated
        until it fills one, as statistics need equal lengths.
    """
    y = _finite(y)
    if len(y) < _LEAST_SAMPLES or _rms(y) < SILENCE_RMS:
        return _nothing()
    y = at_least_a_window(y)
    starts = [
        start
        for start in window_starts(len(y), hop_s)
        if _rms(y[start : start + WINDOW_SAMPLES]) >= SILENCE_RMS
    ]
    if not starts:
        return _nothing()
    frames = frame_features(y)
    return Stretch(
        mel=window_mel(frames, starts),
        features=window_features(frames, starts),
        starts_s=np.array(starts) / SR,
        onset=frames.onset,
        chroma=frames.partials.sum(axis=0),
    )


def at_least_a_window(y: Float32) -> Float32:
    """*y* repeated to fill one window, or *y* itself when it is long enough."""
    if len(y) >= WINDOW_SAMPLES:
        return y
    return np.resize(y, WINDOW_SAMPLES)


def _finite(y: Float32) -> Float32:
    """Broken float files hold NaN and infinity, which count as silence, and absurd numbers."""
    with np.errstate(all="ignore"):
        energy = float(np.dot(y, y))
    # False for NaN, too.
    if energy <= _LOUDEST**2:
        return y
    return np.clip(np.nan_to_num(y, nan=0.0, posinf=0.0, neginf=0.0), -_LOUDEST, _LOUDEST)


def _rms(y: Float32) -> float:
    return float(np.sqrt(np.dot(y, y) / len(y)))


def _nothing() -> Stretch:
    return Stretch(
        mel=np.zeros((0, WINDOW_FRAMES, N_MELS), np.float32),
        features=np.zeros((0, len(NAMES)), np.float32),
        starts_s=np.zeros(0),
        onset=np.zeros(0, np.float32),
        chroma=np.zeros(12, np.float32),
    )

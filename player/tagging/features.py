"""Frame-wise features of a stretch of sound: the only home of librosa.

Runs in the tagging process (and in training); the window's process must never import it. Only parts
of librosa that need no numba compilation on first use are called. Statistics over windows of these
frames, which is what the network sees, are in :mod:`player.tagging.window_features`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import librosa
import numpy as np
import numpy.typing as npt

from player.tagging.rates import CHROMA_HOP, HOP_LENGTH, SR

FEATURES_VERSION = 1
"""Raise it whenever any number that reaches the network changes."""

N_FFT = 2048
N_FFT_CHROMA = 4096
"""Twice as long: at 2048 neighbouring semitones below 250 Hz fall into one bin."""

N_MELS = 64
N_MFCC = 20

_RMS = 0.1
"""Loudness every stretch is brought to, so that no feature depends on the level of the file."""

_FLOOR = 1e-4
"""Mel power that counts as nothing: about 50 dB below the mean level. What is fainter differs more
between codecs and bit rates than between songs."""

SILENCE_RMS = 3e-4
"""About -70 dBFS: below it there is no music, only what the converter left."""

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Frames:
    """Features per frame of one stretch. Frames do not overlap its edges (no padding).

    Frame *i* of all but ``chroma`` starts at ``i * HOP_LENGTH`` samples.
    """

    log_mel: Float32
    """(frames, N_MELS) power in dB, floored."""
    mfcc: Float32
    """(frames, N_MFCC) cepstrum of ``log_mel``."""
    contrast: Float32
    """(frames, 7) peak against valley per octave, dB."""
    shape: Float32
    """(frames, 3) log2 of centroid and roll-off in Hz; flatness in dB."""
    onset: Float32
    """(frames,) rise of the log mel spectrum since the frame before."""
    level: Float32
    """(frames,) RMS level in dB relative to the stretch."""
    chroma: Float32
    """(chroma frames, 12) energy per pitch class, each row's largest 1; hop is CHROMA_HOP."""


def frame_features(y: Float32) -> Frames:
    """Frames of *y*, which is brought to a fixed RMS first.

    :param y: (samples,) mono at :data:`SR`, at least :data:`N_FFT_CHROMA` samples, not silent.
    """
    loudness = float(np.sqrt(np.mean(np.square(y, dtype=np.float64))))
    y = (y * (_RMS / max(loudness, 1e-9))).astype(np.float32)
    magnitude = _spectrum(y, N_FFT, HOP_LENGTH)
    power = magnitude**2
    mel = librosa.feature.melspectrogram(S=power, sr=SR, n_mels=N_MELS)
    log_mel = librosa.power_to_db(mel, amin=_FLOOR, top_db=None)
    return Frames(
        log_mel=log_mel.T.astype(np.float32),
        mfcc=librosa.feature.mfcc(S=log_mel, n_mfcc=N_MFCC).T.astype(np.float32),
        contrast=librosa.feature.spectral_contrast(S=magnitude, sr=SR).T.astype(np.float32),
        shape=_shape(magnitude, power),
        onset=librosa.onset.onset_strength(S=log_mel, sr=SR, center=False).astype(np.float32),
        level=10 * np.log10(np.maximum(power.sum(axis=0) / _full_power(), 1e-8)),
        chroma=_chroma(y),
    )


def _spectrum(y: Float32, n_fft: int, hop_length: int) -> Float32:
    spectrum = librosa.stft(y, n_fft=n_fft, hop_length=hop_length, center=False)
    return np.asarray(np.abs(spectrum), np.float32)


def _full_power() -> np.float32:
    """Spectral power of a frame at the fixed RMS (Parseval, one-sided, Hann window)."""
    window = librosa.filters.get_window("hann", N_FFT)
    return np.float32(np.sum(window**2) * N_FFT / 2 * _RMS**2)


def _shape(magnitude: Float32, power: Float32) -> Float32:
    centroid = librosa.feature.spectral_centroid(S=magnitude, sr=SR)[0]
    rolloff = librosa.feature.spectral_rolloff(S=magnitude, sr=SR)[0]
    flatness = librosa.feature.spectral_flatness(S=power, power=1.0, amin=1e-6)[0]
    return np.stack(
        [
            np.log2(np.maximum(centroid, 50.0)),
            np.log2(np.maximum(rolloff, 50.0)),
            10 * np.log10(np.maximum(flatness, 1e-8)),
        ],
        axis=1,
    ).astype(np.float32)


@cache
def _chroma_filters() -> Float32:
    """(12, bins) pitch classes from C at concert pitch.

    A fixed tuning: librosa's estimate costs more than all other features together.
    """
    return librosa.filters.chroma(sr=SR, n_fft=N_FFT_CHROMA, tuning=0.0, base_c=True).astype(
        np.float32
    )


def _chroma(y: Float32) -> Float32:
    power = _spectrum(y, N_FFT_CHROMA, CHROMA_HOP) ** 2
    # The square root keeps one loud partial from hiding the chord under it.
    chroma = _chroma_filters() @ np.sqrt(power)
    chroma = chroma / np.maximum(chroma.max(axis=0, keepdims=True), 1e-6)
    return np.asarray(chroma.T, np.float32)

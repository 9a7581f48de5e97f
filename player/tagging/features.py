"""Frame-wise features of a stretch of sound: the only home of librosa.

Runs in the tagging process (and in training); the window's process must never import it. The
definitions and the filters are librosa's; the sums are done here, on frames that lie one after the
other in memory, in a third of its time (a test holds both against each other). Statistics over
windows of these frames, which is what the network sees, are in
:mod:`player.tagging.window_features`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import librosa
import numpy as np
import numpy.typing as npt
import scipy.fft

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

_BLOCK = 32
"""Frames transformed at a time: what is made of them stays in the processor's cache."""

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
    log_mel, contrast, shape, level = _spectral(y)
    return Frames(
        log_mel=log_mel,
        mfcc=scipy.fft.dct(log_mel, axis=1, norm="ortho")[:, :N_MFCC],
        contrast=contrast,
        shape=shape,
        onset=_onset(log_mel),
        level=level,
        chroma=_chroma(y),
    )


def _spectral(y: Float32) -> tuple[Float32, Float32, Float32, Float32]:
    """``log_mel``, ``contrast``, ``shape`` and ``level`` of :class:`Frames`."""
    mels, valleys, peaks, shapes, levels = [], [], [], [], []
    for power in _power_blocks(y, N_FFT, HOP_LENGTH):
        magnitude = np.sqrt(power)
        valley, peak = _valley_and_peak(magnitude)
        mels.append(power @ _mel_filters().T)
        valleys.append(valley)
        peaks.append(peak)
        shapes.append(_shape(magnitude, power))
        levels.append(power.sum(axis=1))
    return (
        _decibels(np.concatenate(mels), _FLOOR),
        _contrast(np.concatenate(valleys), np.concatenate(peaks)),
        np.concatenate(shapes),
        _decibels(np.concatenate(levels) / _full_power(), 1e-8),
    )


def _power_blocks(y: Float32, n_fft: int, hop_length: int) -> Iterator[Float32]:
    """(frames, bins) power spectra, ``_BLOCK`` frames at a time."""
    frames = np.lib.stride_tricks.sliding_window_view(y, n_fft)[::hop_length]
    for first in range(0, len(frames), _BLOCK):
        # In double precision: the valleys of clean tones lie below the noise of single precision.
        block = frames[first : first + _BLOCK] * _window(n_fft)
        spectrum = scipy.fft.rfft(block, overwrite_x=True)
        yield (spectrum.real**2 + spectrum.imag**2).astype(np.float32)


@cache
def _window(n_fft: int) -> npt.NDArray[np.float64]:
    return np.asarray(librosa.filters.get_window("hann", n_fft), np.float64)


@cache
def _mel_filters() -> Float32:
    """(N_MELS, bins)."""
    return np.asarray(librosa.filters.mel(sr=SR, n_fft=N_FFT, n_mels=N_MELS), np.float32)


@cache
def _chroma_filters() -> Float32:
    """(12, bins) pitch classes from C at concert pitch.

    A fixed tuning: librosa's estimate costs more than all other features together.
    """
    return librosa.filters.chroma(sr=SR, n_fft=N_FFT_CHROMA, tuning=0.0, base_c=True).astype(
        np.float32
    )


@cache
def _full_power() -> float:
    """Spectral power of a frame at the fixed RMS (Parseval, one-sided, Hann window)."""
    return float(np.sum(_window(N_FFT) ** 2)) * N_FFT / 2 * _RMS**2


@cache
def _hertz() -> Float32:
    """(bins,) frequency of each bin."""
    return np.asarray(librosa.fft_frequencies(sr=SR, n_fft=N_FFT), np.float32)


def _decibels(values: npt.NDArray[np.floating], floor: float) -> Float32:
    return np.asarray(10 * np.log10(np.maximum(values, np.float32(floor))), np.float32)


def _onset(log_mel: Float32) -> Float32:
    """Mean rise over the mel bands; nothing is known of the first frame."""
    rise = np.maximum(np.diff(log_mel, axis=0), 0).mean(axis=1)
    return np.concatenate([np.zeros(1, np.float32), rise])


def _valley_and_peak(magnitude: Float32) -> tuple[Float32, Float32]:
    """(frames, 7) each: mean of the faintest and of the loudest bins of each octave."""
    valleys, peaks = [], []
    for band, count in _contrast_bands():
        ordered = np.sort(magnitude[:, band], axis=1)
        valleys.append(ordered[:, :count].mean(axis=1))
        peaks.append(ordered[:, -count:].mean(axis=1))
    return np.stack(valleys, axis=1), np.stack(peaks, axis=1)


def _contrast(valley: Float32, peak: Float32) -> Float32:
    """Peak against valley in octaves from 200 Hz: ``librosa.feature.spectral_contrast``."""
    faint, loud = _decibels(valley, 1e-10), _decibels(peak, 1e-10)
    contrast = np.maximum(loud, loud.max() - 80) - np.maximum(faint, faint.max() - 80)
    return np.asarray(contrast, np.float32)


@cache
def _contrast_bands() -> tuple[tuple[slice, int], ...]:
    """Bins of each band, and how many of them (2 %) are its peak and its valley.

    As librosa cuts them: a band begins with the last bin of the one before.
    """
    edges = [0.0, *(200.0 * 2.0**octave for octave in range(7))]
    bands = []
    for low, high in pairwise(edges):
        inside = np.flatnonzero((_hertz() >= low) & (_hertz() <= high))
        first, last = max(0, int(inside[0]) - 1), int(inside[-1])
        if high == edges[-1]:
            last = len(_hertz())
        # The share is counted before a band gives its last bin to the next.
        size = last + (high != edges[-1]) - first
        bands.append((slice(first, last), max(1, round(0.02 * size))))
    return tuple(bands)


def _shape(magnitude: Float32, power: Float32) -> Float32:
    """Centroid, 85 % roll-off and flatness of the spectrum, as librosa defines them."""
    whole = np.maximum(magnitude.sum(axis=1), np.finfo(np.float32).tiny)
    centroid = magnitude @ _hertz() / whole
    below = np.cumsum(magnitude, axis=1)
    rolloff = _hertz()[(below < np.float32(0.85) * below[:, -1:]).sum(axis=1)]
    floored = np.maximum(power, np.float32(1e-6))
    flatness = np.exp(np.log(floored).mean(axis=1)) / floored.mean(axis=1)
    return np.stack(
        [
            np.log2(np.maximum(centroid, 50.0)),
            np.log2(np.maximum(rolloff, 50.0)),
            _decibels(flatness, 1e-8),
        ],
        axis=1,
    ).astype(np.float32)


def _chroma(y: Float32) -> Float32:
    # The square root keeps one loud partial from hiding the chord under it.
    blocks = _power_blocks(y, N_FFT_CHROMA, CHROMA_HOP)
    chroma = np.concatenate([np.sqrt(power) @ _chroma_filters().T for power in blocks])
    return np.asarray(chroma / np.maximum(chroma.max(axis=1, keepdims=True), 1e-6), np.float32)

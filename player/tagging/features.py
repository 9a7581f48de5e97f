"""Frame-wise features of a stretch of sound: the only home of librosa.

Runs in the tagging process (and in training); the window's process must never import it. The
definitions and the filters are librosa's; the sums are done here, in single precision on two
spectrograms that everything shares: short frames for timbre and rhythm, long ones for notes (a test
holds both against librosa). Statistics over windows of these frames, which is what the network
sees, are in :mod:`player.tagging.window_features`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import librosa
import numpy as np
import numpy.typing as npt
import scipy.fft
import scipy.ndimage

from player.tagging.rates import CONTRAST_HOP, HOP_LENGTH, LONG_HOP, SR
from player.tagging.tonality import tuning_of

FEATURES_VERSION = 2
"""Raise it whenever any number that reaches the network changes."""

N_FFT = 1024
N_FFT_LONG = 4096
"""256 ms: long enough to tell neighbouring semitones apart from middle C upwards."""

N_MELS = 64
MEL_LOWEST_HZ = 30.0
MEL_HIGHEST_HZ = 8000.0
N_MFCC = 20
N_CONTRAST = 6
"""Octaves from 200 Hz, and what lies below."""

_CONTRAST_SHARE = 0.05
"""How many of a band's bins are its peak, and how many its valley."""

_SURROUNDINGS_HZ = 300.0
"""A partial is held against the mean of this much of the spectrum around it."""

_PARTIALS_HZ = 4000.0
"""Above it partials of different notes lie too close together to tell which stands out."""

_PARTIAL_BINS = round(_PARTIALS_HZ * N_FFT_LONG / SR)

_TUNINGS = 10
"""Chroma filters are made for tunings a tenth of a semitone apart."""

_CONTRAST_STEP = CONTRAST_HOP // LONG_HOP

_BLOCK = 65536
"""Samples, overlaps counted, that are transformed at a time: what is made of them stays in the
processor's cache, and the memory is used again instead of given back to the system each time."""

_DECIBELS = np.float32(10 / np.log(10))

_LEAST_POWER = 1e-30
"""Keeps logarithms finite; far below the rounding of anything that can be heard."""

SILENCE_RMS = 3e-4
"""About -70 dBFS: below it there is no music, only what the converter left."""

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Frames:
    """Features per frame of one stretch, at the level of the file.

    Frames do not overlap the edges of the stretch (no padding). Short frame *i* starts at sample
    ``i * HOP_LENGTH``, long frame *i* at ``i * LONG_HOP``; every other one has a contrast.
    """

    mel: Float32
    """(frames, N_MELS) mel power."""
    power: Float32
    """(frames,) sum of the power spectrum."""
    onset: Float32
    """(frames,) mean rise of the mel bands in dB since the frame before."""
    valley: Float32
    """(long frames / 2, N_CONTRAST) mean magnitude of the faintest bins of each band."""
    peak: Float32
    """(long frames / 2, N_CONTRAST) mean magnitude of the loudest bins of each band."""
    chroma: Float32
    """(long frames, 12) magnitude per pitch class, each row's largest 1."""
    partials: Float32
    """(long frames, 12) chroma of what stands out of its surroundings, each row's largest 1: a
    faint melody counts as much as a loud bass, a drum for next to nothing."""


def frame_features(y: Float32) -> Frames:
    """Frames of *y*. ``onset``, ``chroma`` and ``partials`` are free of its level.

    :param y: (samples,) float32, mono at :data:`~player.tagging.rates.SR`, at least
        :data:`N_FFT_LONG` samples, not silent.
    """
    mel, power = _short_frames(y)
    valley, peak, chroma, partials = _long_frames(y)
    return Frames(
        mel=mel,
        power=power,
        onset=onset_envelope(log_mel(mel)),
        valley=valley,
        peak=peak,
        chroma=chroma,
        partials=partials,
    )


def log_mel(mel: Float32) -> Float32:
    """*mel* in dB against its own mean, floored 50 dB below it.

    What is fainter differs more between codecs and bit rates than between songs.

    :param mel: (..., frames, bands) power.
    """
    loudness = np.maximum(mel.mean(axis=(-2, -1), keepdims=True), np.float32(_LEAST_POWER))
    return decibels(mel / loudness, 1e-5)


def onset_envelope(log_mel: Float32) -> Float32:
    """Mean rise over the mel bands; nothing is known of the first frame.

    :param log_mel: (..., frames, bands) dB.
    :returns: (..., frames).
    """
    rise = np.maximum(np.diff(log_mel, axis=-2), 0).mean(axis=-1)
    return np.concatenate([np.zeros_like(rise[..., :1]), rise], axis=-1)


def decibels(power: Float32, floor: float = _LEAST_POWER) -> Float32:
    """Power in dB, not below that of *floor*."""
    # The natural logarithm is vectorised in numpy, that to base ten is not.
    return _DECIBELS * np.log(np.maximum(power, np.float32(floor)))


def _short_frames(y: Float32) -> tuple[Float32, Float32]:
    """``mel`` and ``power`` of :class:`Frames`."""
    parts = [
        (power @ _mel_filters(), power.sum(axis=1)) for power in _power_blocks(y, N_FFT, HOP_LENGTH)
    ]
    mel, power = map(np.concatenate, zip(*parts, strict=True))
    return mel, power


def _long_frames(y: Float32) -> tuple[Float32, Float32, Float32, Float32]:
    """``valley``, ``peak``, ``chroma`` and ``partials`` of :class:`Frames`."""
    blocks = [np.sqrt(power) for power in _power_blocks(y, N_FFT_LONG, LONG_HOP)]
    tuning = _tuning(blocks)
    valley, peak = _valley_and_peak(np.concatenate([block[::_CONTRAST_STEP] for block in blocks]))
    chroma = [_chroma(block, tuning) for block in blocks]
    partials = [_chroma(_standing_out(block[:, :_PARTIAL_BINS]), tuning) for block in blocks]
    return valley, peak, np.concatenate(chroma), np.concatenate(partials)


def _power_blocks(y: Float32, n_fft: int, hop_length: int) -> Iterator[Float32]:
    """(frames, bins) power spectra of :data:`_BLOCK` samples' worth of frames at a time."""
    frames = np.lib.stride_tricks.sliding_window_view(y, n_fft)[::hop_length]
    size = _BLOCK // n_fft
    for first in range(0, len(frames), size):
        windowed = frames[first : first + size] * _window(n_fft)
        spectrum = scipy.fft.rfft(windowed, overwrite_x=True)
        yield spectrum.real**2 + spectrum.imag**2


@cache
def _window(n_fft: int) -> Float32:
    return np.asarray(librosa.filters.get_window("hann", n_fft), np.float32)


@cache
def _mel_filters() -> Float32:
    """(bins, N_MELS)."""
    filters = librosa.filters.mel(
        sr=SR, n_fft=N_FFT, n_mels=N_MELS, fmin=MEL_LOWEST_HZ, fmax=MEL_HIGHEST_HZ
    )
    return np.ascontiguousarray(filters.T, np.float32)


@cache
def mel_hertz() -> Float32:
    """(N_MELS,) centre of each mel band in Hz."""
    edges = librosa.mel_frequencies(N_MELS + 2, fmin=MEL_LOWEST_HZ, fmax=MEL_HIGHEST_HZ)
    return np.asarray(edges[1:-1], np.float32)


def _valley_and_peak(magnitude: Float32) -> tuple[Float32, Float32]:
    """(frames, N_CONTRAST) each: mean of the faintest and of the loudest bins of each band."""
    valleys, peaks = [], []
    for band, count in _contrast_bands():
        # Sorted as a whole: numpy's partition around two places takes three times as long.
        ordered = np.sort(magnitude[:, band], axis=1)
        valleys.append(ordered[:, :count].mean(axis=1))
        peaks.append(ordered[:, -count:].mean(axis=1))
    return np.stack(valleys, axis=1), np.stack(peaks, axis=1)


@cache
def _contrast_bands() -> tuple[tuple[slice, int], ...]:
    """Bins of each band of the spectral contrast, and how many of them are its peak and its valley.

    As librosa cuts them: a band begins with the last bin of the one before, and the highest reaches
    to the end of the spectrum.
    """
    hertz = librosa.fft_frequencies(sr=SR, n_fft=N_FFT_LONG)
    edges = [0.0, *(200.0 * 2.0**octave for octave in range(N_CONTRAST))]
    bands = []
    for low, high in pairwise(edges):
        inside = np.flatnonzero((hertz >= low) & (hertz <= high))
        first, last = max(0, int(inside[0]) - 1), int(inside[-1])
        if high == edges[-1]:
            last = len(hertz)
        # The share is counted before a band gives its last bin to the next.
        size = last + (high != edges[-1]) - first
        bands.append((slice(first, last), max(1, round(_CONTRAST_SHARE * size))))
    return tuple(bands)


def _standing_out(magnitude: Float32) -> Float32:
    """How far each bin rises above the mean of its surroundings, log scale."""
    width = round(_SURROUNDINGS_HZ * N_FFT_LONG / SR) | 1
    around = scipy.ndimage.uniform_filter1d(magnitude, width, axis=1, mode="nearest")
    # The floor: 80 dB below the loudest bin of the frame there is only noise to stand out of.
    floor = np.float32(1e-4) * magnitude.max(axis=1, keepdims=True)
    excess = np.maximum(magnitude - around, 0)
    # Not log1p, which takes five times as long and differs where nothing stands out.
    standing: Float32 = np.log(1 + excess / np.maximum(around + floor, np.float32(_LEAST_POWER)))
    return standing


def _tuning(blocks: Sequence[Float32]) -> int:
    """Tuning of magnitude spectra in steps of :data:`_TUNINGS` to a semitone."""
    whole = np.sum([magnitude.sum(axis=0) for magnitude in blocks], axis=0)
    return round(tuning_of(whole @ _chroma_filters(36)) * _TUNINGS)


def _chroma(spectrum: Float32, tuning: int) -> Float32:
    """Pitch classes of *spectrum*, which may end early."""
    chroma = spectrum @ _chroma_filters(12, tuning)[: spectrum.shape[1]]
    loudest = np.maximum(chroma.max(axis=1, keepdims=True), np.float32(_LEAST_POWER))
    return np.asarray(chroma / loudest, np.float32)


@cache
def _chroma_filters(n_chroma: int, tuning: int = 0) -> Float32:
    """(bins, n_chroma) pitch classes from C, *tuning* tenths of a class above concert pitch."""
    filters = librosa.filters.chroma(
        sr=SR, n_fft=N_FFT_LONG, n_chroma=n_chroma, tuning=tuning / _TUNINGS, base_c=True
    )
    return np.ascontiguousarray(filters.T, np.float32)

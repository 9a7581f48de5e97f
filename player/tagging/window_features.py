"""Statistics of one window of frames: what the heads see beside the mel spectrogram. numpy, scipy.

Tagging process and training. Every number is independent of the level of the file and of what lies
outside the window (but for the tuning, a fact of the stretch). The order is fixed by :data:`NAMES`;
any change of it or of a formula is a new ``FEATURES_VERSION``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import scipy.fft

from player.tagging.features import (
    N_CONTRAST,
    N_FFT,
    N_FFT_LONG,
    N_MELS,
    N_MFCC,
    Float32,
    Frames,
    decibels,
    log_mel,
    mel_hertz,
)
from player.tagging.rates import (
    CONTRAST_HOP,
    FRAMES_PER_S,
    HOP_LENGTH,
    LONG_HOP,
    WINDOW_S,
    WINDOW_SAMPLES,
)
from player.tagging.rhythm import find_tempi
from player.tagging.tonality import key_fits

WINDOW_FRAMES = (WINDOW_SAMPLES - N_FFT) // HOP_LENGTH + 1
"""Frames of a window: 186."""

WINDOW_LONG_FRAMES = (WINDOW_SAMPLES - N_FFT_LONG) // LONG_HOP + 1
"""Long frames of a window: 45."""

_CONTRAST_FRAMES = (WINDOW_SAMPLES - N_FFT_LONG) // CONTRAST_HOP + 1

_RANGE_DB = 80.0
"""Peaks, valleys and levels are not told apart further below the loudest of the window."""

_RANGE_EDGES = tuple(range(0, N_MELS + 1, 4))
"""Mel bands are averaged in these groups before their range is taken."""

_ONSET_EDGES = (0, 16, 40, N_MELS)
"""Mel bands of bass, middle and treble: drums, voices, cymbals."""

_MODULATION_HZ = (0.7, 1.5, 3.0, 6.0, 12.0, 15.7)
"""Edges of the modulation bands: bars, beats, half beats, quick notes, roughness."""

_MODULATION_EDGES = tuple(range(0, 61, 10))
"""Mel bands are averaged in these groups before their modulation is taken; the very highest are
left to the codecs."""

_CHORD_FRAMES = 4
"""Half a second: chords, not notes, change over it."""

_ONSET_PARTS = ("all", "bass", "middle", "treble")
_SHAPE = ("centroid", "rolloff", "flatness")
_TONALITY = ("key_clarity", "mode_balance", "entropy", "sd", "change")

NAMES: tuple[str, ...] = (
    # Cepstrum of the mel bands: mean (without the level), spread, mean step to the next frame.
    *(f"mfcc{i}_mean" for i in range(1, N_MFCC)),
    *(f"mfcc{i}_sd" for i in range(N_MFCC)),
    *(f"mfcc{i}_step" for i in range(N_MFCC)),
    # Range, in dB, between the loud and the faint moments of sixteen groups of mel bands.
    *(f"band{i}_range" for i in range(len(_RANGE_EDGES) - 1)),
    # Peak against valley per octave in dB, from 0-200 Hz: clear notes against noise.
    *(f"contrast{i}_{kind}" for kind in ("mean", "sd") for i in range(N_CONTRAST)),
    # log2 Hz, log2 Hz, dB.
    *(f"{name}_{kind}" for kind in ("mean", "sd") for name in _SHAPE),
    # dB; dB from the 10th to the 95th percentile; share of frames 6 dB below the median.
    "level_sd",
    "level_range",
    "level_quiet_share",
    # Rise of the mel bands in dB: mean and spread of all and of three parts, 98th percentile; clear
    # peaks per second.
    *(f"onset_{part}_{kind}" for kind in ("mean", "sd") for part in _ONSET_PARTS),
    "onset_peak",
    "onset_density",
    # log2 of the tempo over 120 BPM; 0 no pulse ... 1 exactly periodic.
    "tempo_log2",
    "pulse_strength",
    # How strongly groups of mel bands move at the speeds of bars, beats and notes, log scale.
    *(
        f"modulation{group}_{band}"
        for group in range(len(_MODULATION_EDGES) - 1)
        for band in range(len(_MODULATION_HZ) - 1)
    ),
    # Share of each pitch class, from the tonic up by semitones.
    *(f"chroma_from_tonic{i}" for i in range(12)),
    # Correlation with the key; best major minus best minor; entropy of the mean chroma; spread
    # over time; change in half a second. Once by magnitude, once of what stands out.
    *(f"chroma_{name}" for name in _TONALITY),
    *(f"partials_{name}" for name in _TONALITY),
    # How often notes so many semitones apart (either way) sound together.
    *(f"interval{i}" for i in range(1, 7)),
)
"""What each number of the vector is."""


def window_mel(frames: Frames, starts: Sequence[int]) -> Float32:
    """Mel power, as it comes, of each window: (windows, WINDOW_FRAMES, N_MELS).

    :param starts: samples of the stretch at which the windows start.
    :raises ValueError: a window does not lie inside the stretch.
    """
    first = [start // HOP_LENGTH for start in starts]
    if any(i < 0 or i + WINDOW_FRAMES > len(frames.mel) for i in first):
        raise ValueError(f"not all windows lie inside the stretch: {list(starts)}")
    return _windows(frames.mel, first, WINDOW_FRAMES)


def window_features(frames: Frames, starts: Sequence[int]) -> Float32:
    """The vector of each window: (windows, len(NAMES)).

    :param starts: samples of the stretch at which the windows start.
    :raises ValueError: a window does not lie inside the stretch.
    """
    bands = log_mel(window_mel(frames, starts))
    short = [start // HOP_LENGTH for start in starts]
    long = [start // LONG_HOP for start in starts]
    sparse = [start // CONTRAST_HOP for start in starts]
    values = np.concatenate(
        [
            _timbre(bands @ _cepstrum()),
            _ranges(bands),
            _contrast(
                _windows(frames.valley, sparse, _CONTRAST_FRAMES),
                _windows(frames.peak, sparse, _CONTRAST_FRAMES),
            ),
            _shape(bands),
            _dynamics(_windows(frames.power, short, WINDOW_FRAMES)),
            _onsets(bands),
            _modulation(bands),
            _tonality(
                _windows(frames.chroma, long, WINDOW_LONG_FRAMES),
                _windows(frames.partials, long, WINDOW_LONG_FRAMES),
            ),
        ],
        axis=1,
    )
    return values.astype(np.float32)


def _windows(rows: Float32, first: Sequence[int], count: int) -> Float32:
    """(windows, count, ...) the *count* rows from each of *first* on."""
    return np.stack([rows[i : i + count] for i in first])


@cache
def _cepstrum() -> Float32:
    """(N_MELS, N_MFCC) the cosine transform of ``librosa.feature.mfcc`` as a matrix."""
    whole = scipy.fft.dct(np.eye(N_MELS), axis=1, norm="ortho")
    return np.ascontiguousarray(whole[:, :N_MFCC], np.float32)


def _mean_and_sd(rows: Float32) -> Float32:
    """(windows, frames, n) -> (windows, 2 n)."""
    mean = rows.mean(axis=1)
    sd = np.sqrt(np.square(rows - mean[:, None]).mean(axis=1))
    return np.concatenate([mean, sd], axis=1)


def _quantile(ordered: Float32, share: float) -> Float32:
    """The frame *share* of the way up: between 186 of them nothing need be interpolated."""
    row: Float32 = ordered[:, round(share * (ordered.shape[1] - 1))]
    return row


@cache
def _groups(*edges: int) -> Float32:
    """(N_MELS, groups) matrix that takes the mean of the mel bands between neighbouring edges."""
    matrix = np.zeros((N_MELS, len(edges) - 1), np.float32)
    for group, (low, high) in enumerate(pairwise(edges)):
        matrix[low:high, group] = 1 / (high - low)
    return matrix


def _timbre(mfcc: Float32) -> Float32:
    step = np.abs(np.diff(mfcc, axis=1)).mean(axis=1)
    return np.concatenate([_mean_and_sd(mfcc)[:, 1:], step], axis=1)


def _ranges(bands: Float32) -> Float32:
    ordered = np.sort(bands @ _groups(*_RANGE_EDGES), axis=1)
    return _quantile(ordered, 0.9) - _quantile(ordered, 0.1)


def _contrast(valley: Float32, peak: Float32) -> Float32:
    """Statistics of ``librosa.feature.spectral_contrast``, in decibels of power."""
    faint, loud = decibels(np.square(valley)), decibels(np.square(peak))
    floor = loud.max(axis=(1, 2), keepdims=True) - np.float32(_RANGE_DB)
    return _mean_and_sd(np.maximum(loud, floor) - np.maximum(faint, floor))


def _shape(bands: Float32) -> Float32:
    """Centroid, 85 % roll-off and flatness as librosa defines them, of the mel bands."""
    magnitude = np.exp(bands * np.float32(np.log(10) / 20))
    sums = magnitude @ _shape_sums()
    below, moment, whole = sums[:, :, :N_MELS], sums[:, :, -1], sums[:, :, N_MELS - 1]
    passed = np.count_nonzero(below < np.float32(0.85) * whole[:, :, None], axis=2)
    flatness = bands.mean(axis=2) - decibels(np.square(magnitude).mean(axis=2))
    shape = [np.log2(moment / whole), np.log2(mel_hertz())[passed], flatness]
    return _mean_and_sd(np.stack(shape, axis=2))


@cache
def _shape_sums() -> Float32:
    """(N_MELS, N_MELS + 1) running sums over the bands, and the sum times frequency."""
    running = np.triu(np.ones((N_MELS, N_MELS)))
    return np.column_stack([running, mel_hertz()]).astype(np.float32)


def _dynamics(power: Float32) -> Float32:
    mean = power.mean(axis=1, keepdims=True)
    level = np.sort(decibels(power / mean, 10 ** (-_RANGE_DB / 10)), axis=1)
    quiet = (level < _quantile(level, 0.5)[:, None] - 6).mean(axis=1)
    reach = _quantile(level, 0.95) - _quantile(level, 0.1)
    return np.stack([level.std(axis=1), reach, quiet], axis=1)


def _onsets(bands: Float32) -> Float32:
    """Of the rise of the bands from frame to frame: of all of them and of three parts."""
    rise = np.maximum(np.diff(bands, axis=1), 0) @ _onset_groups()
    told = _mean_and_sd(rise)
    onset = rise[:, :, 0]
    mean, sd = told[:, [0]], told[:, [rise.shape[2]]]
    middle = onset[:, 1:-1]
    clear = (middle > onset[:, :-2]) & (middle >= onset[:, 2:]) & (middle > mean + 0.5 * sd)
    strong = _quantile(np.sort(onset, axis=1), 0.98)
    density = clear.sum(axis=1) / WINDOW_S
    pulse = [
        (np.log2(tempo.bpm / 120), tempo.strength) for tempo in find_tempi(onset, FRAMES_PER_S)
    ]
    return np.concatenate([told, np.stack([strong, density], axis=1), pulse], axis=1)


@cache
def _onset_groups() -> Float32:
    return np.concatenate([_groups(0, N_MELS), _groups(*_ONSET_EDGES)], axis=1)


def _modulation(bands: Float32) -> Float32:
    groups = bands @ _groups(*_MODULATION_EDGES)
    tapered = (groups - groups.mean(axis=1, keepdims=True)) * _taper()
    power = np.square(np.abs(scipy.fft.rfft(tapered, axis=1)))
    speeds = [np.sqrt(power[:, rows].mean(axis=1)) for rows in _modulation_rows()]
    modulation: Float32 = np.log(np.stack(speeds, axis=2).reshape(len(bands), -1) + 1)
    return modulation


@cache
def _taper() -> Float32:
    """(WINDOW_FRAMES, 1)."""
    return np.hanning(WINDOW_FRAMES).astype(np.float32)[:, None]


@cache
def _modulation_rows() -> tuple[slice, ...]:
    """Rows of a window's transform over time that each modulation band takes."""
    hertz = scipy.fft.rfftfreq(WINDOW_FRAMES, 1 / FRAMES_PER_S)
    edges = np.searchsorted(hertz, _MODULATION_HZ).tolist()
    return tuple(slice(first, last) for first, last in pairwise(edges))


def _tonality(chroma: Float32, partials: Float32) -> Float32:
    """The shares counted from the tonic, what is told of both kinds of chroma, the intervals."""
    both = np.concatenate([chroma, partials])
    mean = both.mean(axis=1)
    share = mean / np.maximum(mean.sum(axis=1, keepdims=True), np.float32(1e-6))
    fits = key_fits(share)
    entropy = -(share * np.log(share + np.float32(1e-9))).sum(axis=1)
    spread = np.sqrt(np.square(both - mean[:, None]).mean(axis=1)).mean(axis=1)
    change = np.abs(both[:, _CHORD_FRAMES:] - both[:, :-_CHORD_FRAMES]).mean(axis=(1, 2))
    balance = fits[:, :12].max(axis=1) - fits[:, 12:].max(axis=1)
    told = np.stack([fits.max(axis=1), balance, entropy, spread, change], axis=1)
    count = len(chroma)
    tonic = fits[:count].argmax(axis=1) % 12
    from_tonic = share[np.arange(count)[:, None], (tonic[:, None] + np.arange(12)) % 12]
    return np.concatenate([from_tonic, told[:count], told[count:], _intervals(chroma)], axis=1)


def _intervals(chroma: Float32) -> Float32:
    """Mean product of pitch classes one to six semitones apart, in frames of unit length."""
    length = np.sqrt(np.square(chroma).sum(axis=2, keepdims=True))
    unit = chroma / np.maximum(length, np.float32(1e-6))
    together = unit.transpose(0, 2, 1) @ unit / np.float32(chroma.shape[1])
    intervals: Float32 = together.reshape(len(chroma), -1) @ _pairs()
    return intervals


@cache
def _pairs() -> Float32:
    """(144, 6) which pairs of pitch classes lie one to six semitones apart, upwards."""
    low, high = np.divmod(np.arange(144), 12)
    pairs = (high - low)[:, None] % 12 == np.arange(1, 7)
    return np.asarray(pairs, np.float32)

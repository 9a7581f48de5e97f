"""Statistics of one window of frames: the vector the network sees. numpy only, tagging process.

Every number is independent of the level of the file. The order is fixed by :data:`NAMES`; any
change of it or of a formula is a new ``FEATURES_VERSION``.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from player.tagging.features import N_FFT, N_FFT_CHROMA, N_MELS, N_MFCC, Frames
from player.tagging.rates import (
    CHROMA_HOP,
    FRAMES_PER_S,
    HOP_LENGTH,
    WINDOW_SAMPLES,
)
from player.tagging.rhythm import find_tempo
from player.tagging.tonality import find_key

Float32 = npt.NDArray[np.float32]

WINDOW_FRAMES = (WINDOW_SAMPLES - N_FFT) // HOP_LENGTH + 1
WINDOW_CHROMA_FRAMES = (WINDOW_SAMPLES - N_FFT_CHROMA) // CHROMA_HOP + 1

_MODULATION_HZ = (0.7, 1.5, 3.0, 6.0, 12.0, 20.0)
"""Edges of the modulation bands: bars, beats, half beats, quick notes, roughness."""
_MODULATION_GROUPS = 6
"""Mel bands are added up in this many groups before their modulation is taken."""

_SHAPE = ("centroid", "rolloff", "flatness")

NAMES: tuple[str, ...] = (
    *(f"mfcc{i}_mean" for i in range(1, N_MFCC)),
    *(f"mfcc{i}_sd" for i in range(N_MFCC)),
    *(f"mfcc{i}_step" for i in range(N_MFCC)),
    *(f"contrast{i}_{kind}" for kind in ("mean", "sd") for i in range(7)),
    *(f"{name}_{kind}" for kind in ("mean", "sd") for name in _SHAPE),
    "level_sd",
    "level_range",
    "level_quiet_share",
    "onset_mean",
    "onset_sd",
    "onset_peak",
    "tempo_log2",
    "pulse_strength",
    *(
        f"modulation{group}_{band}"
        for group in range(_MODULATION_GROUPS)
        for band in range(len(_MODULATION_HZ) - 1)
    ),
    *(f"chroma_from_tonic{i}" for i in range(12)),
    "key_clarity",
    "mode_balance",
    "chroma_entropy",
    "chroma_change",
    "chroma_sd",
)
"""What each number of the vector is."""


def window_features(frames: Frames, start_sample: int) -> Float32:
    """The vector of the window that starts at *start_sample* of the stretch, (len(NAMES),).

    :raises ValueError: the window does not lie inside the stretch.
    """
    first = start_sample // HOP_LENGTH
    first_chroma = start_sample // CHROMA_HOP
    window = slice(first, first + WINDOW_FRAMES)
    chroma = frames.chroma[first_chroma : first_chroma + WINDOW_CHROMA_FRAMES]
    if first < 0 or len(frames.onset[window]) < WINDOW_FRAMES:
        raise ValueError(f"no whole window starts at sample {start_sample}")
    values = np.concatenate(
        [
            _timbre(frames.mfcc[window]),
            *_mean_and_sd(frames.contrast[window]),
            *_mean_and_sd(frames.shape[window]),
            _dynamics(frames.level[window]),
            _pulse(frames.onset[window]),
            _modulation(frames.log_mel[window]),
            _tonality(chroma),
        ]
    )
    return values.astype(np.float32)


def _mean_and_sd(rows: Float32) -> tuple[Float32, Float32]:
    return rows.mean(axis=0), rows.std(axis=0)


def _timbre(mfcc: Float32) -> Float32:
    """Means without the first (the level), spreads, and mean size of the step to the next frame."""
    step = np.abs(np.diff(mfcc, axis=0)).mean(axis=0)
    return np.concatenate([mfcc[:, 1:].mean(axis=0), mfcc.std(axis=0), step])


def _dynamics(level: Float32) -> Float32:
    low, middle, high = np.percentile(level, (10, 50, 95))
    quiet = np.mean(level < middle - 6)
    return np.array([level.std(), high - low, quiet], np.float32)


def _pulse(onset: Float32) -> Float32:
    tempo = find_tempo([onset], FRAMES_PER_S)
    speed = np.log2(tempo.bpm / 120) if tempo.bpm > 0 else 0.0
    peak = np.percentile(onset, 98)
    return np.array([onset.mean(), onset.std(), peak, speed, tempo.strength], np.float32)


def _modulation(log_mel: Float32) -> Float32:
    """How strongly groups of mel bands move at the speeds of bars, beats and notes, log scale."""
    groups = log_mel[:, : N_MELS - N_MELS % _MODULATION_GROUPS]
    groups = groups.reshape(len(groups), _MODULATION_GROUPS, -1).mean(axis=2)
    centred = groups - groups.mean(axis=0)
    spectrum = np.abs(np.fft.rfft(centred * np.hanning(len(groups))[:, None], axis=0))
    hertz = np.fft.rfftfreq(len(groups), 1 / FRAMES_PER_S)
    bands = [
        np.sqrt((spectrum[(hertz >= low) & (hertz < high)] ** 2).mean(axis=0))
        for low, high in pairwise(_MODULATION_HZ)
    ]
    return np.log(np.stack(bands, axis=1).ravel() + 1.0).astype(np.float32)


def _tonality(chroma: Float32) -> Float32:
    """Chroma counted from the tonic, how clear the key and its mode are, how chords move."""
    mean = chroma.mean(axis=0)
    key = find_key(mean)
    share = mean / max(float(mean.sum()), 1e-6)
    entropy = -np.sum(share * np.log(share + 1e-9))
    # Half a second apart: chords, not notes.
    change = np.abs(chroma[11:] - chroma[:-11]).mean() if len(chroma) > 11 else 0.0
    return np.concatenate(
        [
            np.roll(share, -key.tonic),
            [key.clarity, key.mode_balance, entropy, change, chroma.std(axis=0).mean()],
        ]
    ).astype(np.float32)

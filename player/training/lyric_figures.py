"""How well lyrics are read: accuracy, calibration and coverage with intervals. Command line only.

numpy only. The same figures for the folds of the training and for anyone's file, so that both mean
the same. Must not know how the shares came about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from player.tagging.lyric_emotion import QUADRANT_VALENCE, softmax
from player.training.lyric_songs import LABELS
from player.training.metrics import (
    calibration_band,
    expected_calibration_error,
    interval,
    macro_f1,
)

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_WITHIN_HALF = 1.0 / 12.0
"""Variance of the valence within its half of -1..1, of which labels say nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Songs of one or more languages with what was said of them."""

    shares: FloatArray
    """(n, 4) calibrated probabilities of :data:`LABELS`."""
    truth: IntArray
    """(n,) places in :data:`LABELS`."""
    groups: tuple[str, ...]
    """Artist, or song, of each."""
    given: BoolArray
    """(n,) a listener would be told: enough text, no "la la la"."""


def lyric_figures(judged: Judged) -> dict[str, Any]:
    """JSON data: all but ``coverage`` and ``accuracy_when_given`` count every song."""
    said = judged.shares.argmax(axis=1)
    right = said == judged.truth
    low, high = interval(lambda drawn: float(right[drawn].mean()), judged.groups)
    given = judged.given
    return {
        "n": len(right),
        "accuracy": round(float(right.mean()), 3),
        "macro_f1": round(
            macro_f1([LABELS[i] for i in said], [LABELS[i] for i in judged.truth]), 3
        ),
        "ci95": [round(low, 3), round(high, 3)],
        "coverage": round(float(given.mean()), 3),
        "accuracy_when_given": round(float(right[given].mean()), 3) if given.any() else None,
        "per_label": _per_label(said, judged.truth),
        "valence": _valence_figures(judged.shares, judged.truth),
        "calibration": _calibration(judged.shares.max(axis=1), right),
    }


def fit_temperature(scores: FloatArray, truth: IntArray) -> float:
    """The divisor of *scores* (n, 4) that makes their softmax most likely for *truth*."""

    def surprise(log_temperature: float) -> float:
        shares = softmax(scores / np.exp(log_temperature))
        return -float(np.log(shares[np.arange(len(truth)), truth] + 1e-12).mean())

    found = minimize_scalar(surprise, bounds=(np.log(0.02), np.log(20.0)), method="bounded")
    return float(np.exp(found.x))


def valence_sd(shares: FloatArray, truth: IntArray) -> float:
    """Standard deviation of the error of the expected valence.

    A label tells the half the valence lies in, no more: the error of the half's middle and the
    spread within the half are added.
    """
    middles = np.array(QUADRANT_VALENCE)
    errors = shares @ middles - middles[truth]
    return float(np.sqrt((errors**2).mean() + _WITHIN_HALF))


def _per_label(said: IntArray, truth: IntArray) -> dict[str, dict[str, float]]:
    result = {}
    for place, label in enumerate(LABELS):
        both = float(((said == place) & (truth == place)).sum())
        meant, uttered = int((truth == place).sum()), int((said == place).sum())
        result[label] = {
            "n": meant,
            "recall": round(both / meant, 3) if meant else 0.0,
            "precision": round(both / uttered, 3) if uttered else 0.0,
        }
    return result


def _valence_figures(shares: FloatArray, truth: IntArray) -> dict[str, float]:
    """How often the side is right, bright (happy, relaxed) or dark, and among the surest half."""
    middles = np.array(QUADRANT_VALENCE)
    valence = shares @ middles
    right = (valence > 0) == (middles[truth] > 0)
    surest = np.argsort(-np.abs(valence), kind="stable")[: max(1, len(valence) // 2)]
    return {
        "side_accuracy": round(float(right.mean()), 3),
        "side_accuracy_of_surest_half": round(float(right[surest].mean()), 3),
    }


def _calibration(confidence: FloatArray, right: BoolArray) -> dict[str, float]:
    chance, band95 = calibration_band(confidence)
    return {
        "ece": round(expected_calibration_error(confidence, right), 3),
        "by_chance": round(chance, 3),
        "band95": round(band95, 3),
        "mean_confidence": round(float(confidence.mean()), 3),
    }

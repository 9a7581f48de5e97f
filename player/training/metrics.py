"""The figures: correlation, accuracy, calibration error, each with an interval. numpy only.

Command line only. Every interval is a percentile bootstrap over *groups* of clips: clips of one
recording or artist are drawn together, as they are not independent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

RESAMPLES = 2000


def pearson(x: FloatArray, y: FloatArray) -> float:
    """Correlation; 0 when one of them does not vary."""
    if len(x) < 2 or x.std() == 0 or y.std() == 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def r2(predicted: FloatArray, truth: FloatArray) -> float:
    """Share of the variance explained (1 is perfect, 0 is the mean, below is worse than it)."""
    total = float(((truth - truth.mean()) ** 2).sum())
    return 1.0 - float(((predicted - truth) ** 2).sum()) / total if total > 0 else 0.0


def macro_f1(predicted: Sequence[str], truth: Sequence[str]) -> float:
    """Mean F1 over the labels that occur in *truth*."""
    said, meant = np.array(predicted), np.array(truth)
    scores = []
    for label in sorted(set(truth)):
        both = float(((said == label) & (meant == label)).sum())
        either = float((said == label).sum() + (meant == label).sum())
        scores.append(2 * both / either if either else 0.0)
    return float(np.mean(scores))


def expected_calibration_error(
    confidence: FloatArray, right: npt.NDArray[np.bool_], bins: int = 10
) -> float:
    """Mean gap between confidence and accuracy over equally filled bins."""
    order = np.argsort(confidence, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    gaps = [abs(confidence[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(np.sum(gaps) / len(order))


def calibration_band(
    confidence: FloatArray, *, seed: int = 0, resamples: int = RESAMPLES
) -> tuple[float, float]:
    """Mean and 95th percentile of the calibration error of a *perfectly* calibrated guesser.

    With few clips an honest model shows an error by chance alone; only one above this band tells.
    """
    random = np.random.default_rng(seed)
    errors = [
        expected_calibration_error(confidence, random.random(len(confidence)) < confidence)
        for _ in range(resamples)
    ]
    return float(np.mean(errors)), float(np.percentile(errors, 95))


def interval(
    figure: Callable[[Indices], float],
    groups: Sequence[str],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> tuple[float, float]:
    """95 % bootstrap interval of ``figure(indices of the clips drawn)``."""
    random = np.random.default_rng(seed)
    names, member = np.unique(np.array(groups), return_inverse=True)
    members = [np.flatnonzero(member == i) for i in range(len(names))]
    values = []
    for _ in range(resamples):
        drawn = random.integers(0, len(names), len(names))
        values.append(figure(np.concatenate([members[i] for i in drawn])))
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)

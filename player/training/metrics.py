"""The figures: correlation, accuracy, calibration error, each with an interval. numpy only.

Command line only. Every interval is a percentile bootstrap over *groups* of clips: clips of one
recording or artist are drawn together, as they are not independent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

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


def resamples_of(
    groups: Sequence[str], *, seed: int = 0, resamples: int = RESAMPLES
) -> Iterator[Indices]:
    """Clips drawn for each resample: as many groups as there are, with replacement, and all their
    clips. The same groups and seed give the same draws, so that figures can be paired.
    """
    random = np.random.default_rng(seed)
    names, member = np.unique(np.array(groups), return_inverse=True)
    members = [np.flatnonzero(member == i) for i in range(len(names))]
    for _ in range(resamples):
        drawn = random.integers(0, len(names), len(names))
        yield np.concatenate([members[i] for i in drawn])


def interval(
    figure: Callable[[Indices], float],
    groups: Sequence[str],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> tuple[float, float]:
    """95 % bootstrap interval of ``figure(indices of the clips drawn)``."""
    values = [figure(drawn) for drawn in resamples_of(groups, seed=seed, resamples=resamples)]
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much larger one figure is than another on the same clips."""

    value: float
    """On all clips."""
    low: float
    """Lower end of the 95 % interval."""
    high: float
    """Upper end."""


def paired_difference(
    ours: Callable[[Indices], float],
    theirs: Callable[[Indices], float],
    groups: Sequence[str],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Difference:
    """``ours - theirs`` with its 95 % bootstrap interval, both on the same draws of groups.

    Two figures may have wide intervals that overlap and still differ for certain: what makes one
    draw of clips hard makes it hard for both, and that cancels here.
    """
    every = np.arange(len(groups))
    values = [
        ours(drawn) - theirs(drawn)
        for drawn in resamples_of(groups, seed=seed, resamples=resamples)
    ]
    low, high = np.percentile(values, (2.5, 97.5))
    return Difference(ours(every) - theirs(every), float(low), float(high))


def share_interval(some: int, every: int) -> tuple[float, float]:
    """95 % interval of the share ``some / every`` of independent trials (Wilson 1927).

    :raises ValueError: there were no trials.
    """
    if every < 1:
        raise ValueError("a share of nothing")
    z = 1.959964
    share, extra = some / every, z * z / every
    middle = (share + extra / 2) / (1 + extra)
    half = z * np.sqrt(share * (1 - share) / every + extra / (4 * every)) / (1 + extra)
    # at no and at all successes the ends are exact but for rounding
    return max(0.0, min(share, float(middle - half))), min(1.0, max(share, float(middle + half)))

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

Figure = Callable[[Indices], float]
"""A figure of the clips drawn."""

RESAMPLES = 2000


def pearson(x: FloatArray, y: FloatArray) -> float:
    """Correlation; 0 when one of them does not vary."""
    if len(x) < 2 or x.std() == 0 or y.std() == 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def correlation_of(said: FloatArray, truth: FloatArray) -> Figure:
    """Pearson's r of (n,) and (n,) as a function of the clips drawn."""
    return lambda drawn: pearson(said[drawn], truth[drawn])


def mean_correlation_of(said: FloatArray, truth: FloatArray) -> Figure:
    """Mean over the columns of Pearson's r of (n, k) and (n, k), of the clips drawn."""

    def mean(drawn: Indices) -> float:
        columns = zip(said[drawn].T, truth[drawn].T, strict=True)
        return float(np.mean([pearson(one, other) for one, other in columns]))

    return mean


def share_of(right: npt.NDArray[np.bool_]) -> Figure:
    """Share of true ones as a function of the clips drawn."""
    return lambda drawn: float(right[drawn].mean())


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
    parts = equal_bins(confidence, bins)
    gaps = [abs(confidence[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(np.sum(gaps) / len(confidence))


def equal_bins(confidence: FloatArray, bins: int = 10) -> list[Indices]:
    """Indices of the least sure tenth, and so on; as many bins as clips when these are fewer."""
    order = np.argsort(confidence, kind="stable")
    return np.array_split(order, min(bins, len(order)))


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
    figure: Figure,
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
    ours: Figure,
    theirs: Figure,
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

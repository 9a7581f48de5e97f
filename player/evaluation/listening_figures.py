"""Figures of rankings and their 95 % intervals: hit rate, MRR, NDCG, AUC, means. numpy only.

Command line only. Every interval is a percentile bootstrap over *groups* (days of a log, simulated
listeners), because what was heard on one day hangs together. All figures of one :class:`Draws` are
computed on the same draws, so that differences are paired. Means are taken from sums by group, so
that 2,000 resamples of 20,000 plays stay quick (``training.metrics`` takes any figure, of hundreds
of clips).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Ints = NDArray[np.intp]

RESAMPLES = 2_000
HITS_AT, GAIN_AT = 20, 10
"""Places of the hit rate and of the discounted gain."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where one track stood in a ranking: *above* before it, *level* with the same score (itself
    among them, so at least 1)."""

    above: int
    level: int


def hit(place: Places, at: int = HITS_AT) -> float:
    """Probability that the track is among the first *at*, its equals being shuffled."""
    return min(max((at - place.above) / place.level, 0.0), 1.0)


def reciprocal_rank(place: Places) -> float:
    """Expected 1 / rank over the orders of its equals."""
    ranks = np.arange(place.above + 1, place.above + place.level + 1)
    return float(np.mean(1.0 / ranks))


def gain(place: Places, at: int = GAIN_AT) -> float:
    """Expected ``1 / log2(rank + 1)`` up to rank *at*, else 0: NDCG with one relevant track
    (Järvelin & Kekäläinen 2002)."""
    ranks = np.arange(place.above + 1, min(place.above + place.level, at) + 1)
    return float(np.sum(1.0 / np.log2(ranks + 1.0)) / place.level)


def place_of(scores: Doubles, row: int) -> Places:
    """Where *row* stands among (k,) *scores*, the highest first."""
    own = scores[row]
    return Places(int(np.count_nonzero(scores > own)), int(np.count_nonzero(scores == own)))


class Draws:
    """Resamples of groups, drawn once and used for every figure."""

    def __init__(self, groups: NDArray[Any], *, seed: int = 0, resamples: int = RESAMPLES) -> None:
        """
        :param groups: (m,) the group of each item, any values.
        """
        self._names, self._member = np.unique(groups, return_inverse=True)
        count = len(self._names)
        random = np.random.default_rng(seed)
        self._times = (
            random.multinomial(count, np.full(count, 1.0 / count), size=resamples)
            if count
            else np.zeros((resamples, 0))
        ).astype(np.float64)

    def sums(self, values: Doubles, chosen: NDArray[np.bool_]) -> Doubles:
        """(resamples,) sum of the *chosen* items' *values* in each resample."""
        by_group = np.bincount(self._member[chosen], values[chosen], minlength=self._times.shape[1])
        return np.asarray(self._times @ by_group)

    def mean(
        self, values: Doubles, chosen: NDArray[np.bool_] | None = None
    ) -> dict[str, Any] | None:
        """``value``, ``ci95`` and ``n`` of the mean of the *chosen* values; ``None`` without any.

        ``ci95`` is ``None`` where fewer than two groups say something.
        """
        chosen = np.isfinite(values) if chosen is None else chosen & np.isfinite(values)
        count = int(chosen.sum())
        if not count:
            return None
        items = self.sums(np.ones(len(values)), chosen)
        with np.errstate(invalid="ignore"):
            means = self.sums(values, chosen) / items
        return _figure(float(values[chosen].mean()), means, self._apart(chosen), count)

    def difference(
        self, ours: Doubles, theirs: Doubles, chosen: NDArray[np.bool_] | None = None
    ) -> dict[str, Any] | None:
        """The same of the mean of ``ours - theirs``."""
        return self.mean(ours - theirs, chosen)

    def auc(self, scores: Doubles, good: NDArray[np.bool_]) -> dict[str, Any] | None:
        """Probability that a good item scores higher than a bad one, equals counting half, with
        ``ci95`` and ``n``; ``None`` where one kind is missing.

        :param good: (m,) of the items.
        """
        if good.all() or not good.any():
            return None
        ordered = np.unique(scores, return_inverse=True)[1]
        levels = int(ordered.max()) + 1
        value = _auc(ordered, good, np.ones(len(scores)), levels)
        drawn = [_auc(ordered, good, times[self._member], levels) for times in self._times]
        everything = np.ones(len(scores), dtype=np.bool_)
        return _figure(value, np.array(drawn), self._apart(everything), len(scores))

    def _apart(self, chosen: NDArray[np.bool_]) -> int:
        return len(np.unique(self._member[chosen]))


def _auc(ordered: Ints, good: NDArray[np.bool_], weight: Doubles, levels: int) -> float:
    """Of weighted items: the Mann-Whitney statistic by one pass over the levels of the score."""
    liked = np.bincount(ordered[good], weight[good], minlength=levels)
    disliked = np.bincount(ordered[~good], weight[~good], minlength=levels)
    below = np.cumsum(disliked) - disliked
    pairs = liked.sum() * disliked.sum()
    return float(liked @ (below + 0.5 * disliked) / pairs) if pairs else np.nan


def _figure(value: float, resampled: Doubles, groups: int, count: int) -> dict[str, Any]:
    known = resampled[np.isfinite(resampled)]
    sure = groups >= 2 and len(known) > 0
    ends = np.percentile(known, (2.5, 97.5)).tolist() if sure else None
    return {"value": value, "ci95": ends, "n": count}


def covered(lists: list[Ints], rows: int) -> dict[str, Any] | None:
    """Share of *rows* that some list holds, with the interval of the jackknife over lists (the
    bootstrap would always show less variety: it draws some lists twice)."""
    if not lists or not rows:
        return None
    times = np.zeros(rows)
    for offered in lists:
        times[offered] += 1
    share = float(np.count_nonzero(times) / rows)
    if len(lists) < 2:
        return {"value": share, "ci95": None, "n": len(lists)}
    alone = np.array([np.count_nonzero(times[offered] == 1) for offered in lists]) / rows
    half = 1.96 * float(np.sqrt((len(lists) - 1) * np.var(alone)))
    return {
        "value": share,
        "ci95": [max(0.0, share - half), min(1.0, share + half)],
        "n": len(lists),
    }

"""Which tracks tell most about how this listener hears: the ones to ask about.

Pure numpy, any thread; it asks nobody and stores nothing.

The doubt about how a listener's ear differs is, at every track, the variance of the *f* of
:mod:`player.jobs.recalibration`. Knowing the listener's place of one track takes a known part of it
away at all others, whatever the answer is. So the tracks to ask about are chosen one after the
other, each the one that takes away most of what is left over the library: active learning by the
expected reduction of the variance (Cohn, Ghahramani and Jordan, Active Learning with Statistical
Models, JAIR 4, 1996).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.jobs.recalibration import PRIOR, Features, Prior, kernel
from player.jobs.view_corrections import CORRECTED_SD

QUESTIONS = 9
"""So many passages of twelve seconds are two minutes."""

UNSURE_WEIGHT = 2.0
"""A track of which no mood can be said counts as that many others."""

PASSAGE_WEIGHT = 1.5
"""One whose deciding passage is known is asked about where it tells at most so much less."""

MOST_LOOKED_AT = 800
"""Tracks that stand for a larger library: evenly spread over it."""


@dataclass(frozen=True, slots=True)
class Library:
    """What is known of *n* tracks before anybody is asked."""

    features: Features
    """n rows."""
    weight: NDArray[np.float64]
    """(n,) how much each of them counts."""
    askable: NDArray[np.float64]
    """(n,) how gladly each of them is asked about; 0: not at all."""


def most_telling(
    library: Library, known: Features, count: int = QUESTIONS, prior: Prior = PRIOR
) -> list[int]:
    """Up to *count* rows to ask about, the one that tells most first.

    :param known: tracks that the listener placed before.
    """
    covariance = kernel(library.features, library.features, prior).astype(np.float64)
    noise = (library.features.place_sd.astype(np.float64) ** 2).mean(axis=1) + CORRECTED_SD**2
    if len(known):
        towards = kernel(library.features, known, prior).astype(np.float64)
        among = kernel(known, known, prior).astype(np.float64)
        doubt = (known.place_sd.astype(np.float64) ** 2).mean(axis=1) + CORRECTED_SD**2
        covariance -= towards @ np.linalg.solve(among + np.diag(doubt), towards.T)
    left, chosen = library.askable.copy(), []
    for _ in range(min(count, int(np.count_nonzero(left)))):
        total = np.maximum(np.diagonal(covariance), 0.0) + noise
        told = (np.square(covariance) @ library.weight) / total * left
        best = int(told.argmax())
        chosen.append(best)
        left[best] = 0.0
        towards_best = covariance[:, best].copy()
        covariance -= np.outer(towards_best, towards_best / total[best])
    return chosen


def spread_rows(rows: NDArray[np.intp], most: int = MOST_LOOKED_AT) -> NDArray[np.intp]:
    """*rows*, or *most* of them, evenly spread in their order."""
    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).astype(np.intp)]

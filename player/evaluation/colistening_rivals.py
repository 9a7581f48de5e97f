"""What the artist factors are compared with: popularity, item-kNN, EASE, and ALS.

Command line only. Each is given the plays of the training users and returns how it scores artists
for profiles of others. Their settings were tuned on the same users as ours were
(docs/COLISTENING.md), so that a win is none over a straw man.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.evaluation.colistening_trials import Ranker

Matrix = NDArray[np.float32]


def popularity(plays: Any) -> Ranker:
    """The same for everyone: how many users play an artist."""
    listeners = np.asarray((plays > 0).sum(axis=0), np.float32).ravel()
    return lambda profiles: np.tile(listeners, (profiles.shape[0], 1))


def item_knn(plays: Any, *, damping: float = 5.0) -> Ranker:
    """Cosine between artists by their listeners, summed over the profile (Sarwar et al. 2001).

    :param damping: listeners added to each artist's own, against chance in the tail.
    """
    heard = (plays > 0).astype(np.float32)
    weigh = 1.0 / np.sqrt(np.asarray(heard.sum(axis=0)).ravel() + damping)
    users = heard.multiply(weigh).tocsr()

    def scores(profiles: Any) -> Matrix:
        likes = (profiles > 0).astype(np.float32) @ users.T
        found: Matrix = (likes @ users).toarray().astype(np.float32)
        return found

    return scores


def ease(plays: Any, *, ridge: float = 100.0) -> Ranker:
    """A linear autoencoder with an empty diagonal (Steck 2019), solved among users."""
    heard = (plays > 0).astype(np.float32).tocsr()
    alike = (heard @ heard.T).toarray().astype(np.float64)
    inverse = np.linalg.inv(alike + ridge * np.eye(len(alike))).astype(np.float32)
    solved = inverse @ heard
    itself = np.asarray(heard.multiply(solved).sum(axis=0)).ravel()
    solved = (solved / np.maximum(1.0 - itself, 1e-6)).astype(np.float32)

    def scores(profiles: Any) -> Matrix:
        likes = ((profiles > 0).astype(np.float32) @ heard.T).toarray()
        found: Matrix = likes @ solved
        return found

    return scores


def als(
    plays: Any,
    *,
    factors: int = 64,
    alpha: float = 2.0,
    ridge: float = 10.0,
    rounds: int = 15,
    seed: int = 0,
) -> Ranker:
    """Alternating least squares on implicit feedback (Hu, Koren, Volinsky 2008).

    Confidence in a play is 1 + alpha log(1 + plays), everything not played weighs 1; new users are
    folded in by the same half step. Checked against ``implicit`` 0.7.3: from other random starts
    the scores correlate at .95, and NDCG@10 of one fold is .147 with both.
    """
    sure = plays.tocsr().astype(np.float32)
    sure.data = alpha * np.log1p(sure.data)
    by_artist = sure.T.tocsr()
    random = np.random.default_rng(seed)
    artists = random.normal(0.0, 0.01, (plays.shape[1], factors)).astype(np.float32)
    for _ in range(rounds):
        users = _half_step(sure, artists, ridge)
        artists = _half_step(by_artist, users, ridge)

    def scores(profiles: Any) -> Matrix:
        confidence = profiles.tocsr().astype(np.float32)
        confidence.data = alpha * np.log1p(confidence.data)
        found: Matrix = _half_step(confidence, artists, ridge) @ artists.T
        return found

    return scores


def _half_step(sure: Any, fixed: Matrix, ridge: float) -> Matrix:
    """(rows, K) the best factors of the rows of *sure*, those of its columns being *fixed*."""
    common = fixed.T @ fixed + ridge * np.eye(fixed.shape[1], dtype=np.float32)
    found = np.zeros((sure.shape[0], fixed.shape[1]), np.float32)
    for row in range(sure.shape[0]):
        some = slice(sure.indptr[row], sure.indptr[row + 1])
        seen, extra = fixed[sure.indices[some]], sure.data[some]
        if len(seen):
            system = common + (seen.T * extra) @ seen
            found[row] = np.linalg.solve(system, seen.T @ (1.0 + extra))
    return found

"""One artist left out per user: who has to be found, and at which place it came.

Command line only. Every way of recommending is given the same profiles and judged by the same
places. Must not learn anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from player.training.artist_listening import Listening

Scores = NDArray[np.float32]
Places = NDArray[np.float64]

Ranker = Callable[[Any], Scores]
"""Profiles (m, I), a CSR matrix of plays -> scores (m, I): the higher, the likelier to be heard."""

BEST = 10
"""Length of the list in which the artist has to be."""

_AT_ONCE = 128


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """What is asked."""

    users: NDArray[np.int64]
    """(n,) whose trial it is."""
    profiles: Any
    """(n, I) CSR: the plays of each user without the artist left out."""
    wanted: NDArray[np.intp]
    """(n,) column of the artist left out."""


def leave_one_out(listening: Listening, *, seed: int) -> Trials:
    """One trial for each user with two artists or more; every artist of a user is equally likely.

    The draw depends on the seed and the user alone, not on who else is in the file.
    """
    profiles, wanted, users = [], [], []
    for row, user in enumerate(listening.users.tolist()):
        plays = listening.plays[row]
        if plays.nnz < 2:
            continue
        columns = np.sort(plays.indices)
        chosen = int(np.random.default_rng((seed, user)).choice(columns))
        rest = plays.copy()
        rest.data[rest.indices == chosen] = 0.0
        rest.eliminate_zeros()
        profiles.append(rest)
        wanted.append(chosen)
        users.append(user)
    shape = (0, len(listening.artists))
    stacked = sparse.vstack(profiles).tocsr() if profiles else sparse.csr_matrix(shape)
    return Trials(np.array(users, np.int64), stacked, np.array(wanted, np.intp))


def places(trials: Trials, ranker: Ranker) -> Places:
    """(n,) the place of the artist left out among all that the user has not played, from 0.

    Artists of equal score share the middle of their places, so that saying nothing wins nothing.
    """
    found = []
    for start in range(0, len(trials.wanted), _AT_ONCE):
        profiles = trials.profiles[start : start + _AT_ONCE]
        wanted = trials.wanted[start : start + _AT_ONCE, np.newaxis]
        scores = ranker(profiles).astype(np.float64)
        mine = np.take_along_axis(scores, wanted, axis=1)
        played = np.zeros(scores.shape, np.bool_)
        played[profiles.nonzero()] = True
        better = ((scores > mine) & ~played).sum(axis=1)
        equal = ((scores == mine) & ~played).sum(axis=1) - 1
        found.append(better + equal / 2.0)
    return np.concatenate(found) if found else np.zeros(0)


def hits(place: Places) -> Places:
    """(n,) 1 where the artist is among the :data:`BEST`, else 0."""
    return (place < BEST - 0.25).astype(np.float64)


def gains(place: Places) -> Places:
    """(n,) NDCG@10 with one artist to find: 1 / log2(place + 2) in the list, else 0."""
    return hits(place) / np.log2(place + 2.0)

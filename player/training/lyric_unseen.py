"""What each way of learning says of songs it never saw: the loop over the folds. Command line only.

Whoever learns is given the songs of the other folds without near copies of the songs of the fold,
and is asked about those. The same loop judges every architecture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from player.tagging.lyric_emotion import softmax
from player.training.lyric_figures import FloatArray, IntArray, Judged, fit_temperature
from player.training.lyric_songs import Song, labels_of, near_copies

Scorer = Callable[[Sequence[Song]], FloatArray]
"""Songs -> (n, 4) scores."""


class Learner(Protocol):
    """One language's way of learning."""

    def learn(self, songs: Sequence[Song], name: str, /) -> Scorer:
        """Learn from labelled *songs*; *name* tells this run from the others (fold or final)."""


def out_of_fold(
    learner: Learner,
    songs: Sequence[Song],
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> FloatArray:
    """(n, 4) scores of *songs*, each by a scorer that learned from the other folds only."""
    fold_of = np.array([-1 if song.fold is None else song.fold for song in songs])
    near = near_copies(songs, songs)
    scores = np.zeros((len(songs), 4))
    folds = sorted(set(fold_of.tolist()))
    for done, fold in enumerate(folds, 1):
        test = np.flatnonzero(fold_of == fold)
        copies = near[:, test].any(axis=1)
        kept = np.flatnonzero((fold_of != fold) & ~copies)
        scorer = learner.learn([songs[int(i)] for i in kept], f"fold-{fold}")
        scores[test] = scorer([songs[int(i)] for i in test])
        progress(done, len(folds))
    return scores


def judged_unseen(songs: Sequence[Song], scores: FloatArray) -> Judged:
    """Out-of-fold *scores* as shares, with temperatures that did not see the fold either."""
    truth: IntArray = labels_of(songs)
    fold_of = np.array([-1 if song.fold is None else song.fold for song in songs])
    shares = np.zeros_like(scores)
    for fold in set(fold_of.tolist()):
        test = fold_of == fold
        others = ~test if (~test).any() else test
        shares[test] = softmax(scores[test] / fit_temperature(scores[others], truth[others]))
    return Judged(
        shares,
        truth,
        tuple(song.group or song.id for song in songs),
        np.array([song.lyrics.readable for song in songs], np.bool_),
    )

"""The score of every track at once, without a shortlist: what choosing is compared with."""

from __future__ import annotations

import numpy as np

from player.recommend.listener import Listener
from player.recommend.scoring import flowing, newness, standing
from player.recommend.weights import TERMS, WEIGHTS


class PlantedListener:
    """All three parts of a listener, who likes every track a little more than the one before it."""

    def preference(self, candidates, rows, *, seed, adventurous):
        return self._rising(candidates)[rows]

    def together(self, candidates, heard, rows):
        return self._rising(candidates)[rows] / 2 + 0.5

    def affinity(self, candidates, rows):
        return self._rising(candidates)[rows]

    def near(self, candidates, heard, rows):
        return -self._rising(candidates)[rows]

    def _rising(self, candidates):
        return np.linspace(-1, 1, len(candidates), dtype=np.float32)


_PARTS = PlantedListener()
KNOWN_LISTENER = Listener(taste=_PARTS, companions=_PARTS, neighbours=_PARTS)
"""Somebody of whom everything is known."""


def whole_score(
    tracks, heard, wish, weights=WEIGHTS, *, seed=0, listener=KNOWN_LISTENER, for_new=False
):
    """Term -> contributions (n,), in the order of the sum, and their total (n,)."""
    rows = np.arange(len(tracks))
    parts = standing(tracks, wish, weights, seed=seed, rows=rows, listener=listener) | flowing(
        tracks,
        heard,
        weights,
        rows=rows,
        embedding=tracks.embedding,
        moment=heard.sound(tracks),
        listener=listener,
    )
    if for_new:
        parts["exposure"] = newness(tracks, weights, rows=rows)
    named = {name: parts[name] for name in TERMS if name in parts}
    return named, np.sum(list(parts.values()), axis=0)

"""The score of every track at once, without a shortlist: what choosing is compared with."""

from __future__ import annotations

import numpy as np

from player.recommend.scoring import flowing, standing
from player.recommend.weights import TERMS, WEIGHTS


def whole_score(tracks, heard, wish, weights=WEIGHTS, *, seed=0):
    """Term -> contributions (n,), in the order of the sum, and their total (n,)."""
    rows = np.arange(len(tracks))
    parts = standing(tracks, wish, weights, seed=seed, rows=rows) | flowing(
        tracks,
        heard,
        weights,
        rows=rows,
        embedding=tracks.embedding,
        moment=heard.sound(tracks),
    )
    return {name: parts[name] for name in TERMS}, np.sum(list(parts.values()), axis=0)

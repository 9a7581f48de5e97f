"""The score: one weighted sum per track, every term of it kept and shown.

Pure numpy, any thread. Contributions are rounded to :data:`GRAIN` (a power of two), so that adding
them is exact in float64 in any order: the sum of the reasons *is* the score, not nearly.
"""

from __future__ import annotations

import numpy as np

from player.recommend import terms
from player.recommend.candidates import Candidates, Floats, RowIndex, Scores64
from player.recommend.context import Context
from player.recommend.target import MoodTarget
from player.recommend.weights import Weights

GRAIN = 2.0**-20
"""Contributions are multiples of this (about a millionth)."""


def standing(
    candidates: Candidates,
    target: MoodTarget,
    weights: Weights,
    *,
    seed: int,
    rows: terms.Rows,
) -> dict[str, Scores64]:
    """Contributions of the terms that do not depend on what was heard before."""
    return {
        "mood": _weighted(terms.mood(candidates, target, rows), weights.mood),
        "style": _weighted(terms.style(candidates, target, rows), weights.style),
        "recovery": _weighted(terms.recovery(candidates, rows), weights.recovery),
        "liking": _weighted(terms.liking(candidates, rows), weights.liking),
        "surprise": _weighted(terms.surprise(candidates, seed, rows), weights.surprise),
    }


def flowing(
    candidates: Candidates,
    context: Context,
    weights: Weights,
    *,
    rows: RowIndex,
    embedding: Floats,
    moment: Floats | None,
) -> dict[str, Scores64]:
    """Contributions of the terms that follow from *context*.

    :param embedding: (m, D) the embeddings of *rows*, gathered once by the caller.
    :param moment: ``context.sound(candidates)``.
    """
    parts = {
        "sound": _weighted(terms.sound(embedding, moment), weights.sound),
        "tempo": np.zeros(len(rows)),
        "key": np.zeros(len(rows)),
        "energy": np.zeros(len(rows)),
        "artist": _weighted(terms.artist(candidates, context, rows), weights.artist),
        "album": _weighted(terms.album(candidates, context, rows), weights.album),
    }
    previous = context.previous_row
    if previous is not None:
        parts["tempo"] = _weighted(terms.tempo(candidates, previous, rows), weights.tempo)
        parts["key"] = _weighted(terms.key(candidates, previous, rows), weights.key)
        parts["energy"] = _weighted(terms.energy(candidates, previous, rows), weights.energy)
    return parts


def _weighted(term: terms.Term, weight: float) -> Scores64:
    """``term * weight`` on the grid of :data:`GRAIN`, float64."""
    values = term.astype(np.float64)
    values *= weight / GRAIN
    np.rint(values, out=values)
    values *= GRAIN
    return values + 0.0  # -0.0 would be shown with a minus

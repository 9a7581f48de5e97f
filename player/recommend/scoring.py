"""The score: one weighted sum per track, every term of it kept and shown.

Pure numpy, any thread. Contributions are rounded to :data:`GRAIN` (a power of two), so that adding
them is exact in float64 in any order: the sum of the reasons *is* the score, not nearly.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from player.recommend import terms
from player.recommend.candidates import Candidates, Floats, RowIndex, Scores64
from player.recommend.context import Context
from player.recommend.listener import NOBODY, Listener
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
    listener: Listener = NOBODY,
) -> dict[str, Scores64]:
    """Contributions of the terms that do not depend on what was heard before.

    What nobody asked for is left out: it would be 0 for every track, and take its time.
    """
    asked = {
        "mood": target.wants_mood,
        "style": bool(target.styles),
        "avoid": bool(target.not_moods or target.not_styles),
        "likeness": bool(target.seeds),
        "lift": target.energy != 0,
    }
    values = {
        name: getattr(terms, name)(candidates, target, rows)
        for name, wanted in asked.items()
        if wanted
    }
    values["liking"] = terms.liking(candidates, rows)
    values["familiar"] = terms.familiar(candidates, target, rows)
    values["recovery"] = terms.recovery(candidates, rows)
    values["surprise"] = terms.surprise(candidates, seed, rows)
    if listener.taste is not None:
        values["taste"] = listener.taste.preference(
            candidates, rows, seed=seed, adventurous=target.adventurous
        )
    if listener.neighbours is not None:
        values["peers"] = listener.neighbours.affinity(candidates, rows)
    return {name: weighted(value, getattr(weights, name)) for name, value in values.items()}


def flowing(
    candidates: Candidates,
    context: Context,
    weights: Weights,
    *,
    rows: RowIndex,
    embedding: Floats,
    moment: Floats | None,
    listener: Listener = NOBODY,
) -> dict[str, Scores64]:
    """Contributions of the terms that follow from *context*.

    :param embedding: (m, D) the embeddings of *rows*, gathered once by the caller.
    :param moment: ``context.sound(candidates)``.
    """
    values = {
        "sound": terms.sound(embedding, moment),
        "variety": terms.variety(candidates, context, embedding),
        "artist": terms.artist(candidates, context, rows),
        "album": terms.album(candidates, context, rows),
    }
    previous = context.previous_row
    if previous is not None:
        for name in ("tempo", "key", "energy", "feeling", "loudness"):
            values[name] = getattr(terms, name)(candidates, previous, rows)
    heard = context.lately
    if listener.companions is not None and len(heard):
        values["together"] = listener.companions.together(candidates, heard, rows)
    if listener.neighbours is not None and len(heard):
        values["related"] = listener.neighbours.near(candidates, heard, rows)
    return {name: weighted(value, getattr(weights, name)) for name, value in values.items()}


def newness(candidates: Candidates, weights: Weights, *, rows: RowIndex) -> Scores64:
    """Contribution of a track that was never offered, in a place that is for such tracks."""
    return weighted(terms.exposure(candidates, rows), weights.exposure)


def summed(parts: Mapping[str, Scores64]) -> Scores64:
    """The score: the sum of at least one contribution."""
    first, *others = parts.values()
    total = first.copy()
    for other in others:
        total += other
    return total


def weighted(term: terms.Term, weight: float) -> Scores64:
    """``term * weight`` on the grid of :data:`GRAIN`, float64."""
    values: Scores64 = np.multiply(term, weight / GRAIN, dtype=np.float64)
    np.rint(values, out=values)
    values *= GRAIN
    values += 0.0  # -0.0 would be shown with a minus
    return values

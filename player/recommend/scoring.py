"""The score: one weighted sum per track, every term of it kept and shown.

Pure numpy, any thread. Contributions are rounded to :data:`GRAIN` (a power of two), so that adding
them is exact in float64 in any order: the sum of the reasons *is* the score, not nearly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from player.recommend import terms
from player.recommend.candidates import Candidates, Floats, RowIndex, Scores64
from player.recommend.context import Context
from player.recommend.target import MoodTarget
from player.recommend.weights import TERMS, WEIGHTS, Weights

GRAIN = 2.0**-20
"""Contributions are multiples of this (about a millionth)."""

STANDING = ("mood", "style", "recovery", "liking", "surprise")
"""Terms that do not depend on what was heard before."""
FLOWING = tuple(name for name in TERMS if name not in STANDING)
"""Terms that do."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Scores of m rows of the candidates and what they are made of."""

    rows: RowIndex
    """(m,) rows scored."""
    terms: Mapping[str, Scores64]
    """Term -> (m,) signed contribution (weight included), in the order of the sum."""
    total: Scores64
    """(m,) exactly the sum of the terms."""

    def contributions(self, i: int) -> dict[str, float]:
        """The terms of entry *i* as plain numbers."""
        return {name: float(values[i]) for name, values in self.terms.items()}


def score(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    weights: Weights = WEIGHTS,
    *,
    seed: int = 0,
    rows: RowIndex | None = None,
) -> Scores:
    """Score *rows* (all by default) as the next track after *context*.

    :raises ValueError: the target names a mood or style that is not among the candidates' columns.
    """
    chosen = np.arange(len(candidates), dtype=np.intp) if rows is None else rows
    parts = standing(candidates, target, weights, seed=seed, rows=chosen)
    parts |= flowing(
        candidates,
        context,
        weights,
        rows=chosen,
        embedding=candidates.embedding[chosen],
        moment=context.sound(candidates),
    )
    ordered = {name: parts[name] for name in TERMS}
    return Scores(chosen, ordered, np.sum(list(ordered.values()), axis=0))


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

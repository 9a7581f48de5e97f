"""How far each figure moves when the same clips are quieter, coded badly or cut at 4 kHz.

Command line only. Takes what was said of the clips and of their copies; the copies come from
:mod:`player.evaluation.degrade`. Must not listen to anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from player.evaluation.decisions import (
    felt_emotions,
    heard,
    quadrant_decisions,
    style_decisions,
)
from player.evaluation.guesses import BoolArray, Guesses
from player.evaluation.manifest import Labels
from player.training.metrics import (
    Figure,
    Indices,
    correlation_of,
    mean_correlation_of,
    paired_difference,
    share_of,
)

ALLOWED = 0.03
"""No figure may move by more (the project's own bound)."""


@dataclass(frozen=True, slots=True)
class Score:
    """One figure as a function of the clips drawn."""

    rows: Indices
    """(m,) clips of the manifest it is computed on."""
    figure: Figure
    """Takes indices into :attr:`rows`."""


def changes(
    labels: Sequence[Labels], plain: Guesses, degraded: Mapping[str, Guesses]
) -> dict[str, Any]:
    """For each condition and figure ``copies - originals``, on the clips heard in both.

    :param degraded: name of the condition -> guesses for its copies, in the order of *labels*.
    """
    result: dict[str, Any] = {}
    for name, guesses in degraded.items():
        both = heard(plain) & heard(guesses)
        before, after = scores(labels, plain, both), scores(labels, guesses, both)
        figures = {key: _change(before[key], after[key], plain.groups) for key in before}
        moved = [abs(figure["change"]) for figure in figures.values()]
        result[name] = {
            "n": int(both.sum()),
            "figures": figures,
            "within_bound": bool(max(moved, default=0.0) <= ALLOWED),
        }
    return {"bound": ALLOWED, "conditions": result}


def scores(labels: Sequence[Labels], guesses: Guesses, chosen: BoolArray) -> dict[str, Score]:
    """The figures the *chosen* clips have labels for: r (mean r of emotions) or accuracy."""
    found: dict[str, Score] = {}
    for column, axis in enumerate(("valence", "arousal")):
        truth = np.array([(clip.valence, clip.arousal)[column] for clip in labels], np.float64)
        rows = np.flatnonzero(chosen & ~np.isnan(truth))
        if len(rows) >= 3:
            said = np.clip(guesses.plane[rows, column], -1.0, 1.0)
            found[axis] = Score(rows, correlation_of(said, truth[rows]))
    for name, decisions in (
        ("quadrant", quadrant_decisions(labels, guesses, chosen)),
        ("style", style_decisions(labels, guesses, chosen)),
    ):
        if decisions is not None:
            found[name] = Score(decisions.rows, share_of(decisions.right))
    if (felt := felt_emotions(labels, guesses, chosen)) is not None:
        found["emotion"] = Score(felt.rows, mean_correlation_of(felt.said, felt.truth))
    return found


def _change(before: Score, after: Score, groups: Sequence[str]) -> dict[str, Any]:
    difference = paired_difference(
        after.figure, before.figure, [groups[i] for i in before.rows.tolist()]
    )
    every = np.arange(len(before.rows))
    return {
        "n": len(before.rows),
        "before": round(before.figure(every), 3),
        "after": round(after.figure(every), 3),
        "change": round(difference.value, 3),
        "ci95": [round(difference.low, 3), round(difference.high, 3)],
    }

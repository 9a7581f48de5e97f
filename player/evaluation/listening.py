"""A listener's own history replayed: ``moodlark evaluate listening``. Command line only.

How every figure is made stands in docs/EVALUATION.md. Nothing is written, and nothing the log holds
leaves this process but the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.evaluation import listening_replay as again
from player.evaluation.listening_figures import Draws, gain, hit, reciprocal_rank
from player.evaluation.listening_lists import list_figures
from player.evaluation.listening_log import Log
from player.evaluation.listening_rankers import BASELINES
from player.evaluation.listening_replay import (
    FITTED,
    FITTED_KNOB,
    KNOWN_ONLY,
    OURS,
    UNRULED,
    WITHOUT,
    Ranked,
    Replayed,
)
from player.evaluation.listening_score import NeighboursOf
from player.evaluation.listening_universe import Universe
from player.recommend.weights import TERMS, WEIGHTS_VERSION

SYSTEMS = (*BASELINES, OURS, KNOWN_ONLY, UNRULED)
"""Rows of the table, in its order."""
PLAYS, LISTS = 4_000, 500
"""How many plays are ranked and sessions are offered a list unless told otherwise."""
FIT_SHARE = 0.6
"""Share of the log on which weights are fitted."""
_BAD_SHOWN = 20

Doubles = NDArray[np.float64]


def run(
    log: Log,
    universe: Universe,
    *,
    found: int = 0,
    plays: int = PLAYS,
    lists: int = LISTS,
    seed: int = 0,
    fit_weights: bool = False,
    neighbours: NeighboursOf | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> dict[str, Any]:
    """Replay *log* and tell how well each way of guessing did.

    :param found: how many of the log's tracks the library has.
    :param plays: rank at most so many plays, a seeded draw of all; 0: all.
    :param lists: offer lists in at most so many sessions, likewise.
    :param fit_weights: fit the weights on the first :data:`FIT_SHARE` of the log.
    """
    steps = again.steps_of(log, universe)
    sessions = again.sessions_of(universe, steps)
    share = FIT_SHARE if fit_weights else 0.0
    plan = again.plan_of(
        steps,
        sessions,
        library=universe.library,
        plays=plays,
        lists=lists,
        seed=seed,
        fit_share=share,
    )
    replayed = again.replay(
        universe,
        steps,
        again.rows_said(log, universe),
        plan,
        neighbours=neighbours,
        progress=progress,
    )
    return {
        "simulated": log.simulated,
        "log": _log_document(log, universe, replayed, found),
        "seed": seed,
        "weights": WEIGHTS_VERSION,
        "ranked": _ranked_document(replayed),
        "heard_out": _brought(replayed, seed),
        "systems": _systems(log, universe, replayed, seed),
        "ablation": _ablation(replayed, seed),
        "fitted": _fitted(replayed, seed) if fit_weights else None,
    }


def _brought(replayed: Replayed, seed: int) -> dict[str, Any] | None:
    """How much of what queues brought was heard out, beside what the listener asked for; ``None``
    where the log does not tell the one from the other."""
    told = [step for step in replayed.steps if step.chosen is not None]
    if not told:
        return None
    draws = Draws(np.array([step.at // again.DAY_S for step in told]), seed=seed)
    completed = np.array(
        [np.nan if step.cut_short is None else float(not step.cut_short) for step in told]
    )
    chosen = np.array([bool(step.chosen) for step in told])
    return {"by_queues": draws.mean(completed, ~chosen), "asked_for": draws.mean(completed, chosen)}


def _log_document(log: Log, universe: Universe, replayed: Replayed, found: int) -> dict[str, Any]:
    cuts = [step.cut_short for step in replayed.steps]
    return {
        "plays": len(log.plays),
        "tracks": len(log.tracks),
        "in_library": found,
        "library": universe.library,
        "sessions": len(set(replayed.sessions)),
        "days": len({play.at // again.DAY_S for play in log.plays}),
        "from": log.plays[0].at if log.plays else None,
        "to": log.plays[-1].at if log.plays else None,
        "duplicates": log.duplicates,
        "cut_short": sum(cut is True for cut in cuts),
        "cut_short_unknown": sum(cut is None for cut in cuts),
        "bad_lines": len(log.bad),
        "bad": [{"line": bad.line, "why": str(bad.why)} for bad in log.bad[:_BAD_SHOWN]],
    }


def _ranked_document(replayed: Replayed) -> dict[str, Any]:
    return {
        "plays": len(replayed.ranked),
        "first_plays": sum(ranked.new for ranked in replayed.ranked),
        "nobody_could_know": replayed.unknown,
        "candidates": replayed.known,
        "lists": len(replayed.offers),
        "learned": replayed.learned,
    }


# Figures ---------------------------------------------------------------------------------------

_OF_A_PLACE = {"hit_rate_20": hit, "mrr": reciprocal_rank, "ndcg_10": gain}
"""Figure -> what one ranked play adds to its mean."""


def _days(ranked: Sequence[Ranked]) -> NDArray[np.float64]:
    return np.array([one.at // again.DAY_S for one in ranked])


def values_of(ranked: Sequence[Ranked], system: str) -> dict[str, Doubles]:
    """Figure -> (m,) what each ranked play adds to its mean."""
    return {
        name: np.array([figure(one.places[system]) for one in ranked], dtype=np.float64)
        for name, figure in _OF_A_PLACE.items()
    }


def _systems(
    log: Log, universe: Universe, replayed: Replayed, seed: int
) -> dict[str, dict[str, Any]]:
    ranked = replayed.ranked
    draws = Draws(_days(ranked), seed=seed)
    offered = list_figures(log, universe, replayed, seed=seed)
    ours = values_of(ranked, OURS)
    found: dict[str, dict[str, Any]] = {}
    for system in SYSTEMS:
        values = values_of(ranked, system)
        figures: dict[str, Any] = {name: draws.mean(each) for name, each in values.items()}
        figures["skip_auc"] = _skip_auc(ranked, system, seed)
        figures |= offered.get(system, {})
        if system != OURS:
            figures["ours_minus"] = {
                name: draws.difference(ours[name], each) for name, each in values.items()
            }
        found[system] = figures
    return found


def _skip_auc(ranked: Sequence[Ranked], system: str, seed: int) -> dict[str, Any] | None:
    """Does what was heard out score higher than what was cut short?"""
    known = [one for one in ranked if one.completed is not None]
    if not known:
        return None
    scores = np.array([one.scores[system] for one in known])
    completed = np.array([bool(one.completed) for one in known])
    return Draws(_days(known), seed=seed).auc(scores, completed)


def _ablation(replayed: Replayed, seed: int) -> dict[str, Any]:
    """Term -> what the figures lose without it: the whole score minus the one without; ``rules``
    the same for the rules. Terms that were 0 throughout are left out."""
    ranked = replayed.ranked
    if not ranked:
        return {}
    draws = Draws(_days(ranked), seed=seed)
    whole = values_of(ranked, OURS)
    table = {}
    for term, system in (*((name, WITHOUT + name) for name in TERMS), ("rules", UNRULED)):
        if all(one.places[system] == one.places[OURS] for one in ranked):
            continue
        without = values_of(ranked, system)
        table[term] = {name: draws.difference(whole[name], without[name]) for name in whole}
    return table


def _fitted(replayed: Replayed, seed: int) -> dict[str, Any]:
    """The fitted weights, and on the part of the log they never saw: both, and the difference."""
    rest = [one for one in replayed.ranked if FITTED in one.places]
    if replayed.fitted is None or not rest:
        return {
            "weights": None,
            "adventurous": None,
            "better": False,
            "rest": 0,
            "choices": replayed.choices,
        }
    draws = Draws(_days(rest), seed=seed)
    ours, fitted = values_of(rest, OURS), values_of(rest, FITTED)
    turned = values_of(rest, FITTED_KNOB)
    gained = {name: draws.difference(fitted[name], ours[name]) for name in ours}
    return {
        "weights": again.document_of(replayed.fitted.weights),
        "adventurous": round(replayed.fitted.adventurous, 2),
        "default_weights": again.document_of(again.DEFAULTS),
        "choices": replayed.choices,
        "rest": len(rest),
        "default": {name: draws.mean(each) for name, each in ours.items()},
        "own": {name: draws.mean(each) for name, each in fitted.items()},
        "gained": gained,
        "own_and_knob": {name: draws.mean(each) for name, each in turned.items()},
        "better": _surely_above_zero(gained["mrr"]) and not _surely_below_zero(gained["ndcg_10"]),
    }


def _surely_above_zero(figure: Mapping[str, Any] | None) -> bool:
    return bool(figure and figure["ci95"] and figure["ci95"][0] > 0)


def _surely_below_zero(figure: Mapping[str, Any] | None) -> bool:
    return bool(figure and figure["ci95"] and figure["ci95"][1] < 0)

"""What is said of lists that were offered: coverage, variety, artist gaps, satisfaction.

numpy, command line only. A list stands after the first play of a session; what was played in the
rest of it tells whether the listener would have been content with what was offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.evaluation.listening_figures import Draws, covered
from player.evaluation.listening_log import Log
from player.evaluation.listening_past import Step
from player.evaluation.listening_replay import DAY_S, Offer, Replayed
from player.evaluation.listening_universe import Universe
from player.recommend.candidates import Candidates, RowIndex
from player.recommend.rules import ARTIST_GAP

Doubles = NDArray[np.float64]

CHECKED_IN_S = 15 * 60.0
"""A check-in belongs to a session from so long before it to so long after it."""


def list_figures(
    log: Log, universe: Universe, replayed: Replayed, *, seed: int
) -> dict[str, dict[str, Any]]:
    """System -> figures of its lists; empty where none were offered."""
    offers = replayed.offers
    if not offers:
        return {}
    days = np.array([offer.at // DAY_S for offer in offers])
    draws = Draws(days, seed=seed)
    outcomes = _Outcomes(log, universe, replayed)
    candidates = universe.candidates
    return {
        system: {
            "coverage": covered([offer.lists[system] for offer in offers], replayed.known),
            "artist_gap_violations": draws.mean(
                _each(offers, system, lambda rows: gap_violations(candidates, rows))
            ),
            "artists_per_list": draws.mean(
                _each(offers, system, lambda rows: artists(candidates, rows))
            ),
            "distance": draws.mean(_each(offers, system, lambda rows: spread(candidates, rows))),
            "satisfaction": outcomes.of(system, seed=seed),
        }
        for system in offers[0].lists
    }


def _each(offers: Sequence[Offer], system: str, figure: Callable[[RowIndex], float]) -> Doubles:
    return np.array([figure(offer.lists[system]) for offer in offers], dtype=np.float64)


def gap_violations(candidates: Candidates, rows: RowIndex) -> float:
    """Places of a list whose artist stands among the three places before."""
    artist = candidates.artist[rows].tolist()
    return float(
        sum(
            one >= 0 and one in artist[max(0, place - ARTIST_GAP) : place]
            for place, one in enumerate(artist)
        )
    )


def artists(candidates: Candidates, rows: RowIndex) -> float:
    """Different artists in a list; who is not known counts alone."""
    artist = candidates.artist[rows]
    return float(len(np.unique(artist[artist >= 0])) + np.count_nonzero(artist < 0))


def spread(candidates: Candidates, rows: RowIndex) -> float:
    """Mean of ``1 - cosine`` over the pairs of known sound; NaN without two of them."""
    known = candidates.embedding[rows[candidates.analysed[rows]]].astype(np.float64)
    count = len(known)
    if count < 2:
        return float("nan")
    likeness = known @ known.T
    return float(1.0 - (likeness.sum() - np.trace(likeness)) / (count * (count - 1)))


class _Outcomes:
    """What became of the plays after the first of each session with lists."""

    def __init__(self, log: Log, universe: Universe, replayed: Replayed) -> None:
        by_session: dict[int, list[Step]] = defaultdict(list)
        for step, session in zip(replayed.steps, replayed.sessions, strict=True):
            by_session[session].append(step)
        stars = {
            int(universe.row_of[said.track]): said.stars
            for said in log.said
            if said.kind == "stars"
        }
        self._offers = replayed.offers
        self._later = [by_session[offer.session][1:] for offer in replayed.offers]
        changes = [_change(log, by_session[offer.session]) for offer in replayed.offers]
        plays = [(place, step) for place, later in enumerate(self._later) for step in later]
        self._offer = np.array([place for place, _ in plays], dtype=np.intp)
        self._days = np.array([replayed.offers[place].at // DAY_S for place, _ in plays])
        self._values = {
            "completed": np.array([_completed(step) for _, step in plays], dtype=np.float64),
            "stars": np.array([stars.get(step.row, np.nan) for _, step in plays], np.float64),
            "valence_change": np.array([changes[place] for place, _ in plays], np.float64),
        }
        self._rows = [step.row for _, step in plays]

    def of(self, system: str, *, seed: int) -> dict[str, Any]:
        """``offered``: how many later plays were on the list; of these, and of the others:
        ``completed`` (share), ``stars`` (mean), ``valence_change`` (mean, by check-ins)."""
        sets = [set(offer.lists[system].tolist()) for offer in self._offers]
        chosen = np.array(
            [row in sets[place] for place, row in zip(self._offer, self._rows, strict=True)],
            dtype=np.bool_,
        )
        draws = Draws(self._days, seed=seed)
        figures: dict[str, Any] = {"offered": int(chosen.sum()), "others": int((~chosen).sum())}
        for name, values in self._values.items():
            figures[name] = draws.mean(values, chosen)
            figures[f"{name}_of_others"] = draws.mean(values, ~chosen)
        return figures


def _completed(step: Step) -> float:
    return float("nan") if step.cut_short is None else float(not step.cut_short)


def _change(log: Log, steps: Sequence[Step]) -> float:
    """Valence of the last check-in after a session minus that of the first before it; NaN without
    such a pair."""
    begin, end = steps[0].at - CHECKED_IN_S, steps[-1].at + (steps[-1].played_s or 0.0)
    near = [one for one in log.checkins if begin <= one.made_at <= end + CHECKED_IN_S]
    before = [one for one in near if one.phase == "before"]
    after = [one for one in near if one.phase == "after"]
    if not before or not after or after[-1].made_at <= before[0].made_at:
        return float("nan")
    return after[-1].valence - before[0].valence

"""Journeys: a queue that moves from one mood to another, or from one track to another.

Pure numpy, any thread. The way says where each place should be (:mod:`.journey_way`), a shortlist
per place which tracks come into question (:mod:`.journey_shortlist`), and a beam search over the
score of :mod:`.scoring` finds the order (:mod:`.journey_beam`). The place on the plane is judged by
the term ``journey`` instead of ``mood``: nearness to the waypoint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from player.recommend import journey_words as words
from player.recommend.candidates import Candidates
from player.recommend.choosing import Choice
from player.recommend.context import Context
from player.recommend.explain import Reason, reasons
from player.recommend.journey_beam import WIDTH, Beam, Pick
from player.recommend.journey_shortlist import OFF_THE_WAY, Field
from player.recommend.journey_way import Spot, Waypoint, step_limit, straight_way, way_between
from player.recommend.listener import NOBODY, Listener
from player.recommend.target import MoodTarget
from player.recommend.weights import WEIGHTS, Weights

RIGHT_THERE = 0.15
"""A track this near to its waypoint is right on the way."""
USUAL_LENGTH_S = 240.0
"""Length of a track where none is known."""
_OWN_TERMS = ("journey", "course")
_TRIES = 4
"""Journeys of slightly different numbers of places that are tried for a length in minutes."""


def plan(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    way: Sequence[Waypoint],
    *,
    start: Spot | None = None,
    seed: int = 0,
    weights: Weights = WEIGHTS,
    fixed: Mapping[int, int] | None = None,
    used: Iterable[int] = (),
    listener: Listener = NOBODY,
    width: int = WIDTH,
) -> list[Choice]:
    """Choose a track for each place of *way*; the same arguments give the same journey.

    :param target: styles, floor, what is excluded, strictness and the like; its moods and points do
        not count.
    :param way: one waypoint per place, those of *fixed* included.
    :param start: where the journey begins when the last track of *context* is its beginning; the
        limit on the change per step then holds from there on.
    :param fixed: place -> row of a track that stands there already, also behind the end of the way:
        it is neither chosen again nor among the choices, and the journey flows around it.
    :param used: rows that must not be chosen.
    :param width: beginnings of the journey that are carried on; 1 is the greedy choice.
    :returns: in order; fewer than there are open places only when there are no more tracks to
        offer, or none that a strict target allows.
    :raises ValueError: the target names an unknown style or mood.
    """
    standing_there = dict(fixed or {})
    weights = weights.with_smooth_joins() if target.smooth else weights
    field = Field(candidates, target, weights, listener, seed=seed)
    field.take([*used, *standing_there.values()], context)
    beam = Beam(
        candidates,
        field,
        way,
        weights,
        listener,
        limit=step_limit(way, start),
        first_step=start is not None,
        fixed=standing_there,
        width=width,
    )
    found = beam.search(context)
    return [_choice(candidates, field.target, pick, way[pick.place]) for pick in found.picks]


def plan_length(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    ends: tuple[Spot, Spot],
    length_s: float,
    *,
    begun: bool = False,
    seed: int = 0,
    weights: Weights = WEIGHTS,
    fixed: Mapping[int, int] | None = None,
    used: Iterable[int] = (),
    listener: Listener = NOBODY,
) -> list[Choice]:
    """A journey between *ends* that lasts about *length_s*, fixed tracks included.

    As many places as tracks of the usual length fill, and then one or a few more or fewer until the
    tracks that were chosen come nearest. A track of unknown length counts as one of the usual.

    :param begun: the last track of *context* is the beginning, at the first of *ends*.
    :raises ValueError: the target names an unknown style or mood.
    """
    usual_s = _usual_length_s(candidates, ends)
    there = dict(fixed or {})
    gone = tuple(used)
    places = max(1, round(length_s / usual_s))
    tried: dict[int, tuple[float, list[Choice]]] = {}
    while places not in tried and len(tried) < _TRIES:
        choices = plan(
            candidates,
            context,
            target,
            straight_way(*ends, places, begun=begun),
            start=ends[0] if begun else None,
            seed=seed,
            weights=weights,
            fixed=there,
            used=gone,
            listener=listener,
        )
        rows = [candidates.rows[choice.track_id] for choice in choices]
        rows += [row for place, row in there.items() if place < places]
        lengths_s = candidates.duration_s[rows]
        took_s = float(np.where(np.isnan(lengths_s), usual_s, lengths_s).sum())
        tried[places] = (abs(took_s - length_s), choices)
        if len(rows) < places and took_s <= length_s:
            break  # there is no more to offer
        places = max(1, len(rows) + round((length_s - took_s) / usual_s))
    return min(tried.values(), key=lambda one: one[0])[1]


def plan_between(
    candidates: Candidates,
    first: int,
    last: int,
    places: int,
    *,
    target: MoodTarget | None = None,
    seed: int = 0,
    weights: Weights = WEIGHTS,
    listener: Listener = NOBODY,
) -> list[Choice]:
    """A path of *places* tracks from row *first* to row *last*, both included and both analysed.

    Waypoints lie between both on the plane and in sound. The ends were asked for by hand: their
    score is 0, for no reason.

    :raises ValueError: fewer than two places, or both ends are one.
    """
    if places < 2 or first == last:
        raise ValueError("a path leads from one track to another")
    between = plan(
        candidates,
        Context(),
        target or MoodTarget(),
        way_between(candidates, first, last, places),
        seed=seed,
        weights=weights,
        fixed={0: first, places - 1: last},
        listener=listener,
    )
    here, there = (Choice(int(candidates.track_ids[row]), 0.0, ()) for row in (first, last))
    return [here, *between, there]


def _usual_length_s(candidates: Candidates, ends: tuple[Spot, Spot]) -> float:
    """Median length of the tracks that lie along the way; of all, where there are none."""
    known = candidates.available & ~candidates.kept_out & (candidates.duration_s > 0)
    steps = straight_way(*ends, 9)
    near = np.zeros(len(candidates), dtype=np.bool_)
    for spot in steps:
        near |= (
            np.hypot(candidates.valence - spot.valence, candidates.arousal - spot.arousal)
            <= OFF_THE_WAY / 2
        )
    lengths_s = candidates.duration_s[known & near if (known & near).any() else known]
    return float(np.median(lengths_s)) if len(lengths_s) else USUAL_LENGTH_S


def _choice(candidates: Candidates, target: MoodTarget, pick: Pick, waypoint: Waypoint) -> Choice:
    shared = {name: value for name, value in pick.contributions.items() if name not in _OWN_TERMS}
    found = [
        *reasons(candidates, pick.context, target, shared, pick.row),
        *_own_reasons(candidates, pick, waypoint),
    ]
    return Choice(
        track_id=int(candidates.track_ids[pick.row]),
        score=sum(pick.contributions.values()),
        reasons=tuple(sorted(found, key=lambda reason: -abs(reason.contribution))),
        relaxed=pick.relaxed,
    )


def _own_reasons(candidates: Candidates, pick: Pick, waypoint: Waypoint) -> list[Reason]:
    right = float(candidates.valence[pick.row]) - waypoint.valence
    up = float(candidates.arousal[pick.row]) - waypoint.arousal
    course = pick.contributions.get("course", 0.0)
    said = {
        "journey": words.on_the_way(right, up, near=RIGHT_THERE),
        "course": words.between(good=course > 0),
    }
    return [
        Reason(name, pick.contributions[name], said[name])
        for name in _OWN_TERMS
        if pick.contributions.get(name)
    ]

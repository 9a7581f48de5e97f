"""The way of a journey: where on the valence-arousal plane (and in sound) each place should be.

Pure numpy, any thread. It knows no library but for the two tracks between which a way may lead, and
chooses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from player.recommend.candidates import Candidates, Floats

STEP_SLACK = 0.2
"""A step on the plane may be this much larger than an even one: a tenth of its width."""

Spot = tuple[float, float]
"""Valence and arousal, each -1..1."""


@dataclass(frozen=True, slots=True, eq=False)
class Waypoint:
    """Where one place of a journey should be."""

    valence: float
    """-1..1."""
    arousal: float
    """-1..1."""
    sound: Floats | None = None
    """(D,) a direction of length 1 that it should sound like; ``None``: any."""


def straight_way(start: Spot, end: Spot, places: int, *, begun: bool = False) -> list[Waypoint]:
    """*places* waypoints in even steps from *start* to *end*, the last one at *end*.

    :param begun: a track at *start* plays already, so that the first place is one step on.
    """
    steps = places if begun else places - 1
    first = 1 if begun else 0
    shares = [(first + place) / steps if steps else 1.0 for place in range(places)]
    return [
        Waypoint(
            start[0] + share * (end[0] - start[0]),
            start[1] + share * (end[1] - start[1]),
        )
        for share in shares
    ]


def way_between(candidates: Candidates, first: int, last: int, places: int) -> list[Waypoint]:
    """*places* waypoints from one track to another, both included, on the plane and in sound.

    The sound of a waypoint is the normalised mean of both embeddings, weighed by how far it is on
    the way. Ends that sound exactly opposite have no middle, and none is asked for there.

    :param first: row of the track in the first place, analysed.
    :param last: row of the track in the last place, analysed.
    """
    start, end = (
        (float(candidates.valence[row]), float(candidates.arousal[row])) for row in (first, last)
    )
    sounds = candidates.embedding[[first, last]]
    found = []
    for place, spot in enumerate(straight_way(start, end, places)):
        share = np.float32(place / max(1, places - 1))
        mean = (1 - share) * sounds[0] + share * sounds[1]
        length = float(np.linalg.norm(mean))
        sound = mean / np.float32(length) if length > 0 else None
        found.append(Waypoint(spot.valence, spot.arousal, sound))
    return found


def step_limit(way: Sequence[Waypoint], start: Spot | None = None) -> float:
    """How far apart on the plane two neighbours of the journey may be.

    :param start: where the track before the first waypoint is, if the journey begins there.
    """
    spots = [(point.valence, point.arousal) for point in way]
    spots = spots if start is None else [start, *spots]
    even = max((math.dist(one, other) for one, other in pairwise(spots)), default=0.0)
    return even + STEP_SLACK

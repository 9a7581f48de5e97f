"""Ways to change a wish while listening: each takes what is wanted now, and gives what is wanted
from then on.

Pure Python, any thread. Nothing is chosen here; ``jobs.queue`` chooses the tail anew for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from player.recommend.target import MoodTarget, Point, Seed

SEEDS_KEPT = 12
"""Seeds of a wish at most; the oldest go."""


def with_energy(target: MoodTarget, step: float) -> MoodTarget:
    """Livelier (*step* > 0) or quieter music than before.

    A point asked for moves itself, so that its ring shows what is wanted now; where only moods, or
    nothing, was asked for, :attr:`MoodTarget.energy` says it.

    :param step: -1..1.
    """
    if target.points:
        moved = tuple(
            Point(point.valence, _within(point.arousal + step), point.radius)
            for point in target.points
        )
        return replace(target, points=moved)
    return replace(target, energy=_within(target.energy + step))


def with_seed(target: MoodTarget, seed: Seed) -> MoodTarget:
    """Sound like one thing more, or less: what was said of the same tracks before is replaced."""
    others = tuple(known for known in target.seeds if known.track_ids != seed.track_ids)
    return replace(target, seeds=(*others, seed)[-SEEDS_KEPT:])


def without_seed(target: MoodTarget, place: int) -> MoodTarget:
    """As before the seed at *place* was added.

    :raises IndexError: there is none.
    """
    gone = target.seeds[place]
    return replace(target, seeds=tuple(seed for seed in target.seeds if seed is not gone))


def without_tracks(target: MoodTarget, track_ids: Iterable[int]) -> MoodTarget:
    """Leave tracks out this time."""
    return replace(target, excluded=target.excluded | frozenset(track_ids))


def _within(number: float) -> float:
    """-1..1, and no digits that nobody asked for."""
    return 0.0 if math.isnan(number) else round(min(1.0, max(-1.0, number)), 3)

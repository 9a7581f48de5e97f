"""How often the first tracks of a queue have the mood that was asked for, by the labels.

Command line only. The rules are in docs/EVALUATION.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from player.recommend.candidates import Candidates
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.target import MoodTarget
from player.tagging.vocabulary import MOODS
from player.training.figures import quadrant
from player.training.metrics import interval, share_of

QUEUED = 10
"""Tracks of each queue that are judged."""
Places = npt.NDArray[np.float64]
"""(n, 2) valence and arousal by the labels."""


def mood_of(valence: float, arousal: float) -> str:
    """The mood whose middle is nearest: what a label is called."""
    return min(
        MOODS, key=lambda mood: math.hypot(mood.valence - valence, mood.arousal - arousal)
    ).id


def quadrants() -> dict[str, tuple[str, ...]]:
    """Quadrant -> the moods whose middle lies in it: how a listener asks for one."""
    found: dict[str, list[str]] = {}
    for mood in MOODS:
        found.setdefault(quadrant(mood.valence, mood.arousal), []).append(mood.id)
    return {name: tuple(moods) for name, moods in sorted(found.items())}


def mood_precision(candidates: Candidates, places: Places, *, seed: int = 0) -> dict[str, Any]:
    """Share of the first :data:`QUEUED` tracks whose label agrees, per target and over all.

    ``mood``: of a queue for each mood, the label's nearest mood is that one, or (``mood_quadrant``)
    the label lies in its quadrant. ``quadrant``: of a queue for both moods of each quadrant, the
    label lies in it. ``chance`` is the share of the whole library: what a random order has.
    """
    named = np.array([mood_of(*spot) for spot in places])
    quarter = np.array([quadrant(*spot) for spot in places])
    where = {mood.id: quadrant(mood.valence, mood.arousal) for mood in MOODS}
    by_mood = {mood.id: (mood.id,) for mood in MOODS}
    return {
        "mood": _judged(candidates, by_mood, lambda one: named == one, seed),
        "mood_quadrant": _judged(candidates, by_mood, lambda one: quarter == where[one], seed),
        "quadrant": _judged(candidates, quadrants(), lambda one: quarter == one, seed),
    }


def _judged(
    candidates: Candidates,
    targets: Mapping[str, tuple[str, ...]],
    agrees: Callable[[str], npt.NDArray[np.bool_]],
    seed: int,
) -> dict[str, Any]:
    right: list[npt.NDArray[np.bool_]] = []
    songs: list[str] = []
    chance: list[float] = []
    each = {}
    for name, moods in targets.items():
        rows = _queue(candidates, moods, seed)
        agree = agrees(name)
        right.append(agree[rows])
        songs += [str(candidates.song[row]) for row in rows]
        chance.append(float(agree.mean()))
        each[name] = {
            "precision": round(float(agree[rows].mean()), 3),
            "chance": round(chance[-1], 3),
        }
    every = np.concatenate(right)
    low, high = interval(share_of(every), songs)
    return {
        "n": len(every),
        "precision": round(float(every.mean()), 3),
        "ci95": [round(low, 3), round(high, 3)],
        "chance": round(float(np.mean(chance)), 3),
        "targets": each,
    }


def _queue(candidates: Candidates, moods: Sequence[str], seed: int) -> list[int]:
    target = MoodTarget(moods=tuple(moods))
    choices = choose(candidates, Context(), target, count=QUEUED, seed=seed)
    return [candidates.rows[choice.track_id] for choice in choices]

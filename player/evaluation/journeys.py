"""How well journeys keep to their way, beside greedy ones and a random order.

Command line only. Every way of choosing sees the same library and is given the same ends and number
of places; figures are taken by the tags that were chosen by and, on their own, by the labels. The
rules are in docs/EVALUATION.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np
import numpy.typing as npt

from player.recommend.candidates import Candidates
from player.recommend.context import Context
from player.recommend.journey import plan
from player.recommend.journey_beam import WIDTH
from player.recommend.journey_way import Spot, straight_way
from player.recommend.target import MoodTarget
from player.tagging.vocabulary import MOODS, Mood
from player.training.metrics import resamples_of

PLACES = 10
"""Tracks of each journey."""
SEEDS = (0, 1, 2)
"""Each pair of ends is travelled so often."""
OURS = "beam"

Plane = npt.NDArray[np.float64]
"""(n, 2) valence and arousal."""
Travel = Callable[[Candidates, Spot, Spot, int], list[int]]
"""From a library, both ends and a seed to the rows of a journey, in order."""


def beam(candidates: Candidates, start: Spot, end: Spot, seed: int) -> list[int]:
    """What ships."""
    return _planned(candidates, start, end, seed)


def greedy_score(candidates: Candidates, start: Spot, end: Spot, seed: int) -> list[int]:
    """The single best next track for each waypoint, by the same score and rules."""
    return _planned(candidates, start, end, seed, width=1)


def nearest_on_plane(candidates: Candidates, start: Spot, end: Spot, _seed: int) -> list[int]:
    """For each waypoint in order the nearest track on the plane that is not used yet."""
    plane = plane_of(candidates)
    way = straight_way(start, end, PLACES)
    return _nearest_each(_far_from(plane, [(point.valence, point.arousal) for point in way]))


def nearest_in_sound(candidates: Candidates, start: Spot, end: Spot, _seed: int) -> list[int]:
    """Waypoints in even steps between the embeddings of the tracks nearest to both ends; for each
    in order the nearest track in embedding that is not used yet. So AudioMuse-AI makes its paths
    (``tasks/path_manager.py``)."""
    first, last = _ends(candidates, start, end)
    sounds = candidates.embedding.astype(np.float64)
    shares = np.linspace(0.0, 1.0, PLACES)[:, None]
    apart = _far_from(sounds, (1 - shares) * sounds[first] + shares * sounds[last])
    apart[:, [first, last]] = np.inf
    apart[0, first] = apart[-1, last] = -np.inf
    return _nearest_each(apart)


def steps_in_sound(candidates: Candidates, start: Spot, end: Spot, _seed: int) -> list[int]:
    """From the track nearest to the start on to the nearest track in embedding, not used yet,
    among those that bring nearer to the track nearest to the end."""
    first, last = _ends(candidates, start, end)
    return _steps(candidates.embedding.astype(np.float64), first, last)


def steps_on_plane(candidates: Candidates, start: Spot, end: Spot, _seed: int) -> list[int]:
    """The same with distances on the plane."""
    return _steps(plane_of(candidates), *_ends(candidates, start, end))


def random_order(candidates: Candidates, start: Spot, end: Spot, seed: int) -> list[int]:
    """Any tracks."""
    numbers = (seed, *(round(1e6 * (number + 1)) for number in (*start, *end)))
    rows = np.random.default_rng(numbers).permutation(len(candidates))[:PLACES]
    return [int(row) for row in rows]


WAYS: Mapping[str, Travel] = {
    OURS: beam,
    "greedy_score": greedy_score,
    "nearest_on_plane": nearest_on_plane,
    "nearest_in_sound": nearest_in_sound,
    "steps_in_sound": steps_in_sound,
    "steps_on_plane": steps_on_plane,
    "random": random_order,
}
"""Every way of choosing, by the name under which its figures stand."""


@dataclass(frozen=True, slots=True)
class Errors:
    """One row per journey."""

    off: npt.NDArray[np.float64]
    """(m,) mean distance of a track from the waypoint of its place."""
    step: npt.NDArray[np.float64]
    """(m,) largest distance between two neighbours."""


def journey_errors(
    candidates: Candidates, labels: Plane, *, moods: Sequence[Mood] = MOODS
) -> dict[str, Any]:
    """Both errors of every way of choosing, by tags and by labels, between all pairs of *moods*.

    Intervals are bootstrapped over pairs of ends; ``ratio`` is that of our mean error to theirs on
    the same journeys.

    :param labels: where the labels place the tracks.
    """
    spots = [(mood.valence, mood.arousal) for mood in moods]
    pairs = [pair for pair in permutations(spots, 2) for _ in SEEDS]
    drawn = np.array(list(resamples_of([str(pair) for pair in pairs])))
    travelled = {
        name: [travel(candidates, *pair, SEEDS[i % len(SEEDS)]) for i, pair in enumerate(pairs)]
        for name, travel in WAYS.items()
    }
    result: dict[str, Any] = {"places": PLACES, "journeys": len(pairs)}
    for what, plane in (("tags", plane_of(candidates)), ("labels", labels)):
        errors = {name: _errors(plane, rows, pairs) for name, rows in travelled.items()}
        result[what] = {name: _figures(one, errors[OURS], drawn) for name, one in errors.items()}
    return result


def _figures(theirs: Errors, ours: Errors, drawn: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Means with intervals, and ours as a share of theirs.

    :param drawn: (resamples, m) the journeys of each resample.
    """
    figures: dict[str, Any] = {}
    for what in ("off", "step"):
        values, own = getattr(theirs, what), getattr(ours, what)
        means, own_means = values[drawn].mean(axis=1), own[drawn].mean(axis=1)
        figures[what] = {"mean": round(float(values.mean()), 3), "ci95": _ends_of(means)}
        if theirs is not ours:
            figures[what]["ratio"] = round(float(own.mean() / values.mean()), 3)
            figures[what]["ratio_ci95"] = _ends_of(own_means / means)
    return figures


def _ends_of(resampled: npt.NDArray[np.float64]) -> list[float]:
    return [round(float(end), 3) for end in np.percentile(resampled, (2.5, 97.5))]


def _errors(plane: Plane, journeys: list[list[int]], pairs: list[tuple[Spot, Spot]]) -> Errors:
    """A journey shorter than asked for is compared with as many waypoints as it has tracks."""
    off, step = [], []
    for rows, (start, end) in zip(journeys, pairs, strict=True):
        way = straight_way(start, end, len(rows))
        wanted = np.array([(point.valence, point.arousal) for point in way])
        line = plane[rows]
        off.append(float(np.linalg.norm(line - wanted, axis=1).mean()))
        steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
        step.append(float(steps.max(initial=0.0)))
    return Errors(np.array(off), np.array(step))


def plane_of(candidates: Candidates) -> Plane:
    """(n, 2) where the tags place the tracks."""
    return np.stack([candidates.valence, candidates.arousal], axis=1).astype(np.float64)


def _planned(
    candidates: Candidates, start: Spot, end: Spot, seed: int, *, width: int = WIDTH
) -> list[int]:
    way = straight_way(start, end, PLACES)
    choices = plan(candidates, Context(), MoodTarget(), way, seed=seed, width=width)
    return [candidates.rows[choice.track_id] for choice in choices]


def _ends(candidates: Candidates, start: Spot, end: Spot) -> tuple[int, int]:
    """The tracks nearest to both ends on the plane: two different ones."""
    first, last = _nearest_each(_far_from(plane_of(candidates), [start, end]))
    return first, last


def _far_from(points: Plane, wanted: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """(k, n) distances of k *wanted* points from n *points*."""
    to = np.asarray(wanted, dtype=np.float64)
    return np.asarray(np.linalg.norm(points[None] - to[:, None], axis=2))


def _nearest_each(apart: npt.NDArray[np.float64]) -> list[int]:
    """For each row the nearest column that is not used yet."""
    used: list[int] = []
    for row in apart:
        free = row.copy()
        free[used] = math.inf
        used.append(int(np.argmin(free)))
    return used


def _steps(points: Plane, first: int, last: int) -> list[int]:
    """Walk from *first* to *last* in steps to the nearest point that brings nearer, at most
    :data:`PLACES` with both; where it is not there by then, the last step is a jump."""
    to_goal = np.linalg.norm(points - points[last], axis=1)
    line = [first]
    while line[-1] != last and len(line) < PLACES - 1:
        nearer = to_goal < to_goal[line[-1]]
        apart = np.linalg.norm(points - points[line[-1]], axis=1)
        line.append(int(np.argmin(np.where(nearer, apart, np.inf))))
    return line if line[-1] == last else [*line, last]

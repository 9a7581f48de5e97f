"""The tracks that come into question for each place of a journey, with what of their score does not
depend on the order.

Pure numpy, any thread. One pass over the library judges every track once; each waypoint then costs
one distance per track and a shortlist.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Flags, Floats, RowIndex, Scores64
from player.recommend.choosing import best_of
from player.recommend.context import Context
from player.recommend.journey_way import Waypoint
from player.recommend.listener import Listener
from player.recommend.rules import ARTIST_GAP, NEVER, PLACE, RELAXATIONS, broken_rules, levels
from player.recommend.scoring import standing, weighted
from player.recommend.target import DEFAULT_RADIUS, RADII, MoodTarget
from player.recommend.weights import COURSE, JOURNEY, Weights

JOURNEY_RELAXATIONS = ("step", *RELAXATIONS)
"""Rules of a journey in the order in which they give way: a larger step on the plane before the
same artist too soon, so that artists stay apart wherever that can be."""
COST = {name: 128**place for place, name in enumerate(JOURNEY_RELAXATIONS)}
"""What breaking each rule costs: one that gives way later more than a whole journey of breaking all
that give way before it."""
SHORTLIST = 256
"""Tracks per place that are scored after each beginning of the journey."""
OFF_THE_WAY = RADII * DEFAULT_RADIUS
"""Farther from its waypoint than this a track breaks the rule ``mood``."""
DOUBT = 0.5
"""A standard deviation of doubt about a track's place counts as so much distance."""


@dataclass(frozen=True, slots=True, eq=False)
class Shortlist:
    """The tracks for one place; all arrays have m rows."""

    rows: RowIndex
    embedding: Floats
    parts: dict[str, Scores64]
    """Contributions that do not depend on the order."""
    total: Scores64
    """Their sum."""
    cost: NDArray[np.int64]
    """Sum of :data:`COST` over the rules that the track breaks here, whatever the order."""
    has_copies: Flags
    """Another file of its song is on the list."""


class Field:
    """The whole library as one journey sees it."""

    def __init__(
        self,
        candidates: Candidates,
        target: MoodTarget,
        weights: Weights,
        listener: Listener,
        *,
        seed: int,
    ) -> None:
        """Judge every track once. Moods and points of *target* do not count: the way says them."""
        self._candidates = candidates
        self.target = replace(target, moods=(), points=())
        self._broken = broken_rules(candidates, self.target)
        self._broken["unsure"] = candidates.unsure & target.strict
        self._level = levels(candidates, self.target, self._broken)
        self._level[~candidates.analysed] = NEVER
        self._standing = standing(
            candidates, self.target, weights, seed=seed, rows=slice(None), listener=listener
        )
        self._promise = np.sum(list(self._standing.values()), axis=0)

    def take(self, rows: Iterable[int], context: Context) -> None:
        """*rows* are not to be chosen; their songs and those of *context* not again either."""
        candidates, gone = self._candidates, list(rows)
        rested = np.unique(candidates.song[[*gone, *(item.row for item in context.heard)]])
        again = np.isin(candidates.song, rested)
        self._broken["song"] |= again
        self._level[again] = np.maximum(self._level[again], PLACE["song"])
        self._level[gone] = NEVER

    def free_along(self, way: Sequence[Waypoint]) -> Flags:
        """(n,) rows that break no rule before anything is chosen, somewhere on *way*."""
        near = np.zeros(len(self._level), dtype=np.bool_)
        for waypoint in way:
            near |= self._apart(waypoint) <= OFF_THE_WAY
        return np.asarray(near & (self._level == 0))

    def near(self, waypoint: Waypoint, places: int) -> Shortlist:
        """The shortlist for a place of a journey of *places*."""
        apart = self._apart(waypoint)
        off = apart > OFF_THE_WAY
        firm = NEVER if self.target.strict else np.int8(PLACE["mood"])
        level = np.where(off, np.maximum(self._level, firm), self._level)
        pool = np.flatnonzero(level < NEVER)
        # Any broken rule weighs more than any score.
        promise = self._promise[pool] - JOURNEY * apart[pool] - 1e6 * level[pool]
        rows = best_of(pool, promise, max(SHORTLIST, 4 * places))
        if len(rows) < len(pool):
            rows = np.union1d(rows, self._others(pool, promise, rows, places))
        return self._scored(rows, apart[rows], waypoint)

    def _apart(self, waypoint: Waypoint) -> Floats:
        """(n,) distance from *waypoint* on the plane; NaN where it is not known."""
        right = self._candidates.valence - np.float32(waypoint.valence)
        up = self._candidates.arousal - np.float32(waypoint.arousal)
        return np.asarray(np.sqrt(right * right + up * up), dtype=np.float32)

    def _others(self, pool: RowIndex, promise: Scores64, rows: RowIndex, places: int) -> RowIndex:
        """The best of artists and songs that are crowded out, where there are too few of them."""
        artists, songs = self._candidates.artist, self._candidates.song
        wanted = places + ARTIST_GAP
        found = [np.zeros(0, dtype=np.intp)]
        if len(np.unique(artists[rows])) < wanted:
            found.append(
                pool[_best_of_each(artists[pool], promise, -(-wanted // (ARTIST_GAP + 1)))]
            )
        if len(np.unique(songs[rows])) < wanted:
            best = _best_of_each(songs[pool], promise, 1)
            found.append(best_of(pool[best], promise[best], wanted))
        return np.concatenate(found)

    def _scored(self, rows: RowIndex, apart: Floats, waypoint: Waypoint) -> Shortlist:
        candidates = self._candidates
        parts = {name: values[rows] for name, values in self._standing.items()}
        doubt = np.hypot(candidates.valence_sd[rows], candidates.arousal_sd[rows])
        parts["journey"] = weighted(1.0 - apart - DOUBT * doubt, JOURNEY)
        embedding = candidates.embedding[rows]
        if waypoint.sound is not None:
            parts["course"] = weighted(embedding @ waypoint.sound, COURSE)
        broken = {name: rule[rows] for name, rule in self._broken.items()}
        broken["mood"] = broken["mood"] | (apart > OFF_THE_WAY)
        cost = np.zeros(len(rows), dtype=np.int64)
        for name, hit in broken.items():
            cost += COST[name] * hit
        _, inverse, counts = np.unique(
            candidates.song[rows], return_inverse=True, return_counts=True
        )
        total = np.sum(list(parts.values()), axis=0)
        return Shortlist(rows, embedding, parts, total, cost, counts[inverse] > 1)


def _best_of_each(groups: NDArray[np.int32], promise: Scores64, size: int) -> RowIndex:
    """Places of the *size* highest values of each group."""
    order = np.lexsort((-promise, groups))
    ordered = groups[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return np.asarray(order[rank < size])

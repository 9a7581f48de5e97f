"""The search for a journey: several beginnings at once, each carried on by its best next tracks.

Pure numpy, any thread. A greedy choice takes the best track of each place and may find itself far
from the next one; a beam (Lowerre 1976) keeps the :data:`WIDTH` best beginnings instead. Beginnings
are compared by the rules they broke and then by the sum of their scores. The same arguments give
the same journey.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from player.recommend.artist_spacing import ArtistSpacing, places_ahead
from player.recommend.candidates import Candidates, Flags, Floats, RowIndex, Scores64
from player.recommend.choosing import best_copy
from player.recommend.context import Context
from player.recommend.journey_shortlist import COST, JOURNEY_RELAXATIONS, Field, Shortlist
from player.recommend.journey_way import Waypoint
from player.recommend.listener import Listener
from player.recommend.rules import ARTIST_GAP
from player.recommend.scoring import flowing
from player.recommend.weights import Weights

WIDTH = 8
"""Beginnings that are carried on, and next tracks that are tried for each."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One track of a journey, with what made its score."""

    place: int
    """Its place in the journey, from 0."""
    row: int
    """Its row in the candidates."""
    context: Context
    """What was heard before it."""
    contributions: Mapping[str, float]
    """What each term added to its score."""
    relaxed: tuple[str, ...]
    """Rules it breaks."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first places of a journey."""

    context: Context
    cost: int = 0
    score: float = 0.0
    picks: tuple[Pick, ...] = ()
    roomy: bool = False
    """The rest can be filled with no artist coming too soon."""


@dataclass(frozen=True, slots=True, eq=False)
class _Next:
    """A track that may follow a beginning."""

    of: Beginning
    at: int
    """Its place in the shortlist."""
    broke: int
    """Cost of the rules it breaks."""
    cost: int
    """Cost of the journey with it, and of what has to be broken after it."""
    score: float
    """Score of the journey with it."""
    parts: Mapping[str, Scores64]
    """What flows into the score of each track of the shortlist after this beginning."""


class Beam:
    """The state of one search."""

    def __init__(
        self,
        candidates: Candidates,
        field: Field,
        way: Sequence[Waypoint],
        weights: Weights,
        listener: Listener,
        *,
        limit: float,
        first_step: bool,
        fixed: Mapping[int, int],
        width: int = WIDTH,
    ) -> None:
        """Get ready to fill the places of *way*.

        :param limit: how far apart on the plane two neighbours may be.
        :param first_step: the limit holds between what was heard and the first place, too.
        :param fixed: place -> row of a track that stands there already.
        :param width: beginnings that are carried on, and next tracks that are tried for each.
        """
        self._width = width
        self._candidates, self._field, self._way = candidates, field, way
        self._weights, self._listener = weights, listener
        self._limit, self._first_step, self._fixed = limit, first_step, fixed
        self._free = field.free_along(way)
        count = sum(place not in fixed for place in range(len(way)))
        places = places_ahead(candidates, count, fixed)
        self._spacing = ArtistSpacing(candidates, np.flatnonzero(self._free), places)
        self._rooms: dict[Hashable, bool] = {}

    def search(self, context: Context) -> Beginning:
        """The best journey that was found."""
        first = Beginning(context)
        beginnings = [replace(first, roomy=self._has_room(first, 0))]
        for place, waypoint in enumerate(self._way):
            if place in self._fixed:
                beginnings = [self._pass(one, place) for one in beginnings]
                continue
            shortlist = self._field.near(waypoint, len(self._way))
            following = [step for one in beginnings for step in self._after(one, place, shortlist)]
            if following:  # otherwise this place is left out
                following.sort(key=lambda step: (step.cost, -step.score))
                beginnings = [
                    self._with(step, place, shortlist) for step in following[: self._width]
                ]
        return min(beginnings, key=lambda one: (one.cost, -one.score))

    def _pass(self, beginning: Beginning, place: int) -> Beginning:
        """Go past a track that stands there: how well the journey joins on to it counts."""
        row = np.array([self._fixed[place]])
        parts = self._flowing(beginning.context, row, self._candidates.embedding[row])
        broken = self._broken(beginning, place, row)
        return replace(
            beginning,
            context=beginning.context.after(int(row[0])),
            cost=beginning.cost + sum(COST[name] for name, hit in broken.items() if hit[0]),
            score=beginning.score + float(sum(values[0] for values in parts.values())),
        )

    def _after(self, beginning: Beginning, place: int, shortlist: Shortlist) -> list[_Next]:
        """The best tracks for *place* after *beginning*, at most the width of the beam."""
        rows, ids = shortlist.rows, self._candidates.track_ids
        parts = self._flowing(beginning.context, rows, shortlist.embedding)
        total = shortlist.total + np.sum(list(parts.values()), axis=0)
        cost = shortlist.cost.copy()
        for name, hit in self._broken(beginning, place, rows).items():
            cost += COST[name] * (hit & (cost & COST[name] == 0))
        left = ~_among(rows, np.array([pick.row for pick in beginning.picks], dtype=np.intp))
        order = np.flatnonzero(left)
        order = order[np.lexsort((ids[rows[order]], -total[order], cost[order]))]
        chosen: dict[int, int] = {}
        for at, price in self._with_room(beginning, place, rows[order], cost[order]):
            best = int(order[at])
            if shortlist.has_copies[best]:
                alike = self._candidates.song[rows] == self._candidates.song[rows[best]]
                best = best_copy(self._candidates, rows, total, alike & left & (cost <= cost[best]))
            chosen.setdefault(best, price)
            if len(chosen) == self._width:
                break
        return [
            _Next(
                beginning,
                at,
                broke=int(cost[at]),
                cost=beginning.cost + int(cost[at]) + price,
                score=beginning.score + float(total[at]),
                parts=parts,
            )
            for at, price in chosen.items()
        ]

    def _with(self, step: _Next, place: int, shortlist: Shortlist) -> Beginning:
        """The journey with *step* in *place*."""
        row, parts = int(shortlist.rows[step.at]), shortlist.parts | dict(step.parts)
        pick = Pick(
            place=place,
            row=row,
            context=step.of.context,
            contributions={name: float(values[step.at]) for name, values in parts.items()},
            relaxed=tuple(name for name in JOURNEY_RELAXATIONS if step.broke & COST[name]),
        )
        return Beginning(
            context=step.of.context.after(row),
            cost=step.cost,
            score=step.score,
            picks=(*step.of.picks, pick),
            roomy=step.of.roomy and step.cost == step.of.cost + step.broke,
        )

    def _flowing(self, context: Context, rows: RowIndex, embedding: Floats) -> dict[str, Scores64]:
        return flowing(
            self._candidates,
            context,
            self._weights,
            rows=rows,
            embedding=embedding,
            moment=context.sound(self._candidates),
            listener=self._listener,
        )

    def _broken(self, beginning: Beginning, place: int, rows: RowIndex) -> dict[str, Flags]:
        """Which of *rows* break the rules that depend on what stands around them."""
        candidates, context = self._candidates, beginning.context
        near = [item.row for item in context.heard[-ARTIST_GAP:]]
        coming = range(place + 1, place + 1 + ARTIST_GAP)
        near += [self._fixed[other] for other in coming if other in self._fixed]
        crowded = candidates.artist[np.array(near, dtype=np.intp)]
        songs = candidates.song[np.array([pick.row for pick in beginning.picks], dtype=np.intp)]
        far = np.zeros(len(rows), dtype=np.bool_)
        before = context.previous_row
        if before is not None and (place > 0 or self._first_step):
            right = candidates.valence[rows] - candidates.valence[before]
            up = candidates.arousal[rows] - candidates.arousal[before]
            far = np.asarray(np.hypot(right, up) > self._limit)  # not known: not far
        return {
            "step": far,
            "artist": _among(candidates.artist[rows], crowded[crowded >= 0]),
            "song": _among(candidates.song[rows], songs),
        }

    def _with_room(
        self, beginning: Beginning, place: int, rows: RowIndex, cost: NDArray[np.int64]
    ) -> Iterator[tuple[int, int]]:
        """Places in *rows* in the order of what they cost, and what each will cost later: after an
        artist who leaves too few others for the rest, somebody will come too soon."""
        cheap = int(np.searchsorted(cost, COST["artist"]))
        doomed = []
        for at in range(cheap):
            artist = int(self._candidates.artist[rows[at]])
            if not beginning.roomy or self._has_room(beginning, place, artist):
                yield at, 0
            else:
                doomed.append(at)
        yield from ((at, COST["artist"]) for at in doomed)
        yield from ((at, 0) for at in range(cheap, len(rows)))

    def _has_room(self, beginning: Beginning, place: int, artist: int | None = None) -> bool:
        """:meth:`ArtistSpacing.has_room` after *beginning*, each question answered once."""
        if self._spacing.never_short:
            return True
        known = self._candidates.artist
        heard = beginning.context.heard[-ARTIST_GAP:]
        before = [int(known[item.row]) for item in heard]
        taken = [int(known[pick.row]) for pick in beginning.picks if self._free[pick.row]]
        question = (place, tuple(before), tuple(sorted(taken)), artist)
        if question not in self._rooms:
            self._rooms[question] = self._spacing.has_room(place, before, artist, taken=taken)
        return self._rooms[question]


def _among(values: NDArray[np.integer], few: NDArray[np.integer]) -> Flags:
    """``np.isin``, much quicker for a handful."""
    return np.asarray((values[:, None] == few).any(axis=1))

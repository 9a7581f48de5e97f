"""Choosing the next tracks: greedy, one after the other, each scored after the ones before it.

Pure numpy, any thread. One pass over the whole library scores what does not depend on the order and
keeps a shortlist; the picks are then made on the shortlist only. Rules (:mod:`.rules`) are separate
from the score; when no track obeys them all they are relaxed in the order of :data:`RELAXATIONS`,
and every choice tells which were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from player.recommend import terms
from player.recommend.artist_spacing import ArtistSpacing, places_ahead
from player.recommend.candidates import Candidates, Flags, Floats, Ints, RowIndex, Scores64
from player.recommend.context import Context
from player.recommend.explain import Reason, reasons
from player.recommend.listener import NOBODY, Listener
from player.recommend.rules import (
    ARTIST_GAP,
    NEVER,
    PLACE,
    RELAXATIONS,
    broken_rules,
    levels,
)
from player.recommend.scoring import flowing, newness, standing, summed
from player.recommend.target import MoodTarget
from player.recommend.weights import TERMS, WEIGHTS, Weights

SHORTLIST = 512
"""Tracks that are scored anew after each pick."""
KEPT_FOR_NEW = 64
"""Tracks of the shortlist that no queue ever brought, where there are so many."""
NEW_SHARE = 0.2
"""Share of the places that are for such tracks when the listener feels adventurous; half of it in
the middle of that knob, none at its other end."""
COPY_SLACK = 0.25
"""The best file of a song is offered when it scores at most this below the one that fits best."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One track chosen, and why."""

    track_id: int
    """The track."""
    score: float
    """Exactly the sum of the reasons' contributions."""
    reasons: tuple[Reason, ...]
    """Largest effect first."""
    relaxed: tuple[str, ...] = ()
    """Rules that had to give way (see :data:`RELAXATIONS`)."""


def choose(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    *,
    count: int,
    seed: int = 0,
    weights: Weights = WEIGHTS,
    fixed: Mapping[int, int] | None = None,
    used: Iterable[int] = (),
    listener: Listener = NOBODY,
) -> list[Choice]:
    """Choose the next *count* tracks; the same arguments give the same choices.

    :param seed: of the surprise term; different seeds give different queues.
    :param fixed: place in the queue -> row of a track that stands there already. The picks flow
        around it; it is neither chosen again nor counted.
    :param used: rows that must not be chosen (the playing track); other versions of these songs
        are not chosen either as long as there are other songs.
    :param listener: what has been learned of who listens.
    :returns: fewer than *count* only when there are no more tracks to offer.
    :raises ValueError: the target names an unknown mood or style.
    """
    standing_there = dict(fixed or {})
    chooser = _Chooser(
        candidates,
        context,
        target,
        weights.with_smooth_joins() if target.smooth else weights,
        listener,
        seed=seed,
        size=max(SHORTLIST, 4 * count),
    )
    chooser.take([*used, *standing_there.values()])
    chooser.look_ahead(places_ahead(candidates, count, standing_there))
    chosen: list[Choice] = []
    place = 0
    while len(chosen) < count:
        row = standing_there.get(place)
        if row is None:
            choice = chooser.pick(context, place)
            if choice is None:
                break
            chosen.append(choice)
            row = candidates.rows[choice.track_id]
        context = context.after(row)
        place += 1
    return chosen


@dataclass(frozen=True, slots=True, eq=False)
class _Shortlist:
    """The best rows by what is known before the order is, with what each pick needs of them."""

    rows: RowIndex
    embedding: Floats
    standing: dict[str, Scores64]


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """The place to be filled, and who stands near it."""

    place: int
    """Counted from 0 among all places."""
    before: list[int]
    """Artists of the last tracks, the latest last."""
    crowded: Ints
    """Artists who stand too near, before it or (fixed) after it."""


class _Chooser:
    """The state of one :func:`choose`."""

    def __init__(
        self,
        candidates: Candidates,
        context: Context,
        target: MoodTarget,
        weights: Weights,
        listener: Listener,
        *,
        seed: int,
        size: int,
    ) -> None:
        self._candidates, self._target, self._weights = candidates, target, weights
        self._listener, self._seed, self._size = listener, seed, size
        self._standing = standing(
            candidates, target, weights, seed=seed, rows=slice(None), listener=listener
        )
        self._promise = summed(self._standing)
        self._beginning = context
        self._broken = broken_rules(candidates, target)
        self._level = levels(candidates, target, self._broken)
        self._shortlists: dict[int, _Shortlist] = {}
        self._places: list[int | None] = []
        self._spacing: ArtistSpacing | None = None
        self._taken: list[int] = []
        for item in context.heard:
            self._rest_song(item.row)

    def look_ahead(self, places: list[int | None]) -> None:
        """Keep artists apart up to the end of *places* (see :mod:`.artist_spacing`), among what may
        be chosen now."""
        self._places = places
        obedient = np.flatnonzero(self._level == 0)
        self._spacing = ArtistSpacing(self._candidates, obedient, places)

    def take(self, rows: Iterable[int]) -> None:
        """These rows are not to be chosen any more, nor other versions of their songs."""
        for row in rows:
            self._rest_song(row)
            self._level[row] = NEVER

    def pick(self, context: Context, place: int) -> Choice | None:
        """The best track for *place* under as many rules as possible; ``None``: none is left."""
        spot = self._spot(context, place)
        for level in range(NEVER):
            found = self._allowed(level, spot.crowded if level == 0 else spot.crowded[:0])
            if found is not None:
                shortlist, allowed = found
                parts = self._parts(context, shortlist, allowed)
                total = summed(parts)
                if level == 0:
                    best = self._leaving_room(spot, shortlist, allowed, total)
                else:
                    best = best_copy(self._candidates, shortlist.rows, total, allowed)
                row = int(shortlist.rows[best])
                given = {name: float(parts[name][best]) for name in TERMS if name in parts}
                return self._taken_by(spot, context, row, given)
        return None

    def _spot(self, context: Context, place: int) -> _Spot:
        artists = self._candidates.artist
        before = artists[[item.row for item in context.heard[-ARTIST_GAP:]]].tolist()
        after = self._places[place + 1 : place + 1 + ARTIST_GAP]
        crowded = {artist for artist in (*before, *after) if artist is not None and artist >= 0}
        return _Spot(place, before, np.array(sorted(crowded), dtype=np.int32))

    def _leaving_room(
        self,
        spot: _Spot,
        shortlist: _Shortlist,
        allowed: Flags,
        total: Scores64,
    ) -> int:
        """Place of the best track after which artists can still be kept apart to the end.

        Where there is no such track (or none on the shortlist) the best one stands: the rule gives
        way later then, where it has to.
        """
        assert self._spacing is not None
        artists, tried = self._candidates.artist[shortlist.rows], allowed.copy()
        while tried.any():
            best = best_copy(self._candidates, shortlist.rows, total, tried)
            if self._spacing.has_room(
                spot.place, spot.before, int(artists[best]), taken=self._taken
            ):
                return best
            tried &= artists != artists[best]
        return best_copy(self._candidates, shortlist.rows, total, allowed)

    def _rest_song(self, row: int) -> None:
        same = np.flatnonzero(self._candidates.song == self._candidates.song[row])
        self._broken["song"][same] = True
        self._level[same] = np.maximum(self._level[same], PLACE["song"])

    def _allowed(self, level: int, crowded: Ints) -> tuple[_Shortlist, Flags] | None:
        """A shortlist with at least one row that obeys the rules of *level*, and which do."""
        shortlist = self._shortlists.get(level)
        if shortlist is None:  # with those who stand too near now: they may be wanted soon
            shortlist = self._list(level, np.flatnonzero(self._level <= level))
        allowed = self._obeys(level, crowded, shortlist.rows)
        if allowed.any():
            return shortlist, allowed
        rows = np.flatnonzero(self._obeys(level, crowded, slice(None)))
        if not len(rows):
            return None
        shortlist = self._list(level, rows, shortlist)
        return shortlist, self._obeys(level, crowded, shortlist.rows)

    def _list(self, level: int, rows: RowIndex, before: _Shortlist | None = None) -> _Shortlist:
        """The shortlist of *rows* for *level*, with what was on it *before*."""
        fresh = rows[self._candidates.offered[rows] == 0]
        fresh = best_of(fresh, self._promise[fresh], KEPT_FOR_NEW)
        rows = np.union1d(self._shorten(rows), fresh)
        if before is not None:  # what is crowded out now may be the best again soon
            rows = np.union1d(rows, before.rows)
        self._shortlists[level] = self._gather(rows)
        return self._shortlists[level]

    def _obeys(self, level: int, crowded: Ints, rows: terms.Rows) -> Flags:
        allowed: Flags = self._level[rows] <= level
        for artist in crowded:
            allowed = allowed & (self._candidates.artist[rows] != artist)
        return allowed

    def _shorten(self, rows: RowIndex) -> RowIndex:
        """The most promising of *rows*, in the order of the library (so that ties are stable).

        What goes with the moment is weighed in for those that meet the wish best only: for all of a
        large library it would take longer than everything else together. Without a wish it is what
        matters most, and all are weighed.
        """
        wished = self._target.wants_mood or self._target.styles or self._target.seeds
        rows = best_of(rows, self._promise[rows], 8 * self._size if wished else len(rows))
        if len(rows) <= self._size:
            return rows
        return best_of(rows, self._promise[rows] + self._going_along(rows), self._size)

    def _going_along(self, rows: RowIndex) -> Scores64:
        """How well *rows* go with what was heard last, tempo and the like left aside."""
        candidates, context = self._candidates, self._beginning
        moment = context.sound(candidates)
        total = np.zeros(len(rows))
        if moment is not None:
            total += self._weights.sound * terms.sound(candidates.embedding[rows], moment)
        heard = context.lately
        if self._listener.companions is not None and len(heard):
            near = self._listener.companions.together(candidates, heard, rows)
            total += self._weights.together * near
        if self._listener.neighbours is not None and len(heard):
            total += self._weights.related * self._listener.neighbours.near(candidates, heard, rows)
        return total

    def _turn_of_new(self, context: Context) -> bool:
        """Whether the next place is for a track that no queue ever brought: by a throw of the dice
        that the seed and the track before decide, so that the same queue comes again."""
        before = np.array([context.heard[-1].row if context.heard else 0], dtype=np.intp)
        thrown = terms.surprise(self._candidates, self._seed + 1, before)[0] / 2 + 0.5
        return bool(thrown < NEW_SHARE * self._target.adventurous)

    def _gather(self, rows: RowIndex) -> _Shortlist:
        kept = {name: values[rows] for name, values in self._standing.items()}
        return _Shortlist(rows, self._candidates.embedding[rows], kept)

    def _parts(
        self, context: Context, shortlist: _Shortlist, allowed: Flags
    ) -> dict[str, Scores64]:
        """Contributions of all terms on *shortlist*."""
        parts = shortlist.standing | flowing(
            self._candidates,
            context,
            self._weights,
            rows=shortlist.rows,
            embedding=shortlist.embedding,
            moment=context.sound(self._candidates),
            listener=self._listener,
        )
        if self._turn_of_new(context):
            total = summed(parts)
            best = best_copy(self._candidates, shortlist.rows, total, allowed)
            if self._candidates.offered[shortlist.rows[best]]:  # otherwise it needs no help
                parts["exposure"] = newness(self._candidates, self._weights, rows=shortlist.rows)
        return parts

    def _taken_by(
        self, spot: _Spot, context: Context, row: int, contributions: dict[str, float]
    ) -> Choice:
        """Give the place to the track in *row*."""
        choice = Choice(
            track_id=int(self._candidates.track_ids[row]),
            score=sum(contributions.values()),
            reasons=reasons(self._candidates, context, self._target, contributions, row),
            relaxed=self._gave_way(spot.crowded, row),
        )
        self._taken.append(int(self._candidates.artist[row]))
        self.take([row])
        return choice

    def _gave_way(self, crowded: Ints, row: int) -> tuple[str, ...]:
        """The rules this row does not obey."""
        broken = {name: bool(mask[row]) for name, mask in self._broken.items()}
        broken["artist"] = bool(np.any(crowded == self._candidates.artist[row]))
        return tuple(name for name in RELAXATIONS if broken[name])


def best_copy(candidates: Candidates, rows: RowIndex, total: Scores64, allowed: Flags) -> int:
    """Place of the best score; among files of that song about as good, of the best file."""
    total = np.where(allowed, total, -np.inf)
    best = int(np.argmax(total))
    copies = np.flatnonzero(candidates.song[rows] == candidates.song[rows[best]])
    if len(copies) == 1:
        return best
    copies = copies[total[copies] >= total[best] - COPY_SLACK]
    files = rows[copies]
    order = np.lexsort((candidates.track_ids[files], -candidates.quality[files]))
    return int(copies[order[0]])


def best_of(rows: RowIndex, promise: Scores64, size: int) -> RowIndex:
    """The *size* rows with the highest promise, in ascending order."""
    if len(rows) <= size:
        return rows
    worst = len(rows) - size
    return np.sort(rows[np.argpartition(promise, worst)[worst:]])

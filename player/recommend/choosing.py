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
from player.recommend.scoring import flowing, newness, standing
from player.recommend.target import MoodTarget
from player.recommend.weights import TERMS, WEIGHTS, Weights

SHORTLIST = 1_024
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
    chosen: list[Choice] = []
    place = 0
    while len(chosen) < count:
        row = standing_there.get(place)
        if row is None:
            choice = chooser.pick(context)
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
        self._promise: Scores64 = np.sum(list(self._standing.values()), axis=0)
        self._beginning = context
        self._broken = broken_rules(candidates, target)
        self._level = levels(candidates, target, self._broken)
        self._shortlists: dict[int, _Shortlist] = {}
        for item in context.heard:
            self._rest_song(item.row)

    def take(self, rows: Iterable[int]) -> None:
        """These rows are not to be chosen any more, nor other versions of their songs."""
        for row in rows:
            self._rest_song(row)
            self._level[row] = NEVER

    def pick(self, context: Context) -> Choice | None:
        """The best next track under as many rules as possible; ``None`` when none is left."""
        near = [item.row for item in context.heard[-ARTIST_GAP:]]
        crowded = np.unique(self._candidates.artist[near])
        crowded = crowded[crowded >= 0]
        for level in range(NEVER):
            found = self._allowed(level, crowded if level == 0 else crowded[:0])
            if found is not None:
                return self._best(context, *found)
        return None

    def _rest_song(self, row: int) -> None:
        same = self._candidates.song == self._candidates.song[row]
        self._broken["song"] |= same
        self._level[same] = np.maximum(self._level[same], PLACE["song"])

    def _allowed(self, level: int, crowded: Ints) -> tuple[_Shortlist, Flags] | None:
        """A shortlist with at least one row that obeys the rules of *level*, and which do."""
        shortlist = self._shortlists.get(level)
        if shortlist is not None:
            allowed = self._obeys(level, crowded, shortlist.rows)
            if allowed.any():
                return shortlist, allowed
        rows = np.flatnonzero(self._obeys(level, crowded, slice(None)))
        if not len(rows):
            return None
        fresh = rows[self._candidates.offered[rows] == 0]
        fresh = best_of(fresh, self._promise[fresh], KEPT_FOR_NEW)
        rows = np.union1d(self._shorten(rows), fresh)
        if shortlist is not None:  # what is crowded out now may be the best again soon
            rows = np.union1d(rows, shortlist.rows)
        shortlist = self._shortlists[level] = self._gather(rows)
        return shortlist, self._obeys(level, crowded, rows)

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

    def _best(self, context: Context, shortlist: _Shortlist, allowed: Flags) -> Choice:
        """The row of *shortlist* with the highest score among those *allowed*."""
        parts = shortlist.standing | flowing(
            self._candidates,
            context,
            self._weights,
            rows=shortlist.rows,
            embedding=shortlist.embedding,
            moment=context.sound(self._candidates),
            listener=self._listener,
        )
        total = np.sum(list(parts.values()), axis=0)
        best = best_copy(self._candidates, shortlist.rows, total, allowed)
        if self._turn_of_new(context) and self._candidates.offered[shortlist.rows[best]]:
            parts["exposure"] = newness(self._candidates, self._weights, rows=shortlist.rows)
            total = total + parts["exposure"]
            best = best_copy(self._candidates, shortlist.rows, total, allowed)
        row = int(shortlist.rows[best])
        choice = Choice(
            track_id=int(self._candidates.track_ids[row]),
            score=float(total[best]),
            reasons=reasons(
                self._candidates,
                context,
                self._target,
                {name: float(parts[name][best]) for name in TERMS if name in parts},
                row,
            ),
            relaxed=self._gave_way(context, row),
        )
        self.take([row])
        return choice

    def _gave_way(self, context: Context, row: int) -> tuple[str, ...]:
        """The rules this row does not obey."""
        artist = self._candidates.artist[row]
        near = [item.row for item in context.heard[-ARTIST_GAP:]]
        broken = {name: bool(mask[row]) for name, mask in self._broken.items()}
        broken["artist"] = artist >= 0 and bool(np.any(self._candidates.artist[near] == artist))
        return tuple(name for name in RELAXATIONS if broken[name])


def best_copy(candidates: Candidates, rows: RowIndex, total: Scores64, allowed: Flags) -> int:
    """Place of the best score; among files of that song about as good, of the best file."""
    total = np.where(allowed, total, -np.inf)
    best = int(np.argmax(total))
    song = candidates.song[rows]
    copies = np.flatnonzero((song == song[best]) & (total >= total[best] - COPY_SLACK))
    files = rows[copies]
    order = np.lexsort((candidates.track_ids[files], -candidates.quality[files]))
    return int(copies[order[0]])


def best_of(rows: RowIndex, promise: Scores64, size: int) -> RowIndex:
    """The *size* rows with the highest promise, in ascending order."""
    if len(rows) <= size:
        return rows
    worst = len(rows) - size
    return np.sort(rows[np.argpartition(promise, worst)[worst:]])

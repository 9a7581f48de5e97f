"""Choosing the next tracks: greedy, one after the other, each scored after the ones before it.

Pure numpy, any thread. One pass over the whole library scores what does not depend on the order and
keeps a shortlist; the picks are then made on the shortlist only. Rules are separate from the score;
when no track obeys them all they are relaxed in the order of :data:`RELAXATIONS`, and every choice
tells which were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.recommend import terms
from player.recommend.candidates import Candidates, Flags, Floats, Ints, RowIndex, Scores64
from player.recommend.context import Context
from player.recommend.explain import Reason, reasons
from player.recommend.scoring import flowing, standing
from player.recommend.target import PARTLY, RADII, STYLE_ENOUGH, MoodTarget
from player.recommend.weights import TERMS, WEIGHTS, Weights

RELAXATIONS = ("artist", "recency", "unsure", "mood", "style", "song")
"""Rules in the order in which they give way. That a file is there, and that a track is not kept
out of queues, never does."""

ARTIST_GAP = 3
"""An artist is not heard again within this many tracks."""
REST_S = 6 * 3_600.0
"""A song is not offered again within this time of being heard."""
SHORTLIST = 1_024
"""Tracks that are scored anew after each pick."""
COPY_SLACK = 0.25
"""The best file of a song is offered when it scores at most this below the one that fits best."""

_NEVER = np.int8(len(RELAXATIONS) + 1)
_PLACE = {name: place for place, name in enumerate(RELAXATIONS, start=1)}


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
) -> list[Choice]:
    """Choose the next *count* tracks; the same arguments give the same choices.

    :param seed: of the surprise term; different seeds give different queues.
    :param fixed: place in the queue -> row of a track that stands there already. The picks flow
        around it; it is neither chosen again nor counted.
    :param used: rows that must not be chosen (the playing track); other versions of these songs
        are not chosen either as long as there are other songs.
    :returns: fewer than *count* only when there are no more tracks to offer.
    :raises ValueError: the target names an unknown mood or style.
    """
    standing_there = dict(fixed or {})
    chooser = _Chooser(
        candidates, context, target, weights, seed=seed, size=max(SHORTLIST, 4 * count)
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
        *,
        seed: int,
        size: int,
    ) -> None:
        self._candidates, self._target, self._weights = candidates, target, weights
        self._size = size
        everything = slice(None)
        self._standing = standing(candidates, target, weights, seed=seed, rows=everything)
        self._promise: Scores64 = np.sum(list(self._standing.values()), axis=0)
        self._moment = context.sound(candidates)
        self._broken = _broken_rules(candidates, target)
        self._level = _levels(candidates, target, self._broken)
        self._shortlists: dict[int, _Shortlist] = {}
        for item in context.heard:
            self._rest_song(item.row)

    def take(self, rows: Iterable[int]) -> None:
        """These rows are not to be chosen any more, nor other versions of their songs."""
        for row in rows:
            self._rest_song(row)
            self._level[row] = _NEVER

    def pick(self, context: Context) -> Choice | None:
        """The best next track under as many rules as possible; ``None`` when none is left."""
        near = [item.row for item in context.heard[-ARTIST_GAP:]]
        crowded = np.unique(self._candidates.artist[near])
        crowded = crowded[crowded >= 0]
        for level in range(_NEVER):
            found = self._allowed(level, crowded if level == 0 else crowded[:0])
            if found is not None:
                return self._best(context, *found)
        return None

    def _rest_song(self, row: int) -> None:
        same = self._candidates.song == self._candidates.song[row]
        self._broken["song"] |= same
        self._level[same] = np.maximum(self._level[same], _PLACE["song"])

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
        rows = self._shorten(rows)
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

        Likeness to the sound of the moment is weighed in for those that meet the wish best only:
        for all of a large library it would take longer than everything else together. Without a
        wish it is what matters most, and all are weighed.
        """
        cut = 8 * self._size if self._target.wants_mood or self._target.styles else len(rows)
        rows = _best_of(rows, self._promise[rows], cut)
        if self._moment is not None and len(rows) > self._size:
            near = terms.sound(self._candidates.embedding[rows], self._moment)
            promise = self._promise[rows] + self._weights.sound * near
            rows = _best_of(rows, promise, self._size)
        else:
            rows = _best_of(rows, self._promise[rows], self._size)
        return rows

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
        )
        total = np.sum(list(parts.values()), axis=0)
        best = self._best_copy(shortlist.rows, total, allowed)
        row = int(shortlist.rows[best])
        choice = Choice(
            track_id=int(self._candidates.track_ids[row]),
            score=float(total[best]),
            reasons=reasons(
                self._candidates,
                context,
                self._target,
                {name: float(parts[name][best]) for name in TERMS},
                row,
            ),
            relaxed=self._gave_way(context, row),
        )
        self.take([row])
        return choice

    def _best_copy(self, rows: RowIndex, total: Scores64, allowed: Flags) -> int:
        """Place of the best score; among files of that song about as good, of the best file."""
        total = np.where(allowed, total, -np.inf)
        best = int(np.argmax(total))
        song = self._candidates.song[rows]
        copies = np.flatnonzero((song == song[best]) & (total >= total[best] - COPY_SLACK))
        files = rows[copies]
        order = np.lexsort((self._candidates.track_ids[files], -self._candidates.quality[files]))
        return int(copies[order[0]])

    def _gave_way(self, context: Context, row: int) -> tuple[str, ...]:
        """The rules this row does not obey."""
        artist = self._candidates.artist[row]
        near = [item.row for item in context.heard[-ARTIST_GAP:]]
        broken = {name: bool(mask[row]) for name, mask in self._broken.items()}
        broken["artist"] = artist >= 0 and bool(np.any(self._candidates.artist[near] == artist))
        return tuple(name for name in RELAXATIONS if broken[name])


def _best_of(rows: RowIndex, promise: Scores64, size: int) -> RowIndex:
    """The *size* rows with the highest promise, in ascending order."""
    if len(rows) <= size:
        return rows
    worst = len(rows) - size
    return np.sort(rows[np.argpartition(promise, worst)[worst:]])


def _broken_rules(candidates: Candidates, target: MoodTarget) -> dict[str, Flags]:
    """Which rows break each rule but the artists', before anything is chosen."""
    heard = np.unique(candidates.song[candidates.last_played_s_ago < REST_S])
    return {
        "recency": np.isin(candidates.song, heard),
        "unsure": candidates.unsure & bool(target.moods),
        "mood": _of_another_mood(candidates, target),
        "style": _of_another_style(candidates, target),
        "song": np.zeros(len(candidates), dtype=np.bool_),
    }


def _levels(
    candidates: Candidates, target: MoodTarget, broken: Mapping[str, Flags]
) -> NDArray[np.int8]:
    """(n,) how many of :data:`RELAXATIONS` must give way before a row may be offered."""
    level = np.zeros(len(candidates), dtype=np.int8)
    for name, rows in broken.items():
        level[rows] = np.maximum(level[rows], _PLACE[name])
    level[~candidates.available | candidates.kept_out] = _NEVER
    if target.wants_mood:
        level[~candidates.analysed] = _NEVER
    return level


def _of_another_mood(candidates: Candidates, target: MoodTarget) -> Flags:
    """Rows that have none of the moods asked for and lie near none of the points."""
    met: Flags = np.full(len(candidates), not target.wants_mood)
    if target.moods:
        columns = [candidates.moods.index(name) for name in target.moods]
        wanted = candidates.mood_probabilities[:, columns].sum(axis=1)
        likeliest = candidates.mood_probabilities.max(axis=1, initial=0.0)
        met |= (wanted > 0) & (wanted >= np.minimum(likeliest, PARTLY))
    for point in target.points:
        apart = np.hypot(candidates.valence - point.valence, candidates.arousal - point.arousal)
        met |= apart <= RADII * point.radius
    return ~met


def _of_another_style(candidates: Candidates, target: MoodTarget) -> Flags:
    """Rows that are of none of the styles asked for."""
    if not target.styles:
        return np.zeros(len(candidates), dtype=np.bool_)
    wanted = terms.style(candidates, target, slice(None))
    likeliest = candidates.style_probabilities.max(axis=1, initial=0.0)
    return np.asarray((wanted <= 0) | (wanted < np.minimum(likeliest, STYLE_ENOUGH)))

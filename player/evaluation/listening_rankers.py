"""Simple ways of guessing the next track, to compare with: one class each.

numpy, command line only. Each is told every play after it was judged, and gives a score to every
row; higher comes first, equals are shuffled. None of them knows rules such as artist spacing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from player.evaluation.listening_past import Moment, Step
from player.recommend import terms
from player.recommend.context import DECAY, SOUND_REMEMBERED

Doubles = NDArray[np.float64]

RECENT_HALF_LIFE_S = 30 * 86_400.0
"""A play this long ago counts half among the recent ones."""
WEEK_S = 7 * 86_400.0
WEEKS_KEPT, WEEKS_ALIKE = 104, 20
"""Weeks that are compared, and how many of the most alike are heard."""
HOURS_ALIKE = 2.0
"""A play counts for the time of day within about so many hours."""
PAIR_SPAN = 10
"""Plays of a session within so many of each other are a pair."""
SHRINKAGE = 10.0
"""Added to the denominator of item-kNN: pairs seen once say little (Sarwar et al. 2001)."""


class Ranker(Protocol):
    """One way of guessing."""

    def scores(self, moment: Moment, /) -> Doubles:
        """(n,) of every row; only the known ones are looked at."""
        ...

    def note(self, step: Step, moment: Moment, /) -> None:
        """*step* was played at *moment*."""
        ...


class Random:
    """All are equal."""

    def __init__(self, count: int) -> None:
        self._count = count

    def scores(self, _moment: Moment) -> Doubles:
        """Zeros."""
        return np.zeros(self._count)

    def note(self, _step: Step, _moment: Moment) -> None:
        """Learns nothing."""


class Popular:
    """The tracks this listener played most often."""

    def __init__(self, count: int) -> None:
        self._plays = np.zeros(count)

    def scores(self, _moment: Moment) -> Doubles:
        """Plays so far."""
        return self._plays

    def note(self, step: Step, _moment: Moment) -> None:
        """One more."""
        self._plays[step.row] += 1.0


class RecentlyPopular:
    """The same, every play counting half as much once a half-life."""

    def __init__(self, count: int) -> None:
        self._plays, self._as_of = np.zeros(count), 0.0

    def scores(self, moment: Moment) -> Doubles:
        """Plays so far, faded as of now."""
        self._fade(moment.at)
        return self._plays

    def note(self, step: Step, _moment: Moment) -> None:
        """One more."""
        self._fade(step.at)
        self._plays[step.row] += 1.0

    def _fade(self, at: float) -> None:
        self._plays *= 2.0 ** -((at - self._as_of) / RECENT_HALF_LIFE_S)
        self._as_of = at


class PopularByHour:
    """The tracks played most often at this time of day."""

    def __init__(self, count: int) -> None:
        self._plays = np.zeros((24, count), dtype=np.float32)
        apart = np.abs(np.arange(24.0))
        self._near = np.exp(-0.5 * (np.minimum(apart, 24.0 - apart) / HOURS_ALIKE) ** 2)

    def scores(self, moment: Moment) -> Doubles:
        """Plays so far, weighed by how near their time of day is."""
        near = np.roll(self._near, int(moment.hour) % 24).astype(np.float32)
        return np.asarray(near @ self._plays, dtype=np.float64)

    def note(self, step: Step, moment: Moment) -> None:
        """One more."""
        self._plays[int(moment.hour) % 24, step.row] += 1.0


class AlikeWeeks:
    """User-based neighbours where there is one user: the earlier weeks most like the last seven
    days (cosine of the tracks played), and what was played in them."""

    def __init__(self, count: int) -> None:
        self._weeks = np.zeros((WEEKS_KEPT, count), dtype=np.float32)
        self._week, self._row = -1, -1
        self._lately: list[tuple[float, int]] = []
        self._shared = np.zeros(WEEKS_KEPT)
        """Inner product of each week with the last seven days."""
        self._squares = np.zeros(WEEKS_KEPT)
        """Inner product of each week with itself."""

    def scores(self, moment: Moment) -> Doubles:
        """Plays in the weeks most alike, weighed by likeness."""
        self._forget(moment.at)
        likeness = self._shared / np.sqrt(np.maximum(self._squares, 1.0))
        likeness[self._row] = 0.0  # the present week is no earlier one
        best = np.argsort(-likeness, kind="stable")[:WEEKS_ALIKE]
        likeness = np.maximum(likeness, 0.0)
        return np.asarray(likeness[best] @ self._weeks[best], dtype=np.float64)

    def note(self, step: Step, _moment: Moment) -> None:
        """One more, in the last seven days and in the calendar's week."""
        week = int(step.at // WEEK_S)
        if week != self._week:
            self._begin(week)
        self._forget(step.at)
        self._lately.append((step.at, step.row))
        self._shared += self._weeks[:, step.row]
        before = self._weeks[self._row, step.row]
        self._weeks[self._row, step.row] += 1.0
        self._shared[self._row] += sum(row == step.row for _, row in self._lately)
        self._squares[self._row] += 2.0 * before + 1.0

    def _begin(self, week: int) -> None:
        """The oldest week gives its place to a new one."""
        self._week, self._row = week, (self._row + 1) % WEEKS_KEPT
        self._weeks[self._row] = 0.0
        self._squares[self._row] = self._shared[self._row] = 0.0

    def _forget(self, at: float) -> None:
        """What is more than seven days ago is not of the last seven days."""
        gone = 0
        while gone < len(self._lately) and self._lately[gone][0] < at - WEEK_S:
            self._shared -= self._weeks[:, self._lately[gone][1]]
            gone += 1
        del self._lately[:gone]


class ItemNeighbours:
    """Item-kNN on the listener's own sessions: tracks played near each other, by cosine with
    shrinkage, to the last five of the session, each older one counting less."""

    def __init__(self, count: int) -> None:
        self._pairs: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        self._plays = np.zeros(count)
        self._session, self._lately = -1, list[int]()

    def scores(self, moment: Moment) -> Doubles:
        """Likeness to the session so far; zeros at its beginning."""
        total = np.zeros(len(self._plays))
        if moment.session != self._session:
            return total
        for age, row in enumerate(reversed(self._lately[-SOUND_REMEMBERED:])):
            near = self._pairs.get(row)
            if near:
                others = np.fromiter(near.keys(), dtype=np.intp)
                shared = np.fromiter(near.values(), dtype=np.float64)
                usual = np.sqrt(self._plays[row] * self._plays[others]) + SHRINKAGE
                total[others] += DECAY**age * shared / usual
        return total

    def note(self, step: Step, moment: Moment) -> None:
        """One more, paired with those just before it in the session."""
        if moment.session != self._session:
            self._session, self._lately = moment.session, []
        for row in set(self._lately):
            if row != step.row:
                self._pairs[row][step.row] += 1.0
                self._pairs[step.row][row] += 1.0
        self._plays[step.row] += 1.0
        self._lately = [*self._lately, step.row][-PAIR_SPAN:]


class AlikeSound:
    """Content only: likeness to the sound of the moment (the last five tracks heard, skips pushing
    away); tracks of unknown sound are equals in the middle."""

    def scores(self, moment: Moment) -> Doubles:
        """Likeness -1..1; zeros where nothing was heard."""
        sound = moment.context.sound(moment.candidates)
        return terms.sound(moment.candidates.embedding, sound).astype(np.float64)

    def note(self, _step: Step, _moment: Moment) -> None:
        """Learns nothing."""


BASELINES: dict[str, Callable[[int], Ranker]] = {
    "random": Random,
    "popular": Popular,
    "popular_recent": RecentlyPopular,
    "popular_by_hour": PopularByHour,
    "alike_weeks": AlikeWeeks,
    "item_knn": ItemNeighbours,
    "content": lambda _count: AlikeSound(),
}
"""Name -> what makes one for a universe of so many rows."""

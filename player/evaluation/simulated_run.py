"""Simulated listeners meeting ways of choosing: :func:`listen`. numpy, command line only.

The listener's sessions and luck are drawn beforehand, so that every way of choosing meets the same
listener; what was offered decides what is heard and learned. All is made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from player.evaluation.listening_past import Moment, Past, Step
from player.evaluation.listening_rankers import Ranker
from player.evaluation.listening_score import Learner, Score
from player.evaluation.simulated_listener import Session, SimulatedListener
from player.evaluation.simulated_world import World
from player.recommend.listener import NOBODY, Listener
from player.recommend.rules import REST_S
from player.recommend.target import MoodTarget

PATIENCE = 5
"""Tracks skipped in a row after which a session is over."""
_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Offered:
    """One track offered."""

    at: float
    """Seconds since 1970."""
    chance: float
    """Chance that it would be heard out."""
    best: float
    """The same of the best track there was, nothing within six hours of being heard."""
    completed: bool


class Policy(Protocol):
    """One way of choosing the next track."""

    def offer(self, moment: Moment, past: Past, /) -> int:
        """The row to play now."""
        ...

    def note(self, step: Step, moment: Moment, /) -> None:
        """*step* was played at *moment*."""
        ...


def listen(
    world: World, listener: SimulatedListener, sessions: Sequence[Session], policy: Policy
) -> tuple[list[Offered], Past]:
    """Let *listener* hear what *policy* offers in *sessions*, from knowing nothing."""
    listener.begin()
    past, offered = Past(world.universe), list[Offered]()
    for session in sessions:
        at, skips = session.at, 0
        for luck in session.luck:
            moment = past.moment(at)
            row = policy.offer(moment, past)
            chances = listener.chances(at)
            best = float(np.max(chances[rested(moment)], initial=0.0))
            completed, played_s = listener.hear(row, at, luck)
            offered.append(Offered(at, float(chances[row]), best, completed))
            step = Step(at, row, played_s, not completed)
            policy.note(step, moment)
            past.note(step)
            at += played_s + _PAUSE_S
            skips = 0 if completed else skips + 1
            if skips >= PATIENCE:
                break
    return offered, past


def rested(moment: Moment) -> NDArray[np.bool_]:
    """(n,) what was not heard for six hours; all where that leaves nothing."""
    free = moment.candidates.last_played_s_ago >= REST_S
    return free if free.any() else np.ones(len(free), dtype=np.bool_)


class Ranking:
    """The first of a baseline's ranking that was not heard for six hours, equals shuffled. It is
    told only of what was heard out, which serves every baseline better than all plays."""

    def __init__(self, ranker: Ranker, *, seed: int) -> None:
        self._ranker, self._dice = ranker, np.random.default_rng([seed, 3])

    def offer(self, moment: Moment, _past: Past) -> int:
        """The first."""
        free = np.flatnonzero(rested(moment))
        scores = self._ranker.scores(moment)[free]
        return int(free[np.lexsort((self._dice.random(len(free)), -scores))[0]])

    def note(self, step: Step, moment: Moment) -> None:
        """Pass it on."""
        if not step.cut_short:
            self._ranker.note(step, moment)


class Moodlark:
    """The program's own choice without a wish, learning at the beginning of each session."""

    def __init__(self, world: World, *, seed: int, target: MoodTarget | None = None) -> None:
        self._learner, self._seed = Learner(world.universe), seed
        self._target = target or MoodTarget()
        self._listener: Listener = NOBODY
        self._session = -1

    def offer(self, moment: Moment, past: Past) -> int:
        """The first of the queue."""
        if moment.session != self._session:
            self._listener = self._learner.listener(past, moment)
            self._session = moment.session
        seed = self._seed + moment.session
        score = Score(moment, self._listener, self._target, seed=seed)
        return int(score.offered(1, np.zeros(0, dtype=np.intp))[0])

    def note(self, _step: Step, _moment: Moment) -> None:
        """The past tells it."""


class OwnChoice:
    """The listener chooses: often the next track of the album, else what appeals most of a few
    tracks they happen to think of, the more often heard ones sooner."""

    GOES_ON, THINKS_OF, PICKY = 0.3, 30, 0.15

    def __init__(self, world: World, listener: SimulatedListener, *, seed: int) -> None:
        self._album, self._listener = world.candidates.album, listener
        self._heard = np.zeros(len(world))
        self._dice = np.random.default_rng([seed, 4])
        self._last = -1

    def offer(self, moment: Moment, _past: Past) -> int:
        """What they put on."""
        following = self._last + 1
        on_album = 0 < following < len(self._album)
        on_album = on_album and self._album[following] == self._album[self._last]
        if on_album and moment.context.heard and self._dice.random() < self.GOES_ON:
            return following
        known = (0.3 + self._heard) * rested(moment)
        size = min(self.THINKS_OF, int(np.count_nonzero(known)))
        thought_of = self._dice.choice(len(known), size, replace=False, p=known / known.sum())
        appeal = self._listener.appeal(moment.at)[thought_of] / self.PICKY
        odds = np.exp(appeal - appeal.max())
        return int(self._dice.choice(thought_of, p=odds / odds.sum()))

    def note(self, step: Step, _moment: Moment) -> None:
        """It is remembered, and gone on with if it was heard out."""
        self._heard[step.row] += not step.cut_short
        self._last = -1 if step.cut_short else step.row

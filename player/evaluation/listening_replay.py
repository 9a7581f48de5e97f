"""A log played again in order of time, everything guessed from its past alone: :func:`replay`.

numpy, command line only. At a play everybody ranks what was known before it, then everybody is told
of it (prequential evaluation: Gama, Sebastião & Rodrigues 2013; for recommenders Vinagre, Jorge &
Gama 2014). At the first play of a session everybody also offers a list for the rest of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.evaluation.listening_figures import Places, place_of
from player.evaluation.listening_log import Log, Said, was_cut_short
from player.evaluation.listening_past import Moment, Past, Step
from player.evaluation.listening_rankers import BASELINES, Ranker
from player.evaluation.listening_score import Learner, NeighboursOf, Score
from player.evaluation.listening_universe import Universe
from player.evaluation.listening_weights import Fitted, Fitting, fit
from player.recommend.candidates import RowIndex
from player.recommend.listener import NOBODY, Listener
from player.recommend.target import MoodTarget
from player.recommend.weights import TERMS, WEIGHTS

Doubles = NDArray[np.float64]

OURS, UNRULED, KNOWN_ONLY = "moodlark", "moodlark_unruled", "moodlark_familiar"
"""The score with its rules; without them; at the familiar end of that knob."""
FITTED, FITTED_KNOB = "fitted", "fitted_knob"
"""With own weights; and with the knob of their own, too."""
WITHOUT = "without_"
"""Before the name of a term: the score with its rules and without that term."""
LIST = 20
"""Tracks of a list."""
LEARNED_AT_MOST = 400
"""The listener is learned anew so often at most, at the first play of a day."""
DAY_S = 86_400.0
DEFAULTS = np.array([getattr(WEIGHTS, name) for name in TERMS])
"""(terms,) the weights in use."""
_FAMILIAR = TERMS.index("familiar")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is judged."""

    plays: frozenset[int]
    """Places in the log's plays that are ranked, if the track is known by then."""
    lists: frozenset[int]
    """Sessions for which lists are offered."""
    seed: int
    fit_until: int = 0
    """Place of the play from which fitted weights are judged; 0: none are fitted."""


@dataclass(slots=True)
class Ranked:
    """One play and where everybody had put it."""

    play: int
    at: float
    new: bool
    """First play ever of the track."""
    completed: bool | None
    """Not cut short; ``None``: not known."""
    places: dict[str, Places] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Offer:
    """The lists for one session."""

    session: int
    at: float
    lists: dict[str, RowIndex] = field(default_factory=dict)


@dataclass(slots=True)
class Replayed:
    """All that was judged."""

    ranked: list[Ranked] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    unknown: int = 0
    """Plays of tracks that nobody could know of before."""
    learned: int = 0
    """How often the listener was learned anew."""
    fitted: Fitted | None = None
    """Own weights and knob."""
    choices: int = 0
    """On how many plays they were fitted."""
    known: int = 0
    """Tracks known at the end."""


def steps_of(log: Log, universe: Universe) -> list[Step]:
    """The plays on the rows of the universe; lengths of the library tell what was cut short."""
    lengths = universe.candidates.duration_s
    steps = []
    for play in log.plays:
        row = int(universe.row_of[play.track])
        cut = play.cut_short
        if cut is None and play.chosen is None:  # our own log says all there is to say
            length = float(lengths[row])
            cut = was_cut_short(play.played_s, length if np.isfinite(length) else None)
        steps.append(Step(play.at, row, play.played_s, cut, play.chosen))
    return steps


def sessions_of(universe: Universe, steps: Sequence[Step]) -> list[int]:
    """The session of each play, from 0."""
    past = Past(universe)
    for step in steps:
        past.note(step)
    return past.sessions


def replay(
    universe: Universe,
    steps: Sequence[Step],
    said: Sequence[tuple[Said, int]],
    plan: Plan,
    *,
    neighbours: NeighboursOf | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Replayed:
    """Play *steps* again.

    :param said: what was said of tracks, in order of time, with their rows.
    :param progress: told (plays done, plays in all).
    """
    run = _Run(universe, plan, Learner(universe, neighbours), _often(steps))
    waiting = iter(said)
    following = next(waiting, None)
    for place, step in enumerate(steps):
        while following is not None and following[0].at < step.at:
            run.past.note_said(*following)
            following = next(waiting, None)
        run.step(place, step)
        progress(place + 1, len(steps))
    run.result.steps, run.result.sessions = run.past.steps, run.past.sessions
    if len(steps):
        run.result.known = run.past.moment(steps[-1].at).known
    return run.result


def _often(steps: Sequence[Step]) -> int:
    """Every how many days with plays the listener is learned anew."""
    days = len({step.at // DAY_S for step in steps})
    return max(1, -(-days // LEARNED_AT_MOST))


class _Run:
    """The state of one :func:`replay`."""

    def __init__(self, universe: Universe, plan: Plan, learner: Learner, often: int) -> None:
        self.past, self.result = Past(universe), Replayed()
        self._plan, self._learner, self._often = plan, learner, often
        self._rankers: dict[str, Ranker] = {
            name: make(len(universe)) for name, make in BASELINES.items()
        }
        self._listener: Listener = NOBODY
        self._day, self._days = -1.0, 0
        self._fitting = Fitting(plan.seed)

    def step(self, place: int, step: Step) -> None:
        """Judge, then learn of one play."""
        moment = self.past.moment(step.at)
        new_session = self.past.begins_session(step.at)
        self._learn_daily(moment)
        if step.row >= moment.known:
            self.result.unknown += 1
        elif place in self._plan.plays:
            self._rank(place, step, moment)
        if place == self._plan.fit_until and place:
            self.result.fitted = fit(self._fitting)
            self.result.choices = len(self._fitting)
        for ranker in self._rankers.values():
            ranker.note(step, moment)
        self.past.note(step)
        if new_session and moment.session in self._plan.lists:
            self._offer(step, moment.session)

    def _learn_daily(self, moment: Moment) -> None:
        day = moment.at // DAY_S
        if day == self._day:
            return
        if self._days % self._often == 0:
            self._listener = self._learner.listener(self.past, moment)
            self.result.learned += 1
        self._day, self._days = day, self._days + 1

    def _rank(self, place: int, step: Step, moment: Moment) -> None:
        completed = None if step.cut_short is None else not step.cut_short
        new = not np.isfinite(moment.candidates.last_played_s_ago[step.row])
        ranked = Ranked(place, step.at, bool(new), completed)
        for name, scores in self._all_scores(place, moment, step.row):
            ranked.places[name] = place_of(scores, step.row)
            ranked.scores[name] = float(scores[step.row])
        self.result.ranked.append(ranked)

    def _all_scores(self, place: int, moment: Moment, row: int) -> Iterator[tuple[str, Doubles]]:
        for name, ranker in self._rankers.items():
            yield name, ranker.scores(moment)[: moment.known]
        score = self._score(moment, MoodTarget())
        parts = score.contributions
        total = parts.sum(axis=0)
        yield OURS, total - score.rules
        yield UNRULED, total
        for term, part in zip(TERMS, parts, strict=True):
            yield WITHOUT + term, total - part - score.rules
        familiar = self._score(moment, MoodTarget(adventurous=0.0))
        yield KNOWN_ONLY, familiar.contributions.sum(axis=0) - familiar.rules
        if place < self._plan.fit_until:
            parts[_FAMILIAR] = familiar.contributions[_FAMILIAR]
            self._fitting.note(parts, score.rules, row)
        elif self.result.fitted is not None:
            yield from self._own_scores(self.result.fitted, score, moment)

    def _own_scores(
        self, fitted: Fitted, score: Score, moment: Moment
    ) -> Iterator[tuple[str, Doubles]]:
        share = fitted.weights / DEFAULTS
        yield FITTED, share @ score.contributions - score.rules
        turned = self._score(moment, MoodTarget(adventurous=fitted.adventurous))
        yield FITTED_KNOB, share @ turned.contributions - turned.rules

    def _score(self, moment: Moment, target: MoodTarget) -> Score:
        return Score(moment, self._listener, target, seed=self._plan.seed + moment.session)

    def _offer(self, step: Step, session: int) -> None:
        """Lists for what comes after the first play of a session, which is known now."""
        moment = self.past.moment(step.at)
        used = np.array([step.row], dtype=np.intp)
        dice = np.random.default_rng([self._plan.seed, session])
        offer = Offer(session, step.at)
        for name, ranker in self._rankers.items():
            scores = ranker.scores(moment)[: moment.known].copy()
            scores[used] = -np.inf
            offer.lists[name] = _first(scores, dice)
        for name, target in (
            (OURS, MoodTarget()),
            (KNOWN_ONLY, MoodTarget(adventurous=0.0)),
        ):
            offer.lists[name] = self._score(moment, target).offered(LIST, used)
        self.result.offers.append(offer)


def _first(scores: Doubles, dice: np.random.Generator) -> RowIndex:
    """The first rows by score, equals in a random order."""
    order = np.lexsort((dice.random(len(scores)), -scores))[:LIST]
    return np.asarray(order[np.isfinite(scores[order])], dtype=np.intp)


def plan_of(
    steps: Sequence[Step],
    sessions: Sequence[int],
    *,
    library: int,
    plays: int,
    lists: int,
    seed: int,
    fit_share: float = 0.0,
) -> Plan:
    """Which plays and sessions are judged: all, or where there are more, a seeded draw.

    :param library: rows known from the beginning; other rows are known once they were played.
    :param plays: at most so many plays of what was known; 0: all of them.
    :param lists: at most so many sessions, likewise.
    :param fit_share: share of the log on which weights are fitted.
    """
    dice = np.random.default_rng(seed)
    every = sorted(set(sessions))
    return Plan(
        frozenset(_drawn(dice, _known_by_then(steps, library), plays)),
        frozenset(_drawn(dice, every, lists)),
        seed,
        round(fit_share * len(steps)),
    )


def _known_by_then(steps: Sequence[Step], library: int) -> list[int]:
    """Places of the plays of what was known by then."""
    seen: set[int] = set()
    known = []
    for place, step in enumerate(steps):
        if step.row < library or step.row in seen:
            known.append(place)
        seen.add(step.row)
    return known


def _drawn(dice: np.random.Generator, items: list[int], most: int) -> list[int]:
    if not most or len(items) <= most:
        return items
    return [int(i) for i in dice.choice(items, size=most, replace=False)]


def rows_said(log: Log, universe: Universe) -> list[tuple[Said, int]]:
    """What was said, with the rows it is about."""
    return [(said, int(universe.row_of[said.track])) for said in log.said]


def document_of(weights: Doubles) -> dict[str, Any]:
    """Weights by the name of their term."""
    return {name: round(float(value), 4) for name, value in zip(TERMS, weights, strict=True)}

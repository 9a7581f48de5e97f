"""Moodlark's own score at one moment of a log, term by term: :class:`Score`.

numpy, command line only. The terms, the rules, the learning and the choosing are the program's
(``recommend``, ``jobs.lessons``); here stands only how a replay asks them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from player.evaluation.listening_past import Moment, Past, Step
from player.evaluation.listening_universe import Universe
from player.jobs import lessons
from player.jobs.lessons import Lessons, PlayColumns
from player.library.track import Nudge, Play, Rating
from player.recommend.candidates import Candidates, RowIndex
from player.recommend.choosing import choose
from player.recommend.listener import Listener, Neighbours
from player.recommend.rules import ARTIST_GAP, PLACE, broken_rules, levels
from player.recommend.scoring import flowing, standing
from player.recommend.sessions import SessionCompanions, session_numbers
from player.recommend.target import MoodTarget
from player.recommend.taste import Taste, TasteEvents, learn_taste
from player.recommend.taste_features import age_feature, taste_features
from player.recommend.weights import TERMS, WEIGHTS, Weights
from player.store.events import Events

Doubles = NDArray[np.float64]

RULE_STEP = 1_000.0
"""A rule that has to give way counts more than any score."""
PLAYS_KEPT = 20_000
"""The latest plays are learned from, as the program does."""
_USUAL_S = 210.0

NeighboursOf = Callable[[Candidates, tuple[str, ...]], Neighbours]
"""What is known from public listening data of who has these tracks and heard them that often, by
the name of each artist number."""


class Learner:
    """Learns of the listener what their past tells, with the program's own code."""

    def __init__(self, universe: Universe, neighbours: NeighboursOf | None = None) -> None:
        self._features = taste_features(universe.candidates)
        self._neighbours = neighbours
        self._durations = universe.candidates.duration_s
        self._artists = universe.artists

    def listener(self, past: Past, moment: Moment) -> Listener:
        """What is known at *moment*."""
        neighbours = self._other_listeners(moment)
        plays = PlayColumns.of([self._play(step) for step in past.steps[-PLAYS_KEPT:]])
        if not len(plays):
            return Listener(neighbours=neighbours)
        learned = lessons.of_plays(plays)
        said = _said(past)
        learned = learned.followed_by(lessons.of_ratings(said))
        learned = learned.followed_by(lessons.of_favourites(said))
        learned = learned.followed_by(lessons.of_nudges(said))
        count = len(moment.candidates)
        return Listener(self._taste(learned, moment), _companions(plays, count), neighbours)

    def _other_listeners(self, moment: Moment) -> Neighbours | None:
        """By the artists of what is known: those of later plays are nobody's yet."""
        if self._neighbours is None:
            return None
        artist = moment.candidates.artist.copy()
        artist[moment.known :] = -1
        known = dataclasses.replace(moment.candidates, artist=artist)
        return self._neighbours(known, self._artists)

    def _play(self, step: Step) -> Play:
        """A play as the program would have written it; a row's id is the row plus one."""
        length = float(self._durations[step.row])
        duration_s = length if np.isfinite(length) and length > 0 else None
        played_s = step.played_s
        if played_s is None:
            played_s = 0.0 if step.cut_short else duration_s or _USUAL_S
        return Play(
            step.row + 1,
            step.at,
            played_s,
            duration_s,
            skipped=bool(step.cut_short),
            chosen=bool(step.chosen),
        )

    def _taste(self, learned: Lessons, moment: Moment) -> Taste | None:
        kept = learned.weight > 0
        if not kept.any():
            return None
        self._features.matrix[:, self._features.age] = age_feature(moment.candidates.age_s)
        events = TasteEvents(
            (learned.track_id[kept] - 1).astype(np.intp),
            learned.reward[kept],
            learned.weight[kept],
            learned.at_s[kept],
            learned.hour[kept],
            learned.half_life_s[kept],
        )
        return learn_taste(self._features, events, now_s=moment.at)


def _said(past: Past) -> Events:
    ratings = {
        row + 1: Rating(said.stars, said.at) for said, row in past.said if said.kind == "stars"
    }
    favourites: dict[int, float | None] = {
        row + 1: said.at for said, row in past.said if said.kind == "favourite"
    }
    nudges = {
        place: Nudge(row + 1, said.at, said.kind == "more")
        for place, (said, row) in enumerate(past.said)
        if said.kind in {"more", "less"}
    }
    return Events(ratings=ratings, favourites=favourites, nudges=nudges)


def _companions(plays: PlayColumns, count: int) -> SessionCompanions | None:
    """From the plays that were not cut short."""
    heard = np.flatnonzero(~lessons.cut_short(plays))
    if not len(heard):
        return None
    began = plays.started_at[heard]
    numbers = session_numbers(began, began + plays.played_s[heard])
    return SessionCompanions.of((plays.track_id[heard] - 1).astype(np.intp), numbers, count)


class Score:
    """The contributions of every term for every known row."""

    def __init__(
        self, moment: Moment, listener: Listener, target: MoodTarget, *, seed: int
    ) -> None:
        rows = np.arange(moment.known, dtype=np.intp)
        if isinstance(listener.taste, Taste):
            taste = listener.taste.at_hour(float(int(moment.hour)))
            listener = Listener(taste, listener.companions, listener.neighbours)
        candidates, context = moment.candidates, moment.context
        weights = WEIGHTS
        found = standing(
            candidates, target, weights, seed=seed, rows=slice(0, moment.known), listener=listener
        ) | flowing(
            candidates,
            context,
            weights,
            rows=rows,
            embedding=candidates.embedding[: moment.known],
            moment=context.sound(candidates),
            listener=listener,
        )
        self._moment, self._listener, self._target, self._seed = moment, listener, target, seed
        self.contributions = np.zeros((len(TERMS), moment.known))
        """(terms, known) in the order of ``TERMS``; a place for what was never offered is the
        queue's, not the score's, so ``exposure`` is 0 here."""
        for place, name in enumerate(TERMS):
            if name in found:
                self.contributions[place] = found[name]
        self.rules = RULE_STEP * _levels(moment, target)[: moment.known]
        """(known,) what the rules take off."""

    def offered(self, count: int, used: RowIndex, weights: Weights = WEIGHTS) -> RowIndex:
        """Rows of the queue that the program would offer."""
        moment = self._moment
        candidates = _only_known(moment)
        choices = choose(
            candidates,
            moment.context,
            self._target,
            count=count,
            seed=self._seed,
            weights=weights,
            used=used.tolist(),
            listener=self._listener,
        )
        return np.array([candidates.rows[choice.track_id] for choice in choices], dtype=np.intp)


def _only_known(moment: Moment) -> Candidates:
    """What is not known yet is not there."""
    available = moment.candidates.available.copy()
    available[moment.known :] = False
    return dataclasses.replace(moment.candidates, available=available)


def _levels(moment: Moment, target: MoodTarget) -> Doubles:
    """(n,) how many rules must give way before a row may be the next pick."""
    candidates, context = moment.candidates, moment.context
    level = levels(candidates, target, broken_rules(candidates, target)).astype(np.float64)
    if context.heard:
        songs = candidates.song[[item.row for item in context.heard]]
        again = np.isin(candidates.song, songs)
        level[again] = np.maximum(level[again], PLACE["song"])
        artists = candidates.artist[[item.row for item in context.heard[-ARTIST_GAP:]]]
        crowded = np.isin(candidates.artist, artists[artists >= 0])
        level[crowded] = np.maximum(level[crowded], PLACE["artist"])
    return level

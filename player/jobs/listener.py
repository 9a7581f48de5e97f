"""What is known of the listener, learned anew when something was done: :class:`ListenerModel`.

Pure Python and numpy, one thread at a time (the main one). It reads the listening store and writes
nothing. What it returns is a function of the events, the library and the moment alone: after an
event was deleted it is what it would have been had the event never happened (docs/RECOMMENDER.md).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from player.errors import NetworkFileError
from player.jobs import lessons
from player.jobs.artist_file import neighbours_factory
from player.jobs.lessons import PlayColumns, local_hour
from player.jobs.view import LibraryView
from player.jobs.view_reading import find_places
from player.library.track import Play
from player.recommend.candidates import Candidates
from player.recommend.listener import Listener, Neighbours
from player.recommend.sessions import SessionCompanions, session_numbers
from player.recommend.taste import Taste, TasteEvents, learn_taste
from player.recommend.taste_features import TasteFeatures, taste_features
from player.store.listening_store import ListeningStore

log = logging.getLogger(__name__)

PLAYS_KEPT = 20_000
"""The latest plays are learned from: a few years of listening."""
LIBRARY_SLACK = 0.05
"""The features are made anew once this share of the library was analysed or removed since: a track
that came in meanwhile is neutral until then."""
STALE_S = 86_400.0
"""What was learned is learned anew after this time: older events have faded a little more."""

PLAYS_BETWEEN = 10
"""What other listeners say is looked up anew after so many plays: one changes little of it."""

NeighboursFactory = Callable[[Candidates, tuple[str, ...]], Neighbours]
"""From the library and the name of each of its artist numbers (``recommend.artist_factors``)."""


class ListenerModel:
    """Keeps the :class:`~player.recommend.listener.Listener` of the listening store."""

    def __init__(
        self,
        view: LibraryView,
        listening: ListeningStore,
        neighbours: NeighboursFactory | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Nothing is read before :meth:`listener` is asked.

        :param neighbours: makes what is known from public listening data; ``None``: nothing is.
        :param now: the clock, seconds since 1970.
        """
        self._view, self._listening, self._now = view, listening, now
        self._make_neighbours = neighbours
        self._features: TasteFeatures | None = None
        self._rows = _Rows(np.zeros(0, dtype=np.int64))
        self._library = (0, 0)
        self._seen: Sequence[Play] | None = None
        self._taken = 0
        self._plays = PlayColumns.of(())
        self._neighbours: Neighbours | None = None
        self._neighbours_of = 0
        self._learned: Listener | None = None
        self._learned_at = 0.0

    def changed(self) -> None:
        """Something was done or said, or taken back: learn anew when next asked."""
        self._learned = None

    def library_changed(self) -> None:
        """How tracks feel was changed (corrections, another network): see the library anew, too."""
        self._features = self._learned = self._neighbours = None

    def forgotten(self) -> None:
        """Some events were forgotten: let view and model be as if they had never happened."""
        self._view.refresh_history()
        self._view.refresh_listening()
        self.library_changed()

    def listener(self, candidates: Candidates | None = None) -> Listener:
        """What is known now, for the present time of day.

        :param candidates: the view's, where the caller has them already.
        """
        now_s = self._now()
        outgrown = self._is_outgrown()
        if self._learned is None or outgrown or now_s - self._learned_at >= STALE_S:
            candidates = self._view.candidates() if candidates is None else candidates
            features = None if outgrown else self._features
            self._features = self._features_for(candidates, features)
            self._learned = self._learn(candidates, self._features, now_s)
            self._learned_at = now_s
        if not isinstance(self._learned.taste, Taste):
            return self._learned
        taste = self._learned.taste.widened(len(self._view))
        self._learned = replace(self._learned, taste=taste)
        hour = float(int(local_hour(now_s)))  # by the full hour: a refill goes on as it began
        return replace(self._learned, taste=taste.at_hour(hour))

    def _features_for(
        self, candidates: Candidates, features: TasteFeatures | None
    ) -> TasteFeatures:
        """*features*, widened to the rows that came since; new ones where there are none."""
        if features is not None and len(features.matrix) == len(candidates):
            return features
        self._rows = _Rows(candidates.track_ids)
        if features is not None:
            return features.widened(len(candidates))
        self._neighbours = None
        self._library = len(self._view), self._view.analysed_count
        return taste_features(candidates)

    def _is_outgrown(self) -> bool:
        """Whether so much of the library is new that the features have to be made anew."""
        now = len(self._view), self._view.analysed_count
        return any(
            abs(is_ - was) > LIBRARY_SLACK * max(was, 1)
            for is_, was in zip(now, self._library, strict=True)
        )

    def _learn(self, candidates: Candidates, features: TasteFeatures, now_s: float) -> Listener:
        self._take_plays()
        learned = lessons.of_everything(self._plays, self._listening.said())
        rows = self._rows.of(learned.track_id)
        kept = (rows >= 0) & lessons.counting(learned)
        taste = None
        if kept.any():
            events = TasteEvents(
                rows[kept],
                learned.reward[kept],
                learned.weight[kept],
                learned.at_s[kept],
                learned.hour[kept],
                learned.half_life_s[kept],
            )
            taste = learn_taste(features, events, now_s=now_s)
        companions = self._companions(rows[: len(self._plays)], len(candidates))
        return Listener(taste, companions, self._other_listeners(candidates))

    def _other_listeners(self, candidates: Candidates) -> Neighbours | None:
        """From the artists heard so far, or :data:`PLAYS_BETWEEN` plays ago at most."""
        if self._make_neighbours is None:
            return None
        if self._neighbours is None or self._taken - self._neighbours_of >= PLAYS_BETWEEN:
            self._neighbours = self._make_neighbours(candidates, self._view.artists())
            self._neighbours_of = self._taken
        return self._neighbours

    def _take_plays(self) -> None:
        """Read the plays that are new; all of them once some were removed."""
        plays = self._listening.plays()
        if plays is not self._seen:
            self._seen, self._taken, self._plays = plays, 0, PlayColumns.of(())
        new = plays[self._taken :]
        if len(new) > PLAYS_KEPT:
            began = np.array([play.started_at for play in new], dtype=np.float64)
            new = [new[place] for place in lessons.latest(began, PLAYS_KEPT).tolist()]
        self._plays = self._plays.followed_by(PlayColumns.of(new), kept=PLAYS_KEPT)
        self._taken = len(plays)

    def _companions(self, rows: NDArray[np.intp], count: int) -> SessionCompanions | None:
        """From the plays (in *rows* of *count*) that were not cut short, as they began."""
        plays = self._plays
        order = np.argsort(plays.started_at, kind="stable")
        heard = order[(rows[order] >= 0) & ~lessons.cut_short(plays)[order]]
        if not len(heard):
            return None
        began, ended = plays.started_at[heard], plays.started_at[heard] + plays.played_s[heard]
        return SessionCompanions.of(rows[heard], session_numbers(began, ended), count)


def listener_model(view: LibraryView, listening: ListeningStore, models_dir: Path) -> ListenerModel:
    """The model with what other listeners hear, where that ships in *models_dir*."""
    try:
        neighbours = neighbours_factory(models_dir)
    except NetworkFileError as error:  # it helps choosing; nothing depends on it
        log.warning("What other listeners hear cannot be used: %s", error)
        neighbours = None
    return ListenerModel(view, listening, neighbours)


class _Rows:
    """The row of many tracks at once: twenty thousand questions to a dictionary take too long."""

    def __init__(self, track_ids: NDArray[np.int64]) -> None:
        """*track_ids*: of each row, each once."""
        self._order = np.argsort(track_ids)
        self._ids = track_ids[self._order]

    def of(self, track_ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """(m,) the row of each track; -1 where the library does not have it."""
        at, there = find_places(self._ids, track_ids)
        found = np.full(len(track_ids), -1, dtype=np.intp)
        found[there] = self._order[at[there]]
        return found

"""A listener made up for benchmarks: thousands of plays of a made-up library, and what is learned.

Pure numpy, any thread. What it likes means nothing; the sizes are those of years of listening.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from player.recommend.candidates import Candidates
from player.recommend.listener import Listener
from player.recommend.sessions import SessionCompanions
from player.recommend.taste import EVENTS_KEPT, TasteEvents, learn_taste
from player.recommend.taste_features import TasteFeatures, taste_features

NOW_S = 1_700_000_000.0
PLAYS = 20_000
_SESSION_PLAYS = 12
_YEAR_S = 365 * 86_400.0


@dataclass(frozen=True, slots=True, eq=False)
class MadeUpListener:
    """Plays, and the features they are learned with (made once for a library)."""

    features: TasteFeatures
    events: TasteEvents
    plays: np.ndarray[tuple[int], np.dtype[np.intp]]
    count: int

    def learn(self) -> Listener:
        """Learn from all of it, as after a skip."""
        sessions = np.arange(len(self.plays)) // _SESSION_PLAYS
        companions = SessionCompanions.of(self.plays, sessions, self.count)
        return Listener(learn_taste(self.features, self.events, now_s=NOW_S), companions)


def made_up_listener(candidates: Candidates, *, seed: int = 0) -> MadeUpListener:
    """Somebody who played :data:`PLAYS` tracks, a few of them often, and cut a third short."""
    rng = np.random.default_rng(seed)
    rank = np.minimum(rng.zipf(1.2, PLAYS), len(candidates)) - 1
    plays = rng.permutation(len(candidates))[rank]
    count = min(EVENTS_KEPT, PLAYS)
    cut = rng.random(count) < 1 / 3
    events = TasteEvents(
        rows=plays[-count:],
        reward=np.where(cut, 0.0, 1.0),
        weight=np.where(cut, 0.3, 0.5),
        at_s=NOW_S - np.sort(rng.uniform(0, _YEAR_S, count))[::-1],
        hour=rng.uniform(0, 24, count),
        half_life_s=np.full(count, _YEAR_S / 2),
    )
    return MadeUpListener(taste_features(candidates), events, plays, len(candidates))

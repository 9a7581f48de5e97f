"""A made-up listener: what they like, when they tire of it, how they react.

numpy, command line only. Their taste is a few *regions* of the sound with a soft edge, the best one
counting, some quirks of artists and tracks, a mood for each part of the day, and tiring. The
program's own idea of a taste (``recommend.taste``, a logistic regression on directions of sound)
cannot express regions, the maximum over them, tiring or the moods of the day, so that it is not
judged by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.evaluation.simulated_world import World

Doubles = NDArray[np.float64]

REGION_SHARE = (0.06, 0.14)
"""Each region holds a share of the library between these."""
HEIGHTS = (1.0, 0.85, 0.7)
"""How much each region is liked."""
EDGE = 0.04
"""Width of a region's edge, in cosines."""
DISLIKE = 0.8
"""How much what lies in the region that is disliked loses."""
TRACK_QUIRK, ARTIST_QUIRK = 0.25, 0.15
"""Standard deviations of what no sound tells."""
MOOD_LOSS, MOOD_REACH = 0.5, 0.5
"""Lost per distance on the plane from the mood of the part of the day, beyond the reach."""
TIRED_LOSS, TIRED_HALF_LIFE_S = 0.4, 4 * 86_400.0
"""Lost per play of the same track, and after what time half of it is forgiven."""
ARTIST_LOSS, ARTIST_HALF_LIFE_S = 0.1, 3 * 3_600.0
"""The same for tracks of one artist."""
STEEPNESS, LEVEL = 5.0, 0.45
"""Of the chance to hear a track out: logistic in its appeal, one half at the level."""
DAY_S = 86_400.0
MORNING, EVENING = 11.0, 18.0
"""Hours that part the day in three."""


@dataclass(frozen=True, slots=True)
class Session:
    """When a listener listens: drawn beforehand, the same whatever is offered."""

    at: float
    """Seconds since 1970."""
    tracks: int
    """So many are heard, unless patience ends before."""
    luck: Doubles
    """(tracks, 2) uniform draws: whether each is heard out, and how far if it is not."""


class SimulatedListener:
    """One listener; :meth:`begin` makes them forget what they heard."""

    def __init__(self, world: World, *, seed: int) -> None:
        random = np.random.default_rng([seed, 1])
        self._world = world
        self._artist = world.candidates.artist
        appeal = np.full(len(world), -np.inf)
        for height in HEIGHTS:
            appeal = np.maximum(appeal, height * _region(world.truth, random))
        appeal -= DISLIKE * _region(world.truth, random)
        appeal += random.normal(0.0, TRACK_QUIRK, len(world))
        quirks = random.normal(0.0, ARTIST_QUIRK, int(self._artist.max(initial=0)) + 1)
        self._appeal = appeal + quirks[self._artist]
        self._moods = random.uniform(-0.6, 0.6, (3, 2))
        self.begin()

    def begin(self) -> None:
        """As if nothing had been heard."""
        self._tired = np.zeros(len(self._world))
        self._of_artist = np.zeros(int(self._artist.max(initial=0)) + 1)
        self._as_of = 0.0

    def appeal(self, at: float) -> Doubles:
        """(n,) how much each track appeals at that time."""
        self._rest(at)
        mood = self._moods[_part_of_day(at)]
        apart = np.linalg.norm(self._world.plane - mood, axis=1)
        lost = MOOD_LOSS * np.maximum(apart - MOOD_REACH, 0.0) + TIRED_LOSS * self._tired
        return np.asarray(self._appeal - lost - ARTIST_LOSS * self._of_artist[self._artist])

    def chances(self, at: float) -> Doubles:
        """(n,) chance that each track would be heard out at that time."""
        return np.asarray(1.0 / (1.0 + np.exp(-STEEPNESS * (self.appeal(at) - LEVEL))))

    def hear(self, row: int, at: float, luck: Doubles) -> tuple[bool, float]:
        """React to a track: whether it is heard out, and for how many seconds it is heard.

        :param luck: (2,) uniform draws.
        """
        completed = bool(luck[0] < self.chances(at)[row])
        length = float(self._world.candidates.duration_s[row])
        if not completed:
            return False, round(length * (0.03 + 0.42 * float(luck[1])), 1)
        self._tired[row] += 1.0
        self._of_artist[self._artist[row]] += 1.0
        return True, length

    def _rest(self, at: float) -> None:
        past = max(at - self._as_of, 0.0)
        self._tired *= 0.5 ** (past / TIRED_HALF_LIFE_S)
        self._of_artist *= 0.5 ** (past / ARTIST_HALF_LIFE_S)
        self._as_of = max(at, self._as_of)


def sessions_of(days: int, *, seed: int, begin: float) -> list[Session]:
    """The sessions of so many days: one or two on most days, at hours people listen at."""
    random = np.random.default_rng([seed, 2])
    sessions = []
    for day in range(days):
        hours = np.sort(random.choice((7.5, 10.0, 13.5, 17.0, 20.0, 22.0), 2, replace=False))
        for hour in hours[: random.integers(0, 3)]:
            at = begin + day * DAY_S + (hour + random.uniform(-0.5, 0.5)) * 3_600.0
            tracks = 3 + int(random.geometric(1.0 / 10.0))
            sessions.append(Session(float(round(at)), tracks, random.random((tracks, 2))))
    return sessions


def _region(truth: Doubles, random: np.random.Generator) -> Doubles:
    """(n,) 1 inside a region around some track, 0 outside."""
    likeness = truth @ truth[random.integers(len(truth))]
    edge = np.quantile(likeness, 1.0 - random.uniform(*REGION_SHARE))
    return np.asarray(1.0 / (1.0 + np.exp(-(likeness - edge) / EDGE)))


def _part_of_day(at: float) -> int:
    hour = at % DAY_S / 3_600.0
    return 0 if hour < MORNING else 1 if hour < EVENING else 2

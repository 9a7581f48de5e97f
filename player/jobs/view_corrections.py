"""What one correction means: where the track is, how it feels, and what that says of other tracks.

Pure numpy, any thread; it stores nothing. A correction is read as an observation. The network's
word on a track is a Gaussian on the plane, and at each point of the plane every mood has a share
(:mod:`player.tagging.calibration`). "It is happy" weighs the Gaussian by the share of that mood at
each point, "this isn't sad" by the share left to the other moods; what remains is the place. So a
denied mood has no probability, the others keep their proportions, and the dot moves as far as what
was said and what was heard demand together, and no farther. A place the listener gives is taken as
given, with :data:`CORRECTED_SD` for the hand that gave it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from player.jobs.view_moods import MOOD_IDS
from player.library.track import Correction
from player.tagging.calibration import plane_axis, shares_on_grid, weights_on_axis
from player.tagging.vocabulary import MOODS

CORRECTED_SD = 0.1
"""Doubt about a place on the plane that the listener gave: a hand is not exact either."""

_LEAST_LEARNT = 0.1
"""By so much, at least, does a word about moods narrow the variance, for what it teaches: where it
leaves two far sides it widens it, and says something all the same."""

Pair = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """One track after the listener's word."""

    place: Pair
    """(2,) valence, arousal."""
    place_sd: Pair
    """(2,) standard deviations."""
    moods: NDArray[np.float64]
    """(M,) probabilities."""
    observed: Pair
    """(2,) where, for the listener, such a track is: what there is to learn from the correction.
    ``NaN`` on an axis of which nothing was said."""
    observed_sd: Pair
    """(2,) how exactly that was said."""


def about_feeling(said: Correction) -> bool:
    """Whether *said* is about place or mood, and not about the style alone."""
    return bool(_given(said).any() or _named(said) or _denied(said))


def told(network: Pair, network_sd: Pair, said: Correction, *, spread: float) -> Told:
    """What *said* makes of a track that the network puts there.

    :param network: (2,) its valence and arousal.
    :param network_sd: (2,) standard deviations of their errors.
    :param spread: standard deviation of a mood's region.
    """
    axis, values, given = plane_axis(), _values(said), _given(said)
    before = np.where(given, values, network)
    sd = np.where(given, CORRECTED_SD, network_sd)
    along = [weights_on_axis(axis, before[i : i + 1], sd[i : i + 1])[0] for i in (0, 1)]
    joint = along[0][:, None] * along[1]
    shares = _shares(spread)
    left = joint * _likelihood(shares, said)
    (was, was_sd), (now, now_sd) = _moments(axis, joint), _moments(axis, left)
    shift, narrowed = now - was, np.minimum(now_sd / was_sd, 1.0)
    place = np.where(given, values, np.clip(network + shift, -1.0, 1.0))
    place_sd = np.where(given, CORRECTED_SD, network_sd * narrowed)
    observed, observed_sd = _observed((network, network_sd), (shift, narrowed), said, spread)
    return Told(
        place=place,
        place_sd=place_sd,
        moods=_moods(joint, shares, said),
        observed=np.where(given, values, observed),
        observed_sd=np.where(given, CORRECTED_SD, observed_sd),
    )


def _observed(
    network: tuple[Pair, Pair], moved: tuple[Pair, Pair], said: Correction, spread: float
) -> tuple[Pair, Pair]:
    """What a word about moods says of the place, as a Gaussian observation: the region of the mood
    that is said; else the one that would have moved and narrowed the network's word as much.

    :param network: its place and standard deviations.
    :param moved: how far *said* moves the place, and what is left of the standard deviations.
    """
    (place, sd), (shift, narrowed) = network, moved
    mood = _named(said)
    if mood is not None:
        centre = MOODS[MOOD_IDS.index(mood)]
        return np.array([centre.valence, centre.arousal]), np.full(2, spread)
    if not _denied(said):
        return np.full(2, np.nan), sd
    learnt = np.maximum(1.0 - narrowed**2, _LEAST_LEARNT)
    return np.clip(place + shift / learnt, -1.0, 1.0), sd * np.sqrt(1.0 / learnt - 1.0)


@lru_cache(maxsize=2)
def _shares(spread: float) -> NDArray[np.float64]:
    """(points, points, M) share of each mood at each point of the plane."""
    return shares_on_grid(plane_axis(), MOODS, spread)


def _values(said: Correction) -> Pair:
    values = (said.valence, said.arousal)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _given(said: Correction) -> NDArray[np.bool_]:
    return np.isfinite(_values(said))


def _named(said: Correction) -> str | None:
    """The mood it is said to be, if there is such a mood (another version may have had more)."""
    return said.mood if said.mood in MOOD_IDS else None


def _denied(said: Correction) -> list[int]:
    """Columns of the moods it is said not to be; none where nothing would be left."""
    columns = [number for number, mood in enumerate(MOOD_IDS) if mood in said.not_moods]
    return columns if len(columns) < len(MOOD_IDS) else []


def _likelihood(shares: NDArray[np.float64], said: Correction) -> NDArray[np.float64]:
    """(points, points) how well *said* fits each point of the plane."""
    mood = _named(said)
    if mood is not None:
        return np.asarray(shares[:, :, MOOD_IDS.index(mood)])
    return np.asarray(np.maximum(1.0 - shares[:, :, _denied(said)].sum(axis=2), 1e-12))


def _moods(
    joint: NDArray[np.float64], shares: NDArray[np.float64], said: Correction
) -> NDArray[np.float64]:
    mood = _named(said)
    if mood is not None:
        return np.asarray(np.eye(len(MOOD_IDS))[MOOD_IDS.index(mood)])
    kept = np.maximum(np.einsum("va,vam->m", joint, shares), 1e-12)
    kept[_denied(said)] = 0.0
    return np.asarray(kept / kept.sum())


def _moments(axis: NDArray[np.float64], joint: NDArray[np.float64]) -> tuple[Pair, Pair]:
    """Mean and standard deviation on both axes, (2,) each."""
    weights = joint / joint.sum()
    sides = [weights.sum(axis=1), weights.sum(axis=0)]
    means = np.array([side @ axis for side in sides])
    squares = np.array([side @ axis**2 for side in sides])
    return means, np.sqrt(np.maximum(squares - means**2, 1e-12))

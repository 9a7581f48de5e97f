"""Made-up listeners who feel music otherwise than the average one, and a made-up library for them.

Command line only; numpy. Nothing here is a real person: every figure from it is *simulated*. The
kinds in :data:`JUDGED` are what ``evaluate corrections`` reports; those in :data:`TRIED`, with
other seeds, are what the prior of the recalibration was chosen on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.jobs.recalibration import Features
from player.tagging.card import CalibrationParameters

FloatArray = npt.NDArray[np.float64]
Random = np.random.Generator

OWN_SD = 0.12
"""What a listener feels of a single track for reasons that no other track shows."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A library of which it is known how the average listener feels it."""

    features: Features
    """What the recalibration is told of it."""
    average: FloatArray
    """(n, 2) where the average listener puts each track."""


Ear = Callable[[Heard, Random], FloatArray]
"""(n, 2) where a listener of that kind puts the tracks, before what they feel of single ones."""


def _shifted(heard: Heard, random: Random) -> FloatArray:
    """Everything is felt brighter or darker, livelier or quieter, by 0.3."""
    angle = random.uniform(0, 2 * np.pi)
    return heard.average + 0.3 * np.array([np.cos(angle), np.sin(angle)])


def _turned(heard: Heard, random: Random) -> FloatArray:
    """The plane is turned by 25 to 45 degrees about its middle."""
    angle = np.deg2rad(random.uniform(25, 45)) * random.choice([-1, 1])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(heard.average @ turn.T)


def _by_style(heard: Heard, random: Random) -> FloatArray:
    """Each style has a shift of its own, standard deviation 0.3 on each axis."""
    return heard.average + _style_shifts(heard, random, 0.3)


def _mixed(heard: Heard, random: Random) -> FloatArray:
    """Some of each: a shift of 0.15, a turn of up to 20 degrees, styles of 0.15."""
    angle, turn = random.uniform(0, 2 * np.pi), np.deg2rad(random.uniform(-20, 20))
    turned = heard.average @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    shift = 0.15 * np.array([np.cos(angle), np.sin(angle)])
    return np.asarray(turned + shift + _style_shifts(heard, random, 0.15))


def _average(heard: Heard, _random: Random) -> FloatArray:
    """As the average listener: the network's own error is all there is to learn."""
    return heard.average


def _network(heard: Heard, _random: Random) -> FloatArray:
    """As the network says: there is nothing to learn, and nothing may become worse."""
    return heard.features.place.astype(np.float64)


def _stretched(heard: Heard, random: Random) -> FloatArray:
    """Both axes are felt stronger or weaker, and a little shifted."""
    return heard.average * random.uniform(0.5, 1.5, 2) + random.normal(0, 0.12, 2)


def _by_sound(heard: Heard, random: Random) -> FloatArray:
    """What sounds like one of eight tracks is shifted with it, and a little shifted."""
    centres = random.choice(len(heard.average), 8, replace=False)
    near = heard.features.directions @ heard.features.directions[centres].T
    near = np.clip(near.astype(np.float64), 0.0, 1.0) ** 3
    return heard.average + near @ random.normal(0, 0.25, (8, 2)) + random.normal(0, 0.1, 2)


JUDGED: Mapping[str, Ear] = {
    "shifted": _shifted,
    "turned": _turned,
    "by_style": _by_style,
    "mixed": _mixed,
    "average": _average,
    "network": _network,
}
TRIED: Mapping[str, Ear] = {"stretched": _stretched, "by_sound": _by_sound, "network": _network}


def feel(heard: Heard, ear: Ear, random: Random) -> FloatArray:
    """(n, 2) where one listener of that kind puts the tracks, on the plane."""
    own = random.normal(0, OWN_SD, heard.average.shape)
    return np.clip(ear(heard, random) + own, -1.0, 1.0)


def made_up_library(count: int, calibration: CalibrationParameters, seed: int) -> Heard:
    """*count* tracks in twelve styles: what sounds alike is of one style and lies near on the
    plane, and the network is wrong by as much as its calibration says."""
    random = np.random.default_rng(seed)
    styles, size = 12, 64
    style = random.integers(0, styles, count)
    centre = random.uniform(-0.5, 0.5, (styles, 2))
    average = np.clip(centre[style] + random.normal(0, 0.3, (count, 2)), -1, 1)
    sd = np.array([calibration.valence_sd, calibration.arousal_sd])
    place = np.clip(average + random.normal(0, sd, (count, 2)), -1, 1)
    sound = random.normal(0, 1, (styles, size))[style] + average @ random.normal(0, 2, (2, size))
    sound += random.normal(0, 1, (count, size))
    said = np.full((count, styles), 0.3 / styles)
    said[np.arange(count), style] += 0.7
    return Heard(
        Features(
            place.astype(np.float32),
            np.broadcast_to(sd, (count, 2)).astype(np.float32),
            said.astype(np.float32),
            directions(sound),
        ),
        average,
    )


def directions(embedding: FloatArray) -> npt.NDArray[np.float32]:
    """(n, D) as directions from their middle, as the view of a library has them."""
    away = embedding - embedding.mean(axis=0)
    return np.asarray(away / np.linalg.norm(away, axis=1, keepdims=True), np.float32)


def _style_shifts(heard: Heard, random: Random, sd: float) -> FloatArray:
    styles = heard.features.styles
    return np.asarray(random.normal(0, sd, (styles.shape[1], 2))[styles.argmax(axis=1)])

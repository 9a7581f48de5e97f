"""A made-up library whose sound hangs together, for simulated listeners. numpy, command line only.

Styles are directions, artists lie around their style, tracks around their artist. A listener hears
the true position; the program sees it blurred, as a network hears. Nothing here is real music.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.evaluation.bench_queue import made_up_library
from player.evaluation.listening_universe import Universe
from player.recommend.candidates import Candidates

Doubles = NDArray[np.float64]

DIMENSIONS = 24
STYLES = 8
"""Styles in the library."""
PER_ARTIST, PER_ALBUM = 10, 5
"""Tracks of an artist and of an album."""
BLUR = 0.5
"""Length of the error with which the program hears, beside vectors of length 1."""
PLANE_BLUR = 0.2
"""Standard deviation of the error of valence and arousal."""


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A library as it is and as it is heard."""

    truth: Doubles
    """(n, D) where each track really lies; rows of length 1."""
    plane: Doubles
    """(n, 2) true valence and arousal."""
    universe: Universe
    """The same as the program knows it."""

    def __len__(self) -> int:
        return len(self.truth)

    @property
    def candidates(self) -> Candidates:
        """The columns the program sees."""
        return self.universe.candidates


def made_up_world(tracks: int, *, seed: int) -> World:
    """A library of so many tracks; the same seed gives the same one."""
    random = np.random.default_rng([seed, tracks])
    artist = np.arange(tracks) // PER_ARTIST
    style = random.integers(0, STYLES, artist.max(initial=0) + 1)
    styles = _unit(random.normal(size=(STYLES, DIMENSIONS)))
    artists = _unit(styles[style] + _noise(random, len(style), 0.7))
    truth = _unit(artists[artist] + _noise(random, tracks, 0.7))
    axes = _unit(random.normal(size=(2, DIMENSIONS)))
    plane = np.tanh(2.5 * truth @ axes.T + random.normal(0.0, 0.15, (tracks, 2)))
    sound = _unit(truth + _noise(random, tracks, BLUR)).astype(np.float32)
    felt = (plane + random.normal(0.0, PLANE_BLUR, plane.shape)).clip(-1.0, 1.0)
    candidates = dataclasses.replace(
        _unheard(tracks, seed=seed),
        valence=felt[:, 0].astype(np.float32),
        arousal=felt[:, 1].astype(np.float32),
        style_probabilities=_shares(style[artist]),
        embedding=sound,
        artist=artist.astype(np.int32),
        album=(np.arange(tracks) // PER_ALBUM).astype(np.int32),
        duration_s=random.uniform(150.0, 330.0, tracks).round().astype(np.float32),
    )
    rows = np.arange(tracks, dtype=np.intp)
    unknown = np.full(tracks, np.inf)
    return World(truth, plane, Universe(candidates, tracks, rows, unknown))


def _unheard(tracks: int, *, seed: int) -> Candidates:
    """A made-up library of which nobody heard anything."""
    blank = made_up_library(tracks, dimensions=DIMENSIONS, seed=seed)
    nothing = np.zeros(tracks, dtype=np.float32)
    return dataclasses.replace(
        blank,
        available=np.ones(tracks, dtype=np.bool_),
        last_played_s_ago=np.full(tracks, np.inf, dtype=np.float32),
        heard=nothing,
        offered=nothing,
        rating=np.zeros(tracks, dtype=np.int8),
        favourite=np.zeros(tracks, dtype=np.bool_),
    )


def _shares(style: NDArray[np.int64]) -> NDArray[np.float32]:
    """(n, styles) the style each is of, with some doubt."""
    count = _unheard(1, seed=0).style_probabilities.shape[1]
    shares = np.full((len(style), count), 0.3 / count, dtype=np.float32)
    shares[np.arange(len(style)), style] += 0.7
    return shares


def _noise(random: np.random.Generator, count: int, length: float) -> Doubles:
    """(count, D) normal errors of about so much length."""
    return np.asarray(random.normal(0.0, length / np.sqrt(DIMENSIONS), (count, DIMENSIONS)))


def _unit(vectors: Doubles) -> Doubles:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

"""The terms of the score, each a number of known range per track (formulas: docs/RECOMMENDER.md).

Pure numpy, any thread. Every function takes the candidates and the rows wanted (an index array or a
slice), and returns one float per row; what is not known is neutral (0). *Standing* terms depend on
the track and the wish alone; *flowing* terms depend on what was heard just before as well, and are
computed anew after each pick.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Floats, RowIndex
from player.recommend.context import REMEMBERED, Context
from player.recommend.target import MoodTarget

Rows = RowIndex | slice
Term = NDArray[Any]

RECOVERY_HALF_LIFE_S = 3 * 86_400.0
"""A track heard this long ago is halfway back."""
OCTAVE_COST = 0.1
"""Half or double tempo is a good match, but not as good as the same tempo (octaves)."""
FAR_KEY_STEPS = 3.0
"""Steps on the circle of fifths from which two keys count as strangers."""
MODE_STEP = 0.5
"""Major to its relative minor, in steps."""


def mood(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """How well the mood asked for is met, 0..1; the best of several wishes.

    For moods: the probability that the track has one of them. For a point with radius r:
    ``r^2 / (r^2 + E|x - point|^2)``, where the expectation is over the network's own error,
    so that ``E|x - point|^2 = distance^2 + valence_sd^2 + arousal_sd^2``: an unsure track never
    beats a sure one in the same place, and the fit never becomes flat far away.
    """
    fit = np.zeros(len(candidates.valence[rows]), dtype=np.float32)
    columns = [candidates.moods.index(name) for name in target.moods]
    for column in columns:
        fit += candidates.mood_probabilities[rows, column]
    np.minimum(fit, 1.0, out=fit)
    if target.points:
        valence, arousal = candidates.valence[rows], candidates.arousal[rows]
        spread = candidates.valence_sd[rows] ** 2 + candidates.arousal_sd[rows] ** 2
        for point in target.points:
            square = np.float32(point.radius**2)
            apart = (valence - np.float32(point.valence)) ** 2
            apart += (arousal - np.float32(point.arousal)) ** 2
            near = square / (square + apart + spread)
            fit = np.maximum(fit, np.nan_to_num(near, copy=False, nan=0.0))
    return fit


def style(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """Probability that the track is of one of the styles asked for, 0..1; 0 when none was."""
    fit = np.zeros(len(candidates.valence[rows]), dtype=np.float32)
    for name in sorted(target.styles):
        fit += candidates.style_probabilities[rows, candidates.styles.index(name)]
    return np.minimum(fit, 1.0)


def recovery(candidates: Candidates, rows: Rows) -> Term:
    """``-2^(-t / half-life)`` of the time since the last play: -1 just now, 0 if never."""
    recovered: Term = -np.exp2(-candidates.last_played_s_ago[rows] / RECOVERY_HALF_LIFE_S)
    return recovered


def liking(candidates: Candidates, rows: Rows) -> Term:
    """Half a point for a favourite, and from -1/2 (one star) to 1/2 (five stars) for the rating."""
    rating = candidates.rating[rows].astype(np.float32)
    stars = np.where(rating > 0, (rating - 3.0) / 4.0, 0.0)
    liked: Term = stars + 0.5 * candidates.favourite[rows].astype(np.float32)
    return liked


def surprise(candidates: Candidates, seed: int, rows: Rows) -> Term:
    """Uniform in [-1, 1), fixed by *seed* and the track's id alone (splitmix64, Steele 2014).

    So the same seed gives the same queue whatever order the library is in, and adding an album does
    not throw the dice again for the rest.
    """
    mixed = candidates.track_ids[rows].astype(np.uint64)
    mixed += np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    thrown: Term = (mixed >> np.uint64(40)).astype(np.float32)  # 24 bits: exact in float32
    return thrown / np.float32(2**23) - np.float32(1.0)


def sound(embedding: Floats, moment: Floats | None) -> Term:
    """Cosine-like likeness of (m, D) *embedding* rows to the sound of the moment, -1..1."""
    if moment is None:
        return np.zeros(len(embedding), dtype=np.float32)
    likeness: Floats = embedding @ moment
    return likeness


def tempo(candidates: Candidates, previous: int, rows: Rows) -> Term:
    """``1 - 4d`` for the distance d in octaves, folded so that half and double are near too."""
    octaves = np.abs(np.log2(candidates.tempo_bpm[rows] / candidates.tempo_bpm[previous]))
    folds = np.rint(octaves)
    distance = np.abs(octaves - folds) + np.float32(OCTAVE_COST) * folds
    near: Term = 1.0 - 4.0 * np.minimum(distance, 0.5)
    return np.nan_to_num(near, nan=0.0)


def key(candidates: Candidates, previous: int, rows: Rows) -> Term:
    """``1 - 2d`` for the distance d on the circle of fifths, relative keys together."""
    tonic, minor = candidates.tonic[rows], candidates.minor[rows]
    place = fifths(tonic, minor)
    own = fifths(candidates.tonic[previous : previous + 1], candidates.minor[previous])[0]
    apart = np.abs(place - own)
    steps = np.minimum(apart, 12 - apart) + MODE_STEP * (minor != candidates.minor[previous])
    near = 1.0 - 2.0 * np.minimum(steps / FAR_KEY_STEPS, 1.0)
    known = (tonic >= 0) & (candidates.tonic[previous] >= 0)
    return np.where(known, near, 0.0)


def fifths(tonic: NDArray[np.int8], minor: NDArray[np.int8] | np.int8) -> NDArray[np.int16]:
    """Place 0..11 on the circle of fifths; a minor key stands at its relative major."""
    pitch = tonic.astype(np.int16) + np.int16(3) * minor
    return (pitch * np.int16(7)) % np.int16(12)


def energy(candidates: Candidates, previous: int, rows: Rows) -> Term:
    """``1 - 2 min(|step|, 1)`` of arousal, from the end of the one to the start of the next."""
    start = candidates.start_arousal[rows]
    start = np.where(np.isnan(start), candidates.arousal[rows], start)
    end = candidates.end_arousal[previous]
    end = candidates.arousal[previous] if np.isnan(end) else end
    near: Term = 1.0 - 2.0 * np.minimum(np.abs(start - end), 1.0)
    return np.nan_to_num(near, nan=0.0)


def artist(candidates: Candidates, context: Context, rows: Rows) -> Term:
    """-1 right after the same artist, fading to 0 over the entries the context remembers."""
    return _spacing(candidates.artist, context, rows)


def album(candidates: Candidates, context: Context, rows: Rows) -> Term:
    """-1 right after the same album, fading to 0 over the entries the context remembers."""
    return _spacing(candidates.album, context, rows)


def _spacing(groups: NDArray[np.int32], context: Context, rows: Rows) -> Term:
    own = groups[rows]
    penalty = np.zeros(len(own), dtype=np.float64)
    # Oldest first, so that the newest (strongest) one of a group is written last.
    for place, item in enumerate(context.heard[-REMEMBERED:]):
        age = len(context.heard[-REMEMBERED:]) - 1 - place
        if groups[item.row] >= 0:
            penalty[own == groups[item.row]] = age / REMEMBERED - 1.0
    return penalty

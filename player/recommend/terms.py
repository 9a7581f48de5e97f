"""The terms of the score, each a number of known range per track (formulas: docs/RECOMMENDER.md).

Pure numpy, any thread. Every function takes the candidates and the rows wanted (an index array or a
slice), and returns one float per row; what is not known is neutral (0). *Standing* terms depend on
the track and the wish alone; *flowing* terms depend on what was heard just before as well, and are
computed anew after each pick.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from player.recommend.candidates import Candidates, Floats, RowIndex
from player.recommend.context import REMEMBERED, Context
from player.recommend.target import MoodTarget

Rows = RowIndex | slice
Term = NDArray[Any]

RECOVERY_HALF_LIFE_S = 86_400.0
"""A track heard this long ago is halfway back."""
OCTAVE_COST = 0.1
"""Half or double tempo is a good match, but not as good as the same tempo (octaves)."""
FAMILIAR_PLAYS = 2.0
"""A track heard this often is half known."""
KIN_SHARE = 0.5
"""A style most nearly related to one asked for counts this much of it."""
FAR_LOUDNESS_LU = 12.0
"""Steps in loudness from which two tracks count as strangers."""
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
            fit = np.maximum(fit, _or_neutral(near))
    return fit


def style(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """How well the styles asked for are met, 0..1; 0 when none was.

    ``sum_s p(s) k(s)``, where k is 1 for a style asked for and :data:`KIN_SHARE` of the kinship to
    the nearest of them for any other: where no more jazz is left, blues comes before metal.
    """
    if not target.styles:
        return np.zeros(len(candidates.valence[rows]), dtype=np.float32)
    wanted = [candidates.styles.index(name) for name in sorted(target.styles)]
    counts = np.float32(KIN_SHARE) * candidates.style_kinship[:, wanted].max(axis=1)
    counts[wanted] = 1.0
    fit: Term = candidates.style_probabilities[rows] @ counts
    return np.minimum(fit, 1.0)


def of_style(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """Probability that the track is of one of the very styles asked for, 0..1."""
    return _share(candidates.style_probabilities, candidates.styles, sorted(target.styles), rows)


def avoid(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """Minus the probability that the track has a mood or is of a style that is not wanted."""
    moods = _share(candidates.mood_probabilities, candidates.moods, target.not_moods, rows)
    styles = _share(
        candidates.style_probabilities, candidates.styles, sorted(target.not_styles), rows
    )
    least: Term = -np.maximum(moods, styles)
    return least


def _share(shares: Floats, names: Sequence[str], wanted: Iterable[str], rows: Rows) -> Term:
    """(m,) sum of the columns *wanted*, at most 1."""
    total = np.zeros(len(shares[rows]), dtype=np.float32)
    for name in wanted:
        total += shares[rows, names.index(name)]
    return np.minimum(total, 1.0)


def likeness(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """Mean likeness to the seeds to sound like, less the largest to one not to sound like, -1..1.

    A seed is the mean direction of its tracks (Rocchio 1971, with each "not" counted alone: a track
    near any one of them is unwanted, however far it is from the others).
    """
    near = np.zeros(len(candidates.valence[rows]), dtype=np.float32)
    (_, liked), (_, not_liked) = (_directions(candidates, target, liked=s) for s in (True, False))
    if not len(liked) and not len(not_liked):
        return near
    embedding = candidates.embedding[rows]
    if len(liked):
        near += embedding @ liked.mean(axis=0)
    if len(not_liked):
        near -= np.maximum(embedding @ not_liked.T, 0.0).max(axis=1)
    return np.clip(near, np.float32(-1.0), np.float32(1.0))


def unwanted_seed(candidates: Candidates, target: MoodTarget, row: int) -> str | None:
    """Name of the seed not to sound like that takes most from the likeness of *row*; ``None`` where
    being unlike what it should sound like takes more."""
    (_, liked), (names, not_liked) = (
        _directions(candidates, target, liked=side) for side in (True, False)
    )
    if not names:
        return None
    near = not_liked @ candidates.embedding[row]
    worst = int(np.argmax(near))
    apart = -float(candidates.embedding[row] @ liked.mean(axis=0)) if len(liked) else 0.0
    return names[worst] if near[worst] > max(apart, 0.0) else None


def _directions(
    candidates: Candidates, target: MoodTarget, *, liked: bool
) -> tuple[list[str], Floats]:
    """Names (k) and rows of length 1 (k, D): the seeds of one side of which some track was
    analysed."""
    found, names = [], []
    for seed in target.seeds:
        known = [candidates.rows[i] for i in seed.track_ids if i in candidates.rows]
        mean = candidates.embedding[known].mean(axis=0) if known else np.zeros(1, np.float32)
        length = float(np.linalg.norm(mean))
        if seed.liked == liked and length > 0:
            found.append(mean / np.float32(length))
            names.append(seed.name)
    width = candidates.embedding.shape[1]
    return names, np.array(found, dtype=np.float32).reshape(-1, width)


def lift(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """Arousal times the energy asked for, -1..1."""
    lively: Term = np.float32(target.energy) * candidates.arousal[rows]
    return _or_neutral(lively)


def familiar(candidates: Candidates, target: MoodTarget, rows: Rows) -> Term:
    """0 never heard ... 1 heard often, times ``1 - 0.4 a - 1.6 a^2``, a being *adventurous*: 1 at
    the familiar end of that knob, 0.4 in its middle, -1 at its other end.

    Never heard is neutral, so that a new library has no reason that every track shares.
    """
    known: Term = 1.0 - np.exp2(-candidates.heard[rows] / np.float32(FAMILIAR_PLAYS))
    known *= np.float32(familiar_share(target.adventurous))
    return known


def familiar_share(adventurous: float) -> float:
    """What is well known counts for, -1..1, where the knob stands at *adventurous*."""
    return 1.0 - 0.4 * adventurous - 1.6 * adventurous**2


def knob_of(share: float) -> float:
    """Where the knob stands, 0..1, for :func:`familiar_share` to be *share*, -1..1."""
    return (math.sqrt(0.16 + 6.4 * (1.0 - share)) - 0.4) / 3.2


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
    """Uniform in [-1, 1), fixed by *seed* and the track's id alone.

    So the same seed gives the same queue whatever order the library is in, and adding an album does
    not throw the dice again for the rest.
    """
    thrown: Term = (dice(candidates, seed, rows) >> np.uint64(40)).astype(np.float32)
    thrown /= np.float32(2**23)  # 24 bits: exact in float32
    thrown -= np.float32(1.0)
    return thrown


def dice(candidates: Candidates, seed: int, rows: Rows) -> NDArray[np.uint64]:
    """64 random bits per row, fixed by *seed* and the track's id (splitmix64, Steele 2014)."""
    mixed = candidates.track_ids[rows].astype(np.uint64)
    mixed += np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


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
    return _or_neutral(near)


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
    near: Term = 1.0 - 2.0 * np.minimum(np.abs(energy_step(candidates, previous, rows)), 1.0)
    return _or_neutral(near)


def energy_step(candidates: Candidates, previous: int, rows: Rows) -> Term:
    """The step of arousal from the end of *previous* to the start of each of *rows*."""
    start = candidates.start_arousal[rows]
    start = np.where(np.isnan(start), candidates.arousal[rows], start)
    end = candidates.end_arousal[previous]
    step: Term = start - (candidates.arousal[previous] if np.isnan(end) else end)
    return step


def feeling(candidates: Candidates, previous: int, rows: Rows) -> Term:
    """``1 - 2 min(|step|, 1)`` of valence, from the end of the one to the start of the next."""
    start = candidates.start_valence[rows]
    start = np.where(np.isnan(start), candidates.valence[rows], start)
    end = candidates.end_valence[previous]
    end = candidates.valence[previous] if np.isnan(end) else end
    near: Term = 1.0 - 2.0 * np.minimum(np.abs(start - end), 1.0)
    return _or_neutral(near)


def loudness(candidates: Candidates, previous: int, rows: Rows) -> Term:
    """``1 - 2d`` for the step d in loudness, in units of :data:`FAR_LOUDNESS_LU`, at most 1."""
    step = np.abs(candidates.loudness_lufs[rows] - candidates.loudness_lufs[previous])
    near: Term = 1.0 - 2.0 * np.minimum(step / np.float32(FAR_LOUDNESS_LU), 1.0)
    return _or_neutral(near)


def variety(candidates: Candidates, context: Context, embedding: Floats) -> Term:
    """Minus the largest likeness to one of the last tracks, -1..0 (the diversity part of maximal
    marginal relevance, Carbonell & Goldstein 1998)."""
    rows = [item.row for item in context.heard]
    if not rows:
        return np.zeros(len(embedding), dtype=np.float32)
    most = np.zeros(len(embedding), dtype=np.float32)
    for row in rows:  # one by one: a product with so few columns may wait for other threads
        np.maximum(most, embedding @ candidates.embedding[row], out=most)
    least: Term = -np.minimum(most, 1.0)
    return least


def exposure(candidates: Candidates, rows: Rows) -> Term:
    """1 for a track that no queue ever brought, else 0."""
    never: Term = candidates.offered[rows] == 0
    return never


def _or_neutral(values: Term) -> Term:
    """*values* itself, with 0 where nothing is known."""
    values[np.isnan(values)] = 0.0
    return values


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

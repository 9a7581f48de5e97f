"""From a network's scores to statements with honest doubt: plane, moods, styles, or "unsure".

numpy only; any process (the window reads whole libraries through it): no torch, no librosa, no I/O.
Everything is computed from stored scores, so that a new vocabulary or calibration needs no new
listening.

One posterior, two views. A track's place on the plane is a Gaussian around the predicted valence
and arousal, as wide as the network's error on unseen music. A mood is a Gaussian region around its
centre in the vocabulary. The probability of a mood is its share of the plane *at* a point, averaged
over that posterior: so the plane and the moods can never contradict each other, and a guess that is
not sure of its valence spreads its probability over both sides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.tagging.card import NetworkCard
from player.tagging.vocabulary import MOODS, Mood

FloatArray = npt.NDArray[np.float64]

UNSURE = -1
"""Stands in an index array where nothing is clearly above the rest."""

_POINTS = 33
"""Points per axis of the grid over the plane: steps of 1/16, well below any posterior's width."""

SPEECH = 7.0
"""The encoder hears speech as so many standard deviations more than the training music has of it,
and hears no music: on 419 pieces of music never, on 16 of 18 made voices (docs/CONTENT.md)."""

_CHUNK = 8192
"""Tracks per step, to keep the working memory near 30 MB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What *n* rows of scores say. Every array has *n* rows."""

    valence: FloatArray
    """(n,) clipped to -1..1."""
    arousal: FloatArray
    """(n,) clipped to -1..1."""
    valence_sd: FloatArray
    """(n,) standard deviation of its error."""
    arousal_sd: FloatArray
    """(n,) standard deviation of its error."""
    moods: FloatArray
    """(n, M) probabilities in the order of the vocabulary; rows sum to 1."""
    styles: FloatArray
    """(n, S + 1) probabilities in the order of the card's styles, ``other`` last; rows sum to 1."""
    mood: npt.NDArray[np.int64]
    """(n,) index of the best mood or :data:`UNSURE`."""
    style: npt.NDArray[np.int64]
    """(n,) index of the best style or :data:`UNSURE` (also where ``other`` is best)."""
    familiar: npt.NDArray[np.bool_]
    """(n,) it sounds like music the network has heard; false for silence, noise, tones."""


def read_scores(
    scores: npt.NDArray[np.floating], card: NetworkCard, *, moods: Sequence[Mood] = MOODS
) -> Reading:
    """Read rows of scores by the calibration of *card*.

    :param scores: (n, K) as the network of this very card made them, K = ``card.scores_size``.
    :param moods: the regions of the plane.
    :raises ValueError: the shape is not that of the card.
    """
    if scores.ndim != 2 or scores.shape[1] != card.scores_size:
        raise ValueError(f"scores have shape {scores.shape}, the card says (n, {card.scores_size})")
    rows = scores.astype(np.float64)
    parameters = card.calibration
    familiar = rows[:, card.output("distance").start] <= 1.0
    plane = []
    for name, sd, prior, prior_sd in (
        (
            "valence",
            parameters.valence_sd,
            parameters.prior_valence,
            parameters.prior_valence_sd,
        ),
        (
            "arousal",
            parameters.arousal_sd,
            parameters.prior_arousal,
            parameters.prior_arousal_sd,
        ),
    ):
        told = np.where(familiar, rows[:, card.output(name).start], prior)
        plane.append((np.clip(told, -1.0, 1.0), np.where(familiar, sd, prior_sd)))
    (valence, valence_sd), (arousal, arousal_sd) = plane
    mood_shares = mood_probabilities(
        valence, arousal, valence_sd, arousal_sd, moods=moods, spread=parameters.mood_spread
    )
    styles = style_probabilities(
        rows[:, card.output("style").columns],
        temperature=parameters.style_temperature,
        other_logit=parameters.other_logit,
    )
    styles[~familiar] = _only_other(styles.shape[1])
    style = clear_best(styles, parameters.style_margin)
    return Reading(
        valence=valence,
        arousal=arousal,
        valence_sd=valence_sd,
        arousal_sd=arousal_sd,
        moods=mood_shares,
        styles=styles,
        mood=np.where(familiar, clear_best(mood_shares, parameters.mood_margin), UNSURE),
        style=np.where(familiar & (style < styles.shape[1] - 1), style, UNSURE),
        familiar=familiar,
    )


def read_character(row: npt.NDArray[np.floating], card: NetworkCard) -> dict[str, float]:
    """What the teachers would say of one track, in shares of the training clips that have less.

    ``vocal``, ``acoustic``, ``danceable``, ``speech``: repeated from the teachers alone, no
    listener rated them. Empty where the sound is like no music, or the network tells no such thing.

    :param row: (K,) scores of the network of *card*.
    """
    told = next((output for output in card.outputs if output.name == "character"), None)
    if told is None or row[card.output("distance").start] > 1.0:
        return {}
    return {
        name: round(0.5 * math.erfc(-float(value) / math.sqrt(2)), 3)
        for name, value in zip(told.labels, row[told.columns], strict=True)
    }


def sounds_like_speech(
    scores: npt.NDArray[np.floating], card: NetworkCard
) -> npt.NDArray[np.bool_]:
    """(n,) which of the (n, K) *scores* are of speech without music; none where not told."""
    told = next((output for output in card.outputs if output.name == "character"), None)
    if told is None or "speech" not in told.labels:
        return np.zeros(len(scores), dtype=np.bool_)
    speech = scores[:, told.start + told.labels.index("speech")]
    unfamiliar = scores[:, card.output("distance").start] > 1.0
    return np.asarray(unfamiliar & (speech >= SPEECH))


def mood_probabilities(
    valence: FloatArray,
    arousal: FloatArray,
    valence_sd: FloatArray,
    arousal_sd: FloatArray,
    *,
    moods: Sequence[Mood] = MOODS,
    spread: float,
) -> FloatArray:
    """Expected share of each mood under a Gaussian posterior on the plane, (n, M), rows sum to 1.

    The posterior is cut off at the edges of the plane: no rating lies beyond them. The integral is
    a sum over a grid; as the posterior factors into its axes, it is one matrix product per chunk.

    :param spread: standard deviation of a mood's region.
    """
    axis = plane_axis()
    shares = shares_on_grid(axis, moods, spread)
    out = np.empty((len(valence), len(moods)))
    for start in range(0, len(valence), _CHUNK):
        part = slice(start, start + _CHUNK)
        weight_v = weights_on_axis(axis, valence[part], valence_sd[part])
        weight_a = weights_on_axis(axis, arousal[part], arousal_sd[part])
        along_a = (weight_v @ shares.reshape(_POINTS, -1)).reshape(-1, _POINTS, len(moods))
        out[part] = np.einsum("nam,na->nm", along_a, weight_a)
    return np.asarray(out / out.sum(axis=1, keepdims=True))


def plane_axis() -> FloatArray:
    """The points of one axis at which integrals over the plane are taken."""
    return np.linspace(-1.0, 1.0, _POINTS)


def shares_on_grid(axis: FloatArray, moods: Sequence[Mood], spread: float) -> FloatArray:
    """Share of each mood at each point of the plane: (valence, arousal, mood), sums to 1."""
    away_v = (axis[:, None] - np.array([mood.valence for mood in moods])) ** 2
    away_a = (axis[:, None] - np.array([mood.arousal for mood in moods])) ** 2
    away = (away_v[:, None, :] + away_a[None, :, :]) / (2 * spread**2)
    shares = np.exp(away.min(axis=-1, keepdims=True) - away)
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def weights_on_axis(axis: FloatArray, centre: FloatArray, sd: FloatArray) -> FloatArray:
    """A Gaussian's weight at each point of *axis*: (n, points), rows sum to 1."""
    away = ((axis - centre[:, None]) / sd[:, None]) ** 2 / 2
    weights = np.exp(away.min(axis=1, keepdims=True) - away)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def style_probabilities(
    logits: npt.NDArray[np.floating], *, temperature: float, other_logit: float
) -> FloatArray:
    """Probabilities of the styles and, last, of ``other``: (n, S) logits -> (n, S + 1)."""
    rows = np.asarray(logits, np.float64) / temperature
    rows = np.concatenate([rows, np.full((len(rows), 1), other_logit)], axis=1)
    rows = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(rows / rows.sum(axis=1, keepdims=True))


def clear_best(probabilities: FloatArray, margin: float) -> npt.NDArray[np.int64]:
    """Index of the best column, :data:`UNSURE` where it is less than *margin* above the second."""
    ordered = np.partition(probabilities, -2, axis=1)
    clear = ordered[:, -1] - ordered[:, -2] >= margin
    return np.where(clear, probabilities.argmax(axis=1), UNSURE)


def _only_other(size: int) -> FloatArray:
    """A row that says: none of the styles I know."""
    row = np.zeros(size)
    row[-1] = 1.0
    return row

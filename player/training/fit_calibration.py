"""Fit the calibration of a network on predictions for clips it never saw. Command line only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from player.tagging.calibration import style_probabilities
from player.tagging.card import CalibrationParameters
from player.training.clips import Clip
from player.training.rows import OutOfFold, styles_of

FloatArray = npt.NDArray[np.float64]

MOOD_SPREAD = 0.25
"""Width of a mood's region: neighbouring centres of the vocabulary are twice that apart or more."""

MOOD_MARGIN = 0.05
STYLE_MARGIN = 0.1
"""A best guess that leads by less is a coin toss on unseen clips (docs/TRAINING.md)."""

OTHER_SHARE = 0.15
"""Share of a listener's music assumed to be of no listed style."""

DISTANCE_PERCENTILE = 99.5
DISTANCE_MARGIN = 1.12
"""The edge of what was heard: this percentile of unseen clips, and a little more, as a library is
more varied than the clips (set on the project's own 18 test pieces and on tones and clicks)."""

MUSIC_MARGIN = 0.0
"""How far below the unseen clips the edge of music lies, in logits."""


def fit_calibration(
    clips: Sequence[Clip], unseen: OutOfFold, chosen: npt.NDArray[np.bool_] | None = None
) -> CalibrationParameters:
    """Calibration from out-of-fold predictions.

    :param chosen: (clips,) the clips to use; all by default.
    """
    use = np.ones(len(clips), np.bool_) if chosen is None else chosen
    truth = np.array(
        [(clip.valence, clip.arousal) for clip in clips], dtype=np.float64
    )  # None becomes NaN
    rated = use & ~np.isnan(truth).any(axis=1)
    wrong = unseen.plane[rated] - truth[rated]
    sd = np.sqrt((wrong**2).mean(axis=0))
    prior, prior_sd = truth[rated].mean(axis=0), truth[rated].std(axis=0)
    temperature, other_logit = _fit_styles(clips, unseen, use)
    return CalibrationParameters(
        valence_sd=_rounded(sd[0]),
        arousal_sd=_rounded(sd[1]),
        prior_valence=_rounded(prior[0]),
        prior_valence_sd=_rounded(prior_sd[0]),
        prior_arousal=_rounded(prior[1]),
        prior_arousal_sd=_rounded(prior_sd[1]),
        mood_spread=MOOD_SPREAD,
        mood_margin=MOOD_MARGIN,
        style_temperature=_rounded(temperature),
        other_logit=_rounded(other_logit),
        style_margin=STYLE_MARGIN,
    )


def distance_limit(unseen: OutOfFold) -> float:
    """The distance that all but a few clips of unseen real music stay below."""
    return DISTANCE_MARGIN * float(np.percentile(unseen.distance, DISTANCE_PERCENTILE))


def music_limit(unseen: OutOfFold) -> float:
    """The logit of being music that all but a few clips of unseen real music stay above."""
    return float(np.percentile(unseen.music, 100 - DISTANCE_PERCENTILE)) - MUSIC_MARGIN


def _fit_styles(
    clips: Sequence[Clip], unseen: OutOfFold, use: npt.NDArray[np.bool_]
) -> tuple[float, float]:
    """Temperature and logit of ``other`` that make the unseen clips most likely.

    Clips whose style was left out of the training stand for ``other``; the two groups weigh
    as much as known and unlisted styles are assumed to occur.
    """
    styles = styles_of(clips)
    labels = np.array([styles.index(clip.style) if clip.style else -1 for clip in clips])
    use = use & (labels >= 0)
    known, unheard = unseen.style_logits[use], unseen.unheard_logits[use]

    def surprise(values: FloatArray) -> float:
        temperature, other_logit = float(np.exp(values[0])), float(values[1])
        right = style_probabilities(known, temperature=temperature, other_logit=other_logit)
        other = style_probabilities(unheard, temperature=temperature, other_logit=other_logit)
        inside = np.log(right[np.arange(len(right)), labels[use]] + 1e-12).mean()
        outside = np.log(other[:, -1] + 1e-12).mean()
        return float(-(1 - OTHER_SHARE) * inside - OTHER_SHARE * outside)

    best = minimize(surprise, np.array([0.0, 0.0]), method="Nelder-Mead")
    return float(np.exp(best.x[0])), float(best.x[1])


def _rounded(value: float) -> float:
    return round(float(value), 4)

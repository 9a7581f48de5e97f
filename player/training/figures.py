"""The figures of a network on clips it never saw, for its card. Command line only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from player.training.clips import EMOTIONS, Clip
from player.training.metrics import Indices, interval, macro_f1, pearson, r2
from player.training.rows import OutOfFold, styles_of

FloatArray = npt.NDArray[np.float64]


def out_of_fold_figures(clips: Sequence[Clip], unseen: OutOfFold) -> dict[str, Any]:
    """Valence, arousal, quadrant, style and felt emotions with 95 % intervals, JSON data.

    Style is counted on the clips of the GTZAN kind only (the other corpus has four broad genres),
    among the styles that occur there.
    """
    rated = np.array([None not in (clip.valence, clip.arousal) for clip in clips])
    truth = np.array([(c.valence, c.arousal) for c in clips], np.float64)[rated]
    groups = [clip.group for clip in clips]
    rated_groups = [g for g, known in zip(groups, rated, strict=True) if known]
    plane = unseen.plane[rated]
    figures: dict[str, Any] = {
        "how": "10 folds by recording (Emotify: 5 by artist), heads fitted without the fold",
        "clips": int(rated.sum()),
    }
    for column, name in enumerate(("valence", "arousal")):
        figures[name] = axis_figures(plane[:, column], truth[:, column], rated_groups)
    figures["quadrant"] = class_figures(
        [quadrant(*row) for row in plane], [quadrant(*row) for row in truth], rated_groups
    )
    figures["style"] = _style_figures(clips, unseen, groups)
    felt = np.array([clip.emotions is not None for clip in clips])
    emotions = np.array([c.emotions for c in clips if c.emotions is not None])
    figures["emotion"] = {
        name: round(pearson(unseen.emotions[felt, i], emotions[:, i]), 3)
        for i, name in enumerate(EMOTIONS)
    }
    return figures


def quadrant(valence: float, arousal: float) -> str:
    """``Q1`` happy, ``Q2`` angry, ``Q3`` sad, ``Q4`` calm: the signs; zero counts as positive."""
    if valence >= 0:
        return "Q1" if arousal >= 0 else "Q4"
    return "Q2" if arousal >= 0 else "Q3"


def axis_figures(predicted: FloatArray, truth: FloatArray, groups: Sequence[str]) -> dict[str, Any]:
    """r, r2 and the interval of r."""

    def correlation(drawn: Indices) -> float:
        return pearson(predicted[drawn], truth[drawn])

    low, high = interval(correlation, groups)
    return {
        "r": round(pearson(predicted, truth), 3),
        "r2": round(r2(predicted, truth), 3),
        "ci95": [round(low, 3), round(high, 3)],
    }


def class_figures(
    predicted: Sequence[str], truth: Sequence[str], groups: Sequence[str]
) -> dict[str, Any]:
    """Accuracy, macro F1 and the interval of the accuracy."""
    right = np.array([p == t for p, t in zip(predicted, truth, strict=True)], np.float64)
    low, high = interval(lambda drawn: float(right[drawn].mean()), groups)
    return {
        "accuracy": round(float(right.mean()), 3),
        "macro_f1": round(macro_f1(predicted, truth), 3),
        "ci95": [round(low, 3), round(high, 3)],
    }


def _style_figures(
    clips: Sequence[Clip], unseen: OutOfFold, groups: Sequence[str]
) -> dict[str, Any]:
    styles = styles_of(clips)
    chosen = [i for i, clip in enumerate(clips) if clip.style and clip.corpus != "emotify"]
    present = sorted({str(clips[i].style) for i in chosen})
    columns = [styles.index(style) for style in present]
    best = unseen.style_logits[np.ix_(chosen, columns)].argmax(axis=1)
    return class_figures(
        [present[i] for i in best],
        [str(clips[i].style) for i in chosen],
        [groups[i] for i in chosen],
    )

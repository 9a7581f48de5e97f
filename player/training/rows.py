"""Training rows of clips and their features, and predictions for clips no head has seen.

Command line only; must not read files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.training.clip_features import ClipFeatures
from player.training.clips import EMOTIONS, Clip
from player.training.heads import BoolArray, FloatArray, Heads, Labelled, fit_heads


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """What heads that never saw a clip (nor its group) say of it. One row per clip, in order."""

    plane: FloatArray
    """(clips, 2) valence, arousal."""
    emotions: FloatArray
    """(clips, emotions)."""
    style_logits: FloatArray
    """(clips, styles)."""
    distance: FloatArray
    """(clips,) mean over its windows, before division by the limit."""
    unheard_logits: FloatArray
    """(clips, styles) by heads that never saw the clip's style either; that column is -inf."""


def labelled_rows(clips: Sequence[Clip], heard: Sequence[ClipFeatures]) -> Labelled:
    """One row per clip and channel; the weight of a clip is shared by its channels."""
    features, weight, group, plane, emotions, style = [], [], [], [], [], []
    for clip, sound in zip(clips, heard, strict=True):
        channels = sound.mean
        for row in channels:
            features.append(row)
            weight.append(1.0 / len(channels))
            group.append(f"{clip.kind}:{clip.group}")
            plane.append((_or_nan(clip.valence), _or_nan(clip.arousal)))
            emotions.append(clip.emotions or (np.nan,) * len(EMOTIONS))
            style.append(clip.style or "")
    return Labelled(
        np.array(features, np.float64),
        np.array(weight),
        np.array(group),
        np.array(plane, np.float64),
        np.array(emotions, np.float64),
        np.array(style),
    )


def styles_of(clips: Sequence[Clip]) -> tuple[str, ...]:
    """Ids of all styles that occur, sorted."""
    return tuple(sorted({clip.style for clip in clips if clip.style}))


def out_of_fold(
    clips: Sequence[Clip], heard: Sequence[ClipFeatures], *, unheard_styles: bool = True
) -> OutOfFold:
    """Predictions for each clip by heads fitted without its fold.

    The folds of the two kinds of corpora are numbered separately: a fold of the one is tested with
    all of the other in the training, as they share no recordings.

    :param unheard_styles: also fit without each style in turn, to learn what an unknown style looks
        like (as many fits again as there are styles).
    """
    styles = styles_of(clips)
    rows = labelled_rows(clips, heard)
    owner = np.repeat(np.arange(len(clips)), [len(sound.windows) for sound in heard])
    plain = np.stack([sound.mean[0] for sound in heard]).astype(np.float64)
    result = OutOfFold(
        plane=np.full((len(clips), 2), np.nan),
        emotions=np.full((len(clips), len(EMOTIONS)), np.nan),
        style_logits=np.full((len(clips), len(styles)), np.nan),
        distance=np.full(len(clips), np.nan),
        unheard_logits=np.full((len(clips), len(styles)), np.nan),
    )
    for fold in sorted({fold_of(clip) for clip in clips}):
        test = np.array([fold_of(clip) == fold for clip in clips])
        heads = fit_heads(rows.where(~test[owner]), styles)
        _predict(result, heads, plain, test)
        for i in np.flatnonzero(test).tolist():
            windows = heard[i].windows[0].astype(np.float64)
            result.distance[i] = heads.distance(windows).mean()
    if unheard_styles:
        _predict_unheard(result, clips, rows, owner, plain)
    return result


def _predict(result: OutOfFold, heads: Heads, plain: FloatArray, test: BoolArray) -> None:
    result.plane[test] = heads.plane(plain[test])
    result.emotions[test] = heads.emotions(plain[test])
    result.style_logits[test] = heads.style_logits(plain[test])


def _predict_unheard(
    result: OutOfFold,
    clips: Sequence[Clip],
    rows: Labelled,
    owner: npt.NDArray[np.int64],
    plain: FloatArray,
) -> None:
    """Leave each style out as a whole: its clips then stand for every style that is not listed."""
    styles = styles_of(clips)
    for i, style in enumerate(styles):
        test = np.array([clip.style == style for clip in clips])
        others = tuple(other for other in styles if other != style)
        heads = fit_heads(rows.where(~test[owner]), others)
        logits = np.full((int(test.sum()), len(styles)), -np.inf)
        logits[:, [j for j in range(len(styles)) if j != i]] = heads.style_logits(plain[test])
        result.unheard_logits[test] = logits


def fold_of(clip: Clip) -> tuple[str, int]:
    """The fold a clip is tested in, named by the kind of its corpus."""
    return clip.kind, clip.fold


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value

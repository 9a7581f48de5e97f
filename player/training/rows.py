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
from player.training.distill import students_of_folds
from player.training.ears import Ears
from player.training.heads import (
    BoolArray,
    FloatArray,
    Heads,
    Labelled,
    fit_heads,
    fit_style_head,
)


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
    music: FloatArray
    """(clips,) logit of being music at all, mean over its windows."""
    unheard_logits: FloatArray
    """(clips, styles) by heads that never saw the clip's style either; that column is -inf."""


@dataclass(frozen=True, slots=True)
class Split:
    """One way to hold clips back: for each kind of corpora one of its folds."""

    number: int
    """Its number; the encoder of that number never heard what is held back."""
    held_back: BoolArray
    """(clips,) not in the training of this split."""
    tested: BoolArray
    """(clips,) judged by this split: each clip by exactly one of them."""


def splits_of(clips: Sequence[Clip]) -> tuple[Split, ...]:
    """As many splits as the kind of corpora with the most folds has.

    A kind of fewer folds goes round: its fold is held back by several splits and tested by the
    first. The encoders were distilled by the same rule
    (:func:`player.training.distill.students_of_folds`).
    """
    folds = [clip.fold for clip in clips]
    held_back, students = students_of_folds(folds, [clip.kind for clip in clips])
    table = np.array(held_back)
    return tuple(
        Split(k, table[:, k], table[:, k] & (np.array(folds) == k)) for k in range(students - 1)
    )


def labelled_rows(clips: Sequence[Clip], heard: Sequence[ClipFeatures], encoder: int) -> Labelled:
    """:func:`label` of what one of the encoders and the hand-made features say."""
    return label(clips, [sound.mean(encoder) for sound in heard])


def label(clips: Sequence[Clip], features: Sequence[npt.NDArray[np.floating]]) -> Labelled:
    """One row per clip and channel; the weight of a clip is shared by its channels.

    :param features: (channels, features) of each clip.
    """
    rows, weight, group, plane, emotions, style = [], [], [], [], [], []
    for clip, channels in zip(clips, features, strict=True):
        for row in channels:
            rows.append(row)
            weight.append(1.0 / len(channels))
            group.append(f"{clip.kind}:{clip.group}")
            plane.append((_or_nan(clip.valence), _or_nan(clip.arousal)))
            emotions.append(clip.emotions or (np.nan,) * len(EMOTIONS))
            style.append(clip.style or "")
    return Labelled(
        np.array(rows, np.float64),
        np.array(weight),
        np.array(group),
        np.array(plane, np.float64),
        np.array(emotions, np.float64),
        np.array(style),
    )


def made_rows(sounds: Sequence[ClipFeatures], encoder: int) -> FloatArray:
    """(sounds, features) of made sounds that are no music."""
    return np.array([sound.mean(encoder)[0] for sound in sounds], np.float64)


def styles_of(clips: Sequence[Clip]) -> tuple[str, ...]:
    """Ids of all styles that occur, sorted."""
    return tuple(sorted({clip.style for clip in clips if clip.style}))


def heads_of_splits(
    clips: Sequence[Clip], heard: Sequence[ClipFeatures], made: Sequence[ClipFeatures], ears: Ears
) -> list[Heads]:
    """Heads fitted without what each split holds back, heard by an encoder that never heard it."""
    styles = styles_of(clips)
    owner = np.repeat(np.arange(len(clips)), [len(sound.windows) for sound in heard])
    fitted = []
    for split in splits_of(clips):
        encoder = ears.of_split(split.number)
        rows = labelled_rows(clips, heard, encoder).where(~split.held_back[owner])
        fitted.append(fit_heads(rows, styles, made_rows(made, encoder)))
    return fitted


def out_of_fold(
    clips: Sequence[Clip], heard: Sequence[ClipFeatures], fitted: Sequence[Heads], ears: Ears
) -> OutOfFold:
    """What the heads of :func:`heads_of_splits` say of the clips that their splits test."""
    styles = styles_of(clips)
    result = OutOfFold(
        plane=np.full((len(clips), 2), np.nan),
        emotions=np.full((len(clips), len(EMOTIONS)), np.nan),
        style_logits=np.full((len(clips), len(styles)), np.nan),
        distance=np.full(len(clips), np.nan),
        music=np.full(len(clips), np.nan),
        unheard_logits=np.full((len(clips), len(styles)), np.nan),
    )
    for split, heads in zip(splits_of(clips), fitted, strict=True):
        for i in np.flatnonzero(split.tested).tolist():
            windows = heard[i].rows(ears.of_split(split.number)).astype(np.float64)
            result.plane[i], result.style_logits[i], result.emotions[i] = heads.pooled(windows)
            result.distance[i] = heads.distance(windows).mean()
            result.music[i] = heads.music(windows).mean()
    _predict_unheard(result, clips, heard, ears)
    return result


def _predict_unheard(
    result: OutOfFold, clips: Sequence[Clip], heard: Sequence[ClipFeatures], ears: Ears
) -> None:
    """Leave each style out as a whole: its clips then stand for every style that is not listed.

    Every encoder heard the sound of most of them; what is learned here is only how sure heads are
    of a style they have no name for.
    """
    styles = styles_of(clips)
    encoder = len(ears.encoders) - 1
    rows = labelled_rows(clips, heard, encoder)
    owner = np.repeat(np.arange(len(clips)), [len(sound.windows) for sound in heard])
    for i, style in enumerate(styles):
        test = np.array([clip.style == style for clip in clips])
        others = [j for j in range(len(styles)) if j != i]
        heads = fit_style_head(rows.where(~test[owner]), tuple(styles[j] for j in others))
        plain = np.stack([heard[j].mean(encoder)[0] for j in np.flatnonzero(test).tolist()])
        logits = np.full((len(plain), len(styles)), -np.inf)
        logits[:, others] = heads(plain.astype(np.float64))
        result.unheard_logits[test] = logits


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value

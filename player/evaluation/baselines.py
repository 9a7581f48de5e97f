"""Simpler ways of hearing, and the teachers, under the very heads and splits of the network.

Command line only. A baseline is an array of features; what is fitted on it is what is fitted on
the network's own (:mod:`player.training.heads`), without what each split holds back, so that rows
of the table differ in what was heard and in nothing else. Must not decode.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from player.evaluation.guesses import Guesses
from player.evaluation.manifest import Labels
from player.tagging.child import use_one_thread
from player.training.clip_features import ClipFeatures, hear_clips
from player.training.clips import EMOTIONS, Clip, load_clips
from player.training.comparison import compare
from player.training.heads import FloatArray, fit_heads
from player.training.rows import label, splits_of, styles_of
from player.training.teacher_features import Answers, ask_teachers
from player.training.teacher_weights import teacher_files

OURS = "Moodlark"
MEAN = "the mean, the commonest style"
LIBROSA = "librosa features"
YAMNET = "YAMNet (teacher)"
TEACHERS = "all teachers"
TEACHERS_AND_LIBROSA = "all teachers and librosa features"
"""Names of the rows, in the order of the table: ours is the last."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one way of hearing says of every clip; see :class:`comparison.Predictions`."""

    plane: FloatArray
    """(clips, 2) valence, arousal."""
    emotions: FloatArray
    """(clips, emotions)."""
    style_logits: FloatArray
    """(clips, styles), any scale that grows with how likely a style is."""

    @classmethod
    def empty(cls, clips: int, styles: int) -> Row:
        """Nothing said yet: NaN."""
        return cls(*(np.full((clips, size), np.nan) for size in (2, len(EMOTIONS), styles)))


@dataclass(frozen=True, slots=True)
class Compared:
    """The clips of the table, and what the baselines heard in them."""

    clips: tuple[Clip, ...]
    """All labelled clips of the folder that can be heard."""
    heard: tuple[ClipFeatures, ...]
    """The hand-made features of each."""
    answers: Answers
    """What the teachers say of each."""

    @property
    def labels(self) -> list[Labels]:
        """The clips as rows to guess: what they are labelled with is not shown."""
        return [Labels(clip.name, clip.path, None, None, None, None) for clip in self.clips]


def hear_compared(
    audio_dir: Path,
    folds_file: Path,
    *,
    ears_folder: Path,
    teachers: Path,
    cache: Path | None,
    workers: int,
    progress: Callable[[int, int], None],
) -> Compared:
    """Let hand-made features and teachers listen to all labelled clips of a folder.

    :param teachers: folder of their files (layout in docs/TRAINING.md).
    :param cache: as of :func:`hear_clips`; what the teachers say is kept beside it.
    :param progress: told (clips done, clips in all), first of the one, then of the other.
    :raises UsageError: the folder is not laid out as it should be, or a teacher is missing.
    """
    teacher_files(teachers)  # what is missing is said before the listening
    clips = load_clips(audio_dir, folds_file)
    paths = [clip.path for clip in clips]
    sounds = hear_clips(paths, ears_folder, cache=cache, workers=workers, progress=progress)
    usable = [(c, s) for c, s in zip(clips, sounds, strict=True) if not s.failure]
    answers = ask_teachers(
        [clip.path for clip, _ in usable],
        teachers,
        cache=cache.with_name("teachers.npz") if cache is not None else None,
        workers=workers,
        progress=progress,
    )
    return Compared(tuple(c for c, _ in usable), tuple(s for _, s in usable), answers)


def beside_baselines(compared: Compared, guesses: Guesses, *, workers: int = 1) -> dict[str, Any]:
    """The document of :func:`player.training.comparison.compare`, our row last.

    :param guesses: of :attr:`Compared.labels`, by heads retrained per fold.
    :param workers: processes that fit; 1 stays in this one.
    :raises ValueError: the guesses are by heads of other clips.
    """
    clips = compared.clips
    styles = styles_of(clips)
    features = baseline_features(compared.heard, compared.answers)
    fit = partial(fitted_row, clips, styles=styles)
    rows = {MEAN: mean_row(clips, styles)}
    if workers <= 1:
        rows |= zip(features, map(fit, features.values()), strict=True)
    else:
        with ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=use_one_thread
        ) as pool:
            rows |= zip(features, pool.map(fit, features.values()), strict=True)
    rows[OURS] = _own_row(guesses, styles)
    return compare(clips, rows, styles, ours=OURS)


def baseline_features(
    heard: Sequence[ClipFeatures], answers: Answers
) -> Mapping[str, Sequence[FloatArray]]:
    """Row of the table -> what it hears of each clip, (channels, features).

    The hand-made features alone are learned through all channels, as the network is; the teachers
    heard the clips only as they are, so what stands beside them is the first channel.
    """
    hand_made = [
        np.stack([windows.mean(axis=0) for windows in sound.windows]).astype(np.float64)
        for sound in heard
    ]
    yamnet = answers["yamnet"].astype(np.float64)
    tags = [answers[name].astype(np.float64) for name in ("cnn_tags", "crnn_tags")]
    teachers = np.concatenate([yamnet, *tags], axis=1)
    plain = np.stack([channels[0] for channels in hand_made])
    return {
        LIBROSA: hand_made,
        YAMNET: list(yamnet[:, None]),
        TEACHERS: list(teachers[:, None]),
        TEACHERS_AND_LIBROSA: list(np.concatenate([teachers, plain], axis=1)[:, None]),
    }


def fitted_row(clips: Sequence[Clip], channels: Sequence[FloatArray], styles: Sequence[str]) -> Row:
    """What the network's kind of heads say of clips they never saw, from other features.

    :param channels: (channels, features) of each clip; judged is the first channel.
    """
    row = Row.empty(len(clips), len(styles))
    rows = label(clips, channels)
    owner = np.repeat(np.arange(len(clips)), [len(features) for features in channels])
    plain = np.stack([features[0] for features in channels])
    for split in splits_of(clips):
        heads = fit_heads(rows.where(~split.held_back[owner]), styles)
        row.plane[split.tested] = heads.plane(plain[split.tested])
        row.emotions[split.tested] = heads.emotions(plain[split.tested])
        row.style_logits[split.tested] = heads.style_logits(plain[split.tested])
    return row


def mean_row(clips: Sequence[Clip], styles: Sequence[str]) -> Row:
    """Listens to nothing: says the means of the training, and how often it has each style."""
    row = Row.empty(len(clips), len(styles))
    rows = label(clips, list(np.zeros((len(clips), 1, 1))))
    for split in splits_of(clips):
        seen = rows.where(~split.held_back)
        row.plane[split.tested] = _mean_of_known(seen.plane)
        row.emotions[split.tested] = _mean_of_known(seen.emotions)
        row.style_logits[split.tested] = [float((seen.style == s).sum()) for s in styles]
    return row


def _mean_of_known(labels: FloatArray) -> FloatArray:
    """Column means over the rows that are labelled; NaN when none is."""
    known = labels[~np.isnan(labels).any(axis=1)]
    return np.asarray(known.mean(axis=0)) if len(known) else np.full(labels.shape[1], np.nan)


def _own_row(guesses: Guesses, styles: Sequence[str]) -> Row:
    """Shares order the styles as their logits do; the last one is no style of the list."""
    if guesses.emotions is None or guesses.styles != tuple(styles):
        raise ValueError("the guesses are not those of heads retrained on these clips")
    return Row(guesses.plane, guesses.emotions, guesses.style_shares[:, : len(styles)])

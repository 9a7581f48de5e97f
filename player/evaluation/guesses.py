"""What the network says of labelled clips: the shipped one, or heads retrained per fold.

Command line only (imports torch and scikit-learn).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.errors import FileUnreadableError, UsageError
from player.evaluation.manifest import Labels
from player.tagging.calibration import (
    UNSURE,
    clear_best,
    mood_probabilities,
    read_scores,
    style_probabilities,
)
from player.tagging.card import CalibrationParameters
from player.tagging.network import AudioNetwork
from player.tagging.pipeline import analyse
from player.training.clip_audio import file_hash
from player.training.clip_features import CHANNELS, ClipFeatures, hear_clips
from player.training.clips import EMOTIONS, Clip, load_clips
from player.training.fit_calibration import fit_calibration
from player.training.heads import Heads
from player.training.hearing import hear_everything
from player.training.rows import OutOfFold, heads_of_splits, out_of_fold, splits_of, styles_of
from player.wording import sentence

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Guesses:
    """One row per clip of the manifest, in its order; NaN where the clip could not be heard."""

    plane: FloatArray
    """(n, 2) valence, arousal, without abstaining."""
    plane_sd: FloatArray
    """(n, 2) standard deviations of their errors."""
    styles: tuple[str, ...]
    """Ids of the styles it can tell."""
    style_shares: FloatArray
    """(n, S + 1) probabilities, ``other`` last."""
    mood_sure: BoolArray
    """(n,) a listener would be shown a mood."""
    style_sure: BoolArray
    """(n,) a listener would be shown a style."""
    groups: tuple[str, ...]
    """Recording of each clip, as far as it is known."""
    failures: tuple[tuple[str, str], ...]
    """Clips that could not be heard, and why."""
    tracks_per_s: float | None
    """Clips heard per second, end to end on one core; ``None`` where features came from a cache."""
    seen_in_training: int
    """Clips that the heads which judged them were fitted on."""
    emotions: FloatArray | None = None
    """(n, E) share of listeners who would feel each emotion; ``None`` where it was not asked."""
    emotion_names: tuple[str, ...] = ()
    """Names of the emotions, as the network's card has them."""

    def rows(self, chosen: slice) -> Guesses:
        """The same of some of the clips; failures, speed and what was seen stay those of all."""
        return replace(
            self,
            plane=self.plane[chosen],
            plane_sd=self.plane_sd[chosen],
            style_shares=self.style_shares[chosen],
            mood_sure=self.mood_sure[chosen],
            style_sure=self.style_sure[chosen],
            groups=self.groups[chosen],
            emotions=None if self.emotions is None else self.emotions[chosen],
        )


def shipped_guesses(
    labels: Sequence[Labels], models_dir: Path, device: str, progress: Progress
) -> Guesses:
    """Quick analyses by the shipped network, as a listener's library gets them."""
    network = AudioNetwork.load(models_dir, device)
    card = network.card
    rows = np.full((len(labels), card.scores_size), np.nan)
    failures = []
    began = time.monotonic()
    for i, clip in enumerate(labels):
        try:
            _, heard = analyse(
                str(clip.path), track_id=i, audio_key="", depth="quick", network=network
            )
            rows[i] = heard.scores
        except FileUnreadableError as error:
            failures.append((clip.name, str(error)))
        progress(i + 1, len(labels))
    seconds = time.monotonic() - began
    known = ~np.isnan(rows).any(axis=1)
    reading = read_scores(np.nan_to_num(rows), card)
    plane = rows[:, [card.output("valence").start, card.output("arousal").start]]
    felt = next((output for output in card.outputs if output.name == "emotion"), None)
    seen = set(card.clips.values())
    hashes = [
        file_hash(clip.path) for clip, heard_it in zip(labels, known, strict=True) if heard_it
    ]
    return Guesses(
        plane=plane,
        plane_sd=np.broadcast_to(_sd(card.calibration), plane.shape),
        styles=card.styles,
        style_shares=_shares(rows[:, card.output("style").columns], card.calibration),
        mood_sure=known & (reading.mood != UNSURE),
        style_sure=known & (reading.style != UNSURE),
        groups=tuple(clip.name for clip in labels),
        failures=tuple(failures),
        tracks_per_s=round(int(known.sum()) / max(seconds, 1e-6), 2),
        seen_in_training=sum(digest in seen for digest in hashes),
        emotions=None if felt is None else rows[:, felt.columns],
        emotion_names=() if felt is None else felt.labels,
    )


def fold_guesses(
    labels: Sequence[Labels],
    audio_dir: Path,
    folds_file: Path,
    ears_folder: Path,
    *,
    cache: Path | None,
    workers: int,
    progress: Progress,
) -> Guesses:
    """Guesses by encoders, heads and calibrations that never met the clip's fold.

    Heads are fitted on the clips of *audio_dir* as they are. A row of *labels* whose path lies
    elsewhere is a copy of the clip of its name (degraded, say): it is listened to, and judged by
    the encoder and the heads of the clip's fold.

    :raises UsageError: the folder is not that of the training, a clip of the manifest has no fold,
        or the encoders were made for other folds.
    """
    everything = hear_everything(
        load_clips(audio_dir, folds_file),
        ears_folder,
        cache=cache,
        workers=workers,
        progress=progress,
    )
    clips, heard, ears = everything.clips, everything.heard, everything.ears
    place = {clip.name: i for i, clip in enumerate(clips)}
    if missing := [clip.name for clip in labels if clip.name not in place]:
        raise UsageError(
            sentence("Command", "{file} is in no fold of the training clips.", file=missing[0])
        )
    fitted = heads_of_splits(clips, heard, everything.made, ears)
    unseen = out_of_fold(clips, heard, fitted, ears)
    chosen = [place[clip.name] for clip in labels]
    said = _Said(unseen.plane[chosen], unseen.style_logits[chosen], unseen.emotions[chosen])
    copied = [i for i, clip in enumerate(labels) if clip.path != clips[chosen[i]].path]
    copies = hear_clips(
        [labels[i].path for i in copied],
        ears_folder,
        cache=None,
        channels=CHANNELS[:1],
        workers=workers,
    )
    splits = splits_of(clips)
    for split, heads in zip(splits, fitted, strict=True):
        tested = {
            i: sound for i, sound in zip(copied, copies, strict=True) if split.tested[chosen[i]]
        }
        _say_of_copies(said, tested, heads, ears.of_split(split.number))
    judged = _judge(clips, unseen, said, chosen)
    return Guesses(
        plane=said.plane,
        plane_sd=judged.plane_sd,
        styles=styles_of(clips),
        style_shares=judged.style_shares,
        mood_sure=judged.mood_sure,
        style_sure=judged.style_sure,
        groups=tuple(clips[i].group for i in chosen),
        failures=tuple(
            (labels[i].name, sound.failure)
            for i, sound in zip(copied, copies, strict=True)
            if sound.failure
        ),
        tracks_per_s=None,
        seen_in_training=0,
        emotions=said.emotions,
        emotion_names=tuple(EMOTIONS),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What heads that never saw the clip say of each row of the labels."""

    plane: FloatArray
    style_logits: FloatArray
    emotions: FloatArray


def _say_of_copies(
    said: _Said, copies: Mapping[int, ClipFeatures], heads: Heads, encoder: int
) -> None:
    """Write what *heads* say of *copies* (row -> sound) into *said*."""
    for i, sound in copies.items():
        if sound.failure:
            said.plane[i] = said.style_logits[i] = said.emotions[i] = np.nan
            continue
        windows = sound.rows(encoder).astype(np.float64)
        said.plane[i], said.style_logits[i], said.emotions[i] = heads.pooled(windows)


@dataclass(frozen=True, slots=True)
class _Judged:
    """Doubt about every row of the labels, by a calibration that did not see its fold."""

    plane_sd: FloatArray
    style_shares: FloatArray
    mood_sure: BoolArray
    style_sure: BoolArray


def _judge(
    clips: Sequence[Clip], unseen: OutOfFold, said: _Said, clip_of: Sequence[int]
) -> _Judged:
    n, styles = said.style_logits.shape
    judged = _Judged(
        np.zeros((n, 2)), np.zeros((n, styles + 1)), np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    )
    for split in splits_of(clips):
        test = split.tested[list(clip_of)]
        if not test.any():
            continue
        calibration = fit_calibration(clips, unseen, ~split.tested)
        shares = _shares(said.style_logits[test], calibration)
        sd = np.broadcast_to(_sd(calibration), (int(test.sum()), 2))
        plane = np.clip(said.plane[test], -1.0, 1.0)
        moods = mood_probabilities(
            plane[:, 0], plane[:, 1], sd[:, 0], sd[:, 1], spread=calibration.mood_spread
        )
        best = clear_best(shares, calibration.style_margin)
        judged.plane_sd[test] = sd
        judged.style_shares[test] = shares
        judged.mood_sure[test] = clear_best(moods, calibration.mood_margin) != UNSURE
        judged.style_sure[test] = (best != UNSURE) & (best < styles)
    return judged


def _sd(calibration: CalibrationParameters) -> FloatArray:
    return np.array([calibration.valence_sd, calibration.arousal_sd])


def _shares(logits: npt.NDArray[np.floating], calibration: CalibrationParameters) -> FloatArray:
    return style_probabilities(
        logits, temperature=calibration.style_temperature, other_logit=calibration.other_logit
    )

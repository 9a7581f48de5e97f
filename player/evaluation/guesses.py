"""What the network says of labelled clips: the shipped one, or heads retrained per fold.

Command line only (imports torch and scikit-learn).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from player.training.clip_features import file_hash, hear_clips
from player.training.clips import Clip, load_clips
from player.training.fit_calibration import fit_calibration
from player.training.rows import OutOfFold, fold_of, out_of_fold, styles_of
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
    )


def fold_guesses(
    labels: Sequence[Labels],
    audio_dir: Path,
    folds_file: Path,
    *,
    cache: Path | None,
    workers: int,
    progress: Progress,
) -> Guesses:
    """Guesses by heads and calibrations fitted without the clip's fold.

    :raises UsageError: the folder is not that of the training, or a clip of the manifest has no
        fold.
    """
    clips = load_clips(audio_dir, folds_file)
    sounds = hear_clips([c.path for c in clips], cache=cache, workers=workers, progress=progress)
    usable = [(c, s) for c, s in zip(clips, sounds, strict=True) if not s.failure]
    clips, heard = [c for c, _ in usable], [s for _, s in usable]
    unseen = out_of_fold(clips, heard)
    place = {clip.name: i for i, clip in enumerate(clips)}
    if missing := [clip.name for clip in labels if clip.name not in place]:
        raise UsageError(
            sentence("Command", "{file} is in no fold of the training clips.", file=missing[0])
        )
    chosen = np.array([place[clip.name] for clip in labels])
    judged = _judge(clips, unseen)
    return Guesses(
        plane=unseen.plane[chosen],
        plane_sd=judged.plane_sd[chosen],
        styles=styles_of(clips),
        style_shares=judged.style_shares[chosen],
        mood_sure=judged.mood_sure[chosen],
        style_sure=judged.style_sure[chosen],
        groups=tuple(clips[i].group for i in chosen),
        failures=(),
        tracks_per_s=None,
        seen_in_training=0,
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """Doubt about every training clip, by a calibration that did not see its fold."""

    plane_sd: FloatArray
    style_shares: FloatArray
    mood_sure: BoolArray
    style_sure: BoolArray


def _judge(clips: Sequence[Clip], unseen: OutOfFold) -> _Judged:
    n, styles = unseen.style_logits.shape
    judged = _Judged(
        np.zeros((n, 2)), np.zeros((n, styles + 1)), np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    )
    for fold in sorted({fold_of(clip) for clip in clips}):
        test = np.array([fold_of(clip) == fold for clip in clips])
        calibration = fit_calibration(clips, unseen, ~test)
        shares = _shares(unseen.style_logits[test], calibration)
        sd = np.broadcast_to(_sd(calibration), (int(test.sum()), 2))
        plane = np.clip(unseen.plane[test], -1.0, 1.0)
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

"""Do a listener's corrections make the tracks they did not correct more right? On simulated ears.

Command line only. A simulated listener corrects ten tracks, by dragging the dot to where they feel
it, with the hand's own error: tracks that come by chance, or those that a lesson would ask about
(:mod:`player.jobs.teaching`). The recalibration
(:mod:`player.jobs.recalibration`) learns from these; and the distance on the plane between what is
shown and what the listener feels is taken on all other tracks, before and after. A listener counts
once: intervals are over listeners.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from player.errors import UsageError
from player.evaluation.guesses import Progress, fold_guesses
from player.evaluation.manifest import Labels, read_manifest
from player.evaluation.simulated_ears import (
    JUDGED,
    Ear,
    FloatArray,
    Heard,
    directions,
    feel,
    made_up_library,
)
from player.jobs.recalibration import PRIOR, Features, Observations, Prior, Recalibration
from player.jobs.teaching import Library, most_telling, spread_rows
from player.jobs.view_corrections import CORRECTED_SD
from player.tagging.card import NetworkCard
from player.training.clips import load_clips
from player.training.hearing import hear_everything
from player.training.metrics import RESAMPLES, Indices
from player.wording import sentence

CORRECTED = 10
"""Corrections a listener makes."""

LISTENERS = 200
"""Of each kind."""

MADE_UP_TRACKS = 2000

_SEED = 20_260
_LEAST_CLIPS = 3 * CORRECTED


def run(
    manifest: Path,
    folds: Path,
    *,
    models_dir: Path,
    cache: Path | None,
    workers: int,
    progress: Progress,
) -> dict[str, Any]:
    """The document of ``moodlark evaluate corrections``.

    :param manifest: labelled clips; those with valence and arousal are the library.
    :param folds: so that no guess comes from heads that saw the clip.
    :raises UsageError: there are too few such clips, or as :func:`fold_guesses`.
    """
    labels = [
        clip
        for clip in read_manifest(manifest)
        if clip.valence is not None and clip.arousal is not None
    ]
    if len(labels) < _LEAST_CLIPS:
        raise UsageError(
            sentence(
                "Command",
                "{count} clips with valence and arousal are needed; the table has {found}.",
                count=_LEAST_CLIPS,
                found=len(labels),
            )
        )
    sources = _Sources(manifest.parent, folds, models_dir / "ears", cache, workers)
    clips = _labelled_library(labels, sources, progress)
    calibration = NetworkCard.load(models_dir).calibration
    made_up = made_up_library(MADE_UP_TRACKS, calibration, _SEED)
    return {
        "simulated": True,
        "corrected": CORRECTED,
        "listeners": LISTENERS,
        "labelled_clips": _judged(clips),
        "made_up": _judged(made_up),
    }


def _judged(heard: Heard) -> dict[str, Any]:
    """All figures of one library."""
    rows = spread_rows(np.arange(len(heard.average)))
    some = heard.features.rows(rows)
    library = Library(some, np.ones(len(rows)), np.ones(len(rows)))
    telling = rows[most_telling(library, some.rows(slice(0, 0)), CORRECTED)]
    return {
        "tracks": len(heard.average),
        "by_chance": judge(heard, JUDGED, seed=_SEED),
        "by_lesson": judge(heard, JUDGED, seed=_SEED, chosen=telling),
    }


def judge(
    heard: Heard,
    ears: Mapping[str, Ear],
    *,
    seed: int,
    listeners: int = LISTENERS,
    prior: Prior = PRIOR,
    chosen: Indices | None = None,
) -> dict[str, Any]:
    """Kind of listener -> mean distances on uncorrected tracks, before and after, with intervals
    of 95 % over listeners.

    :param chosen: rows that are corrected; ten by chance by default.
    """
    return {
        kind: _summary(
            np.array(
                [
                    errors(
                        heard,
                        ear,
                        np.random.default_rng((seed, number, i)),
                        prior=prior,
                        chosen=chosen,
                    )
                    for i in range(listeners)
                ]
            )
        )
        for number, (kind, ear) in enumerate(ears.items())
    }


def errors(
    heard: Heard,
    ear: Ear,
    random: np.random.Generator,
    *,
    prior: Prior = PRIOR,
    chosen: Indices | None = None,
) -> tuple[float, float]:
    """Mean distance on the uncorrected tracks of one listener, before and after; arguments as of
    :func:`judge`."""
    felt = feel(heard, ear, random)
    if chosen is None:
        chosen = random.choice(len(felt), CORRECTED, replace=False)
    said = np.clip(felt[chosen] + random.normal(0, CORRECTED_SD, (len(chosen), 2)), -1.0, 1.0)
    features = heard.features
    learnt = Recalibration(
        Observations(features.rows(chosen), said, np.full(said.shape, CORRECTED_SD)), prior
    )
    others = np.setdiff1d(np.arange(len(felt)), chosen)
    before = features.place[others] - felt[others]
    after = learnt.moved(features.rows(others)).place - felt[others]
    return float(np.hypot(*before.T).mean()), float(np.hypot(*after.T).mean())


def _summary(pairs: FloatArray) -> dict[str, Any]:
    before, after = pairs.T
    random = np.random.default_rng(_SEED)
    drawn = random.integers(0, len(pairs), (RESAMPLES, len(pairs)))
    changes = (after[drawn].mean(axis=1) - before[drawn].mean(axis=1)) / before[drawn].mean(axis=1)
    return {
        "before": _rounded(before.mean()),
        "after": _rounded(after.mean()),
        "change": _rounded(after.mean() / before.mean() - 1.0),
        "change_ci95": [_rounded(end) for end in np.percentile(changes, [2.5, 97.5])],
        "better_off": _rounded((after < before).mean()),
    }


def _rounded(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where labelled clips are, and what hears them."""

    folder: Path
    folds: Path
    ears: Path
    cache: Path | None
    workers: int


def _labelled_library(labels: Sequence[Labels], of: _Sources, progress: Progress) -> Heard:
    """The labelled clips as a library: places by heads that never saw the clip.

    How near two clips sound is told by the encoder that ships: it was taught by other networks and
    by no label, and encoders of different folds cannot be compared.
    """
    said = fold_guesses(
        labels,
        of.folder,
        of.folds,
        of.ears,
        cache=of.cache,
        workers=of.workers,
        progress=progress,
    )
    everything = hear_everything(
        load_clips(of.folder, of.folds), of.ears, cache=of.cache, workers=of.workers
    )
    sounds = {
        clip.name: sound.embeddings[0][-1].astype(np.float64).mean(axis=0)
        for clip, sound in zip(everything.clips, everything.heard, strict=True)
    }
    rated: npt.NDArray[np.float64] = np.array([(clip.valence, clip.arousal) for clip in labels])
    return Heard(
        Features(
            np.clip(said.plane, -1.0, 1.0).astype(np.float32),
            said.plane_sd.astype(np.float32),
            said.style_shares.astype(np.float32),
            directions(np.array([sounds[clip.name] for clip in labels])),
        ),
        np.clip(rated, -1.0, 1.0),
    )


def table(result: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The document as rows of library, choice, kind, and figures, for a person."""
    return [
        (library, choice, kind, *_figures(figures))
        for library in ("labelled_clips", "made_up")
        for choice in ("by_chance", "by_lesson")
        for kind, figures in result[library][choice].items()
    ]


def _figures(figures: Mapping[str, Any]) -> tuple[str, str]:
    low, high = (100 * end for end in figures["change_ci95"])
    change = f"{100 * figures['change']:+.1f} % ({low:+.1f} \N{HORIZONTAL ELLIPSIS} {high:+.1f})"
    return f"{figures['before']:.3f} \N{RIGHTWARDS ARROW} {figures['after']:.3f}", change

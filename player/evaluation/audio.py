"""``moodlark evaluate audio``: how well the network hears, on labelled clips, with intervals.

Command line only. The rules are in docs/EVALUATION.md; they are the same for everyone's clips.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from player.evaluation.audio_table import table
from player.evaluation.baselines import beside_baselines, hear_compared
from player.evaluation.decisions import (
    Decisions,
    felt_emotions,
    heard,
    quadrant_decisions,
    style_decisions,
)
from player.evaluation.degrade import DEGRADATIONS, degraded_labels
from player.evaluation.guesses import (
    BoolArray,
    Guesses,
    Progress,
    fold_guesses,
    shipped_guesses,
)
from player.evaluation.manifest import Labels, read_manifest
from player.evaluation.plots import draw
from player.evaluation.robust import changes
from player.training.comparison import markdown
from player.training.ears import EARS_FOLDER
from player.training.figures import axis_figures, class_figures
from player.training.metrics import (
    calibration_band,
    expected_calibration_error,
    interval,
    mean_correlation_of,
    pearson,
    share_of,
)
from player.training.plots import require_matplotlib

__all__ = ["judge", "markdown", "run", "table"]

_COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_Z80 = 1.2816
"""Half width of an 80 % interval in standard deviations."""


def run(
    manifest: Path,
    *,
    models_dir: Path,
    folds: Path | None = None,
    device: str = "auto",
    cache: Path | None = None,
    workers: int = 1,
    robust: bool = False,
    plots: Path | None = None,
    teachers: Path | None = None,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """Judge the clips of *manifest* and compare with their labels.

    :param folds: columns file, group, fold: retrain the heads per fold on the manifest's folder
        instead of using the shipped ones, so that figures on training clips are honest.
    :param cache: with *folds*, a file that keeps the features of the clips.
    :param robust: also judge degraded copies of all clips (made in a temporary folder), and say
        how far each figure moves.
    :param plots: folder for the plots; made when it is missing.
    :param teachers: with *folds*, the folder of the teachers: also compare with them and with
        simpler baselines, on all clips that the folds' folder has labels for.
    :returns: the JSON document of docs/EVALUATION.md; figures without labels are ``None``.
    :raises UsageError: the manifest or the folds cannot be used, or plots cannot be drawn.
    """
    if plots is not None:
        require_matplotlib()  # said before the listening, not after
    labels = read_manifest(manifest)
    compared = None
    if teachers is not None and folds is not None:
        compared = hear_compared(
            manifest.parent,
            folds,
            ears_folder=models_dir / EARS_FOLDER,
            teachers=teachers,
            cache=cache,
            workers=workers,
            progress=progress,
        )

    def guess(rows: Sequence[Labels]) -> Guesses:
        if folds is None:
            return shipped_guesses(rows, models_dir, device, progress)
        return fold_guesses(
            rows,
            manifest.parent,
            folds,
            models_dir / EARS_FOLDER,
            cache=cache,
            workers=workers,
            progress=progress,
        )

    with tempfile.TemporaryDirectory(prefix="moodlark-") as folder:
        copies = _copies(labels, Path(folder), progress) if robust else {}
        everything = guess(
            [
                *labels,
                *(copy for rows in copies.values() for copy in rows),
                *(compared.labels if compared else ()),
            ]
        )
    guesses, degraded = _parts(everything, len(labels), tuple(copies))
    result = judge(labels, guesses)
    result["heads"] = "shipped" if folds is None else "retrained per fold"
    result["robust"] = changes(labels, guesses, degraded) if robust else None
    result["comparison"] = None
    if compared is not None:
        ours = everything.rows(slice(len(everything.plane) - len(compared.clips), None))
        result["comparison"] = beside_baselines(compared, ours, workers=workers)
    if plots is not None:
        result["plots"] = [file.name for file in draw(labels, guesses, plots)]
    return result


def judge(labels: Sequence[Labels], guesses: Guesses) -> dict[str, Any]:
    """Compare *guesses* with *labels*: the document of docs/EVALUATION.md without its extras."""
    chosen = heard(guesses)
    quadrants = quadrant_decisions(labels, guesses, chosen)
    styles = style_decisions(labels, guesses, chosen)
    return {
        "n": len(labels),
        "failed": [{"file": n, "failure": why} for n, why in dict(guesses.failures).items()],
        "valence": _axis(labels, guesses, chosen, 0),
        "arousal": _axis(labels, guesses, chosen, 1),
        "quadrant": _accuracy(quadrants, guesses.groups),
        "style": _styles(styles, guesses.groups),
        "emotion": _emotion(labels, guesses, chosen),
        "calibration": {"quadrant": _calibration(quadrants), "style": _calibration(styles)},
        "coverage": _coverage(guesses, chosen, quadrants, styles),
        "tracks_per_s": guesses.tracks_per_s,
        "seen_in_training": guesses.seen_in_training,
    }


def _copies(labels: Sequence[Labels], folder: Path, progress: Progress) -> dict[str, list[Labels]]:
    return {
        name: degraded_labels(labels, degradation, folder / name, progress=progress)
        for name, degradation in DEGRADATIONS.items()
    }


def _parts(everything: Guesses, n: int, names: Sequence[str]) -> tuple[Guesses, dict[str, Guesses]]:
    """Guesses for the clips, and for each kind of copy: heard in one go, so that heads are fitted
    once."""
    copies = {
        name: everything.rows(slice((i + 1) * n, (i + 2) * n)) for i, name in enumerate(names)
    }
    return everything.rows(slice(0, n)), copies


def _axis(
    labels: Sequence[Labels], guesses: Guesses, chosen: BoolArray, column: int
) -> dict[str, Any] | None:
    truth = np.array(
        [(clip.valence, clip.arousal)[column] for clip in labels], np.float64
    )  # None becomes NaN
    chosen = chosen & ~np.isnan(truth)
    if chosen.sum() < 3:
        return None
    groups = _of(guesses.groups, chosen)
    predicted = np.clip(guesses.plane[chosen, column], -1.0, 1.0)
    inside = np.abs(predicted - truth[chosen]) <= _Z80 * guesses.plane_sd[chosen, column]
    low, high = interval(share_of(inside), groups)
    return {
        "n": int(chosen.sum()),
        **axis_figures(predicted, truth[chosen], groups),
        "covered_by_80": round(float(inside.mean()), 3),
        "covered_by_80_ci95": [round(low, 3), round(high, 3)],
    }


def _accuracy(decisions: Decisions | None, groups: Sequence[str]) -> dict[str, Any] | None:
    if decisions is None:
        return None
    return {
        "n": len(decisions.rows),
        **class_figures(
            decisions.said, decisions.truth, [groups[i] for i in decisions.rows.tolist()]
        ),
    }


def _styles(decisions: Decisions | None, groups: Sequence[str]) -> dict[str, Any] | None:
    figures = _accuracy(decisions, groups)
    if decisions is None or figures is None:
        return None
    return {
        **figures,
        "labels": list(decisions.names),
        "unknown_labels": sorted(set(decisions.truth) - set(decisions.names)),
    }


def _emotion(
    labels: Sequence[Labels], guesses: Guesses, chosen: BoolArray
) -> dict[str, Any] | None:
    """Mean and single correlations with the emotions listeners felt."""
    felt = felt_emotions(labels, guesses, chosen)
    if felt is None:
        return None
    mean = mean_correlation_of(felt.said, felt.truth)
    low, high = interval(mean, [guesses.groups[i] for i in felt.rows.tolist()])
    return {
        "n": len(felt.rows),
        "mean_r": round(mean(np.arange(len(felt.rows))), 3),
        "ci95": [round(low, 3), round(high, 3)],
        "r": {
            name: round(pearson(felt.said[:, i], felt.truth[:, i]), 3)
            for i, name in enumerate(felt.names)
        },
    }


def _calibration(decisions: Decisions | None) -> dict[str, Any] | None:
    """Calibration error of the best guess beside that of a perfectly calibrated guesser."""
    if decisions is None:
        return None
    confidence = decisions.confidence
    chance, band95 = calibration_band(confidence)
    ece = expected_calibration_error(confidence, decisions.right)
    return {
        "ece": round(ece, 3),
        "ece_debiased": round(max(0.0, ece - chance), 3),
        "by_chance": round(chance, 3),
        "band95": round(band95, 3),
        "inside_band": bool(ece <= band95),
        "mean_confidence": round(float(confidence.mean()), 3),
    }


def _coverage(
    guesses: Guesses, chosen: BoolArray, quadrants: Decisions | None, styles: Decisions | None
) -> dict[str, Any]:
    """What is lost and won by abstaining: accuracy among the surest shares of the clips."""
    return {
        "mood_share": round(float(guesses.mood_sure[chosen].mean()), 3) if chosen.any() else 0.0,
        "style_share": round(float(guesses.style_sure[chosen].mean()), 3) if chosen.any() else 0.0,
        "quadrant": _curve(quadrants),
        "style": _curve(styles),
    }


def _curve(decisions: Decisions | None) -> list[dict[str, float]]:
    if decisions is None:
        return []
    order, right = np.argsort(-decisions.confidence, kind="stable"), decisions.right
    points = []
    for share in _COVERAGES:
        kept = order[: max(1, round(share * len(order)))]
        points.append({"coverage": share, "accuracy": round(float(right[kept].mean()), 3)})
    return points


def _of(values: Sequence[str], chosen: BoolArray) -> list[str]:
    return [value for value, take in zip(values, chosen, strict=True) if take]

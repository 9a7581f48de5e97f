"""``moodlark evaluate audio``: how well the network hears, on labelled clips, with intervals.

Command line only. The rules are in docs/EVALUATION.md; they are the same for everyone's clips.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from player.evaluation.guesses import (
    BoolArray,
    FloatArray,
    Guesses,
    Progress,
    fold_guesses,
    shipped_guesses,
)
from player.evaluation.manifest import Labels, read_manifest
from player.training.figures import axis_figures, class_figures, quadrant
from player.training.metrics import calibration_band, expected_calibration_error
from player.wording import translate

_COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_Z80 = 1.2816
"""Half width of an 80 % interval in standard deviations."""

_QUADRANTS = ("Q1", "Q2", "Q3", "Q4")


def run(
    manifest: Path,
    *,
    models_dir: Path,
    folds: Path | None = None,
    device: str = "auto",
    cache: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Any]:
    """Judge the clips of *manifest* and compare with their labels.

    :param folds: columns file, group, fold: retrain the heads per fold on the manifest's folder
        instead of using the shipped ones, so that figures on training clips are honest.
    :param cache: with *folds*, a file that keeps the features of the clips.
    :returns: the JSON document of docs/EVALUATION.md; figures without labels are ``None``.
    :raises UsageError: the manifest or the folds cannot be used.
    """
    labels = read_manifest(manifest)
    if folds is None:
        guesses = shipped_guesses(labels, models_dir, device, progress)
    else:
        guesses = fold_guesses(
            labels, manifest.parent, folds, cache=cache, workers=workers, progress=progress
        )
    heard = np.asarray(np.isfinite(guesses.plane).all(axis=1), np.bool_)
    return {
        "n": len(labels),
        "failed": [{"file": name, "failure": why} for name, why in guesses.failures],
        "heads": "shipped" if folds is None else "retrained per fold",
        "valence": _axis(labels, guesses, heard, 0),
        "arousal": _axis(labels, guesses, heard, 1),
        "quadrant": _quadrants(labels, guesses, heard),
        "style": _styles(labels, guesses, heard),
        "calibration": _calibration(labels, guesses, heard),
        "coverage": _coverage(labels, guesses, heard),
        "tracks_per_s": guesses.tracks_per_s,
        "seen_in_training": guesses.seen_in_training,
    }


def table(result: dict[str, Any]) -> list[tuple[str, str]]:
    """The document as rows of (what, figure) to print."""
    rows = [(translate("Command", "Clips"), str(result["n"]))]
    names = {
        "valence": translate("Command", "Valence r"),
        "arousal": translate("Command", "Arousal r"),
        "quadrant": translate("Command", "Quadrant accuracy"),
        "style": translate("Command", "Style accuracy"),
    }
    for key, name in names.items():
        figures = result[key]
        if figures is not None:
            value = figures.get("r", figures.get("accuracy"))
            low, high = figures["ci95"]
            rows.append((name, f"{value:.3f}  ({low:.3f} – {high:.3f})  n={figures['n']}"))
    for key, name in (
        ("quadrant", translate("Command", "Quadrant calibration error")),
        ("style", translate("Command", "Style calibration error")),
    ):
        figures = result["calibration"][key]
        if figures is not None:
            band = translate(
                "Command", "honest guesser up to {value}", value=f"{figures['band95']:.3f}"
            )
            rows.append((name, f"{figures['ece']:.3f}  ({band})"))
    coverage = result["coverage"]
    rows.append((translate("Command", "Given a mood"), f"{coverage['mood_share']:.0%}"))
    rows.append((translate("Command", "Given a style"), f"{coverage['style_share']:.0%}"))
    rows.append((translate("Command", "Clips of the training"), str(result["seen_in_training"])))
    if result["tracks_per_s"] is not None:
        rows.append((translate("Command", "Tracks per second"), f"{result['tracks_per_s']:.1f}"))
    return rows


def _axis(
    labels: Sequence[Labels], guesses: Guesses, heard: BoolArray, column: int
) -> dict[str, Any] | None:
    truth = np.array(
        [(clip.valence, clip.arousal)[column] for clip in labels], np.float64
    )  # None becomes NaN
    chosen = heard & ~np.isnan(truth)
    if chosen.sum() < 3:
        return None
    predicted = np.clip(guesses.plane[chosen, column], -1.0, 1.0)
    wrong = np.abs(predicted - truth[chosen])
    return {
        "n": int(chosen.sum()),
        **axis_figures(predicted, truth[chosen], _of(guesses.groups, chosen)),
        "covered_by_80": round(float((wrong <= _Z80 * guesses.plane_sd[chosen, column]).mean()), 3),
    }


def _quadrants(
    labels: Sequence[Labels], guesses: Guesses, heard: BoolArray
) -> dict[str, Any] | None:
    chosen = heard & np.array([clip.quadrant is not None for clip in labels])
    if not chosen.any():
        return None
    return {
        "n": int(chosen.sum()),
        **class_figures(
            [quadrant(*row) for row in guesses.plane[chosen]],
            [str(clip.quadrant) for clip, take in zip(labels, chosen, strict=True) if take],
            _of(guesses.groups, chosen),
        ),
    }


def _style_choice(
    labels: Sequence[Labels], guesses: Guesses, heard: BoolArray
) -> tuple[BoolArray, list[str], FloatArray]:
    """Clips with a style, the styles told apart, and their probabilities among themselves."""
    chosen = heard & np.array([clip.style is not None for clip in labels])
    wanted = {clip.style for clip in labels}
    present = [style for style in guesses.styles if style in wanted]
    shares = guesses.style_shares[np.ix_(chosen, [guesses.styles.index(s) for s in present])]
    return chosen, present, shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)


def _styles(labels: Sequence[Labels], guesses: Guesses, heard: BoolArray) -> dict[str, Any] | None:
    chosen, present, shares = _style_choice(labels, guesses, heard)
    if not chosen.any() or not present:
        return None
    truth = [str(clip.style) for clip, take in zip(labels, chosen, strict=True) if take]
    return {
        "n": int(chosen.sum()),
        **class_figures(
            [present[i] for i in shares.argmax(axis=1)], truth, _of(guesses.groups, chosen)
        ),
        "labels": present,
        "unknown_labels": sorted(set(truth) - set(present)),
    }


def _calibration(labels: Sequence[Labels], guesses: Guesses, heard: BoolArray) -> dict[str, Any]:
    """Calibration error of the best guess beside that of a perfectly calibrated guesser."""
    chosen = heard & np.array([clip.quadrant is not None for clip in labels])
    result: dict[str, Any] = {"quadrant": None, "style": None}
    if chosen.any():
        shares = quadrant_probabilities(guesses.plane[chosen], guesses.plane_sd[chosen])
        truth = [clip.quadrant for clip, take in zip(labels, chosen, strict=True) if take]
        result["quadrant"] = _calibration_of(shares, [_QUADRANTS.index(str(q)) for q in truth])
    chosen, present, shares = _style_choice(labels, guesses, heard)
    if chosen.any() and present:
        styles = [clip.style for clip, take in zip(labels, chosen, strict=True) if take]
        result["style"] = _calibration_of(
            shares, [present.index(s) if s in present else -1 for s in styles]
        )
    return result


def _calibration_of(shares: FloatArray, truth: Sequence[int]) -> dict[str, float]:
    confidence = shares.max(axis=1)
    right = shares.argmax(axis=1) == np.array(truth)
    chance, band95 = calibration_band(confidence)
    ece = expected_calibration_error(confidence, right)
    return {
        "ece": round(ece, 3),
        "ece_debiased": round(max(0.0, ece - chance), 3),
        "by_chance": round(chance, 3),
        "band95": round(band95, 3),
        "mean_confidence": round(float(confidence.mean()), 3),
    }


def quadrant_probabilities(plane: FloatArray, sd: FloatArray) -> FloatArray:
    """(n, 4) probabilities of Q1..Q4 of a Gaussian on the plane with independent axes."""
    z = plane / (sd * math.sqrt(2.0))
    positive = 0.5 * (1.0 + np.array([[math.erf(value) for value in row] for row in z]))
    v, a = positive[:, 0], positive[:, 1]
    return np.stack([v * a, (1 - v) * a, (1 - v) * (1 - a), v * (1 - a)], axis=1)


def _coverage(labels: Sequence[Labels], guesses: Guesses, heard: BoolArray) -> dict[str, Any]:
    """What is lost and won by abstaining: accuracy among the surest shares of the clips."""
    result: dict[str, Any] = {
        "mood_share": round(float(guesses.mood_sure[heard].mean()), 3) if heard.any() else 0.0,
        "style_share": round(float(guesses.style_sure[heard].mean()), 3) if heard.any() else 0.0,
        "quadrant": [],
        "style": [],
    }
    chosen = heard & np.array([clip.quadrant is not None for clip in labels])
    if chosen.any():
        shares = quadrant_probabilities(guesses.plane[chosen], guesses.plane_sd[chosen])
        truth = [clip.quadrant for clip, take in zip(labels, chosen, strict=True) if take]
        right = shares.argmax(axis=1) == np.array([_QUADRANTS.index(str(q)) for q in truth])
        result["quadrant"] = _curve(shares.max(axis=1), right)
    chosen, present, shares = _style_choice(labels, guesses, heard)
    if chosen.any() and present:
        styles = [clip.style for clip, take in zip(labels, chosen, strict=True) if take]
        right = np.array([present[i] for i in shares.argmax(axis=1)]) == np.array(styles)
        result["style"] = _curve(shares.max(axis=1), right)
    return result


def _curve(confidence: FloatArray, right: npt.NDArray[np.bool_]) -> list[dict[str, float]]:
    order = np.argsort(-confidence, kind="stable")
    points = []
    for share in _COVERAGES:
        kept = order[: max(1, round(share * len(order)))]
        points.append({"coverage": share, "accuracy": round(float(right[kept].mean()), 3)})
    return points


def _of(values: Sequence[str], chosen: BoolArray) -> list[str]:
    return [value for value, take in zip(values, chosen, strict=True) if take]

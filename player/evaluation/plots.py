"""The plots of ``moodlark evaluate audio --plots DIR``: confusion, reliability, plane, coverage.

Command line only. Draws off screen with matplotlib (the ``train`` extra) through
:mod:`player.training.plots`; the words in the pictures are English. Must not compute a figure that
the document does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from player.evaluation.decisions import (
    Decisions,
    heard,
    quadrant_decisions,
    style_decisions,
)
from player.evaluation.guesses import FloatArray, Guesses
from player.evaluation.manifest import Labels
from player.training.metrics import Indices, equal_bins
from player.training.plots import IntArray, confusion, curve, new_figure, write_figure

_BLUE, _ORANGE, _GREY = "#0072b2", "#d55e00", "#9a9aa5"
_MEANING = {"Q1": "Q1 happy", "Q2": "Q2 angry", "Q3": "Q3 sad", "Q4": "Q4 calm"}
_RESAMPLES = 2000
_CLIPS_PER_BIN = 12
"""Of a reliability diagram, at least: fewer say nothing."""


def draw(labels: Sequence[Labels], guesses: Guesses, folder: Path) -> list[Path]:
    """Write the plots the labels allow into *folder*, which is made when it is missing.

    :returns: the files written.
    :raises UsageError: matplotlib is not installed.
    """
    chosen = heard(guesses)
    written = []
    sure: dict[str, tuple[FloatArray, FloatArray]] = {}
    for name, decisions in (
        ("quadrant", quadrant_decisions(labels, guesses, chosen)),
        ("style", style_decisions(labels, guesses, chosen)),
    ):
        if decisions is None:
            continue
        names, counts = confusion_counts(decisions)
        shown = [_MEANING.get(label, label) for label in names]
        confusion(folder / f"{name}_confusion.png", counts, shown, title=f"{name.capitalize()}s")
        draw_reliability(folder / f"{name}_reliability.png", decisions, title=name.capitalize())
        written += [folder / f"{name}_confusion.png", folder / f"{name}_reliability.png"]
        sure[name] = accuracy_over_coverage(decisions)
    if sure:
        file = folder / "coverage.png"
        curve(file, sure, x="share of clips answered, the surest first", y="accuracy",
              title="Accuracy against coverage")  # fmt: skip
        written.append(file)
    rated = chosen & np.array([None not in (clip.valence, clip.arousal) for clip in labels])
    if rated.any():
        truth = np.array([(clip.valence, clip.arousal) for clip in labels], np.float64)
        draw_plane(folder / "plane.png", truth[rated], guesses.plane[rated])
        written.append(folder / "plane.png")
    return written


def confusion_counts(decisions: Decisions) -> tuple[list[str], IntArray]:
    """Names, and (k, k) clips per (truth, said); labels that are no answers come last."""
    names = [*decisions.names, *sorted(set(decisions.truth) - set(decisions.names))]
    counts = np.zeros((len(names), len(names)), np.int64)
    for truth, said in zip(decisions.truth, decisions.said, strict=True):
        counts[names.index(truth), names.index(said)] += 1
    return names, counts


def accuracy_over_coverage(decisions: Decisions) -> tuple[FloatArray, FloatArray]:
    """Shares of the clips from the surest tenth to all, and the accuracy among them."""
    right = decisions.right[np.argsort(-decisions.confidence, kind="stable")]
    kept = np.unique(np.maximum(1, np.round(np.linspace(0.1, 1.0, 46) * len(right)).astype(int)))
    return kept / len(right), np.cumsum(right)[kept - 1] / kept


def chance_band(confidence: FloatArray, *, seed: int = 0) -> tuple[FloatArray, FloatArray]:
    """Ends of the 95 % band of each bin's accuracy for a perfectly calibrated guesser."""
    bins = _bins(confidence)
    random = np.random.default_rng(seed)
    draws = random.random((_RESAMPLES, len(confidence))) < confidence
    shares = np.stack([draws[:, part].mean(axis=1) for part in bins])
    low, high = np.percentile(shares, (2.5, 97.5), axis=1)
    return low, high


def _bins(confidence: FloatArray) -> list[Indices]:
    return equal_bins(confidence, min(10, max(2, len(confidence) // _CLIPS_PER_BIN)))


def draw_reliability(file: Path, decisions: Decisions, *, title: str) -> None:
    """Accuracy over confidence in equally filled bins, in the band of an honest guesser."""
    confidence, right = decisions.confidence, decisions.right
    bins = _bins(confidence)
    said = np.array([confidence[part].mean() for part in bins])
    low, high = chance_band(confidence)
    figure = new_figure(5.2, 6.0)
    axes, below = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": (4, 1)})
    axes.fill_between(
        said, low, high, color=_GREY, alpha=0.25, linewidth=0, label="honest, 95 % by chance"
    )
    axes.plot((0, 1), (0, 1), color=_GREY, linestyle="--", linewidth=1)
    axes.plot(
        said, [right[part].mean() for part in bins], "o-", color=_BLUE, linewidth=1.4,
        markersize=5, label=f"measured, {len(bins)} bins of {len(confidence) // len(bins)} clips",
    )  # fmt: skip
    axes.set(ylim=(0, 1.02), ylabel="share that was right", title=title)
    figure.legend(frameon=False, loc="outside lower center", ncols=2, fontsize=9)
    below.hist(confidence, bins=np.linspace(0, 1, 21), color=_GREY)
    below.set(xlim=(0, 1.02), xlabel="confidence", ylabel="clips")
    write_figure(figure, file)


def draw_plane(file: Path, truth: FloatArray, predicted: FloatArray) -> None:
    """Every clip on the plane: a line from where people put it to where the network does.

    :param truth: (n, 2) valence, arousal.
    :param predicted: (n, 2); what lies outside the plane is drawn on its edge.
    """
    predicted = np.clip(predicted, -1.0, 1.0)
    figure = new_figure(6.6, 6.9)
    axes = figure.add_subplot()
    axes.axhline(0, color=_GREY, linewidth=0.8)
    axes.axvline(0, color=_GREY, linewidth=0.8)
    for start, end in zip(truth, predicted, strict=True):
        axes.plot(
            (start[0], end[0]), (start[1], end[1]), color=_GREY, alpha=0.5, linewidth=0.7, zorder=1
        )
    for points, colour, name in ((truth, _ORANGE, "rated"), (predicted, _BLUE, "network")):
        axes.scatter(
            points[:, 0], points[:, 1], s=16, color=colour, alpha=0.75, linewidths=0, zorder=2,
            label=f"{name} ({len(points)})",
        )  # fmt: skip
    axes.set(
        xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), aspect="equal",
        xlabel="valence: unpleasant to pleasant", ylabel="arousal: quiet to energetic",
        title="From the rating to the guess",
    )  # fmt: skip
    figure.legend(frameon=False, loc="outside lower center", ncols=2)
    write_figure(figure, file)

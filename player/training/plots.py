"""The plots of training and evaluation: arrays in, one PNG out. The only home of matplotlib.

Command line only. Draws off screen (Agg) through figure objects, never through ``pyplot``, whose
figures are global and stay. Their words are English, as matplotlib's font has no Chinese; the text
around them is translated. Must not know clips, networks or files other than the one it writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from player.errors import UsageError
from player.wording import sentence

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_INK = "#2b2b33"
_GREY = "#9a9aa5"
_QUADRANTS = (
    ("Q1 happy", "#e69f00"),
    ("Q2 tense", "#d55e00"),
    ("Q3 sad", "#0072b2"),
    ("Q4 calm", "#009e73"),
)  # Okabe and Ito's colours, told apart by colour-blind readers too
_LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


def confusion(
    file: Path, counts: IntArray, labels: Sequence[str], *, title: str = "Confusion"
) -> None:
    """A confusion matrix: rows are the truth, columns what was said; coloured by share of the row.

    :param counts: (k, k) clips per (truth, said); rows without clips are not drawn.
    :param labels: k names, in the order of rows and columns.
    :raises UsageError: matplotlib is not installed.
    :raises ValueError: *counts* is not square, holds no clip, or *labels* do not fit.
    """
    k = len(labels)
    if counts.shape != (k, k) or not counts.any():
        raise ValueError(f"counts {counts.shape} for {k} labels")
    rows = np.flatnonzero(counts.sum(axis=1)).tolist()
    shown, totals = counts[rows], counts[rows].sum(axis=1)
    shares = shown / totals[:, None]
    figure = new_figure(2.2 + 0.55 * k, 1.9 + 0.55 * len(rows))
    axes = figure.add_subplot()
    axes.imshow(shares, cmap="Blues", vmin=0.0, vmax=1.0)
    for (row, column), count in np.ndenumerate(shown):
        if count:
            colour = "white" if shares[row, column] > 0.5 else _INK
            axes.text(column, row, f"{count}", ha="center", va="center", color=colour, fontsize=9)
    axes.set_xticks(range(k), labels, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(
        range(len(rows)), [f"{labels[i]} ({n})" for i, n in zip(rows, totals, strict=True)]
    )
    axes.set(xlabel="said", ylabel="truth (clips)", title=title)
    write_figure(figure, file)


def reliability(
    file: Path,
    confidence: FloatArray,
    right: BoolArray,
    *,
    bins: int = 10,
    title: str = "Reliability",
) -> None:
    """Accuracy over confidence in equally filled bins; an honest guesser lies on the diagonal.

    The bars are 95 % intervals of Wilson (1927) of each bin.

    :param confidence: (n,) probability given to the guess, 0..1.
    :param right: (n,) the guess was right.
    :raises UsageError: matplotlib is not installed.
    :raises ValueError: there is nothing to draw, or the lengths differ.
    """
    if len(confidence) == 0 or len(confidence) != len(right):
        raise ValueError(f"{len(confidence)} confidences for {len(right)} outcomes")
    parts = np.array_split(np.argsort(confidence, kind="stable"), min(bins, len(confidence)))
    said = np.array([confidence[part].mean() for part in parts])
    was = np.array([right[part].mean() for part in parts])
    bounds = np.array([_wilson(right[part]) for part in parts])
    figure = new_figure(5.0, 5.6)
    axes, below = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": (4, 1)})
    axes.plot((0, 1), (0, 1), color=_GREY, linestyle="--", linewidth=1, label="honest")
    errors = np.abs(bounds.T - was)
    axes.errorbar(
        said, was, yerr=errors, fmt="o-", color=_LINES[0], linewidth=1.2, capsize=2,
        label=f"{len(parts)} bins of about {len(confidence) // len(parts)}",
    )  # fmt: skip
    axes.set(ylim=(0, 1.02), ylabel="share that was right", title=title)
    axes.legend(frameon=False, loc="upper left")
    below.hist(confidence, bins=np.linspace(0, 1, 21), color=_GREY)
    below.set(xlim=(0, 1.02), xlabel="confidence", ylabel="clips")
    write_figure(figure, file)


def plane_scatter(
    file: Path, truth: FloatArray, predicted: FloatArray, *, title: str = "Valence and arousal"
) -> None:
    """Where clips were put on the plane, coloured by where people put them, and each axis alone.

    :param truth: (n, 2) valence, arousal as rated, -1..1.
    :param predicted: (n, 2) as predicted; what lies outside the plane is drawn on its edge.
    :raises UsageError: matplotlib is not installed.
    :raises ValueError: the shapes differ, or are not (n, 2).
    """
    if truth.shape != predicted.shape or truth.ndim != 2 or truth.shape[1] != 2:
        raise ValueError(f"truth {truth.shape}, predicted {predicted.shape}")
    predicted = np.clip(predicted, -1.0, 1.0)
    figure = new_figure(13.0, 4.9)
    plane, *singles = figure.subplots(1, 3)
    quadrant = _quadrant_of(truth)
    for i, (name, colour) in enumerate(_QUADRANTS):
        chosen = predicted[quadrant == i]
        plane.scatter(
            chosen[:, 0], chosen[:, 1], s=22, color=colour, alpha=0.8, linewidths=0,
            label=f"rated {name} ({len(chosen)})",
        )  # fmt: skip
    plane.axhline(0, color=_GREY, linewidth=0.8)
    plane.axvline(0, color=_GREY, linewidth=0.8)
    plane.set(xlabel="valence, predicted", ylabel="arousal, predicted", title=title)
    figure.legend(frameon=False, fontsize=9, loc="outside lower left", ncols=4)
    for column, (axes, name) in enumerate(zip(singles, ("valence", "arousal"), strict=True)):
        axes.plot((-1, 1), (-1, 1), color=_GREY, linestyle="--", linewidth=1)
        axes.scatter(
            truth[:, column], predicted[:, column], s=18, color=_LINES[0], alpha=0.6, linewidths=0
        )
        axes.set(xlabel=f"{name}, rated", ylabel=f"{name}, predicted", title=name)
    for axes in (plane, *singles):
        axes.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), aspect="equal")
    write_figure(figure, file)


def curve(
    file: Path,
    series: Mapping[str, tuple[FloatArray, FloatArray]],
    *,
    x: str,
    y: str,
    title: str,
) -> None:
    """Lines over one pair of axes: a loss over steps, an accuracy over coverage.

    :param series: name -> (n,) places along x and (n,) values; points that are not finite are gaps.
    :raises UsageError: matplotlib is not installed.
    """
    figure = new_figure(7.0, 4.2)
    axes = figure.add_subplot()
    for i, (name, (places, values)) in enumerate(series.items()):
        marker = "o" if len(places) <= 20 else ""
        axes.plot(
            places, values, marker=marker, markersize=4, linewidth=1.4,
            color=_LINES[i % len(_LINES)], label=name,
        )  # fmt: skip
    axes.grid(color="#e6e6ea", linewidth=0.8)
    axes.set(xlabel=x, ylabel=y, title=title)
    if series:
        axes.legend(frameon=False)
    write_figure(figure, file)


def _wilson(right: BoolArray, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson's score interval)."""
    n, share = len(right), float(right.mean())
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))


def _quadrant_of(plane: FloatArray) -> IntArray:
    """0..3 for Q1..Q4 by the signs; zero counts as positive, as in the figures."""
    high = plane[:, 1] >= 0
    return np.where(plane[:, 0] >= 0, np.where(high, 0, 3), np.where(high, 1, 2))


def require_matplotlib() -> None:
    """Say so before long work whose plots could not be drawn.

    :raises UsageError: matplotlib is not installed.
    """
    new_figure(1.0, 1.0)


def new_figure(width_in: float, height_in: float) -> Any:
    """An empty figure that draws with Agg and arranges its parts by itself.

    :raises UsageError: matplotlib is not installed.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError(
            sentence(
                "Command",
                "Plots need matplotlib, which is not installed. Install Moodlark with its"
                " “train” extra: pip install moodlark[train]",
            )
        ) from error
    figure = Figure(figsize=(width_in, height_in), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def write_figure(figure: Any, file: Path) -> None:
    """Write *figure* as a PNG, making the folder when it is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, dpi=110, format="png")

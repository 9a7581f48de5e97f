"""The written report of a training: one Markdown page with its plots in a folder.

Command line only. Says what went in, what was left out and why, how the network was made, and how
it does on clips it never saw. Computes no figure that the card does not hold, but the calibration
of the styles; must not read clips, nor choose anything by what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from player.training.cleaning import CleaningReport
from player.training.clips import Clip
from player.training.metrics import calibration_band, expected_calibration_error
from player.training.plots import (
    BoolArray,
    FloatArray,
    IntArray,
    confusion,
    curve,
    plane_scatter,
    reliability,
)
from player.wording import translate

REPORT_FILE = "report.md"


@dataclass(frozen=True, slots=True)
class Predictions:
    """What was said of clips by weights that never saw them; one row per kept clip."""

    plane: FloatArray
    """(n, 2) valence, arousal; NaN where nothing was said."""
    styles: tuple[str, ...]
    """Ids of the S styles told apart."""
    style_shares: FloatArray
    """(n, S) probabilities; NaN where nothing was said."""


@dataclass(frozen=True, slots=True)
class TrainingRun:
    """All that the report tells."""

    title: str
    """Name and version of the network."""
    cleaning: CleaningReport
    """The clips and what became of them."""
    made: Mapping[str, str | int | float]
    """How it was trained: seed, steps, device, seconds..., in the order to show."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """The figures of the card: name -> value, or -> {"r" | "accuracy", "ci95", ...}."""
    losses: Mapping[str, tuple[FloatArray, FloatArray]] = field(default_factory=dict)
    """Name -> (steps, losses)."""
    unseen: Predictions | None = None
    """For the plots; without it there are none but the losses."""


def write_report(folder: Path, run: TrainingRun) -> Path:
    """Write ``report.md`` and its plots into *folder*, over older ones; returns the page.

    :raises UsageError: matplotlib is not installed.
    :raises ValueError: the predictions are not one row per kept clip.
    :raises OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"# {run.title}"]
    lines += _data(run.cleaning)
    lines += _section(translate("Report", "How it was trained"))
    lines += [f"- {name}: {_value(value)}" for name, value in run.made.items()]
    lines += _figures(run.figures)
    if run.losses:
        curve(folder / "loss.png", run.losses, x="step", y="loss", title="Loss")
        lines += [*_section(translate("Report", "Loss")), "![](loss.png)"]
    if run.unseen is not None:
        lines += _predictions(folder, run.cleaning.kept, run.unseen)
    page = folder / REPORT_FILE
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return page


def _section(title: str) -> list[str]:
    return ["", f"## {title}", ""]


def _data(cleaning: CleaningReport) -> list[str]:
    lines = _section(translate("Report", "The data"))
    lines += _table(
        (
            translate("Report", "Corpus"),
            translate("Report", "Clips"),
            translate("Report", "Groups"),
            translate("Report", "Folds"),
            translate("Report", "Valence and arousal"),
            translate("Report", "Style"),
            translate("Report", "Felt emotions"),
        ),
        _corpora(cleaning.kept),
    )
    for title, rows in (
        (translate("Report", "Left out"), [(f"`{n}`", why) for n, why in cleaning.left_out]),
        (translate("Report", "Put into one group"), _pairs(cleaning.joined)),
        (translate("Report", "Same sound, other labels"), _pairs(cleaning.contradictions)),
    ):
        lines += ["", f"### {title}: {len(rows)}", ""]
        lines += [f"- {names}: {why}" for names, why in rows]
    return lines


def _corpora(clips: Sequence[Clip]) -> Iterator[tuple[str, ...]]:
    for corpus in sorted({clip.corpus for clip in clips}):
        inside = [clip for clip in clips if clip.corpus == corpus]
        counts = (
            len(inside),
            len({clip.group for clip in inside}),
            len({clip.fold for clip in inside}),
            sum(clip.valence is not None and clip.arousal is not None for clip in inside),
            sum(clip.style is not None for clip in inside),
            sum(clip.emotions is not None for clip in inside),
        )
        yield (corpus, *(str(count) for count in counts))


def _pairs(pairs: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(f"`{one}`, `{other}`", why) for one, other, why in pairs]


def _figures(figures: Mapping[str, Any]) -> list[str]:
    rows = list(_figure_rows(figures))
    if not rows:
        return []
    heads = (
        translate("Report", "Figure"),
        translate("Report", "Value"),
        translate("Report", "95 % interval"),
    )
    return [*_section(translate("Report", "On clips it never saw")), *_table(heads, rows)]


def _figure_rows(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, ...]]:
    """Every number of the card, those with an interval beside it; texts as they are."""
    for name, value in figures.items():
        if not isinstance(value, Mapping):
            yield f"{prefix}{name}", _value(value), ""
            continue
        interval = value.get("ci95")
        inner = {key: what for key, what in value.items() if key != "ci95"}
        for row in _figure_rows(inner, f"{prefix}{name} "):
            # The interval is that of the first number: r, or the accuracy.
            yield (*row[:2], "" if interval is None else "{:.3f} – {:.3f}".format(*interval))
            interval = None


def _predictions(folder: Path, clips: Sequence[Clip], unseen: Predictions) -> list[str]:
    if not len(clips) == len(unseen.plane) == len(unseen.style_shares):
        raise ValueError(f"{len(unseen.plane)} predictions for {len(clips)} clips")
    lines: list[str] = []
    truth = np.array([(clip.valence, clip.arousal) for clip in clips], np.float64)
    rated = np.isfinite(truth).all(axis=1) & np.isfinite(unseen.plane).all(axis=1)
    if rated.any():
        plane_scatter(folder / "plane.png", truth[rated], unseen.plane[rated])
        lines += [*_section(translate("Report", "Valence and arousal")), "![](plane.png)"]
    known = np.array([clip.style in unseen.styles for clip in clips], np.bool_)
    known &= np.isfinite(unseen.style_shares).all(axis=1)
    if known.any():
        lines += _styles(folder, clips, unseen, known)
    return lines


def _styles(
    folder: Path, clips: Sequence[Clip], unseen: Predictions, known: BoolArray
) -> list[str]:
    """One confusion per kind of corpora, as they mean different things by a style."""
    lines = _section(translate("Report", "Styles"))
    said = np.nan_to_num(unseen.style_shares, nan=-1.0).argmax(axis=1)
    truth = np.array(
        [unseen.styles.index(str(c.style)) if k else -1 for c, k in zip(clips, known, strict=True)]
    )
    for number, kind in enumerate(
        sorted({c.kind for c, k in zip(clips, known, strict=True) if k}), 1
    ):
        chosen = known & np.array([clip.kind == kind for clip in clips])
        counts = confusion_counts(truth[chosen], said[chosen], len(unseen.styles))
        seen = np.flatnonzero(counts.sum(axis=0) + counts.sum(axis=1))
        names = [unseen.styles[i] for i in seen]
        file = f"confusion-{number}.png"
        confusion(folder / file, counts[np.ix_(seen, seen)], names, title=kind)
        lines += [f"![]({file})", ""]
    confidence = unseen.style_shares[known].max(axis=1)
    right = (said == truth)[known]
    reliability(folder / "reliability.png", confidence, right, title="Confidence in the style")
    _, band = calibration_band(confidence)
    lines += [
        "![](reliability.png)",
        "",
        translate(
            "Report",
            "Calibration error of the styles: {error}. That of an honest guesser is below {band} in"
            " 95 of 100 cases.",
            error=f"{expected_calibration_error(confidence, right):.3f}",
            band=f"{band:.3f}",
        ),
    ]
    return lines


def confusion_counts(truth: IntArray, said: IntArray, k: int) -> IntArray:
    """(k, k) how often *said* was said of *truth*; both (n,) numbers below *k*."""
    return np.bincount(truth * k + said, minlength=k * k).reshape(k, k).astype(np.int64)


def _table(
    heads: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]
) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines]


def _value(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)

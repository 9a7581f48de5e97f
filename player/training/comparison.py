"""The comparison table: our figures beside baselines on the same clips, in pairs.

Command line only. Whether one way of hearing is better than another is said by paired bootstraps
(both on the same draws of recordings or artists), never by two intervals side by side. Must not
predict anything: rows of predictions for clips the predictor never saw come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from player.training.clips import Clip
from player.training.figures import quadrant
from player.training.metrics import (
    Figure,
    FloatArray,
    correlation_of,
    mean_correlation_of,
    resamples_of,
    share_of,
)

FIGURES: Mapping[str, str] = {
    "arousal": "arousal r",
    "valence": "valence r",
    "quadrant": "quadrant",
    "style": "style",
    "emotion": "felt emotions r",
}
"""Key of each figure -> its heading in the table."""


class Predictions(Protocol):
    """What one way of hearing says of every clip, in the order of the clips; NaN: nothing."""

    @property
    def plane(self) -> FloatArray:
        """(clips, 2) valence, arousal."""

    @property
    def emotions(self) -> FloatArray:
        """(clips, emotions) in the order of :data:`player.training.clips.EMOTIONS`."""

    @property
    def style_logits(self) -> FloatArray:
        """(clips, styles) in the order of the *styles* of :func:`compare`."""


def compare(
    clips: Sequence[Clip], rows: Mapping[str, Predictions], styles: Sequence[str], *, ours: str
) -> dict[str, Any]:
    """Figures of every row with 95 % intervals, and how far the row *ours* is above each other.

    Style is counted on the clips of corpora with valence or with the same recordings (a kind), as
    in the card: corpora of broad genres (those with felt emotions) are left out.

    :param rows: name of the row -> predictions for *clips*.
    :returns: JSON data: ``ours``, ``n`` (clips per figure) and ``rows``, each with ``name``,
        ``figures`` (``value``, ``ci95``; ``None`` where it says nothing or nothing is labelled) and
        ``ours_minus`` (the same, paired; ``None`` for *ours* itself).
    :raises KeyError: there is no row called *ours*.
    """
    labelled = _labelled(clips)
    groups = {key: [clips[i].group for i in chosen] for key, chosen in labelled.items()}
    drawn = {
        name: {
            key: _resampled(figure, groups[key])
            for key, figure in _figures(clips, labelled, row, styles).items()
        }
        for name, row in rows.items()
    }
    return {
        "ours": ours,
        "n": {key: len(chosen) for key, chosen in labelled.items()},
        "rows": [
            {
                "name": name,
                "figures": {key: _value(figures.get(key)) for key in FIGURES},
                "ours_minus": None
                if name == ours
                else {key: _difference(drawn[ours].get(key), figures.get(key)) for key in FIGURES},
            }
            for name, figures in drawn.items()
        ],
    }


def markdown(table: Mapping[str, Any]) -> str:
    """The document as two Markdown tables: figures, and differences that are sure in bold."""
    keys = [key for key in FIGURES if table["n"][key]]
    heads = [f"{FIGURES[key]} (n {table['n'][key]})" for key in keys]
    lines = [_line(["", *heads]), _line(["---"] * (len(keys) + 1))]
    for row in table["rows"]:
        name = f"**{row['name']}**" if row["name"] == table["ours"] else row["name"]
        lines.append(_line([name, *(_shown(row["figures"][key]) for key in keys)]))
    others = [row for row in table["rows"] if row["ours_minus"] is not None]
    if others:
        lines += ["", _line([f"{table['ours']} minus", *heads]), lines[1]]
        lines += [
            _line([row["name"], *(_shown(row["ours_minus"][key], signed=True) for key in keys)])
            for row in others
        ]
    return "\n".join(lines) + "\n"


def _labelled(clips: Sequence[Clip]) -> dict[str, list[int]]:
    """The clips each figure is counted on."""
    rated = [i for i, c in enumerate(clips) if None not in (c.valence, c.arousal)]
    return {
        "arousal": rated,
        "valence": rated,
        "quadrant": rated,
        "style": [i for i, c in enumerate(clips) if c.style and c.emotions is None],
        "emotion": [i for i, c in enumerate(clips) if c.emotions is not None],
    }


def _figures(
    clips: Sequence[Clip],
    labelled: Mapping[str, list[int]],
    row: Predictions,
    styles: Sequence[str],
) -> dict[str, Figure]:
    """The figures this row can be judged by; those it says nothing of are missing."""
    found: dict[str, Figure] = {}
    rated = labelled["valence"]
    plane = row.plane[rated]
    if rated and np.isfinite(plane).all():
        truth = np.array([(clips[i].valence, clips[i].arousal) for i in rated], np.float64)
        found["valence"] = correlation_of(plane[:, 0], truth[:, 0])
        found["arousal"] = correlation_of(plane[:, 1], truth[:, 1])
        right = [quadrant(*p) == quadrant(*t) for p, t in zip(plane, truth, strict=True)]
        found["quadrant"] = share_of(np.array(right))
    if labelled["style"]:
        wanted = [str(clips[i].style) for i in labelled["style"]]
        present = [j for j, style in enumerate(styles) if style in set(wanted)]
        logits = row.style_logits[labelled["style"]][:, present]
        if present and not np.isnan(logits).any():
            said = [styles[present[j]] for j in logits.argmax(axis=1).tolist()]
            found["style"] = share_of(np.array(said) == np.array(wanted))
    felt = labelled["emotion"]
    if felt and np.isfinite(row.emotions[felt]).all():
        emotions = np.array([clips[i].emotions for i in felt], np.float64)
        found["emotion"] = mean_correlation_of(row.emotions[felt], emotions)
    return found


def _resampled(figure: Figure, groups: Sequence[str]) -> FloatArray:
    """The figure of all clips, then that of each resample; the same draws for every row."""
    every = np.arange(len(groups))
    return np.array([figure(every), *(figure(drawn) for drawn in resamples_of(groups))])


def _value(figure: FloatArray | None) -> dict[str, Any] | None:
    """The first number with the 95 % interval of the others, as JSON data."""
    if figure is None:
        return None
    low, high = np.percentile(figure[1:], (2.5, 97.5)).tolist()
    return {"value": round(float(figure[0]), 3), "ci95": [round(low, 3), round(high, 3)]}


def _difference(ours: FloatArray | None, theirs: FloatArray | None) -> dict[str, Any] | None:
    """In pairs: each resample's difference, as :func:`metrics.paired_difference` has it."""
    return None if ours is None or theirs is None else _value(ours - theirs)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _shown(figure: Mapping[str, Any] | None, *, signed: bool = False) -> str:
    if figure is None:
        return "–"
    form = "{:+.2f}" if signed else "{:.2f}"
    value, low, high = (form.format(x) for x in (figure["value"], *figure["ci95"]))
    sure = signed and (figure["ci95"][0] > 0 or figure["ci95"][1] < 0)
    return f"**{value}** ({low} to {high})" if sure else f"{value} ({low} to {high})"

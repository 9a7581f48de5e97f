"""The manifest of an evaluation: labelled clips as anyone may bring them. Command line only.

A CSV file with the columns ``file`` (relative to the manifest), ``valence``, ``arousal``,
``quadrant``, ``style``, and the emotions listeners felt; any cell but ``file`` may be empty. Rules
in docs/EVALUATION.md.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from player.errors import UsageError
from player.training.clips import EMOTIONS, style_id
from player.training.figures import quadrant
from player.wording import sentence


@dataclass(frozen=True, slots=True)
class Labels:
    """One row of a manifest."""

    name: str
    """As written in the manifest."""
    path: Path
    """Where it lies."""
    valence: float | None
    """-1..1."""
    arousal: float | None
    """-1..1."""
    quadrant: str | None
    """``Q1``...``Q4``: as written, else from the signs of valence and arousal."""
    style: str | None
    """Id of the vocabulary where it has one, else as written in lower case."""
    emotions: Mapping[str, float] = field(default_factory=dict)
    """Name of a felt emotion -> share of listeners who felt it, 0..1; those that are labelled."""


def read_manifest(file: Path) -> list[Labels]:
    """The rows of *file*.

    :raises UsageError: it cannot be read as such a table.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [_labels(file.parent, row) for row in csv.DictReader(lines)]
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(
            sentence(
                "Command",
                "{file} cannot be read as a table of labelled clips: {reason}",
                file=str(file),
                reason=str(error),
            )
        ) from error
    if not rows:
        raise UsageError(sentence("Command", "There are no clips in {file}.", file=str(file)))
    return rows


def _labels(folder: Path, row: dict[str, str]) -> Labels:
    valence, arousal = _number(row.get("valence")), _number(row.get("arousal"))
    written = (row.get("quadrant") or "").strip()
    where = written[:2].upper() if written else None
    if where is None and valence is not None and arousal is not None:
        where = quadrant(valence, arousal)
    if where is not None and where not in ("Q1", "Q2", "Q3", "Q4"):
        raise ValueError(written)
    style = (row.get("style") or "").strip()
    name = row["file"]
    return Labels(
        name,
        folder / name,
        valence,
        arousal,
        where,
        style_id(style) if style else None,
        _emotions(row),
    )


def _emotions(row: dict[str, str]) -> dict[str, float]:
    """Columns of felt emotions, by our names of them or by Emotify's."""
    cells = {ours: _number(row.get(ours) or row.get(theirs)) for ours, theirs in EMOTIONS.items()}
    return {name: share for name, share in cells.items() if share is not None}


def _number(text: str | None) -> float | None:
    return float(text) if text and text.strip() else None

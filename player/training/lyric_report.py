"""The written report of a training on lyrics: one Markdown page with plots. Command line only.

Computes no figure: it is handed all of them. Must not read lyrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from player.training.lyric_figures import FloatArray, Judged
from player.training.lyric_songs import LABELS
from player.training.plots import confusion, curve, reliability
from player.wording import translate

REPORT_FILE = "lyrics.md"


def write_lyric_report(
    folder: Path,
    *,
    title: str,
    made: Mapping[str, str | int],
    judged: Mapping[str, Judged],
    figures: Mapping[str, Mapping[str, Any]],
    losses: Mapping[str, tuple[FloatArray, FloatArray]],
) -> Path:
    """Write ``lyrics.md`` and its plots into *folder*, over older ones; returns the page.

    :param judged: by language, songs by what never saw them.
    :param losses: name -> (epochs, losses).
    :raises UsageError: matplotlib is not installed.
    :raises OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"# {title}", "", *(f"- {name}: {value}" for name, value in made.items())]
    for language, part in judged.items():
        lines += ["", f"## {language}", "", *_table(figures[language]), ""]
        lines += _plots(folder, language, part)
    if losses:
        curve(folder / "lyrics-loss.png", losses, x="epoch", y="loss", title="Loss")
        lines += ["", f"![{translate('Report', 'Loss')}](lyrics-loss.png)"]
    page = folder / REPORT_FILE
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return page


def _table(figures: Mapping[str, Any]) -> list[str]:
    rows = ["| | |", "|---|---|"]
    for name, value in figures.items():
        if isinstance(value, Mapping):
            rows += [f"| {name}: {key} | {_cell(part)} |" for key, part in value.items()]
        else:
            rows.append(f"| {name} | {_cell(value)} |")
    return rows


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    return " - ".join(map(str, value)) if isinstance(value, list) else str(value)


def _plots(folder: Path, language: str, judged: Judged) -> list[str]:
    said = judged.shares.argmax(axis=1)
    counts = np.zeros((len(LABELS), len(LABELS)), np.int64)
    np.add.at(counts, (judged.truth, said), 1)
    names = (f"lyrics-{language}-confusion.png", f"lyrics-{language}-reliability.png")
    confusion(folder / names[0], counts, LABELS, title=f"Lyrics ({language})")
    reliability(
        folder / names[1],
        judged.shares.max(axis=1),
        said == judged.truth,
        title=f"Lyrics ({language})",
    )
    return [
        f"![{translate('Report', 'Confusion')}]({names[0]})",
        f"![{translate('Report', 'Reliability')}]({names[1]})",
    ]

"""The labelled clips of the data folder: what they are, their labels, their groups and folds.

Command line only. Reads the manifests of ``audio/`` (layout in docs/TRAINING.md); must not decode.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from player.errors import UsageError
from player.wording import sentence

EMOTIONS: Mapping[str, str] = {
    "joyful": "joyful_activation",
    "calm": "calmness",
    "power": "power",
    "tender": "tenderness",
    "tension": "tension",
    "sad": "sadness",
}
"""Our names of the emotions felt by Emotify's listeners -> the columns of its manifest. Amazement,
solemnity and nostalgia are left out: their raters agree too little."""

STYLE_SPELLINGS: Mapping[str, str] = {
    "hiphop": "hip-hop",
    "hip hop": "hip-hop",
    "rap": "hip-hop",
    "electronica": "electronic",
    "electro": "electronic",
}
"""Spelling variants -> ids of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One labelled piece of audio. Labels it does not have are ``None``."""

    name: str
    """Path inside ``audio/``, with forward slashes."""
    path: Path
    """Where it lies."""
    group: str
    """Recording or artist: clips of one group are never on both sides of a split."""
    fold: int
    """The fold it is tested in."""
    valence: float | None = None
    """Perceived, -1..1."""
    arousal: float | None = None
    """Perceived, -1..1."""
    style: str | None = None
    """Id of the vocabulary."""
    emotions: tuple[float, ...] | None = None
    """Share of listeners who felt each of :data:`EMOTIONS`, 0..1."""

    @property
    def corpus(self) -> str:
        """The folder it comes from."""
        return self.name.partition("/")[0]


def style_id(name: str) -> str:
    """The vocabulary's id of a style as manifests write it."""
    plain = name.strip().casefold()
    return STYLE_SPELLINGS.get(plain, plain)


def load_clips(audio_dir: Path, folds_file: Path | None = None) -> list[Clip]:
    """All labelled clips of ``audio/`` in a fixed order.

    :param folds_file: columns file, group, fold; by default ``folds.csv`` in that folder.
    :raises UsageError: the folder is not laid out as docs/TRAINING.md says.
    """
    try:
        folds = {row["file"]: row for row in _rows(folds_file or audio_dir / "folds.csv")}
        clips = [
            _clip(audio_dir, corpus, row, folds[f"{corpus}/{row['file']}"])
            for corpus in ("grekow_dev", "gtzan_dev", "emotify")
            for row in _rows(audio_dir / corpus / "manifest.csv")
        ]
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(
            sentence(
                "Command",
                "{folder} is not laid out as training needs it: {reason}",
                folder=str(audio_dir),
                reason=str(error),
            )
        ) from error
    return clips


def _clip(audio_dir: Path, corpus: str, row: Mapping[str, str], fold: Mapping[str, str]) -> Clip:
    name = f"{corpus}/{row['file']}"
    return Clip(
        name=name,
        path=audio_dir / name,
        group=fold["group"],
        fold=int(fold["fold"]),
        valence=float(row["valence"]) if "valence" in row else None,
        arousal=float(row["arousal"]) if "arousal" in row else None,
        style=style_id(row["genre"]),
        emotions=tuple(float(row[column]) for column in EMOTIONS.values())
        if "calmness" in row
        else None,
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))

"""The labelled lyrics of the training, read, cleaned, and kept from leaking. Command line only.

The folder holds files of one JSON object a line (gzip or not) in ``en_train`` and ``zh_train`` and
a ``folds.csv``; docs/LYRICS.md tells the layout. Songs that ``folds.csv`` names are the songs that
are judged; everything else is outside text for the experts. Must not know how anything is learned.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from player.errors import UsageError
from player.tagging.lyric_text import Lyrics, read_lyrics, words_of
from player.wording import sentence

LABELS = ("happy", "angry", "sad", "relaxed")
"""Q1...Q4 as the data names them."""

FOLDS_FILE = "folds.csv"

_SHINGLE = {"en": 4, "zh": 6}
"""Words (en) or characters (zh) in a row that two texts must share to be suspicious."""

_SHOWN = 40
"""Letters shown of a line that cannot be used."""

_NEAR = 0.3
"""Two texts are near copies when they share this much of the shorter one's shingles."""


@dataclass(frozen=True)
class Song:
    """One labelled text: a song, or in the outside texts also a short message."""

    corpus: str
    """Name of its file without suffixes: ``nju_train``."""
    id: str
    """Name within the corpus; may be empty outside the folds."""
    language: str
    """``en`` or ``zh``."""
    label: int | None
    """Place in :data:`LABELS`."""
    native: str
    """The label as the corpus has it."""
    lyrics: Lyrics
    """The words, cleaned."""
    group: str = ""
    """Artist or song: what stays together in every split."""
    fold: int | None = None
    """Its fold; ``None`` for outside texts."""

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Hashes of the runs of words by which near copies are found."""
        size = _SHINGLE[self.language]
        if self.language == "en":
            tokens = [word for line in self.lyrics.lines for word in words_of(line)]
        else:
            tokens = list("".join(self.lyrics.lines).replace(" ", ""))
        return frozenset(hash(tuple(tokens[i : i + size])) for i in range(len(tokens) - size + 1))


@dataclass(frozen=True, slots=True)
class Corpora:
    """All texts of the training."""

    songs: Mapping[str, tuple[Song, ...]]
    """By language: the songs with folds."""
    outside: Mapping[str, tuple[Song, ...]]
    """By language: other texts, none a near copy of a song above."""
    left_out: Mapping[str, int]
    """By corpus: how many outside texts were near copies."""


def load_corpora(folder: Path, folds_file: Path | None = None) -> Corpora:
    """Read ``en_train``, ``zh_train`` and the folds (``folds.csv``) of *folder*.

    :raises UsageError: they are not there or not laid out so.
    """
    folds = _read_folds(folds_file or folder / FOLDS_FILE)
    songs: dict[str, list[Song]] = defaultdict(list)
    outside: dict[str, list[Song]] = defaultdict(list)
    for language in ("en", "zh"):
        for file in sorted((folder / f"{language}_train").glob("*.jsonl*")):
            for row in read_rows(file):
                song = _song(row, file, language, folds)
                (outside if song.fold is None else songs)[language].append(song)
    if not songs:
        raise UsageError(
            sentence("Command", "There are no labelled lyrics in {folder}.", folder=str(folder))
        )
    kept, left_out = {}, Counter[str]()
    for language, texts in outside.items():
        near = near_copies(texts, songs[language]).any(axis=1)
        kept[language] = tuple(texts[i] for i in np.flatnonzero(~near))
        left_out.update(texts[i].corpus for i in np.flatnonzero(near))
    return Corpora({k: tuple(v) for k, v in songs.items()}, kept, left_out)


def read_rows(file: Path) -> Iterator[Mapping[str, Any]]:
    """The JSON objects of *file*, one a line, gzip or not.

    :raises UsageError: it cannot be read as that.
    """
    try:
        raw = file.read_bytes()
        text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
        for line in text.split("\n"):
            if line.strip():
                row = json.loads(line)
                if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                    raise ValueError(line[:_SHOWN])
                yield row
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise UsageError(
            sentence(
                "Command",
                "{file} cannot be read as JSON objects with a “text”, one a line: {reason}",
                file=str(file),
                reason=str(error),
            )
        ) from error


def near_copies(texts: Sequence[Song], songs: Sequence[Song]) -> npt.NDArray[np.bool_]:
    """(texts, songs) whether they share much of the shorter one's words in a row."""
    index: dict[int, list[int]] = defaultdict(list)
    for place, song in enumerate(songs):
        for shingle in song.shingles:
            index[shingle].append(place)
    near = np.zeros((len(texts), len(songs)), np.bool_)
    for row, text in enumerate(texts):
        shared = Counter(place for shingle in text.shingles for place in index.get(shingle, ()))
        for place, count in shared.items():
            shorter = min(len(text.shingles), len(songs[place].shingles))
            near[row, place] = count > _NEAR * shorter
    return near


def fingerprint(lyrics: Lyrics) -> str:
    """First 16 hex digits of the hash of cleaned words: names a song in a card."""
    return hashlib.sha256("\n".join(lyrics.lines).encode()).hexdigest()[:16]


def labels_of(songs: Iterable[Song]) -> npt.NDArray[np.int64]:
    """(n,) places in :data:`LABELS`, -1 without label."""
    return np.array([-1 if song.label is None else song.label for song in songs], np.int64)


def _song(
    row: Mapping[str, Any],
    file: Path,
    language: str,
    folds: Mapping[tuple[str, str], tuple[str, int]],
) -> Song:
    name, label = str(row.get("id", "")), str(row.get("label4", ""))
    group, fold = folds.get((f"{file.parent.name}/{file.name}", name), ("", None))
    return Song(
        corpus=file.name.split(".")[0],
        id=name,
        language=language,
        label=LABELS.index(label) if label in LABELS else None,
        native=str(row.get("label_native", "")),
        lyrics=read_lyrics(row["text"]),
        group=group,
        fold=fold,
    )


def _read_folds(file: Path) -> dict[tuple[str, str], tuple[str, int]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return {
                (row["set"], row["id"]): (row["group"], int(row["fold"]))
                for row in csv.DictReader(lines)
            }
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(
            sentence(
                "Command",
                "{file} cannot be read as folds of lyrics: {reason}",
                file=str(file),
                reason=str(error),
            )
        ) from error

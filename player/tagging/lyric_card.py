"""The card of the lyric network: what it is, its parts per language, its calibration, its figures.

Plain JSON and plain Python, any process: must not import torch or numpy. The weights beside the
card are read by :mod:`player.tagging.lyric_emotion`, which holds them to the hash and the shapes
written here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from player.errors import NetworkFileError
from player.wording import sentence

LYRIC_FORMAT = 1
"""Layout of the card file; another number is refused."""

LYRIC_CARD_FILE = "lyrics.json"
"""The card of the network that reads lyrics, inside the folder of models."""


@dataclass(frozen=True, slots=True)
class LanguageCard:
    """One language's part of the network."""

    families: tuple[str, ...]
    """Families of n-grams of the songs themselves."""
    experts: Mapping[str, tuple[str, ...]]
    """Name of each expert, in the order of the dense numbers -> its families of n-grams."""
    by_line: bool
    """Experts judge line by line, not the song as a whole."""
    shaped: bool
    """The shape of English text is among the dense numbers."""
    temperature: float
    """Scores are divided by this before the softmax."""
    valence_sd: float
    """Standard deviation of the error of the valence on songs the network never read."""


@dataclass(frozen=True, slots=True)
class LyricCard:
    """Everything about the network but its numbers."""

    id: str
    """Name of the network, the same over its versions."""
    version: str
    """Version of cleaning and weights together."""
    summary: str
    """What it is, in a sentence or two, with its known failures."""
    weights_file: str
    """Name of the safetensors file beside the card."""
    weights_sha256: str
    """Hash of that file."""
    tensors: Mapping[str, tuple[int, ...]]
    """Name -> shape of every tensor in it."""
    text_version: int
    """The :data:`player.tagging.lyric_text.TEXT_VERSION` it was trained on."""
    languages: Mapping[str, LanguageCard]
    """``en``, ``zh`` -> how its words are read."""
    figures: Mapping[str, Any]
    """Measured quality with intervals, and how it was made."""
    sources: tuple[Mapping[str, Any], ...]
    """The data it was trained on, with terms and what each was used for."""
    songs: tuple[str, ...]
    """First 16 hex digits of the SHA-256 of the cleaned words of every song of the training."""

    @classmethod
    def load(cls, models_dir: Path, file_name: str = LYRIC_CARD_FILE) -> LyricCard:
        """Read and check the card in *models_dir*.

        :raises NetworkFileError: it is missing, damaged, of another format, or contradicts itself.
        """
        file = models_dir / file_name
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise NetworkFileError(
                sentence(
                    "Tagging",
                    "The file {name} that describes how Moodlark reads lyrics is missing. "
                    "Installing Moodlark again brings it back.",
                    name=file.name,
                )
            ) from error
        except ValueError as error:
            raise _damaged(file.name) from error
        return cls.from_document(document, file.name)

    @classmethod
    def from_document(cls, document: Any, name: str = LYRIC_CARD_FILE) -> LyricCard:
        """Make a card of JSON data.

        :raises NetworkFileError: as :meth:`load`.
        """
        if not isinstance(document, dict) or document.get("format") != LYRIC_FORMAT:
            raise other_version(name)
        try:
            card = cls(
                id=str(document["id"]),
                version=str(document["version"]),
                summary=str(document["summary"]),
                weights_file=str(document["weights"]["file"]),
                weights_sha256=str(document["weights"]["sha256"]),
                tensors={
                    key: tuple(int(n) for n in shape)
                    for key, shape in document["weights"]["tensors"].items()
                },
                text_version=int(document["text_version"]),
                languages={key: _language(value) for key, value in document["languages"].items()},
                figures=dict(document["figures"]),
                sources=tuple(document["sources"]),
                songs=tuple(str(song) for song in document["songs"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _damaged(name) from error
        if not _consistent(card):
            raise _damaged(name)
        return card

    def to_document(self) -> dict[str, Any]:
        """As JSON data; :meth:`from_document` reads it back to an equal card."""
        return {
            "format": LYRIC_FORMAT,
            "id": self.id,
            "version": self.version,
            "summary": self.summary,
            "weights": {
                "file": self.weights_file,
                "sha256": self.weights_sha256,
                "tensors": {key: list(shape) for key, shape in self.tensors.items()},
            },
            "text_version": self.text_version,
            "languages": {key: asdict(value) for key, value in self.languages.items()},
            "figures": dict(self.figures),
            "sources": [dict(source) for source in self.sources],
            "songs": list(self.songs),
        }


def other_version(name: str) -> NetworkFileError:
    """The complaint about a file that another Moodlark made."""
    return NetworkFileError(
        sentence("Tagging", "The file {name} was made for another version of Moodlark.", name=name)
    )


def _language(document: Mapping[str, Any]) -> LanguageCard:
    return LanguageCard(
        families=tuple(str(name) for name in document["families"]),
        experts={
            str(name): tuple(str(family) for family in families)
            for name, families in document["experts"].items()
        },
        by_line=bool(document["by_line"]),
        shaped=bool(document["shaped"]),
        temperature=float(document["temperature"]),
        valence_sd=float(document["valence_sd"]),
    )


def _consistent(card: LyricCard) -> bool:
    numbers = [
        number
        for language in card.languages.values()
        for number in (language.temperature, language.valence_sd)
    ]
    return (
        bool(card.languages)
        and set(card.languages) <= {"en", "zh"}
        and Path(card.weights_file).name == card.weights_file
        and all(math.isfinite(number) and number > 0 for number in numbers)
    )


def _damaged(name: str) -> NetworkFileError:
    return NetworkFileError(
        sentence(
            "Tagging",
            "The file {name} that describes how Moodlark reads lyrics is damaged. "
            "Installing Moodlark again repairs it.",
            name=name,
        )
    )

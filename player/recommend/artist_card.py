"""The card of the artist factors: what they are, where they come from, what they are worth.

Plain JSON, any process; must not import numpy. The weights beside the card are read by
``jobs.artist_file``, which holds them to the hash and the shapes written here. Both files may be
left out of a package: without them nobody is known by other people's listening.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from player.errors import NetworkFileError
from player.wording import sentence

ARTIST_FORMAT = 1
"""Layout of the card file; another number is refused."""

ARTIST_CARD_FILE = "artists.json"
"""The card, inside the folder of models."""

TENSORS = ("ids", "inputs", "input_scale", "names", "outputs", "output_scale", "trained_users")
"""What the file of weights holds; ``names`` is UTF-8 text, one artist a line."""


@dataclass(frozen=True, slots=True)
class ArtistCard:
    """Everything about the factors but their numbers."""

    id: str
    """Name of the method, the same over its versions."""
    version: str
    """Made from the hash of the weights."""
    summary: str
    """What they are, in a sentence or two."""
    terms: str
    """Under which terms they may be used: those of their sources."""
    weights_file: str
    """Name of the safetensors file beside the card."""
    weights_sha256: str
    """Hash of that file."""
    tensors: Mapping[str, tuple[int, ...]]
    """Name -> shape of every tensor in it."""
    reach: float
    """See :class:`player.recommend.artist_factors.ArtistFactors`."""
    settings: Mapping[str, Any]
    """How they were trained."""
    figures: Mapping[str, Any]
    """Measured quality with intervals, and how it was measured."""
    sources: tuple[Mapping[str, Any], ...]
    """The data they were trained on."""

    @classmethod
    def load(cls, models_dir: Path) -> ArtistCard | None:
        """Read and check the card in *models_dir*; ``None`` where there is none.

        :raises NetworkFileError: it is damaged, or of another format.
        """
        file = models_dir / ARTIST_CARD_FILE
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise _not_ours() from error
        return cls.from_document(document)

    @classmethod
    def from_document(cls, document: Any) -> ArtistCard:
        """Make a card of JSON data.

        :raises NetworkFileError: as :meth:`load`.
        """
        if not isinstance(document, dict) or document.get("format") != ARTIST_FORMAT:
            raise _not_ours()
        try:
            card = cls(
                id=str(document["id"]),
                version=str(document["version"]),
                summary=str(document["summary"]),
                terms=str(document["terms"]),
                weights_file=str(document["weights"]["file"]),
                weights_sha256=str(document["weights"]["sha256"]),
                tensors={
                    name: tuple(int(n) for n in shape)
                    for name, shape in document["weights"]["tensors"].items()
                },
                reach=float(document["reach"]),
                settings=dict(document["settings"]),
                figures=dict(document["figures"]),
                sources=tuple(document["sources"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _not_ours() from error
        # A path that leads elsewhere, or a reach that would turn likes round, is no card of ours.
        if Path(card.weights_file).name != card.weights_file or not card.reach > 0.0:
            raise _not_ours()
        return card

    def to_document(self) -> dict[str, Any]:
        """As JSON data; :meth:`from_document` reads it back to an equal card."""
        return {
            "format": ARTIST_FORMAT,
            "id": self.id,
            "version": self.version,
            "summary": self.summary,
            "terms": self.terms,
            "weights": {
                "file": self.weights_file,
                "sha256": self.weights_sha256,
                "tensors": {name: list(shape) for name, shape in self.tensors.items()},
            },
            "reach": self.reach,
            "settings": dict(self.settings),
            "figures": dict(self.figures),
            "sources": [dict(source) for source in self.sources],
        }


def _not_ours() -> NetworkFileError:
    return NetworkFileError(
        sentence(
            "Tagging",
            "The file {name} is not the one that belongs to this Moodlark. "
            "Installing Moodlark again repairs it.",
            name=ARTIST_CARD_FILE,
        )
    )

"""Which styles are near each other: jazz is nearer to blues than to metal.

Pure numpy, any thread; frozen. Learned by ``training.style_relations`` from what people call
artists and from how labelled clips sound; the numbers ship as ``models/styles.json``, a card with
its sources. Must not know the vocabulary: a style the card does not name is related to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from player.errors import NetworkFileError
from player.recommend.candidates import Floats
from player.wording import sentence

STYLE_GRAPH_FORMAT = 1
"""Layout of the card; another number is refused."""

STYLE_GRAPH_FILE = "styles.json"
"""The card, inside the folder of models."""


@dataclass(frozen=True, slots=True)
class StyleGraph:
    """How near the styles are to each other."""

    relations: Mapping[str, Mapping[str, float]]
    """Style -> other style -> 0 nothing in common ... 1 the same; each pair both ways round."""
    version: str = ""
    """Changes with the numbers."""
    sources: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """What they were learned from."""

    @classmethod
    def load(cls, models_dir: Path) -> StyleGraph:
        """Read the card in *models_dir*; where there is none, no style is related to another.

        :raises NetworkFileError: it is damaged, or of another format.
        """
        try:
            text = (models_dir / STYLE_GRAPH_FILE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return NO_RELATIONS
        except OSError as error:
            raise _not_ours() from error
        try:
            return cls.from_document(json.loads(text))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _not_ours() from error

    @classmethod
    def from_document(cls, document: Any) -> StyleGraph:
        """The graph in JSON data, which names each pair once.

        :raises KeyError, TypeError, ValueError, AttributeError: it is something else.
        """
        if document["format"] != STYLE_GRAPH_FORMAT:
            raise ValueError("another format")
        relations: dict[str, dict[str, float]] = {}
        for one, others in document["related"].items():
            for other, value in others.items():
                if one == other or not 0.0 <= float(value) <= 1.0:
                    raise ValueError("no relation of two styles")
                relations.setdefault(one, {})[other] = float(value)
                relations.setdefault(other, {})[one] = float(value)
        return cls(relations, str(document["version"]), tuple(document["sources"]))

    def related(self, style: str) -> Mapping[str, float]:
        """Other style -> how near it is to *style*; empty where nothing is known."""
        return self.relations.get(style, {})

    def matrix(self, styles: Sequence[str]) -> Floats:
        """(S, S) symmetric: how near *styles* are to each other, 1 on the diagonal, unknown 0."""
        found = np.eye(len(styles), dtype=np.float32)
        for row, one in enumerate(styles):
            near = self.related(one)
            for column, other in enumerate(styles):
                if row != column:
                    found[row, column] = near.get(other, 0.0)
        return found


NO_RELATIONS = StyleGraph({})
"""Every style is related to itself alone."""


def _not_ours() -> NetworkFileError:
    return NetworkFileError(
        sentence(
            "Tagging",
            "The file {name} is not the one that belongs to this Moodlark. "
            "Installing Moodlark again repairs it.",
            name=STYLE_GRAPH_FILE,
        )
    )

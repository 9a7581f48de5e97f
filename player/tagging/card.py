"""The card of a network: what it is, how its scores are laid out, how they are calibrated.

Plain JSON and plain Python, any process (the window reads it through ``jobs.view``): this module
must not import torch, librosa or numpy. The weights beside the card are read by
:mod:`player.tagging.network`, which checks them against the hash and the shapes written here.

A network is two files in ``models/``: ``audio.json`` (this card) and the safetensors file it names.
One row of *scores* holds, one after another, the outputs the card lists. Every network has

========== ==== =========================================================================
output     size meaning
========== ==== =========================================================================
valence    1    expected rating, -1 unpleasant ... 1 pleasant (not clipped)
arousal    1    expected rating, -1 quiet ... 1 energetic (not clipped)
style      S    one logit per style the network hears, in the order of ``labels``
distance   1    how unlike the training music it sounds; 1 is the edge of what was heard
========== ==== =========================================================================

and may have more (named and labelled in the same way); readers ask for an output by name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from player.errors import NetworkFileError
from player.wording import sentence

CARD_FORMAT = 1
"""Layout of the card file; another number is refused."""

CARD_FILE = "audio.json"
"""The card of the network that listens to sound, inside the folder of models."""

REQUIRED_OUTPUTS = ("valence", "arousal", "style", "distance")
"""Outputs every network has."""


@dataclass(frozen=True, slots=True)
class Output:
    """One named part of a row of scores."""

    name: str
    """``valence``, ``arousal``, ``style``..."""
    start: int
    """First column."""
    size: int
    """Number of columns."""
    labels: tuple[str, ...] = ()
    """What each column stands for, where there is more than one."""

    @property
    def columns(self) -> slice:
        """The columns of a scores array."""
        return slice(self.start, self.start + self.size)


@dataclass(frozen=True, slots=True)
class CalibrationParameters:
    """How scores become statements with honest doubt; all fitted out of fold by ``training``."""

    valence_sd: float
    """Standard deviation of the error of valence on recordings the network never saw."""
    arousal_sd: float
    """The same for arousal."""
    prior_valence: float
    """Mean valence of the labelled music: the guess for a sound that says nothing."""
    prior_valence_sd: float
    """Its spread."""
    prior_arousal: float
    """Mean arousal of the labelled music."""
    prior_arousal_sd: float
    """Its spread."""
    mood_spread: float
    """Standard deviation of each mood's Gaussian on the plane."""
    mood_margin: float
    """The best mood must be this far above the second, or the track is unsure."""
    style_temperature: float
    """Style logits are divided by this."""
    other_logit: float
    """Logit of ``other`` beside the divided style logits."""
    style_margin: float
    """The best style must be this far above the second, or the track is unsure."""


@dataclass(frozen=True, slots=True)
class NetworkCard:
    """Everything about a network but its numbers."""

    id: str
    """Name of the network, the same over its versions."""
    version: str
    """Version of features and weights together; analyses of two versions are never compared."""
    summary: str
    """What it is, in a sentence or two, with its known failures."""
    weights_file: str
    """Name of the safetensors file beside the card."""
    weights_sha256: str
    """Hash of that file."""
    tensors: Mapping[str, tuple[int, ...]]
    """Name -> shape of every tensor in it."""
    features_version: int
    """The :data:`player.tagging.features.FEATURES_VERSION` it was trained on."""
    embedding_size: int
    """Length of an embedding."""
    outputs: tuple[Output, ...]
    """Layout of a row of scores, in order, without gaps."""
    calibration: CalibrationParameters
    """How to read the scores."""
    figures: Mapping[str, Any]
    """Measured quality with intervals, as ``moodlark evaluate`` prints it, and how it was made."""
    sources: tuple[Mapping[str, Any], ...]
    """The data it was trained on, with terms and what each was used for."""
    clips: Mapping[str, str]
    """Every clip of the training: name -> first 16 hex digits of the file's SHA-256."""

    @property
    def scores_size(self) -> int:
        """Length of a row of scores."""
        return sum(output.size for output in self.outputs)

    @property
    def styles(self) -> tuple[str, ...]:
        """Ids of the styles the network hears, in the order of its logits."""
        return self.output("style").labels

    def output(self, name: str) -> Output:
        """The output called *name*.

        :raises KeyError: the network has none.
        """
        for output in self.outputs:
            if output.name == name:
                return output
        raise KeyError(name)

    @classmethod
    def load(cls, models_dir: Path, file_name: str = CARD_FILE) -> NetworkCard:
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
                    "The file {name} that describes how Moodlark hears is missing. "
                    "Installing Moodlark again brings it back.",
                    name=file.name,
                )
            ) from error
        except ValueError as error:
            raise _damaged(file.name) from error
        return cls.from_document(document, file.name)

    @classmethod
    def from_document(cls, document: Any, name: str = CARD_FILE) -> NetworkCard:
        """Make a card of JSON data.

        :raises NetworkFileError: as :meth:`load`.
        """
        if not isinstance(document, dict) or document.get("format") != CARD_FORMAT:
            raise NetworkFileError(
                sentence(
                    "Tagging",
                    "The file {name} was made for another version of Moodlark.",
                    name=name,
                )
            )
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
                features_version=int(document["features_version"]),
                embedding_size=int(document["embedding_size"]),
                outputs=tuple(
                    Output(
                        str(item["name"]),
                        int(item["start"]),
                        int(item["size"]),
                        tuple(str(label) for label in item.get("labels", ())),
                    )
                    for item in document["outputs"]
                ),
                calibration=CalibrationParameters(
                    **{key: float(value) for key, value in document["calibration"].items()}
                ),
                figures=dict(document["figures"]),
                sources=tuple(document["sources"]),
                clips=dict(document["clips"]),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _damaged(name) from error
        if not _consistent(card):
            raise _damaged(name)
        return card

    def to_document(self) -> dict[str, Any]:
        """As JSON data; :meth:`from_document` reads it back to an equal card."""
        return {
            "format": CARD_FORMAT,
            "id": self.id,
            "version": self.version,
            "summary": self.summary,
            "weights": {
                "file": self.weights_file,
                "sha256": self.weights_sha256,
                "tensors": {key: list(shape) for key, shape in self.tensors.items()},
            },
            "features_version": self.features_version,
            "embedding_size": self.embedding_size,
            "outputs": [
                {"name": o.name, "start": o.start, "size": o.size, "labels": list(o.labels)}
                for o in self.outputs
            ],
            "calibration": {
                name: getattr(self.calibration, name)
                for name in CalibrationParameters.__dataclass_fields__
            },
            "figures": dict(self.figures),
            "sources": [dict(source) for source in self.sources],
            "clips": dict(self.clips),
        }


def _consistent(card: NetworkCard) -> bool:
    """The outputs follow each other without gaps, the needed ones are there, scales positive."""
    position = 0
    for output in card.outputs:
        if output.start != position or output.size < 1:
            return False
        if output.labels and len(output.labels) != output.size:
            return False
        position += output.size
    names = {output.name for output in card.outputs}
    if not names.issuperset(REQUIRED_OUTPUTS) or len(names) != len(card.outputs):
        return False
    calibration = card.calibration
    values = [getattr(calibration, name) for name in CalibrationParameters.__dataclass_fields__]
    scales = (
        calibration.valence_sd,
        calibration.arousal_sd,
        calibration.prior_valence_sd,
        calibration.prior_arousal_sd,
        calibration.mood_spread,
        calibration.style_temperature,
    )
    return (
        card.embedding_size > 0
        and len(card.styles) > 0
        and Path(card.weights_file).name == card.weights_file
        and all(math.isfinite(value) for value in values)
        and all(scale > 0 for scale in scales)
    )


def _damaged(name: str) -> NetworkFileError:
    return NetworkFileError(
        sentence(
            "Tagging",
            "The file {name} that describes how Moodlark hears is damaged. "
            "Installing Moodlark again repairs it.",
            name=name,
        )
    )

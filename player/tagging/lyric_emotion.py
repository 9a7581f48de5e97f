"""What the words of a song feel like: :class:`LyricNetwork`, text in, :class:`Words` out.

Tagging process; numpy and safetensors only, no torch, so a library without lyrics costs nothing.
Says nothing where there is too little to go by: short texts, "la la la", languages other than
English and Chinese. The same text gives the same answer, traditional and simplified Chinese alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.library.track import Words
from player.tagging.lyric_card import LYRIC_CARD_FILE, LanguageCard, LyricCard, other_version
from player.tagging.lyric_machine import QUADRANTS, Expert, Machine, NgramTable
from player.tagging.lyric_ngrams import NGRAMS, Float64
from player.tagging.lyric_text import TEXT_VERSION, Lyrics, read_lyrics
from player.tagging.weights_file import read_weights, wrong_weights

Tensors = Mapping[str, npt.NDArray[np.generic]]

QUADRANT_VALENCE = (0.5, -0.5, -0.5, 0.5)
"""Valence of an average song of Q1...Q4: the middle of its half of -1..1."""


class LyricNetwork:
    """Weights and card together."""

    def __init__(self, card: LyricCard, machines: Mapping[str, Machine]) -> None:
        self.card = card
        self._machines = machines

    @classmethod
    def load(cls, models_dir: Path, card_file: str = LYRIC_CARD_FILE) -> LyricNetwork:
        """Read the card and the weights it names.

        :raises NetworkFileError: a file is missing, or has a wrong hash, shape or version.
        """
        card = LyricCard.load(models_dir, card_file)
        if card.text_version != TEXT_VERSION:
            raise other_version(card_file)
        tensors = read_weights(models_dir / card.weights_file, card.weights_sha256, card.tensors)
        try:
            machines = {
                language: machine_of(tensors, language, part)
                for language, part in card.languages.items()
            }
        except (KeyError, ValueError) as error:  # names or shapes that do not fit together
            raise wrong_weights(card.weights_file) from error
        return cls(card, machines)

    @property
    def version(self) -> str:
        """Version of cleaning and weights; words read by another are read again."""
        return self.card.version

    def read(self, text: str) -> Words | None:
        """What *text* (plain or LRC) says, or ``None`` where there is too little to go by."""
        lyrics = read_lyrics(text)
        if not lyrics.readable or lyrics.language not in self._machines:
            return None
        return self.judge(lyrics, lyrics.language)

    def machine(self, language: str) -> Machine:
        """What reads *language*, for whoever looks at a part of it.

        :raises KeyError: the network does not read that language.
        """
        return self._machines[language]

    def judge(self, lyrics: Lyrics, language: str) -> Words:
        """What *lyrics* say, however little they are, taken to be in *language*.

        :raises KeyError: the network does not read that language.
        """
        part = self.card.languages[language]
        shares = softmax(self._machines[language].scores(lyrics) / part.temperature)
        return Words(
            version=self.version,
            language=language,
            quadrants=(float(shares[0]), float(shares[1]), float(shares[2]), float(shares[3])),
            valence=float(shares @ np.array(QUADRANT_VALENCE)),
            valence_sd=part.valence_sd,
            characters=lyrics.characters,
        )


def softmax(scores: Float64) -> Float64:
    """Probabilities (..., k) of scores (..., k)."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Float64 = powers / powers.sum(axis=-1, keepdims=True)
    return result


def machine_of(tensors: Tensors, language: str, part: LanguageCard) -> Machine:
    """The machine of *language* from named tensors.

    :raises KeyError: one is missing.
    :raises ValueError: their shapes do not fit together.
    """
    experts = tuple(
        Expert(
            {family: _table(tensors, f"{language}.{name}.{family}") for family in families},
            _floats(tensors[f"{language}.{name}.bias"]),
        )
        for name, families in part.experts.items()
    )
    machine = Machine(
        experts=experts,
        by_line=part.by_line,
        shaped=part.shaped,
        tables={family: _table(tensors, f"{language}.{family}") for family in part.families},
        **{
            name: _floats(tensors[f"{language}.{name}"])
            for name in ("mean", "scale", "stretch", "centres", "alpha", "bias")
        },
    )
    _check(machine)
    return machine


def tensors_of(
    machine: Machine, language: str, part: LanguageCard
) -> dict[str, Float64 | npt.NDArray[np.int64]]:
    """The named tensors that :func:`machine_of` reads back."""
    tensors: dict[str, Float64 | npt.NDArray[np.int64]] = {
        f"{language}.{name}": getattr(machine, name)
        for name in ("mean", "scale", "stretch", "centres", "alpha", "bias")
    }
    named = {f"{language}.{family}": table for family, table in machine.tables.items()}
    for name, expert in zip(part.experts, machine.experts, strict=True):
        tensors[f"{language}.{name}.bias"] = expert.bias
        for family, table in expert.tables.items():
            named[f"{language}.{name}.{family}"] = table
    for name, table in named.items():
        tensors[f"{name}.hashes"] = table.hashes
        tensors[f"{name}.idf"] = table.idf
        tensors[f"{name}.weights"] = table.weights
    return tensors


def _table(tensors: Tensors, name: str) -> NgramTable:
    table = NgramTable(
        tensors[f"{name}.hashes"].astype(np.int64),
        _floats(tensors[f"{name}.idf"]),
        _floats(tensors[f"{name}.weights"]),
    )
    rows = len(table.hashes)
    if rows == 0 or table.idf.shape != (rows,) or table.weights.shape[:1] != (rows,):
        raise ValueError(name)
    return table


def _check(machine: Machine) -> None:
    """Run an empty song through: shapes that do not fit together raise :class:`ValueError`."""
    unknown = [
        name
        for tables in (machine.tables, *(expert.tables for expert in machine.experts))
        for name in tables
        if name not in NGRAMS
    ]
    if unknown or machine.scores(Lyrics("other", (), 0, 0, False)).shape != (QUADRANTS,):
        raise ValueError(unknown)


def _floats(array: npt.NDArray[np.generic]) -> Float64:
    return array.astype(np.float64)

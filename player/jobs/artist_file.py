"""Reads the artist factors that ship, where they ship. Any thread; numpy and safetensors, no torch.

A package may leave them out (their source is for non-commercial use), and then there are none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from player.recommend.artist_card import TENSORS, ArtistCard
from player.recommend.artist_factors import ArtistFactors, ArtistNeighbours, heard_weights
from player.recommend.candidates import Candidates
from player.tagging.weights_file import read_weights, wrong_weights


def load_artists(models_dir: Path) -> ArtistFactors | None:
    """The factors in *models_dir*; ``None`` where they were left out.

    :raises NetworkFileError: a file is damaged, or one of the two is missing.
    """
    card = ArtistCard.load(models_dir)
    if card is None:
        return None
    tensors = read_weights(models_dir / card.weights_file, card.weights_sha256, card.tensors)
    try:
        found = {name: tensors[name] for name in TENSORS}
        factors = ArtistFactors(
            names=tuple(found.pop("names").tobytes().decode("utf-8").split("\n")),
            reach=card.reach,
            **found,  # type: ignore[arg-type]  # the kinds of numbers are checked below
        )
    except (KeyError, ValueError) as error:
        raise wrong_weights(card.weights_file) from error
    if not _fits(factors):
        raise wrong_weights(card.weights_file)
    return factors


def neighbours_factory(
    models_dir: Path,
) -> Callable[[Candidates, tuple[str, ...]], ArtistNeighbours] | None:
    """What makes the neighbours of a library from its columns and the name of each of its artist
    numbers; ``None`` where no factors ship.

    :raises NetworkFileError: as :func:`load_artists`.
    """
    factors = load_artists(models_dir)
    return None if factors is None else partial(_neighbours, factors)


def _neighbours(
    factors: ArtistFactors, candidates: Candidates, names: tuple[str, ...]
) -> ArtistNeighbours:
    return ArtistNeighbours(factors, names, heard_weights(candidates, len(names)))


def _fits(factors: ArtistFactors) -> bool:
    """Whether everything has a row per artist, in the kinds of numbers that are expected."""
    many = len(factors.names)
    rows = (factors.ids, factors.input_scale, factors.output_scale)
    return (
        all(array.shape == (many,) for array in rows)
        and factors.inputs.shape == factors.outputs.shape == (many, factors.inputs.shape[-1])
        and factors.inputs.dtype == factors.outputs.dtype == "int8"
        and factors.input_scale.dtype == factors.output_scale.dtype == "float32"
    )

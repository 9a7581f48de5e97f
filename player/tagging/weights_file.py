"""The file of weights beside a card: read, and checked against what the card says of it.

numpy and safetensors, any process; must not import torch. A file that is missing, changed or of
other shapes is refused with a sentence: weights are never guessed at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors

from player.errors import NetworkFileError
from player.wording import sentence


def read_weights(
    file: Path, sha256: str, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, npt.NDArray[np.generic]]:
    """The tensors in *file*.

    :param sha256: hash of the file, as its card has it.
    :param shapes: name -> shape of every tensor, as its card has them.
    :raises NetworkFileError: it is missing, or not the one of the card.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise NetworkFileError(
            sentence(
                "Tagging",
                "The file {name} with what Moodlark learned is missing. "
                "Installing Moodlark again brings it back.",
                name=file.name,
            )
        ) from error
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise wrong_weights(file.name)
    try:
        tensors: dict[str, npt.NDArray[Any]] = load_tensors(raw)
    except SafetensorError as error:
        raise wrong_weights(file.name) from error
    if {name: tuple(tensor.shape) for name, tensor in tensors.items()} != dict(shapes):
        raise wrong_weights(file.name)
    return tensors


def wrong_weights(name: str) -> NetworkFileError:
    """What to raise when the file called *name* is not the one that belongs to its card."""
    return NetworkFileError(
        sentence(
            "Tagging",
            "The file {name} is not the one that belongs to this Moodlark. "
            "Installing Moodlark again repairs it.",
            name=name,
        )
    )

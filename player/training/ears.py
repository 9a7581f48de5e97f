"""The encoders that training listens with: one per fold, and the one that ships.

Command line only; torch. They lie in ``models/ears`` (which no package takes along): ``ears.json``
and a safetensors file each. An encoder of a fold never heard the sound of that fold, so that
figures on it are honest; music that none of them ever heard may be judged with any.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from player.errors import UsageError
from player.tagging.encoder import EMBEDDING_SIZE, Encoder
from player.wording import sentence

EARS_FOLDER = "ears"
"""Inside the folder of models."""

_LIST = "ears.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Ears:
    """Encoders ready to listen, on the CPU."""

    encoders: tuple[Encoder, ...]
    """One per fold, and last the one that heard everything and ships."""
    withheld: Mapping[str, int]
    """Hash of a clip's file -> the fold whose encoder never heard it."""
    made: Mapping[str, Any]
    """How they were made: steps, batch, seed, device..."""
    signature: str
    """Tells these encoders from all others."""
    teachings: Tensor
    """(4, embedding) what the last one repeats of its teachers (``distill.CHARACTER``)."""

    def of_split(self, split: int) -> int:
        """Index of the encoder that never heard what is tested in *split*."""
        return split % max(1, len(self.encoders) - 1)

    def embed(self, mel: npt.NDArray[np.float32]) -> npt.NDArray[np.float16]:
        """(n, frames, bands) mel power -> (encoders, n, EMBEDDING_SIZE)."""
        if not len(mel):
            return np.zeros((len(self.encoders), 0, EMBEDDING_SIZE), np.float16)
        with torch.inference_mode():
            # Two windows at a time, as the network does: their maps stay in the cache.
            parts = [
                torch.stack([encoder(x) for encoder in self.encoders])
                for x in torch.split(torch.from_numpy(mel), 2)
            ]
        return torch.cat(parts, dim=1).half().numpy()

    def check_folds(self, folds: Mapping[str, int]) -> None:
        """Make sure that what is tested in a fold was withheld from its encoder.

        :param folds: hash of a clip's file -> its fold.
        :raises UsageError: these are other folds than the encoders were made for.
        """
        count = len(self.encoders) - 1
        for digest, fold in folds.items():
            if count and self.withheld.get(digest, fold) % count != fold % count:
                raise UsageError(
                    sentence(
                        "Command",
                        "These folds are not the ones the encoders were made for: what would be "
                        "tested was heard before. Make encoders for these folds, with --distil.",
                    )
                )


def save_ears(
    folder: Path,
    encoders: Sequence[Encoder],
    *,
    withheld: Mapping[str, int],
    made: Mapping[str, Any],
    teachings: Tensor,
) -> None:
    """Write encoders as half floats into *folder*, with the list that describes them."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"encoder-{i}" for i in range(len(encoders) - 1)] + ["encoder-all"]
    files: dict[str, str] = {}
    for name, encoder in zip(names, encoders, strict=True):
        file = folder / f"{name}.safetensors"
        save_file(_halved(encoder.state_dict()), file)
        files[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    document = {
        "format": _FORMAT,
        "made": dict(made),
        "files": files,
        "teachings": teachings.tolist(),
        "withheld": dict(withheld),
    }
    (folder / _LIST).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def load_ears(folder: Path) -> Ears:
    """The encoders in *folder*.

    :raises UsageError: there are none, or a file is not the one that the list names.
    """
    try:
        text = (folder / _LIST).read_text(encoding="utf-8")
        document = json.loads(text)
        encoders = [_read(folder / name, digest) for name, digest in document["files"].items()]
        teachings = torch.tensor(document["teachings"])
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(
            sentence(
                "Command",
                "There are no encoders in {folder}: {reason}",
                folder=str(folder),
                reason=str(error),
            )
        ) from error
    return Ears(
        tuple(encoders),
        document["withheld"],
        document["made"],
        hashlib.sha256(text.encode()).hexdigest(),
        teachings,
    )


def _read(file: Path, digest: str) -> Encoder:
    if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
        raise ValueError(file.name)
    encoder = Encoder()
    encoder.load_state_dict({name: value.float() for name, value in load_file(file).items()})
    return encoder.to(memory_format=torch.channels_last).eval()  # type: ignore[call-overload, no-any-return]


def _halved(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {
        name: (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in state.items()
    }

"""Write what was learned of lyrics: safetensors and a JSON card. Command line only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save as save_tensors

from player.tagging.lyric_card import LYRIC_CARD_FILE, LanguageCard, LyricCard
from player.tagging.lyric_emotion import tensors_of
from player.tagging.lyric_machine import Machine
from player.tagging.lyric_text import TEXT_VERSION

NETWORK_ID = "lyric-kernel"
WEIGHTS_FILE = "lyrics.safetensors"

_FULL = ("mean", "scale", "stretch", "bias")
"""Few numbers, kept in single precision; the many others need only half of it."""


def write_lyric_network(
    out: Path,
    machines: Mapping[str, tuple[Machine, LanguageCard]],
    *,
    summary: str,
    figures: Mapping[str, Any],
    sources: Sequence[Mapping[str, Any]],
    songs: Sequence[str],
) -> LyricCard:
    """Write weights and card into *out* and return the card.

    The version is made of the version of the cleaning and the hash of the weights.
    """
    tensors = {
        name: _stored(name, array)
        for language, (machine, part) in sorted(machines.items())
        for name, array in tensors_of(machine, language, part).items()
    }
    raw = save_tensors(dict(sorted(tensors.items())))
    digest = hashlib.sha256(raw).hexdigest()
    card = LyricCard(
        id=NETWORK_ID,
        version=f"{TEXT_VERSION}-{digest[:12]}",
        summary=summary,
        weights_file=WEIGHTS_FILE,
        weights_sha256=digest,
        tensors={name: tuple(array.shape) for name, array in tensors.items()},
        text_version=TEXT_VERSION,
        languages={language: part for language, (_, part) in sorted(machines.items())},
        figures=figures,
        sources=tuple(sources),
        songs=tuple(sorted(set(songs))),
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS_FILE).write_bytes(raw)
    text = json.dumps(card.to_document(), indent=1, ensure_ascii=False)
    (out / LYRIC_CARD_FILE).write_text(text + "\n", encoding="utf-8")
    return card


def _stored(name: str, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if name.endswith(".hashes"):
        return np.ascontiguousarray(array, np.int32)
    small = np.float32 if name.endswith(_FULL) else np.float16
    return np.ascontiguousarray(array, small)

"""Write fitted heads as the network that ships: safetensors and a JSON card. Command line only."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save as save_tensors

from player.tagging.card import CARD_FILE, CalibrationParameters, NetworkCard, Output
from player.tagging.features import FEATURES_VERSION
from player.training.clips import EMOTIONS
from player.training.distill import CHARACTER
from player.training.ears import Ears
from player.training.heads import LIMIT, FloatArray, Heads

NETWORK_ID = "lark"
WEIGHTS_FILE = "audio.safetensors"


def module_tensors(heads: Heads, ears: Ears) -> dict[str, torch.Tensor]:
    """The state of :class:`player.tagging.network.AudioModule` that computes the same."""
    character = _character(heads, ears)
    arrays = {
        "mean": heads.mean,
        "scale": heads.scale,
        "limit": np.array([LIMIT]),
        "components": heads.components,
        "variance": heads.variance,
        "residual": np.array([heads.residual]),
        "edge": np.array([heads.limit]),
        "music_weight": heads.music_weight,
        "music_bias": np.array([heads.music_bias]),
        "head_weight": np.concatenate(
            [heads.plane_weight, heads.style_weight, heads.emotion_weight, character]
        ),
        "head_bias": np.concatenate(
            [heads.plane_bias, heads.style_bias, heads.emotion_bias, np.zeros(len(character))]
        ),
    }
    tensors = {
        name: torch.from_numpy(np.ascontiguousarray(array, np.float32))
        for name, array in arrays.items()
    }
    # The encoder was read from half floats: they hold it exactly.
    encoder = ears.encoders[-1].state_dict()
    return tensors | {
        f"encoder.{name}": (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in encoder.items()
    }


def _character(heads: Heads, ears: Ears) -> FloatArray:
    """Rows of the head that repeat the teachers, in standard deviations of the training clips."""
    weight = ears.teachings.double().numpy()
    size = weight.shape[1]
    rows = np.zeros((len(weight), len(heads.mean)))
    rows[:, :size] = weight * heads.scale[:size]
    # What the principal components keep is nearly all of the spread of such sums.
    spread = np.sqrt((((rows @ heads.components.T) ** 2) * heads.variance).sum(axis=1))
    # Standardised features have mean 0 over the training clips: so have these rows, without bias.
    return np.asarray(rows / spread[:, None])


def outputs_of(heads: Heads) -> tuple[Output, ...]:
    """Layout of a row of scores, in the order of :func:`module_tensors`."""
    sizes: list[tuple[str, tuple[str, ...]]] = [
        ("valence", ()),
        ("arousal", ()),
        ("style", heads.styles),
        ("emotion", tuple(EMOTIONS)),
        ("character", CHARACTER),
        ("distance", ()),
    ]
    outputs, start = [], 0
    for name, labels in sizes:
        outputs.append(Output(name, start, max(1, len(labels)), labels))
        start += outputs[-1].size
    return tuple(outputs)


def write_network(
    out: Path,
    heads: Heads,
    ears: Ears,
    calibration: CalibrationParameters,
    *,
    summary: str,
    figures: Mapping[str, Any],
    sources: Sequence[Mapping[str, Any]],
    clips: Mapping[str, str],
) -> NetworkCard:
    """Write weights and card into *out* and return the card.

    The version is made of the version of the features and the hash of the weights: other weights
    can never pass for these.
    """
    tensors = module_tensors(heads, ears)
    raw = save_tensors(tensors)
    digest = hashlib.sha256(raw).hexdigest()
    card = NetworkCard(
        id=NETWORK_ID,
        version=f"{FEATURES_VERSION}-{digest[:12]}",
        summary=summary,
        weights_file=WEIGHTS_FILE,
        weights_sha256=digest,
        tensors={name: tuple(tensor.shape) for name, tensor in tensors.items()},
        features_version=FEATURES_VERSION,
        embedding_size=len(heads.components),
        outputs=outputs_of(heads),
        calibration=calibration,
        figures=figures,
        sources=tuple(sources),
        clips=clips,
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS_FILE).write_bytes(raw)
    text = json.dumps(card.to_document(), indent=1, ensure_ascii=False)
    (out / CARD_FILE).write_text(text + "\n", encoding="utf-8")
    return card


def with_edges(heads: Heads, distance: float, music: float) -> Heads:
    """*heads* whose distances are counted in units of *distance* and whose music ends at 0."""
    return dataclasses.replace(heads, limit=distance, music_bias=heads.music_bias - music)

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
from player.training.heads import LIMIT, Heads

NETWORK_ID = "librosa-linear"
WEIGHTS_FILE = "audio.safetensors"


def module_tensors(heads: Heads) -> dict[str, torch.Tensor]:
    """The buffers of :class:`player.tagging.network.AudioModule` that compute the same."""
    weight = np.concatenate([heads.plane_weight, heads.style_weight, heads.emotion_weight])
    bias = np.concatenate([heads.plane_bias, heads.style_bias, heads.emotion_bias])
    arrays = {
        "mean": heads.mean,
        "scale": heads.scale,
        "limit": np.array([LIMIT]),
        "components": heads.components,
        "variance": heads.variance,
        "residual": np.array([heads.residual]),
        "edge": np.array([heads.limit]),
        "head_weight": weight,
        "head_bias": bias,
    }
    return {
        name: torch.from_numpy(np.ascontiguousarray(array, np.float32))
        for name, array in arrays.items()
    }


def outputs_of(heads: Heads) -> tuple[Output, ...]:
    """Layout of a row of scores, in the order of :func:`module_tensors`."""
    sizes: list[tuple[str, tuple[str, ...]]] = [
        ("valence", ()),
        ("arousal", ()),
        ("style", heads.styles),
        ("emotion", tuple(EMOTIONS)),
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
    tensors = module_tensors(heads)
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


def with_limit(heads: Heads, limit: float) -> Heads:
    """*heads* whose distances are counted in units of *limit*."""
    return dataclasses.replace(heads, limit=limit)

"""Writes the artist factors that ship, bytes with a scale per artist, and their card.

Command line only. Must not learn anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save as save_tensors

from player.recommend.artist_card import ARTIST_CARD_FILE, ArtistCard
from player.recommend.artist_factors import ArtistFactors
from player.training.artist_listening import Listening
from player.training.artist_regression import Learned, Matrix, Settings, counted

FACTORS_ID = "artist-regression"
WEIGHTS_FILE = "artists.safetensors"

SUMMARY = (
    "Which artists the same people hear: for each artist what hearing it says, and whom it speaks "
    "for. A listener is folded in from the artists they hear; nothing about them is kept here."
)

TERMS = (
    "Learned from HetRec 2011 Last.fm-2K, which its makers give for non-commercial research; "
    "whoever sells a package leaves this file and its card out (docs/COLISTENING.md)."
)

SOURCES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "HetRec 2011, Last.fm-2K",
        "cite": "Cantador, Brusilovsky, Kuflik: 2nd Workshop on Information Heterogeneity and "
        "Fusion in Recommender Systems, RecSys 2011",
        "origin": "rafaelpossas/admusic",
        "terms": "non-commercial research",
        "used_for": "plays per user and artist, tags that users gave to artists",
    },
)


def factors_of(learned: Learned, listening: Listening, names: Mapping[int, str]) -> ArtistFactors:
    """What ships, of what was *learned* from *listening*.

    :param names: id -> name; an artist without one gets its number.
    """
    inputs, input_scale = _as_bytes(learned.inputs)
    outputs, output_scale = _as_bytes(learned.outputs)
    ids = listening.artists[learned.columns]
    # The reach is measured with the numbers that ship.
    real = (inputs * input_scale[:, np.newaxis], outputs * output_scale[:, np.newaxis])
    return ArtistFactors(
        names=tuple(names.get(int(i)) or str(i) for i in ids),
        ids=ids.astype(np.int32),
        inputs=inputs,
        input_scale=input_scale,
        outputs=outputs,
        output_scale=output_scale,
        trained_users=listening.users.astype(np.int32),
        reach=_reach(counted(listening.plays)[:, learned.columns], *real),
    )


def write_factors(
    factors: ArtistFactors, out: Path, settings: Settings, figures: Mapping[str, Any]
) -> ArtistCard:
    """Write the weights and their card into *out* and return the card."""
    tensors: dict[str, NDArray[Any]] = {
        "ids": factors.ids,
        "inputs": factors.inputs,
        "input_scale": factors.input_scale,
        "names": np.frombuffer("\n".join(factors.names).encode("utf-8"), np.uint8),
        "outputs": factors.outputs,
        "output_scale": factors.output_scale,
        "trained_users": factors.trained_users,
    }
    # safetensors writes memory as it lies: a transposed array would come back as another one.
    tensors = {name: np.ascontiguousarray(array) for name, array in tensors.items()}
    raw = save_tensors(tensors)
    digest = hashlib.sha256(raw).hexdigest()
    card = ArtistCard(
        id=FACTORS_ID,
        version=digest[:12],
        summary=SUMMARY,
        terms=TERMS,
        weights_file=WEIGHTS_FILE,
        weights_sha256=digest,
        tensors={name: array.shape for name, array in tensors.items()},
        reach=factors.reach,
        settings=asdict(settings),
        figures=figures,
        sources=SOURCES,
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / WEIGHTS_FILE).write_bytes(raw)
    text = json.dumps(card.to_document(), indent=1, ensure_ascii=False)
    (out / ARTIST_CARD_FILE).write_text(text + "\n", encoding="utf-8")
    return card


def _as_bytes(numbers: Matrix) -> tuple[NDArray[np.int8], Matrix]:
    """*numbers* (A, K) as whole numbers -127..127 and what they are to be multiplied with (A,).

    The eighth bit costs nothing measurable: 0.0001 of hit rate, either way.
    """
    scale = np.maximum(np.abs(numbers).max(axis=1), 1e-12) / 127.0
    return np.rint(numbers / scale[:, np.newaxis]).astype(np.int8), scale.astype(np.float32)


def _reach(weights: Any, inputs: Matrix, outputs: Matrix) -> float:
    """The tenth best score of artists not heard, in standard deviations of all: the median."""
    found = []
    for start in range(0, weights.shape[0], 256):
        part = weights[start : start + 256]
        scores = (part @ inputs) @ outputs.T
        spread = np.sqrt(np.mean(scores * scores, axis=1))
        scores[part.nonzero()] = -np.inf
        place = max(scores.shape[1] - 10, 0)
        tenth = np.partition(scores, place, axis=1)[:, place]
        good = (spread > 0) & (tenth > 0)
        found.append(tenth[good] / spread[good])
    every = np.concatenate(found)
    return float(np.median(every)) if len(every) else 1.0

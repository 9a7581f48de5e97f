"""A lyric network that knows four words, in real files beside the real audio network; no test."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from player.paths import models_dir
from player.tagging.card import CARD_FILE, NetworkCard
from player.tagging.lyric_card import LYRIC_CARD_FILE, LanguageCard, LyricCard
from player.tagging.lyric_emotion import tensors_of
from player.tagging.lyric_machine import Machine, NgramTable
from player.tagging.lyric_ngrams import counted
from player.tagging.lyric_shape import shape_of
from player.tagging.lyric_text import TEXT_VERSION, read_lyrics

BRIGHT, DARK = ("sunshine", "dancing"), ("coffin", "weeping")

_LINES = (
    "I was walking down the {0} road when you came over the hill",
    "And all of the people were {1} there and never would stand still",
    "We said what we had to say about {0} and left before the night",
    "So give me your hand and tell me about {1} under another light",
    "There is a house at the end of town where nobody ever goes",
    "And what they found of {0} and {1} inside it only the garden knows",
)


def song_of(words: tuple[str, str]) -> str:
    """A text long enough to be read, with these words in it."""
    return "\n".join(line.format(*words) for line in _LINES)


def models_with_lyrics(folder: Path, version: str) -> Path:
    """*folder* with the audio network and a lyric network of that *version*."""
    audio = NetworkCard.load(models_dir())
    for name in (CARD_FILE, audio.weights_file):
        shutil.copy(models_dir() / name, folder / name)
    hashes = np.concatenate([counted("words", [word])[0] for word in (*BRIGHT, *DARK)])
    # Happy and calm for the first two, angry and sad for the others.
    weights = np.repeat([[2.0, -2.0, -2.0, 2.0], [-2.0, 2.0, 2.0, -2.0]], 2, axis=0)
    order, dense = np.argsort(hashes), len(shape_of(read_lyrics(song_of(DARK))))
    machine = Machine(
        experts=(),
        by_line=False,
        shaped=True,
        tables={"words": NgramTable(hashes[order], np.ones(4), weights[order])},
        mean=np.zeros(dense),
        scale=np.ones(dense),
        stretch=np.ones(dense),
        centres=np.zeros((1, dense)),
        alpha=np.zeros((1, 4)),
        bias=np.zeros(4),
    )
    part = LanguageCard(("words",), {}, False, True, temperature=1.0, valence_sd=0.3)
    tensors = tensors_of(machine, "en", part)
    data = save({name: np.ascontiguousarray(array) for name, array in tensors.items()})
    (folder / "lyrics.safetensors").write_bytes(data)
    card = LyricCard(
        id="little",
        version=version,
        summary="Knows four words.",
        weights_file="lyrics.safetensors",
        weights_sha256=hashlib.sha256(data).hexdigest(),
        tensors={name: tuple(array.shape) for name, array in tensors.items()},
        text_version=TEXT_VERSION,
        languages={"en": part},
        figures={},
        sources=(),
        songs=(),
    )
    (folder / LYRIC_CARD_FILE).write_text(json.dumps(card.to_document()), encoding="utf-8")
    return folder

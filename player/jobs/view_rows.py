"""One track's records as the numbers of its row: who plays it, its tempo, key and ends.

Pure Python, any thread.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from player.library.quality import SOUND_FLAWS, heard_flaws
from player.library.track import Metadata
from player.store.documents import Facts

_TONICS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_KEY = re.compile(r"([A-G])([#b♯♭]?) (major|minor)")
_GUESTS = re.compile(r"\s*(?:[(\[]?\b(?:feat|ft|featuring)\b\.?|;).*", re.IGNORECASE)


def artist_name(metadata: Metadata) -> str:
    """The main artist for spacing, guests left off, in comparable spelling; empty when unknown."""
    return _without_guests(metadata.artist or metadata.album_artist)


@lru_cache(maxsize=16_384)
def _without_guests(artist: str) -> str:
    return _GUESTS.sub("", artist).strip().casefold()


def album_name(metadata: Metadata) -> str:
    """Album and whom it is filed under, in comparable spelling; empty when unknown."""
    if not metadata.album:
        return ""
    owner = metadata.album_artist or artist_name(metadata)
    return f"{metadata.album}\0{owner}".casefold()


@lru_cache(maxsize=64)
def key_numbers(key: str | None) -> tuple[int, int]:
    """``"F# minor"`` as (pitch class, 1 for minor); (-1, 0) when there is none."""
    found = _KEY.fullmatch(key or "")
    if not found:
        return -1, 0
    letter, accidental, mode = found.groups()
    return (_TONICS[letter] + _ACCIDENTALS[accidental]) % 12, int(mode == "minor")


_NO_SEAMS = (math.nan,) * 4

FACT_COLUMNS = (
    "tempo_bpm",
    "tonic",
    "minor",
    "loudness_lufs",
    "start_arousal",
    "end_arousal",
    "start_valence",
    "end_valence",
    *SOUND_FLAWS,
)
"""What :func:`fact_numbers` gives, by the names of the view's columns."""


def fact_numbers(facts: Facts) -> tuple[float, ...]:
    """The facts of an analysis as numbers; what is not known is NaN (-1 for the tonic)."""
    tonic, minor = key_numbers(facts.key)
    loudness = math.nan if facts.loudness_lufs is None else facts.loudness_lufs
    seams = (*(facts.seams or ()), *_NO_SEAMS)[: len(_NO_SEAMS)]
    return (facts.tempo_bpm or math.nan, tonic, minor, loudness, *seams, *heard_flaws(facts))

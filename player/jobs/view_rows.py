"""One track's records as the numbers of its row: who plays it, its key.

Pure Python, any thread.
"""

from __future__ import annotations

import re
from functools import lru_cache

from player.library.track import Metadata

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

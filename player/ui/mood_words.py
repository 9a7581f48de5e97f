"""A point of the plane in plain words: "calm, a little melancholic".

Pure functions, main thread. The moods come in by argument; nothing here knows the vocabulary.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from player.wording import translate

_CENTRE = 0.22
"""Closer to the centre than this, no mood is near enough to be named."""
_SECOND = 1.9
"""A second mood is named while it is at most this many times as far away as the first."""
_PURE = 0.16
"""This close to a mood's centre, only that mood is named."""


@dataclass(frozen=True, slots=True)
class MoodOption:
    """A mood the listener can choose, in the language shown."""

    id: str
    """Stable id."""
    name: str
    """Name as shown."""
    definition: str
    """What it means, as shown."""
    valence: float
    """Centre, -1..1."""
    arousal: float
    """Centre, -1..1."""


def mood_words(valence: float, arousal: float, moods: Sequence[MoodOption]) -> str:
    """The mood at a point, with its neighbour's name where it leans that way.

    :returns: lower case in English; "in between" near the centre or without moods.
    """
    if math.hypot(valence, arousal) < _CENTRE or not moods:
        return translate("Picker", "in between")
    near = sorted(moods, key=lambda m: math.hypot(m.valence - valence, m.arousal - arousal))
    first = lowered(near[0].name)
    if len(near) < 2:
        return first
    close, far = (math.hypot(m.valence - valence, m.arousal - arousal) for m in near[:2])
    if close < _PURE or far > _SECOND * close:
        return first
    second = lowered(near[1].name)
    return translate("Picker", "{first}, a little {second}", first=first, second=second)


def nearest_mood(valence: float, arousal: float, moods: Sequence[MoodOption]) -> str:
    """The one mood nearest to a point, where there is no room for :func:`mood_words`."""
    if math.hypot(valence, arousal) < _CENTRE or not moods:
        return translate("Picker", "in between")
    near = min(moods, key=lambda m: math.hypot(m.valence - valence, m.arousal - arousal))
    return lowered(near.name)


def strictness_words(radius: float) -> str:
    """How strict a match of this radius (plane units) is."""
    if radius < 0.2:
        return translate("Picker", "exactly there")
    if radius < 0.4:
        return translate("Picker", "close by")
    return translate("Picker", "loosely around")


def capitalised(text: str) -> str:
    """*text* with a capital first letter (no change in Chinese)."""
    return text[:1].upper() + text[1:]


def lowered(name: str) -> str:
    """*name* as inside a sentence: "Soul and R&B" becomes "soul and R&B"."""
    return name[:1].lower() + name[1:]

"""How much each term of the score counts: the one place where the numbers stand.

Pure Python, any thread. ``docs/RECOMMENDER.md`` tells where each comes from.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

WEIGHTS_VERSION = "2"
"""Changes whenever a weight or a term's formula does."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One number per term; the field's name is the term's name. Order is the order of the sum."""

    mood: float = 3.0
    """How well the track fits the mood asked for, 0..1."""
    style: float = 1.5
    """How well it fits the styles asked for, 0..1."""
    recovery: float = 0.8
    """Time since it was last heard, -1 just now ... 0 long ago or never."""
    liking: float = 0.3
    """Rating and favourite, -0.5..1."""
    surprise: float = 0.15
    """A seeded throw of the dice, -1..1."""
    sound: float = 0.6
    """Likeness to what was just heard, -1..1."""
    tempo: float = 0.2
    """Nearness in tempo to the track before, -1..1."""
    key: float = 0.1
    """Nearness in key to the track before, -1..1."""
    energy: float = 0.3
    """Nearness in energy to the track before, -1..1."""
    artist: float = 1.0
    """Same artist a short while ago, -1..0."""
    album: float = 0.4
    """Same album a short while ago, -1..0."""


WEIGHTS = Weights()
"""The weights in use."""

TERMS: tuple[str, ...] = tuple(item.name for item in dataclasses.fields(Weights))
"""Names of all terms, in the order of the sum."""

"""How much each term of the score counts: the one place where the numbers stand.

Pure Python, any thread. ``docs/RECOMMENDER.md`` tells where each comes from.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

WEIGHTS_VERSION = "4"
"""Changes whenever a weight or a term's formula does."""

SMOOTH = 3.0
"""What the joins count for when smooth ones were asked for, of what they count for otherwise."""
JOURNEY = 5.0
"""What nearness to its waypoint counts for a track of a journey, 1 at the waypoint and falling by 1
for each unit of the plane: it stands in the place of ``mood``, and is steeper, so that a step off
the way outweighs the joins between two tracks."""
COURSE = 2.0
"""What sounding like its waypoint counts, -1..1, on the way from one track to another."""
_JOINS = ("tempo", "key", "energy", "feeling", "loudness")


@dataclass(frozen=True, slots=True)
class Weights:
    """One number per term; the field's name is the term's name. Order is the order of the sum."""

    mood: float = 3.0
    """How well the track fits the mood asked for, 0..1."""
    style: float = 1.5
    """How well it fits the styles asked for or related ones, 0..1."""
    avoid: float = 2.0
    """How much it has of moods and styles that are not wanted, -1..0."""
    likeness: float = 2.0
    """Likeness to the tracks it should sound like, less to those it should not, -1..1."""
    lift: float = 2.0
    """Energy in the direction asked for, -1..1."""
    taste: float = 0.8
    """What the listener tends to like, -1..1."""
    liking: float = 0.3
    """Rating and favourite, -0.5..1."""
    peers: float = 0.3
    """Its artist fits all that the listener hears, by other people's listening, -1..1."""
    familiar: float = 2.0
    """How well the listener knows it, in the direction asked for, -1..1."""
    recovery: float = 0.8
    """Time since it was last heard, -1 just now ... 0 long ago or never."""
    surprise: float = 0.15
    """A seeded throw of the dice, -1..1."""
    exposure: float = 1.0
    """It was never offered and this place is for such tracks, 0 or 1."""
    sound: float = 0.6
    """Likeness to what was just heard, -1..1."""
    together: float = 0.4
    """The listener plays it in one session with what was just heard, 0..1."""
    related: float = 0.3
    """Its artist goes with those just heard, by other people's listening, -1..1."""
    tempo: float = 0.2
    """Nearness in tempo to the track before, -1..1."""
    key: float = 0.1
    """Nearness in key to the track before, -1..1."""
    energy: float = 0.3
    """Nearness in energy to the track before, -1..1."""
    feeling: float = 0.15
    """Nearness in valence to the track before, -1..1."""
    loudness: float = 0.05
    """Nearness in loudness to the track before, -1..1."""
    variety: float = 0.2
    """Likeness to the one most alike of the last tracks, -1..0."""
    artist: float = 1.0
    """Same artist a short while ago, -1..0."""
    album: float = 0.4
    """Same album a short while ago, -1..0."""

    def with_smooth_joins(self) -> Weights:
        """The same, with the joins between tracks counting :data:`SMOOTH` times as much."""
        return dataclasses.replace(self, **{name: SMOOTH * getattr(self, name) for name in _JOINS})


WEIGHTS = Weights()
"""The weights in use."""

TERMS: tuple[str, ...] = tuple(item.name for item in dataclasses.fields(Weights))
"""Names of all terms, in the order of the sum."""

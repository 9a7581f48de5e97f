"""What the listener asked for: a mood, several, a point on the plane, styles, or nothing at all.

Pure Python, any thread: plain frozen data that can be written as JSON with the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DEFAULT_RADIUS = 0.35
"""How wide a picked point is, in units of the plane: about the reach of one mood's region."""
PARTLY = 0.15
"""A track has a mood in part when its probability is at least this (an eighth is chance)."""
STYLE_ENOUGH = 0.3
"""A track is of a style when its probability is at least this, or no style is likelier."""
RADII = 2.0
"""A track is still near a point within this many of its radii."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the valence-arousal plane and how strictly it is meant."""

    valence: float
    """-1 unpleasant ... 1 pleasant."""
    arousal: float
    """-1 quiet ... 1 energetic."""
    radius: float = DEFAULT_RADIUS
    """Distance at which a track fits half as well as one at the point itself; > 0."""

    def __post_init__(self) -> None:
        if not (-1 <= self.valence <= 1 and -1 <= self.arousal <= 1):
            raise ValueError(f"outside the plane: {self.valence}, {self.arousal}")
        if not self.radius > 0:
            raise ValueError(f"the radius must be positive: {self.radius}")


@dataclass(frozen=True, slots=True)
class MoodTarget:
    """What the queue should be. Several moods or points mean *any of them*; empty means no wish."""

    moods: tuple[str, ...] = ()
    """Mood ids."""
    points: tuple[Point, ...] = ()
    """Places on the plane."""
    styles: frozenset[str] = field(default_factory=frozenset)
    """Style ids; empty for any style."""

    @property
    def wants_mood(self) -> bool:
        """A mood or a point was asked for, so only analysed tracks can answer."""
        return bool(self.moods or self.points)

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "moods": list(self.moods),
            "points": [[p.valence, p.arousal, p.radius] for p in self.points],
            "styles": sorted(self.styles),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> MoodTarget:
        """From what :meth:`to_document` made.

        :raises KeyError, TypeError, ValueError: it was not made by it.
        """
        return cls(
            moods=tuple(document["moods"]),
            points=tuple(Point(*numbers) for numbers in document["points"]),
            styles=frozenset(document["styles"]),
        )

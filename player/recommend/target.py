"""What the listener asked for: moods, points, styles, tracks to sound like, how far to go from what
they know; or nothing at all.

Pure Python, any thread: plain frozen data that can be written as JSON with the queue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

DEFAULT_RADIUS = 0.35
"""How wide a picked point is, in units of the plane: about the reach of one mood's region."""
PARTLY = 0.15
"""A track has a mood in part when its probability is at least this (an eighth is chance)."""
STYLE_ENOUGH = 0.3
"""A track is of a style when its probability is at least this, or no style is likelier."""
SEED_TRACKS = 200
"""Tracks of a seed that are kept: more say nothing new."""
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
class Seed:
    """Tracks the queue should sound like, or should not: one track, an artist, an album..."""

    name: str
    """What the listener calls it, to be shown."""
    track_ids: tuple[int, ...]
    """At most :data:`SEED_TRACKS` of its tracks."""
    liked: bool = True
    """*This*; otherwise *not that*."""

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {"name": self.name, "tracks": list(self.track_ids), "liked": self.liked}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Seed:
        """From what :meth:`to_document` made."""
        return cls(str(document["name"]), tuple(document["tracks"]), bool(document["liked"]))


def spread_over(track_ids: Sequence[int]) -> tuple[int, ...]:
    """At most :data:`SEED_TRACKS` of *track_ids*, evenly over all of them: those a seed keeps."""
    step = max(1.0, len(track_ids) / SEED_TRACKS)
    count = min(len(track_ids), SEED_TRACKS)
    return tuple(track_ids[int(place * step)] for place in range(count))


@dataclass(frozen=True, slots=True)
class Floor:
    """How low the mood may go: tracks below are not offered."""

    valence: float = -1.0
    """-1 (anything) ... 1."""
    arousal: float = -1.0
    """-1 (anything) ... 1."""


@dataclass(frozen=True, slots=True)
class MoodTarget:
    """What the queue should be. Several moods or points mean *any of them*; empty means no wish."""

    moods: tuple[str, ...] = ()
    """Mood ids."""
    points: tuple[Point, ...] = ()
    """Places on the plane."""
    styles: frozenset[str] = field(default_factory=frozenset)
    """Style ids; empty for any style."""
    not_moods: tuple[str, ...] = ()
    """Mood ids that are not wanted."""
    not_styles: frozenset[str] = field(default_factory=frozenset)
    """Style ids that are not wanted."""
    seeds: tuple[Seed, ...] = ()
    """What it should sound like, and what it should not."""
    energy: float = 0.0
    """-1 much quieter ... 1 much livelier than the rest of the wish says."""
    adventurous: float = 0.5
    """0 only what the listener knows well ... 1 what they never heard."""
    smooth: bool = False
    """Joins between tracks count for more than usual."""
    strict: bool = False
    """Rather a short queue than tracks of another or an unsure mood, or of another style."""
    floor: Floor | None = None
    """How low the mood may go."""
    excluded: frozenset[int] = field(default_factory=frozenset)
    """Ids of tracks that are not wanted this time."""
    said: str = ""
    """The sentence it was understood from, to be shown."""

    @property
    def wants_mood(self) -> bool:
        """A mood or a point was asked for, so only analysed tracks can answer."""
        return bool(self.moods or self.points)

    @property
    def asks(self) -> bool:
        """It says what to play, not only how: a queue can begin with it."""
        unwanted = self.not_moods or self.not_styles
        return bool(self.wants_mood or self.styles or self.seeds or unwanted or self.energy)

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "moods": list(self.moods),
            "points": [[p.valence, p.arousal, p.radius] for p in self.points],
            "styles": sorted(self.styles),
            "not_moods": list(self.not_moods),
            "not_styles": sorted(self.not_styles),
            "seeds": [seed.to_document() for seed in self.seeds],
            "energy": self.energy,
            "adventurous": self.adventurous,
            "smooth": self.smooth,
            "strict": self.strict,
            "floor": [self.floor.valence, self.floor.arousal] if self.floor else None,
            "excluded": sorted(self.excluded),
            "said": self.said,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> MoodTarget:
        """From what :meth:`to_document` made, now or in an earlier version with fewer fields.

        :raises KeyError, TypeError, ValueError: it was not made by it.
        """
        floor = document.get("floor")
        return cls(
            moods=tuple(document["moods"]),
            points=tuple(Point(*numbers) for numbers in document["points"]),
            styles=frozenset(document["styles"]),
            not_moods=tuple(document.get("not_moods", ())),
            not_styles=frozenset(document.get("not_styles", ())),
            seeds=tuple(Seed.from_document(item) for item in document.get("seeds", ())),
            energy=float(document.get("energy", 0.0)),
            adventurous=float(document.get("adventurous", 0.5)),
            smooth=bool(document.get("smooth", False)),
            strict=bool(document.get("strict", False)),
            floor=Floor(*floor) if floor else None,
            excluded=frozenset(document.get("excluded", ())),
            said=str(document.get("said", "")),
        )

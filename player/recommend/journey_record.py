"""A journey as plain data: where from, where to, how long, when it began.

Pure Python, any thread; can be written as JSON with the queue. It chooses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from player.recommend.journey_way import Spot


@dataclass(frozen=True, slots=True)
class End:
    """One end of a journey."""

    valence: float
    """-1 unpleasant ... 1 pleasant."""
    arousal: float
    """-1 quiet ... 1 energetic."""
    mood: str | None = None
    """Id of the mood it was named by; ``None``: a point, or the place of a track."""

    def __post_init__(self) -> None:
        if not (-1 <= self.valence <= 1 and -1 <= self.arousal <= 1):
            raise ValueError(f"outside the plane: {self.valence}, {self.arousal}")

    @property
    def spot(self) -> Spot:
        """Its place on the plane."""
        return self.valence, self.arousal

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {"valence": self.valence, "arousal": self.arousal, "mood": self.mood}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> End:
        """From what :meth:`to_document` made."""
        mood = document["mood"]
        return cls(
            float(document["valence"]),
            float(document["arousal"]),
            None if mood is None else str(mood),
        )


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey that was asked for. It lasts some minutes or some tracks."""

    id: str
    """Never used twice; what was said of it before and after carries it."""
    start: End
    """Where it begins."""
    end: End
    """Where it leads; the queue goes on there."""
    begun_at: float
    """When, seconds since 1970."""
    from_track: bool = False
    """It begins with the track that played then, which is not chosen again."""
    length_s: float | None = None
    """How long it is to last; ``None`` where tracks are counted."""
    tracks: int | None = None
    """How many tracks it is to have; ``None`` where time is."""

    def __post_init__(self) -> None:
        if (self.length_s is None) == (self.tracks is None):
            raise ValueError("a journey lasts some minutes or some tracks")
        if not 0 < (self.length_s or self.tracks or 0) < math.inf:
            raise ValueError(f"no length: {self.length_s or self.tracks}")

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "id": self.id,
            "start": self.start.to_document(),
            "end": self.end.to_document(),
            "begun_at": self.begun_at,
            "from_track": self.from_track,
            "length_s": self.length_s,
            "tracks": self.tracks,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Journey:
        """From what :meth:`to_document` made.

        :raises KeyError, TypeError, ValueError: it was not made by it.
        """
        length_s, tracks = document["length_s"], document["tracks"]
        return cls(
            id=str(document["id"]),
            start=End.from_document(document["start"]),
            end=End.from_document(document["end"]),
            begun_at=float(document["begun_at"]),
            from_track=bool(document["from_track"]),
            length_s=None if length_s is None else float(length_s),
            tracks=None if tracks is None else int(tracks),
        )

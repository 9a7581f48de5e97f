"""What has been learned of the listener, as the score uses it: three parts, each may be missing.

Pure numpy, any thread; frozen. A new listener is :data:`NOBODY`, whose terms are all neutral.
``jobs.listener`` makes it from what the stores hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from player.recommend.candidates import Candidates, Floats, RowIndex


class Preference(Protocol):
    """Which tracks the listener tends to like (``recommend.taste``)."""

    def preference(
        self, candidates: Candidates, rows: RowIndex | slice, *, seed: int, adventurous: float
    ) -> Floats:
        """(m,) -1 surely not ... 1 surely; drawn from what is believed (Thompson sampling).

        :param seed: of the draw; the same seed gives the same numbers.
        :param adventurous: 0 the best guess itself ... 1 the widest draw.
        """
        ...


class Companions(Protocol):
    """Which tracks the listener tends to play in one session (``recommend.sessions``)."""

    def together(self, candidates: Candidates, heard: RowIndex, rows: RowIndex) -> Floats:
        """(m,) 0..1: how strongly *rows* go with *heard* (rows, the latest last)."""
        ...


class Neighbours(Protocol):
    """What other people who hear the same artists hear (``recommend.artist_factors``)."""

    def affinity(self, candidates: Candidates, rows: RowIndex | slice) -> Floats:
        """(m,) -1..1: how well the artists of *rows* fit all that the listener hears."""
        ...

    def near(self, candidates: Candidates, heard: RowIndex, rows: RowIndex) -> Floats:
        """(m,) -1..1: how well the artists of *rows* fit those of *heard* (rows, latest last)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """What is known of one listener."""

    taste: Preference | None = None
    """From what they did and said."""
    companions: Companions | None = None
    """From their own sessions."""
    neighbours: Neighbours | None = None
    """From public listening data; there for a new listener too."""


NOBODY = Listener()
"""Nothing is known."""

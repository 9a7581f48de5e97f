"""How far the listening in the background is. Frozen data; any thread."""

from __future__ import annotations

from dataclasses import dataclass

from player.wording import Sentence


@dataclass(frozen=True, slots=True)
class ListeningProgress:
    """One state of the tagging, for the status line."""

    done: int = 0
    """Tracks with a current analysis (or a recorded failure)."""
    total: int = 0
    """Tracks that can be analysed."""
    per_second: float | None = None
    """Recent rate; ``None`` until it is known."""
    device: str = ""
    """Where the network runs, as shown; empty until it is known."""
    paused: bool = False
    """The listener paused it."""
    trouble: Sentence | None = None
    """Why it cannot go on."""

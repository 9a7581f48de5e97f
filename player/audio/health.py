"""How an output is, in one word. Pure; any thread."""

from __future__ import annotations

from enum import Enum


class Health(Enum):
    """What can be the matter with an output."""

    RUNNING = "running"
    """It takes frames as it should."""
    STALLED = "stalled"
    """It is open and takes no frames: a suspended device, a server that hangs."""
    ENDED = "ended"
    """It has ended by itself: unplugged, the server gone, the disk full."""

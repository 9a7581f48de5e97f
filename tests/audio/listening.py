"""Reading an engine's events in a test."""

from __future__ import annotations

import time
from collections.abc import Callable

from player.audio.engine import ProcessEngine
from player.audio.messages import Event, PlayRequest, Position, TrackStarted

PATIENCE_S = 30.0


class Listener:
    """Reads an engine's events as a queue would, and names the next track when one starts."""

    def __init__(self, engine: ProcessEngine, following: list[PlayRequest]) -> None:
        self.engine = engine
        self.following = following
        self.events: list[Event] = []
        self._unread: list[Event] = []

    def until(self, wanted: Callable[[Event], bool]) -> Event:
        """The first new event that is *wanted*."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            self._unread += self.engine.wait(0.0 if self._unread else 0.5)
            while self._unread:
                event = self._unread.pop(0)
                self.events.append(event)
                if isinstance(event, TrackStarted):
                    self.engine.set_next(self.following.pop(0) if self.following else None)
                if wanted(event):
                    return event
        raise AssertionError(f"it never came; there were {self.events}")

    def until_a(self, kind: type) -> Event:
        return self.until(lambda event: isinstance(event, kind))

    def story(self) -> list[tuple]:
        """Kind and entry of all events but positions."""
        return [
            (type(event).__name__, getattr(event, "entry_id", None))
            for event in self.events
            if not isinstance(event, Position)
        ]

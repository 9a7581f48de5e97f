"""How much of a track was heard, over the lives of several sound processes.

Runs in the window or on the command line, under the engine's lock. A process counts what it plays
itself; when it dies its count dies with it, and what it had reported of positions has to do.
"""

from __future__ import annotations

_JUMP_S = 2.0
"""Positions are reported several times a second; what is further apart is a seek."""


class HeardTime:
    """Of one track."""

    def __init__(self) -> None:
        self._before_s = self._now_s = 0.0
        self._position_s: float | None = None

    def begin(self, position_s: float) -> None:
        """Another track has started at *position_s*."""
        self._before_s = self._now_s = 0.0
        self._position_s = position_s

    def move(self, position_s: float) -> None:
        """The listener is at *position_s*."""
        if self._position_s is not None and 0.0 < position_s - self._position_s < _JUMP_S:
            self._now_s += position_s - self._position_s
        self._position_s = position_s

    def interrupt(self) -> None:
        """The process that counted is gone."""
        self._before_s += self._now_s
        self._now_s = 0.0
        self._position_s = None

    def whole(self, played_s: float) -> float:
        """All that was heard: *played_s*, as the process now running counts, and before."""
        return self._before_s + played_s

"""How many frames may still be played before all music ends (``--seconds``).

Kept in the sound process by :mod:`player.audio.decode_ahead`, under its lock.
"""

from __future__ import annotations


class FrameLimit:
    """A number that counts down, or none."""

    def __init__(self) -> None:
        self._left: int | None = None

    def set(self, frames: int) -> None:
        """*frames* more."""
        self._left = frames

    @property
    def reached(self) -> bool:
        """Nothing more may be written."""
        return self._left == 0

    def scale(self, ratio: float) -> None:
        """The frames are at another rate from now on, *ratio* times the one before."""
        if self._left is not None:
            self._left = round(self._left * ratio)

    def take(self, frames: int) -> int:
        """How many of *frames* may be written; they are counted."""
        if self._left is None:
            return frames
        allowed = min(frames, self._left)
        self._left -= allowed
        return allowed

    def give_back(self, frames: int) -> None:
        """*frames* that were counted will never be heard."""
        if self._left is not None:
            self._left += frames

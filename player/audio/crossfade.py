"""One track going over into the next at equal power.

Runs on the decoding thread of the sound process.
"""

from __future__ import annotations

import numpy as np

from player.audio.tail import Frames, Tail


class Crossfade:
    """Mixes the end of a track into the beginning of the next.

    The amplitudes are cos and sin of a quarter turn: their squares sum to 1 at every place, so two
    tracks that have nothing to do with each other keep their power (constant-power panning law).
    """

    def __init__(self, ending: Tail, *, ratio: float = 1.0) -> None:
        """*ending*: all of it is mixed in and stays as it is, so that the mix can be made again.

        :param ratio: amplitude of the ending beside the beginning, where the loudness corrections
            of the two tracks differ (that of the beginning will be applied to the mix).
        """
        self._ending = ending
        self._ratio = np.float32(ratio)
        self._done = 0

    @property
    def left(self) -> int:
        """Frames of the next track that are still to be mixed."""
        return len(self._ending) - self._done

    def mix(self, block: Frames) -> None:
        """Mix the ending into the beginning of *block* (n, 2), in place; goes on where it was."""
        count = min(self.left, len(block))
        place = (self._done + np.arange(count, dtype=np.float32) + np.float32(0.5)) / len(
            self._ending
        )
        angle = (place * np.float32(np.pi / 2))[:, np.newaxis]
        piece = block[:count]
        piece *= np.sin(angle)
        piece += self._ending.copy_at(self._done, count) * (np.cos(angle) * self._ratio)
        self._done += count

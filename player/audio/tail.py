"""The last seconds of a track, held back until it is known what they are mixed with.

Runs on the decoding thread of the sound process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from player.audio.ring import CHANNELS

Frames = npt.NDArray[np.float32]


class Tail:
    """First in, first out; memory for *capacity* frames is taken once."""

    def __init__(self, capacity: int) -> None:
        self._frames = np.zeros((capacity, CHANNELS), np.float32)
        self._first = 0
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def capacity(self) -> int:
        """Frames it can hold."""
        return len(self._frames)

    def clear(self) -> None:
        """Hold nothing."""
        self._first = self._length = 0

    def push(self, block: Frames) -> None:
        """Add *block* (n, 2); there must be room for it."""
        at = (self._first + self._length) % self.capacity
        before_end = min(len(block), self.capacity - at)
        self._frames[at : at + before_end] = block[:before_end]
        self._frames[: len(block) - before_end] = block[before_end:]
        self._length += len(block)

    def pieces(self, count: int) -> Iterator[Frames]:
        """The oldest *count* frames in one or two pieces; valid until the next :meth:`push`."""
        before_end = min(count, self.capacity - self._first)
        yield self._frames[self._first : self._first + before_end]
        if count > before_end:
            yield self._frames[: count - before_end]

    def drop(self, count: int) -> None:
        """Let the oldest *count* frames go."""
        self._first = (self._first + count) % self.capacity
        self._length -= count

    def copy_at(self, offset: int, count: int) -> Frames:
        """*count* frames from *offset* behind the oldest on, as a copy of their own."""
        index = (self._first + offset + np.arange(count)) % self.capacity
        return self._frames[index]


class Tails:
    """Tails that are used again and again."""

    def __init__(self) -> None:
        self._tails: list[Tail] = []

    def spare(self, capacity: int, used: Sequence[Tail | None]) -> Tail:
        """An empty one for *capacity* frames that is none of those *used*."""
        self._tails = [tail for tail in self._tails if tail.capacity >= capacity]
        for tail in self._tails:
            if tail not in used:
                tail.clear()
                return tail
        self._tails.append(Tail(capacity))
        return self._tails[-1]

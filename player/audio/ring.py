"""The ring of decoded frames between the decoding thread and the sound card's callback.

Runs in the sound process. One thread writes, one reads; the lock is held only while frames are
copied. Frames are counted from the beginning of time, so that a place in the ring is a place in
what is heard, whatever was dropped in between.
"""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

CHANNELS = 2
_PARTS = 8
"""A writer that waits goes on when one of so many parts of the ring is free."""


class Ring:
    """Memory for *capacity* stereo float32 frames, allocated once."""

    def __init__(self, capacity: int) -> None:
        self._frames = np.zeros((capacity, CHANNELS), np.float32)
        self._room = threading.Condition()
        self._full = False  # a writer waits
        self._refilled = max(1, capacity // _PARTS)
        self._generation = 0
        self.written = 0
        """Frames ever written: the number of the next one."""
        self.read = 0
        """Frames ever read or dropped: the number of the next one out."""

    @property
    def available(self) -> int:
        """Frames ready to be read."""
        return self.written - self.read

    @property
    def generation(self) -> int:
        """Changes with :meth:`halt`, :meth:`drop` and :meth:`cut`; an older writer is turned
        away.
        """
        return self._generation

    def write(self, block: npt.NDArray[np.float32], generation: int) -> bool:
        """Append *block*, (n, 2); ``False`` when *generation* is over.

        A full ring is waited for until a good part of it is free: a writer that woke for every
        block that is heard would cost more than the decoding, and be in the reader's way.
        """
        done = 0
        while done < len(block):
            with self._room:
                while self._full and generation == self._generation:
                    self._room.wait()
                if generation != self._generation:
                    return False
                n = min(len(block) - done, len(self._frames) - self.available)
                self._copy_in(block[done : done + n])
                done += n
                self._full = done < len(block)
        return generation == self._generation

    def read_into(self, out: npt.NDArray[np.float32]) -> int:
        """Move up to ``len(out)`` frames to *out*; returns how many there were."""
        with self._room:
            n = min(len(out), self.available)
            at = self.read % len(self._frames)
            first = min(n, len(self._frames) - at)
            out[:first] = self._frames[at : at + first]
            out[first:n] = self._frames[: n - first]
            self.read += n
            if self._full and len(self._frames) - self.available >= self._refilled:
                self._make_room()
        return n

    def _make_room(self) -> None:
        self._full = False
        self._room.notify_all()

    def halt(self) -> None:
        """Turn the writer away; what it has written stays."""
        with self._room:
            self._generation += 1
            self._make_room()

    def drop(self) -> int:
        """Forget all frames that were not read; returns the number of the next one."""
        with self._room:
            self._generation += 1
            self.read = self.written
            self._make_room()
            return self.written

    def cut(self, frame: int) -> bool:
        """Forget what was written from *frame* on; ``False`` when it is being read already."""
        with self._room:
            if frame < self.read:
                return False
            self._generation += 1
            self.written = min(self.written, frame)
            self._make_room()
            return True

    def _copy_in(self, block: npt.NDArray[np.float32]) -> None:
        at = self.written % len(self._frames)
        first = min(len(block), len(self._frames) - at)
        self._frames[at : at + first] = block[:first]
        self._frames[: len(block) - first] = block[first:]
        self.written += len(block)

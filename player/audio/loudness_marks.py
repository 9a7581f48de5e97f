"""Which loudness correction holds for which frames of the ring.

Runs in the sound process; :meth:`LoudnessMarks.apply` runs inside the sound card's callback. The
corrections are applied when frames are heard and not when they are decoded, so that a change glides
in at once and not ten seconds later.
"""

from __future__ import annotations

import threading

import numpy as np
import numpy.typing as npt

from player.audio.gain import Ramp

GLIDE_S = 0.5
"""How long a changed correction takes to get where it goes while it is heard."""


class LoudnessMarks:
    """A gain for every stretch of frames, changing exactly where one track joins the next."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ramp = Ramp(1.0)
        self._marks: list[tuple[int, float]] = []  # ascending; those that are not reached yet
        self._begun = -1  # where the stretch began that is heard

    def mark(self, frame: int, amplitude: float) -> None:
        """From *frame* on, which is behind all other marks, *amplitude* holds."""
        with self._lock:
            self._marks.append((frame, amplitude))

    def cut(self, frame: int) -> None:
        """Forget the marks at *frame* and behind it."""
        with self._lock:
            self._marks = [mark for mark in self._marks if mark[0] < frame]

    def clear(self) -> None:
        """Forget all marks that are not reached."""
        with self._lock:
            self._marks.clear()

    def change(self, frame: int, amplitude: float, glide_frames: int) -> None:
        """Another amplitude for the stretch that began, or will begin, at *frame*; nothing happens
        when it is over.
        """
        with self._lock:
            for index, (begins, _) in enumerate(self._marks):
                if begins == frame:
                    self._marks[index] = (frame, amplitude)
                    return
            if frame == self._begun:
                self._ramp.go(amplitude, glide_frames)

    def apply(self, frames: npt.NDArray[np.float32], first_frame: int) -> None:
        """Multiply *frames*, (n, channels), in place; *first_frame* is the number of the first."""
        with self._lock:
            done = 0
            while self._marks and self._marks[0][0] < first_frame + len(frames):
                begins, amplitude = self._marks.pop(0)
                until = max(done, begins - first_frame)
                self._ramp.apply(frames[done:until])
                self._ramp.jump(amplitude)
                self._begun = begins
                done = until
            self._ramp.apply(frames[done:])

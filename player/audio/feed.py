"""What an output asks for frames: the ring behind a gate that fades and a volume that glides.

Runs in the sound process; :meth:`Feed.render` is called by the output (for a sound card: inside
PortAudio's callback) and only copies and multiplies in memory that exists already.
"""

from __future__ import annotations

import threading
import time
from collections import deque

import numpy as np
import numpy.typing as npt

from player.audio.gain import FADE_S, Ramp, amplitude_of_volume
from player.audio.loudness_marks import LoudnessMarks
from player.audio.ring import Ring

_CLOSING_S = 0.5


class Feed:
    """Between the ring and one output after another."""

    def __init__(self, ring: Ring, samplerate: int, marks: LoudnessMarks | None = None) -> None:
        """*marks*: loudness corrections of what is in the ring."""
        self.ring = ring
        self._marks = marks or LoudnessMarks()
        self.samplerate = samplerate
        """Of the frames in the ring, Hz."""
        self.realtime = True
        """An empty ring is a gap (and not just a decoder that is slower than a file)."""
        self.gaps = 0
        """How often the decoder came too late."""
        self.underflows = 0
        """How often the sound card reported that it had run out of frames."""
        self.blocks = 0
        """How often frames were asked for."""
        self.longest_wait_s = 0.0
        """Longest time from one request to the next, beyond what the first one lasts for."""
        self.longest_render_s = 0.0
        """Longest time that one request took."""
        self.ending = True
        """An empty ring is the end of the music, not a gap."""
        self._lock = threading.Lock()
        self._gate = Ramp(0.0)
        self._volume = Ramp(1.0)
        self._closed = threading.Event()
        self._closed.set()
        self._due_at: float | None = None  # when the next request comes if nothing is late
        self._rendered = 0
        self._history: deque[tuple[int, int]] = deque([(0, 0)], maxlen=512)

    def set_volume(self, volume: float) -> None:
        """Slider position, 0 to 1; glides where something is heard."""
        with self._lock:
            amplitude = amplitude_of_volume(volume)
            if self._closed.is_set():
                self._volume.jump(amplitude)
            else:
                self._volume.go(amplitude, self._frames(FADE_S))

    def open_gate(self, fade_s: float) -> None:
        """Let the frames through from now on, fading in; 0: unchanged from the first one on."""
        with self._lock:
            self._closed.clear()
            if fade_s > 0.0:
                self._gate.go(1.0, self._frames(fade_s))
            else:
                self._gate.jump(1.0)

    def close_gate(self, timeout_s: float = _CLOSING_S, *, fade_s: float = FADE_S) -> None:
        """Fade out, then hold the frames back; returns when that is done (or the output hangs)."""
        self.begin_closing(fade_s)
        self.wait_closed(timeout_s)

    def begin_closing(self, fade_s: float) -> None:
        """Begin to fade out, and hold the frames back then."""
        with self._lock:
            if not self._closed.is_set():
                self._gate.go(0.0, self._frames(fade_s))
                if self._gate.value == 0.0:
                    self._closed.set()

    def wait_closed(self, timeout_s: float = _CLOSING_S) -> None:
        """Return when no frames flow any more; an output that hangs is not waited for."""
        if not self._closed.wait(timeout_s):
            with self._lock:
                self._close()

    @property
    def is_open(self) -> bool:
        """Frames flow (or fade out)."""
        return not self._closed.is_set()

    def render(self, out: npt.NDArray[np.float32]) -> int:
        """Fill *out*, (n, 2): frames first, silence behind them; returns how many frames."""
        began = time.monotonic()
        if self._due_at is not None:
            self.longest_wait_s = max(self.longest_wait_s, began - self._due_at)
        n = self._render(out)
        self.blocks += 1
        self.longest_render_s = max(self.longest_render_s, time.monotonic() - began)
        self._due_at = began + len(out) / self.samplerate if self.realtime else None
        return n

    def _render(self, out: npt.NDArray[np.float32]) -> int:
        with self._lock:
            n = 0
            if not self._closed.is_set():
                n = self._render_open(out)
            out[n:] = 0.0
            self._rendered += len(out) if self.realtime else n
            self._history.append((self._rendered, self.ring.read))
            return n

    def _render_open(self, out: npt.NDArray[np.float32]) -> int:
        closing = self._gate.target == 0.0
        wanted = min(len(out), self._gate.frames_left) if closing else len(out)
        first_frame = self.ring.read
        n = self.ring.read_into(out[:wanted])
        self._marks.apply(out[:n], first_frame)
        self._gate.apply(out[:n])
        self._volume.apply(out[:n])
        if closing and (self._gate.value == 0.0 or n < wanted):
            self._close()
        elif n < wanted and self.realtime and not self.ending:
            self.gaps += 1
            self._gate.jump(0.0)
            self._gate.go(1.0, self._frames(FADE_S))
        return n

    def heard_frame(self, delay_s: float) -> int:
        """Number of the frame that is heard now, when a new one would be heard in *delay_s*."""
        with self._lock:
            when = self._rendered - round(delay_s * self.samplerate)
            later_rendered, later_read = self._rendered, self.ring.read
            for rendered, read in reversed(self._history):
                if rendered < when:
                    return max(read, later_read - (later_rendered - when))
                later_rendered, later_read = rendered, read
            return later_read

    def restart(self, samplerate: int) -> None:
        """Begin to count anew, for another output."""
        with self._lock:
            self._close()
            self.samplerate = samplerate
            self._rendered = 0
            self._due_at = None
            self._history.clear()
            self._history.append((0, self.ring.read))

    def _close(self) -> None:
        self._gate.jump(0.0)
        self._volume.jump(self._volume.target)
        self._closed.set()

    def _frames(self, seconds: float) -> int:
        return round(seconds * self.samplerate)

"""Decoding ahead of what is heard, and joining the next track without a gap.

A thread of the sound process. It fills the ring with the current track, then with the next one
right behind it, resampled where its rate differs from the output's, and keeps the list of places
where one track ends and another begins.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from player.audio.gain import FADE_S, amplitude_of_db
from player.audio.messages import PlayRequest, SoundOptions
from player.audio.request_opening import as_stereo, failure_of, open_request
from player.audio.ring import Ring
from player.library.decoding import Decoder, Samples
from player.wording import Sentence


@dataclass(slots=True)
class Segment:
    """A stretch of the ring that holds one track, or a part of it."""

    request: PlayRequest
    """The track."""
    first_frame: int
    """Number of its first frame in the ring."""
    start_s: float
    """Place in the track of that frame."""
    duration_s: float | None
    """Length of the track as the file says."""
    end_frame: int | None = None
    """Number of the frame behind its last one, once it is decoded."""
    announced: bool = False
    """The listener was told that it started."""
    failed: bool = False
    """It could not be decoded to its end."""


@dataclass(frozen=True, slots=True)
class _Job:
    """A track to decode; one that was opened already has its decoder and its segment."""

    request: PlayRequest
    generation: int
    decoder: Decoder | None = None
    segment: Segment | None = None


class DecodeAhead(threading.Thread):
    """Fills the ring."""

    def __init__(self, ring: Ring, *, on_failed: Callable[[PlayRequest, Sentence], None]) -> None:
        """*on_failed* is called on this thread."""
        super().__init__(name="decode ahead", daemon=True)
        self._ring = ring
        self._on_failed = on_failed
        self._samplerate = 44100
        self._changed = threading.Condition()
        self._job: _Job | None = None
        self._next: PlayRequest | None = None
        self._opening: PlayRequest | None = None  # the next one, between its name and its segment
        self._next_known = False
        self._idle_since = time.monotonic()
        self._idle = True
        self._closing = False
        self._frames_left: int | None = None
        self._segments: list[Segment] = []

    # -- called by the player ---------------------------------------------------------------------

    def load(
        self,
        request: PlayRequest,
        decoder: Decoder,
        *,
        samplerate: int,
        start_s: float,
        keep_next: bool = False,
        announced: bool = False,
    ) -> int:
        """Drop everything and decode this; the gate must be closed.

        :returns: number of the first frame that will be written.
        """
        with self._changed:
            upcoming = self._upcoming()
            if keep_next:
                self._next = upcoming
            else:
                self._next, self._next_known = None, False
            first = self._drop()
            self._samplerate = samplerate
            segment = Segment(request, first, start_s, decoder.duration_s, announced=announced)
            self._segments.append(segment)
            self._replace_job(_Job(request, self._ring.generation, decoder, segment))
            return first

    def set_next(self, request: PlayRequest | None) -> bool:
        """What follows the current track, even when another one is decoded behind it already.

        :returns: ``False`` when another one has left the ring already.
        """
        with self._changed:
            self._next_known = True
            if len(self._segments) > 1:
                if self._segments[1].request == request:
                    self._next = None
                    return True
                if not self._ring.cut(self._segments[1].first_frame):
                    return False
                del self._segments[1:]
                self._replace_job(None)
                self._idle = True
            elif self._opening is not None:
                if self._opening == request:
                    return True
                self._ring.cut(self._ring.written)  # turns it away before it begins
                self._opening, self._idle = None, True
            self._next = request
            self._changed.notify_all()
            return True

    def take_next(self) -> PlayRequest | None:
        """The next track, which is the caller's to play now."""
        with self._changed:
            following = self._upcoming()
            self._next = None
            return following

    def clear(self) -> None:
        """Decode nothing more and forget the next one; the gate must be closed."""
        with self._changed:
            self._drop()
            self._replace_job(None)
            self._next, self._next_known = None, False
            self._idle, self._idle_since = True, time.monotonic()

    def limit(self, frames: int | None) -> None:
        """Write at most *frames* more (``None``: no limit), then be as if all music had ended."""
        with self._changed:
            self._frames_left = frames

    def set_options(self, options: SoundOptions) -> None:
        """How tracks follow each other from now on."""

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        """Another loudness correction for a track that plays or comes next."""

    def segments(self) -> list[Segment]:
        """What is in the ring now, and the track that is heard, in order."""
        with self._changed:
            return list(self._segments)

    def forget_first(self) -> None:
        """The first segment is over."""
        with self._changed:
            self._segments.pop(0)

    def ended(self, patience_s: float) -> bool:
        """Nothing more comes: all is decoded, and no next track was named.

        :param patience_s: how long to wait for a next track when nothing was said of it.
        """
        with self._changed:
            if self._frames_left == 0:
                return True
            if not self._idle or self._job or self._next:
                return False
            return self._next_known or time.monotonic() - self._idle_since > patience_s

    @property
    def decoding(self) -> bool:
        """More frames of a known track are coming."""
        with self._changed:
            if self._frames_left == 0:
                return False
            return bool(self._job or not self._idle or self._next)

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closing = True
            self._ring.drop()
            self._replace_job(None)
        self.join()

    def _drop(self) -> int:
        if self._frames_left is not None:
            self._frames_left += self._ring.available
        self._segments.clear()
        self._opening = None
        return self._ring.drop()

    def _upcoming(self) -> PlayRequest | None:
        """The next track: decoded already, being opened, or only named."""
        return self._segments[1].request if len(self._segments) > 1 else self._opening or self._next

    def _replace_job(self, job: _Job | None) -> None:
        if self._job is not None and self._job.decoder is not None:
            self._job.decoder.close()
        self._job = job
        self._changed.notify_all()

    # -- on the thread ----------------------------------------------------------------------------

    def run(self) -> None:
        """Decode one track after another until :meth:`close`."""
        while (job := self._take()) is not None:
            try:
                self._decode(job)
            except Exception as error:  # noqa: BLE001 - the border: one file must not end the music
                self._fail(job, failure_of(job.request, error).sentence)

    def _take(self) -> _Job | None:
        with self._changed:
            self._idle, self._idle_since = True, time.monotonic()
            while not self._closing:
                job, self._job = self._job, None
                if job is None and self._next is not None and self._frames_left != 0:
                    request, self._next = self._next, None
                    self._opening = request
                    job = _Job(request, self._ring.generation)
                    self._next_known = False
                if job is not None:
                    self._idle = False
                    return job
                self._changed.wait()
            return None

    def _decode(self, job: _Job) -> None:
        decoder = job.decoder or open_request(
            job.request, start_s=job.request.start_s, samplerate=self._samplerate
        )
        with decoder:
            segment = self._begin(job, decoder)
            if segment is None:
                return
            gain = np.float32(amplitude_of_db(job.request.gain_db))
            for block in decoder:
                louder = block if gain == 1.0 else block * gain
                stereo = self._within_limit(as_stereo(louder))
                if not self._ring.write(stereo, job.generation) or self._frames_left == 0:
                    break
        with self._changed:
            if job.generation == self._ring.generation:
                segment.end_frame = self._ring.written

    def _begin(self, job: _Job, decoder: Decoder) -> Segment | None:
        with self._changed:
            if job.generation != self._ring.generation:
                return None
            if job.segment is not None:
                return job.segment
            segment = Segment(
                job.request, self._ring.written, job.request.start_s, decoder.duration_s
            )
            self._segments.append(segment)
            self._opening = None
            return segment

    def _within_limit(self, block: Samples) -> Samples:
        with self._changed:
            if self._frames_left is None:
                return block
            if len(block) >= self._frames_left:
                block = block[: self._frames_left].copy()
                fade = min(len(block), round(FADE_S * self._samplerate))
                if fade:
                    block[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, np.newaxis]
            self._frames_left -= len(block)
            return block

    def _fail(self, job: _Job, reason: Sentence) -> None:
        with self._changed:
            if job.generation != self._ring.generation:
                return
            self._opening = None
            for segment in self._segments:
                if segment.request is job.request:
                    segment.end_frame = self._ring.written
                    segment.failed = True
        self._on_failed(job.request, reason)

"""The thread that opens files, decodes them and writes the ring.

Runs in the sound process. It alone reads files, so that a drive that does not answer holds up
neither commands nor the output; what it is to do, and whether that is still wanted, it asks
:class:`~player.audio.decode_ahead.DecodeAhead`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from player.audio.crossfade import Crossfade
from player.audio.gain import FADE_S, amplitude_of_db
from player.audio.messages import PlayRequest
from player.audio.ring import CHANNELS, Ring
from player.audio.segment import Ending, Job
from player.audio.tail import Frames, Tail
from player.audio.track_reader import TrackReader
from player.errors import FileUnreadableError
from player.wording import Sentence, sentence

if TYPE_CHECKING:
    from player.audio.decode_ahead import DecodeAhead

log = logging.getLogger(__name__)

_BLOCK = 4096
_HELD_TIMES = 4
"""A tail is at most so many times as long as what is in the ring: longer than the half of a track
that a crossfade may take."""


class DecodeThread(threading.Thread):
    """Decodes one track after another until there is no more need of it."""

    def __init__(self, plan: DecodeAhead, ring: Ring) -> None:
        super().__init__(name="decode ahead", daemon=True)
        self._plan, self._ring = plan, ring
        self._block = np.zeros((_BLOCK, CHANNELS), np.float32)

    def run(self) -> None:
        """Work as the plan says."""
        while (work := self._plan.take()) is not None:
            match work:
                case Job():
                    self._decode(work)
                case Ending():
                    self._flush(work, leave=max(0, len(work.tail) - _BLOCK))
                case readers:
                    _close(readers)

    def _decode(self, job: Job) -> None:
        reader: TrackReader | None = None
        try:
            reader = self._open(job)
            if self._plan.opened_file(job, reader, reader.start_s):
                self._play(job, reader)
        except Exception as error:  # noqa: BLE001 - the border: one file must not end the music
            if self._plan.read_through(job, failed=True):
                self._plan.on_failed(job.request, _told(job.request, error))
        finally:
            self._plan.done(job, reader)

    def _open(self, job: Job) -> TrackReader:
        """The file of *job*, at its place."""
        reader = job.again.reader if job.again is not None else None
        if reader is None or reader.busy:
            reader = TrackReader(
                job.request, start_s=job.start_s, skip_silence=self._plan.skips_silence
            )
            reader.busy = True
            return reader
        reader.busy = True
        try:
            reader.seek(job.start_s)
        except BaseException:
            reader.busy = False
            raise
        return reader

    def _play(self, job: Job, reader: TrackReader) -> None:
        """Write the track to the ring when its turn comes."""
        follows = self._plan.follows(job)
        shared = self._plan.shared_frames(job) if follows else 0
        ending = self._plan.ending_before(job)
        if ending is not None and not self._flush(ending, leave=shared, before=job):
            return
        if not follows and not self._plan.wait_for_go(job):
            return
        louder_db = self._plan.join(job, shared) if follows else 0.0
        mix = None
        if job.mixed is not None:
            mix = Crossfade(job.mixed, ratio=amplitude_of_db(louder_db))
        whole = self._read(job, reader, mix)
        if whole or self._plan.limit_reached:
            self._plan.read_through(job, failed=False)
        if whole and (remark := reader.remark()) is not None:
            self._plan.on_remark(job.request, remark)

    def _read(self, job: Job, reader: TrackReader, mix: Crossfade | None) -> bool:
        """Decode to the end; ``False`` when that is not wanted any more."""
        while n := reader.read_into(self._block):
            frames = self._block[:n]
            if mix is not None and mix.left:
                mix.mix(frames)
            if not self._put(job, frames):
                return False
        return True

    def _put(self, job: Job, frames: Frames) -> bool:
        """Write *frames*, but for as many as are held back for a crossfade."""
        if not self._plan.wants(job):
            return False
        hold = self._plan.held_back()
        if self._plan.realtime:  # never much more than can be heard: a seek must not wait for it
            hold = min(hold, _HELD_TIMES * self._ring.available)
        if job.tail is None:
            if not hold:
                return self._write(frames, job.generation)
            job.tail = self._plan.spare_tail()
        surplus = max(0, len(job.tail) + len(frames) - hold)
        from_tail = min(surplus, len(job.tail))
        if not self._move(job.tail, from_tail, job.generation):
            return False
        direct = surplus - from_tail
        if direct and not self._write(frames[:direct], job.generation):
            return False
        job.tail.push(frames[direct:])
        return True

    def _flush(self, ending: Ending, *, leave: int, before: Job | None = None) -> bool:
        """Write *ending* as it is, but for its last *leave* frames.

        :param before: what is joined to it then, as long as that is wanted.
        :returns: ``False`` when one of the two is not wanted any more.
        """
        generation = self._plan.generation_for(ending)
        if generation is None:
            return False
        with _flushing(before):
            while (surplus := len(ending.tail) - leave) > 0:
                if before is not None and not self._plan.wants(before):
                    return False
                if not self._move(ending.tail, min(surplus, _BLOCK), generation):
                    return False
        if not len(ending.tail):
            self._plan.flushed(ending)
        return True

    def _move(self, tail: Tail, count: int, generation: int) -> bool:
        """Write the oldest *count* frames of *tail*; ``False`` when they are not wanted."""
        for piece in tail.pieces(count):
            if len(piece) and not self._write(piece, generation):
                return False
        tail.drop(count)
        return True

    def _write(self, frames: Frames, generation: int) -> bool:
        allowed = self._plan.within_limit(len(frames))
        if allowed < len(frames):
            frames = _faded(frames[:allowed], self._plan.samplerate)
        return self._ring.write(frames, generation) and not self._plan.limit_reached


@contextmanager
def _flushing(job: Job | None) -> Iterator[None]:
    if job is not None:
        job.flushing = True
    try:
        yield
    finally:
        if job is not None:
            job.flushing = False


def _close(readers: Sequence[TrackReader]) -> None:
    for reader in readers:
        try:
            reader.close()
        except Exception:
            log.exception("Closing %s failed", reader.path)  # border: the music goes on


def _faded(frames: Frames, samplerate: int) -> Frames:
    """*frames* going down to silence at their end."""
    frames = frames.copy()
    if fade := min(len(frames), round(FADE_S * samplerate)):
        frames[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, np.newaxis]
    return frames


def _told(request: PlayRequest, error: Exception) -> Sentence:
    """*error* in words; what was not foreseen goes into the log."""
    if isinstance(error, FileUnreadableError):
        return error.sentence
    log.error("Playing %s failed", request.path, exc_info=error)
    return sentence("Sound", "{file} cannot be played.", file=Path(request.path).name)

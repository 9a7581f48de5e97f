"""What is in the ring and what comes next: the orders of the player and the work of a thread.

Kept in the sound process, under one lock: the player (one thread) gives orders and asks; the
decoding thread (:mod:`player.audio.decode_thread`) takes jobs and reports. Nothing here reads a
file or waits for the ring.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from player.audio.decode_thread import DecodeThread
from player.audio.frame_limit import FrameLimit
from player.audio.gain import amplitude_of_db
from player.audio.loudness_marks import GLIDE_S, LoudnessMarks
from player.audio.messages import PlayRequest, SoundOptions, same_track, with_gain
from player.audio.ring import Ring
from player.audio.segment import Ending, Job, Segment
from player.audio.tail import Tail, Tails
from player.audio.track_reader import TrackReader
from player.wording import Sentence

_LONGEST_CROSSFADE_S = 12.0
_HURRY_S = 1.5
"""So little in the ring, and what was held back is played without waiting for the next track."""
PATIENCE_S = 5.0
"""How long the end of the music waits for a next track when nothing was said of it."""
_STUCK_S = 0.5
"""A thread that still reads what nobody wants after so long is left alone with it."""
_LOOK_S = 0.1

Told = Callable[[PlayRequest, Sentence], None]


class DecodeAhead:
    """The tracks around the one that is heard."""

    def __init__(
        self, ring: Ring, marks: LoudnessMarks, *, on_failed: Told, on_remark: Told
    ) -> None:
        """*on_failed* and *on_remark* are called on the decoding thread."""
        self._ring, self._marks = ring, marks
        self.on_failed, self.on_remark = on_failed, on_remark
        self._options = SoundOptions()
        self._samplerate = 44100
        self.realtime = True
        """What is in the ring is heard as time goes by (a file takes it as fast as it comes)."""
        self._changed = threading.Condition()
        self._wanted: Job | None = None  # to be taken up
        self._job: Job | None = None  # being worked at
        self._opened: Job | None = None  # the same, when it waits for the player's word
        self._next: PlayRequest | None = None
        self._next_known = False
        self._ending: Ending | None = None  # decoded, and not joined yet
        self._joined: Ending | None = None  # its end is mixed into the second segment
        self._tails = Tails()
        self._segments: list[Segment] = []
        self._to_close: list[TrackReader] = []
        self._limit = FrameLimit()
        self._idle_since = time.monotonic()
        self._unwanted_since: float | None = None  # the thread is at a job that was called off
        self._closing = False
        self._start_thread()

    # -- called by the player ---------------------------------------------------------------------

    def load(
        self,
        request: PlayRequest,
        *,
        start_s: float,
        again: Segment | None = None,
        keep_next: bool = False,
    ) -> None:
        """Open this; :meth:`opened` tells when that is done, :meth:`go` lets it into the ring.

        What is in the ring may be heard until then.

        :param again: the same track at another place, whose reader can be used.
        :param keep_next: what was to follow still follows.
        """
        with self._changed:
            upcoming = self._upcoming() if keep_next else None
            self._call_off()
            self._drop_segments(but=again)
            self._next_known = keep_next and (self._next_known or upcoming is not None)
            self._next = upcoming
            self._wanted = Job(request, start_s, again=again)
            self._changed.notify_all()

    def opened(self) -> Segment | None:
        """A track that is open and waits for :meth:`go`."""
        with self._changed:
            return self._opened.segment if self._opened is not None else None

    def keep_opened(self) -> None:
        """What :meth:`opened` told of is not the next track any more, but the one that plays."""
        with self._changed:
            if self._opened is not None:
                self._opened.following = False

    def go(self, samplerate: int, *, realtime: bool = True) -> int:
        """Let what :meth:`opened` told of into the ring, which is at *samplerate* from now on; what
        is in there is dropped, so the gate must be closed.

        :param realtime: an empty ring is heard as a gap.
        :returns: number of the first frame that will be written.
        """
        with self._changed:
            job = self._opened
            assert job is not None and job.segment is not None
            self._ending = self._joined = self._opened = None
            self._drop_segments()
            self._limit.give_back(self._ring.available)
            self._limit.scale(samplerate / self._samplerate)
            self._marks.clear()
            self._samplerate, self.realtime = samplerate, realtime
            self._admit(job, self._ring.drop())
            self._changed.notify_all()
            return job.segment.first_frame

    def set_next(self, request: PlayRequest | None) -> bool:
        """What follows the current track, even when another one is decoded behind it already.

        :returns: ``False`` when another one has left the ring already.
        """
        with self._changed:
            upcoming = self._upcoming()
            if request is not None and upcoming is not None and same_track(upcoming, request):
                self.set_gain(request.entry_id, request.gain_db)
                return True
            self._next_known = True
            if len(self._segments) > 1:
                if not self._take_back():
                    return False
            elif self._begun_next() is not None:
                self._disown()
            self._next = request
            self._changed.notify_all()
            return True

    def clear(self) -> None:
        """Decode nothing more and forget the next one; the gate must be closed."""
        with self._changed:
            self._call_off()
            self._drop_segments()
            self._limit.give_back(self._ring.available)
            self._marks.clear()
            self._ring.drop()
            self._next, self._next_known = None, False
            self._idle_since = time.monotonic()

    def set_options(self, options: SoundOptions) -> None:
        """How tracks follow each other, from the next one that is decoded on."""
        with self._changed:
            self._options = options

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        """Another loudness correction for a track in the ring or behind it."""
        with self._changed:
            if self._next is not None:
                self._next = with_gain(self._next, entry_id, gain_db)
            for job in (self._wanted, self._job):
                if job is not None:
                    job.request = with_gain(job.request, entry_id, gain_db)
            for segment in self._segments:
                if segment.request.entry_id == entry_id and segment.request.gain_db != gain_db:
                    self._change_gain(segment, gain_db)

    def limit(self, seconds: float) -> None:
        """Write no more than so much music, then be as if all of it had ended."""
        with self._changed:
            self._limit.set(round(seconds * self._samplerate))

    def segments(self) -> list[Segment]:
        """What is in the ring now, and the track that is heard, in order."""
        with self._changed:
            return list(self._segments)

    def forget_first(self) -> None:
        """The first segment is over."""
        with self._changed:
            self._joined = None
            self._release(self._segments.pop(0).reader)

    def ended(self, patience_s: float) -> bool:
        """Nothing more comes: all is decoded, and no next track was named.

        :param patience_s: how long to wait for a next track when nothing was said of it.
        """
        with self._changed:
            if self._limit.reached:
                return True
            if self.decoding:
                return False
            return self._next_known or time.monotonic() - self._idle_since > patience_s

    @property
    def decoding(self) -> bool:
        """More frames of a known track are coming."""
        with self._changed:
            if self._limit.reached:
                return False
            return bool(self._wanted or self._job or self._next or self._ending)

    def tend(self) -> None:
        """Put another thread to work where one is stuck in a file that nobody wants any more."""
        with self._changed:
            since = self._unwanted_since
            if since is None or time.monotonic() - since < _STUCK_S:
                return
            self._unwanted_since = None
            self._start_thread()

    def close(self) -> None:
        """End the thread, unless it is stuck in a file: then it is left behind."""
        with self._changed:
            self.clear()
            self._closing = True
            self._changed.notify_all()
        self._thread.join(_STUCK_S)

    # -- inside, with the lock held ---------------------------------------------------------------

    def _start_thread(self) -> None:
        self._thread = DecodeThread(self, self._ring)
        self._thread.start()

    def _begun_next(self) -> Job | None:
        """The job at the next track, before it is in the ring."""
        job = self._job
        begun = job is not None and job.following and job.segment not in self._segments
        return job if begun else None

    def _upcoming(self) -> PlayRequest | None:
        """The next track: decoded already, being opened, or only named."""
        if len(self._segments) > 1:
            return self._segments[1].request
        begun = self._begun_next()
        return begun.request if begun is not None else self._next

    def _call_off(self) -> None:
        """Whatever is being decoded is not wanted any more."""
        self._disown()
        self._wanted = self._ending = self._joined = None
        self._ring.halt()

    def _disown(self) -> None:
        """The thread's job is not wanted any more."""
        job, self._job, self._opened = self._job, None, None
        if job is not None:
            if not job.flushing:  # that ends by itself, and two threads must not do it
                self._unwanted_since = time.monotonic()
            if job.segment is not None:
                self._release(job.segment.reader)
        self._changed.notify_all()

    def _release(self, *readers: TrackReader) -> None:
        """Have those of *readers* closed that nobody needs any more."""
        job = self._job.segment if self._job is not None else None
        needed = [segment.reader for segment in (*self._segments, job) if segment is not None]
        for reader in readers:
            if not reader.busy and reader not in needed and reader not in self._to_close:
                self._to_close.append(reader)
        self._changed.notify_all()

    def _drop_segments(self, *, but: Segment | None = None) -> None:
        over, self._segments = self._segments, [] if but is None else [but]
        self._release(*(segment.reader for segment in over))

    def _take_back(self) -> bool:
        """Let another track follow the first segment; ``False`` when it is too late."""
        second = self._segments[1]
        written = self._ring.written
        if not self._ring.cut(second.first_frame):
            return False
        self._limit.give_back(written - second.first_frame)
        self._marks.cut(second.first_frame)
        del self._segments[1:]
        self._disown()
        self._release(second.reader)
        self._ending, self._joined = self._joined, None
        if self._ending is not None:
            first = self._ending.segment
            first.end_frame, first.overlap = None, 0
        return True

    def _change_gain(self, segment: Segment, gain_db: float) -> None:
        """Glide where it is heard; make a mix anew that was made for another gain."""
        segment.request = with_gain(segment.request, segment.request.entry_id, gain_db)
        glide = round(GLIDE_S * self._samplerate)
        self._marks.change(segment.first_frame, amplitude_of_db(gain_db), glide)
        if self._joined is not None:
            following = self._segments[1].request
            if self._take_back():
                self._next, self._next_known = following, True

    def _admit(self, job: Job, first_frame: int) -> None:
        """Let *job* write to the ring from *first_frame* on."""
        segment = job.segment
        assert segment is not None
        segment.first_frame = first_frame
        segment.request = job.request
        segment.reader.convert_to(self._samplerate)
        segment.reader.index_ahead()
        self._segments.append(segment)
        self._marks.mark(first_frame, amplitude_of_db(job.request.gain_db))
        job.generation = self._ring.generation

    # -- called by the decoding thread ------------------------------------------------------------

    def take(self) -> Job | Ending | list[TrackReader] | None:
        """The next piece of work, waiting for one: a track to decode, an ending of which some has
        to be played as it is, or readers to close. ``None``: the thread is not needed any more.
        """
        with self._changed:
            if self._is_current():
                self._unwanted_since = None
            self._idle_since = time.monotonic()
            while (work := self._work()) is None and not self._closing and self._is_current():
                self._changed.wait(_LOOK_S if self._ending is not None else None)
            return work

    def _work(self) -> Job | Ending | list[TrackReader] | None:
        """What there is to do now; only files are closed by a thread that was replaced."""
        if self._to_close:
            over, self._to_close = self._to_close, []
            if self._is_current():
                self._unwanted_since = time.monotonic()  # a drive may hang in that, too
            return over
        if self._closing or not self._is_current():
            return None
        if self._wanted is not None:
            self._job, self._wanted = self._wanted, None
            return self._job
        if self._next is not None and not self._limit.reached:
            request, self._next, self._next_known = self._next, None, False
            self._job = Job(request, request.start_s, following=True)
            return self._job
        return self._ending if self._ending is not None and self._must_flush() else None

    def opened_file(self, job: Job, reader: TrackReader, start_s: float) -> bool:
        """The file of *job* is open; returns whether it is still wanted."""
        with self._changed:
            if self._job is not job:
                return False
            job.segment = Segment(job.request, reader, start_s)
            return True

    def wait_for_go(self, job: Job) -> bool:
        """Wait for the player's word where *job* cannot just follow what is in the ring.

        :returns: whether it is still wanted.
        """
        with self._changed:
            if self._job is job:
                self._opened = job
                self._changed.notify_all()
            while self._job is job and self._opened is job:
                self._changed.wait()
            return self._job is job

    def follows(self, job: Job) -> bool:
        """*job* can be joined to what is in the ring without a word of the player."""
        with self._changed:
            assert job.segment is not None
            if not job.following or not self._segments:
                return False
            before = self._segments[-1].reader.samplerate
            return not self._options.exact or job.segment.reader.samplerate == before

    def wants(self, job: Job) -> bool:
        """*job* was not called off."""
        with self._changed:
            return self._job is job

    def ending_before(self, job: Job) -> Ending | None:
        """What is to be played, or mixed, before *job*."""
        with self._changed:
            return self._ending if self._job is job else None

    def generation_for(self, ending: Ending) -> int | None:
        """What *ending* may be written to the ring with; ``None``: it is not wanted any more."""
        with self._changed:
            return self._ring.generation if self._ending is ending else None

    @property
    def skips_silence(self) -> bool:
        """Long silence at the ends of tracks is left out."""
        return self._options.skip_silence and not self._options.exact

    @property
    def samplerate(self) -> int:
        """Of the frames in the ring, Hz."""
        return self._samplerate

    def shared_frames(self, job: Job) -> int:
        """How many frames of the track before are mixed into the beginning of *job*."""
        with self._changed:
            ending, segment = self._ending, job.segment
            if ending is None or segment is None or job.request.continues:
                return 0
            rate = self._samplerate
            before = self._ring.written - ending.segment.first_frame + len(ending.tail)
            longest = min(self.held_back(), len(ending.tail), before // 2)
            if segment.duration_s is not None:
                longest = min(longest, round((segment.duration_s - segment.start_s) / 2 * rate))
            return max(0, longest)

    def join(self, job: Job, shared: int) -> float:
        """Let *job* write behind what is in the ring, if it is still wanted.

        :param shared: so many of its first frames are to be mixed with ``job.mixed``.
        :returns: dB by which the track before is louder than *job* by their corrections.
        """
        with self._changed:
            ending = self._ending
            if self._job is not job:
                return 0.0
            first_frame = self._ring.written
            self._admit(job, first_frame)
            self._ending = self._joined = None
            if ending is None:
                return 0.0
            before = ending.segment
            before.end_frame, before.overlap = first_frame, shared
            if shared:
                self._joined, job.mixed = ending, ending.tail
            return before.request.gain_db - job.request.gain_db

    def held_back(self) -> int:
        """Frames at the end of a track that wait for what they are mixed with."""
        with self._changed:
            if self._options.exact:
                return 0
            return round(min(self._options.crossfade_s, _LONGEST_CROSSFADE_S) * self._samplerate)

    def spare_tail(self) -> Tail:
        """An empty tail that is not in use."""
        with self._changed:
            frames = round(_LONGEST_CROSSFADE_S * self._samplerate)
            joining = self._job.mixed if self._job is not None else None
            used = [end.tail for end in (self._ending, self._joined) if end is not None]
            return self._tails.spare(frames, (*used, joining))

    def within_limit(self, frames: int) -> int:
        """How many of *frames* may still be written; they are counted."""
        with self._changed:
            return self._limit.take(frames)

    @property
    def limit_reached(self) -> bool:
        """Nothing more may be written."""
        with self._changed:
            return self._limit.reached

    def read_through(self, job: Job, *, failed: bool) -> bool:
        """*job* gives no more frames: at its end, or where it *failed*.

        :returns: whether it was still wanted.
        """
        with self._changed:
            segment = job.segment
            if self._job is not job:
                return False
            if segment is None or segment not in self._segments:
                if not job.following:
                    self._drop_segments()  # whatever comes next does not follow them
                return True
            segment.failed = failed
            if job.tail is not None and len(job.tail) and not self._limit.reached:
                self._ending = Ending(segment, job.tail)
            else:
                segment.end_frame = self._ring.written
            return True

    def flushed(self, ending: Ending) -> None:
        """All of *ending* is in the ring."""
        with self._changed:
            if self._ending is ending:
                ending.segment.end_frame = self._ring.written
                self._ending = None

    def done(self, job: Job, reader: TrackReader | None) -> None:
        """The thread has nothing more to do with *job*."""
        with self._changed:
            if self._job is job:
                self._job = None
            if reader is not None:
                reader.busy = False
                self._release(reader)

    def _is_current(self) -> bool:
        return threading.current_thread() is self._thread

    def _must_flush(self) -> bool:
        nothing_follows = self._next_known and self._next is None
        if self.realtime:
            return nothing_follows or self._ring.available < _HURRY_S * self._samplerate
        return nothing_follows or time.monotonic() - self._idle_since > PATIENCE_S

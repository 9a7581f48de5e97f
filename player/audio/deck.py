"""The player inside the sound process: carries commands out and tells what is heard.

One thread (the process' main one) calls everything here; the decoder and the output have their own
threads, and nothing here waits for a file. All times come from counting frames: a track has started
when its first frame is heard, not when it was decoded.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from player.audio.decode_ahead import PATIENCE_S, DecodeAhead
from player.audio.feed import Feed
from player.audio.gain import FADE_S, SLOW_FADE_S
from player.audio.loudness_marks import LoudnessMarks
from player.audio.messages import (
    COMES_BACK_S,
    Event,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    Resumed,
    SoundOptions,
    Statistics,
    TrackDelayed,
    TrackEnded,
    TrackFailed,
    TrackNoted,
    TrackStarted,
    with_gain,
)
from player.audio.output_keeper import Landing, OutputKeeper
from player.audio.ring import Ring
from player.audio.segment import Segment
from player.wording import Sentence, sentence

_RING_FRAMES = 10 * 48000
_PREFILL_S = 0.05
"""In the ring before anything is heard; decoding is some hundred times as fast as hearing."""
_POSITION_EVERY_S = 0.2
_SLOW_S = 3.0
"""After so long of waiting for a file the listener is told what the silence is."""
_PAUSED_S = 20.0
"""A device is let go when the music was paused for so long."""


@dataclass(slots=True)
class _Loading:
    """A track that was asked for, or a place in the one that plays, before it is in the ring."""

    request: PlayRequest
    start_s: float
    since: float
    again: Segment | None = None
    """The same track, as it was heard until now."""
    announced: bool = False
    """The listener was told that the track has started."""
    slow: bool = False
    """The listener was told that the file answers slowly."""


class Deck:
    """Plays one track after another."""

    def __init__(
        self, output_name: str, emit: Callable[[Event], None], *, limit_s: float | None = None
    ) -> None:
        self._emit = emit
        self._options = SoundOptions()
        self._ring = Ring(_RING_FRAMES)
        marks = LoudnessMarks()
        self._feed = Feed(self._ring, 44100, marks)
        self._news: deque[tuple[type[TrackFailed | TrackNoted], PlayRequest, Sentence]] = deque()
        self._decoding = DecodeAhead(
            self._ring,
            marks,
            on_failed=lambda *what: self._news.append((TrackFailed, *what)),
            on_remark=lambda *what: self._news.append((TrackNoted, *what)),
        )
        if limit_s is not None:
            self._decoding.limit(limit_s)
        self._output = OutputKeeper(self._feed, output_name, emit)
        self._running = False
        self._paused = False
        self._loading: _Loading | None = None
        self._waiting = False  # for the ring to fill before the gate opens
        self._fade_in_s = 0.0  # when the gate opens
        self._floor = 0  # frames below were dropped or are over
        self._played_before_s = 0.0  # of the current track, before a jump
        self._told_at = 0.0
        self._quiet_since = 0.0  # paused, or nothing to play
        self._lost_at: float | None = None  # when no output would open any more

    @property
    def busy(self) -> bool:
        """Something is playing, or about to."""
        return self._running and not self._paused

    @property
    def filling(self) -> bool:
        """The gate opens in a moment."""
        return self.busy and (self._waiting or self._loading is not None)

    # -- commands ---------------------------------------------------------------------------------

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        """Play *request* now, and forget the next one."""
        self._end_current()
        self._running, self._paused = True, paused
        self._lost_at = None
        self._quiet_since = time.monotonic()
        self._played_before_s = 0.0
        self._load(_Loading(request, request.start_s, time.monotonic()))

    def set_next(self, request: PlayRequest | None) -> None:
        """What follows the current track without a gap; nothing when the music has ended."""
        if self._running and not self._decoding.set_next(request):
            self._leave_the_next(request)

    def pause(self) -> None:
        """Hold."""
        if self._running and not self._paused:
            self._paused = True
            self._waiting = False
            self._feed.close_gate(fade_s=SLOW_FADE_S)
            self._quiet_since = time.monotonic()
            self._tell_position()
            self._emit(Paused())
        elif self._lost_at is not None:
            self._lost_at = -math.inf  # now it is the listener's pause, and does not end by itself

    def resume(self) -> None:
        """Go on."""
        if not self._running or not self._paused:
            return
        if self._lost_at is not None or not self._output.is_open:
            self._lost_at = None
            if self._loading is None and not self._wake_output():
                return
        self._paused = False
        self._waiting = self._loading is None
        self._fade_in_s = SLOW_FADE_S
        self._emit(Resumed())

    def stop(self) -> None:
        """End the track and forget the next one."""
        self._end_current(fade_s=SLOW_FADE_S)
        self._feed.wait_closed()
        self._decoding.clear()
        self._floor = self._ring.read
        self._go_idle()

    def seek(self, position_s: float) -> None:
        """Go to *position_s* of the playing track (beyond its end: to the next one)."""
        position_s = max(0.0, position_s)
        self._tell_news()
        if (loading := self._loading) is not None:
            loading.start_s, loading.since = position_s, time.monotonic()
            self._load(loading, keep_next=True)
        elif (segment := self._current()) is not None:
            self._feed.begin_closing(FADE_S)
            self._reload(segment, position_s)

    def set_volume(self, volume: float) -> None:
        """Slider position, 0 to 1."""
        self._feed.set_volume(volume)

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        """Another loudness correction for a track that plays or comes next."""
        if self._loading is not None:
            self._loading.request = with_gain(self._loading.request, entry_id, gain_db)
        self._decoding.set_gain(entry_id, gain_db)

    def set_options(self, options: SoundOptions) -> None:
        """How tracks follow each other from now on."""
        self._options = options
        self._decoding.set_options(options)

    def set_output(self, name: str) -> None:
        """Send the sound elsewhere and go on at the same place."""
        self._output.choose(name)
        self._change_output(None)

    def statistics(self) -> Statistics:
        """How well the output was served until now."""
        feed = self._feed
        return Statistics(
            blocks=feed.blocks,
            underflows=feed.underflows,
            gaps=feed.gaps,
            longest_wait_s=feed.longest_wait_s,
            longest_render_s=feed.longest_render_s,
            samplerate=feed.samplerate if self._output.is_open else 0,
            latency_s=self._output.latency_s,
        )

    def close(self) -> None:
        """End everything."""
        self.stop()
        self._output.play_out()
        self._output.close()
        self._decoding.close()

    # -- what happens by itself -------------------------------------------------------------------

    def tick(self) -> None:
        """Tell what was heard since the last call; open the gate; watch the output."""
        self._tell_news()
        self._decoding.tend()
        self._let_in()
        self._open_gate_when_filled()
        self._follow()
        self._watch_output()
        now = time.monotonic()
        if self._feed.is_open and now - self._told_at >= _POSITION_EVERY_S:
            self._tell_position()

    def _tell_news(self) -> None:
        while self._news:
            kind, request, what = self._news.popleft()
            self._emit(kind(request.entry_id, what))
            loading = self._loading
            if kind is TrackFailed and loading and loading.request.entry_id == request.entry_id:
                self._loading = None
                if loading.announced:
                    self._emit(TrackEnded(request.entry_id, self._played_before_s))
                self._played_before_s = 0.0

    def _let_in(self) -> None:
        """Let an open track into the ring when its time has come."""
        loading = self._loading
        opened = self._decoding.opened()
        if opened is None:
            self._tell_slowness()
            return
        if self._news:
            return  # it may be that the track that was asked for has failed, and this is the next
        if loading is not None:
            opened.announced = loading.announced
        elif self._decoding.segments():
            return  # the track before is still to be heard
        if self._paused:
            self._announce_held(opened)
            return
        if loading is None:
            self._feed.close_gate(0.0)  # all was heard
        self._feed.wait_closed()
        rate = self._output.ready(opened.reader.samplerate, exact=self._options.exact)
        if not rate:
            self._announce_held(opened)
            self._lose()
            return
        self._fade_in_s = 0.0 if opened.start_s == 0.0 else FADE_S
        self._loading = None
        self._floor = self._decoding.go(rate, realtime=self._feed.realtime)
        self._waiting = True

    def _announce_held(self, opened: Segment) -> None:
        """A track that is not let into the ring yet is the one that plays nevertheless."""
        self._announce(opened)
        if self._loading is None:
            self._loading = _Loading(opened.request, opened.start_s, time.monotonic())
            self._decoding.keep_opened()
        self._loading.announced = opened.announced

    def _tell_slowness(self) -> None:
        loading = self._loading
        if loading is None or loading.slow or time.monotonic() - loading.since < _SLOW_S:
            return
        loading.slow = True
        what = sentence("Sound", "The drive answers slowly; the music begins when it does.")
        self._emit(TrackDelayed(loading.request.entry_id, what))

    def _open_gate_when_filled(self) -> None:
        if not self._waiting or self._paused:
            return
        enough = round(_PREFILL_S * self._feed.samplerate)
        if self._ring.available < enough and self._decoding.decoding:
            return
        self._waiting = False
        self._feed.open_gate(self._fade_in_s)

    def _is_over(self, segment: Segment) -> bool:
        return segment.end_frame is not None and self._heard() >= segment.end_frame

    def _follow(self) -> None:
        """Tell of the beginnings and the ends that were heard."""
        self._feed.ending = not self._decoding.decoding
        if self._loading is not None:
            return
        segments = self._decoding.segments()
        while segments:
            first = segments[0]
            over = self._is_over(first)
            if not first.announced and (self._feed.is_open or self._paused or over):
                self._announce(first)
            if first.end_frame is None or not over:
                return
            following = len(segments) > 1 or self._decoding.opened() is not None
            if not following and not self._decoding.ended(PATIENCE_S):
                return
            self._finish(first, first.end_frame)
            segments.pop(0)
        if self._running and self._decoding.ended(PATIENCE_S) and not self._news:
            self._feed.close_gate(0.0)
            self._emit(QueueEnded())
            self._go_idle()

    def _finish(self, segment: Segment, at_frame: int) -> None:
        """*segment* was heard up to *at_frame*."""
        if segment.announced:
            frames = at_frame - segment.first_frame
            if at_frame == segment.end_frame:
                frames += segment.overlap  # heard under the beginning of the next one
            played = self._played_before_s + self._seconds(frames)
            self._emit(TrackEnded(segment.request.entry_id, played))
        self._played_before_s = 0.0
        self._floor = max(self._floor, at_frame)
        self._decoding.forget_first()

    def _announce(self, segment: Segment) -> None:
        if segment.announced or (segment.failed and segment.end_frame == segment.first_frame):
            return  # told already; or nothing of it can be heard, and that was told
        segment.announced = True
        self._emit(TrackStarted(segment.request.entry_id, segment.duration_s))

    def _end_current(self, *, fade_s: float = FADE_S) -> None:
        """Fade the playing track out and tell how much of it was heard."""
        self._waiting = False
        self._feed.begin_closing(fade_s)
        loading, self._loading = self._loading, None
        if loading is not None:
            if loading.announced:
                self._emit(TrackEnded(loading.request.entry_id, self._played_before_s))
            return
        segment = self._current()
        if segment is None:
            return
        at_frame = max(self._heard(), segment.first_frame)
        if segment.end_frame is not None:  # what is heard may be the next one already
            at_frame = min(at_frame, segment.end_frame)
        self._finish(segment, at_frame)

    def _leave_the_next(self, request: PlayRequest | None) -> None:
        """The next track began within the output's latency, and is not the next any more."""
        if request is not None:
            self.play(request, paused=self._paused)
            return
        self._end_current()
        self._feed.wait_closed()
        self._decoding.clear()
        self._decoding.set_next(None)

    def _go_idle(self) -> None:
        self._running = self._paused = self._waiting = False
        self._lost_at = None
        self._quiet_since = time.monotonic()

    # -- loading ----------------------------------------------------------------------------------

    def _load(self, loading: _Loading, *, keep_next: bool = False) -> None:
        """Have a file opened, or another place in it found; :meth:`_let_in` goes on from there."""
        self._waiting = False
        self._loading = loading
        self._decoding.load(
            loading.request, start_s=loading.start_s, again=loading.again, keep_next=keep_next
        )
        self._tell_position()

    def _reload(self, segment: Segment, position_s: float) -> None:
        """Go on with the current track at *position_s*; the gate is closed, or closing."""
        heard = max(self._heard(), segment.first_frame)
        self._played_before_s += self._seconds(heard - segment.first_frame)
        self._load_again(segment, position_s)

    def _load_again(self, segment: Segment, position_s: float) -> None:
        self._load(
            _Loading(
                segment.request,
                position_s,
                time.monotonic(),
                again=segment,
                announced=segment.announced,
            ),
            keep_next=True,
        )

    def _current(self) -> Segment | None:
        segments = self._decoding.segments()
        return segments[0] if segments else None

    def _seconds(self, frames: int) -> float:
        return frames / self._feed.samplerate

    def _heard(self) -> int:
        return max(self._floor, self._feed.heard_frame(self._output.delay_s()))

    def _place(self, segment: Segment) -> float:
        """How far the listener is in *segment*, seconds of the track."""
        frames = max(0, self._heard() - segment.first_frame)
        return segment.start_s + self._seconds(frames)

    def _tell_position(self) -> None:
        self._told_at = time.monotonic()
        loading = self._loading
        if loading is not None:
            if loading.announced:
                self._emit(Position(loading.request.entry_id, loading.start_s))
            return
        segment = self._current()
        if segment is not None and segment.announced:
            self._emit(Position(segment.request.entry_id, self._place(segment)))

    # -- the output -------------------------------------------------------------------------------

    def _change_output(self, problem: Sentence | None) -> Landing:
        """Open the wanted output (anew) and go on where the music is."""
        self._feed.close_gate()
        if problem is None:
            self._output.play_out()
        if self._loading is None and (segment := self._current()) is not None:
            self._reload(segment, self._place(segment))
        landing = self._output.reopen(problem)
        if landing is Landing.OTHER:
            self.pause()
        elif landing is Landing.NOWHERE:
            self._lose()
        return landing

    def _wake_output(self) -> bool:
        """Open the output for music that was paused; go on elsewhere in a ring of another rate."""
        rate = self._feed.samplerate
        segment, floor = self._current(), self._heard()
        opened = self._output.ready(rate, exact=self._options.exact)
        if not opened:
            self._lose()
            return False
        if opened != rate and segment is not None:
            heard_s = max(0, floor - segment.first_frame) / rate
            self._played_before_s += heard_s
            self._load_again(segment, segment.start_s + heard_s)
        return True

    def _lose(self) -> None:
        """Hold the music until there is an output again."""
        self._lost_at = time.monotonic()
        if self._paused:
            self._emit(Paused())  # whoever has just asked for music must hear that there is none
        else:
            self.pause()

    def _find(self, lost_at: float) -> None:
        self._lost_at = None
        landing = self._change_output(sentence("Sound", "There is sound again."))
        if landing is Landing.SAME and time.monotonic() - lost_at < COMES_BACK_S:
            self.resume()

    def _watch_output(self) -> None:
        quiet_s = time.monotonic() - self._quiet_since
        if not self._running:
            self._output.close_when_silent(quiet_s)
        elif self._lost_at is not None:
            if self._output.look():
                self._find(self._lost_at)
        elif self._paused:
            self._output.close_when_silent(quiet_s - _PAUSED_S)
        elif (problem := self._output.trouble()) is not None:
            self._change_output(problem)

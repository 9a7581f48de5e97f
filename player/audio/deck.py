"""The player inside the sound process: carries commands out and tells what is heard.

One thread (the process' main one) calls everything here; the decoder and the output have their own
threads. All times come from counting frames: a track has started when its first frame is heard,
not when it was decoded.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from player.audio.decode_ahead import DecodeAhead, Segment
from player.audio.feed import Feed
from player.audio.messages import (
    Event,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    Resumed,
    SoundOptions,
    Statistics,
    TrackEnded,
    TrackFailed,
    TrackStarted,
)
from player.audio.output_keeper import Landing, OutputKeeper
from player.audio.request_opening import failure_of, open_request
from player.audio.ring import Ring
from player.library.decoding import Decoder
from player.wording import Sentence, sentence

_RING_FRAMES = 10 * 48000
_PREFILL_S = 0.3
_POSITION_EVERY_S = 0.2
_PATIENCE_S = 2.0
"""How long the end of the music waits for a next track when nothing was said of it."""
_COMES_BACK_S = 60.0
"""Music whose output went and came back within this time goes on by itself."""


class Deck:
    """Plays one track after another."""

    def __init__(
        self, output_name: str, emit: Callable[[Event], None], *, limit_s: float | None = None
    ) -> None:
        self._emit = emit
        self._limit_s = limit_s
        self._ring = Ring(_RING_FRAMES)
        self._feed = Feed(self._ring, 44100)
        self._failures: deque[tuple[PlayRequest, Sentence]] = deque()
        self._decoding = DecodeAhead(
            self._ring, on_failed=lambda *failure: self._failures.append(failure)
        )
        self._decoding.start()
        self._output = OutputKeeper(self._feed, output_name, emit)
        self._running = False
        self._paused = False
        self._waiting = False  # for the ring to fill before the gate opens
        self._from_the_start = False
        self._floor = 0  # frames below were dropped or are over
        self._played_before_s = 0.0  # of the current track, before a jump
        self._told_at = 0.0
        self._idle_at = 0.0
        self._lost_at: float | None = None  # when no output would open any more

    @property
    def busy(self) -> bool:
        """Something is playing, or about to."""
        return self._running and not self._paused

    @property
    def filling(self) -> bool:
        """The gate opens in a moment."""
        return self._waiting

    # -- commands ---------------------------------------------------------------------------------

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        """Play *request* now, and forget the next one."""
        self._end_current()
        self._decoding.clear()
        self._running, self._paused = True, paused
        self._played_before_s = 0.0
        self._load(request, start_s=request.start_s)

    def set_next(self, request: PlayRequest | None) -> None:
        """What follows the current track without a gap; nothing when the music has ended."""
        if not self._running:
            return
        if request is not None and self._current() is None and not self._decoding.decoding:
            self.play(request, paused=self._paused)  # the track before it failed at once
        elif not self._decoding.set_next(request):
            self._leave_the_next(request)

    def pause(self) -> None:
        """Hold."""
        if self._running and not self._paused:
            self._paused = True
            self._waiting = False
            self._feed.close_gate()
            self._tell_position()
            self._emit(Paused())

    def resume(self) -> None:
        """Go on."""
        if self._lost_at is not None:
            self._change_output(None)
        if self._running and self._paused and self._lost_at is None:
            self._paused = False
            self._waiting = True
            self._emit(Resumed())

    def stop(self) -> None:
        """End the track and forget the next one."""
        self._end_current()
        self._decoding.clear()
        self._floor = self._ring.read
        self._go_idle()

    def seek(self, position_s: float) -> None:
        """Go to *position_s* of the playing track (beyond its end: to the next one)."""
        segment = self._current()
        if segment is None:
            return
        self._feed.close_gate()
        self._reload(segment, max(0.0, position_s))

    def set_volume(self, volume: float) -> None:
        """Slider position, 0 to 1."""
        self._feed.set_volume(volume)

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        """Another loudness correction for a track that plays or comes next."""
        self._decoding.set_gain(entry_id, gain_db)

    def set_options(self, options: SoundOptions) -> None:
        """How tracks follow each other from now on."""
        self._decoding.set_options(options)

    def statistics(self) -> Statistics:
        """How well the output was served until now."""
        feed = self._feed
        return Statistics(
            blocks=feed.blocks,
            underflows=feed.underflows,
            gaps=feed.gaps,
            longest_wait_s=feed.longest_wait_s,
            longest_render_s=feed.longest_render_s,
        )

    def set_output(self, name: str) -> None:
        """Send the sound elsewhere and go on at the same place."""
        self._output.choose(name)
        self._change_output(None)

    def close(self) -> None:
        """End everything."""
        self.stop()
        self._output.close()
        self._decoding.close()

    # -- what happens by itself -------------------------------------------------------------------

    def tick(self) -> None:
        """Tell what was heard since the last call; open the gate; watch the output."""
        while self._failures:
            request, reason = self._failures.popleft()
            self._emit(TrackFailed(request.entry_id, reason))
        self._open_gate_when_filled()
        self._follow()
        self._watch_output()
        now = time.monotonic()
        if self._feed.is_open and now - self._told_at >= _POSITION_EVERY_S:
            self._tell_position()

    def _open_gate_when_filled(self) -> None:
        if not self._waiting or self._paused:
            return
        enough = round(_PREFILL_S * self._feed.samplerate)
        if self._ring.available < enough and self._decoding.decoding:
            return
        self._waiting = False
        if self._from_the_start:
            self._feed.open_gate_at_once()
        else:
            self._feed.open_gate()
        self._from_the_start = False

    def _follow(self) -> None:
        """Tell of the beginnings and the ends that were heard."""
        heard = self._heard()
        segments = self._decoding.segments()
        self._feed.ending = not self._decoding.decoding
        while segments:
            first = segments[0]
            over = first.end_frame is not None and heard >= first.end_frame
            if not first.announced and (self._feed.is_open or self._paused or over):
                self._announce(first)
            if first.end_frame is None or not over:
                return
            following = len(segments) > 1
            if not following and not self._decoding.ended(_PATIENCE_S):
                return
            self._finish(first, first.end_frame)
            segments.pop(0)
        if self._running and self._decoding.ended(_PATIENCE_S) and not self._failures:
            self._feed.close_gate(0.0)
            self._emit(QueueEnded())
            self._go_idle()

    def _finish(self, segment: Segment, at_frame: int) -> None:
        """*segment* was heard up to *at_frame*."""
        if segment.announced:
            played = self._played_before_s + self._seconds(at_frame - segment.first_frame)
            self._emit(TrackEnded(segment.request.entry_id, played))
        self._played_before_s = 0.0
        self._floor = max(self._floor, at_frame)
        self._decoding.forget_first()

    def _announce(self, segment: Segment) -> None:
        if segment.failed and segment.end_frame == segment.first_frame:
            return  # nothing of it can be heard, and that was told
        segment.announced = True
        self._emit(TrackStarted(segment.request.entry_id, segment.duration_s))

    def _end_current(self) -> None:
        """Fade the playing track out and tell how much of it was heard."""
        self._waiting = False
        self._feed.close_gate()
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
        self._decoding.clear()
        self._decoding.set_next(None)

    def _go_idle(self) -> None:
        self._running = self._paused = self._waiting = False
        self._lost_at = None
        self._idle_at = time.monotonic()

    # -- loading ----------------------------------------------------------------------------------

    def _load(self, request: PlayRequest, *, start_s: float, again: Segment | None = None) -> bool:
        """Fill the ring from *start_s* of a track; the gate is closed, and opens when filled.

        :param again: the part of the same track that was heard until now; keeps the next one.
        :returns: whether there is something to play; if not, that was told.
        """
        decoder = self._open(request, start_s)
        if decoder is None:
            return False
        rate = decoder.samplerate
        if again is None and self._limit_s is not None:
            self._decoding.limit(round(self._limit_s * rate))
            self._limit_s = None
        self._floor = self._decoding.load(
            request,
            decoder,
            samplerate=rate,
            start_s=start_s,
            keep_next=again is not None,
            announced=again is not None and again.announced,
        )
        self._from_the_start = start_s == 0.0
        self._waiting = not self._paused
        return True

    def _open(self, request: PlayRequest, start_s: float) -> Decoder | None:
        """A decoder at the rate of an output that runs; ``None`` when the file fails."""
        try:
            decoder = open_request(request, start_s=start_s, samplerate=None)
            rate = self._output.ready(decoder.samplerate)
            self._lost_at = None
            if not rate:
                self._lose()
                rate = self._feed.samplerate
            if rate != decoder.samplerate:
                decoder.close()
                decoder = open_request(request, start_s=start_s, samplerate=rate)
            return decoder
        except Exception as error:  # noqa: BLE001 - the border: one file must not end the music
            self._emit(TrackFailed(request.entry_id, failure_of(request, error).sentence))
            return None

    def _reload(self, segment: Segment, position_s: float) -> None:
        """Go on with the current track at *position_s*; the gate is closed."""
        heard = max(self._heard(), segment.first_frame)
        self._played_before_s += self._seconds(heard - segment.first_frame)
        if self._load(segment.request, start_s=position_s, again=segment):
            self._tell_position()
            return
        following = self._decoding.take_next()
        self._finish(segment, segment.first_frame)
        self._decoding.clear()
        if following is not None:
            self.play(following, paused=self._paused)

    def _current(self) -> Segment | None:
        segments = self._decoding.segments()
        return segments[0] if segments else None

    def _seconds(self, frames: int) -> float:
        return frames / self._feed.samplerate

    def _heard(self) -> int:
        return max(self._floor, self._feed.heard_frame(self._output.delay_s()))

    def _tell_position(self) -> None:
        segment = self._current()
        if segment is None or not segment.announced:
            return
        self._told_at = time.monotonic()
        frames = max(0, self._heard() - segment.first_frame)
        self._emit(Position(segment.request.entry_id, segment.start_s + self._seconds(frames)))

    # -- the output -------------------------------------------------------------------------------

    def _change_output(self, problem: Sentence | None) -> None:
        """Open the wanted output (anew) and go on where the music is."""
        segment = self._current()
        position = 0.0
        if segment is not None:
            self._feed.close_gate()
            frames = max(0, self._heard() - segment.first_frame)
            position = segment.start_s + self._seconds(frames)
            self._floor = max(self._floor, segment.first_frame + frames)
        landing = self._output.reopen(problem)
        if landing is Landing.OTHER:
            self.pause()
        if landing is Landing.NOWHERE:
            self._lose()
        elif segment is not None:
            self._reload(segment, position)

    def _lose(self) -> None:
        """Hold the music until there is an output again."""
        self._lost_at = time.monotonic()
        self.pause()

    def _find(self, lost_at: float) -> None:
        self._lost_at = None
        self._change_output(sentence("Sound", "There is sound again."))
        if self._lost_at is None and time.monotonic() - lost_at < _COMES_BACK_S:
            self.resume()

    def _watch_output(self) -> None:
        if not self._running:
            self._output.close_when_silent(time.monotonic() - self._idle_at)
        elif self._lost_at is not None:
            if self._output.look():
                self._find(self._lost_at)
        elif (problem := self._output.trouble()) is not None:
            self._change_output(problem)

"""The player inside the sound process: carries commands out and tells what is heard.

One thread (the process' main one) calls everything here; the decoder and the output have their own
threads. All times come from counting frames: a track has started when its first frame is heard,
not when it was decoded.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from player.audio import outputs
from player.audio.decode_ahead import DecodeAhead, Segment, open_request
from player.audio.feed import Feed
from player.audio.messages import (
    Event,
    OutputChanged,
    OutputDevice,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    Resumed,
    TrackEnded,
    TrackFailed,
    TrackStarted,
)
from player.audio.outputs import NULL, Output
from player.audio.ring import Ring
from player.errors import FileUnreadableError, SoundError
from player.library.decoding import Decoder
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_RING_FRAMES = 10 * 48000
_PREFILL_S = 0.3
_POSITION_EVERY_S = 0.2
_PATIENCE_S = 2.0
"""How long the end of the music waits for a next track when nothing was said of it."""
_TAIL_S = 0.25
"""Silence played behind the last frame before the device is let go."""
_RETRY_S = 5.0
"""How often a lost device is looked for."""


class Deck:
    """Plays one track after another."""

    def __init__(
        self, output_name: str, emit: Callable[[Event], None], *, limit_s: float | None = None
    ) -> None:
        self._emit = emit
        self._wanted_output = output_name
        self._limit_s = limit_s
        self._ring = Ring(_RING_FRAMES)
        self._feed = Feed(self._ring, 44100)
        self._failures: deque[tuple[PlayRequest, Sentence]] = deque()
        self._decoding = DecodeAhead(
            self._ring, on_failed=lambda *failure: self._failures.append(failure)
        )
        self._decoding.start()
        self._output: Output | None = None
        self._asked_rate = 0
        self._running = False
        self._paused = False
        self._waiting = False  # for the ring to fill before the gate opens
        self._from_the_start = False
        self._floor = 0  # frames below were dropped or are over
        self._played_before_s = 0.0  # of the current track, before a jump
        self._told_at = 0.0
        self._idle_at = 0.0
        self._looked_at = 0.0
        self._devices: tuple[OutputDevice, ...] = ()  # when silence was the only choice

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
        try:
            decoder = open_request(request, start_s=request.start_s, samplerate=None)
        except FileUnreadableError as error:
            self._emit(TrackFailed(request.entry_id, error.sentence))
            return
        except Exception:
            log.exception("Opening %s failed", request.path)
            self._emit(
                TrackFailed(
                    request.entry_id,
                    sentence("Sound", "{file} cannot be played.", file=Path(request.path).name),
                )
            )
            return
        self._load(request, decoder, start_s=request.start_s, new=True)

    def set_next(self, request: PlayRequest | None) -> None:
        """What follows the current track without a gap; nothing when the music has ended."""
        if not self._running:
            return
        if request is not None and self._current() is None and not self._decoding.decoding:
            self.play(request, paused=self._paused)  # the track before it failed at once
        else:
            self._decoding.set_next(request)

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
        if self._running and self._paused:
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
        self._tell_position()

    def set_volume(self, volume: float) -> None:
        """Slider position, 0 to 1."""
        self._feed.set_volume(volume)

    def set_output(self, name: str) -> None:
        """Send the sound elsewhere and go on at the same place."""
        self._wanted_output = name
        self._change_output(None)

    def close(self) -> None:
        """End everything."""
        self.stop()
        self._close_output()
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
            if not first.announced and (self._feed.is_open or self._paused):
                first.announced = True
                self._emit(TrackStarted(first.request.entry_id, first.duration_s))
            if first.end_frame is None or heard < first.end_frame:
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

    def _end_current(self) -> None:
        """Fade the playing track out and tell how much of it was heard."""
        self._waiting = False
        self._feed.close_gate()
        segments = self._decoding.segments()
        if segments:
            self._finish(segments[0], max(self._heard(), segments[0].first_frame))

    def _go_idle(self) -> None:
        self._running = self._paused = self._waiting = False
        self._idle_at = time.monotonic()

    # -- loading ----------------------------------------------------------------------------------

    def _load(
        self,
        request: PlayRequest,
        decoder: Decoder,
        *,
        start_s: float,
        new: bool,
        announced: bool = False,
    ) -> None:
        """Fill the ring from *decoder* and let it be heard; the gate is closed."""
        rate = self._ready_output(decoder.samplerate)
        if rate != decoder.samplerate:
            decoder.close()
            decoder = open_request(request, start_s=start_s, samplerate=rate)
        if new and self._limit_s is not None:
            self._decoding.limit(round(self._limit_s * rate))
            self._limit_s = None
        self._floor = self._decoding.load(
            request,
            decoder,
            samplerate=rate,
            start_s=start_s,
            keep_next=not new,
            announced=announced,
        )
        self._from_the_start = start_s == 0.0
        self._waiting = not self._paused

    def _reload(self, segment: Segment, position_s: float) -> None:
        """Go on with the current track at *position_s*; the gate is closed."""
        heard = max(self._heard(), segment.first_frame)
        self._played_before_s += self._seconds(heard - segment.first_frame)
        try:
            decoder = open_request(segment.request, start_s=position_s, samplerate=None)
        except FileUnreadableError as error:
            self._emit(TrackFailed(segment.request.entry_id, error.sentence))
            following = self._decoding.take_next()
            self._finish(segment, segment.first_frame)
            self._decoding.clear()
            if following is not None:
                self.play(following, paused=self._paused)
            return
        self._load(
            segment.request,
            decoder,
            start_s=position_s,
            new=False,
            announced=segment.announced,
        )

    def _current(self) -> Segment | None:
        segments = self._decoding.segments()
        return segments[0] if segments else None

    def _seconds(self, frames: int) -> float:
        return frames / self._feed.samplerate

    def _heard(self) -> int:
        delay = self._output.delay_s() if self._output is not None else 0.0
        return max(self._floor, self._feed.heard_frame(delay))

    def _tell_position(self) -> None:
        segment = self._current()
        if segment is None or not segment.announced:
            return
        self._told_at = time.monotonic()
        frames = max(0, self._heard() - segment.first_frame)
        self._emit(Position(segment.request.entry_id, segment.start_s + self._seconds(frames)))

    # -- the output -------------------------------------------------------------------------------

    def _ready_output(self, samplerate: int) -> int:
        """An output that runs, at *samplerate* where it can; returns its rate."""
        output = self._output
        if output is not None and (not output.realtime or self._asked_rate == samplerate):
            return output.samplerate
        self._close_output()
        opened, problem = self._open_best(samplerate)
        self._output = opened
        if problem is not None:
            self._emit(OutputChanged(opened.name, problem))
        return opened.samplerate

    def _open_best(self, samplerate: int) -> tuple[Output, Sentence | None]:
        """The wanted output, else the system's, else silence; and what to say about it."""
        problem: Sentence | None = None
        self._asked_rate = samplerate
        names = [self._wanted_output]
        if self._wanted_output and outputs.is_device(self._wanted_output):
            names.append("")
        for name in [*names, NULL]:
            output: Output | None = None
            try:
                output = outputs.open_output(name, samplerate)
                self._feed.restart(output.samplerate)
                self._feed.realtime = output.realtime
                output.start(self._feed)
            except SoundError as error:
                log.warning("%s", error)
                problem = problem or error.sentence
                if output is not None:
                    output.close()
                continue
            if problem is not None and output.name == NULL:
                self._devices = outputs.list_outputs()
                self._looked_at = time.monotonic()
            return output, problem
        raise AssertionError("the null output always opens")

    def _close_output(self) -> None:
        if self._output is not None:
            self._output.close()
            self._output = None

    def _change_output(self, problem: Sentence | None) -> None:
        """Open the wanted output (anew), go on where the music is, and say so."""
        segment = self._current()
        position = 0.0
        if segment is not None:
            self._feed.close_gate()
            frames = max(0, self._heard() - segment.first_frame)
            position = segment.start_s + self._seconds(frames)
            self._floor = max(self._floor, segment.first_frame + frames)
        self._close_output()
        if outputs.is_device(self._wanted_output):
            outputs.refresh_outputs()
        self._output, failure = self._open_best(self._feed.samplerate)
        self._emit(OutputChanged(self._output.name, failure or problem))
        if segment is not None:
            self._reload(segment, position)

    def _watch_output(self) -> None:
        output = self._output
        if output is None:
            return
        now = time.monotonic()
        if not self._running:
            tail_s = output.delay_s() + _TAIL_S
            if output.realtime and now - self._idle_at > tail_s:
                self._close_output()
            return
        if not output.alive():
            self._change_output(
                sentence("Sound", "The sound output stopped working and was opened again.")
            )
        elif output.name == NULL and outputs.is_device(self._wanted_output):
            self._try_again(output)

    def _try_again(self, silent: Output) -> None:
        """Back from silence to a device, once there is one."""
        now = time.monotonic()
        if now - self._looked_at < _RETRY_S:
            return
        self._looked_at = now
        outputs.refresh_outputs()
        devices = outputs.list_outputs()
        if devices == self._devices:  # what did not open before does not open now
            return
        self._devices = devices
        try:
            found = outputs.open_output(self._wanted_output, silent.samplerate)
        except SoundError:
            return
        found.close()
        self._change_output(sentence("Sound", "There is sound again."))

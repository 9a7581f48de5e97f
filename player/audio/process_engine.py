"""The engine with the sound process behind it.

Runs in the window or on the command line: commands from one thread, :meth:`ProcessEngine.wait` or
:meth:`~ProcessEngine.poll` from another. Neither ever waits for the sound process to obey.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections import deque
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from player.audio import messages as m
from player.audio.device_lister import devices_now
from player.audio.heard_time import HeardTime
from player.audio.messages import Event, OutputDevice, PlayRequest, SoundOptions, Statistics
from player.audio.outbox import Outbox
from player.audio.watch import Watch
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_ANSWER_PATIENCE_S = 5.0
_CLOSE_PATIENCE_S = 2.0
_ENDING_S = 1.0
"""How long a process may take to end once it has closed its pipe."""
_KILLING_S = 1.0
"""How long the system may take to end a process that was killed."""
_DEATHS_PER_TRACK = 2
_LONGEST_DELAY_S = 60.0
"""Between two starts of a process that dies before it does anything."""
_LOOK_EVERY_S = 0.25
"""How often to look whether the process hangs."""


def _live_in_child(connection: Connection, output: str, limit_s: float | None) -> None:
    """First thing the sound process calls; imports the rest of it there only."""
    from player.audio.process import run

    run(connection, output, limit_s)


class ProcessEngine:
    """An :class:`~player.audio.engine.AudioEngine`; a process that dies is started again where it
    was.
    """

    def __init__(self, output: str, *, limit_s: float | None) -> None:
        self._output = output
        self._limit_s = limit_s
        self._volume = 1.0
        self._options = SoundOptions()
        self._current: PlayRequest | None = None
        self._next: PlayRequest | None = None
        self._paused = False  # by the listener
        self._held = False  # by the process, because there is no output, or not the wanted one
        self._lost_at: float | None = None  # when there was no output any more
        self._resuming = False  # held music was taken up by a new process, and not heard yet
        self._started: int | None = None  # entry that was announced and has not ended
        self._heard = HeardTime()  # of that entry
        self._deaths = 0  # of the process, during the current track
        self._stillborn = 0  # processes in a row that died before they were ready
        self._start_at: float | None = None  # there is no process until then
        self._watch = Watch()
        self._closing = threading.Event()
        self._events: deque[Event] = deque()
        self._statistics: Statistics | None = None
        self._told = threading.Event()
        self._send_lock = threading.RLock()
        self._read_lock = threading.Lock()
        self._start()

    @property
    def process_id(self) -> int:
        """Of the sound process now running."""
        return self._process.pid or 0

    # -- commands ---------------------------------------------------------------------------------

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._current, self._next, self._paused = request, None, paused
            self._held = self._resuming = False
            self._deaths = 0
            self._send(m.Play(request, paused))

    def set_next(self, request: PlayRequest | None) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._next = request
            self._send(m.SetNext(request))

    def pause(self) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._paused, self._resuming = True, False
            self._send(m.Pause())

    def resume(self) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._paused = self._held = False
            self._send(m.Resume())

    def stop(self) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._current = self._next = None
            self._send(m.Stop())

    def seek(self, position_s: float) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            if self._current is not None:
                self._current = replace(self._current, start_s=position_s)
            self._send(m.Seek(position_s))

    def set_volume(self, volume: float) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._volume = volume
            self._send(m.SetVolume(volume))

    def set_gain(self, entry_id: int, gain_db: float) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            if self._current is not None:
                self._current = m.with_gain(self._current, entry_id, gain_db)
            if self._next is not None:
                self._next = m.with_gain(self._next, entry_id, gain_db)
            self._send(m.SetGain(entry_id, gain_db))

    def set_options(self, options: SoundOptions) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._options = options
            self._send(m.SetOptions(options))

    def set_output(self, name: str) -> None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        with self._send_lock:
            self._output = name
            self._send(m.SetOutput(name))

    # -- news -------------------------------------------------------------------------------------

    def outputs(self) -> tuple[OutputDevice, ...]:
        """See :class:`~player.audio.engine.AudioEngine`; asks the system and waits for it."""
        return devices_now(self._closing.is_set)

    def statistics(self) -> Statistics | None:
        """See :class:`~player.audio.engine.AudioEngine`."""
        self._statistics = None
        self._told.clear()
        with self._send_lock:
            self._send(m.AskStatistics())
        deadline = time.monotonic() + _ANSWER_PATIENCE_S
        while not self._told.is_set() and time.monotonic() < deadline:
            if self._closing.is_set():
                break
            if not self._pump(0.05, in_turn=False):  # another thread reads
                self._told.wait(0.05)
        return self._statistics

    def poll(self) -> list[Event]:
        """See :class:`~player.audio.engine.AudioEngine`."""
        self._pump(0.0)
        return self._drain()

    def wait(self, timeout_s: float) -> list[Event]:
        """See :class:`~player.audio.engine.AudioEngine`."""
        self._pump(timeout_s, until_told=True)
        return self._drain()

    def close(self) -> None:
        """See :class:`~player.audio.engine.AudioEngine`; safe to call twice."""
        with self._send_lock:
            if self._closing.is_set():
                return
            self._closing.set()
            self._send(m.Close())
            self._outbox.finish()
        with self._read_lock:
            if not self._ready and not self._has_spoken():
                self._process.kill()  # it is still being started, and has nothing to finish
            self._let_go(patience_s=_ENDING_S if self._hear_it_out() else 0.0)

    # -- the process ------------------------------------------------------------------------------

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_live_in_child,
            args=(theirs, self._output, self._limit_s),
            name="moodlark sound",
            daemon=True,
        )
        process.start()
        theirs.close()
        self._connection: Connection = ours
        self._process: BaseProcess = process
        self._ready = False
        self._plays = 0
        self._start_at = None
        self._watch.begin()
        self._outbox = Outbox(ours)
        self._outbox.start()

    def _send(self, command: m.Command) -> None:
        """Called with the send lock held."""
        if isinstance(command, m.Play):
            self._plays += 1
        self._outbox.put(command)

    def _has_spoken(self) -> bool:
        """The process has sent something, be it that it has ended."""
        return self._connection.closed or self._connection.poll()

    def _hear_it_out(self) -> bool:
        """Empty the pipe until the process closes it, so that it is not kept from ending.

        :returns: whether it closes it.
        """
        if self._connection.closed:
            return True  # it had died
        deadline = time.monotonic() + _CLOSE_PATIENCE_S
        while (left_s := deadline - time.monotonic()) > 0 and wait([self._connection], left_s):
            try:
                self._connection.recv()
            except (EOFError, OSError):
                return True
        return False

    def _let_go(self, *, patience_s: float) -> None:
        """End the process, by force where it hangs, and the thread that writes to it."""
        self._process.join(patience_s)
        if self._process.is_alive():
            log.warning("The sound process does not end by itself.")
            self._process.kill()
            self._process.join(_KILLING_S)  # one inside a driver of the kernel outlives that
        self._outbox.finish()
        self._outbox.join(_KILLING_S)
        self._connection.close()

    # -- the pipe ---------------------------------------------------------------------------------

    def _drain(self) -> list[Event]:
        events: list[Event] = []
        while self._events:
            events.append(self._events.popleft())
        return events

    def _pump(self, timeout_s: float, *, in_turn: bool = True, until_told: bool = False) -> bool:
        """Move what the process sent to our lists, waiting up to *timeout_s* for the first.

        :param in_turn: wait while another thread reads.
        :param until_told: do not wait when there are events already (that other one's).
        :returns: ``False`` when another one did.
        """
        if not self._read_lock.acquire(blocking=in_turn):
            return False
        try:
            self._read(0.0 if until_told and self._events else timeout_s)
        except (EOFError, OSError):
            if not self._closing.is_set():
                self._mourn()
        finally:
            self._read_lock.release()
        return True

    def _read(self, timeout_s: float) -> None:
        """Called with the read lock held.

        :raises EOFError: or OSError; the process is gone.
        """
        if self._closing.is_set():
            return
        if self._start_at is not None:
            self._closing.wait(max(0.0, min(timeout_s, self._start_at - time.monotonic())))
            if time.monotonic() >= self._start_at:
                self._start_again()
            return
        deadline = time.monotonic() + timeout_s
        while not wait([self._connection], min(_LOOK_EVERY_S, max(0.0, timeout_s))):
            timeout_s = deadline - time.monotonic()
            if self._watch.hangs(self.process_id):
                self._kill()
                return
            if self._closing.is_set() or timeout_s <= 0:
                return
        while self._connection.poll():
            report = self._connection.recv()
            self._watch.hear(report)
            self._take(report)

    def _take(self, report: m.Report) -> None:
        match report:
            case m.Ready():
                self._ready, self._stillborn = True, 0
            case m.StatisticsTold(statistics):
                self._statistics = statistics
                self._told.set()
            case m.News(_, m.DriverCalled()):
                pass  # for the watch
            case m.News(plays, m.TrackEnded(entry_id, played_s)):
                self._started = None
                self._events.append(m.TrackEnded(entry_id, self._heard.whole(played_s)))
            case m.News(plays, event):
                with self._send_lock:
                    told = self._remember(event, stale=plays < self._plays)
                if told:
                    self._events.append(event)

    def _remember(self, event: Event, *, stale: bool) -> bool:
        """Keep what a new process would have to be told.

        :param stale: it happened before the last ``play`` was obeyed.
        :returns: whether to tell it; ``False`` for what is known already or holds no more.
        """
        match event:
            case m.TrackStarted(entry_id, _) if entry_id == self._started:
                return False  # taken up again after a death
            case m.TrackStarted(entry_id, _):
                self._started = entry_id
                if not stale and self._next is not None and self._next.entry_id == entry_id:
                    self._current, self._next, self._deaths = self._next, None, 0
                self._heard.begin(self._current.start_s if self._current is not None else 0.0)
            case m.Position() | m.QueueEnded() | m.Paused() | m.Resumed() if stale:
                return False
            case m.Position(entry_id, position_s):
                self._heard.move(position_s)
                if self._current is not None and self._current.entry_id == entry_id:
                    self._current = replace(self._current, start_s=position_s)
                if self._resuming:
                    self._held = self._resuming = False
                    self._events.append(m.Resumed())
            case m.OutputChanged() | m.Paused() | m.Resumed():
                return self._remember_holding(event)
            case m.QueueEnded():
                self._current = self._next = None
        return True

    def _remember_holding(self, event: m.OutputChanged | m.Paused | m.Resumed) -> bool:
        """Like :meth:`_remember`, for what the process does for want of an output."""
        match event:
            case m.OutputChanged(name, _):
                self._lost_at = time.monotonic() if name == m.NULL != self._output else None
            case m.Paused() if self._resuming:
                self._resuming = False
                return False  # it was held before
            case m.Paused():
                self._held = not self._paused
            case m.Resumed():
                self._held = False
        return True

    # -- after a death ----------------------------------------------------------------------------

    def _mourn(self) -> None:
        """The process died: start another and go on where it was."""
        self._let_go(patience_s=_ENDING_S)
        log.error("The sound process died (exit code %s).", self._process.exitcode)
        self._deaths += 1
        self._start_at = time.monotonic()
        if not self._ready:
            self._stillborn += 1
            self._start_at += min(0.1 * 2.0**self._stillborn, _LONGEST_DELAY_S)
        if self._stillborn <= 1:  # told once
            self._tell_break(sentence("Sound", "The sound broke off and was started again."))
        if time.monotonic() >= self._start_at:
            self._start_again()

    def _kill(self) -> None:
        """The process hangs: end it, and go on in another where it was."""
        in_driver = self._watch.in_driver
        log.error("The sound process hangs %s.", "in a driver" if in_driver else "")
        self._watch.killed()
        self._process.kill()
        self._let_go(patience_s=_KILLING_S)
        if not in_driver:  # a driver that hangs is not the track's fault
            self._deaths += 1
        self._tell_break(
            sentence("Sound", "The sound output did not answer, so the sound was started again.")
        )
        self._start_again()

    def _tell_break(self, what: Sentence) -> None:
        self._events.append(m.OutputChanged(self._output, what))

    def _start_again(self) -> None:
        with self._send_lock:
            if self._closing.is_set():
                return
            self._start()
            self._send(m.SetVolume(self._volume))
            self._send(m.SetOptions(self._options))
            self._go_on()

    def _go_on(self) -> None:
        self._heard.interrupt()
        current, following = self._current, self._next
        was_playing = current is not None
        if current is not None and self._deaths >= _DEATHS_PER_TRACK:
            self._give_up(current)
            current, following = following, None
        self._current, self._next = current, following
        if current is None or current.entry_id != self._started:
            self._end_started()  # another track was asked for meanwhile, or none
        if current is not None:
            self._resuming = self._held and self._may_go_on()
            self._send(m.Play(current, self._paused or (self._held and not self._resuming)))
            if following is not None:
                self._send(m.SetNext(following))
        elif was_playing:
            self._events.append(m.QueueEnded())

    def _may_go_on(self) -> bool:
        """Music that the process has held for want of an output goes on by itself."""
        return (
            not self._paused
            and self._lost_at is not None
            and time.monotonic() - self._lost_at < m.COMES_BACK_S
        )

    def _give_up(self, current: PlayRequest) -> None:
        """The process died of this track again and again."""
        why = sentence("Sound", "This track makes the sound break off, so it is skipped.")
        self._events.append(m.TrackFailed(current.entry_id, why))
        if self._started == current.entry_id:
            self._end_started()
        self._deaths = 0

    def _end_started(self) -> None:
        """Tell of the end that the process did not live to tell."""
        if self._started is not None:
            self._events.append(m.TrackEnded(self._started, self._heard.whole(0.0)))
            self._started = None

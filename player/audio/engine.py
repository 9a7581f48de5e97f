"""What the rest of the program calls to make sound; the work is done in the sound process.

Runs in the window or on the command line. Commands may come from one thread and :meth:`poll` or
:meth:`wait` from another (the window reads on a thread of its own and posts what it reads to the
main one). No sound library and no decoder is imported on this side.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections import deque
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from typing import Protocol

from player.audio import messages as m
from player.audio.messages import Event, OutputDevice, PlayRequest
from player.wording import sentence

__all__ = ["AudioEngine", "Event", "OutputDevice", "PlayRequest", "ProcessEngine", "start_engine"]

log = logging.getLogger(__name__)

_LIST_PATIENCE_S = 10.0
_CLOSE_PATIENCE_S = 3.0
_DEATHS_PER_TRACK = 2


class AudioEngine(Protocol):
    """Plays tracks; every method returns at once, and what happens comes back as events.

    Every ``TrackStarted`` is followed by one ``TrackEnded`` of the same entry. A track that cannot
    be played gives ``TrackFailed`` (before, or also in the middle) and the next one follows.
    """

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        """Play this now; what plays is ended with a short fade, and the next one forgotten.

        :param paused: load it and wait for :meth:`resume` (a restored session).
        """

    def set_next(self, request: PlayRequest | None) -> None:
        """What follows without a gap. Call it after every ``TrackStarted``; ``None``: nothing.

        May be called again as long as the next track is not heard. After ``QueueEnded`` or
        :meth:`stop` it does nothing: only :meth:`play` starts the music.
        """

    def pause(self) -> None:
        """Hold the music."""

    def resume(self) -> None:
        """Go on."""

    def stop(self) -> None:
        """End the track and forget the next one."""

    def seek(self, position_s: float) -> None:
        """Go elsewhere in the playing track, exactly to the sample."""

    def set_volume(self, volume: float) -> None:
        """Slider position, 0 to 1 (cubed to an amplitude; 1 leaves the samples alone)."""

    def set_output(self, name: str) -> None:
        """Send the sound to a device of :meth:`outputs`, ``""`` (the system's choice), ``null``,
        or into a file ending in ``.wav``; the music goes on.
        """

    def outputs(self) -> tuple[OutputDevice, ...]:
        """The sound devices there are now; empty where there is no sound at all."""

    def poll(self) -> list[Event]:
        """What has happened since the last call; never waits."""

    def wait(self, timeout_s: float) -> list[Event]:
        """Like :meth:`poll`, but waits up to *timeout_s* for something to happen."""

    def close(self) -> None:
        """End the music and the process."""


def start_engine(output: str = "", *, limit_s: float | None = None) -> ProcessEngine:
    """Start the sound process.

    :param output: as in :meth:`AudioEngine.set_output`.
    :param limit_s: seconds of music after which everything ends (``QueueEnded``).
    """
    return ProcessEngine(output, limit_s=limit_s)


def _live_in_child(connection: Connection, output: str, limit_s: float | None) -> None:
    """First thing the sound process calls; imports the rest of it there only."""
    from player.audio.process import run

    run(connection, output, limit_s)


class ProcessEngine:
    """The engine with its process; a process that dies is started again where it was."""

    def __init__(self, output: str, *, limit_s: float | None) -> None:
        self._output = output
        self._limit_s = limit_s
        self._volume = 1.0
        self._current: PlayRequest | None = None
        self._next: PlayRequest | None = None
        self._paused = False
        self._started: int | None = None  # entry that was announced and has not ended
        self._deaths = 0
        self._closed = False
        self._events: deque[Event] = deque()
        self._devices: tuple[OutputDevice, ...] | None = None
        self._send_lock = threading.RLock()
        self._read_lock = threading.Lock()
        self._connection, self._process = self._start()

    @property
    def process_id(self) -> int:
        """Of the sound process now running."""
        return self._process.pid or 0

    def play(self, request: PlayRequest, *, paused: bool = False) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._current, self._next, self._paused = request, None, paused
            self._deaths = 0
            self._send(m.Play(request, paused))

    def set_next(self, request: PlayRequest | None) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._next = request
            self._send(m.SetNext(request))

    def pause(self) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._paused = True
            self._send(m.Pause())

    def resume(self) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._paused = False
            self._send(m.Resume())

    def stop(self) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._current = self._next = None
            self._send(m.Stop())

    def seek(self, position_s: float) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            if self._current is not None:
                self._current = replace(self._current, start_s=position_s)
            self._send(m.Seek(position_s))

    def set_volume(self, volume: float) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._volume = volume
            self._send(m.SetVolume(volume))

    def set_output(self, name: str) -> None:
        """See :class:`AudioEngine`."""
        with self._send_lock:
            self._output = name
            self._send(m.SetOutput(name))

    def outputs(self) -> tuple[OutputDevice, ...]:
        """See :class:`AudioEngine`; asks the process and waits for its answer."""
        self._devices = None
        with self._send_lock:
            self._send(m.ListOutputs())
        deadline = time.monotonic() + _LIST_PATIENCE_S
        while (devices := self._devices) is None and time.monotonic() < deadline:
            self._pump(0.05)
        return devices or ()

    def poll(self) -> list[Event]:
        """See :class:`AudioEngine`."""
        self._pump(0.0)
        return self._drain()

    def wait(self, timeout_s: float) -> list[Event]:
        """See :class:`AudioEngine`."""
        if not self._events:
            self._pump(timeout_s)
        self._pump(0.0)
        return self._drain()

    def close(self) -> None:
        """See :class:`AudioEngine`; safe to call twice."""
        with self._send_lock:
            if self._closed:
                return
            self._closed = True
            self._send(m.Close())
        self._process.join(_CLOSE_PATIENCE_S)
        if self._process.is_alive():
            log.warning("The sound process does not end by itself.")
            self._process.kill()
            self._process.join()
        with self._read_lock:
            self._connection.close()
        self._process.close()

    # -- the pipe ---------------------------------------------------------------------------------

    def _start(self) -> tuple[Connection, multiprocessing.process.BaseProcess]:
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
        return ours, process

    def _send(self, command: m.Command) -> None:
        try:
            self._connection.send(command)
        except OSError:
            log.debug("The sound process is gone; the reader starts it again.")

    def _drain(self) -> list[Event]:
        events: list[Event] = []
        while self._events:
            events.append(self._events.popleft())
        return events

    def _pump(self, timeout_s: float) -> None:
        """Move what the process sent to our lists, waiting up to *timeout_s* for the first."""
        with self._read_lock:
            if self._closed or not wait([self._connection], timeout_s):
                return
            try:
                while self._connection.poll():
                    self._take(self._connection.recv())
            except (EOFError, OSError):
                if not self._closed:
                    self._restart()

    def _take(self, event: Event | m.OutputsListed) -> None:
        if isinstance(event, m.OutputsListed):
            self._devices = event.devices
            return
        with self._send_lock:
            told = self._remember(event)
        if told:
            self._events.append(event)

    def _remember(self, event: Event) -> bool:
        """Keep what a new process would have to be told; ``False`` for what is known already."""
        match event:
            case m.TrackStarted(entry_id, _) if entry_id == self._started:
                return False  # taken up again after a death
            case m.TrackStarted(entry_id, _):
                self._started = entry_id
                if self._next is not None and self._next.entry_id == entry_id:
                    self._current, self._next, self._deaths = self._next, None, 0
            case m.Position(entry_id, position_s):
                if self._current is not None and self._current.entry_id == entry_id:
                    self._current = replace(self._current, start_s=position_s)
            case m.TrackEnded():
                self._started = None
            case m.QueueEnded():
                self._current = self._next = None
        return True

    def _restart(self) -> None:
        """The process died: start another and go on where it was."""
        with self._send_lock:
            self._process.join(_CLOSE_PATIENCE_S)
            log.error("The sound process died (exit code %s).", self._process.exitcode)
            self._connection.close()
            self._connection, self._process = self._start()
            self._deaths += 1
            self._events.append(
                m.OutputChanged(
                    self._output, sentence("Sound", "The sound broke off and was started again.")
                )
            )
            self._send(m.SetVolume(self._volume))
            self._go_on()

    def _go_on(self) -> None:
        current, following = self._current, self._next
        was_playing = current is not None
        if current is not None and self._deaths >= _DEATHS_PER_TRACK:
            self._events.append(
                m.TrackFailed(
                    current.entry_id,
                    sentence("Sound", "This track makes the sound break off, so it is skipped."),
                )
            )
            if self._started == current.entry_id:
                self._events.append(m.TrackEnded(current.entry_id, current.start_s))
                self._started = None
            current, following = following, None
            self._deaths = 0
        self._current, self._next = current, following
        if current is not None:
            self._send(m.Play(current, self._paused))
            if following is not None:
                self._send(m.SetNext(following))
        elif was_playing:
            self._events.append(m.QueueEnded())

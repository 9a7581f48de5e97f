"""The sound process: obeys commands from a pipe and sends events back.

Started by :mod:`player.audio.engine` with ``spawn``; nothing here may import Qt, torch or librosa,
so that the process is small, starts fast and is out of reach of the window's interpreter lock. It
ends when it is told to, or, without a word, when the other end of the pipe is gone.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from player.audio import messages as m
from player.audio.deck import Deck
from player.audio.priority import ask_for_priority, settle_memory

log = logging.getLogger(__name__)

_ALONE_S = 1.5
"""How long a sound driver may take to let go once the player is gone."""
_BUSY_S = 0.1
_FILLING_S = 0.005
_IDLE_S = 0.25
_ALIVE_EVERY_S = 0.5


def run(connection: Connection, output_name: str, limit_s: float | None) -> None:
    """The life of the sound process.

    :param connection: commands in, reports out.
    :param output_name: where the sound goes, as in ``set_output``.
    :param limit_s: seconds of music after which everything ends; ``None``: no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.basicConfig(level=logging.ERROR)  # lesser things are told to the listener as events
    ask_for_priority()
    if (player := multiprocessing.parent_process()) is not None:
        _end_with(player)
    parent = Parent(connection)
    parent.send(m.Ready())
    deck = Deck(output_name, parent.tell, limit_s=limit_s)
    settle_memory()
    while not parent.gone:
        parent.show_life()
        wait_s = _FILLING_S if deck.filling else _BUSY_S if deck.busy else _IDLE_S
        command = parent.receive(wait_s)
        if isinstance(command, m.Close):
            break
        if command is not None:
            _obey(deck, command, parent)
        deck.tick()
    deck.close()


class Parent:
    """The other end of the pipe. When it is gone, nothing is said any more."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.gone = False
        """Nobody listens, and nobody gives commands."""
        self.plays = 0
        """How many ``Play`` commands were obeyed."""
        self._alive_at = 0.0

    def receive(self, timeout_s: float) -> m.Command | None:
        """The next command, if one comes within *timeout_s*."""
        try:
            if not self._connection.poll(timeout_s):
                return None
            command: m.Command = self._connection.recv()
            return command
        except (EOFError, OSError):
            self.gone = True
            return None

    def send(self, report: m.Report) -> None:
        """Say something, if there is somebody to say it to."""
        if self.gone:
            return
        try:
            self._connection.send(report)
        except OSError:
            self.gone = True

    def show_life(self) -> None:
        """Say every half second that this process does not hang."""
        now = time.monotonic()
        if now - self._alive_at >= _ALIVE_EVERY_S:
            self._alive_at = now
            self.send(m.Alive())

    def tell(self, event: m.Event) -> None:
        """Tell what has happened."""
        self.send(m.News(self.plays, event))


def _end_with(player: BaseProcess) -> None:
    """End soon after *player*, even when a sound driver does not come back."""

    def watch() -> None:
        player.join()
        time.sleep(_ALONE_S)
        os._exit(1)

    threading.Thread(target=watch, name="player's end", daemon=True).start()


def _obey(deck: Deck, command: m.Command, parent: Parent) -> None:
    match command:
        case m.Play(request, paused):
            parent.plays += 1
            deck.play(request, paused=paused)
        case m.SetNext(request):
            deck.set_next(request)
        case m.Pause():
            deck.pause()
        case m.Resume():
            deck.resume()
        case m.Stop():
            deck.stop()
        case m.Seek(position_s):
            deck.seek(position_s)
        case m.SetVolume(volume):
            deck.set_volume(volume)
        case m.SetGain(entry_id, gain_db):
            deck.set_gain(entry_id, gain_db)
        case m.SetOptions(options):
            deck.set_options(options)
        case m.SetOutput(name):
            deck.set_output(name)
        case m.AskStatistics():
            parent.send(m.StatisticsTold(deck.statistics()))

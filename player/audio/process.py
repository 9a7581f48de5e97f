"""The sound process: obeys commands from a pipe and sends events back.

Started by :mod:`player.audio.engine` with ``spawn``; nothing here may import Qt, torch or librosa,
so that the process is small, starts fast and is out of reach of the window's interpreter lock. It
ends when it is told to, or when the other end of the pipe is gone.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from multiprocessing.connection import Connection

from player.audio import messages as m
from player.audio import outputs
from player.audio.deck import Deck

log = logging.getLogger(__name__)

_BUSY_S = 0.05
_FILLING_S = 0.005
_IDLE_S = 0.25


def run(connection: Connection, output_name: str, limit_s: float | None) -> None:
    """The life of the sound process.

    :param connection: commands in, events out.
    :param output_name: where the sound goes, as in ``set_output``.
    :param limit_s: seconds of music after which everything ends; ``None``: no limit.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.basicConfig(level=logging.ERROR)  # lesser things are told to the listener as events
    ask_for_priority()
    deck = Deck(output_name, connection.send, limit_s=limit_s)
    try:
        while True:
            wait_s = _FILLING_S if deck.filling else _BUSY_S if deck.busy else _IDLE_S
            if connection.poll(wait_s):
                command = connection.recv()
                if isinstance(command, m.Close):
                    break
                _obey(deck, command, connection)
            deck.tick()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        log.info("The player is gone; so is the sound process.")
    finally:
        deck.close()


def _obey(deck: Deck, command: m.Command, connection: Connection) -> None:
    match command:
        case m.Play(request, paused):
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
        case m.SetOutput(name):
            deck.set_output(name)
        case m.ListOutputs():
            connection.send(m.OutputsListed(outputs.list_outputs()))


def ask_for_priority() -> None:
    """Ask the system to serve the sound first; most say no to ordinary programs, which is fine."""
    if sys.platform == "win32":
        import ctypes

        above_normal = 0x8000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), above_normal)
        return
    try:
        os.nice(-10)
    except OSError:
        log.debug("No higher priority for the sound process.")

"""Commands on their way to the sound process, sent by a thread.

A process that hangs (in a sound driver, say) stops reading, and its pipe fills up; the window that
gives the commands must not wait for it.
"""

from __future__ import annotations

import logging
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue

from player.audio.messages import Command

log = logging.getLogger(__name__)


class Outbox(threading.Thread):
    """Sends in order, for the life of one process."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(name="sound commands", daemon=True)
        self._connection = connection
        self._commands: SimpleQueue[Command | None] = SimpleQueue()

    def put(self, command: Command) -> None:
        """Send *command* after those before; never waits."""
        self._commands.put(command)

    def finish(self) -> None:
        """Let the thread end behind the last command; it ends at once when the process is gone."""
        self._commands.put(None)

    def run(self) -> None:
        """Send until :meth:`finish`, or until the process is gone."""
        while (command := self._commands.get()) is not None:
            try:
                self._connection.send(command)
            except OSError:
                log.debug("The sound process is gone; the reader starts it again.")
                return

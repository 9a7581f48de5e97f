"""One window a home: a second start shows the first one's window and goes away.

Main thread of either process; Qt's event loop runs in the first only. Who owns the home is the
store's lock to say: :class:`FirstInstance` listens once its process holds that, and takes over the
socket that a killed one left behind. What passes is one line of JSON each way, with nothing in it
that could do harm; the socket is the listener's own, in the folder the system keeps for that.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import stat
import sys
import tempfile
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

from player.paths import Home

log = logging.getLogger(__name__)

ANSWER_MS = 2000
"""How long a first instance may take to answer; one that works takes a few milliseconds."""
_LONGEST = 4096  # bytes of a message
_LONGEST_NAME = 80  # bytes of a socket's path: systems allow 104, and Qt makes it elsewhere first


class Answer(Enum):
    """What came of calling the first instance."""

    NOBODY = "nobody"
    """There is none with a window."""
    SHOWN = "shown"
    """It shows its window."""
    SILENT = "silent"
    """There is one, and it does not answer."""


def socket_name(home: Home) -> str:
    """Where the window of *home* listens: a path, on Windows the name of a pipe."""
    real = os.path.realpath(home.folder)
    name = f"moodlark-{hashlib.sha256(os.fsencode(real)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(runtime) if runtime and os.access(runtime, os.W_OK) else home.store_dir
    if len(os.fsencode(folder / name)) > _LONGEST_NAME:
        folder = _own_short_folder() or folder
    return str(folder / name)


def _own_short_folder() -> Path | None:
    """A folder for sockets of this user alone; ``None`` where somebody else has taken its name."""
    folder = Path(tempfile.gettempdir()) / f"moodlark-{os.getuid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid():
            return None if status.st_mode & 0o077 else folder
    return None


def call_first(home: Home, *, answer_ms: int = ANSWER_MS) -> Answer:
    """Ask the window of *home* to come to the front; waits *answer_ms* at most.

    Needs no application object, and costs nothing but a failed connection when there is nobody.
    """
    socket = QLocalSocket()
    socket.connectToServer(socket_name(home))
    if not socket.waitForConnected(answer_ms):
        return Answer.NOBODY
    # The desktop lets a program come to the front that can show that the person just asked for it.
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    socket.write(json.dumps({"show": token}).encode("ascii") + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(answer_ms):
            return Answer.SILENT
    return Answer.SHOWN


class FirstInstance(QObject):
    """The end of the first instance: tells when another was started."""

    called = Signal(str)
    """Another instance asks for the window; what lets it come to the front, where the desktop wants
    that (an XDG activation token), or nothing."""

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def listen(self) -> None:
        """Listen from now on; only for whoever holds the lock of the home's store."""
        if self._server.listen(self._name):
            return
        if self._server.serverError() == QAbstractSocket.SocketError.AddressInUseError:
            QLocalServer.removeServer(self._name)  # left behind by one that was killed
            if self._server.listen(self._name):
                return
        log.warning("A second start cannot be noticed: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.setReadBufferSize(_LONGEST)
            socket.readyRead.connect(self._on_readable)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _on_readable(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        try:
            token = json.loads(bytes(socket.readLine(_LONGEST).data()))["show"]
        except (ValueError, KeyError, TypeError) as error:
            log.warning("A second start said what nobody understands: %s", error)
            socket.abort()
            return
        socket.write(b'{"shown": true}\n')
        socket.flush()
        socket.disconnectFromServer()
        self.called.emit(token if isinstance(token, str) else "")

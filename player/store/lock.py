"""One owner per store: a lock the system gives back by itself when the owner ends, however it ends.

Pure Python. Taken and given back on the thread that opens the stores. The file's content (the
owner's process id) is for the message only; what counts is the system's lock on it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from player.errors import StoreLockedError
from player.wording import sentence


class StoreLock:
    """Holds the lock file of a store folder from construction to :meth:`close`."""

    def __init__(self, file: Path) -> None:
        """Take the lock.

        :raises StoreLockedError: another process (or this one, twice) holds it.
        :raises OSError: the file cannot be made.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(self._fd):
            os.close(self._fd)
            raise StoreLockedError(
                sentence(
                    "Store",
                    "This library is already open in another Moodlark (process {pid}). "
                    "Close that one first.",
                    pid=_owner(file),
                )
            )
        with contextlib.suppress(OSError):  # a full disk: the lock holds without a name on it
            os.ftruncate(self._fd, 0)
            os.write(self._fd, b"%d" % os.getpid())

    def close(self) -> None:
        """Give the lock back; the file stays, which is harmless."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _owner(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip() or "?"
    except (OSError, ValueError):  # Windows lets nobody read a locked region
        return "?"


def _try_lock(fd: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, 4096, os.SEEK_SET)  # beyond the text, so that it stays readable
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
            os.lseek(fd, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

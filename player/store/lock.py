"""One owner per store: a lock the system gives back by itself when the owner ends, however it ends.

Pure Python. Taken and given back on the thread that opens the stores. The file's content (the
owner's process id) is for the message only; what counts is the system's lock on it: a file left
over by a killed owner, or a process that has got its number since, holds nothing.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
from pathlib import Path

from player.errors import StoreLockedError
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)


class StoreLock:
    """Holds the lock file of a store folder from construction to :meth:`close`."""

    def __init__(self, file: Path) -> None:
        """Take the lock.

        On a file system without locks (some network drives) nobody is kept out; the log says so.

        :raises StoreLockedError: another process (or this one, twice) holds it.
        :raises OSError: the file cannot be made or written.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            held = not _try_lock(self._fd)
        except BaseException:
            self.close()
            raise
        if held:
            self.close()
            owner = _owner(file)
            raise StoreLockedError(_already_open(owner), owner)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without a name on it
            os.ftruncate(self._fd, 0)
            os.write(self._fd, b"%d" % os.getpid())

    def close(self) -> None:
        """Give the lock back; the file stays, which is harmless."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _owner(file: Path) -> int | None:
    """The process that wrote its number into *file*; ``None``: nobody can tell."""
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _already_open(owner: int | None) -> Sentence:
    if owner is None:
        return sentence(
            "Store", "This library is already open in another Moodlark. Close that one first."
        )
    return sentence(
        "Store",
        "This library is already open in another Moodlark (process {pid}). Close that one first.",
        pid=str(owner),
    )


def _try_lock(fd: int) -> bool:
    """Take the lock on *fd*; ``False``: somebody holds it.

    :raises OSError: the system failed at it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, 4096, os.SEEK_SET)  # beyond the text, so that it stays readable
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
            os.lseek(fd, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno not in _NO_LOCKS:
            raise
        log.warning("The store lies where files cannot be locked: %s", error)
    return True

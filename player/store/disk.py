"""The few calls by which the store touches the disk, in one place so that tests can make them fail.

Pure Python. Called on the opening thread and on the store-writer thread. Must not buffer: what
:meth:`Disk.write` returned from is with the operating system, what :meth:`Disk.sync` returned from
is on the disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Disk:
    """Unbuffered files. Every method raises :class:`OSError` as the system does."""

    def open_append(self, path: Path) -> int:
        """Open *path* for writing at its end, creating it; returns a file descriptor."""
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o600)

    def write(self, fd: int, data: bytes) -> None:
        """Write all of *data*, however many calls that takes."""
        view = memoryview(data)
        while view:
            view = view[os.write(fd, view) :]

    def sync(self, fd: int) -> None:
        """Return when the file's content is on the disk."""
        if sys.platform == "darwin":  # fsync there stops at the drive's cache
            import fcntl

            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        elif sys.platform == "win32":
            os.fsync(fd)
        else:
            os.fdatasync(fd)

    def write_at(self, path: Path, offset: int, data: bytes) -> None:
        """Write *data* over what stands at *offset* of the existing file *path*."""
        fd = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.lseek(fd, offset, os.SEEK_SET)
            self.write(fd, data)
        finally:
            self.close(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to *size* bytes."""
        os.ftruncate(fd, size)

    def close(self, fd: int) -> None:
        """Close the descriptor."""
        os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        """Give *source* the name *target*, atomically."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Give the file *source* the second name *target*, which is free."""
        target.hardlink_to(source)

    def remove(self, path: Path) -> None:
        """Take the name *path* away, if it is there."""
        path.unlink(missing_ok=True)

    def sync_directory(self, folder: Path) -> None:
        """Return when the names in *folder* are on the disk (Windows does this by itself)."""
        if sys.platform == "win32":
            return
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

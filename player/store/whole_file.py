"""A file that is there as a whole or as it was before: :func:`write_whole`.

Pure Python, any thread that may wait for the disk.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from player.store.disk import Disk

TEMPORARY = ".new"
"""Ending of the file that a write stopped half way leaves behind; it begins like the file."""
_BEGINNING = 40


def write_whole(path: Path, blocks: Iterable[bytes], *, mtime_ns: int | None = None) -> None:
    """Write *blocks* to *path*: temporary file, fsync, replace, fsync of the folder.

    :param mtime_ns: time of the last change the file is to bear, nanoseconds; by default now.
    :raises OSError: *path* is what it was before.
    """
    disk = Disk()
    path.parent.mkdir(parents=True, exist_ok=True)
    fd, name = tempfile.mkstemp(TEMPORARY, f"{path.name[:_BEGINNING]}.", path.parent)
    temporary = Path(name)  # of a name that nothing else has, be it called like this one
    try:
        try:
            for block in blocks:
                disk.write(fd, block)
            disk.sync(fd)
        finally:
            disk.close(fd)
        if mtime_ns is not None:
            os.utime(temporary, ns=(mtime_ns, mtime_ns))
        disk.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)  # a full disk needs the room
    disk.sync_directory(path.parent)

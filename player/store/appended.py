"""Files beside the journal that only grow: what an analysis refers to by its place in them.

Pure Python. Appending runs on the thread that brings the data (a copy into the system's cache);
making it safe runs on the store-writer thread, before the document that names the place: the
document is the commit. Must not be used for what cannot be made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import threading
from collections.abc import Collection, Iterable
from pathlib import Path

from player.store.disk import Disk

log = logging.getLogger(__name__)

Version = tuple[str, str]
"""Network and version: what belongs to different ones never stands in one file."""


def version_digest(network: str, version: str) -> str:
    """One network version, as part of a file's name."""
    return hashlib.blake2b(f"{network}\0{version}".encode(), digest_size=8).hexdigest()


def remove_all_but(kept: Collection[Path], found: Iterable[Path], disk: Disk) -> None:
    """Delete the files of *found* that no analysis names any more: all but *kept*."""
    for path in sorted(found):
        if path not in kept:
            log.info("No analysis needs %s any more", path)
            with contextlib.suppress(OSError):  # it only takes room
                disk.remove(path)


class AppendedFile:
    """The end of one such file."""

    def __init__(self, path: Path, end: int, disk: Disk) -> None:
        """Open *path*; what follows byte *end* is cut off before more is written.

        :raises OSError: it cannot be opened.
        """
        self.path = path
        self.end = end
        self._disk = disk
        self._lock = threading.Lock()
        self._fd = disk.open_append(path)
        self._safe = end  # up to here it is on the disk
        self._doubtful = False  # a sync failed: the system may take unwritten bytes for written

    def append(self, data: bytes) -> int:
        """Write *data*, safe on the disk after :meth:`sync`; returns its place.

        :raises OSError: the disk is full; the file is as it was.
        """
        with self._lock:
            if os.fstat(self._fd).st_size != self.end:  # cut short by a kill or a full disk
                self._disk.truncate(self._fd, self.end)
            self._disk.write(self._fd, data)
            place, self.end = self.end, self.end + len(data)
            return place

    def sync(self) -> None:
        """Return when all that was appended is on the disk. Store-writer thread.

        After a failure the bytes in doubt are written once more: systems forget that they are not
        on the disk, and a second sync alone would succeed and mean nothing.

        :raises OSError: it cannot be made safe.
        """
        end = self.end
        if end == self._safe and not self._doubtful:
            return
        try:
            if self._doubtful:
                self._disk.write_at(self.path, self._safe, self.read(self._safe, end - self._safe))
            self._disk.sync(self._fd)
        except OSError:
            self._doubtful = True
            raise
        self._safe, self._doubtful = end, False

    def read(self, place: int, length: int) -> bytes:
        """*length* bytes at *place*."""
        with self.path.open("rb") as source:
            source.seek(place)
            return source.read(length)

    def close(self) -> None:
        """Give the file back."""
        self._disk.close(self._fd)

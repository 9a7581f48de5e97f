"""The journal file: opened, appended to, and written anew without its outdated lines.

Pure Python; opening runs on any one thread, appending on the store-writer thread only. What the
lines say is :mod:`player.store.journal_lines`' matter.

What can go wrong and what happens then:

* a torn tail (a kill or a power cut inside a write): cut off on opening, kept in ``NAME.damaged``;
* a damaged line in the middle: that one change is lost and kept in ``NAME.damaged``;
* nothing in the file can be read: the generation before takes its place;
* a write that fails half way (disk full): cut back to the last whole line, at once or, where that
  fails too, before anything else is written;
* a kill during compaction: the old or the new file is there, whole; the one before stays as
  ``NAME.previous``.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from player.store.disk import Disk
from player.store.journal_lines import Header, Reading, Tables, read_journal

log = logging.getLogger(__name__)

_BLOCK_LINES = 500  # joined at once: keeps the interpreter's lock for well under a millisecond


@dataclass(slots=True)
class Damage:
    """What opening a journal found to be wrong with it."""

    lines: int = 0
    """Damaged lines that were not known before."""
    torn_bytes: int = 0
    """Length of an unfinished line at the end, cut off."""
    went_back: bool = False
    """Nothing could be read: the generation before took the file's place."""
    kept_in: Path | None = None
    """Where what could not be read is kept; ``None`` where there is nothing, or it could not be."""


class JournalFile:
    """The appending end of one journal. Store-writer thread only, after opening."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self.damage = Damage()
        self._new = path.with_name(path.name + ".new")
        self._previous = path.with_name(path.name + ".previous")
        self._aside = path.with_name(path.name + ".damaged")
        self._disk = disk
        self._fd = -1  # closed
        self._end = 0
        self._torn = False  # there may be bytes behind the end
        self._renamed = False  # the folder may not know on the disk which file has our name

    @property
    def size(self) -> int:
        """Bytes of whole lines in the file."""
        return self._end

    def open(self, kind: str, schema: int) -> tuple[Header, Tables]:
        """Read what is there, cut a torn tail, and be ready to append; see :attr:`damage`.

        :param schema: of a journal that has to be made.
        :raises OSError: the folder or file cannot be read or written.
        """
        self._disk.remove(self._new)
        self._restore()
        reading = self._read(kind)
        if reading.whole == 0 and self._previous.exists():
            self.damage.went_back = True
            self._disk.replace(self._previous, self.path)
            self._renamed = True
            reading = self._read(kind)
        self._end = reading.end
        self._make_ready()
        if reading.whole == 0:
            reading.header.schema = schema
            self.append([reading.header.to_line()] * 2)
            self._disk.sync_directory(self.path.parent)
        return reading.header, reading.tables

    def _read(self, kind: str) -> Reading:
        """Read the file; what cannot be read of it is noted and kept aside."""
        if not self.path.exists():
            return Reading(Header(kind, 1), Tables(), end=0, whole=0, damaged=[])
        reading = read_journal(self.path, kind)
        if reading.damaged:
            log.warning("%d damaged lines in %s were left out", len(reading.damaged), self.path)
            self.damage.lines += self._keep_aside(reading.damaged)
        self._torn = self.path.stat().st_size > reading.end
        if self._torn:
            with self.path.open("rb") as source:
                source.seek(reading.end)
                tail = source.read()
            log.warning("%s ended in %d unfinished bytes, cut off", self.path, len(tail))
            self.damage.torn_bytes = len(tail)
            self._keep_aside(tail.split(b"\n"))
        return reading

    def _keep_aside(self, lines: list[bytes]) -> int:
        """Keep *lines* in ``NAME.damaged``; how many are not there yet. Failing stops nothing."""
        try:
            known = set(self._aside.read_bytes().split(b"\n")) if self._aside.exists() else set()
            new = [line for line in lines if line not in known]
            if new:
                with self._aside.open("ab") as out:
                    out.write(b"".join(line + b"\n" for line in new))
        except OSError as error:
            log.warning("Damaged bytes of %s could not be kept: %s", self.path, error)
            return len(lines)
        self.damage.kept_in = self._aside
        return len(new)

    def append(self, lines: Iterable[bytes]) -> None:
        """Write whole lines and wait until they are on the disk.

        :raises OSError: nothing of *lines* counts; the file ends where it did before.
        :raises MemoryError: likewise.
        """
        self._make_ready()
        try:
            size = self._write(self._fd, lines)
            self._disk.sync(self._fd)
        except (OSError, MemoryError):
            self._torn = True
            with contextlib.suppress(OSError):  # tried again before the next line
                self._make_ready()
            raise
        self._end += size

    def replace(self, header: Header, lines: Iterable[bytes]) -> None:
        """Compact: write *lines* to a new file and put it in this one's place, atomically.

        :raises OSError: the file holds what it held before, or *lines*; both are whole.
        """
        self._disk.remove(self._new)
        try:
            size = self._write_new(header, lines)
        except OSError:
            with contextlib.suppress(OSError):  # a full disk needs the room; else next time
                self._disk.remove(self._new)
            raise
        self.close()  # Windows replaces no open file
        try:
            self._name_again()
            self._disk.replace(self._new, self.path)
            self._end, self._torn, self._renamed = size, False, True
        finally:
            self._make_ready()

    def _make_ready(self) -> None:
        """Open the file and undo what an earlier failure left: only then may lines follow."""
        if self._fd < 0:
            self._restore()
            self._fd = self._disk.open_append(self.path)
        if self._torn:
            self._disk.truncate(self._fd, self._end)
            self._disk.sync(self._fd)
            self._torn = False
        if self._renamed:
            self._disk.sync_directory(self.path.parent)
            self._renamed = False

    def _restore(self) -> None:
        """Take the file before back where a compaction was stopped between two renames."""
        if not self.path.exists() and self._previous.exists():
            self._disk.replace(self._previous, self.path)

    def _name_again(self) -> None:
        """Let ``NAME.previous`` name this file too; its own name stays where links are possible."""
        second = self._previous.with_name(self._previous.name + ".link")
        self._disk.remove(second)
        try:
            self._disk.link(self.path, second)
        except OSError:  # a file system without links: opening looks for NAME.previous
            self._disk.replace(self.path, self._previous)
        else:
            self._disk.replace(second, self._previous)

    def _write_new(self, header: Header, lines: Iterable[bytes]) -> int:
        """Write the file that is to come, the header first and last; returns its size."""
        fd = self._disk.open_append(self._new)
        try:
            size = self._write(fd, [header.to_line()])
            size += self._write(fd, lines)
            size += self._write(fd, [header.to_line()])
            self._disk.sync(fd)
        finally:
            self._disk.close(fd)
        return size

    def _write(self, fd: int, lines: Iterable[bytes]) -> int:
        """Write *lines* block by block; returns how many bytes they have."""
        size, block = 0, list[bytes]()
        for line in lines:
            block.append(line)
            if len(block) == _BLOCK_LINES:
                size += self._write_block(fd, block)
        return size + self._write_block(fd, block)

    def _write_block(self, fd: int, block: list[bytes]) -> int:
        data = b"".join(block)
        block.clear()
        if data:
            self._disk.write(fd, data)
        return len(data)

    def close(self) -> None:
        """Give the file back."""
        fd, self._fd = self._fd, -1  # first: a number given back must not be written to
        if fd >= 0:
            self._disk.close(fd)

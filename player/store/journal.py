"""The journal file: one line per changed document, each with a checksum.

Pure Python; opening runs on any one thread, appending on the store-writer thread only.

A line is ``<crc32, 8 hex digits> <table> <id> <orjson document, or - for a deletion>\\n`` and the
checksum covers everything after the first space. The first line is the header, a line of table
``#`` and id 0 whose document names the kind of journal, its schema version, its generation and the
highest id ever used per table, so that ids are never given twice even after a compaction.

What can go wrong and what happens then:

* a torn tail (a kill or a power cut inside a write): cut off on opening, kept in ``NAME.damaged``;
* a damaged line in the middle: that one change is lost and kept in ``NAME.damaged``;
* a write that fails half way (disk full): cut back to the last whole line, at once or, where that
  fails too, before anything else is written;
* a kill during compaction: the old or the new file is there, whole; the one before stays as
  ``NAME.previous``.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import orjson

from player.store.disk import Disk

log = logging.getLogger(__name__)

_HEADER, _DELETED = b"#", b"-"
_CHUNK = 1 << 20  # bytes read at once: small enough to keep the interpreter's lock holds short

Tables = dict[str, dict[int, bytes]]
"""Table -> id -> encoded document."""


@dataclass(slots=True)
class Header:
    """What the first line of a journal says."""

    kind: str
    """``library`` or ``listening``."""
    schema: int
    """Version of the documents' shape."""
    generation: int = 1
    """Counts compactions."""
    highest: dict[str, int] = field(default_factory=dict)
    """Highest id ever used, per table."""

    def to_line(self) -> bytes:
        """As the first line of the file."""
        document = {
            "kind": self.kind,
            "schema": self.schema,
            "generation": self.generation,
            "highest": self.highest,
        }
        return encode_line(_HEADER.decode(), 0, orjson.dumps(document))


def encode_line(table: str, doc_id: int, payload: bytes | None) -> bytes:
    """One journal line; *payload* is JSON without line breaks, ``None`` deletes the document."""
    body = b"%s %d %s" % (table.encode(), doc_id, _DELETED if payload is None else payload)
    return b"%08x %s\n" % (crc32(body), body)


def _lines(path: Path) -> Iterator[bytes]:
    """The file's lines without their breaks; what follows the last break is left out."""
    rest = b""
    with path.open("rb", buffering=0) as source:
        while chunk := source.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole


def read_journal(path: Path, kind: str, schema: int) -> tuple[Header, Tables, int]:
    """Read *path*.

    Damaged lines are logged and kept in ``NAME.damaged``; nothing is written to *path*.

    :returns: the header (one with *schema* if it was damaged), the documents as the last line of
        each left them, and the number of whole bytes.
    """
    header, found = Header(kind, schema), dict[bytes, dict[int, bytes]]()
    end, damaged, deleted = 0, list[bytes](), list[tuple[bytes, int]]()
    for line in _lines(path):  # runs once per document: 100,000 tracks are 300,000 lines
        end += len(line) + 1
        body = line[9:]
        try:
            if int(line[:8], 16) != crc32(body):
                raise ValueError("wrong checksum")
            name, number, payload = body.split(b" ", 2)
            doc_id = int(number)
        except ValueError:
            damaged.append(line)
            continue
        if name == _HEADER:
            header = _read_header(header, payload)
            continue
        table = found.get(name)
        if table is None:
            table = found[name] = {}
        if payload == _DELETED:
            table.pop(doc_id, None)
            deleted.append((name, doc_id))
        else:
            table[doc_id] = payload
    if damaged:
        log.warning("%d damaged lines in %s were left out", len(damaged), path)
        _keep_aside(path, b"".join(line + b"\n" for line in damaged))
    tables = {name.decode(): table for name, table in found.items()}
    _raise_highest(header, tables, deleted)
    return header, tables, end


def _raise_highest(header: Header, tables: Tables, deleted: list[tuple[bytes, int]]) -> None:
    """Let *header* know of the ids that were given since it was written."""
    used = [(name, max(table)) for name, table in tables.items() if table]
    for name, doc_id in used + [(name.decode(), doc_id) for name, doc_id in deleted]:
        header.highest[name] = max(doc_id, header.highest.get(name, 0))


def _read_header(fallback: Header, payload: bytes) -> Header:
    found = orjson.loads(payload)
    return Header(
        kind=found.get("kind", fallback.kind),
        schema=found.get("schema", fallback.schema),
        generation=found.get("generation", 1),
        highest={**found.get("highest", {})},
    )


def _keep_aside(path: Path, data: bytes) -> None:
    """Keep damaged bytes in ``NAME.damaged``; failing to do so stops nothing."""
    try:
        aside = path.with_name(path.name + ".damaged")
        if not (aside.exists() and data in aside.read_bytes()):
            with aside.open("ab") as out:
                out.write(data)
    except OSError as error:
        log.warning("Damaged bytes of %s could not be kept: %s", path, error)


class JournalFile:
    """The appending end of one journal. Store-writer thread only, after opening."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self._previous = path.with_name(path.name + ".previous")
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
        """Read what is there, cut a torn tail, and be ready to append.

        :raises OSError: the folder or file cannot be read or written.
        """
        self.path.with_name(self.path.name + ".new").unlink(missing_ok=True)
        self._restore()
        header, tables = Header(kind, schema), Tables()
        if self.path.exists():
            header, tables, self._end = read_journal(self.path, kind, schema)
            self._torn = self._keep_tail()
        self._make_ready()
        if self._end == 0:
            self.append(header.to_line())
            self._disk.sync_directory(self.path.parent)
        return header, tables

    def _keep_tail(self) -> bool:
        """Keep what follows the last whole line aside; whether there is anything."""
        if self.path.stat().st_size == self._end:
            return False
        with self.path.open("rb") as source:
            source.seek(self._end)
            tail = source.read()
        log.warning("%s ended in %d unfinished bytes, cut off", self.path, len(tail))
        _keep_aside(self.path, tail + b"\n")
        return True

    def append(self, data: bytes) -> None:
        """Write whole lines and wait until they are on the disk.

        :raises OSError: nothing of *data* counts; the file ends where it did before.
        """
        self._make_ready()
        try:
            self._disk.write(self._fd, data)
            self._disk.sync(self._fd)
        except OSError:
            self._torn = True
            with contextlib.suppress(OSError):  # tried again before the next line
                self._make_ready()
            raise
        self._end += len(data)

    def replace(self, header: Header, lines: Iterable[bytes]) -> None:
        """Compact: write *lines* to a new file and put it in this one's place, atomically.

        :raises OSError: the file holds what it held before, or *lines*; both are whole.
        """
        new = self.path.with_name(self.path.name + ".new")
        new.unlink(missing_ok=True)
        try:
            size = self._write_new(new, header, lines)
        except OSError:
            new.unlink(missing_ok=True)  # a full disk needs the room
            raise
        self.close()  # Windows replaces no open file
        try:
            _name_again(self.path, self._previous, self._disk)
            self._disk.replace(new, self.path)
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

    def _write_new(self, new: Path, header: Header, lines: Iterable[bytes]) -> int:
        fd = self._disk.open_append(new)
        size = 0
        try:
            block = [header.to_line()]
            for line in lines:
                block.append(line)
                if len(block) >= 500:
                    size += self._write_block(fd, block)
            size += self._write_block(fd, block)
            self._disk.sync(fd)
        finally:
            self._disk.close(fd)
        return size

    def _write_block(self, fd: int, block: list[bytes]) -> int:
        data = b"".join(block)
        block.clear()
        self._disk.write(fd, data)
        return len(data)

    def close(self) -> None:
        """Give the file back."""
        fd, self._fd = self._fd, -1  # first: a number given back must not be written to
        if fd >= 0:
            self._disk.close(fd)


def _name_again(path: Path, previous: Path, disk: Disk) -> None:
    """Let *previous* name the file that *path* names; *path* stays where links are possible."""
    second = previous.with_name(previous.name + ".link")
    second.unlink(missing_ok=True)
    try:
        second.hardlink_to(path)
    except OSError:  # a file system without links: opening looks for NAME.previous
        disk.replace(path, previous)
    else:
        disk.replace(second, previous)

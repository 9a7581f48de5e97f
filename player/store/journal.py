"""The journal file: one line per changed document, each with a checksum.

Pure Python; opening runs on any one thread, appending on the store-writer thread only.

A line is ``<crc32, 8 hex digits> <table> <id> <orjson document, or - for a deletion>\\n`` and the
checksum covers everything after the first space. The first line is the header, a line of table
``#`` and id 0 whose document names the kind of journal, its schema version, its generation and the
highest id ever used per table, so that ids are never given twice even after a compaction.

What can go wrong and what happens then:

* a torn tail (a kill or a power cut inside a write): cut off on opening, kept in ``NAME.damaged``;
* a damaged line in the middle: that one change is lost and kept in ``NAME.damaged``;
* a write that fails half way (disk full): cut back to the last whole line;
* a kill during compaction: the old or the new file is there, whole; the one before stays as
  ``NAME.previous``.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import orjson

from player.store.disk import Disk

log = logging.getLogger(__name__)

HEADER = "#"
_CHUNK = 1 << 20  # bytes read at once: small enough to keep the interpreter's lock holds short

Apply = Callable[[str, int, bytes | None], None]


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
        return encode_line(HEADER, 0, orjson.dumps(document))


def encode_line(table: str, doc_id: int, payload: bytes | None) -> bytes:
    """One journal line; *payload* is JSON without line breaks, ``None`` deletes the document."""
    body = b"%s %d %s" % (table.encode(), doc_id, b"-" if payload is None else payload)
    return b"%08x %s\n" % (crc32(body), body)


def decode_line(line: bytes) -> tuple[str, int, bytes | None]:
    """Table, id and payload of *line* (without its line break).

    :raises ValueError: the checksum or the shape is wrong.
    """
    body = line[9:]
    if int(line[:8], 16) != crc32(body):
        raise ValueError("wrong checksum")
    table, doc_id, payload = body.split(b" ", 2)
    return table.decode(), int(doc_id), None if payload == b"-" else payload


def _lines(path: Path) -> Iterator[bytes]:
    """The file's lines without their breaks; what follows the last break is left out."""
    rest = b""
    with path.open("rb", buffering=0) as source:
        while chunk := source.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole


def read_journal(path: Path, kind: str, schema: int, apply: Apply) -> tuple[Header, int]:
    """Read *path*, giving every change to *apply* in order.

    Damaged lines are logged and kept in ``NAME.damaged``; nothing is written to *path*.

    :returns: the header (one with *schema* if it was damaged) and the number of whole bytes.
    """
    header = Header(kind, schema)
    end, damaged = 0, list[bytes]()
    for line in _lines(path):
        end += len(line) + 1
        try:
            table, doc_id, payload = decode_line(line)
        except ValueError:
            damaged.append(line)
            continue
        if table == HEADER:
            header = _read_header(header, payload or b"{}")
        else:
            apply(table, doc_id, payload)
            if doc_id > header.highest.get(table, 0):
                header.highest[table] = doc_id
    if damaged:
        log.warning("%d damaged lines in %s were left out", len(damaged), path)
        _keep_aside(path, b"".join(line + b"\n" for line in damaged))
    return header, end


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
        self._disk = disk
        self._fd = -1
        self._end = 0

    @property
    def size(self) -> int:
        """Bytes of whole lines in the file."""
        return self._end

    def open(self, kind: str, schema: int, apply: Apply) -> Header:
        """Read what is there, cut a torn tail, and be ready to append.

        :raises OSError: the folder or file cannot be read or written.
        """
        previous = self.path.with_name(self.path.name + ".previous")
        self.path.with_name(self.path.name + ".new").unlink(missing_ok=True)
        if not self.path.exists() and previous.exists():
            self._disk.replace(previous, self.path)
        header = Header(kind, schema)
        if self.path.exists():
            header, self._end = read_journal(self.path, kind, schema, apply)
        self._fd = self._disk.open_append(self.path)
        self._cut_tail()
        if self._end == 0:
            self.append(header.to_line())
            self._disk.sync_directory(self.path.parent)
        return header

    def _cut_tail(self) -> None:
        size = self.path.stat().st_size
        if size == self._end:
            return
        with self.path.open("rb") as source:
            source.seek(self._end)
            tail = source.read()
        log.warning("%s ended in %d unfinished bytes, cut off", self.path, len(tail))
        _keep_aside(self.path, tail + b"\n")
        self._disk.truncate(self._fd, self._end)
        self._disk.sync(self._fd)

    def append(self, data: bytes) -> None:
        """Write whole lines and wait until they are on the disk.

        :raises OSError: nothing of *data* counts; the file ends where it did before.
        """
        try:
            self._disk.write(self._fd, data)
            self._disk.sync(self._fd)
        except OSError:
            with contextlib.suppress(OSError):  # opening cuts it if this fails too
                self._disk.truncate(self._fd, self._end)
            raise
        self._end += len(data)

    def replace(self, header: Header, lines: Iterable[bytes]) -> None:
        """Compact: write *lines* to a new file and put it in this one's place, atomically.

        :raises OSError: the file is as it was before.
        """
        new = self.path.with_name(self.path.name + ".new")
        previous = self.path.with_name(self.path.name + ".previous")
        new.unlink(missing_ok=True)
        size = self._write_new(new, header, lines)
        self._disk.close(self._fd)  # Windows replaces no open file
        try:
            _name_again(self.path, previous, self._disk)
            self._disk.replace(new, self.path)
            self._end = size
        finally:
            if not self.path.exists() and previous.exists():
                self._disk.replace(previous, self.path)
            self._fd = self._disk.open_append(self.path)
        self._disk.sync_directory(self.path.parent)

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
        if self._fd >= 0:
            self._disk.close(self._fd)
            self._fd = -1


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

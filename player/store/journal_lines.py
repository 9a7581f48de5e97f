"""What stands in a journal: lines, each with a checksum, and how they are read.

Pure Python, any one thread; opens files for reading only.

A line is ``<crc32, 8 hex digits> <table> <id> <orjson document, or - for a deletion>\\n`` and the
checksum covers everything after the first space. The header is a line of table ``#`` and id 0 whose
document names the kind of journal, its schema version, its generation and the highest id ever used
per table, so that ids are never given twice even after a compaction. It stands first and, since
schema 2 of both kinds, once more further down (last when the file is written whole), so that one
damaged line costs no header. Of several lines of one document the last counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import orjson

_HEADER, _DELETED = b"#", b"-"
_CHUNK = 1 << 20  # bytes read at once: small enough to keep the interpreter's lock holds short
_OLDEST_SCHEMA = 1

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
        """As a line of the file."""
        document = {
            "kind": self.kind,
            "schema": self.schema,
            "generation": self.generation,
            "highest": self.highest,
        }
        return encode_line(_HEADER.decode(), 0, orjson.dumps(document))


@dataclass(slots=True)
class Reading:
    """What was found in a journal."""

    header: Header
    """The last one that could be read; of the oldest schema where there is none."""
    tables: Tables
    """The documents as the last readable line of each left them."""
    end: int
    """Bytes up to and with the last line break."""
    whole: int
    """Lines whose checksum is right."""
    damaged: list[bytes]
    """The others, without their breaks."""


def encode_line(table: str, doc_id: int, payload: bytes | None) -> bytes:
    """One journal line; *payload* is JSON without line breaks, ``None`` deletes the document."""
    body = b"%s %d %s" % (table.encode(), doc_id, _DELETED if payload is None else payload)
    return b"%08x %s\n" % (crc32(body), body)


def decode_line(line: bytes) -> tuple[bytes, int, bytes]:
    """Table, id and payload of *line*, given without its break.

    :raises ValueError: the checksum is wrong, or it is no line of a journal.
    """
    body = line[9:]
    if int(line[:8], 16) != crc32(body):
        raise ValueError("wrong checksum")
    name, number, payload = body.split(b" ", 2)
    return name, int(number), payload


def _lines(path: Path) -> Iterator[bytes]:
    """The file's lines without their breaks; what follows the last break is left out."""
    rest = b""
    with path.open("rb", buffering=0) as source:
        while chunk := source.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole


def read_journal(path: Path, kind: str) -> Reading:
    """Read all of *path*; nothing is written.

    :raises OSError: it cannot be read.
    """
    header: Header | None = None
    found = dict[bytes, dict[int, bytes]]()
    end, whole, damaged, deleted = 0, 0, list[bytes](), list[tuple[bytes, int]]()
    for line in _lines(path):  # runs once per document: 100,000 tracks are 200,000 lines
        end += len(line) + 1
        try:
            name, doc_id, payload = decode_line(line)
        except ValueError:
            damaged.append(line)
            continue
        whole += 1
        if name == _HEADER:
            header = _read_header(kind, payload)
            continue
        table = found.get(name)
        if table is None:
            table = found[name] = {}
        if payload == _DELETED:
            table.pop(doc_id, None)
            deleted.append((name, doc_id))
        else:
            table[doc_id] = payload
    header = header or Header(kind, _OLDEST_SCHEMA)  # newer files have two of them
    tables = {name.decode(): table for name, table in found.items()}
    _raise_highest(header, tables, deleted)
    return Reading(header, tables, end, whole, damaged)


def _raise_highest(header: Header, tables: Tables, deleted: list[tuple[bytes, int]]) -> None:
    """Let *header* know of the ids that were given since it was written."""
    used = [(name, max(table)) for name, table in tables.items() if table]
    for name, doc_id in used + [(name.decode(), doc_id) for name, doc_id in deleted]:
        header.highest[name] = max(doc_id, header.highest.get(name, 0))


def _read_header(kind: str, payload: bytes) -> Header:
    found = orjson.loads(payload)
    return Header(
        kind=found.get("kind", kind),
        schema=found.get("schema", _OLDEST_SCHEMA),
        generation=found.get("generation", 1),
        highest={**found.get("highest", {})},
    )

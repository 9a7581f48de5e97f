"""TinyDB's storage and table, on a journal instead of a file rewritten as a whole.

Pure Python. Changes may come from any thread (a lock orders them); reading needs none. Must not do
I/O except when it opens: writing is the store-writer thread's.

TinyDB reads and writes *all* tables at every step, which its own table turns into two rebuilt
dictionaries and a rewritten file (13 s at 100,000 documents). Here :class:`JournalTable` keeps live
integer keys, sees which documents an update touches and hands just those to the journal.

Documents are kept as their encoded bytes and parsed when read: 100,000 of them cost the garbage
collector nothing, opening only checks them, and what a reader does to its copy harms nobody.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from player.errors import StoreError
from player.store.disk import Disk
from player.store.giving_way import giving_way, switching_quickly
from player.store.journal import JournalFile
from player.store.journal_lines import Header, encode_line
from player.store.migrations import SCHEMAS, STEPS, Step, check_schema, migrate
from player.store.notices import damage_notices
from player.store.writer import StoreWriter, write_error

_COUNTED_AT_ONCE = 10_000
_COMPACT_ABOVE = 4 << 20  # bytes of outdated lines that are never worth a compaction


class LiveTable(MutableMapping[int, dict[str, Any]]):
    """One table in memory: id -> encoded document, parsed afresh at every read."""

    def __init__(self, encoded: dict[int, bytes] | None = None) -> None:
        self.encoded = {} if encoded is None else encoded

    def __getitem__(self, doc_id: int) -> dict[str, Any]:
        document: dict[str, Any] = orjson.loads(self.encoded[doc_id])
        return document

    def __setitem__(self, doc_id: int, document: Mapping[str, Any]) -> None:
        self.encoded[doc_id] = orjson.dumps(document)

    def __delitem__(self, doc_id: int) -> None:
        del self.encoded[doc_id]

    def __iter__(self) -> Iterator[int]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id in self.encoded


class JournalStorage(Storage):
    """All tables of one journal: in memory to read, on the disk by appended lines."""

    def __init__(
        self,
        path: Path,
        kind: str,
        disk: Disk | None = None,
        steps: Mapping[tuple[str, int], Step] = STEPS,
    ) -> None:
        """Open or create the journal *path* of *kind* ``library`` or ``listening``.

        :param steps: from each older schema to the next; see :mod:`player.store.migrations`.
        :raises StoreError: it was written by a newer version of the program.
        :raises StoreWriteError: the folder cannot be written.
        """
        self.lock = threading.RLock()
        self._file = JournalFile(path, disk or Disk())
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with collector_paused(), switching_quickly():
                self._header, found = self._file.open(kind, SCHEMAS[kind])
        except OSError as error:
            self._file.close()
            raise write_error(error, path) from error
        self._check(kind)
        self.notices = damage_notices(kind, self._file.damage)
        """What opening found to be wrong, for the listener."""
        self._tables = {name: LiveTable(encoded) for name, encoded in found.items()}
        self._live_bytes = self._count_bytes()
        self._line_bytes = self._file.size
        self._writer = StoreWriter(self._file, kind)
        if self._header.schema < SCHEMAS[kind]:
            self._migrate(kind, steps)

    def _check(self, kind: str) -> None:
        try:
            check_schema(kind, self._header.schema)
        except Exception:
            self._file.close()
            raise

    def _migrate(self, kind: str, steps: Mapping[tuple[str, int], Step]) -> None:
        try:
            migrate(kind, self._header.schema, self._tables, steps)
            self._header.schema = SCHEMAS[kind]
            self._live_bytes = self._count_bytes()
            self.compact().result()
        except OSError as error:
            self._writer.close()
            raise write_error(error, self._file.path) from error
        except StoreError:
            self._writer.close()
            raise

    def _count_bytes(self) -> int:
        """Bytes of all documents; counted in pieces, none of which keeps other threads waiting."""
        total = 0
        for table in self._tables.values():
            lengths = map(len, table.encoded.values())
            while piece := sum(itertools.islice(lengths, _COUNTED_AT_ONCE)):
                total += piece
        return total

    def _apply(self, table: str, doc_id: int, payload: bytes | None) -> None:
        encoded = self._tables.setdefault(table, LiveTable()).encoded
        before = encoded.pop(doc_id, None) if payload is None else encoded.get(doc_id)
        if payload is not None:
            encoded[doc_id] = payload
        self._live_bytes += len(payload or b"") - len(before or b"")
        self._line_bytes += len(payload or b"") + 24

    def read(self) -> dict[str, dict[str, Any]]:
        """The live tables (TinyDB's contract: names to tables)."""
        return self._tables  # type: ignore[return-value]

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Make everything as *data* says; TinyDB calls this to drop tables only."""
        for name, live in list(self._tables.items()):
            wanted = {int(key): orjson.dumps(doc) for key, doc in data.get(name, {}).items()}
            changes: dict[int, bytes | None] = dict.fromkeys(live.encoded.keys() - wanted.keys())
            changes.update({k: v for k, v in wanted.items() if live.encoded.get(k) != v})
            self.put(name, changes)

    def put(
        self,
        table: str,
        changes: Mapping[int, bytes | None],
        before: Callable[[], None] | None = None,
    ) -> Future[None]:
        """Change documents of *table* in memory now and on the disk soon, in one write.

        :param changes: id -> encoded document, ``None`` to delete.
        :param before: see :meth:`StoreWriter.append`.
        :returns: done when the change is on the disk.
        """
        lines = [
            ((table, doc_id), encode_line(table, doc_id, payload))
            for doc_id, payload in changes.items()
        ]
        with self.lock:
            for doc_id, payload in changes.items():
                self._apply(table, doc_id, payload)
            if changes:
                top = max(changes)
                self._header.highest[table] = max(top, self._header.highest.get(table, 0))
            done = self._writer.append(lines, before)
            if self._line_bytes - self._live_bytes > _COMPACT_ABOVE + 2 * self._live_bytes:
                self.compact()
        return done

    def allocate(self, table: str) -> int:
        """An id that no document of *table* ever had."""
        with self.lock:
            self._header.highest[table] = self._header.highest.get(table, 0) + 1
            return self._header.highest[table]

    def reserve(self, table: str, highest: int) -> bool:
        """Allocate ids above *highest* only; whether it would have been given again."""
        with self.lock:
            before = self._header.highest.get(table, 0)
            self._header.highest[table] = max(highest, before)
            return highest > before

    def encoded(self, table: str) -> dict[int, bytes]:
        """The encoded documents of *table*, live: not to be changed."""
        return self._tables.setdefault(table, LiveTable()).encoded

    def compact(self) -> Future[None]:
        """Write the journal anew without outdated lines, on the writer thread."""
        with self.lock:
            snapshot = {name: dict(live.encoded) for name, live in self._tables.items()}
            self._header.generation += 1
            self._line_bytes = self._live_bytes
            header = Header(
                self._header.kind,
                self._header.schema,
                self._header.generation,
                dict(self._header.highest),
            )
            return self._writer.compact(header, _snapshot_lines(snapshot))

    def flush(self) -> None:
        """Wait until all changes are on the disk.

        :raises StoreWriteError: they cannot be written.
        """
        self._writer.flush()

    def close(self) -> None:
        """Write what waits and give the file back."""
        self._writer.close()


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile: one per few hundred new records doubles the time to open,
    and there is no garbage in what is read."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def encode_documents(
    documents: Iterable[tuple[int, Mapping[str, Any] | None]],
) -> dict[int, bytes | None]:
    """(id, document) pairs as :meth:`JournalTable.put_encoded` takes them. One is made after the
    other: thousands at once would give the garbage collector much to look at."""
    return {
        doc_id: None if document is None else orjson.dumps(document)
        for doc_id, document in documents
    }


def _snapshot_lines(snapshot: Mapping[str, Mapping[int, bytes]]) -> Iterator[bytes]:
    for name, documents in snapshot.items():
        for doc_id, payload in giving_way(documents.items(), 1000):
            yield encode_line(name, doc_id, payload)


class _Update(MutableMapping[int, dict[str, Any]]):
    """A table as one update sees it: copies are handed out, so changed ones can be told."""

    def __init__(self, live: LiveTable) -> None:
        self._live = live
        self._touched: dict[int, dict[str, Any] | None] = {}

    def __getitem__(self, doc_id: int) -> dict[str, Any]:
        if doc_id not in self._touched:
            self._touched[doc_id] = self._live[doc_id]
        document = self._touched[doc_id]
        if document is None:
            raise KeyError(doc_id)
        return document

    def __setitem__(self, doc_id: int, document: dict[str, Any]) -> None:
        self._touched[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._touched[doc_id] = None

    def __contains__(self, doc_id: object) -> bool:
        if doc_id in self._touched:
            return self._touched[doc_id] is not None
        return doc_id in self._live

    def __iter__(self) -> Iterator[int]:
        added = [key for key in self._touched if key not in self._live]
        return (key for key in [*self._live, *added] if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> dict[int, bytes | None]:
        """What differs from the live table now."""
        found: dict[int, bytes | None] = {}
        for doc_id, document in self._touched.items():
            payload = None if document is None else orjson.dumps(document)
            if payload != self._live.encoded.get(doc_id):
                found[doc_id] = payload
        return found


class JournalTable(Table):
    """A TinyDB table whose updates cost what they change."""

    _storage: JournalStorage

    def put(
        self,
        documents: Mapping[int, Mapping[str, Any] | None],
        before: Callable[[], None] | None = None,
    ) -> Future[None]:
        """Insert, replace or (``None``) delete documents by id, in one write.

        :param before: see :meth:`StoreWriter.append`.
        :returns: done when they are on the disk.
        """
        return self.put_encoded(encode_documents(documents.items()), before)

    def put_encoded(
        self,
        changes: Mapping[int, bytes | None],
        before: Callable[[], None] | None = None,
    ) -> Future[None]:
        """:meth:`put` for documents that were encoded beforehand, outside of any lock."""
        done = self._storage.put(self.name, changes, before)
        self.clear_cache()
        return done

    def _live(self) -> LiveTable:
        tables: Any = self._storage.read()
        live: LiveTable = tables.setdefault(self.name, LiveTable())
        return live

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._storage.lock:
            update = _Update(self._live())
            updater(update)
            self._storage.put(self.name, update.changes())
        self.clear_cache()

    def _get_next_id(self) -> int:
        return self._storage.allocate(self.name)

    def get(
        self,
        cond: Any = None,
        doc_id: int | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> Any:
        """As TinyDB's, by integer ids."""
        live = self._live()
        if doc_id is not None:
            return Document(live[doc_id], doc_id) if doc_id in live else None
        if doc_ids is not None:
            return [Document(live[key], key) for key in doc_ids if key in live]
        return super().get(cond)


class JournalDB(TinyDB):
    """A TinyDB on a journal."""

    table_class = JournalTable

    def __init__(
        self,
        path: Path,
        kind: str,
        disk: Disk | None = None,
        steps: Mapping[tuple[str, int], Step] = STEPS,
    ) -> None:
        super().__init__(path, kind, disk, steps, storage=JournalStorage)

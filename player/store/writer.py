"""The store-writer thread: puts lines on the disk in order and tells when they are there.

One thread per journal, so that a rating never waits for the library's compaction. It touches files
only, never documents: what it writes was encoded by the caller. Lines that wait together are
written together and share one ``fdatasync``.

A write that fails (disk full) fails the futures that waited for it; its lines, and what has to be
safe before them, are kept and tried again with the next ones, so that memory and disk come together
again once there is room.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from player.errors import StoreWriteError
from player.store.journal import JournalFile
from player.store.journal_lines import Header
from player.wording import sentence

log = logging.getLogger(__name__)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}

Line = tuple[tuple[str, int], bytes]
"""(table, id) and the encoded line."""


@dataclass(frozen=True, slots=True)
class _Job:
    lines: Sequence[Line] = ()
    before: Callable[[], None] | None = None
    compacted: tuple[Header, Iterable[bytes]] | None = None
    last: bool = False
    done: Future[None] = field(default_factory=Future)


class StoreWriter:
    """Writes one journal on a thread of its own."""

    def __init__(self, file: JournalFile, name: str) -> None:
        self._file = file
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._unwritten: dict[tuple[str, int], bytes] = {}
        self._before: dict[Callable[[], None], None] = {}  # due before the unwritten lines
        self._in_hand: list[_Job] = []
        self._closed = False
        self._handing_in = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"store-writer-{name}", daemon=True)
        self._thread.start()

    def append(
        self, lines: Sequence[Line], before: Callable[[], None] | None = None
    ) -> Future[None]:
        """Write *lines* in one go.

        :param before: called on this thread first (what the lines refer to must be safe before
            them); an :class:`OSError` from it fails these lines.
        :returns: done when they are on the disk; fails with :class:`StoreWriteError`.
        """
        return self._submit(_Job(lines, before))

    def compact(self, header: Header, lines: Iterable[bytes]) -> Future[None]:
        """Replace the journal by *lines*, which hold everything appended so far."""
        return self._submit(_Job(compacted=(header, lines)))

    def flush(self) -> None:
        """Wait until everything given so far is on the disk.

        :raises StoreWriteError: it cannot be written.
        """
        self._submit(_Job()).result()

    def close(self) -> None:
        """:meth:`flush`, then end the thread and close the file."""
        if self._closed:
            return
        try:
            self.flush()
        finally:
            self._submit(_Job(last=True))
            self._thread.join()
            self._file.close()

    def _submit(self, job: _Job) -> Future[None]:
        job.done.set_running_or_notify_cancel()  # nobody can call a change back
        with self._handing_in:  # nothing may come behind the last: nobody would answer it
            if self._closed:
                raise RuntimeError("the store is closed")
            self._closed = job.last
            self._jobs.put(job)
        return job.done

    def _run(self) -> None:
        try:
            self._write_until_last()
        finally:  # after a fault in the program: nobody may wait for ever
            with self._handing_in:
                self._closed = True
            self._give_up([*self._in_hand, *self._waiting()])

    def _write_until_last(self) -> None:
        while True:
            jobs = self._in_hand = self._take()
            appends = [job for job in jobs if job.compacted is None and not job.last]
            if appends:
                self._append_all(appends)
            ending = jobs[-1]
            if ending.compacted is not None:
                self._compact(ending)
            elif ending.last:
                ending.done.set_result(None)
                return

    def _take(self) -> list[_Job]:
        """What waits, in order, up to and with the first compaction or the end."""
        jobs = [self._jobs.get()]
        waiting = self._waiting()
        while jobs[-1].compacted is None and not jobs[-1].last and len(jobs) < 1000:
            if (job := next(waiting, None)) is None:
                break
            jobs.append(job)
        return jobs

    def _waiting(self) -> Iterator[_Job]:
        """Take what waits now, one after the other."""
        with contextlib.suppress(queue.Empty):
            while True:
                yield self._jobs.get_nowait()

    def _give_up(self, jobs: Iterable[_Job]) -> None:
        for job in jobs:
            if not job.done.done():
                job.done.set_exception(
                    StoreWriteError(
                        sentence("Store", "Your library is not saved any more. Please start again.")
                    )
                )

    def _append_all(self, jobs: list[_Job]) -> None:
        for job in jobs:
            self._unwritten.update(job.lines)
            if job.before is not None:
                self._before[job.before] = None
        try:
            self._call_before()
            if self._unwritten:
                self._file.append(self._unwritten.values())
        except (OSError, MemoryError) as error:
            self._fail(jobs, error)
            return
        self._unwritten.clear()
        for job in jobs:
            job.done.set_result(None)

    def _compact(self, job: _Job) -> None:
        assert job.compacted is not None
        try:
            self._call_before()
            self._file.replace(*job.compacted)
        except (OSError, MemoryError) as error:
            self._fail([job], error)
            return
        self._unwritten.clear()  # the snapshot held them too
        job.done.set_result(None)

    def _call_before(self) -> None:
        for before in self._before:
            before()
        self._before.clear()

    def _fail(self, jobs: list[_Job], error: OSError | MemoryError) -> None:
        log.error("Could not write %s: %s", self._file.path, error)
        for job in jobs:
            job.done.set_exception(write_error(error, self._file.path))


def write_error(error: OSError | MemoryError, path: Path | None = None) -> StoreWriteError:
    """*error* as something a listener can act on.

    :param path: what was to be written, where *error* does not name it.
    """
    number = error.errno if isinstance(error, OSError) else errno.ENOMEM
    reason = os.strerror(number) if number else str(error)
    if number in _FULL:
        return StoreWriteError(
            sentence(
                "Store",
                "Your library could not be saved: {reason}. "
                "Free some space: Moodlark still knows what you did and saves it then.",
                reason=reason,
            )
        )
    if number in _FORBIDDEN:
        return StoreWriteError(
            sentence(
                "Store",
                "Moodlark may not write where it keeps your library ({file}): {reason}. "
                "Make that folder writable, or choose another one with --home.",
                file=_named(error, path),
                reason=reason,
            )
        )
    return StoreWriteError(
        sentence(
            "Store",
            "Your library could not be saved ({file}): {reason}. Check the disk.",
            file=_named(error, path),
            reason=reason,
        )
    )


def _named(error: OSError | MemoryError, path: Path | None) -> str:
    """The file *error* is about, as text that can be shown and stored."""
    name = getattr(error, "filename", None) or path or "?"
    return os.fsencode(name).decode("utf-8", "replace")

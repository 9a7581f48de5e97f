"""The store-writer thread: puts lines on the disk in order and tells when they are there.

One thread per journal, so that a rating never waits for the library's compaction. It touches files
only, never documents: what it writes was encoded by the caller. Lines that wait together are
written together and share one ``fdatasync``.

A write that fails (disk full) fails the futures that waited for it; its lines, and what has to be
safe before them, are kept and tried again with the next ones, so that memory and disk come together
again once there is room.
"""

from __future__ import annotations

import errno
import logging
import os
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from player.errors import StoreWriteError
from player.store.journal import Header, JournalFile
from player.wording import sentence

log = logging.getLogger(__name__)

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
        while True:
            jobs = self._take()
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
        while jobs[-1].compacted is None and not jobs[-1].last and len(jobs) < 1000:
            try:
                jobs.append(self._jobs.get_nowait())
            except queue.Empty:
                break
        return jobs

    def _append_all(self, jobs: list[_Job]) -> None:
        for job in jobs:
            self._unwritten.update(job.lines)
            if job.before is not None:
                self._before[job.before] = None
        try:
            self._call_before()
            data = b"".join(self._unwritten.values())
            if data:
                self._file.append(data)
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
            job.done.set_exception(write_error(error))


def write_error(error: OSError | MemoryError) -> StoreWriteError:
    """*error* as something a listener can act on."""
    reason = error.strerror if isinstance(error, OSError) else os.strerror(errno.ENOMEM)
    return StoreWriteError(
        sentence(
            "Store",
            "Your library could not be saved: {reason}. Free some space or check the disk.",
            reason=reason or str(error),
        )
    )

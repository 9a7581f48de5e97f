"""Processes that read files for the scan, so that no file can hurt more than itself.

The parent side (:class:`ReadingProcesses`) runs on the scanning thread and only passes messages;
the child side (:func:`_work`) reads one file at a time under a memory cap and never touches the
store. A file that kills its process, or takes longer than the time limit, is recorded as unreadable
and the process is started anew.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from player.library.failures import shown_name
from player.library.scanner import FoundFile, ReadFile, read_file
from player.library.track import Metadata
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

TIME_LIMIT_S = 30.0
"""How long one file may take; real ones take 0.01 s."""
_EXTRA_MEMORY = 1 << 30  # bytes a child may take beyond what it has when it is ready

Reader = Callable[[FoundFile], ReadFile]


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection[tuple[int, FoundFile] | None, tuple[int, ReadFile] | None]
    ready: bool = False
    at_work: tuple[int, FoundFile] | None = None
    deadline: float = 0.0


class ReadingProcesses:
    """A few processes that read files; a context manager, started when first needed."""

    def __init__(
        self,
        count: int | None = None,
        *,
        time_limit_s: float = TIME_LIMIT_S,
        reader: Reader = read_file,
    ) -> None:
        """
        :param count: how many; by default one per core, four at most.
        :param reader: what a child calls for each file; a module's function.
        """
        self._count = count or min(4, os.cpu_count() or 1)
        self._time_limit_s = time_limit_s
        self._reader = reader
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._children: list[_Child] = []
        self._cannot_start = False

    def read(
        self, files: Sequence[FoundFile], cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[ReadFile]:
        """Read *files*; results come in their order. Ends early once *cancelled* says so."""
        waiting = deque(enumerate(files))
        done: dict[int, ReadFile] = {}
        due = 0
        while due < len(files) and not cancelled():
            if self._cannot_start:
                index, found = waiting.popleft()
                done[index] = self._reader(found)
            else:
                self._hand_out(waiting)
                done.update(self._collect())
            while due in done:
                yield done.pop(due)
                due += 1

    def close(self) -> None:
        """End the processes, in the middle of a file if need be."""
        for child in self._children:
            self._end(child)
        self._children.clear()

    def __enter__(self) -> ReadingProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _hand_out(self, waiting: deque[tuple[int, FoundFile]]) -> None:
        for _ in range(min(self._count - len(self._children), len(waiting))):
            self._children.append(self._start())
        for child in self._children:
            if child.ready and child.at_work is None and waiting:
                child.at_work = waiting.popleft()
                child.deadline = time.monotonic() + self._time_limit_s
                with contextlib.suppress(OSError):  # a dead child is found in _collect
                    child.pipe.send(child.at_work)

    def _collect(self) -> Iterator[tuple[int, ReadFile]]:
        """What the children have finished, waiting a moment for the first."""
        busy = {c.pipe: c for c in self._children if not c.ready or c.at_work is not None}
        answered = wait(list(busy), timeout=0.1)
        for pipe, child in busy.items():
            if not child.ready:
                if pipe in answered:
                    self._welcome(child)
                continue
            result = self._receive(child) if pipe in answered else None
            if result is not None:
                child.at_work = None
                yield result
            elif pipe in answered or time.monotonic() > child.deadline:
                yield self._give_up(child)

    def _welcome(self, child: _Child) -> None:
        """The child says that it is ready, or died before: then files are read right here."""
        try:
            child.pipe.recv()
            child.ready = True
        except (EOFError, OSError):
            log.error("Scan processes cannot be started; reading without them")
            self._end(child)
            self._children.remove(child)
            self._cannot_start = not any(other.at_work for other in self._children)

    def _receive(self, child: _Child) -> tuple[int, ReadFile] | None:
        try:
            return child.pipe.recv()
        except (EOFError, OSError):
            return None

    def _give_up(self, child: _Child) -> tuple[int, ReadFile]:
        """The child died on its file or takes too long: blame the file, replace the child."""
        assert child.at_work is not None
        index, found = child.at_work
        late = time.monotonic() > child.deadline
        log.error("Reading %s %s", found.path, "took too long" if late else "killed its process")
        self._end(child)
        self._children.remove(child)
        return index, ReadFile(found.path, found.stamp, "", Metadata(), _why(found.path, late))

    def _start(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, self._reader), name="moodlark-scan", daemon=True
        )
        process.start()
        theirs.close()
        return _Child(process, ours)

    def _end(self, child: _Child) -> None:
        if child.ready and child.at_work is None:
            with contextlib.suppress(OSError):
                child.pipe.send(None)
        else:
            child.process.kill()
        child.process.join(5)
        if child.process.is_alive():
            child.process.kill()
            child.process.join()
        child.pipe.close()
        child.process.close()


def _why(path: str, late: bool) -> Sentence:
    if late:
        return sentence(
            "Scan", "{file} took too long to read and was left out.", file=shown_name(path)
        )
    return sentence("Scan", "{file} is damaged and cannot be read.", file=shown_name(path))


def _work(
    pipe: Connection[tuple[int, ReadFile] | None, tuple[int, FoundFile] | None], reader: Reader
) -> None:
    """The child: read what comes until ``None`` or the parent's end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.WARNING)  # broken tags are no news; errors still show
    _cap_memory()
    with contextlib.suppress(EOFError, OSError):
        pipe.send(None)  # ready
        while (task := pipe.recv()) is not None:
            index, found = task
            pipe.send((index, reader(found)))


def _cap_memory() -> None:
    """Let this process have 1 GiB more than now (where the system knows how: Linux)."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123
        now = int(pages.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    cap = now + _EXTRA_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (cap if hard < 0 else min(cap, hard), hard))

"""Processes that read files for the scan, so that no file can hurt more than itself.

The parent side (:class:`ReadingProcesses`) runs on the scanning thread and only passes messages;
the child side is ``reading_child``. Files travel in batches, but the border is drawn around each:
a child marks the file it is at in a number both sides see. A file that takes longer than the time
limit is recorded as such; one that kills its process is read once more in another, because
somebody else may have killed that, and recorded as damaged if it does so again.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_longlong
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from player.jobs.reading_child import Batch, Packed, Reader, unpack, work
from player.library.failures import shown_name
from player.library.scanner import FoundFile, ReadFile, read_file
from player.library.track import Metadata
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

TIME_LIMIT_S = 30.0
"""How long one file may take; real ones take 0.001 s, 0.1 s where FFmpeg has to look."""
_BATCH = 32  # files of one message: a message costs as much as reading a file
_OFTEN = 8  # results handed on between two looks at the children, so that none waits for long
_DEATHS = 2  # of a process at the same file
_LOOK_S = 0.1  # how often, at least, it is looked which file a child is at


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection[Batch | None, list[tuple[int, Packed]] | None]
    mark: c_longlong
    """Number of the file it reads; both sides see it."""
    ready: bool = False
    given: dict[int, FoundFile] = field(default_factory=dict)
    """What it was given and has not answered, in its order."""
    seen: int = -1
    """The mark when it was last looked at..."""
    since: float = 0.0
    """...and when that was first the same (monotonic)."""


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

    def start(self) -> None:
        """Start the processes now: they get ready while the folders are still being listed."""
        while len(self._children) < self._count and not self._cannot_start:
            self._children.append(self._new_child())

    def read(
        self, files: Sequence[FoundFile], cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[ReadFile]:
        """Read *files*; results come in their order. Ends early once *cancelled* says so."""
        reading = _Reading(deque(enumerate(files)))
        due = 0
        while due < len(files) and not cancelled():
            if self._cannot_start:
                index, found = reading.waiting.popleft()
                reading.done[index] = self._reader(found)
            else:
                self._turn(reading, _LOOK_S)
            while due in reading.done and not cancelled():
                yield reading.done.pop(due)
                due += 1
                if due % _OFTEN == 0 and not self._cannot_start:
                    self._turn(reading, 0.0)

    def close(self) -> None:
        """End the processes, in the middle of a file if need be."""
        for child in self._children:
            self._end(child)
        self._children.clear()

    def __enter__(self) -> ReadingProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _turn(self, reading: _Reading, patience_s: float) -> None:
        """Give idle children something to do, take what they have finished, and again."""
        self._hand_out(reading)
        self._collect(reading, patience_s)
        self._hand_out(reading)

    def _hand_out(self, reading: _Reading) -> None:
        """A child is given the next batch when it has answered the last: one that is in the middle
        of sending would not listen, and both sides would wait for each other."""
        while len(self._children) < min(self._count, len(reading.waiting)):
            self._children.append(self._new_child())
        for child in self._children:
            if child.ready and reading.waiting and not child.given:
                self._give(child, reading.next_batch(len(self._children)))

    def _give(self, child: _Child, batch: list[tuple[int, FoundFile]]) -> None:
        child.given = dict(batch)
        with contextlib.suppress(OSError):  # a dead child is found in _collect
            child.pipe.send([(index, found.path, *_facts(found)) for index, found in batch])

    def _collect(self, reading: _Reading, patience_s: float) -> None:
        """Take what the children have finished, waiting a moment for the first."""
        busy = {c.pipe: c for c in self._children if not c.ready or c.given}
        answered = wait(list(busy), timeout=patience_s)
        for pipe, child in busy.items():
            if not child.ready:
                if pipe in answered:
                    self._welcome(child)
            elif pipe in answered and not self._receive(child, reading):
                self._give_up(child, reading, late=False)
            elif self._is_late(child):
                self._give_up(child, reading, late=True)

    def _welcome(self, child: _Child) -> None:
        """The child says that it is ready, or died before: then files are read right here."""
        try:
            child.pipe.recv()
            child.ready = True
        except (EOFError, OSError):
            log.error("Scan processes cannot be started; reading without them")
            self._end(child)
            self._children.remove(child)
            self._cannot_start = not any(other.given for other in self._children)

    def _receive(self, child: _Child, reading: _Reading) -> bool:
        """Take one answer; ``False``: there will be no more, the child is dead."""
        try:
            answers = child.pipe.recv()
        except (EOFError, OSError):
            return False
        for index, packed in answers or ():
            reading.done[index] = unpack(child.given.pop(index), packed)
        return True

    def _is_late(self, child: _Child) -> bool:
        """It has been at one file for longer than the limit. The time counts from when that was
        first noticed: nobody looks while this thread is busy with what was read."""
        now, mark = time.monotonic(), child.mark.value
        if mark != child.seen:
            child.seen, child.since = mark, now
        return mark in child.given and now - child.since > self._time_limit_s

    def _give_up(self, child: _Child, reading: _Reading, *, late: bool) -> None:
        """The child died or takes too long: blame the file it was at, replace the child. What it
        read before and did not answer is read again."""
        at = child.mark.value if child.mark.value in child.given else next(iter(child.given), None)
        self._end(child)
        self._children.remove(child)
        if at is None:
            return
        guilty = child.given[at]
        log.error("Reading %s %s", guilty.path, "took too long" if late else "killed its process")
        reading.deaths[at] += 1
        if late or reading.deaths[at] >= _DEATHS:
            del child.given[at]
            reading.done[at] = ReadFile(
                guilty.path, guilty.stamp, "", Metadata(), _why(guilty.path, late), temporary=late
            )
        reading.waiting.extendleft(reversed(child.given.items()))

    def _new_child(self) -> _Child:
        ours, theirs = self._context.Pipe()
        mark = self._context.RawValue(c_longlong, -1)
        process = self._context.Process(
            target=work, args=(theirs, self._reader, mark), name="moodlark-scan", daemon=True
        )
        process.start()
        theirs.close()
        return _Child(process, ours, mark)

    def _end(self, child: _Child) -> None:
        if child.ready and not child.given:
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


@dataclass(slots=True)
class _Reading:
    """One call of :meth:`ReadingProcesses.read`."""

    waiting: deque[tuple[int, FoundFile]]
    """What nobody has been given, by number."""
    done: dict[int, ReadFile] = field(default_factory=dict)
    """What was read and not yet handed on."""
    deaths: Counter[int] = field(default_factory=Counter)
    """How often a process died at a file."""

    def next_batch(self, children: int) -> list[tuple[int, FoundFile]]:
        """The next files for one child: fewer at the end, so that all end together."""
        count = max(1, min(_BATCH, len(self.waiting) // (2 * children)))
        return [self.waiting.popleft() for _ in range(min(count, len(self.waiting)))]


def _facts(found: FoundFile) -> tuple[int, int, bool | None, bool | None]:
    return found.stamp.size, found.stamp.mtime_ns, found.cover_beside, found.lyrics_beside


def _why(path: str, late: bool) -> Sentence:
    if late:
        return sentence(
            "Scan", "{file} took too long to read and was left out.", file=shown_name(path)
        )
    return sentence("Scan", "{file} is damaged and cannot be read.", file=shown_name(path))

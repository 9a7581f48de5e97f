"""Watches the music folders and tells, when it has become quiet, which to scan again.

Pure Python. :class:`FolderWatcher` is used from one thread; what it tells, it tells on a thread of
its own named ``watcher``, which gathers what the process of ``library.watch_process`` hears. It
decides nothing about tracks: a folder that is told may turn out to be as it was.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from player.library.gathering import Gathering
from player.library.watch_process import Change, Kind, Pace, watch_folders

log = logging.getLogger(__name__)

_QUIET_S = 2.0
_LONGEST_S = 15.0
_MOST_DEATHS = 3  # of the watching process, before it is left alone
_STOP_S = 1.0

Told = Callable[[tuple[str, ...]], None]


@dataclass(slots=True)
class _Child:
    """The watching process and our end of its pipe."""

    process: SpawnProcess
    pipe: Connection[tuple[str, ...], list[Change]]


class FolderWatcher:
    """Tells of folders whose music changed. Nothing runs until there are folders to watch."""

    def __init__(
        self,
        told: Told,
        *,
        ignored: Sequence[str] = (),
        force_polling: bool = False,
        pace: Pace | None = None,
        quiet_s: float = _QUIET_S,
        longest_s: float = _LONGEST_S,
    ) -> None:
        """
        :param told: called on the watcher's thread with folders that should be scanned again: the
            fewest that hold all changes. A watched folder itself is among them when watching it
            begins, and when it goes away or comes back.
        :param ignored: folders whose files are nobody's music, such as the program's own.
        :param force_polling: look at the folders now and then even where the system would tell.
        :param pace: how often the watching process looks.
        :param quiet_s: changes are told after nothing has happened for this long, in seconds...
        :param longest_s: ...or when the first of them is this old.
        """
        self._told, self._ignored = told, tuple(ignored)
        self._force_polling, self._pace = force_polling, pace or Pace()
        self._gathering = Gathering(quiet_s, longest_s)
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._knocked, self._knock = self._context.Pipe(duplex=False)
        self._wanted: tuple[str, ...] = ()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._child: _Child | None = None
        self._deaths = 0

    def set_folders(self, folders: Iterable[str]) -> None:
        """Watch *folders* (absolute, none in another) from now on, and no others."""
        self._wanted = tuple(folders)
        if self._thread is None and self._wanted:
            self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
            self._thread.start()
        self._knock.send(None)

    def stop(self) -> None:
        """Tell nothing more and end the process; returns within about a second."""
        self._ended.set()
        self._knock.send(None)
        if self._thread is not None:
            self._thread.join(_STOP_S)  # not longer where a lost network holds it: it is a daemon

    # -- on the watcher's thread

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._step()
        finally:
            self._end_child()

    def _step(self) -> None:
        """Wait for orders, news, or the time to tell."""
        sources = [self._knocked] + ([self._child.pipe] if self._child is not None else [])
        ready = wait(sources, self._gathering.wait_s(time.monotonic()))
        if self._knocked in ready:
            self._knocked.recv()
            self._order()
        elif ready:
            self._hear()
        folders = self._gathering.take(time.monotonic())
        if folders and not self._ended.is_set():
            from player.library.changes import fewest

            self._told(fewest(folders, self._wanted))

    def _order(self) -> None:
        """Let the process watch what is wanted now."""
        if self._ended.is_set():
            return
        if self._deaths >= _MOST_DEATHS:  # nobody watches any more: one look is all there is
            self._gathering.add(self._wanted, time.monotonic())
            return
        if self._child is None and self._wanted:
            self._child = self._start_child()
        if self._child is not None:
            try:
                self._child.pipe.send(self._wanted)
            except OSError:
                self._mourn()

    def _hear(self) -> None:
        """Take news in."""
        from player.library.changes import folder_to_scan  # brings the readers of files

        assert self._child is not None
        try:
            changes = self._child.pipe.recv()
        except (EOFError, OSError):
            self._mourn()
            return
        for kind, path in changes:
            if kind is Kind.DEAF:
                log.warning("%s is looked at now and then: nobody tells of changes there", path)
        found = (folder_to_scan(change, self._wanted, self._ignored) for change in changes)
        self._gathering.add({folder for folder in found if folder}, time.monotonic())

    def _mourn(self) -> None:
        """The process died: start another. What it missed is found when that one begins."""
        self._deaths += 1
        log.error("The process that watches the music folders died (%d)", self._deaths)
        self._end_child()
        self._order()

    def _start_child(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=watch_folders,
            args=(theirs, self._pace, self._force_polling),
            name="moodlark-watch",
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Child(process, ours)

    def _end_child(self) -> None:
        if self._child is None:
            return
        child, self._child = self._child, None
        child.pipe.close()
        child.process.kill()  # it holds nothing that could be harmed
        child.process.join(_STOP_S)

"""The process that waits for changes under the music folders. The only home of ``watchfiles``.

A process of its own, because starting to watch holds the interpreter's lock while every folder is
visited: 0.04 ms each where the disk is warm, seconds for a large library on a slow one. One thread
a root; each waits for the system's news (inotify and its kin) or, where there are none, looks at
the folders' times now and then. It judges nothing: ``library.watcher`` hears of all that changed.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from player.library.folder_times import COARSE_S, FolderTimes
from player.library.mounts import is_silent

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

log = logging.getLogger(__name__)

_GONE = 3  # watchfiles.Change.deleted
_MOST_AT_ONCE = 500  # changes in a message: the other side unpacks each in one go
_POLLING_SHARE = 1 / 200  # of the time, at most, goes into looking at folders' times


class Kind(Enum):
    """What happened to a path."""

    FILE = "file"
    """It came or changed, and is not a folder."""
    FOLDER = "folder"
    """A folder came, or something in it did."""
    GONE = "gone"
    """Nothing is there any more; nobody knows what it was."""
    ROOT = "root"
    """A root may have changed anywhere: it went away, or watching it begins just now."""
    DEAF = "deaf"
    """The system does not tell of changes under a root: it is looked at now and then."""


Change = tuple[Kind, str]
Tell = Callable[[Sequence[Change]], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the process looks, in seconds."""

    news_s: float = 0.5
    """At the system's news."""
    root_s: float = 5.0
    """Whether each root is still there."""
    times_s: float = 10.0
    """At the folders' times, where a local disk's news cannot be had; longer for large ones."""
    network_s: float = 60.0
    """The same for a folder on a network."""
    whole_s: float = 1800.0
    """After how long, without news, everything may have changed: files written in place."""
    coarse_s: float = COARSE_S
    """How coarsely a file system may count: what changed this lately is looked at once more."""


def watch_folders(
    pipe: Connection[list[Change], tuple[str, ...]], pace: Pace, force_polling: bool
) -> None:
    """The process: watch the roots that come down *pipe*, until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if sys.platform != "win32":
        os.nice(10)
    watched: dict[str, _Root] = {}
    telling = threading.Lock()

    def tell(changes: Sequence[Change]) -> None:
        with telling, contextlib.suppress(OSError):  # the parent has ended: so do we, below
            for start in range(0, len(changes), _MOST_AT_ONCE):
                pipe.send(list(changes[start : start + _MOST_AT_ONCE]))

    with contextlib.suppress(EOFError, OSError):
        while True:
            wanted = pipe.recv()
            for gone in watched.keys() - set(wanted):
                watched.pop(gone).stop()
            for root in wanted:
                if root not in watched:
                    watched[root] = _Root(root, tell, pace, force_polling)
                    watched[root].start()


class _Root(threading.Thread):
    """Watches one folder; a daemon, since a lost network can hold it for ever."""

    def __init__(self, root: str, tell: Tell, pace: Pace, force_polling: bool) -> None:
        super().__init__(name=f"watch {root}", daemon=True)
        self._root, self._tell, self._pace = root, tell, pace
        self._network = is_silent(root)
        self._polling = force_polling or self._network
        self._singly = False
        self._ended = threading.Event()

    def stop(self) -> None:
        """Say nothing more."""
        self._ended.set()

    def run(self) -> None:
        """Watch while the folder is there, wait for it while it is not."""
        there = True
        while not self._ended.is_set():
            who = self._who()
            if who is not None:
                self._watch(who)
            elif there:
                self._tell([(Kind.ROOT, self._root)])
            else:
                self._ended.wait(self._pace.root_s)
            there = who is not None

    def _who(self) -> tuple[int, int] | None:
        """Which folder has the root's name: another one when a drive was mounted over it."""
        try:
            status = os.stat(self._root)  # noqa: PTH116
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _watch(self, who: tuple[int, int]) -> None:
        """Tell of changes until the root is another or not there."""
        try:
            if not self._polling:
                self._hear(who)
                return
        except FileNotFoundError:  # a folder went while it was to be watched: try again
            self._ended.wait(self._pace.news_s)
            return
        except (OSError, ValueError, RuntimeError) as error:
            # No watches left, a name that is not UTF-8: watchfiles hears nothing more then, and
            # would fail in the same way when started again.
            log.info("%s cannot be watched: %s", self._root, error)
            self._polling = True
        self._tell([(Kind.DEAF, self._root)])
        self._poll(who)

    def _hear(self, who: tuple[int, int]) -> None:
        """Pass the system's news on.

        :raises OSError: too many folders for the system.
        :raises RuntimeError: the same, or the name of something in it is not UTF-8.
        :raises ValueError: the root's own name is not.
        """
        look_at = time.monotonic() + self._pace.root_s
        with self._start() as news:
            self._tell([(Kind.ROOT, self._root)])
            while not self._ended.wait(self._pace.news_s):
                heard = news.watch(1, 1, 1, None)
                changes = list(_sorted_out(heard)) if isinstance(heard, set) else []
                self._tell(changes)
                if any(self._ends_watch(change) for change in changes):
                    return
                if time.monotonic() >= look_at:
                    look_at = time.monotonic() + self._pace.root_s
                    if self._who() != who:
                        return

    def _start(self) -> RustNotify:
        """Begin to hear of changes. One folder that nobody may list (``lost+found``) would end it
        for all that come after: then each of the others is watched by itself."""
        from watchfiles._rust_notify import RustNotify  # 50 ms that the window can do without

        if not self._singly:
            try:
                return RustNotify([self._root], False, False, 1000, True, False)
            except PermissionError:
                self._singly = True
        times = FolderTimes(self._root)
        times.look()
        return RustNotify(times.folders, False, False, 1000, False, False)

    def _ends_watch(self, change: Change) -> bool:
        """The root was moved or deleted, which may be over by now; or a folder came whose inside is
        watched only when watching begins: through a link, or any where each is watched singly."""
        kind, path = change
        moved = kind is Kind.GONE and path == self._root
        return moved or (
            kind is Kind.FOLDER and (self._singly or os.path.islink(path))  # noqa: PTH114
        )

    def _poll(self, who: tuple[int, int]) -> None:
        """Look at the folders' times."""
        times = FolderTimes(self._root, coarse_s=self._pace.coarse_s)
        times.look()
        self._tell([(Kind.ROOT, self._root)])
        shortest_s = self._pace.network_s if self._network else self._pace.times_s
        look_at, whole_at = 0.0, time.monotonic() + self._pace.whole_s
        while self._who() == who:
            if (began := time.monotonic()) >= look_at:
                self._tell([(Kind.FOLDER, folder) for folder in times.look()])
                now = time.monotonic()
                look_at = now + max(shortest_s, (now - began) / _POLLING_SHARE)
            if began >= whole_at:
                whole_at = began + self._pace.whole_s
                self._tell([(Kind.ROOT, self._root)])
            if self._ended.wait(min(self._pace.root_s, max(0.0, look_at - time.monotonic()))):
                return


def _sorted_out(heard: set[tuple[int, str]]) -> Iterator[Change]:
    """What the system says, in our words."""
    for change, path in heard:
        if change == _GONE:
            yield Kind.GONE, path
        else:
            yield (Kind.FOLDER if os.path.isdir(path) else Kind.FILE), path  # noqa: PTH112

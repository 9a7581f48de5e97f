"""Measuring the loudness of tracks that come soon: :class:`LoudnessMeasurer`.

The full analysis stores the loudness of every track it reaches. This is for those it does not reach
in time: the listening in the background is paused, is busy with a large library, or cannot start
for want of a network. Orders come from any thread; a thread named ``loudness`` waits for the child
process (``measuring_child``) that decodes, so that a hostile file hurts nothing else. Both are
there only while something is to be measured. Nothing is stored: a full analysis will do that.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from player.jobs.measuring_child import work
from player.library.loudness import Measured

log = logging.getLogger(__name__)

_LOOK_S = 0.2
"""How often, at least, it is looked whether a measurement is still wanted."""
_TIME_LIMIT_S = 600.0
"""A file that takes longer hangs: four minutes of music take about 2 s, so this is twenty hours."""
_DYING_S = 2.0
"""How long a killed child is waited for: one that reads from a drive that hangs cannot even die."""


class LoudnessMeasurer:
    """Measures what is wanted, one file after the other, most urgent first."""

    def __init__(self, on_measured: Callable[[str, Measured | None], object]) -> None:
        """*on_measured* is told on the measuring thread the identity of a sound and its loudness,
        ``None`` where it cannot be measured."""
        self._on_measured = on_measured
        self._lock = threading.Lock()
        self._wanted: dict[str, str] = {}
        self._thread: threading.Thread | None = None
        self._stopping = False
        # From here on the measuring thread only.
        self._child: SpawnProcess | None = None
        self._pipe: Connection[str, Measured | None] | None = None

    def want(self, files: Mapping[str, str]) -> None:
        """Measure these from now on, and nothing else: identity of the sound -> path, most urgent
        first. What is being measured and no longer wanted is left."""
        with self._lock:
            self._wanted = dict(files)
            if self._wanted and self._thread is None and not self._stopping:
                self._thread = threading.Thread(target=self._run, name="loudness", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End what is being measured; returns at once, or after what takes a moment."""
        with self._lock:
            self._stopping = True
            self._wanted = {}
            thread = self._thread
        if thread is not None:
            thread.join(2.0 * _DYING_S)

    # -- the measuring thread

    def _run(self) -> None:
        while True:
            with self._lock:
                key, path = next(iter(self._wanted.items()), ("", ""))
                if not key and self._child is None:
                    self._thread = None  # whoever wants more starts another
                    return
            if not key:
                self._end_child()
                continue
            found = self._measure(key, path)
            with self._lock:
                wanted = self._wanted.pop(key, None) is not None
            if wanted:
                self._on_measured(key, found)

    def _measure(self, key: str, path: str) -> Measured | None:
        """``None`` where no child can be started, the file killed it, took too long, or is not
        wanted any more."""
        try:
            pipe = self._start_child()
        except OSError as error:  # no memory, too many processes
            log.warning("No process measures the loudness of %s: %s", path, error)
            return None
        late = time.monotonic() + _TIME_LIMIT_S
        with contextlib.suppress(EOFError, OSError):
            pipe.send(path)
            while self._is_wanted(key) and time.monotonic() < late:
                if pipe.poll(_LOOK_S):
                    return pipe.recv()
        if self._is_wanted(key):
            log.warning("%s killed the measuring of its loudness, or hangs", path)
        self._end_child()
        return None

    def _is_wanted(self, key: str) -> bool:
        with self._lock:
            return key in self._wanted

    def _start_child(self) -> Connection[str, Measured | None]:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            child = context.Process(
                target=work, args=(theirs,), name="moodlark-loudness", daemon=True
            )
            try:
                child.start()
            except OSError:
                ours.close()
                raise
            finally:
                theirs.close()
            self._child, self._pipe = child, ours
        return self._pipe

    def _end_child(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()  # it writes nothing
            self._child.join(_DYING_S)
            if self._child.exitcode is not None:
                self._child.close()
        self._child = self._pipe = None

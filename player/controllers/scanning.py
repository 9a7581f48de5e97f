"""Scans of the music folders, one after the other, and another try where the system refused.

QObject on the main thread; each scan runs on the thread named ``scan``. It knows nothing of rows:
the library's controller takes over what a scan stored.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from player.errors import MoodlarkError
from player.jobs.scan_failures import due_paths, next_retry
from player.paths import is_below
from player.store.track_store import TrackStore
from player.wording import Sentence, sentence

if TYPE_CHECKING:
    from player.jobs.scan_report import ScanReport

log = logging.getLogger(__name__)

_TELL_S = 0.1
_LONGEST_TIMER_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class _Wish:
    """One scan somebody asked for."""

    paths: tuple[str, ...]
    """None: all folders that the library has when the scan begins."""
    patient: bool
    believe: bool

    def without(self, folder: str) -> _Wish | None:
        """The same, but for what lies in *folder*; ``None`` when that was all."""
        left = tuple(path for path in self.paths if not is_below(path, folder))
        return None if self.paths and not left else replace(self, paths=left)

    def places(self, folders: Sequence[str]) -> list[str]:
        """Where to look, in a library of these *folders*. One that was taken out while this was on
        its way comes back only where somebody asks for it."""
        if not self.paths:
            return list(folders)
        if not (self.patient or self.believe):
            return list(self.paths)
        return [path for path in self.paths if any(is_below(path, f) for f in folders)]


class ScanController(QObject):
    """Runs scans and tells how they go."""

    progressed = Signal(int, object)
    """Files found so far and ``None``; then files read so far and how many are to be read."""
    ended = Signal(object)
    """:class:`~player.jobs.scan_report.ScanReport`, or the :class:`Sentence` that stopped it."""
    _ended_there = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tracks: TrackStore | None = None
        self._thread: threading.Thread | None = None
        self._wish: _Wish | None = None
        self._waiting: list[_Wish] = []
        self._cancel = threading.Event()
        self._stopping = False
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._try_again)
        self._ended_there.connect(self._on_ended)

    def attach(self, tracks: TrackStore) -> None:
        """The library is open."""
        self._tracks = tracks

    @property
    def running(self) -> bool:
        """A scan runs now."""
        return self._thread is not None

    def scan(
        self, paths: Sequence[str] = (), *, patient: bool = False, believe: bool = False
    ) -> None:
        """Look for new music in *paths* (folders or files), or in all known folders.

        A scan that is asked for while one runs follows it.

        :param patient: nobody asked: leave alone what the system refused until it is due.
        :param believe: the listener says that what is missing there is gone.
        """
        if self._tracks is None:
            return
        wish = _Wish(tuple(paths), patient, believe)
        if wish not in self._waiting:
            self._waiting.append(wish)
        self._begin()

    def _begin(self) -> None:
        """Start the first scan that waits and has somewhere to look, unless one runs."""
        assert self._tracks is not None
        while self._waiting and self._thread is None:
            wish = self._waiting.pop(0)
            places = wish.places(self._tracks.folders())
            if places:
                self._cancel.clear()
                self._wish = wish
                self._thread = threading.Thread(
                    target=self._run, args=(self._tracks, wish, places), name="scan"
                )
                self._thread.start()

    def cancel(self) -> None:
        """End the scan that runs, and those that wait; the next one goes on from there."""
        self._waiting.clear()
        self._cancel.set()

    def leave_out(self, folder: str) -> None:
        """End the scan that runs; it begins anew without *folder*, and those that wait leave it
        out, too."""
        wishes = [wish for wish in (self._wish, *self._waiting) if wish is not None]
        left = (wish.without(folder) for wish in wishes)
        self._waiting = [wish for wish in left if wish is not None]
        self._cancel.set()

    def stop(self) -> None:
        """End for good, keeping what was read."""
        self._stopping = True
        self.cancel()
        self._retry.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self, tracks: TrackStore, wish: _Wish, places: Sequence[str]) -> None:
        from player.jobs.scan import scan_folders  # brings PyAV and mutagen: not before the window

        told_at = 0.0

        def tell(done: int, total: int | None, _path: str) -> None:
            nonlocal told_at
            if time.monotonic() - told_at >= _TELL_S:
                told_at = time.monotonic()
                self.progressed.emit(done, total)

        outcome: ScanReport | Sentence
        try:
            outcome = scan_folders(
                tracks,
                places,
                progress=tell,
                cancelled=self._cancel.is_set,
                believe=lambda _doubt: wish.believe,
                patient=wish.patient,
            )
        except MoodlarkError as error:
            outcome = error.sentence
        except Exception:  # border: the listener hears of it, the program goes on
            log.exception("The scan broke off")
            outcome = sentence("Scan", "Looking for music broke off; the log says why.")
        self._ended_there.emit(outcome)

    @Slot(object)
    def _on_ended(self, outcome: ScanReport | Sentence) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = self._wish = None
        self.ended.emit(outcome)
        if self._stopping:
            return
        self._plan_retry()
        self._begin()

    def _plan_retry(self) -> None:
        """Wake up when the first of what the system refused is worth another try."""
        assert self._tracks is not None
        at = next_retry(self._tracks.failures().values())
        if at is not None:
            wait_s = min(max(at - time.time(), 1.0), _LONGEST_TIMER_S)
            self._retry.start(round(1000 * wait_s))

    def _try_again(self) -> None:
        assert self._tracks is not None
        due = due_paths(self._tracks.failures().values(), time.time())
        if due:
            self.scan(due, patient=True)
        else:
            self._plan_retry()

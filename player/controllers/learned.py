"""What was learned of the listener, shown and forgotten; and how their library is used.

Main thread, except the thread named ``learned``, which reads the stores, forgets in them, and hands
over what is left. Forgetting waits a moment in which it can be taken back, and is then for good:
nothing of it stays in the stores, in the daily copies or in what was learned.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from player.controllers.library import LibraryController
from player.controllers.queue import QueueController
from player.errors import MoodlarkError
from player.jobs.exposure import Crowding, Exposure, Window, measure_exposure
from player.jobs.forgetting import forget_events
from player.jobs.ledger import LedgerEntry, read_ledger
from player.jobs.listener import ListenerModel
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.library.track import Track
from player.store.giving_way import switching_quickly
from player.wording import Sentence

UNDO_MS = 6_000
"""So long what is to be forgotten can be kept after all."""
_PLAYED_AT_ONCE = 100


class LearnedRow(NamedTuple):
    """One event as the window lists it."""

    id: str
    """``play:12``, ``rating:3``..."""
    kind: str
    """``play``, ``rating``, ``favourite``, ``nudge``, ``correction`` or ``checkin``."""
    title: str
    """Of the track; empty where the event is about none, or nothing is known of it any more."""
    artist: str
    taught: Sentence
    """What it taught."""
    time_s: float | None
    """When, seconds since 1970."""
    value: float | None
    """For (above 0) or against what is like it, and how much by now; ``None``: it teaches the
    taste nothing."""
    track_id: int | None
    key: str
    """What is searched for words."""


class _Found(NamedTuple):
    rows: tuple[LearnedRow, ...]
    forgotten: int
    trouble: Sentence | None


class LearnedController(QObject):
    """The ledger, and the use of the library."""

    changed = Signal()
    """:attr:`rows` is new."""
    waiting_changed = Signal(int)
    """So many events are going to be forgotten, and can be kept until then."""
    forgotten = Signal(int)
    """So many events are forgotten for good."""
    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: not everything could be forgotten."""
    _found = Signal(object)

    def __init__(
        self,
        library: LibraryController,
        queue: QueueController,
        parent: QObject | None = None,
        *,
        undo_ms: int = UNDO_MS,
    ) -> None:
        super().__init__(parent)
        self.rows: tuple[LearnedRow, ...] | None = None
        """Newest first, without what is going to be forgotten; ``None`` until they were read."""
        self._library, self._queue = library, queue
        self._stores: OpenStores | None = None
        self._view: LibraryView | None = None
        self._model: ListenerModel | None = None
        self._all: tuple[LearnedRow, ...] = ()
        self._going: set[str] = set()
        self._leaving: frozenset[str] = frozenset()
        self._thread: threading.Thread | None = None
        self._again = False
        self._undo = QTimer(self)
        self._undo.setSingleShot(True)
        self._undo.setInterval(undo_ms)
        self._undo.timeout.connect(self._forget)
        self._found.connect(self._on_found)

    def attach(self, stores: OpenStores, view: LibraryView, model: ListenerModel) -> None:
        """The library is open."""
        self._stores, self._view, self._model = stores, view, model

    # -- the ledger

    def look(self) -> None:
        """Read what there is, behind the window; :attr:`changed` tells."""
        self._start(())

    def forget(self, ids: Collection[str]) -> None:
        """Forget these events in a moment."""
        self._going.update(ids)
        self._undo.start()
        self._show()

    @property
    def waiting(self) -> int:
        """So many events can still be kept."""
        return len(self._going)

    def keep(self) -> None:
        """Keep what was going to be forgotten."""
        self._undo.stop()
        self._going.clear()
        self._show()

    @Slot()
    def _forget(self) -> None:
        if self._thread is not None:  # it reads just now
            self._undo.start()
            return
        self._leaving = frozenset(self._going)
        self._going.clear()
        self._forget_heard(self._leaving)
        self._start(self._leaving)
        self._show()  # from here on nothing can be kept

    def _forget_heard(self, going: Collection[str]) -> None:
        """Let the queue's history hold no longer what nothing else says was heard."""
        gone: set[int] = set()
        left: set[int] = set()
        for row in self._all:
            if row.kind == "play" and row.track_id is not None:
                (gone if row.id in going else left).add(row.track_id)
        if gone - left:
            self._queue.forget_heard(gone - left)

    def _show(self) -> None:
        hidden = self._going | self._leaving
        self.rows = tuple(row for row in self._all if row.id not in hidden)
        self.changed.emit()
        self.waiting_changed.emit(len(self._going))

    def _start(self, going: Collection[str]) -> None:
        if self._stores is None:
            return
        if self._thread is not None:
            self._again = True
            return
        self._thread = threading.Thread(
            target=self._run, args=(self._stores, going), name="learned"
        )
        self._thread.start()

    def _run(self, stores: OpenStores, going: Collection[str]) -> None:
        trouble, count = None, 0
        with switching_quickly():  # the window goes on
            try:
                count = _forget_events(stores, going)
            except MoodlarkError as error:
                trouble = error.sentence
            rows = self._all
            try:
                rows = tuple(map(_row, read_ledger(stores, time.time())))
            finally:  # the page goes on with what it has
                self._found.emit(_Found(rows, count, trouble))

    @Slot(object)
    def _on_found(self, found: _Found) -> None:
        if self._thread is None:  # the program stops
            return
        self._thread.join()
        self._thread, self._all, self._leaving = None, found.rows, frozenset()
        self._going.intersection_update(row.id for row in found.rows)
        if found.forgotten or found.trouble is not None:
            self._learn_anew()
        self._show()
        if found.forgotten:
            self.forgotten.emit(found.forgotten)
        if found.trouble is not None:
            self.troubled.emit(found.trouble)
        if self._again:
            self._again = False
            self.look()

    def _learn_anew(self) -> None:
        """Let everything that is shown and chosen be as if what is gone had never happened."""
        if self._model is not None:
            self._model.forgotten()
        self._library.on_forgotten()
        self._queue.learned()

    # -- the use of the library

    def exposure(self) -> Exposure | None:
        """How the library is used; ``None`` until it is known."""
        if self._stores is None or self._view is None:
            return None
        return measure_exposure(self._view, self._stores.listening, time.time())

    def never_met(self) -> list[int]:
        """Some of the tracks that were neither offered nor played, in an order of chance."""
        found = self.exposure()
        never = found.never if found is not None else ()
        return random.sample(never, min(_PLAYED_AT_ONCE, len(never)))

    # -- the end

    def stop(self) -> None:
        """Forget now what was going to be forgotten; returns when that is done."""
        self._undo.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._stores is not None and self._going:
            self._forget_heard(self._going)
            try:
                _forget_events(self._stores, self._going)
            except MoodlarkError as error:
                self.troubled.emit(error.sentence)
        self._stores = None


def _forget_events(stores: OpenStores, going: Collection[str]) -> int:
    """Forget those of *going* that are still there; returns how many."""
    if not going:
        return 0
    there = {entry.id for entry in read_ledger(stores, time.time())}
    return forget_events(stores, sorted(there & set(going)))


def _row(entry: LedgerEntry) -> LearnedRow:
    title, artist = _names(entry.track)
    value = None if entry.reward is None else entry.value
    track_id = entry.track.id if entry.track is not None else None
    key = f"{title}\n{artist}".casefold()
    return LearnedRow(
        entry.id, entry.kind, title, artist, entry.taught, entry.time_s, value, track_id, key
    )


def _names(track: Track | None) -> tuple[str, str]:
    if track is None:
        return "", ""
    name = track.path.replace("\\", "/").rpartition("/")[2]
    return track.metadata.title or name, track.metadata.artist


__all__ = ["Crowding", "Exposure", "LearnedController", "LearnedRow", "Window"]

"""Which songs are there several times: looked for behind the window, shown and changed from it.

Main thread, except the thread named ``songs``, which reads the stores, compares, and hands over
what it found. The view of the library is told on the main thread. Nothing is ever deleted.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from player.controllers.saving import watch
from player.controllers.song_rows import SongRow, song_rows
from player.jobs.duplicates import find_songs
from player.jobs.recording_finder import RecordingFinder
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.jobs.view_songs import SongLinks
from player.library.track import QueueChoice
from player.store.giving_way import switching_quickly

FIRST_LOOK_MS = 10_000
"""A while after opening: the first search a listener types must not share the interpreter."""
_LOOK_MS = 2_000
_REST = 20
"""The thread rests this many times as long as it worked: a library that is being listened to
changes all the time."""
_MOST_UNDONE = 50


class _Found(NamedTuple):
    rows: tuple[SongRow, ...]
    links: SongLinks
    took_s: float


class _Change(NamedTuple):
    """What the listener said before; to be said again."""

    choices: Mapping[int, QueueChoice | None]
    apart: tuple[int, tuple[int, ...]] | None


class SongsController(QObject):
    """Songs with several files, and what the listener says of them."""

    changed = Signal()
    """:attr:`rows` is new; a queue that is chosen from now on knows it."""
    given = Signal()
    """The listener chose a file or parted a song; :meth:`undo` takes it back."""
    choices_given = Signal(object)
    """Ids of tracks for which a choice for queues is stored."""
    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: something could not be stored."""
    _found = Signal(object)

    def __init__(self, *, first_look_ms: int = FIRST_LOOK_MS) -> None:
        """
        :param first_look_ms: how long after opening it is looked for the first time.
        """
        super().__init__()
        self.rows: Sequence[SongRow] | None = None
        """The songs by name; ``None`` until the first search is over."""
        self._stores: OpenStores | None = None
        self._view: LibraryView | None = None
        self._finder: RecordingFinder | None = None
        self._heard: set[int] = set()
        self._thread: threading.Thread | None = None
        self._again = False
        self._before: list[_Change] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(first_look_ms)
        self._soon.timeout.connect(self._look)
        self._found.connect(self._on_found)

    def attach(self, stores: OpenStores, view: LibraryView) -> None:
        """The library is open: look through it soon, behind the window."""
        self._stores, self._view = stores, view
        self._finder = RecordingFinder(stores.tracks)
        self._soon.start()

    @Slot(object)
    def on_tagged(self, track_ids: Collection[int]) -> None:
        """More tracks were listened to."""
        self._heard.update(track_ids)
        self.on_rows_changed()

    @Slot()
    def on_rows_changed(self) -> None:
        """Tracks came, went or changed: look again, soon."""
        if self._stores is not None and not self._soon.isActive():
            self._soon.start()

    # -- what the listener says

    def offer(self, track_id: int) -> None:
        """Let queues bring this file of its song, and no other."""
        song = self._song_of(track_id)
        if song is None or self._stores is None:
            return
        known = self._stores.listening.queue_choices()
        others = [f.id for f in song.files if f.id != track_id and known.get(f.id) == "always"]
        self._remember(_Change({i: known.get(i) for i in (track_id, *others)}, None))
        self._choose({**dict.fromkeys(others), track_id: "always"})

    def part(self, track_id: int) -> None:
        """This file is another song than the other files it is listed with."""
        song = self._song_of(track_id)
        if song is None or self._stores is None:
            return
        others = tuple(file.id for file in song.files if file.id != track_id)
        self._remember(_Change({}, (track_id, others)))
        watch(self._stores.listening.set_apart(track_id, others, True), self.troubled.emit)
        self._look()

    def undo(self) -> None:
        """Take the last :meth:`offer` or :meth:`part` back."""
        if not self._before or self._stores is None:
            return
        change = self._before.pop()
        if change.apart is not None:
            watch(self._stores.listening.set_apart(*change.apart, False), self.troubled.emit)
        self._choose(change.choices)

    def _choose(self, choices: Mapping[int, QueueChoice | None]) -> None:
        assert self._stores is not None
        for track_id, choice in choices.items():
            watch(self._stores.listening.set_queue_choice(track_id, choice), self.troubled.emit)
        if choices:
            self.choices_given.emit(tuple(choices))
        self._look()

    def _remember(self, change: _Change) -> None:
        self._before.append(change)
        del self._before[:-_MOST_UNDONE]
        self.given.emit()

    def _song_of(self, track_id: int) -> SongRow | None:
        for row in self.rows or ():
            if any(file.id == track_id for file in row.files):
                return row
        return None

    # -- looking

    @Slot()
    def _look(self) -> None:
        if self._stores is None or self._finder is None:
            return
        if self._thread is not None:
            self._again = True
            return
        heard, self._heard = self._heard, set()
        self._thread = threading.Thread(
            target=self._run, args=(self._stores, self._finder, heard), name="songs"
        )
        self._thread.start()

    def _run(self, stores: OpenStores, finder: RecordingFinder, heard: Collection[int]) -> None:
        began = time.monotonic()
        with switching_quickly():  # somebody may be typing
            songs = find_songs(stores.tracks, stores.listening, finder.update(heard))
            choices = stores.listening.queue_choices()
            chosen = {track_id for track_id, said in choices.items() if said == "always"}
            rows = song_rows(songs.groups, frozenset(chosen))
        self._found.emit(_Found(rows, songs.links, time.monotonic() - began))

    @Slot(object)
    def _on_found(self, found: _Found) -> None:
        if self._thread is None or self._view is None:  # the program stops
            return
        self._thread.join()
        self._thread = None
        self._soon.setInterval(max(_LOOK_MS, round(_REST * 1e3 * found.took_s)))
        self._view.set_songs(found.links)
        self.rows = found.rows
        self.changed.emit()
        if self._again:
            self._again = False
            self._look()

    def stop(self) -> None:
        """Look no more; returns when the thread has ended. Who opened the stores closes them."""
        self._soon.stop()
        self._finder = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None

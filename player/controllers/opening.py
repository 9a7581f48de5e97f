"""Opens the library off the main thread, so that the window is painted while it is read.

The thread named ``opening`` reads the stores, makes the rows, then the view (moods) and the queue;
each part is handed over as soon as it is there. It is over before anything is changed.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from player.controllers.track_rows import TrackRow, make_rows
from player.errors import MoodlarkError, StoreLockedError
from player.jobs.kept_out import let_in
from player.jobs.listener import ListenerModel, listener_model
from player.jobs.own_weights import load_own_weights
from player.jobs.queue import QueueKeeper
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.jobs.view_styles import style_kinship
from player.library.track import Track
from player.paths import Home
from player.settings import Settings
from player.tagging.card import NetworkCard

log = logging.getLogger(__name__)

_ROWS_FIRST_S = 1.0
"""The moods wait at most this long for the rows to be painted: both need the interpreter."""
_AGAIN_S = 1.0
"""How long after which the library is tried again while another process has it."""


@dataclass(frozen=True, slots=True)
class OpenedLibrary:
    """What can be shown first."""

    stores: OpenStores
    """Both stores; whoever gets them closes them."""
    tracks: tuple[Track, ...]
    """All tracks, as rows are made from them."""
    rows: tuple[TrackRow, ...]
    """The same as rows, in the library's own order."""


@dataclass(frozen=True, slots=True)
class OpenedView:
    """What makes moods and the queue."""

    view: LibraryView
    model: ListenerModel
    keeper: QueueKeeper


class LibraryOpener(QObject):
    """Reads everything once and tells the main thread."""

    opened = Signal(object)
    """:class:`OpenedLibrary`."""
    view_ready = Signal(object)
    """:class:`OpenedView`."""
    locked = Signal(object)
    """Another process has the library (its id, or ``None``): told at each try, until it is free."""
    failed = Signal(object)
    """:class:`~player.wording.Sentence`: it cannot be opened, or moods cannot be shown."""

    def __init__(self, home: Home, models_dir: Path, settings: Settings) -> None:
        super().__init__()
        self._home, self._models_dir, self._settings = home, models_dir, settings
        self._rows_painted = threading.Event()
        self._again, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._open, name="opening")

    def start(self) -> None:
        """Begin reading."""
        self._thread.start()

    def go_on(self) -> None:
        """The rows are painted: make the moods and the queue."""
        self._rows_painted.set()

    def try_again(self) -> None:
        """While another process has the library: try now."""
        self._again.set()

    def wait(self) -> None:
        """Return when the thread has ended (the program stops)."""
        self._ended.set()
        self._again.set()
        self._rows_painted.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _open_stores(self) -> OpenStores | None:
        """The stores, as soon as nobody else has them; ``None`` when the program ends before."""
        while not self._ended.is_set():
            try:
                return OpenStores(self._home, tell=log.warning)
            except StoreLockedError as error:
                self.locked.emit(error.owner)
            self._again.wait(_AGAIN_S)
            self._again.clear()
        return None

    def _open(self) -> None:
        try:
            stores = self._open_stores()
            if stores is None:
                return
            tracks = tuple(stores.tracks.tracks())
            self.opened.emit(OpenedLibrary(stores, tracks, make_rows(tracks)))
            self._rows_painted.wait(_ROWS_FIRST_S)
            card = NetworkCard.load(self._models_dir)
            allowed = let_in(self._settings)
            view = LibraryView(
                stores.tracks,
                stores.listening,
                card,
                let_in=allowed,
                kinship=style_kinship(self._models_dir),
            )
            length = self._settings.queue_length
            model = listener_model(view, stores.listening, self._models_dir)
            model.listener()  # learned here once: on the main thread it would be felt
            weights = load_own_weights(self._home)
            keeper = QueueKeeper(
                view, stores.listening, model=model, length=length, weights=weights
            )
            self.view_ready.emit(OpenedView(view, model, keeper))
        except MoodlarkError as error:
            log.exception("The library cannot be opened whole")
            self.failed.emit(error.sentence)

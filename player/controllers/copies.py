"""The daily copy of what the listener did and said, made while the window is open.

Main thread, except the thread named ``copy``, which reads the stores and writes the file. The copy
that is due at the end is the stores' own affair, see ``jobs.session``.
"""

from __future__ import annotations

import logging
import threading

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from player.jobs.daily_copies import is_due
from player.jobs.session import OpenStores
from player.wording import Sentence

log = logging.getLogger(__name__)

FIRST_LOOK_MS = 10 * 60 * 1000
"""A while after opening: the first minutes belong to the listener."""
_NEXT_LOOK_MS = 60 * 60 * 1000


class CopyController(QObject):
    """Looks now and then whether a copy is due and makes it."""

    failed = Signal(object)
    """:class:`~player.wording.Sentence`: today's copy could not be made."""
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stores: OpenStores | None = None
        self._thread: threading.Thread | None = None
        self._told = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._ended.connect(self._on_ended)

    def start(self, stores: OpenStores) -> None:
        """The stores are open from now on."""
        self._stores = stores
        self._timer.start(FIRST_LOOK_MS)

    @Slot()
    def look(self) -> None:
        """Make a copy if it is due; returns at once."""
        self._timer.setInterval(_NEXT_LOOK_MS)
        if self._stores is None or self._thread is not None or not _is_due(self._stores):
            return
        self._thread = threading.Thread(target=self._copy, args=(self._stores,), name="copy")
        self._thread.start()

    def _copy(self, stores: OpenStores) -> None:
        trouble = None
        try:
            trouble = stores.make_copy()
        finally:
            self._ended.emit(trouble)

    @Slot(object)
    def _on_ended(self, trouble: Sentence | None) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if trouble is not None and not self._told:  # once is enough: it is tried every hour
            self._told = True
            self.failed.emit(trouble)

    def stop(self) -> None:
        """Wait for a copy that is being made; none begins any more."""
        self._timer.stop()
        self._stores = None
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def _is_due(stores: OpenStores) -> bool:
    try:
        return is_due(stores.home)
    except OSError as error:
        log.warning("The daily copies cannot be looked at: %s", error)
        return True  # making one finds out why, and says it

"""Say how you feel: a typed sentence becomes a wish for the queue.

Main thread, except the thread named ``feeling``, which reads the lexicon and the network of lyrics
(some 70 ms and 25 MB) when the first sentence is said, not when the program starts. After that a
sentence takes a few milliseconds where it is said. It changes nothing: whoever hears
:attr:`FeelingController.understood` decides.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from player.errors import NetworkFileError
from player.jobs.feeling import Understood, understand
from player.jobs.feeling_lexicon import lexicon
from player.jobs.view import LibraryView
from player.tagging.lyric_emotion import LyricNetwork

log = logging.getLogger(__name__)


class FeelingController(QObject):
    """Sentences -> what they ask for."""

    understood = Signal(object)
    """:class:`~player.jobs.feeling.Understood`, for the last sentence; nothing was understood where
    its ``found`` is false: leave the queue alone then and show its ``notes``."""
    _loaded = Signal(object)

    def __init__(self, models_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models_dir = models_dir
        self._view: LibraryView | None = None
        self._network: LyricNetwork | None = None
        self._thread: threading.Thread | None = None
        self._ready = self._stopped = False
        self._waiting = ""
        self._loaded.connect(self._on_loaded)

    def attach(self, view: LibraryView) -> None:
        """The library is open: its artists may be named from now on."""
        self._view = view

    @Slot(str)
    def understand(self, text: str) -> None:
        """Find out what *text* asks for; of several sentences in a row the last is answered."""
        if self._ready:
            self.understood.emit(understand(text, self._network, self._view))
            return
        self._waiting = text
        if self._thread is None and not self._stopped:
            self._thread = threading.Thread(target=self._load, name="feeling")
            self._thread.start()

    def stop(self) -> None:
        """Answer no more; returns when the thread has ended."""
        self._stopped = True
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _load(self) -> None:
        lexicon()
        network = None
        try:
            network = LyricNetwork.load(self._models_dir)
        except NetworkFileError as error:  # the words of the lexicon are understood without it
            log.warning("Sentences are understood without the network of lyrics: %s", error)
        self._loaded.emit(network)

    @Slot(object)
    def _on_loaded(self, network: LyricNetwork | None) -> None:
        if self._stopped or self._thread is None:
            return
        self._thread.join()
        self._thread = None
        self._network, self._ready = network, True
        self.understand(self._waiting)


__all__ = ["FeelingController", "Understood"]

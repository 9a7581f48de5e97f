"""The listener's corrections of moods and styles: said, previewed, taken back.

Main thread. What is said is stored at once; a library of 100,000 tracks follows within a blink
(``jobs.view_recalibrated``), so nothing here needs a thread.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from player.controllers.library import LibraryController
from player.controllers.saving import watch
from player.jobs.listener import ListenerModel
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.library.corrections import merge
from player.library.track import Correction, Source

_MOST_UNDONE = 50

_Words = Mapping[int, Correction | None]


class Corrected(NamedTuple):
    """What one correction, or one lesson, did."""

    track_ids: tuple[int, ...]
    """What the listener spoke of."""
    changed: int
    """How many other tracks have another best mood now."""


class CorrectionController(QObject):
    """Stores what the listener says of moods and styles, and lets the library follow."""

    corrected = Signal(object)
    """:class:`Corrected`; :meth:`undo` takes it back."""
    taken_back = Signal()
    """The last correction is as if it had never been said."""
    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: something could not be written."""

    def __init__(self, library: LibraryController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._stores: OpenStores | None = None
        self._view: LibraryView | None = None
        self._model: ListenerModel | None = None
        self._before: list[_Words] = []

    def attach(
        self, stores: OpenStores, view: LibraryView, model: ListenerModel | None = None
    ) -> None:
        """The library is open; *model*: what learns the taste from how tracks feel."""
        self._stores, self._view, self._model = stores, view, model

    # -- what is known

    def said(self, track_id: int) -> Correction | None:
        """What the listener said of a track, or of a copy of it."""
        return self._view.correction(track_id) if self._view is not None else None

    def source(self, track_id: int) -> Source | None:
        """Who says its mood; ``None`` when it has not been listened to yet."""
        tags = self._view.tags(track_id) if self._view is not None else None
        return tags.source if tags is not None else None

    def preview(self, track_id: int, said: Correction | None) -> int:
        """How many other tracks would have another best mood if the listener said this, too;
        ``None``: if they had said nothing of the track."""
        return self._view.preview(track_id, said).changed if self._view is not None else 0

    # -- what the listener says

    def correct(self, track_id: int, said: Correction) -> None:
        """The listener says this of a track, besides what they said already."""
        self.correct_all({track_id: said})

    def correct_all(self, said: Mapping[int, Correction]) -> Corrected:
        """Several at once, taken back at once; times and ids in them do not matter."""
        if self._view is None or not said:
            return Corrected((), 0)
        after: dict[int, Correction | None] = {}
        now = time.time()
        for number, (track_id, word) in enumerate(said.items()):
            # A moment apart, so that their order is known wherever they are read again.
            dated = replace(word, track_id=track_id, made_at=now + 1e-3 * number)
            after.update(dict.fromkeys(self._corrected_copies(track_id)))
            after[track_id] = merge(self._view.correction(track_id), dated)
        return self._say(after, tuple(said))

    def forget(self, track_id: int) -> None:
        """Let the network have the word on a track, and on its copies, again."""
        copies = self._corrected_copies(track_id)
        if copies:
            self._say(dict.fromkeys(copies), (track_id,))

    def undo(self) -> None:
        """Take the last of these back: everything is exactly as it was before."""
        if self._before:
            self._store(self._before.pop())
            self.taken_back.emit()

    def on_forgotten(self, _count: int = 0) -> None:
        """Something was forgotten for good, which taking back could bring back."""
        self._before.clear()

    # -- inside

    def _corrected_copies(self, track_id: int) -> list[int]:
        if self._view is None or self._stores is None:
            return []
        known = self._stores.listening.corrections()
        return [copy for copy in self._view.recording(track_id) if copy in known]

    def _say(self, after: _Words, about: tuple[int, ...]) -> Corrected:
        assert self._stores is not None and self._view is not None
        known = self._stores.listening.corrections()
        self._before.append({track_id: known.get(track_id) for track_id in after})
        del self._before[:-_MOST_UNDONE]
        spoken_of = self._rows(about)
        mood = self._view.moods.best()
        self._store(after)
        others = np.setdiff1d(self._view.moods.uncorrected(), spoken_of)
        changed = np.count_nonzero(mood[others] != self._view.moods.best()[others])
        done = Corrected(about, int(changed))
        self.corrected.emit(done)
        return done

    def _rows(self, track_ids: tuple[int, ...]) -> list[int]:
        """Rows of these tracks and of their copies."""
        assert self._view is not None
        copies = {copy for track_id in track_ids for copy in self._view.recording(track_id)}
        return [row for copy in copies if (row := self._view.row(copy)) is not None]

    def _store(self, words: _Words) -> None:
        assert self._stores is not None
        listening = self._stores.listening
        for track_id, word in words.items():
            done = (
                listening.remove_correction(track_id)
                if word is None
                else listening.set_correction(word)
            )
            watch(done, self.troubled.emit)
        if self._model is not None:
            self._model.library_changed()
        self._library.on_corrected()

"""Connects the page of lessons to the controllers. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from player.controllers.corrections import Corrected, CorrectionController
from player.controllers.library import LibraryController
from player.controllers.teaching import Asked, TeachingController
from player.ui.correction_wiring import CorrectionWiring
from player.ui.playing_wiring import PlayingWiring
from player.ui.window import MainWindow
from player.ui.words import mood_options


class TeachWiring(QObject):
    """A lesson from its first word to what it changed."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryController,
        teaching: TeachingController,
        corrections: CorrectionController,
        *,
        said: CorrectionWiring,
        playing: PlayingWiring,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._teaching = window, library, teaching
        self._corrections, self._said, self._playing = corrections, said, playing
        self._page = page = window.browser.teach
        page.set_moods(mood_options())
        page.begun.connect(self._begin)
        page.answered.connect(teaching.answer)
        page.again.connect(teaching.again)
        page.skipped.connect(teaching.skip)
        page.undone.connect(self._undo)
        page.closed.connect(self._leave)
        window.browser.view_changed.connect(self._leave)
        teaching.asked.connect(self._on_asked)
        teaching.heard.connect(page.show_heard)
        teaching.ended.connect(self._on_ended)
        teaching.nothing_to_ask.connect(page.show_nothing)
        corrections.corrected.connect(page.hide_undo)
        corrections.taken_back.connect(self._on_taken_back)

    def show_page(self) -> None:
        """Go to the page of lessons."""
        if not self._teaching.running:
            self._page.show_intro()
        self._window.browser.show_over(self._page)

    def _begin(self) -> None:
        self._said.silent = True
        self._teaching.begin()
        if not self._teaching.running:  # there is nothing to ask: who corrects a track is answered
            self._said.silent = False

    def _leave(self, _view: object = None) -> None:
        """What was said until now is kept."""
        self._teaching.end()

    def _on_asked(self, asked: Asked) -> None:
        row = self._library.row(asked.track_id)
        title = "" if row is None else row.title
        if row is not None and row.artist:
            title = f"{title} \N{EN DASH} {row.artist}"
        self._page.show_question(title, asked.number, asked.total)

    def _on_ended(self, what: Corrected) -> None:
        self._said.silent = False
        self._page.show_result(len(what.track_ids), what.changed)
        if what.track_ids and not self._page.isVisible():  # it was left before its end
            self._said.tell(what)

    def _on_taken_back(self) -> None:
        """By the keyboard or here: what the page offers to take back is the last correction."""
        if self._page.undoable:
            self._page.show_undone()

    def _undo(self) -> None:
        self._playing.take_back(self._corrections.undo)

"""Connects the pages of what was learned and the private session to the controllers. Main thread.

Every receiver is a method of this QObject, so everything runs on the main thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from player.controllers.learned import LearnedController
from player.controllers.player import PlayerController
from player.controllers.queue import QueueController
from player.ui.window import MainWindow
from player.wording import Sentence, translate


class LearnedWiring(QObject):
    """Ledger and exposure -> their pages; what is to be forgotten, or kept private, back."""

    def __init__(
        self,
        window: MainWindow,
        learned: LearnedController,
        queue: QueueController,
        player: PlayerController,
    ) -> None:
        super().__init__(window)
        self._window, self._learned = window, learned
        self._queue, self._player = queue, player
        page, browser = window.browser.learned, window.browser
        page.forget.connect(learned.forget)
        page.keep.connect(learned.keep)
        learned.changed.connect(self._show_rows)
        learned.waiting_changed.connect(page.set_waiting)
        page.set_waiting(learned.waiting)
        learned.troubled.connect(self._on_trouble)
        browser.exposure.play_never_met.connect(self._play_never_met)
        window.sidebar.end_private.connect(self._end_private)
        queue.private_changed.connect(window.sidebar.set_private)
        window.sidebar.set_private(queue.private)

    def show_learned(self) -> None:
        """Go to the page of what was learned, and read it anew."""
        self._show_rows()
        self._learned.look()
        self._window.browser.show_over(self._window.browser.learned)

    def show_exposure(self) -> None:
        """Go to the page of how the library is used."""
        page = self._window.browser.exposure
        page.show_exposure(self._learned.exposure())
        self._window.browser.show_over(page)

    def set_private(self, private: bool) -> None:
        """Begin or end a private session."""
        self._queue.set_private(private)
        if private:
            said = translate(
                "Learned",
                "Private session: nothing you play is remembered or learned from, "
                "until you end it or close Moodlark.",
            )
            self._window.notice.mention(said, key="private")
        else:
            self._window.notice.take_back("private")

    def _show_rows(self) -> None:
        self._window.browser.learned.set_rows(self._learned.rows)

    def _play_never_met(self) -> None:
        ids = self._learned.never_met()
        if ids:
            self._player.play_tracks(ids)

    def _end_private(self) -> None:
        self.set_private(False)

    def _on_trouble(self, why: Sentence) -> None:
        self._window.notice.say("failed", str(why))

"""Connects the page of songs that are there several times to the controllers. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject

from player.controllers.player import PlayerController
from player.controllers.queue import QueueController
from player.controllers.songs import SongsController
from player.ui.window import MainWindow
from player.wording import Sentence


class SongsWiring(QObject):
    """Songs -> the page, and what the listener says of them back."""

    def __init__(
        self,
        window: MainWindow,
        songs: SongsController,
        queue: QueueController,
        player: PlayerController,
    ) -> None:
        super().__init__(window)
        self._window, self._songs = window, songs
        page = window.browser.songs
        page.play_now.connect(player.play_tracks)
        page.add_to_queue.connect(queue.add_last)
        page.offer.connect(songs.offer)
        page.part.connect(songs.part)
        songs.changed.connect(self._show)
        songs.troubled.connect(self._on_trouble)
        self._show()

    def _show(self) -> None:
        self._window.browser.set_songs(self._songs.rows)

    def _on_trouble(self, why: Sentence) -> None:
        self._window.notice.say("failed", str(why))

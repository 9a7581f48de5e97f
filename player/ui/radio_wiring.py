"""Connects the menus of tracks and groups to the radio. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from player.controllers.library import LibraryController
from player.controllers.player import PlayerController
from player.controllers.radio import RadioController, RadioWish
from player.ui.groups import Group
from player.ui.window import MainWindow
from player.wording import translate_count


class RadioWiring(QObject):
    """Start radio, more of this, not this: from a menu to the queue."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryController,
        radio: RadioController,
        player: PlayerController,
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._radio, self._player = window, library, radio, player
        window.browser.table.radio.connect(self._on_tracks)
        window.browser.radio.connect(self._on_group)
        radio.started.connect(self._on_started)

    def _on_tracks(self, track_ids: Sequence[int], wish: RadioWish) -> None:
        row = self._library.row(track_ids[0])
        if row is None:
            return
        name, others = row.title, len(track_ids) - 1
        if others:
            name = translate_count(
                "Radio", "{name} and {count} more", "{name} and {count} more", others, name=name
            )
        self._radio.wish(name, track_ids, wish)
        self._window.show_panel(True)

    def _on_group(self, group: Group, wish: RadioWish) -> None:
        self._radio.wish(group.title, group.ids, wish)
        self._window.show_panel(True)

    def _on_started(self) -> None:
        """What plays goes on; where nothing does, the radio begins."""
        if not self._player.playing:
            self._player.toggle()

"""The page of songs that are there several times, and what can be done with a file. Main thread.

Says what the listener wants in signals and changes nothing itself. Nothing here deletes a file.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from player.controllers.song_rows import SongFileRow, SongRow
from player.ui.icons import icon
from player.ui.keys import leave_to_window
from player.ui.songs_delegate import SongsDelegate
from player.ui.songs_model import SongsModel
from player.ui.theme import ROW_HEIGHT, tokens_for
from player.wording import translate


class SongsPage(QTableView):
    """Songs as headings, their files under them.

    A table of one column: a list view lays out every line anew, 0.1 s for 5,000 songs.
    """

    play_now = Signal(list)
    """Ids to play at once."""
    add_to_queue = Signal(list)
    """Ids to put at the queue's end."""
    reveal_in_folder = Signal(int)
    """Show the file of this track."""
    offer = Signal(int)
    """Queues shall bring this track of its song."""
    part = Signal(int)
    """This track is another song than the ones it is listed with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.songs = SongsModel()
        self._delegate = SongsDelegate(self.songs)
        self.setModel(self.songs)
        self.setItemDelegate(self._delegate)
        self._lay_out()
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Songs", "Duplicates and versions"))
        self.setAccessibleDescription(
            translate("Window", "Enter plays, the menu key shows what else can be done")
        )
        self.doubleClicked.connect(self._play)

    def _lay_out(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def set_songs(self, songs: Sequence[SongRow]) -> None:
        """Show other songs; the place and the selected file stay."""
        top, file = self.verticalScrollBar().value(), self.file_at(self.currentIndex())
        self.songs.set_songs(songs)
        line = self.songs.line_of(file.id) if file is not None else None
        if line is not None:
            self.setCurrentIndex(self.songs.index(line))
        self.verticalScrollBar().setValue(top)

    def file_at(self, index: QModelIndex) -> SongFileRow | None:
        """The file on a line; ``None`` on a heading."""
        line = self.songs.line_at(index.row()) if index.isValid() else None
        return line if isinstance(line, SongFileRow) else None

    def menu_for(self, file: SongFileRow) -> QMenu:
        """What can be done with *file*."""
        menu = QMenu(self)
        self._add(menu, "play", translate("Window", "Play now"), self._on_play, file.usable)
        self._add(menu, "queue", translate("Window", "Add to queue"), self._on_add, file.usable)
        self._add(menu, "folder", translate("Window", "Show in folder"), self._on_reveal, True)
        menu.addSeparator()
        words = translate("Songs", "Offer this one instead")
        self._add(menu, "check", words, self._on_offer, file.usable and not file.chosen)
        self._add(menu, "split", translate("Songs", "This is another song"), self._on_part, True)
        return menu

    def _add(self, menu: QMenu, name: str, words: str, slot: object, enabled: bool) -> None:
        action = QAction(icon(name, tokens_for(self.palette())), words, menu)
        action.setEnabled(enabled)
        action.triggered.connect(slot)
        menu.addAction(action)

    # -- what the listener does

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The menu of a file, with the mouse or the menu key."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        file = self.file_at(index)
        if file is None:
            return
        self.setCurrentIndex(index)
        menu = self.menu_for(file)
        menu.aboutToHide.connect(menu.deleteLater)
        here = event.globalPos() if by_mouse else self._below(index)
        menu.popup(here)

    def _below(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter plays."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._play(self.currentIndex())
        elif leave_to_window(self, event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _play(self, index: QModelIndex) -> None:
        file = self.file_at(index)
        if file is not None and file.usable:
            self.play_now.emit([file.id])

    def _current_id(self) -> int:
        file = self.file_at(self.currentIndex())
        assert file is not None, "a menu belongs to a file"
        return file.id

    def _on_play(self) -> None:
        self.play_now.emit([self._current_id()])

    def _on_add(self) -> None:
        self.add_to_queue.emit([self._current_id()])

    def _on_reveal(self) -> None:
        self.reveal_in_folder.emit(self._current_id())

    def _on_offer(self) -> None:
        self.offer.emit(self._current_id())

    def _on_part(self) -> None:
        self.part.emit(self._current_id())

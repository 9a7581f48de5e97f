"""What the cover grid and the page of moods share: groups that open on a click or Enter.

Main thread; passive.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from player.ui.group_model import GroupModel
from player.ui.keys import leave_to_window
from player.ui.radio_menu import add_radio


class GroupList(QListView):
    """A list of groups, whatever they look like."""

    opened = Signal(object)
    """The :class:`~player.ui.groups.Group` the listener wants to see."""
    radio = Signal(object, object)
    """The group, and the :class:`~player.controllers.radio.RadioWish` about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = GroupModel()
        self.setModel(self.groups)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.groups.group_at(index.row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Radio from the group."""
        index = self.indexAt(event.pos())
        if not index.isValid():
            return
        group = self.groups.group_at(index.row())
        if not group.ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_radio(menu, lambda wish: self.radio.emit(group, wish))
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif leave_to_window(self, event):
            event.ignore()
        else:
            super().keyPressEvent(event)

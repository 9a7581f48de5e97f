"""The page of what was learned of the listener: every event, what it taught, and a cross.

Main thread. Says what the listener wants in signals and changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from player.controllers.learned import LearnedRow
from player.ui.empty_page import EmptyPage
from player.ui.keys import leave_to_window
from player.ui.learned_delegate import LearnedDelegate
from player.ui.learned_model import LearnedModel
from player.ui.page_head import PageHead
from player.ui.theme import ROW_HEIGHT, SPACE
from player.wording import translate, translate_count


class LearnedList(QTableView):
    """The events; a table of one column, as a list view lays out every line anew."""

    forget = Signal(list)
    """Ids of events."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = LearnedModel()
        self._delegate = LearnedDelegate(self.events)
        self.setModel(self.events)
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Learned", "What Moodlark learned"))
        self.setAccessibleDescription(translate("Learned", "Delete forgets what is chosen"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete forgets what is chosen, Escape closes the page."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            chosen = sorted(index.row() for index in self.selectionModel().selectedIndexes())
            if chosen:
                self.forget.emit([self.events.row_at(line).id for line in chosen])
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif leave_to_window(self, event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on its cross forgets an event."""
        index: QModelIndex = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        cross = self._delegate.cross_of(self.visualRect(index))
        if cross.contains(event.position().toPoint()):
            self.forget.emit([self.events.row_at(index.row()).id])


class LearnedPage(QWidget):
    """Head with a search field, the events, and a line while something is being forgotten."""

    closed = Signal()
    forget = Signal(list)
    """Ids of events that the listener wants forgotten."""
    keep = Signal()
    """The listener wants to keep them after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = LearnedList()
        self.empty = EmptyPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.empty)
        self._head = PageHead()
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(translate("Learned", "Search for a track"))
        self.search_field.setAccessibleName(translate("Learned", "Search for a track"))
        self.search_field.setClearButtonEnabled(True)
        self.search_field.setMinimumWidth(96)
        self.search_field.setMaximumWidth(280)
        self._head.add(self.search_field)
        explained = QLabel(
            translate(
                "Learned",
                "Everything that shapes what is chosen for you. "
                "What you remove here is gone as if it had never happened.",
            )
        )
        explained.setProperty("role", "second")
        explained.setWordWrap(True)
        explained.setContentsMargins(SPACE.l, 0, SPACE.l, SPACE.m)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(explained)
        column.addWidget(self._pages, 1)
        column.addWidget(self._make_waiting())
        self.setFocusProxy(self.list)
        self.list.forget.connect(self.forget)
        self.list.closed.connect(self.closed)
        self._head.closed.connect(self.closed)
        self.search_field.textChanged.connect(self._search)
        self._known = False
        self.set_rows(None)

    def _make_waiting(self) -> QWidget:
        self._waiting = QFrame()
        self._waiting.setProperty("role", "notice")
        self._going = QLabel()
        keep = QPushButton(translate("Learned", "Undo"))
        keep.setProperty("role", "undo")
        keep.clicked.connect(self.keep)
        line = QHBoxLayout(self._waiting)
        line.setContentsMargins(SPACE.m, SPACE.s, SPACE.s, SPACE.s)
        line.addWidget(self._going, 1)
        line.addWidget(keep)
        self._waiting.hide()
        return self._waiting

    def set_rows(self, rows: Sequence[LearnedRow] | None) -> None:
        """Show these events, newest first; ``None`` while they are being read."""
        self._known = rows is not None
        top = self.list.verticalScrollBar().value()
        self.list.events.set_rows(rows or ())
        self.list.verticalScrollBar().setValue(top)
        self._show()

    def set_waiting(self, count: int) -> None:
        """So many events are going to be forgotten in a moment."""
        self._waiting.setVisible(count > 0)
        self._going.setText(
            translate_count(
                "Learned",
                "{count} event is being forgotten for good.",
                "{count} events are being forgotten for good.",
                count,
            )
        )

    def _search(self, query: str) -> None:
        self.list.events.search(query)
        self._show()

    def _show(self) -> None:
        shown = self.list.events.rowCount()
        count = (
            translate_count("Learned", "{count} event", "{count} events", shown) if shown else ""
        )
        self._head.say(translate("Learned", "What Moodlark learned"), count)
        self._pages.setCurrentWidget(self.list if shown else self.empty)
        if shown:
            return
        if not self._known:
            self.empty.say("info", translate("Learned", "Looking it up"), "")
        elif self.search_field.text().strip():
            nothing = translate("Window", "Nothing found")
            self.empty.say("search", nothing, translate("Learned", "Try fewer letters."))
        else:
            self.empty.say(
                "info",
                translate("Learned", "Nothing was learned yet"),
                translate("Learned", "Play, skip, rate: it appears here."),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape empties the search, then closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search_field.text():
            self.search_field.clear()
        else:
            self.closed.emit()

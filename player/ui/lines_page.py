"""A page of two-part lines with a heading: files that failed, or keys. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate


class LinesPage(QWidget):
    """Shows lines; closes with its arrow or Escape."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._back = QToolButton()
        self._back.setFixedSize(36, 36)
        self._back.setIconSize(QSize(18, 18))
        self._back.setAccessibleName(translate("Window", "Back"))
        self._back.clicked.connect(self.closed)
        self.lines = QTableWidget(0, 2)
        self.lines.horizontalHeader().hide()
        self.lines.verticalHeader().hide()
        self.lines.verticalHeader().setDefaultSectionSize(36)
        self.lines.horizontalHeader().setStretchLastSection(True)
        self.lines.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.lines.setWordWrap(False)
        self.lines.setShowGrid(False)
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        head.addWidget(self._back)
        head.addWidget(self._title)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        body = QHBoxLayout()
        body.setContentsMargins(SPACE.m, 0, SPACE.l, 0)
        body.addWidget(self.lines)
        column.addLayout(body, 1)
        self._draw_icons()

    def show_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show a heading and its lines."""
        self._title.setText(title)
        self.lines.setAccessibleName(title)
        self.lines.setRowCount(len(lines))
        for number, (first, second) in enumerate(lines):
            for column, words in enumerate((first, second)):
                item = QTableWidgetItem(words)
                item.setToolTip(words.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"))
                self.lines.setItem(number, column, item)
        self._share_width()
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_width(self) -> None:
        """The first column takes what it needs, and at most half."""
        needed = self.lines.sizeHintForColumn(0) + SPACE.xl
        self.lines.setColumnWidth(0, min(needed, self.lines.width() // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width is shared anew."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icon in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        self._back.setIcon(icon("left", tokens_for(self.palette())))

"""The first line of a page that lies over the views: a way back and a title. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate


class PageHead(QWidget):
    """An arrow, a title, a count beside it; more may be put at its end."""

    closed = Signal()
    """The arrow was pressed."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = QLabel(title), QLabel()
        self._title.setProperty("role", "title")
        self._count.setProperty("role", "second")
        self._count.setContentsMargins(SPACE.xs, SPACE.xs, SPACE.xs, 0)
        for label in (self._title, self._count):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._back = QToolButton()
        self._back.setFixedSize(36, 36)
        self._back.setIconSize(QSize(18, 18))
        self._back.setAccessibleName(translate("Window", "Back"))
        self._back.setToolTip(translate("Window", "Back"))
        self._back.clicked.connect(self.closed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        self._line.setSpacing(SPACE.s)
        self._line.addWidget(self._back)
        self._line.addWidget(self._title)
        self._line.addWidget(self._count)
        self._line.addStretch(1)
        self._draw_icon()

    def say(self, title: str, count: str = "") -> None:
        """Set the title, and what stands beside it."""
        self._title.setText(title)
        self._count.setText(count)

    def add(self, widget: QWidget) -> None:
        """Put *widget* at the end of the line; it may grow."""
        self._line.addWidget(widget, 2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icon in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._back.setIcon(icon("left", tokens_for(self.palette())))

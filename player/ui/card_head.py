"""The first line of a card: what it is, and a cross. Main thread; passive."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from player.ui.elided_label import ElidedLabel
from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate


class CardHead(QWidget):
    """A title, a second line where there is one, and the cross that closes the card."""

    close_requested = Signal()
    """The cross was pressed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._second = ElidedLabel(self), ElidedLabel(self)
        self._title.setProperty("role", "subtitle")
        self._second.setProperty("role", "second")
        self._close = QToolButton(self)
        self._close.setFixedSize(28, 28)
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName(translate("QueuePanel", "Close"))
        self._close.clicked.connect(self.close_requested)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._second)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.s)
        line.addLayout(words, 1)
        line.addWidget(self._close)
        self.say(title)
        self._draw()

    def say(self, title: str, second: str = "") -> None:
        """Show *title*, and *second* under it."""
        self._title.set_text(title)
        self._second.set_text(second)
        self._second.setVisible(bool(second))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The icon in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self._close.setIcon(icon("close", tokens_for(self.palette())))

"""What a list shows when it is empty: a sign, what is so, what to do next. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from player.ui.icons import glyph
from player.ui.theme import SPACE, tokens_for


class EmptyPage(QWidget):
    """A quiet sentence in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "music"
        self._sign, self._what, self._hint = QLabel(), QLabel(), QLabel()
        self._what.setProperty("role", "subtitle")
        self._hint.setProperty("role", "second")
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.s)
        column.addStretch(2)
        for label in (self._sign, self._what, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._sign)
            column.addWidget(label)
        column.addStretch(3)

    def say(self, icon_name: str, what: str, hint: str) -> None:
        """Set the sign and the two sentences."""
        self._icon = icon_name
        self._what.setText(what)
        self._hint.setText(hint)
        self._draw()

    def _draw(self) -> None:
        tokens = tokens_for(self.palette())
        self._sign.setPixmap(glyph(self._icon, QColor(tokens.disabled), 40))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the sign in the new theme's colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

"""A sentence in the window instead of a dialog: trouble with a way out. Main thread, passive."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from player.ui.icons import glyph, icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate


class NoticeBar(QFrame):
    """Hidden until something is said; closes with its cross."""

    action_chosen = Signal(str)
    """The key of the offered action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._icon, self._action_key = "info", ""
        self._sign, self._words = QLabel(), QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._action = QPushButton()
        self._action.clicked.connect(self._on_action)
        self._action.hide()
        self._close = QToolButton()
        self._close.setFixedSize(28, 28)
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName(translate("Window", "Close this message"))
        self._close.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.m, SPACE.s, SPACE.s, SPACE.s)
        line.setSpacing(SPACE.m)
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        line.addWidget(self._action)
        line.addWidget(self._close)
        self.hide()

    def say(self, icon_name: str, words: str, *, action: str = "", key: str = "") -> None:
        """Show a sentence, with an action where there is a way out."""
        self._icon, self._action_key = icon_name, key
        self._words.setText(words)
        self.setAccessibleName(words)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._draw()
        self.show()

    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    def _on_action(self) -> None:
        self.hide()
        self.action_chosen.emit(self._action_key)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icons in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        tokens = tokens_for(self.palette())
        self._sign.setPixmap(glyph(self._icon, QColor(tokens.warning), 18))
        self._close.setIcon(icon("close", tokens))

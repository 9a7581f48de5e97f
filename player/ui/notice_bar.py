"""A sentence in the window instead of a dialog: trouble with a way out. Main thread, passive.

What is only mentioned is drawn quietly, and never takes the place of trouble that is still to read.
"""

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
        self._icon, self._key = "info", ""
        self._quiet = False
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
        """Show a sentence, with an action where there is a way out.

        :param key: comes back with the action, and names the sentence for :meth:`take_back`.
        """
        self._show(icon_name, words, action, key, quiet=False)

    def mention(self, words: str, *, key: str, action: str = "") -> None:
        """Show something worth knowing that is no trouble, with what can be done about it."""
        if self.isHidden() or self._quiet or key == self._key:
            self._show("info", words, action, key, quiet=True)

    def take_back(self, key: str) -> None:
        """What was said or mentioned by the name of *key* is not so any more."""
        if self._key == key:
            self.hide()

    def _show(self, icon_name: str, words: str, action: str, key: str, *, quiet: bool) -> None:
        self._icon, self._key, self._quiet = icon_name, key, quiet
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
        self.action_chosen.emit(self._key)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icons in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        tokens = tokens_for(self.palette())
        colour = QColor(tokens.text2 if self._quiet else tokens.warning)
        self._sign.setPixmap(glyph(self._icon, colour, 18))
        self._close.setIcon(icon("close", tokens))

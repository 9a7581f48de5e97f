"""Words and folders that the listener keeps out of mood queues: a field, a button, a chip each.

Main thread; passive: it shows what it is told and says what the listener wants instead. It stands
above the page of what queues leave out, where what it does is seen at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from player.ui.chips import Chip, FlowLayout
from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.ui.words import plain_tip
from player.wording import translate

_BETWEEN = re.compile(r"[,;\uff0c\uff1b\u3001\n]")
"""What stands between words that are typed in one go."""


class BlockEditor(QWidget):
    """What is kept out, to be read, added to and taken back."""

    changed = Signal(object, object)
    """All words, and all folders, as they are to be from now on: tuples of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._folders: tuple[str, ...] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(translate("Window", "A word to keep out: live, remix"))
        self.field.setAccessibleName(translate("Window", "Words to keep out of mood queues"))
        self.field.setClearButtonEnabled(True)
        self.field.returnPressed.connect(self._add_words)
        self.button = QPushButton(translate("Window", "Keep a folder out…"))
        self.button.clicked.connect(self._choose_folder)
        self._note = QLabel(
            translate(
                "Window",
                "Looked for in titles, artists, albums and genres. What you always play stays in.",
            )
        )
        self._note.setProperty("role", "small")
        self._note.setWordWrap(True)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._lay_out()
        self._draw_icon()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        line.addWidget(self.field, 1)
        line.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.xs, SPACE.l, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addLayout(line)
        column.addWidget(self._note)
        column.addWidget(self._chips)

    def show_blocks(self, words: Sequence[str], folders: Sequence[str]) -> None:
        """Show what is kept out now; emits nothing."""
        self._words, self._folders = tuple(words), tuple(folders)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for word in self._words:
            self._add_chip(word, word, plain_tip(word))
        for folder in self._folders:
            self._add_chip(folder, Path(folder).name or folder, plain_tip(folder))
        self._chips.setVisible(bool(self._words or self._folders))

    def _add_chip(self, what: str, shown: str, tip: str) -> None:
        chip = Chip(f"{shown} ×", checkable=False, parent=self._chips)
        chip.setAccessibleName(translate("Window", "Keep {what} out no more", what=what))
        chip.setToolTip(tip)
        chip.setProperty("blocked", what)
        chip.clicked.connect(self._on_chip)
        self._flow.addWidget(chip)
        chip.show()

    def _add_words(self) -> None:
        typed = (" ".join(word.split()) for word in _BETWEEN.split(self.field.text()))
        words = tuple(dict.fromkeys((*self._words, *(word for word in typed if word))))
        self.field.clear()
        if words != self._words:
            self.changed.emit(words, self._folders)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self,
            translate("Window", "Choose a folder to keep out of mood queues"),
            str(Path.home()),
        )
        if chosen:
            self.add_folder(chosen)

    def add_folder(self, folder: str) -> None:
        """Want *folder* kept out."""
        path = str(Path(folder))  # with the system's own separators
        if path not in self._folders:
            self.changed.emit(self._words, (*self._folders, path))

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            gone = chip.property("blocked")
            words = tuple(word for word in self._words if word != gone)
            folders = tuple(folder for folder in self._folders if folder != gone)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit(words, folders)

    def _draw_icon(self) -> None:
        self.button.setIcon(icon("folder", tokens_for(self.palette())))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

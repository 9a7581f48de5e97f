"""The line above the queue: how long it is, what just changed with undo, and steering.

Main thread. Passive. All of it is one line: the rows under it keep their room.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from player.ui.fitting_label import FittingLabel
from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate, translate_count

UNDO_MS = 12_000
"""How long the bar with "Undo" stays."""
_BUTTON = 28


class QueueHead(QWidget):
    """ "Next", its length or the way back, and the three buttons of steering."""

    undo_requested = Signal()
    """Take the last change of the queue back."""
    energy_wanted = Signal(int)
    """1: livelier, -1: quieter."""
    steer_requested = Signal()
    """Show everything that steers the queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(translate("QueuePanel", "Next"), self)
        self._title.setProperty("role", "strong")
        self._length = FittingLabel(self)
        self._length.setProperty("role", "small")
        self.bar = UndoBar(self)
        self.bar.undo.clicked.connect(self._undo)
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.setInterval(UNDO_MS)
        self._hiding.timeout.connect(self.hide_undo)
        self.quieter = self._button(translate("QueuePanel", "Quieter"))
        self.quieter.clicked.connect(lambda: self.energy_wanted.emit(-1))
        self.livelier = self._button(translate("QueuePanel", "Livelier"))
        self.livelier.clicked.connect(lambda: self.energy_wanted.emit(1))
        self.steer = self._button(translate("QueuePanel", "Steer the queue"))
        self.steer.clicked.connect(self.steer_requested)
        self.steer.setCheckable(True)
        self._lay_out()
        self._draw()

    def _button(self, words: str) -> QToolButton:
        made = QToolButton(self)
        made.setFixedSize(_BUTTON, _BUTTON)
        made.setIconSize(QSize(16, 16))
        made.setToolTip(words)
        made.setAccessibleName(words)
        return made

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.l, 0, SPACE.s, 0)
        line.setSpacing(0)
        line.addWidget(self._title)
        line.addSpacing(SPACE.s)
        line.addWidget(self._length, 1)
        line.addWidget(self.bar)
        line.addStretch(0)
        line.addWidget(self.quieter)
        line.addWidget(self.livelier)
        line.addWidget(self.steer)

    def set_length(self, *parts: str) -> None:
        """How much comes, the most important part first; nothing when it is empty."""
        self._length.say(*parts)

    def set_steerable(self, steerable: bool) -> None:
        """There is a queue to steer."""
        for button in (self.quieter, self.livelier):
            button.setEnabled(steerable)

    def show_steering(self, shown: bool) -> None:
        """What steers the queue is shown or not."""
        self.steer.setChecked(shown)

    def offer_undo(self, left: int, entered: int) -> None:
        """Say what the listener's change did, with the way back, for a while."""
        self.bar.say(changed_words(left, entered))
        self._length.hide()  # its place; the rows stay where they are
        self._hiding.start()

    def hide_undo(self) -> None:
        """There is nothing to undo any more."""
        self._hiding.stop()
        self.bar.hide()
        self._length.show()

    def _undo(self) -> None:
        self.hide_undo()
        self.undo_requested.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Icons in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        tokens = tokens_for(self.palette())
        for button, name in (
            (self.quieter, "quieter"),
            (self.livelier, "livelier"),
            (self.steer, "steer"),
        ):
            button.setIcon(icon(name, tokens))


def changed_words(left: int, entered: int) -> str:
    """What a change did to the rows: "3 left, 3 entered"."""
    if not left and not entered:
        return translate("QueuePanel", "Order changed")
    if not left:
        return translate_count("QueuePanel", "{count} entered", "{count} entered", entered)
    if not entered:
        return translate_count("QueuePanel", "{count} left", "{count} left", left)
    return translate("QueuePanel", "{left} left, {entered} entered", left=left, entered=entered)


class UndoBar(QWidget):
    """How much changed, and the way back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("role", "small")
        self.undo = QPushButton(translate("QueuePanel", "Undo"), self)
        self.undo.setProperty("role", "undo")
        self.undo.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACE.xs, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._text)
        row.addWidget(self.undo)
        self.hide()

    def say(self, text: str) -> None:
        """Show *text* with the way back."""
        self._text.setText(text)
        self.undo.setAccessibleDescription(text)
        self.show()

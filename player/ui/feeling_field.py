"""Where the listener says how they feel, and where what the queue follows is said back.

Main thread. Passive. One line for both: while nothing is typed it shows what is followed now (or
what can be typed); under it, for a sentence, what was understood, or that nothing was.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from player.ui.elided_label import ElidedLabel
from player.ui.theme import SPACE
from player.ui.words import plain_tip
from player.wording import translate

_LONGEST = 400
"""Characters; a feeling needs fewer."""


class FeelingField(QWidget):
    """The field, and a line under it that is there only when there is something to say."""

    said = Signal(str)
    """A sentence the listener entered."""
    undo_requested = Signal()
    """What was understood is not what was meant: back to before."""
    stop_requested = Signal()
    """The journey shall end here."""
    journey_requested = Signal(object, object)
    """Valence and arousal of how the listener feels, and of what they are after: a journey."""
    feel_requested = Signal()
    """The listener wants to say how they feel after a journey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._followed = ""
        self.field = _Field(self)
        self.field.returnPressed.connect(self._enter)
        self._answer = QWidget(self)
        self._words = ElidedLabel(self._answer)
        self._words.setProperty("role", "small")
        self._lines = QLabel(self._answer)
        self._lines.setProperty("role", "small")
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setWordWrap(True)
        self._way_out = QPushButton(self._answer)
        self._way_out.setProperty("role", "undo")
        self._way_out.clicked.connect(self._leave)
        self._journey = QPushButton(translate("Picker", "As a journey"), self._answer)
        self._journey.setProperty("role", "undo")
        self._journey.clicked.connect(self._go)
        self._ends: tuple[object, object] | None = None
        self._about: SignalInstance | None = None
        line = QHBoxLayout(self._answer)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.s)
        line.addWidget(self._words, 1)
        line.addWidget(self._lines, 1)
        line.addWidget(self._journey)
        line.addWidget(self._way_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.field)
        column.addWidget(self._answer)
        self.clear_answer()

    @property
    def followed(self) -> str:
        """What is said to be followed now."""
        return self._followed

    @property
    def answer(self) -> str:
        """What is said about the last sentence; empty when nothing is."""
        return "" if self._answer.isHidden() else self._words.full_text

    def set_followed(self, words: str) -> None:
        """Say what the queue follows; empty when nothing was asked for."""
        self._followed = words
        self.field.show_followed(words)

    def show_understood(self, said: str, words: str, notes: str = "") -> None:
        """Say what the sentence *said* was understood to mean; *notes* when it is pointed at."""
        text = translate("Picker", "Understood: {words}", words=words)
        self._show(text, translate("Picker", "Undo"), self.undo_requested)
        quoted = translate("Picker", "“{said}”", said=said)
        self._words.setToolTip(plain_tip("\n".join(filter(None, (quoted, text, notes)))))

    def offer_journey(self, start: object, end: object) -> None:
        """Beside what was understood: go there from where the listener is, step by step."""
        self._ends = (start, end)
        self._journey.show()

    def end_understood(self) -> None:
        """What was understood was replaced by another wish; what else is said stays."""
        if self._about == self.undo_requested:
            self.clear_answer()

    def end_undo(self) -> None:
        """What was understood can be taken back no more, or not from here; the words stay."""
        if self._about == self.undo_requested:
            self._way_out.hide()

    def begin(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_not_understood(self, words: str) -> None:
        """Say, in place and whole, that the sentence meant nothing, and keep it to be changed."""
        self._show(words)
        self._lines.setText(words)
        self._words.hide()
        self._lines.show()

    def show_journey(self, words: str) -> None:
        """Say how far a journey is."""
        self._show(words, translate("Picker", "Stop"), self.stop_requested)

    def show_arrived(self) -> None:
        """Say that a journey is over, and that the listener may say how they feel."""
        words = translate("Picker", "The journey is over.")
        self._show(words, translate("Picker", "How do you feel now?"), self.feel_requested)

    def end_journey(self) -> None:
        """There is no journey any more; what else is said stays."""
        if self._about == self.stop_requested:
            self.clear_answer()

    def clear_answer(self) -> None:
        """Say nothing under the field."""
        self._about = None
        self._answer.hide()

    def _show(self, text: str, way_out: str = "", about: SignalInstance | None = None) -> None:
        """Show *text*, and a way out that tells by *about* when it is taken."""
        self._about = about
        self._journey.hide()
        self._lines.hide()
        self._words.set_text(text)
        self._words.show()
        self._words.setToolTip(plain_tip(text))
        self._way_out.setText(way_out)
        self._way_out.setVisible(bool(way_out))
        self._way_out.setAccessibleDescription(text)
        self._answer.show()

    def _enter(self) -> None:
        text = " ".join(self.field.text().split())
        if text:
            self.said.emit(text)

    def accept(self) -> None:
        """The sentence was taken: the field says what is followed now."""
        self.field.clear()
        self.field.clearFocus()

    def _go(self) -> None:
        if self._ends is not None:
            self.journey_requested.emit(*self._ends)

    def _leave(self) -> None:
        wanted = self._about
        self.clear_answer()
        if wanted is not None:
            wanted.emit()


class _Field(QLineEdit):
    """Shows what is followed as if it were typed, until something is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._invitation = translate("Picker", "Say how you feel, or what you want to hear")
        self._followed = ""
        self.setMaxLength(_LONGEST)
        self.setProperty("role", "feeling")
        self.setAccessibleName(self._invitation)
        self.setToolTip(self._invitation)
        self.show_followed("")

    def show_followed(self, words: str) -> None:
        """What stands there while nothing is typed."""
        self._followed = words
        self._draw()

    def _draw(self) -> None:
        shown = "" if self.hasFocus() or self.text() else self._followed
        self.setPlaceholderText(shown or self._invitation)
        if self.property("followed") != bool(shown):
            self.setProperty("followed", bool(shown))
            self.style().unpolish(self)  # the style sheet looks at properties only then
            self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Say what can be typed."""
        super().focusInEvent(event)
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Say what is followed again."""
        super().focusOutEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape empties the field, then leaves it."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.clearFocus()

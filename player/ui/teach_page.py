"""The page on which a listener teaches the program how they hear. Main thread; passive.

Three faces: what it is about, one passage to be placed, and what became of it. A passage is placed
by one tap on the plane (or the arrow keys and Enter), or by a chip. Where the program has it is not
shown, so that it sways nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from player.ui.chips import Chip, FlowLayout
from player.ui.feeling_menu import correction
from player.ui.mood_plane import MoodPlane
from player.ui.mood_words import MoodOption
from player.ui.page_head import PageHead
from player.ui.theme import SPACE
from player.wording import translate, translate_count

_WIDTH = 440
"""Widest the plane and the words get, px."""


class TeachPage(QWidget):
    """Asks where passages are felt."""

    begun = Signal()
    """The listener wants to begin."""
    answered = Signal(object)
    """A :class:`~player.library.track.Correction` of the passage."""
    again = Signal()
    """The passage shall be heard once more."""
    skipped = Signal()
    """The listener says nothing of this one."""
    undone = Signal()
    """What the lesson changed shall be as before."""
    closed = Signal()
    """The listener goes back to their music."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = PageHead(translate("Teach", "Teach Moodlark"))
        self._head.closed.connect(self.closed)
        self.plane = MoodPlane(asks=True)
        self._chips = FlowLayout()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._title, self._hint, self._intro, self._result = (QLabel() for _ in range(4))
        for label in (self._title, self._hint, self._intro, self._result):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._title.setProperty("role", "subtitle")
        self._hint.setProperty("role", "second")
        self._faces = QStackedWidget()
        self.begin = self._button(translate("Teach", "Begin"), self.begun)
        self._undo = self._button(translate("Teach", "Undo"), self.undone)
        self._faces.addWidget(self._face(self._intro, self._row(self.begin)))
        self._faces.addWidget(self._question())
        done = self._button(translate("Teach", "Done"), self.closed)
        self._faces.addWidget(self._face(self._result, self._row(done, self._undo)))
        self._undo.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._faces, 1)
        self.show_intro()

    # -- what is shown

    def set_moods(self, moods: Sequence[MoodOption]) -> None:
        """The moods on the plane and on the chips."""
        self.plane.set_moods(moods)
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for mood in moods:
            chip = Chip(mood.name, mood_at=(mood.valence, mood.arousal), checkable=False)
            chip.setToolTip(mood.definition)
            chip.setProperty("mood", mood.id)
            chip.clicked.connect(self._on_chip)
            self._chips.addWidget(chip)

    def show_intro(self) -> None:
        """Say what a lesson is."""
        self.plane.end_correction()
        self._head.say(translate("Teach", "Teach Moodlark"))
        self._intro.setText(
            translate(
                "Teach",
                "Everyone hears music a little differently. Listen to a few short passages and "
                "show where you feel them: two minutes, and the moods of all your music follow. "
                "Your queue waits meanwhile.",
            )
        )
        self.begin.setEnabled(True)
        self._faces.setCurrentIndex(0)

    def show_nothing(self) -> None:
        """There is nothing to ask about."""
        self._intro.setText(
            translate(
                "Teach",
                "There is nothing to ask about yet: Moodlark has to listen to your music first.",
            )
        )
        self.begin.setEnabled(False)
        self._faces.setCurrentIndex(0)

    def show_question(self, title: str, number: int, total: int) -> None:
        """Ask about a passage that plays now."""
        count = translate("Teach", "{number} of {total}", number=number, total=total)
        self._head.say(translate("Teach", "Teach Moodlark"), count)
        self._progress.setRange(0, total)
        self._progress.setValue(number - 1)
        self._title.setText(title)
        self._hint.setText(
            translate("Teach", "Where do you feel it? Tap the plane, or choose a word.")
        )
        self._faces.setCurrentIndex(1)
        sheet = self.plane.begin_correction(None)
        sheet.placed.connect(self._on_placed)
        sheet.left.connect(self.closed)

    def show_heard(self) -> None:
        """The passage is over."""
        self._hint.setText(
            translate("Teach", "That was the passage. Where do you feel it? You can hear it again.")
        )

    def show_result(self, taught: int, changed: int) -> None:
        """Say what became of it."""
        self.plane.end_correction()
        self._head.say(translate("Teach", "Teach Moodlark"))
        if taught:
            words = translate_count(
                "Teach",
                "Thank you. You taught Moodlark {count} passage.",
                "Thank you. You taught Moodlark {count} passages.",
                taught,
            )
            follow = translate_count(
                "Teach",
                "{count} other track has another mood now.",
                "{count} other tracks have another mood now.",
                changed,
            )
            self._result.setText(f"{words} {follow}")
        else:
            self._result.setText(translate("Teach", "Nothing was changed."))
        self._undo.setVisible(bool(taught))
        self._faces.setCurrentIndex(2)

    def show_undone(self) -> None:
        """It is as before."""
        self._result.setText(translate("Teach", "Everything is as it was before."))
        self._undo.hide()

    def hide_undo(self, _what: object = None) -> None:
        """Something else was corrected since: that would be taken back, not the lesson."""
        self._undo.hide()

    @property
    def undoable(self) -> bool:
        """The lesson is offered to be taken back."""
        return not self._undo.isHidden()

    def result(self) -> str:
        """What is said at the end."""
        return self._result.text()

    # -- inside

    def _question(self) -> QWidget:
        again = self._button(translate("Teach", "Hear it again"), self.again)
        skip = self._button(translate("Teach", "Skip"), self.skipped)
        chips = QWidget()
        chips.setLayout(self._chips)
        return self._face(
            self._title, self._progress, self._hint, self.plane, chips, self._row(again, skip)
        )

    def _face(self, *widgets: QWidget) -> QWidget:
        face, inner = QWidget(), QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        line = QHBoxLayout(face)
        line.setContentsMargins(SPACE.l, 0, SPACE.l, SPACE.m)
        line.addStretch(1)
        line.addWidget(inner, 8)
        line.addStretch(1)
        return face

    def _row(self, *buttons: QPushButton) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, SPACE.xs, 0, 0)
        line.setSpacing(SPACE.s)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _button(self, words: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(signal)
        return button

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.answered.emit(correction(mood=str(chip.property("mood"))))

    def _on_placed(self, valence: float, arousal: float) -> None:
        self.answered.emit(correction(valence=valence, arousal=arousal))

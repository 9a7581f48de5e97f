"""One tap that says how the listener feels, and afterwards the two taps beside each other.

Main thread. Passive: a tap goes out by a signal. It makes no claim and draws no conclusion: after a
journey there are two dots and their names, nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from player.ui.card_head import CardHead
from player.ui.mood_plane import MoodPlane
from player.ui.mood_plane_journey import JourneyPath
from player.ui.mood_words import MoodOption, mood_words
from player.ui.theme import SPACE
from player.wording import translate

CHECKIN_WIDTH = 320
"""Width of the card, px."""
Point = tuple[float, float]


class CheckInPanel(QWidget):
    """The question, a plane to tap, and a way past it."""

    felt = Signal(object)
    """Valence and arousal of how the listener feels."""
    close_requested = Signal()
    """The listener does not want to say, or has seen it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moods: tuple[MoodOption, ...] = ()
        self._head = CardHead("", self)
        self._head.close_requested.connect(self.close_requested)
        self.plane = _OneTap(self)
        self.plane.target_chosen.connect(self._on_tap)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._private = QLabel(
            translate("Journey", "Kept on this computer only, with your listening."), self
        )
        self._private.setProperty("role", "small")
        self._private.setWordWrap(True)
        self.skip = QPushButton(self)
        self.skip.clicked.connect(self.close_requested)
        self.setFocusProxy(self.plane)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.l)
        column.setSpacing(SPACE.s)
        for widget in (self._head, self.plane, self._words, self._private):
            column.addWidget(widget)
        column.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.ask()

    def set_moods(self, moods: Sequence[MoodOption]) -> None:
        """The moods whose names stand on the plane."""
        self._moods = tuple(moods)
        self.plane.set_moods(self._moods)

    def ask(self) -> None:
        """Ask how the listener feels now."""
        question = translate("Journey", "How do you feel now?")
        self._head.say(question, translate("Journey", "One tap, or skip it."))
        self.setAccessibleName(question)
        self.plane.set_open(True)
        self.plane.set_target(None)
        self.plane.set_journey(None)
        self._words.hide()
        self._private.show()
        self.skip.setText(translate("Journey", "Skip"))

    def compare(self, before: Point, after: Point) -> None:
        """Show what was said before and what was said after."""
        title = translate("Journey", "Before and after")
        self._head.say(title)
        self.setAccessibleName(title)
        self.plane.set_open(False)
        self.plane.set_target(None)
        self.plane.set_journey(JourneyPath(before, after))
        words = [mood_words(*point, self._moods) for point in (before, after)]
        self._words.setText(
            translate("Journey", "Before: {before}. Now: {after}.", before=words[0], after=words[1])
        )
        self._words.show()
        self._private.hide()
        self.skip.setText(translate("Journey", "Done"))

    def _on_tap(self, valence: float, arousal: float, _radius: float) -> None:
        self.felt.emit((valence, arousal))


class _OneTap(MoodPlane):
    """A small plane on which one tap is all there is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, asks=True)
        self.setAccessibleName(translate("Journey", "How you feel"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As the card has room for."""
        return QSize(CHECKIN_WIDTH - 2 * SPACE.l, self.heightForWidth(CHECKIN_WIDTH - 2 * SPACE.l))

    def set_open(self, asked: bool) -> None:
        """Take a tap, or only show."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not asked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if asked else Qt.FocusPolicy.NoFocus)

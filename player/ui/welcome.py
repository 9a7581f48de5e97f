"""The first page a listener sees: choose a music folder, or try the demo. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from player.tagging.vocabulary import MOODS
from player.ui.colour import mood_colour
from player.ui.theme import SPACE, tokens_for
from player.wording import translate


class WelcomePage(QWidget):
    """Says what Moodlark does and offers the two ways to begin."""

    choose_folder = Signal()
    try_demo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = _MoodRing()
        self._hello = QLabel(translate("Window", "Music that follows your mood"))
        self._hello.setProperty("role", "display")
        self._what = QLabel(
            translate(
                "Window",
                "Moodlark listens to your music on this computer, learns how each track feels, "
                "and keeps a queue that follows the mood you pick.",
            )
        )
        self._what.setProperty("role", "second")
        self._what.setMaximumWidth(460)
        self._what.setMinimumHeight(44)
        self._what.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._folder = QPushButton(translate("Window", "Choose your music folder"))
        self._folder.setProperty("role", "primary")
        self._folder.clicked.connect(self.choose_folder)
        self._demo = QPushButton(translate("Window", "Try the demo"))
        self._demo.setProperty("role", "secondary")
        self._demo.setAccessibleDescription(
            translate("Window", "Adds a few short pieces that come with Moodlark")
        )
        self._demo.clicked.connect(self.try_demo)
        self._drop = QLabel(translate("Window", "You can also drop a folder onto this window."))
        self._drop.setProperty("role", "small")
        for label in (self._hello, self._what, self._drop):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._lay_out()
        self.set_ready(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xxl, SPACE.xxl, SPACE.xxl)
        column.setSpacing(SPACE.m)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(SPACE.m)
        column.addWidget(self._hello)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._what, 6)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(SPACE.m)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.m)
        buttons.addStretch(1)
        buttons.addWidget(self._folder)
        buttons.addWidget(self._demo)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._drop)
        column.addStretch(3)

    def set_ready(self, ready: bool) -> None:
        """Before the library is open there is nothing to choose yet, and nothing is claimed."""
        for widget in (self._sign, self._hello, self._what, self._folder, self._demo, self._drop):
            widget.setVisible(ready)
        if ready:
            self.setFocusProxy(self._folder)


class _MoodRing(QWidget):
    """Eight dots around a circle, each in its mood's colour, where it lies on the plane."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(112, 112)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """A ring and its dots."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.rect().center()
        painter.setPen(QPen(QColor(tokens.line), 1.5))
        painter.drawEllipse(middle, 40, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        for mood in MOODS:
            length = (mood.valence**2 + mood.arousal**2) ** 0.5
            x = round(middle.x() + 40 * mood.valence / length)
            y = round(middle.y() - 40 * mood.arousal / length)
            painter.setBrush(mood_colour(mood.valence, mood.arousal, tokens))
            painter.drawEllipse(x - 8, y - 8, 16, 16)
        painter.end()

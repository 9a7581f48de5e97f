"""A row of choices of which one holds: a segmented control. Main thread; passive.

Tab reaches the chosen one, arrows choose another, as with any group of radio buttons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from player.ui.theme import BODY, RADIUS, SPACE, font, tokens_for

_HEIGHT = 32
_INSET = 2

Value = TypeVar("Value")


class _Segment(QRadioButton):
    """One choice: a word on a plate when it holds."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The word in the heavier weight, so that choosing moves nothing."""
        words = QFontMetrics(font(BODY, strong=True)).horizontalAdvance(self.text())
        return QSize(words + 2 * SPACE.s, _HEIGHT - 2 * _INSET)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A word is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of it, and not where a radio button's dot would be."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The plate and the word."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen, usable = self.isChecked(), self.isEnabled()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setPen(QPen(QColor(tokens.line if not usable else tokens.disabled), 1))
            painter.setBrush(QColor(tokens.selected if usable else tokens.raised))
            painter.drawRoundedRect(plate, RADIUS - _INSET, RADIUS - _INSET)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = plate.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(ring, RADIUS - _INSET, RADIUS - _INSET)
        lit = chosen or self.underMouse() or self.isDown()
        colour = tokens.disabled if not usable else tokens.text if lit else tokens.text2
        painter.setPen(QColor(colour))
        painter.setFont(font(BODY, strong=chosen))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Segments(QWidget, Generic[Value]):
    """Choices beside each other; :meth:`value` is the one that holds, ``None`` where none does."""

    def __init__(
        self, name: str, choices: Sequence[tuple[Value, str]], parent: QWidget | None = None
    ) -> None:
        """*name*: what is chosen, for screen readers; *choices*: values and their words."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFixedHeight(_HEIGHT)
        self.group = QButtonGroup(self)
        self._values: list[Value] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(_INSET)
        for number, (value, words) in enumerate(choices):
            segment = _Segment(words, self)
            segment.setAccessibleName(f"{name}: {words}")
            self.group.addButton(segment, number)
            self._values.append(value)
            row.addWidget(segment, 1)

    def value(self) -> Value | None:
        """The choice that holds."""
        number = self.group.checkedId()
        return None if number < 0 else self._values[number]

    def value_of(self, number: int) -> Value:
        """The value of a segment, as :attr:`group` numbers it in its signals."""
        return self._values[number]

    def set_value(self, value: Value) -> None:
        """Show a choice without asking for it; a value that is not offered marks none."""
        self.group.blockSignals(True)
        self.group.setExclusive(False)
        for segment, offered in zip(self.group.buttons(), self._values, strict=True):
            segment.setChecked(offered == value)
        self.group.setExclusive(True)
        self.group.blockSignals(False)
        chosen = self.group.checkedButton()
        for number, segment in enumerate(self.group.buttons()):
            reached = segment is chosen or (chosen is None and number == 0)
            segment.setFocusPolicy(
                Qt.FocusPolicy.TabFocus if reached else Qt.FocusPolicy.ClickFocus
            )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The trough the segments lie in."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.end()

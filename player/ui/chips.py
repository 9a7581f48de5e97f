"""Chips (small round toggles that always carry a word) and the layout that wraps them.

Main thread. A chip knows nothing of moods or styles: it is given a word, a colour or none, a count.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QSizePolicy, QWidget

from player.ui.colour import contrast, mood_colour
from player.ui.theme import BODY, SMALL, SPACE, font, tokens_for
from player.ui.tokens import Tokens
from player.wording import translate

CHIP_HEIGHT = 26
"""Height of a chip, px."""


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """*share* (0..1) of *second* over *first*, both opaque."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )


def readable_on(colour: QColor, tokens: Tokens) -> QColor:
    """Whichever of the theme's text and ground colours reads better on *colour*."""
    candidates = (QColor(tokens.text), QColor(tokens.ground))
    return max(candidates, key=lambda c: contrast(c, colour))


class Chip(QAbstractButton):
    """A round toggle with a word, tinted by a mood or neutral; Space toggles, arrows move on.

    Where that is allowed, a right click, the menu key or Delete turns it into its opposite: not
    this. It says so in words, struck through.
    """

    unwanted_toggled = Signal()
    """The listener turned it into its opposite, or back; see :attr:`unwanted`."""

    def __init__(
        self,
        text: str,
        *,
        mood_at: tuple[float, float] | None = None,
        count: int | None = None,
        checkable: bool = True,
        refusable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a chip.

        :param mood_at: valence and arousal whose colour it wears; neutral without.
        :param count: a number shown after the word (how many tracks).
        :param refusable: it can say *not this*.
        """
        super().__init__(parent)
        self._mood_at = mood_at
        self._count = "" if count is None else f"{count:,}"
        self._refusable = refusable
        self._unwanted = False
        self.setText(text)
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in place
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name_it()

    def _name_it(self) -> None:
        words = self._words()
        self.setAccessibleName(f"{words}, {self._count}" if self._count else words)

    def _words(self) -> str:
        """What stands on it."""
        return (
            translate("Picker", "not {name}", name=self.text()) if self._unwanted else self.text()
        )

    def set_mood_at(self, mood_at: tuple[float, float] | None) -> None:
        """Wear another mood's colour, and fit the word anew."""
        self._mood_at = mood_at
        self._name_it()
        self.updateGeometry()
        self.update()

    @property
    def unwanted(self) -> bool:
        """It says *not this*."""
        return self._unwanted

    def set_unwanted(self, unwanted: bool) -> None:
        """Show whether it says *not this*; emits nothing."""
        if unwanted == self._unwanted:
            return
        self._unwanted = unwanted
        if unwanted:
            self.setChecked(False)
        self._name_it()
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """A click on *not this* takes that back; it does not wish for it at once."""
        if self._unwanted:
            self.set_unwanted(False)
        else:
            super().nextCheckState()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """A right click or the menu key: not this."""
        if self._refusable:
            self._refuse()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete: not this."""
        if self._refusable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._refuse()
        else:
            super().keyPressEvent(event)

    def _refuse(self) -> None:
        self.set_unwanted(not self._unwanted)
        self.unwanted_toggled.emit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The word, the count and the padding."""
        width = QFontMetrics(font(BODY)).horizontalAdvance(self._words()) + 2 * SPACE.m
        if self._count and not self._unwanted:
            width += QFontMetrics(font(SMALL)).horizontalAdvance(self._count) + SPACE.xs
        return QSize(width, CHIP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pill, the word and the count."""
        tokens = tokens_for(self.palette())
        fill, edge, text = self._colours(tokens)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        dashed = Qt.PenStyle.DashLine if self._unwanted else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 1, dashed))
        painter.setBrush(fill)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text if self.isChecked() else tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        inner = self.rect().adjusted(SPACE.m, 0, -SPACE.m, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(text)
        face = font(BODY)
        face.setStrikeOut(self._unwanted)
        painter.setFont(face)
        if not self._count or self._unwanted:
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignHCenter, self._words())
            return
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, self._words())
        painter.setFont(font(SMALL))
        painter.setPen(text if self.isChecked() else QColor(tokens.text2))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._count)

    def _colours(self, tokens: Tokens) -> tuple[QColor, QColor, QColor]:
        """Fill, edge and text for the state it is in."""
        surface, text = QColor(tokens.surface), QColor(tokens.text)
        mood = mood_colour(*self._mood_at, tokens) if self._mood_at is not None else None
        hot = self.underMouse() or self.isDown()
        if not self.isEnabled():
            return QColor(tokens.raised), QColor(tokens.line), QColor(tokens.disabled)
        if self._unwanted:
            return surface, QColor(tokens.text2 if hot else tokens.disabled), QColor(tokens.text2)
        if self.isChecked():
            fill = mood if mood is not None else QColor(tokens.text2)
            fill = mix(fill, text, 0.12) if hot else fill
            return fill, fill, readable_on(fill, tokens)
        if mood is None:
            fill = QColor(tokens.pressed if self.isDown() else tokens.raised)
            return fill, QColor(tokens.disabled if hot else tokens.line), text
        tint = 0.36 if self.isDown() else 0.26 if hot else 0.16
        return mix(surface, mood, tint), mix(surface, mood, tint + 0.22), text


class FlowLayout(QLayout):
    """Lays its items out left to right and wraps them, as words in a paragraph."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = SPACE.xs) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Append an item (Qt calls this from ``addWidget``)."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are, hidden ones too."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item at *index*, or None past the end, as Qt expects."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Remove and return the item at *index*."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It never asks for more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Height of the wrapped lines at *width*."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As small as the widest item allows."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest item, and the margins."""
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, whole: QRect, *, move: bool) -> int:
        """Place the items in *whole*; the height they need with the margins."""
        margins = self.contentsMargins()
        rect = whole.marginsRemoved(margins)
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y() + margins.top() + margins.bottom()

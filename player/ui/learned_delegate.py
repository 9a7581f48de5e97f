"""Paints the page of what was learned. Main thread; looks up, changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from player.controllers.learned import LearnedRow
from player.ui.icons import glyph
from player.ui.learned_model import LearnedModel, name_words, value_words, when_words
from player.ui.text_line import draw_line
from player.ui.theme import SMALL, SPACE, font, tokens_for
from player.ui.tokens import Tokens

_SIGNS = {
    "play": "play",
    "rating": "star",
    "favourite": "favourite",
    "nudge": "steer",
    "correction": "mood",
    "checkin": "reason",
}
_SIGN = 16
_BAR, _NUMBER = 72, 48
"""Widths at the right, px: the bar of what it counts, and the number."""
_FULL = 3.0
"""What fills a bar: the most that one event says."""
_CROSS = 36
_WIDE = 560
"""Narrower lines have the number without its bar, px."""


class LearnedDelegate(QStyledItemDelegate):
    """Track and time above, what it taught below; at the right how much it counts, and a cross
    under the mouse."""

    def __init__(self, model: LearnedModel) -> None:
        super().__init__()
        self._model = model
        self._body, self._small = font(), font(SMALL)

    def cross_of(self, line: QRect) -> QRect:
        """Where the cross of a line is."""
        return QRect(line.right() - SPACE.s - _CROSS, line.top(), _CROSS, line.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One line."""
        row, rect, state = self._model.row_at(index.row()), option.rect, option.state
        tokens = tokens_for(option.palette)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selected))
        elif over:
            painter.fillRect(rect, QColor(tokens.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(tokens.text2))
        self._paint_words(painter, rect, row, tokens)
        self._paint_value(painter, rect, row, tokens)
        if over or state & QStyle.StateFlag.State_Selected:
            self._sign(painter, "remove", self.cross_of(rect).center().x(), rect, tokens.text2)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, row: LearnedRow, tokens: Tokens) -> None:
        self._sign(
            painter, _SIGNS[row.kind], rect.left() + SPACE.l + _SIGN // 2, rect, tokens.text2
        )
        left = rect.left() + SPACE.l + _SIGN + SPACE.m
        width = self._value_left(rect) - SPACE.l - left
        half = rect.height() // 2
        upper = QRect(left, rect.top() + 4, width, half - 3)
        taken = draw_line(
            painter, upper, when_words(row), self._small, tokens.text2,
            side=Qt.AlignmentFlag.AlignRight,
        )  # fmt: skip
        draw_line(
            painter,
            upper.adjusted(0, 0, -taken - SPACE.m, 0),
            name_words(row),
            self._body,
            tokens.text,
        )
        lower = QRect(left, rect.top() + half, width, half - 5)
        draw_line(painter, lower, str(row.taught), self._small, tokens.text2)

    def _value_left(self, rect: QRect) -> int:
        bar = _BAR if rect.width() >= _WIDE else 0
        return self.cross_of(rect).left() - SPACE.s - _NUMBER - bar

    def _paint_value(self, painter: QPainter, rect: QRect, row: LearnedRow, tokens: Tokens) -> None:
        """A bar from its middle, to the right for *for*, and the number beside it."""
        if row.value is None:
            return
        if rect.width() >= _WIDE:
            self._paint_bar(painter, self._value_left(rect), rect.center().y(), row.value, tokens)
        left = self.cross_of(rect).left() - SPACE.s - _NUMBER
        number = QRect(left, rect.top(), _NUMBER, rect.height())
        right = Qt.AlignmentFlag.AlignRight
        draw_line(painter, number, value_words(row), self._small, tokens.text2, side=right)

    def _paint_bar(
        self, painter: QPainter, left: int, across: int, value: float, tokens: Tokens
    ) -> None:
        middle = left + _BAR // 2
        painter.fillRect(QRect(left, across, _BAR, 1), QColor(tokens.line))
        long = round(min(abs(value) / _FULL, 1.0) * _BAR / 2)
        start = middle if value > 0 else middle - long
        painter.fillRect(QRect(start, across - 3, max(long, 1), 7), QColor(tokens.text2))

    def _sign(self, painter: QPainter, name: str, x: int, rect: QRect, colour: str) -> None:
        sign = glyph(name, QColor(colour), _SIGN, painter.device().devicePixelRatioF())
        painter.drawPixmap(x - _SIGN // 2, rect.center().y() - _SIGN // 2, sign)

"""Moods and styles as a calm list: sign, name, what it means, how many. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from player.ui.colour import mood_colour
from player.ui.group_list import GroupList
from player.ui.group_model import GROUP_ROLE
from player.ui.groups import Group
from player.ui.theme import SMALL, SPACE, SUBTITLE, font, tokens_for
from player.ui.tokens import Tokens
from player.ui.words import tracks_words

_HEIGHT = 60


class FacetPage(GroupList):
    """Lines that open on a click or Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_FacetDelegate(self))

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show other lines."""
        self.groups.set_groups(groups)


class _FacetDelegate(QStyledItemDelegate):
    def sizeHint(  # noqa: N802
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        group: Group = index.data(GROUP_ROLE)
        tokens = tokens_for(option.palette)
        rect: QRect = option.rect
        if option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.fillRect(rect, QColor(tokens.hover))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sign(painter, rect, group, tokens)
        faint = not group.ids
        count = tracks_words(len(group.ids))
        painter.setFont(font())
        painter.setPen(QColor(tokens.disabled if faint else tokens.text2))
        right = rect.adjusted(0, 0, -SPACE.l, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | middle), count)
        indent = 3 * SPACE.l if group.point is not None or group.unsure else SPACE.l
        width = rect.width() - SPACE.xl - indent - 100
        name = QRect(rect.left() + indent, rect.top() + 10, width, 22)
        painter.setFont(font(SUBTITLE, strong=True))
        painter.setPen(QColor(tokens.disabled if faint else tokens.text))
        painter.drawText(name, int(middle), group.title)
        small = font(SMALL)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        shown = QFontMetrics(small).elidedText(group.detail, Qt.TextElideMode.ElideRight, width)
        painter.drawText(name.translated(0, 20), int(middle), shown)
        painter.restore()

    def _paint_sign(self, painter: QPainter, rect: QRect, group: Group, tokens: Tokens) -> None:
        """A mood's dot; a hollow one for the unsure; nothing for styles."""
        middle = QPointF(rect.left() + SPACE.xl, rect.center().y() + 0.5)
        if group.unsure:
            painter.setPen(QPen(QColor(tokens.disabled), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 8, 8)
        if group.point is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mood_colour(*group.point, tokens))
        painter.drawEllipse(middle, 9, 9)

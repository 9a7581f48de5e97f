"""Paints one tile of a cover grid. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from player.controllers.covers import LARGE_COVER, CoverController
from player.ui.cover_tile import paint_cover
from player.ui.group_model import GROUP_ROLE
from player.ui.groups import Group
from player.ui.icons import glyph
from player.ui.text_line import draw_line
from player.ui.theme import RADIUS, SMALL, SPACE, font, tokens_for
from player.ui.tokens import Tokens

_TEXT_HEIGHT = 44


class TileDelegate(QStyledItemDelegate):
    """A cover with a title and a second line under it."""

    def __init__(self, covers: CoverController) -> None:
        super().__init__()
        self._covers = covers
        self.tile = 160
        self.round = False
        self._strong, self._small = font(strong=True), font(SMALL)

    def grid_size(self) -> QSize:
        """A tile with its margins."""
        return QSize(self.tile + SPACE.l, self.tile + _TEXT_HEIGHT + SPACE.l)

    def sizeHint(  # noqa: N802
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """All tiles are equal."""
        return self.grid_size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One tile."""
        group: Group = index.data(GROUP_ROLE)
        tokens = tokens_for(option.palette)
        rect: QRect = option.rect
        lit = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & lit:
            back = QPainterPath()
            back.addRoundedRect(QRectF(rect).adjusted(4, 4, -4, -4), RADIUS, RADIUS)
            painter.fillPath(back, QColor(tokens.hover))
        square = QRect(rect.left() + SPACE.s, rect.top() + SPACE.s, self.tile, self.tile)
        self._paint_cover(painter, square, group, tokens)
        text = QRect(square.left(), square.bottom() + SPACE.s, self.tile, 18)
        side = Qt.AlignmentFlag.AlignHCenter if self.round else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, text, group.title, self._strong, tokens.text, side=side)
        text = QRect(square.left(), text.bottom() + 1, self.tile, 16)
        draw_line(painter, text, group.detail, self._small, tokens.text2, side=side)
        painter.restore()

    def _paint_cover(self, painter: QPainter, square: QRect, group: Group, tokens: Tokens) -> None:
        shape = QPainterPath()
        if self.round:
            shape.addEllipse(QRectF(square))
        else:
            shape.addRoundedRect(QRectF(square), RADIUS, RADIUS)
        picture = self._covers.cover(group.cover, LARGE_COVER) if group.cover else None
        if picture is not None and not self.round:
            paint_cover(painter, square, picture, tokens)
            return
        if picture is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(square, picture)
            painter.restore()
            return
        painter.fillPath(shape, QColor(tokens.raised))
        side = square.width() // 3
        ratio = painter.device().devicePixelRatioF()
        sign = glyph("artist" if self.round else "album", QColor(tokens.disabled), side, ratio)
        corner = square.center()
        painter.drawPixmap(corner.x() - side // 2, corner.y() - side // 2, sign)

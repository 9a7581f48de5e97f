"""A cover as a rounded tile, or a quiet stand-in where there is none. Main thread; paint only."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from player.ui.chips import mix
from player.ui.colour import mood_colour
from player.ui.icons import glyph
from player.ui.theme import tokens_for
from player.ui.tokens import Tokens


def paint_cover(
    painter: QPainter,
    rect: QRect,
    cover: QPixmap | None,
    tokens: Tokens,
    *,
    mood_at: tuple[float, float] | None = None,
) -> None:
    """Paint *cover* cropped to a square with round corners; a note on the mood's tint without."""
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    path = QPainterPath()
    radius = 4 if rect.width() < 48 else 8
    path.addRoundedRect(QRectF(rect), radius, radius)
    if cover is not None and not cover.isNull():
        side = min(cover.width(), cover.height())
        crop = QRect((cover.width() - side) // 2, (cover.height() - side) // 2, side, side)
        painter.setClipPath(path)
        painter.drawPixmap(rect, cover, crop)
    else:
        ground = QColor(tokens.raised)
        if mood_at is not None:
            ground = mix(ground, mood_colour(*mood_at, tokens), 0.28)
        painter.fillPath(path, ground)
        size = rect.width() * 2 // 5
        note = glyph("music", QColor(tokens.text2), size, painter.device().devicePixelRatio())
        at = QRect(0, 0, size, size)
        at.moveCenter(rect.center())
        painter.drawPixmap(at, note)
    painter.restore()
    if not tokens.dark:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawPath(path)
        painter.restore()


class CoverTile(QWidget):
    """A cover of a fixed size."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cover: QPixmap | None = None
        self._mood_at: tuple[float, float] | None = None
        self.setFixedSize(QSize(side, side))

    def set_cover(self, cover: QPixmap | None, mood_at: tuple[float, float] | None = None) -> None:
        """Show *cover*; without one a note on the colour of *mood_at*."""
        self._cover, self._mood_at = cover, mood_at
        self.update()

    def paintEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        """Paint the tile."""
        painter = QPainter(self)
        rect = self.rect().adjusted(0, 0, -1, -1)
        paint_cover(painter, rect, self._cover, tokens_for(self.palette()), mood_at=self._mood_at)
        painter.end()

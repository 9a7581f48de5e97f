"""How a row of the queue is painted. Main thread; no state, no input."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from player.ui.chips import mix
from player.ui.colour import mood_colour
from player.ui.cover_tile import paint_cover
from player.ui.icons import glyph
from player.ui.queue_row import QueueRow, Region, RowPlaces, places
from player.ui.text_line import draw_line
from player.ui.theme import BODY, RADIUS, SMALL, SPACE, font
from player.ui.tokens import Tokens

_ICON = 16


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands at one moment."""

    hovered: bool = False
    """The pointer is on it."""
    region: Region | None = None
    """The part under the pointer."""
    selected: bool = False
    """It is the chosen row."""
    focused: bool = False
    """It has the keyboard."""
    fresh: float = 0.0
    """How new it is, 1 (just entered) to 0."""
    buttons: bool = True
    """It can be locked and removed (the playing track cannot)."""

    @property
    def tools(self) -> bool:
        """Lock and remove are shown."""
        return self.buttons and (self.hovered or self.focused)


def row_places(area: QRect, row: QueueRow, state: RowState) -> RowPlaces:
    """Where the parts of this row are in this state."""
    room = 2 if state.tools else 1 if row.locked and state.buttons else 0
    return places(area, buttons=room, artist=bool(row.artist))


def paint_row(
    painter: QPainter,
    area: QRect,
    row: QueueRow,
    state: RowState,
    *,
    tokens: Tokens,
    cover: QPixmap | None,
) -> None:
    """Paint one row."""
    at = row_places(area, row, state)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, area, row, state, tokens)
    _stripe(painter, at.stripe, row, tokens)
    paint_cover(painter, at.cover, cover, tokens, mood_at=row.point)
    draw_line(painter, at.title, row.title, font(BODY, strong=True), tokens.text)
    draw_line(painter, at.artist, row.artist, font(SMALL), tokens.text2)
    lit = state.region is Region.WHY
    _why(painter, at.why, row, tokens, lit=lit)
    if state.tools:
        locked = "lock-on" if row.locked else "lock"
        _tool(painter, at.lock, locked, tokens, lit=state.region is Region.LOCK)
        _tool(painter, at.remove, "remove", tokens, lit=state.region is Region.REMOVE)
    elif row.locked and state.buttons:
        _tool(painter, at.remove, "lock-on", tokens, lit=False)
    painter.restore()


def _ground(p: QPainter, area: QRect, row: QueueRow, state: RowState, tokens: Tokens) -> None:
    box = QRectF(area).adjusted(1, 1, -1, -1)
    fill = None
    if state.selected:
        fill = QColor(tokens.selected)
    elif state.hovered:
        fill = QColor(tokens.hover)
    if state.fresh > 0:
        mood = mood_colour(*row.point, tokens) if row.point else QColor(tokens.text2)
        fill = mix(fill or QColor(tokens.surface), mood, 0.22 * state.fresh)
    p.setPen(QPen(QColor(tokens.accent), 1.5) if state.focused else Qt.PenStyle.NoPen)
    p.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if fill is not None or state.focused:
        p.drawRoundedRect(box, RADIUS, RADIUS)


def _stripe(p: QPainter, rect: QRect, row: QueueRow, tokens: Tokens) -> None:
    """The mood's colour; hollow when the mood is not known."""
    if row.point is not None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(mood_colour(*row.point, tokens))
        p.drawRoundedRect(QRectF(rect), 2, 2)
    else:
        p.setPen(QPen(QColor(tokens.disabled), 1))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def _why(p: QPainter, rect: QRect, row: QueueRow, tokens: Tokens, *, lit: bool) -> None:
    room = rect
    if row.reasons:
        size = 10
        arrow = glyph(
            "right",
            QColor(tokens.text if lit else tokens.text2),
            size,
            p.device().devicePixelRatio(),
        )
        p.drawPixmap(QRect(rect.left(), rect.center().y() - size // 2 + 1, size, size), arrow)
        room = rect.adjusted(size + SPACE.xs, 0, 0, 0)
    face = font(SMALL)
    fits = QFontMetrics(face).horizontalAdvance(row.why) <= room.width()
    words = row.why if fits else row.why_short or row.why
    draw_line(p, room, words, face, tokens.text if lit else tokens.text2)


def _tool(p: QPainter, rect: QRect, name: str, tokens: Tokens, *, lit: bool) -> None:
    if lit:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.pressed))
        p.drawRoundedRect(QRectF(rect), RADIUS, RADIUS)
    at = QRect(0, 0, _ICON, _ICON)
    at.moveCenter(rect.center())
    colour = QColor(tokens.text if lit else tokens.text2)
    p.drawPixmap(at, glyph(name, colour, _ICON, p.device().devicePixelRatio()))

"""Paints the track table's cells. Main thread; looks things up, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from player.controllers.covers import SMALL_COVER, CoverController
from player.controllers.track_rows import Feeling, TrackRow
from player.ui.colour import mood_colour
from player.ui.cover_tile import paint_cover
from player.ui.icons import glyph
from player.ui.text_line import draw_line
from player.ui.theme import COMPACT_ROW_HEIGHT, ROW_HEIGHT, SMALL, SPACE, font, tokens_for
from player.ui.tokens import Tokens
from player.ui.track_table_model import TrackTableModel
from player.ui.track_table_order import ALBUM, LENGTH, MOOD, RATING, STYLE, TRACK
from player.ui.words import feeling_words, length_words, style_word

AnyIndex = QModelIndex | QPersistentModelIndex
_HEART, _STAR = 20, 13
"""Widths of the heart's and of a star's field, px."""
_SIGN = 14
"""Side of the sign of a row that mood queues leave out, px."""
RATING_WIDTH = SPACE.s + _HEART + 5 * _STAR + SPACE.xs
"""Width of the rating column, px."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """All that one cell's painting needs."""

    painter: QPainter
    rect: QRect
    tokens: Tokens
    row: TrackRow
    selected: bool
    hovered: bool

    def text_colour(self) -> QColor:
        usable = self.row.available and self.row.failure is None
        return QColor(self.tokens.text if usable else self.tokens.disabled)

    def second_colour(self) -> QColor:
        usable = self.row.available and self.row.failure is None
        return QColor(self.tokens.text2 if usable else self.tokens.disabled)


class TrackDelegate(QStyledItemDelegate):
    """Cover, title over artist, mood dot, stars."""

    def __init__(self, model: TrackTableModel, covers: CoverController) -> None:
        super().__init__()
        self._model, self._covers = model, covers
        self.compact = False
        self.hovered_line = -1
        self._body, self._strong, self._small = font(), font(strong=True), font(SMALL)
        self._painters = {
            TRACK: self._paint_track,
            ALBUM: self._paint_album,
            MOOD: self._paint_mood,
            STYLE: self._paint_style,
            LENGTH: self._paint_length,
            RATING: self._paint_rating,
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802, ARG002
        """One height for every row."""
        return QSize(80, COMPACT_ROW_HEIGHT if self.compact else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One cell."""
        row = self._model.row_at(index.row())
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        tokens = tokens_for(option.palette)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = index.row() == self.hovered_line
        if selected or hovered:
            painter.fillRect(rect, QColor(tokens.selected if selected else tokens.hover))
        if state & QStyle.StateFlag.State_HasFocus and index.column() == TRACK:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(tokens.text2))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = _Cell(painter, rect, tokens, row, selected, hovered)
        self._painters[index.column()](cell)
        painter.restore()

    # -- the columns

    def _paint_track(self, cell: _Cell) -> None:
        side = 20 if self.compact else 32
        left = cell.rect.left() + SPACE.l
        top = cell.rect.top() + (cell.rect.height() - side) // 2
        self._paint_cover(cell, QRect(left, top, side, side))
        playing = self._model.playing_id == cell.row.id
        text = cell.rect.adjusted(SPACE.l + side + SPACE.m, 0, -SPACE.s, 0)
        title_font = self._strong if playing else self._body
        text = self._paint_kept_out(cell, text)
        if self.compact:
            width = draw_line(cell.painter, text, cell.row.title, title_font, cell.text_colour())
            rest = text.adjusted(width + SPACE.m, 0, 0, 0)
            if rest.width() > 40:
                draw_line(cell.painter, rest, cell.row.artist, self._small, cell.second_colour())
            return
        half = cell.rect.height() // 2
        upper = QRect(text.left(), text.top() + 4, text.width(), half - 3)
        lower = QRect(text.left(), text.top() + half, text.width(), half - 5)
        if not cell.row.artist:
            upper = text
        draw_line(cell.painter, upper, cell.row.title, title_font, cell.text_colour())
        draw_line(cell.painter, lower, cell.row.artist, self._small, cell.second_colour())

    def _paint_kept_out(self, cell: _Cell, text: QRect) -> QRect:
        """A small sign at the end of a row that mood queues leave out; returns what room is left
        for words."""
        if self._model.facts.kept_out(cell.row.id) is None:
            return text
        middle = QPointF(text.right() - _SIGN / 2, text.center().y() + 1)
        self._glyph(cell.painter, "kept-out", QColor(cell.tokens.disabled), _SIGN, middle)
        return text.adjusted(0, 0, -_SIGN - SPACE.s, 0)

    def _paint_cover(self, cell: _Cell, square: QRect) -> None:
        cover = self._covers.cover(cell.row, SMALL_COVER)
        felt = self._model.facts.feeling(cell.row.id)
        point = felt.point if felt is not None else None
        paint_cover(cell.painter, square, cover, cell.tokens, mood_at=point)
        if self._model.playing_id == cell.row.id:
            veil = QPainterPath()
            veil.addRoundedRect(QRectF(square), 4, 4)
            cell.painter.fillPath(veil, QColor(0, 0, 0, 130))
            middle = QRectF(square).center()
            self._glyph(cell.painter, "play", QColor("white"), square.width() // 2, middle)

    def _paint_album(self, cell: _Cell) -> None:
        draw_line(cell.painter, self._inner(cell), cell.row.album, self._body, cell.second_colour())

    def _paint_style(self, cell: _Cell) -> None:
        words = style_word(self._model.facts.style(cell.row.id))
        draw_line(cell.painter, self._inner(cell), words, self._body, cell.second_colour())

    def _paint_length(self, cell: _Cell) -> None:
        words = length_words(cell.row.duration_s)
        right = Qt.AlignmentFlag.AlignRight
        draw_line(
            cell.painter, self._inner(cell), words, self._body, cell.second_colour(), side=right
        )

    def _paint_mood(self, cell: _Cell) -> None:
        felt = self._model.facts.feeling(cell.row.id)
        inner = self._inner(cell)
        middle = QPointF(inner.left() + 6, inner.center().y() + 1)
        if cell.row.failure is not None:
            self._glyph(cell.painter, "failed", QColor(cell.tokens.warning), 14, middle)
        elif felt is not None:
            paint_mood_dot(cell.painter, middle, felt, cell.tokens)
        sure = felt is not None and felt.mood is not None
        colour = cell.text_colour() if sure else QColor(cell.tokens.text2)
        words = feeling_words(felt, cell.row.failure)
        draw_line(cell.painter, inner.adjusted(20, 0, 0, 0), words, self._body, colour)

    def _paint_rating(self, cell: _Cell) -> None:
        rating, favourite = self._model.facts.stars(cell.row.id)
        left, middle = cell.rect.left() + SPACE.s, cell.rect.center().y() + 1
        name = "favourite-on" if favourite else "favourite"
        if favourite or cell.hovered or cell.selected:
            colour = QColor(cell.tokens.text if favourite else cell.tokens.disabled)
            self._glyph(cell.painter, name, colour, 14, QPointF(left + _HEART / 2 - 2, middle))
        if not (rating or cell.hovered or cell.selected):
            return
        for star in range(5):
            on = star < rating
            colour = QColor(cell.tokens.text2 if on else cell.tokens.disabled)
            centre = QPointF(left + _HEART + _STAR * (star + 0.5), middle)
            self._glyph(cell.painter, "star-on" if on else "star", colour, 12, centre)

    # -- pieces

    def _inner(self, cell: _Cell) -> QRect:
        return cell.rect.adjusted(SPACE.s, 0, -SPACE.s, 0)

    def _glyph(
        self, painter: QPainter, name: str, colour: QColor, side: int, middle: QPointF
    ) -> None:
        picture = glyph(name, colour, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(middle.x() - side / 2, middle.y() - side / 2), picture)


def star_at(x: int) -> int | None:
    """What is *x* px into the rating cell: 1..5 a star, 0 the heart, ``None`` nothing."""
    x -= SPACE.s
    if 0 <= x < _HEART:
        return 0
    star = (x - _HEART) // _STAR + 1
    return star if 1 <= star <= 5 else None


def paint_mood_dot(
    painter: QPainter, middle: QPointF, felt: Feeling, tokens: Tokens, radius: float = 5.0
) -> None:
    """The sign of a mood: a filled dot in its colour, a hollow one when unsure."""
    if felt.mood is None:
        painter.setPen(QPen(QColor(tokens.text2), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius - 0.75, radius - 0.75)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mood_colour(felt.valence, felt.arousal, tokens))
    painter.drawEllipse(middle, radius, radius)

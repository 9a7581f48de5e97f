"""Paints the page of songs that are there several times. Main thread; looks up, changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from player.controllers.song_rows import SongFileRow, SongRow
from player.ui.icons import glyph
from player.ui.songs_model import (
    SongsModel,
    files_words,
    kind_words,
    offered_words,
    version_words,
)
from player.ui.text_line import draw_line
from player.ui.theme import SMALL, SPACE, font, tokens_for
from player.ui.tokens import Tokens
from player.ui.words import length_words
from player.wording import translate

_INDENT = SPACE.l + 24
_LENGTH, _FORMAT = 64, 136
"""Widths of the columns at the right, px."""
_SIGN = 16


class SongsDelegate(QStyledItemDelegate):
    """A song as a heading, its files under it; the one that queues bring has a tick."""

    def __init__(self, model: SongsModel) -> None:
        super().__init__()
        self._model = model
        self._body, self._strong, self._small = font(), font(strong=True), font(SMALL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """One line."""
        line = self._model.line_at(index.row())
        tokens = tokens_for(option.palette)
        rect: QRect = option.rect
        painter.save()
        if isinstance(line, SongRow):
            self._paint_song(painter, rect, line, tokens, first=index.row() == 0)
        else:
            self._paint_ground(painter, rect, option.state, tokens)
            self._paint_file(painter, rect, line, tokens)
        painter.restore()

    def _paint_song(
        self, painter: QPainter, rect: QRect, song: SongRow, tokens: Tokens, *, first: bool
    ) -> None:
        if not first:
            line = QRect(rect.left() + SPACE.l, rect.top(), rect.width() - 2 * SPACE.l, 1)
            painter.fillRect(line, QColor(tokens.line))
        inner = rect.adjusted(SPACE.l, SPACE.s, -SPACE.l, 0)
        right = Qt.AlignmentFlag.AlignRight
        words = f"{kind_words(song)}  \N{MIDDLE DOT}  {files_words(song)}"
        half = inner.adjusted(inner.width() // 2, 0, 0, 0)
        taken = draw_line(painter, half, words, self._small, tokens.text2, side=right)
        name = inner.adjusted(0, 0, -taken - SPACE.l, 0)
        draw_line(painter, name, song.name, self._strong, tokens.text)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, tokens: Tokens
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.selected))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), QColor(tokens.text2))

    def _paint_file(
        self, painter: QPainter, rect: QRect, file: SongFileRow, tokens: Tokens
    ) -> None:
        colour = tokens.text if file.usable and file.offered else tokens.text2
        colour = colour if file.usable else tokens.disabled
        second = tokens.text2 if file.usable else tokens.disabled
        if file.offered:
            sign = glyph("check", QColor(colour), _SIGN, painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.left() + SPACE.l, rect.center().y() - _SIGN // 2, sign)
        right = Qt.AlignmentFlag.AlignRight
        at = rect.right() - SPACE.l
        length = QRect(at - _LENGTH, rect.top(), _LENGTH, rect.height())
        draw_line(painter, length, length_words(file.duration_s), self._body, second, side=right)
        kind = length.translated(-_FORMAT, 0)
        kind.setWidth(_FORMAT)
        draw_line(painter, kind, file.format, self._body, second)
        left = rect.left() + _INDENT
        width = kind.left() - SPACE.m - left
        half = rect.height() // 2
        upper = QRect(left, rect.top() + 4, width, half - 3)
        taken = draw_line(painter, upper, file.name, self._body, colour)
        if version := version_words(file):
            rest = upper.adjusted(taken + SPACE.s, 0, 0, 0)
            draw_line(painter, rest, f"\N{MIDDLE DOT}  {version}", self._body, second)
        lower = QRect(left, rect.top() + half, width, half - 5)
        self._paint_lower(painter, lower, file, tokens, second)

    def _paint_lower(
        self, painter: QPainter, rect: QRect, file: SongFileRow, tokens: Tokens, second: str
    ) -> None:
        """Why queues bring it, and where it lies."""
        said = offered_words(file) if file.usable else translate("Songs", "not there now")
        if said:
            taken = draw_line(painter, rect, said, self._small, tokens.text)
            rect = rect.adjusted(taken + SPACE.s, 0, 0, 0)
        words = f"\N{MIDDLE DOT}  {file.folder}" if said else file.folder
        draw_line(painter, rect, words, self._small, second)

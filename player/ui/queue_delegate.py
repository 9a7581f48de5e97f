"""Paints the rows of the queue's list, and what stands there when it is empty. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from player.ui.icons import glyph
from player.ui.queue_model import ROW_ROLE
from player.ui.queue_row import ROW_HEIGHT, QueueRow, Region
from player.ui.queue_row_paint import RowState, paint_row
from player.ui.theme import BODY, SPACE, SUBTITLE, font, tokens_for
from player.ui.tokens import Tokens
from player.wording import translate

CoverProvider = Callable[[int], QPixmap | None]
"""A track id to its cover; None where there is none, or none yet."""
_Index = QModelIndex | QPersistentModelIndex


class QueueDelegate(QStyledItemDelegate):
    """Paints rows; the view tells what the pointer and time do to them."""

    def __init__(self, view: QListView, freshness: Callable[[int], float]) -> None:
        """*freshness* says how new an entry is, 1 to 0."""
        super().__init__(view)
        self._view = view
        self._freshness = freshness
        self.cover_of: CoverProvider = _no_cover
        """Where covers come from."""
        self.hot: tuple[int, Region] | None = None
        """Row and part under the pointer."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """As wide as the view."""
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: QueueRow = index.data(ROW_ROLE)
        hovered = self.hot is not None and self.hot[0] == index.row()
        style: QStyle.StateFlag = option.state
        state = RowState(
            hovered=hovered,
            region=self.hot[1] if hovered and self.hot is not None else None,
            selected=bool(style & QStyle.StateFlag.State_Selected),
            focused=self._view.hasFocus() and self._view.currentIndex().row() == index.row(),
            fresh=self._freshness(row.entry_id),
        )
        area: QRect = option.rect
        tokens = tokens_for(self._view.palette())
        cover = self.cover_of(row.track_id)
        paint_row(painter, area.adjusted(4, 0, -4, 0), row, state, tokens=tokens, cover=cover)


def paint_empty(painter: QPainter, area: QRect, tokens: Tokens, *, wished: bool) -> None:
    """What to do with an empty queue, or what it waits for once a mood is chosen."""
    if wished:
        title = translate("QueuePanel", "Nothing fits yet")
        words = translate("QueuePanel", "Songs come as Moodlark listens to your music.")
    else:
        title = translate("QueuePanel", "Nothing queued yet")
        words = translate("QueuePanel", "Choose a mood above, or drag songs here.")
    middle = area.center()
    width = area.width() - 2 * SPACE.xl
    mark = glyph("queue", QColor(tokens.disabled), 32, painter.device().devicePixelRatio())
    painter.drawPixmap(middle.x() - 16, middle.y() - 64, mark)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    for text, size, strong, colour, top in (
        (title, SUBTITLE, True, tokens.text, -20),
        (words, BODY, False, tokens.text2, 4),
    ):
        painter.setFont(font(size, strong=strong))
        painter.setPen(QColor(colour))
        painter.drawText(QRect(SPACE.xl, middle.y() + top, width, 44), int(flags), text)


def _no_cover(_track_id: int) -> QPixmap | None:
    return None

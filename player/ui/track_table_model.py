"""The track table's model: what Qt asks of the rows that :class:`TrackOrder` chose.

Main thread. Answers only for the rows on the screen; changes of order or filter are one reset.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from player.controllers.track_rows import RowFacts, TrackRow
from player.ui.track_table_order import LIBRARY_ORDER, MOOD, TRACK, TrackOrder
from player.ui.words import (
    details_words,
    feeling_words,
    kept_out_words,
    length_words,
    plain_tip,
    rating_words,
    style_word,
)
from player.wording import translate

TRACKS_MIME = "application/x-moodlark-tracks"
"""Track ids as ASCII decimals separated by spaces: what a dragged row carries."""

AnyIndex = QModelIndex | QPersistentModelIndex


class TrackTableModel(QAbstractTableModel):
    """All tracks of the library, sorted, filtered and searched without a proxy."""

    def __init__(self, facts: RowFacts) -> None:
        super().__init__()
        self.facts = facts
        self.playing_id: int | None = None
        self._order = TrackOrder(facts)
        self._place: dict[int, int] | None = None

    # -- what is shown

    def set_rows(self, rows: Sequence[TrackRow]) -> None:
        """Show another state of the library."""
        self._reset(lambda: self._order.set_rows(rows))

    def show_only(self, ids: Collection[int] | None) -> None:
        """Show only these tracks; ``None`` shows all."""
        self._reset(lambda: self._order.show_only(ids))

    def search(self, query: str) -> None:
        """Show only rows holding every word of *query*."""
        self._reset(lambda: self._order.search(query))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt's order to sort; column -1 is the library's own order."""
        descending = order == Qt.SortOrder.DescendingOrder and column != LIBRARY_ORDER
        self._reset(lambda: self._order.sort(column, descending=descending))

    def _reset(self, change: Any) -> None:
        self.beginResetModel()
        change()
        self._place = None
        self.endResetModel()

    # -- what is known

    def row_at(self, row: int) -> TrackRow:
        """The track on a line of the table."""
        return self._order.rows[self._order.shown[row]]

    def ids(self) -> list[int]:
        """Every track shown, in order."""
        rows = self._order.rows
        return [rows[i].id for i in self._order.shown]

    def shown_duration_s(self) -> float:
        """How long all tracks shown take together, seconds."""
        rows = self._order.rows
        return sum(rows[i].duration_s or 0.0 for i in self._order.shown)

    def line_of(self, track_id: int) -> int | None:
        """Which line shows the track; ``None`` when it is not shown."""
        if self._place is None:
            self._place = {id_: line for line, id_ in enumerate(self.ids())}
        return self._place.get(track_id)

    # -- news

    def feelings_changed(self, ids: Collection[int]) -> None:
        """Repaint rows whose mood or style is new."""
        self._order.feelings_changed()
        self._repaint(ids)

    def stars_changed(self, ids: Collection[int]) -> None:
        """Repaint rows whose rating or heart is new."""
        self._order.stars_changed()
        self._repaint(ids)

    def kept_out_changed(self, ids: Collection[int]) -> None:
        """Repaint rows that mood queues may bring now, or leave out now."""
        self._repaint(ids)

    def set_playing(self, track_id: int | None) -> None:
        """Mark the playing track."""
        changed = [i for i in (self.playing_id, track_id) if i is not None]
        self.playing_id = track_id
        self._repaint(changed)

    def _repaint(self, ids: Collection[int]) -> None:
        """One signal for many rows: Qt repaints only what is on the screen anyway."""
        if len(ids) > 50:
            last = len(self._order.shown) - 1
            if last >= 0:
                self.dataChanged.emit(self.index(0, 0), self.index(last, self.columnCount() - 1))
            return
        for track_id in ids:
            line = self.line_of(track_id)
            if line is not None:
                end = self.index(line, self.columnCount() - 1)
                self.dataChanged.emit(self.index(line, 0), end)

    # -- Qt's questions

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Lines shown."""
        return 0 if parent.isValid() else len(self._order.shown)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Track, album, mood, style, length, rating."""
        return 0 if parent.isValid() else 6

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 4 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Window", "Track"),
            translate("Window", "Album"),
            translate("Window", "Mood"),
            translate("Window", "Style"),
            translate("Window", "Length"),
            translate("Window", "Rating"),
        )[section]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell in words, for screen readers; the delegate asks for the row itself."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._more(row, index.column())
        return None

    def _more(self, row: TrackRow, column: int) -> str | None:
        if column == MOOD:
            return details_words(self.facts.details(row.id))
        if column == TRACK:
            return plain_tip(kept_out_words(self.facts.kept_out(row.id))) or None
        return None

    def _words(self, row: TrackRow, column: int) -> str:
        if column == 0:
            return f"{row.title} \N{EN DASH} {row.artist}" if row.artist else row.title
        if column == 1:
            return row.album
        if column == 4:
            return length_words(row.duration_s)
        if column == 5:
            return rating_words(*self.facts.stars(row.id))
        if column == 3:
            return style_word(self.facts.style(row.id))
        return feeling_words(self.facts.feeling(row.id), row.failure)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Rows can be chosen and dragged; those whose file is gone or broken cannot be dragged."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid():
            row = self.row_at(index.row())
            if row.available and row.failure is None:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """What a dragged row carries."""
        return [TRACKS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """The chosen tracks, each once, in the table's order."""
        lines = sorted({index.row() for index in indexes})
        ids = " ".join(str(self.row_at(line).id) for line in lines)
        mime = QMimeData()
        mime.setData(TRACKS_MIME, QByteArray(ids.encode("ascii")))
        return mime

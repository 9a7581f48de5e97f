"""The rows of the queue as a Qt model. Main thread; holds records, decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from player.ui.queue_row import QueueRow
from player.wording import translate

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`QueueRow`."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class QueueModel(QAbstractListModel):
    """The queue's rows; changes only the stretch that differs, so scrolling and choice stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QueueRow, ...] = ()

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """All rows, in order."""
        return self._rows

    def set_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show these rows."""
        new, old = tuple(rows), self._rows
        head = _common([r.entry_id for r in old], [r.entry_id for r in new])
        tail = _common(
            [r.entry_id for r in reversed(old[head:])], [r.entry_id for r in reversed(new[head:])]
        )
        gone, come = len(old) - head - tail, len(new) - head - tail
        if gone:
            self.beginRemoveRows(_ROOT, head, head + gone - 1)
            self._rows = old[:head] + old[head + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_ROOT, head, head + come - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the delegate and screen readers ask for."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.why
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged; the view handles drops."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )


def spoken(row: QueueRow) -> str:
    """A row for a screen reader: title, artist, mood, and whether it is locked."""
    parts = [row.title, row.artist, row.mood or translate("QueuePanel", "mood not known")]
    if row.locked:
        parts.append(translate("QueuePanel", "locked"))
    return translate("QueuePanel", ", ").join(part for part in parts if part)


def entered(old: Sequence[QueueRow], new: Sequence[QueueRow]) -> frozenset[int]:
    """Entry ids of the rows whose track was not in the queue before."""
    before = Counter(row.track_id for row in old)
    found = set()
    for row in new:
        if before[row.track_id] > 0:
            before[row.track_id] -= 1
        else:
            found.add(row.entry_id)
    return frozenset(found)


def _common(first: Sequence[int], second: Sequence[int]) -> int:
    """Length of the common beginning."""
    for i, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return i
    return min(len(first), len(second))

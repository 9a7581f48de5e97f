"""A list of groups (albums, artists, styles, moods) for Qt's views. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from player.ui.groups import Group

GROUP_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`Group`."""


class GroupModel(QAbstractListModel):
    """Groups, searched by their names."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Group] = []
        self._keys: list[str] = []
        self._shown: list[Group] = []
        self._query = ""

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Replace all of them; the query stays."""
        self._all = list(groups)
        self._keys = [f"{group.title}\n{group.detail}".casefold() for group in groups]
        self.search(self._query)

    def search(self, query: str) -> None:
        """Show those whose names hold every word of *query*."""
        self._query = query.casefold()
        words = self._query.split()
        self.beginResetModel()
        self._shown = [
            group
            for group, key in zip(self._all, self._keys, strict=True)
            if all(word in key for word in words)
        ]
        self.endResetModel()

    def group_at(self, line: int) -> Group:
        """The group on a line."""
        return self._shown[line]

    def rowCount(  # noqa: N802
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008
    ) -> int:
        """Groups shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The group for the delegate; words for screen readers."""
        if not index.isValid():
            return None
        group = self._shown[index.row()]
        if role == GROUP_ROLE:
            return group
        if role == Qt.ItemDataRole.DisplayRole:
            return group.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{group.title}, {group.detail}" if group.detail else group.title
        return None

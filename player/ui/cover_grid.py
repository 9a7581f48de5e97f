"""Albums and artists as a grid of covers. Main thread; covers arrive later, tile by tile."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from player.controllers.covers import CoverController, cover_key
from player.ui.cover_grid_delegate import TileDelegate
from player.ui.group_list import GroupList
from player.ui.groups import Group
from player.ui.theme import SPACE

_LEAST_TILE, _MOST_TILE = 148, 196


class CoverGrid(GroupList):
    """Tiles that open on a click and play on Enter."""

    def __init__(self, covers: CoverController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = TileDelegate(covers)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(SPACE.s, 0, 0, 0)  # tiles have as much again: 16 px, as elsewhere
        covers.cover_loaded.connect(self._cover_loaded)

    def set_groups(self, groups: Sequence[Group], round_covers: bool = False) -> None:
        """Show other tiles; artists have round pictures."""
        self._delegate.round = round_covers
        self.groups.set_groups(groups)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fill the width with whole tiles."""
        width = self.viewport().width() - SPACE.s
        columns = max(1, width // (_LEAST_TILE + SPACE.l))
        tile = min(_MOST_TILE, width // columns - SPACE.l)
        if tile != self._delegate.tile:
            self._delegate.tile = tile
            self.setGridSize(self._delegate.grid_size())
        super().resizeEvent(event)

    def _cover_loaded(self, key: str) -> None:
        top = self.indexAt(self.viewport().rect().topLeft())
        first = top.row() if top.isValid() else 0
        for line in range(first, self.groups.rowCount()):
            index = self.groups.index(line)
            if self.visualRect(index).top() > self.viewport().height():
                return
            cover = self.groups.group_at(line).cover
            if cover is not None and cover_key(cover) == key:
                self.update(index)

"""The table of tracks: selection, playing, the row's menu, rating by click, dragging out.

Main thread. Says what the listener wants in signals and changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from player.controllers.covers import CoverController, cover_key
from player.controllers.track_rows import RowFacts, TrackRow
from player.ui.keys import leave_to_window
from player.ui.theme import COMPACT_ROW_HEIGHT, ROW_HEIGHT, SPACE, font, tokens_for
from player.ui.track_menu import TrackMenu
from player.ui.track_table_delegate import RATING_WIDTH, TrackDelegate, star_at
from player.ui.track_table_model import TrackTableModel
from player.ui.track_table_order import ALBUM, LENGTH, LIBRARY_ORDER, MOOD, RATING, STYLE, TRACK
from player.ui.words import tracks_words
from player.wording import translate

_WIDTHS = {ALBUM: 116, MOOD: 112, STYLE: 88, LENGTH: 56, RATING: RATING_WIDTH}
_GIVEN_UP = (STYLE, RATING, ALBUM, LENGTH)
"""Columns a narrow window does without, first the first."""
_LEAST_TRACK = 220
_ALBUM_SHARE = 0.4
"""What the album gets of the room that titles do not need."""
_MOST_RESTORED = 200


class TrackTable(QTableView):
    """The centre of the window."""

    play_now = Signal(list)
    """Ids to play at once, the first first."""
    play_next = Signal(list)
    """Ids to put after the playing track."""
    add_to_queue = Signal(list)
    """Ids to put at the queue's end."""
    more_like = Signal(int)
    """Steer the queue to this track's mood."""
    radio = Signal(list, object)
    """Ids and the :class:`~player.controllers.radio.RadioWish`."""
    rate = Signal(list, int)
    """Ids and their new rating, 0..5."""
    favour = Signal(list, bool)
    """Ids and whether they are favourites now."""
    choose_for_queues = Signal(list, object)
    """Ids and the :data:`~player.library.track.QueueChoice`, ``None`` for no choice."""
    reveal_in_folder = Signal(int)
    """Show the file of this track."""
    feeling_offered = Signal(object)
    """A :class:`~player.ui.feeling_menu.FeelingMenu` is about to be shown."""
    visible_changed = Signal(list)
    """Ids of the rows on the screen, a moment after scrolling ended."""

    def __init__(
        self, facts: RowFacts, covers: CoverController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tracks = TrackTableModel(facts)
        self._delegate = TrackDelegate(self.tracks, covers)
        self.setItemDelegate(self._delegate)
        self.setModel(self.tracks)
        self._kept_ids: list[int] = []
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(120)
        self._settle.timeout.connect(self._tell_visible)
        self._behave()
        self._lay_out_columns()
        self.tracks.modelAboutToBeReset.connect(self._keep_selection)
        self.tracks.modelReset.connect(self._restore_selection)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.doubleClicked.connect(self._double_clicked)
        covers.cover_loaded.connect(self._cover_loaded)

    def _behave(self) -> None:
        self.setAccessibleName(translate("Window", "Tracks"))
        self.setAccessibleDescription(
            translate("Window", "Enter plays, the menu key shows what else can be done")
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def _lay_out_columns(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(COMPACT_ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(32)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TRACK, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(LIBRARY_ORDER, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    def set_compact(self, compact: bool) -> None:
        """28 px rows instead of 44 px."""
        self._delegate.compact = compact
        self.verticalHeader().setDefaultSectionSize(COMPACT_ROW_HEIGHT if compact else ROW_HEIGHT)
        self.viewport().update()

    def selected_ids(self) -> list[int]:
        """The chosen tracks in the table's order."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.tracks.row_at(line).id for line in lines]

    def show_track(self, track_id: int) -> bool:
        """Scroll to the track and choose it; ``False`` when the view does not hold it."""
        line = self.tracks.line_of(track_id)
        if line is None:
            return False
        self.setCurrentIndex(self.tracks.index(line, TRACK))
        self.scrollTo(self.tracks.index(line, TRACK), self.ScrollHint.PositionAtCenter)
        return True

    # -- keeping the selection over a reset

    def _keep_selection(self) -> None:
        chosen = self.selectionModel().selectedRows()
        self._kept_ids = self.selected_ids() if len(chosen) <= _MOST_RESTORED else []

    def _restore_selection(self) -> None:
        self._set_hovered(-1)
        selection = QItemSelection()
        for track_id in self._kept_ids:
            line = self.tracks.line_of(track_id)
            if line is not None:
                index = self.tracks.index(line, TRACK)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        if not selection.isEmpty():
            self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        self._settle.start()

    # -- pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Light up the whole row."""
        self._set_hovered(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let go of the row."""
        self._set_hovered(-1)
        super().leaveEvent(event)

    def _set_hovered(self, line: int) -> None:
        before, self._delegate.hovered_line = self._delegate.hovered_line, line
        for changed in {before, line} - {-1}:
            top = self.rowViewportPosition(changed)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press on a star or the heart rates; anywhere else selects."""
        if event.button() == Qt.MouseButton.LeftButton and self._rate_at(
            event.position().toPoint()
        ):
            return
        super().mousePressEvent(event)

    def _rate_at(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        if not index.isValid() or index.column() != RATING:
            return False
        track_id = self.tracks.row_at(index.row()).id
        rating, favourite = self.tracks.facts.stars(track_id)
        star = star_at(point.x() - self.visualRect(index).left())
        if star is None:
            return False
        if star == 0:
            self.favour.emit([track_id], not favourite)
        else:
            self.rate.emit([track_id], 0 if star == rating else star)
        return True

    def _double_clicked(self) -> None:
        if self.currentIndex().column() != RATING:
            self._play_selected()

    def _play_selected(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.play_now.emit(ids)

    # -- keys and menu

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter plays; 0 to 5 rate; F is for favourites."""
        ids, key = self.selected_ids(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ids:
            self._play_selected()
        elif plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_5 and ids:
            self.rate.emit(ids, int(key) - int(Qt.Key.Key_0))
        elif plain and key == Qt.Key.Key_F and ids:
            self.favour.emit(ids, not self.tracks.facts.stars(ids[0])[1])
        elif leave_to_window(self, event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What can be done with the chosen tracks."""
        ids = self.selected_ids()
        if not ids:
            return
        rows: Sequence[TrackRow] = [
            self.tracks.row_at(index.row()) for index in self.selectionModel().selectedRows()
        ]
        menu = TrackMenu(ids, rows, self.tracks.facts, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.play_now.connect(self.play_now)
        menu.play_next.connect(self.play_next)
        menu.add_to_queue.connect(self.add_to_queue)
        menu.more_like.connect(self.more_like)
        menu.radio.connect(self.radio)
        menu.rate.connect(self.rate)
        menu.favour.connect(self.favour)
        menu.choose_for_queues.connect(self.choose_for_queues)
        menu.reveal_in_folder.connect(self.reveal_in_folder)
        if menu.feeling is not None:
            self.feeling_offered.emit(menu.feeling)
        menu.popup(event.globalPos())

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802, ARG002
        """Carry the chosen tracks with a small label instead of a picture of the rows."""
        indexes = self.selectionModel().selectedRows()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.tracks.mimeData(indexes))
        drag.setPixmap(self._drag_label(tracks_words(len(indexes))))
        drag.exec(Qt.DropAction.CopyAction)

    def _drag_label(self, words: str) -> QPixmap:
        tokens = tokens_for(self.palette())
        width = self.fontMetrics().horizontalAdvance(words) + 2 * SPACE.m
        ratio = self.devicePixelRatioF()
        label = QPixmap(round(width * ratio), round(28 * ratio))
        label.setDevicePixelRatio(ratio)
        label.fill(tokens.selected)
        painter = QPainter(label)
        painter.setFont(font())
        painter.setPen(tokens.text)
        painter.drawText(0, 0, width, 28, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.end()
        return label

    # -- what is on the screen

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give up the less important columns in a narrow window."""
        room = event.size().width() - sum(_WIDTHS.values())
        for column in _GIVEN_UP:
            hidden = room < _LEAST_TRACK
            self.setColumnHidden(column, hidden)
            if hidden:
                room += _WIDTHS[column]
        if not self.isColumnHidden(ALBUM):
            spare = max(0, room - _LEAST_TRACK)
            self.setColumnWidth(ALBUM, _WIDTHS[ALBUM] + round(_ALBUM_SHARE * spare))
        super().resizeEvent(event)
        self._settle.start()

    def _scrolled(self) -> None:
        self._set_hovered(-1)
        self._settle.start()

    def visible_ids(self) -> list[int]:
        """Tracks of the rows on the screen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return []
        last = self.tracks.rowCount() - 1 if last < 0 else last
        return [self.tracks.row_at(line).id for line in range(first, last + 1)]

    def _tell_visible(self) -> None:
        self.visible_changed.emit(self.visible_ids())

    def _cover_loaded(self, key: str) -> None:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return
        last = self.tracks.rowCount() - 1 if last < 0 else last
        for line in range(first, last + 1):
            if cover_key(self.tracks.row_at(line)) == key:
                self.update(self.tracks.index(line, TRACK))

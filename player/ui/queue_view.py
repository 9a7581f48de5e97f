"""The list of the queue: rows with buttons, keyboard, drag and drop. Main thread; passive."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QWidget,
)

from player.ui.motion import motion_ms
from player.ui.queue_delegate import CoverProvider, QueueDelegate, paint_empty
from player.ui.queue_model import ROW_ROLE, QueueModel
from player.ui.queue_row import ROW_HEIGHT, QueueRow, Region
from player.ui.queue_row_paint import RowState, row_places
from player.ui.theme import SPACE, tokens_for
from player.wording import translate

ENTRY_MIME = "application/x-moodlark-queue-entry"
"""A row of this queue on its way to another place: its entry id in ASCII digits."""
TRACKS_MIME = "application/x-moodlark-tracks"
"""Tracks from the library: their ids in ASCII digits, separated by white space or commas."""
FRESH_MS = 2400
"""How long a row that just entered stands out."""


class QueueView(QListView):
    """The rows of the queue; every wish goes out as a signal, the model is left alone."""

    play_requested = Signal(int)
    """Entry id."""
    remove_requested = Signal(int)
    """Entry id."""
    lock_toggled = Signal(int, bool)
    """Entry id, whether it should be locked."""
    move_requested = Signal(int, int)
    """Entry id, the place it shall have afterwards."""
    why_requested = Signal(int)
    """Entry id: why is it there?"""
    nudged = Signal(int, bool)
    """Track id, whether more or less like it is wanted."""
    excluded = Signal(int)
    """Track id: not this time."""
    tracks_dropped = Signal(object, int)
    """Track ids (tuple), the place of the first."""

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._fresh: frozenset[int] = frozenset()
        self._drop_at: int | None = None
        self._wished = False
        self._fading = QVariantAnimation(self)
        self._fading.setStartValue(1.0)
        self._fading.setKeyValueAt(0.5, 1.0)
        self._fading.setEndValue(0.0)
        self._fading.setDuration(FRESH_MS)
        self._fading.valueChanged.connect(self.viewport().update)
        self._fading.finished.connect(self._faded)
        self.setModel(model)
        self._delegate = QueueDelegate(self, self.freshness)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setAccessibleName(translate("QueuePanel", "Queue"))
        self.setAccessibleDescription(
            translate(
                "QueuePanel",
                "Enter plays a track, L locks it, Delete removes it, the right arrow shows why, "
                "Alt with up and down moves it.",
            )
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two rows; it takes what the mood picker above it leaves."""
        return QSize(super().sizeHint().width(), 2 * ROW_HEIGHT)

    def set_cover_provider(self, provider: CoverProvider) -> None:
        """*provider* gives a track's cover, or None now and a repaint later."""
        self._delegate.cover_of = provider
        self.viewport().update()

    def set_wished(self, wished: bool) -> None:
        """A mood or a style is chosen: an empty queue waits for tracks, not for the listener."""
        self._wished = wished
        self.viewport().update()

    def cover_of(self, track_id: int) -> QPixmap | None:
        """The cover of a track, where there is one."""
        return self._delegate.cover_of(track_id)

    def highlight(self, entry_ids: Iterable[int]) -> None:
        """Let these rows stand out for a moment."""
        self._fresh = frozenset(entry_ids)
        self._fading.stop()
        if self._fresh:
            self._fading.start()

    def freshness(self, entry_id: int) -> float:
        """How new a row is, 1 to 0; without motion it is 1 until it is over."""
        if entry_id not in self._fresh:
            return 0.0
        if motion_ms(self) == 0:
            return 1.0
        value = self._fading.currentValue()
        return float(value) if value is not None else 1.0

    @property
    def fresh(self) -> frozenset[int]:
        """Entry ids that stand out now."""
        return self._fresh

    def _faded(self) -> None:
        self._fresh = frozenset()
        self.viewport().update()

    # ---- pointer ---------------------------------------------------------------------------

    def region_at(self, position: QPoint) -> tuple[QModelIndex, Region | None]:
        """The row and its part at a point of the viewport."""
        index = self.indexAt(position)
        if not index.isValid():
            return index, None
        row: QueueRow = index.data(ROW_ROLE)
        state = RowState(hovered=True)
        return index, row_places(self.visualRect(index), row, state).region(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Light up what is under the pointer."""
        index, region = self.region_at(event.position().toPoint())
        hot = None if region is None else (index.row(), region)
        if hot != self._delegate.hot:
            self._delegate.hot = hot
            plain = region in (None, Region.BODY)
            shape = Qt.CursorShape.ArrowCursor if plain else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Use a button of the row, or choose it."""
        index, region = self.region_at(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and region not in (None, Region.BODY):
            self._use(index, region)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Play this row now; on a button the second click counts as one more."""
        index, region = self.region_at(event.position().toPoint())
        if region is Region.BODY:
            self.play_requested.emit(index.data(ROW_ROLE).entry_id)
        elif region is not None:
            self._use(index, region)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at."""
        self._delegate.hot = None
        self.viewport().update()
        super().leaveEvent(event)

    def _use(self, index: QModelIndex, region: Region | None) -> None:
        row: QueueRow = index.data(ROW_ROLE)
        if region is Region.LOCK:
            self.lock_toggled.emit(row.entry_id, not row.locked)
        elif region is Region.REMOVE:
            self.remove_requested.emit(row.entry_id)
        elif region is Region.WHY:
            self.why_requested.emit(row.entry_id)

    # ---- keyboard and menu -----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter plays, Del removes, L locks, the right arrow says why, Alt with arrows moves."""
        index = self.currentIndex()
        if not index.isValid() or not self._row_key(index, event):
            super().keyPressEvent(event)

    def _row_key(self, index: QModelIndex, event: QKeyEvent) -> bool:
        key, row = event.key(), index.data(ROW_ROLE)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if alt and step is not None:
            place = index.row() + step
            if 0 <= place < self._rows.rowCount():
                self.move_requested.emit(row.entry_id, place)
        elif not plain:
            return False
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.play_requested.emit(row.entry_id)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._use(index, Region.REMOVE)
        elif key == Qt.Key.Key_L:
            self._use(index, Region.LOCK)
        elif key == Qt.Key.Key_Right:
            self._use(index, Region.WHY)
        else:
            return False
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The row's few actions."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.row_menu(index).popup(event.globalPos())

    def row_menu(self, index: QModelIndex) -> QMenu:
        """The menu of a row; deletes itself when closed."""
        row: QueueRow = index.data(ROW_ROLE)
        lock = translate("QueuePanel", "Unlock") if row.locked else translate("QueuePanel", "Lock")
        at = QPersistentModelIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, wish in (
            (translate("QueuePanel", "Play now"), lambda: self.play_requested.emit(row.entry_id)),
            (lock, lambda: self._use_if_there(at, Region.LOCK)),
            ("", None),
            (
                translate("QueuePanel", "More like this"),
                lambda: self.nudged.emit(row.track_id, True),
            ),
            (
                translate("QueuePanel", "Less like this"),
                lambda: self.nudged.emit(row.track_id, False),
            ),
            (translate("QueuePanel", "Not this time"), lambda: self.excluded.emit(row.track_id)),
            ("", None),
            (
                translate("QueuePanel", "Why this track?"),
                lambda: self._use_if_there(at, Region.WHY),
            ),
            (translate("QueuePanel", "Remove"), lambda: self._use_if_there(at, Region.REMOVE)),
        ):
            if wish is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(wish)
        return menu

    def _use_if_there(self, at: QPersistentModelIndex, region: Region) -> None:
        if at.isValid():
            self._use(self._rows.index(at.row()), region)

    # ---- drag and drop ---------------------------------------------------------------------

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Take the chosen row along."""
        index = self.currentIndex()
        if not index.isValid():
            return
        mime = QMimeData()
        mime.setData(ENTRY_MIME, QByteArray(str(index.data(ROW_ROLE).entry_id).encode("ascii")))
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(self.viewport().grab(self.visualRect(index)))
        drag.setHotSpot(QPoint(SPACE.xl, SPACE.xl))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Rows of this queue and tracks of the library may come in."""
        if _welcome(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Show where it would go; scroll at the ends."""
        super().dragMoveEvent(event)
        if _welcome(event.mimeData()):
            self._drop_at = self.place_at(event.position().toPoint())
            self.viewport().update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self._drop_at = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for what was dropped."""
        self._drop_at = None
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        place, mime = self.place_at(event.position().toPoint()), event.mimeData()
        if mime.hasFormat(ENTRY_MIME):
            self._entry_dropped(_numbers(mime, ENTRY_MIME), place)
        elif mime.hasFormat(TRACKS_MIME):
            ids = _numbers(mime, TRACKS_MIME)
            if ids:
                self.tracks_dropped.emit(ids, place)
        event.acceptProposedAction()

    def stopAutoScroll(self) -> None:  # noqa: N802 - Qt's name
        """End the scrolling that a drag at the edge began."""
        self.setAutoScroll(False)
        self.setAutoScroll(True)

    def _entry_dropped(self, ids: tuple[int, ...], place: int) -> None:
        order = [row.entry_id for row in self._rows.rows]
        if len(ids) != 1 or ids[0] not in order:
            return
        source = order.index(ids[0])
        target = place - 1 if place > source else place
        if target != source:
            self.move_requested.emit(ids[0], target)

    def place_at(self, position: QPoint) -> int:
        """Before which row something dropped here goes; the number of rows for the end."""
        index = self.indexAt(position)
        if not index.isValid():
            return self._rows.rowCount()
        below = position.y() > self.visualRect(index).center().y()
        return index.row() + int(below)

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows, the place of a drop, or what to do with an empty queue."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._rows.rowCount() == 0:
            area, tokens = self.viewport().rect(), tokens_for(self.palette())
            paint_empty(painter, area, tokens, wished=self._wished)
        if self._drop_at is not None:
            self._paint_drop(painter, self._drop_at)
        painter.end()

    def _paint_drop(self, painter: QPainter, place: int) -> None:
        count = self._rows.rowCount()
        y = 1
        if place < count:
            y = self.visualRect(self._rows.index(place)).top()
        elif count:
            y = self.visualRect(self._rows.index(count - 1)).bottom()
        width = self.viewport().width()
        painter.setPen(QPen(QColor(tokens_for(self.palette()).accent), 2))
        painter.drawLine(SPACE.s, max(1, y), width - SPACE.s, max(1, y))


def _welcome(mime: QMimeData) -> bool:
    return mime.hasFormat(ENTRY_MIME) or mime.hasFormat(TRACKS_MIME)


def _numbers(mime: QMimeData, kind: str) -> tuple[int, ...]:
    """The ids in a drop; what is no number is left out (any program can drop anything)."""
    text = bytes(mime.data(kind).data()).decode("ascii", "replace").replace(",", " ")
    return tuple(int(word) for word in text.split() if word.isdecimal() and len(word) < 19)

"""The queue of the side panel: what plays now, what comes next and why, and undo.

Main thread. Passive: rows come in by setters, wishes go out by signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from player.ui.queue_delegate import CoverProvider
from player.ui.queue_model import QueueModel, entered, spoken
from player.ui.queue_row import ROW_HEIGHT, QueueReason, QueueRow
from player.ui.queue_row_paint import RowState, paint_row
from player.ui.queue_view import QueueView
from player.ui.theme import SPACE, tokens_for
from player.ui.words import long_length_words
from player.wording import translate, translate_count

UNDO_MS = 12_000
"""How long the bar with "Undo" stays."""

__all__ = ["QueuePanel", "QueueReason", "QueueRow"]


class QueuePanel(QWidget):
    """The playing track, the rows after it and the bar that undoes a change."""

    play_requested = Signal(int)
    """Entry id."""
    remove_requested = Signal(int)
    """Entry id."""
    lock_toggled = Signal(int, bool)
    """Entry id, whether it should be locked."""
    move_requested = Signal(int, int)
    """Entry id, the place among the rows it shall have afterwards."""
    tracks_dropped = Signal(object, int)
    """Track ids (tuple), the place among the rows of the first."""
    undo_requested = Signal()
    """Take the last change of the queue back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = QueueModel(self)
        self.view = QueueView(self.model, self)
        for name in (
            "play_requested",
            "remove_requested",
            "lock_toggled",
            "move_requested",
            "tracks_dropped",
        ):
            getattr(self.view, name).connect(getattr(self, name))
        self._now = _NowRow(self.view, self)
        self._now.hide()
        self._title = QLabel(translate("QueuePanel", "Next"), self)
        self._title.setProperty("role", "strong")
        self._length = QLabel(self)
        self._length.setTextFormat(Qt.TextFormat.PlainText)
        self._length.setProperty("role", "small")
        self.view.setMinimumHeight(2 * ROW_HEIGHT)
        self._bar = _UndoBar(self)
        self._bar.undo.clicked.connect(self._undo)
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.setInterval(UNDO_MS)
        self._hiding.timeout.connect(self.hide_undo)
        self._lay_out()
        self._count()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.l, SPACE.xs, SPACE.l, SPACE.xs)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._length)
        head.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._now)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    # ---- what is shown ---------------------------------------------------------------------

    def set_entries(self, rows: Sequence[QueueRow], *, undoable: bool = False) -> None:
        """Show what comes next; rows that were not there before stand out for a moment.

        :param undoable: the listener's own change: offer to undo it.
        """
        old = self.model.rows
        new = tuple(rows)
        if new == old:
            return
        fresh = entered(old, new)
        self.model.set_rows(new)
        self.view.highlight(fresh if old else ())
        changed = max(len(fresh), len(entered(new, old)))
        moved = [r.entry_id for r in old] != [r.entry_id for r in new]
        if undoable and old and (changed or moved):
            self._offer_undo(changed)
        self._count()

    def set_current(self, row: QueueRow | None) -> None:
        """The playing track on top; None when nothing plays."""
        self._now.set_row(row)
        self._now.setVisible(row is not None)

    def set_cover_provider(self, provider: CoverProvider) -> None:
        """*provider* gives a cover by track id, or None (then call :meth:`refresh_covers`)."""
        self.view.set_cover_provider(provider)

    def refresh_covers(self) -> None:
        """Covers arrived: paint again."""
        self.view.viewport().update()
        self._now.update()

    def hide_undo(self) -> None:
        """There is nothing to undo any more."""
        self._hiding.stop()
        self._bar.hide()
        self._length.show()

    def _offer_undo(self, changed: int) -> None:
        text = (
            translate_count("QueuePanel", "{count} changed", "{count} changed", changed)
            if changed
            else translate("QueuePanel", "Order changed")
        )
        self._bar.say(text)
        self._length.hide()  # its place; the rows stay where they are
        self._hiding.start()

    def _undo(self) -> None:
        self.hide_undo()
        self.undo_requested.emit()

    def _count(self) -> None:
        rows = self.model.rows
        if not rows:
            self._length.setText("")
            return
        tracks = translate_count("QueuePanel", "{count} track", "{count} tracks", len(rows))
        length = long_length_words(sum(row.duration_s for row in rows))
        self._length.setText(f"{tracks} · {length}")


class _UndoBar(QWidget):
    """How much changed, and the way back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setProperty("role", "small")
        self.undo = QPushButton(translate("QueuePanel", "Undo"), self)
        self.undo.setProperty("role", "undo")
        self.undo.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._text)
        row.addWidget(self.undo)
        self.hide()

    def say(self, text: str) -> None:
        """Show *text* with the way back."""
        self._text.setText(text)
        self.undo.setAccessibleDescription(text)
        self.show()


class _NowRow(QWidget):
    """The playing track, painted as a row of the queue."""

    def __init__(self, view: QueueView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._row: QueueRow | None = None
        self.setFixedHeight(ROW_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One row."""
        return QSize(200, ROW_HEIGHT)

    def set_row(self, row: QueueRow | None) -> None:
        """Show *row*."""
        self._row = row
        text = "" if row is None else spoken(row)
        self.setAccessibleName(translate("QueuePanel", "Now playing: {track}", track=text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the row with "Now playing" where others say why."""
        if self._row is None:
            return
        shown = replace(self._row, why=translate("QueuePanel", "Now playing"), reasons=())
        state = RowState(selected=True, buttons=False)
        painter = QPainter(self)
        area = self.rect().adjusted(4, 0, -4, 0)
        cover = self._view.cover_of(shown.track_id)
        paint_row(painter, area, shown, state, tokens=tokens_for(self.palette()), cover=cover)
        painter.end()

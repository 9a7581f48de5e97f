"""The queue of the side panel: what plays now, what comes next and why, and undo.

Main thread. Passive: rows come in by setters, wishes go out by signals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QVBoxLayout, QWidget

from player.ui.elided_label import ElidedLabel
from player.ui.queue_delegate import CoverProvider
from player.ui.queue_head import QueueHead
from player.ui.queue_model import QueueModel, entered, spoken
from player.ui.queue_row import ROW_HEIGHT, QueueReason, QueueRow, Region
from player.ui.queue_row_paint import RowState, paint_row
from player.ui.queue_view import QueueView
from player.ui.theme import SPACE, tokens_for
from player.ui.wish_chips import WishChips
from player.ui.words import long_length_words, plain_tip
from player.wording import translate, translate_count

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
    why_requested = Signal(int)
    """Entry id, also of the playing one: why is it there?"""
    nudged = Signal(int, bool)
    """Track id, whether more or less like it is wanted."""
    excluded = Signal(int)
    """Track id: not this time."""
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
            "why_requested",
            "nudged",
            "excluded",
            "tracks_dropped",
        ):
            getattr(self.view, name).connect(getattr(self, name))
        self._now = _NowRow(self.view, self)
        self._now.hide()
        self._low = False
        self._now.why_requested.connect(self.why_requested)
        self._now.nudged.connect(self.nudged)
        self.head = QueueHead(self)
        self.head.undo_requested.connect(self.undo_requested)
        self.chips = WishChips(self)
        self._gave_way = ElidedLabel(self)
        self._gave_way.setProperty("role", "small")
        self._gave_way.setContentsMargins(SPACE.l, 0, SPACE.l, SPACE.xs)
        self.set_gave_way(())
        self.view.setMinimumHeight(2 * ROW_HEIGHT)
        self._lay_out()
        self._count()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._now)
        column.addWidget(self.head)
        column.addWidget(self.chips)
        column.addWidget(self._gave_way)
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
        gone = entered(new, old)
        moved = [r.entry_id for r in old] != [r.entry_id for r in new]
        if undoable and old and (fresh or gone or moved):
            self.head.offer_undo(len(gone), len(fresh))
        self._count()

    def set_current(self, row: QueueRow | None) -> None:
        """The playing track on top; None when nothing plays."""
        self._now.set_row(row)
        self._show_parts()

    def set_low(self, low: bool) -> None:
        """There is little height: the rows to come go before what is said elsewhere, too."""
        self._low = low
        self._show_parts()

    def _show_parts(self) -> None:
        self._now.setVisible(self._now.row is not None and not self._low)
        self._gave_way.setVisible(bool(self._gave_way.full_text) and not self._low)

    def set_cover_provider(self, provider: CoverProvider) -> None:
        """*provider* gives a cover by track id, or None (then call :meth:`refresh_covers`)."""
        self.view.set_cover_provider(provider)

    def refresh_covers(self) -> None:
        """Covers arrived: paint again."""
        self.view.viewport().update()
        self._now.update()

    def set_gave_way(self, sentences: Sequence[str]) -> None:
        """Say quietly which rules gave way, in one line; the whole of it when pointed at."""
        self._gave_way.set_text(" ".join(sentences))
        self._gave_way.setToolTip(plain_tip("\n".join(sentences)))
        self._show_parts()

    def place_of(self, entry_id: int) -> int:
        """How far down in this panel the row of an entry is, px; the playing one's for others."""
        for number, row in enumerate(self.model.rows):
            if row.entry_id == entry_id:
                at = self.view.visualRect(self.model.index(number)).center()
                return self.view.viewport().mapTo(self, at).y()
        return self._now.geometry().center().y()

    def _count(self) -> None:
        rows = self.model.rows
        self.head.set_steerable(bool(rows))
        if not rows:
            self.head.set_length()
            return
        tracks = translate_count("QueuePanel", "{count} track", "{count} tracks", len(rows))
        self.head.set_length(tracks, long_length_words(sum(row.duration_s for row in rows)))


class _NowRow(QAbstractButton):
    """The playing track, painted as a row of the queue; pressed, it says why it is there."""

    why_requested = Signal(int)
    """Entry id."""
    nudged = Signal(int, bool)
    """Track id, whether more or less like it is wanted."""

    def __init__(self, view: QueueView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(translate("QueuePanel", "Press to see why it is here."))
        self.clicked.connect(self._ask)
        self._view = view
        self._row: QueueRow | None = None
        self.setFixedHeight(ROW_HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One row."""
        return QSize(200, ROW_HEIGHT)

    @property
    def row(self) -> QueueRow | None:
        """What is shown."""
        return self._row

    def set_row(self, row: QueueRow | None) -> None:
        """Show *row*."""
        self._row = row
        text = "" if row is None else spoken(row)
        self.setAccessibleName(translate("QueuePanel", "Now playing: {track}", track=text))
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """More like the playing track, less like it, and why."""
        if self._row is not None:
            self.menu(self._row).popup(event.globalPos())

    def menu(self, row: QueueRow) -> QMenu:
        """What can be said of the playing track; deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, more in (
            (translate("QueuePanel", "More like this"), True),
            (translate("QueuePanel", "Less like this"), False),
        ):
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _=False, more=more: self.nudged.emit(row.track_id, more)
            )
        menu.addSeparator()
        why = menu.addAction(translate("QueuePanel", "Why this track?"))
        why.triggered.connect(self._ask)
        return menu

    def _ask(self) -> None:
        if self._row is not None:
            self.why_requested.emit(self._row.entry_id)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the row with "Now playing" where others say why."""
        if self._row is None:
            return
        shown = replace(self._row, why=translate("QueuePanel", "Now playing"), why_short="")
        state = RowState(
            selected=True,
            buttons=False,
            focused=self.hasFocus(),
            region=Region.WHY if self.underMouse() else None,
        )
        painter = QPainter(self)
        area = self.rect().adjusted(4, 0, -4, 0)
        cover = self._view.cover_of(shown.track_id)
        paint_row(painter, area, shown, state, tokens=tokens_for(self.palette()), cover=cover)
        painter.end()

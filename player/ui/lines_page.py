"""A page of two-part lines with a heading: files that failed, keys, what queues leave out.

Main thread; passive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from player.controllers.kept_out import Section
from player.controllers.track_rows import TrackRow
from player.ui.page_head import PageHead
from player.ui.theme import SPACE, font
from player.ui.words import plain_tip, tracks_words
from player.wording import translate, translate_count

_HEADING_HEIGHT = 44


@dataclass(frozen=True, slots=True)
class PageSection:
    """Lines about tracks under a heading of their own."""

    heading: str
    lines: Sequence[tuple[str, str, int]]
    """What it is, what is said of it, and the id of the track."""
    more: int = 0
    """So many further lines are left out."""


def page_section(section: Section) -> PageSection:
    """What the controller found, in words."""
    name = f"{section.name} \N{MIDDLE DOT} {tracks_words(section.count)}"
    if not section.kept_out:
        played = translate("Window", "still played")
        name = f"{name} \N{MIDDLE DOT} {played}"
    lines = [(_who_and_what(line.row), str(line.why), line.row.id) for line in section.lines]
    return PageSection(name, lines, section.count - len(lines))


class _Shown(NamedTuple):
    """One line of the page."""

    first: str
    second: str | None = None
    """``None`` where the first goes across."""
    track_id: int | None = None
    heading: bool = False


def _lines_of(section: PageSection) -> Iterator[_Shown]:
    yield _Shown(section.heading, heading=True)
    for first, second, track_id in section.lines:
        yield _Shown(first, second, track_id)
    if section.more:
        count = section.more
        yield _Shown(translate_count("Window", "and {count} more", "and {count} more", count))


def _who_and_what(row: TrackRow) -> str:
    return f"{row.title} \N{EN DASH} {row.artist}" if row.artist else row.title


class LinesPage(QWidget):
    """Shows lines; closes with its arrow or Escape."""

    closed = Signal()
    track_chosen = Signal(int)
    """The listener wants to see the track of a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = PageHead()
        self._head.closed.connect(self.closed)
        self.lines = QTableWidget(0, 2)
        self.lines.horizontalHeader().hide()
        self.lines.verticalHeader().hide()
        self.lines.verticalHeader().setDefaultSectionSize(36)
        self.lines.horizontalHeader().setStretchLastSection(True)
        self.lines.setWordWrap(False)
        self.lines.setShowGrid(False)
        self.lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lines.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._above: QWidget | None = None
        self._column = column
        body = QHBoxLayout()
        body.setContentsMargins(SPACE.m, 0, SPACE.l, 0)
        body.addWidget(self.lines)
        column.addLayout(body, 1)
        self.lines.itemActivated.connect(self._on_activated)

    def put_above(self, widget: QWidget) -> None:
        """Stand *widget* between the heading and tracks under headings; it is not there above
        other lines."""
        self._above = widget
        self._column.insertWidget(1, widget)
        widget.hide()

    def show_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show a heading and its lines."""
        self._set_above(False)
        self._begin(title, len(lines), elide=Qt.TextElideMode.ElideMiddle)  # paths
        for number, (first, second) in enumerate(lines):
            self._write(number, first, second)
        self._end()

    def show_sections(self, title: str, sections: Sequence[PageSection], nothing: str) -> None:
        """Show tracks under headings; *nothing* is said where there are none."""
        self._set_above(True)
        shown = [line for section in sections for line in _lines_of(section)]
        if not shown:
            shown = [_Shown(nothing)]
        self._begin(title, len(shown), elide=Qt.TextElideMode.ElideRight)
        for number, line in enumerate(shown):
            if line.second is None:
                self._write_across(number, line.first, heading=line.heading)
            else:
                self._write(number, line.first, line.second, line.track_id)
        self._end()

    def _set_above(self, shown: bool) -> None:
        if self._above is not None:
            self._above.setVisible(shown)

    def _begin(self, title: str, count: int, *, elide: Qt.TextElideMode) -> None:
        self.lines.setTextElideMode(elide)
        self._head.say(title)
        self.lines.setAccessibleName(title)
        self.lines.clearSpans()
        self.lines.setRowCount(0)
        self.lines.setRowCount(count)

    def _write(self, number: int, first: str, second: str, track_id: int | None = None) -> None:
        for column, words in enumerate((first, second)):
            item = QTableWidgetItem(words)
            item.setToolTip(plain_tip(words))
            item.setData(Qt.ItemDataRole.UserRole, track_id)
            self.lines.setItem(number, column, item)

    def _write_across(self, number: int, words: str, *, heading: bool) -> None:
        """A line over both columns that cannot be chosen."""
        item = QTableWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        if heading:
            item.setFont(font(strong=True))
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            self.lines.setRowHeight(number, _HEADING_HEIGHT)
        self.lines.setItem(number, 0, item)
        self.lines.setSpan(number, 0, 1, 2)

    def _end(self) -> None:
        self._share_width()
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, item: QTableWidgetItem) -> None:
        track_id = item.data(Qt.ItemDataRole.UserRole)
        if track_id is not None:
            self.track_chosen.emit(track_id)

    def _share_width(self) -> None:
        """The first column takes what it needs, and at most half."""
        needed = self.lines.sizeHintForColumn(0) + SPACE.xl
        self.lines.setColumnWidth(0, min(needed, self.lines.width() // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width is shared anew."""
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

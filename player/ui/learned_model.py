"""The lines of the page of what was learned. Main thread; made of records that are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from player.controllers.learned import LearnedRow
from player.ui.words import plain_tip
from player.wording import translate

AnyIndex = QModelIndex | QPersistentModelIndex
_LATEST_S = 4e9
"""Beyond this a clock was wrong."""


class LearnedModel(QAbstractListModel):
    """Events, newest first, searched by the names of their tracks."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[LearnedRow] = ()
        self._shown: Sequence[LearnedRow] = ()
        self._words: list[str] = []

    def set_rows(self, rows: Sequence[LearnedRow]) -> None:
        """Replace all of them; the query stays."""
        self._rows = rows
        self._choose()

    def search(self, query: str) -> None:
        """Show the events whose track's names hold every word of *query*."""
        self._words = query.casefold().split()
        self._choose()

    def _choose(self) -> None:
        words = self._words
        self.beginResetModel()
        self._shown = (
            [r for r in self._rows if all(w in r.key for w in words)] if words else self._rows
        )
        self.endResetModel()

    def row_at(self, number: int) -> LearnedRow:
        """The event on a line."""
        return self._shown[number]

    def rowCount(  # noqa: N802
        self,
        parent: AnyIndex = QModelIndex(),  # noqa: B008
    ) -> int:
        """Lines shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words for screen readers; the delegate takes the event itself."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (name_words(row), str(row.taught), when_words(row))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.taught}\n{value_tip(row)}".rstrip())
        return None


def name_words(row: LearnedRow) -> str:
    """The track of an event; what it is where there is none."""
    if row.title:
        return f"{row.title} \N{EN DASH} {row.artist}" if row.artist else row.title
    if row.kind == "checkin":
        return translate("Learned", "Check-in")
    return translate("Learned", "A track that is no longer known")


def when_words(row: LearnedRow) -> str:
    """When it was, in the listener's own way of writing it; empty where that is not known."""
    if row.time_s is None or not 0 <= row.time_s < _LATEST_S:
        return ""
    when = QDateTime.fromSecsSinceEpoch(int(row.time_s))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def value_words(row: LearnedRow) -> str:
    """``+0.50``; empty where it teaches the taste nothing."""
    if row.value is None:
        return ""
    shown = f"{row.value:+.2f}"
    return "0.00" if shown in {"+0.00", "-0.00"} else shown.replace("-", "\N{MINUS SIGN}")


def value_tip(row: LearnedRow) -> str:
    """What the number means."""
    if row.value is None:
        return ""
    return translate(
        "Learned",
        "{value}: what it counts now, for or against what is like it; 1 is one clear sign.",
        value=value_words(row),
    )

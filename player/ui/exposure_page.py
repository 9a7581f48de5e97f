"""The page of how the library is used: what queues bring, how evenly, and what they never bring.

Main thread; passive.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from player.controllers.learned import Crowding, Exposure, Window
from player.ui.elided_label import ElidedLabel
from player.ui.page_head import PageHead
from player.ui.share_bar import ShareBar
from player.ui.theme import SPACE
from player.wording import translate, translate_count

_EVEN, _UNEVEN = 0.4, 0.7
"""Below the one, Gini's coefficient is called even; above the other, uneven."""


class ExposurePage(QWidget):
    """Two cards of numbers, the artists that crowd, and what was never met."""

    closed = Signal()
    play_never_met = Signal()
    """The listener wants to hear some of the tracks that were never offered nor played."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = PageHead()
        self._head.closed.connect(self.closed)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(translate("Learned", "How your library is used"))
        self._play = QPushButton(translate("Learned", "Play some of them"))
        self._play.clicked.connect(self.play_never_met)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._area, 1)
        self.setFocusProxy(self._area)

    def show_exposure(self, found: Exposure | None) -> None:
        """Show these numbers; ``None`` where they are not known yet."""
        self._head.say(translate("Learned", "How your library is used"))
        self._play.setParent(None)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(SPACE.l, 0, SPACE.l, SPACE.l)
        column.setSpacing(SPACE.m)
        if found is None or not found.tracks:
            column.addWidget(
                _second(
                    translate(
                        "Learned", "Nothing to tell yet: your music has to be listened to first."
                    )
                )
            )
        else:
            self._fill(column, found)
        column.addStretch(1)
        self._area.setWidget(body)
        body.setAutoFillBackground(False)  # the page's own ground, which Qt would paint over

    def _fill(self, column: QVBoxLayout, found: Exposure) -> None:
        column.addWidget(
            _second(
                translate_count(
                    "Learned",
                    "Of the {count} track that queues may bring:",
                    "Of the {count} tracks that queues may bring:",
                    found.tracks,
                )
            )
        )
        cards = QHBoxLayout()
        cards.setSpacing(SPACE.m)
        for window in found.windows:
            cards.addWidget(_card(window), 1)
        column.addLayout(cards)
        column.addWidget(self._never(len(found.never)))
        longest = found.windows[-1]
        if longest.crowding:
            column.addWidget(_crowding_card(longest))

    def _never(self, count: int) -> QWidget:
        card, lines = _empty_card()
        line = QHBoxLayout()
        words = _label(
            translate_count(
                "Learned",
                "{count} track was neither offered in half a year nor ever played",
                "{count} tracks were neither offered in half a year nor ever played",
                count,
            )
            if count
            else translate("Learned", "Every track was offered or played"),
            "strong",
        )
        words.setWordWrap(True)
        line.addWidget(words, 1)
        if count:
            line.addWidget(self._play)
        lines.addLayout(line)
        return card

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def percent_words(share: float) -> str:
    """``34 %``; what is more than nothing is never called 0."""
    if 0 < share < 0.01:
        return translate("Learned", "under {percent} %", percent=1)
    return translate("Learned", "{percent} %", percent=round(100 * share))


def even_words(gini: float) -> str:
    """How evenly the offers are spread, in words."""
    if gini < _EVEN:
        return translate("Learned", "evenly spread")
    if gini < _UNEVEN:
        return translate("Learned", "somewhat uneven")
    return translate("Learned", "a few take most")


def _card(window: Window) -> QWidget:
    card, lines = _empty_card()
    title = translate_count("Learned", "The last {count} day", "The last {count} days", window.days)
    lines.addWidget(_label(title, "subtitle"))
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(SPACE.m)
    grid.setVerticalSpacing(SPACE.s)
    shares = (
        (translate("Learned", "Offered"), window.offered or 0.0),
        (translate("Learned", "Played"), window.played or 0.0),
    )
    for number, (words, share) in enumerate(shares):
        bar = ShareBar()
        bar.set_share(share)
        grid.addWidget(_second(words), number, 0)
        grid.addWidget(bar, number, 1)
        grid.addWidget(
            _label(percent_words(share), "strong"), number, 2, Qt.AlignmentFlag.AlignRight
        )
    lines.addLayout(grid)
    for words, gini in (
        (translate("Learned", "Tracks"), window.gini_tracks),
        (translate("Learned", "Artists"), window.gini_artists),
    ):
        if gini is not None:
            lines.addWidget(_evenness(words, gini))
    if window.gini_tracks is None:
        lines.addWidget(_second(translate("Learned", "No queue brought anything in this time.")))
    lines.addStretch(1)
    return card


def _evenness(words: str, gini: float) -> QWidget:
    said = translate(
        "Learned",
        "{what}: {evenness} (Gini {number})",
        what=words,
        evenness=even_words(gini),
        number=f"{gini:.2f}",
    )
    label = _second(said)
    label.setToolTip(
        translate("Learned", "Gini's coefficient: 0 all alike, near 1 one takes everything")
    )
    return label


def _crowding_card(window: Window) -> QWidget:
    card, lines = _empty_card()
    lines.addWidget(
        _label(translate("Learned", "Artists offered more than their share"), "subtitle")
    )
    explained = translate_count(
        "Learned",
        "In the last {count} day: the bar is their share of the offers, the line their share of "
        "your library.",
        "In the last {count} days: the bar is their share of the offers, the line their share of "
        "your library.",
        window.days,
    )
    lines.addWidget(_second(explained))
    grid = QGridLayout()
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    grid.setHorizontalSpacing(SPACE.m)
    widest = max(max(one.offered, one.library) for one in window.crowding)
    for number, one in enumerate(window.crowding):
        _add_artist(grid, number, one, widest)
    lines.addLayout(grid)
    return card


def _add_artist(grid: QGridLayout, number: int, one: Crowding, widest: float) -> None:
    name = ElidedLabel()
    name.set_text(one.artist)
    bar = ShareBar()
    bar.set_share(one.offered / widest, one.library / widest)
    shares = _second(percent_words(one.offered))
    said = translate(
        "Learned",
        "{offered} of the offers, {library} of your library",
        offered=percent_words(one.offered),
        library=percent_words(one.library),
    )
    for widget in (name, bar, shares):
        widget.setToolTip(said)
    grid.addWidget(name, number, 0)
    grid.addWidget(bar, number, 1)
    grid.addWidget(shares, number, 2, Qt.AlignmentFlag.AlignRight)


def _empty_card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    lines = QVBoxLayout(card)
    lines.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
    lines.setSpacing(SPACE.s)
    return card, lines


def _second(words: str) -> QLabel:
    label = _label(words, "second")
    label.setWordWrap(True)
    return label


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label

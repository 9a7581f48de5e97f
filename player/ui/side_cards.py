"""Cards that stand beside the panel of the mood and the queue, one at a time.

Main thread. What is too much for the panel's 340 px stands here: why a track is there, how the
queue is steered, a journey. Passive: the contents are their owners' business.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from player.ui.popover import Popover
from player.ui.theme import SPACE


class SideCard(Popover):
    """Stands to the left of a panel, as high up as what it is about."""

    def __init__(self, content: QWidget, panel: QWidget, width: int, parent: QWidget) -> None:
        """*panel*: what it stands beside; clicks there leave the card open."""
        super().__init__(content, panel, width, parent)
        self._height_of = 0

    def point_at(self, about: QWidget, y: int) -> None:
        """Stand level with *y* of *about*, a widget in the panel (or the panel itself)."""
        self._height_of = about.mapTo(self._bar, QPoint(0, y)).y() if about is not self._bar else y
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """Beside the panel, level with what it is about, inside the window."""
        corner = self._bar.mapTo(self._over, QPoint(0, 0))
        room = self._over.height() - 2 * SPACE.s
        size = self._card_size(min(room, self._bar.height() - 2 * SPACE.s))
        lowest = corner.y() + self._bar.height() - SPACE.s - size.height()
        top = max(SPACE.s, min(corner.y() + self._height_of - size.height() // 3, lowest))
        self._stand(max(SPACE.s, corner.x() - SPACE.s - size.width()), top, size)


class SideCards(QObject):
    """Makes the cards of one panel and shows one of them at a time."""

    card_shown = Signal(object)
    """The content that is shown now; ``None`` where no card is open."""

    def __init__(self, panel: QWidget, over: QWidget) -> None:
        """*over*: what the cards float over; holds the panel."""
        super().__init__(over)
        self._panel, self._over = panel, over
        self._cards: dict[QWidget, SideCard] = {}

    def add(self, content: QWidget, width: int) -> SideCard:
        """A closed card for *content*, *width* px wide."""
        card = SideCard(content, self._panel, width, self._over)
        card.opened.connect(self._tell)
        self._cards[content] = card
        return card

    def shown(self) -> QWidget | None:
        """What is on the open card."""
        return next((what for what, card in self._cards.items() if card.isVisible()), None)

    def _tell(self, _opened: bool) -> None:
        self.card_shown.emit(self.shown())

    def show_card(self, content: QWidget, about: QWidget, y: int = 0) -> None:
        """Open the card of *content* level with *y* of *about*; every other one closes."""
        for other, card in self._cards.items():
            if other is not content:
                card.close_it()
        self._cards[content].point_at(about, y)
        self._cards[content].open_it()

    def toggle_card(self, content: QWidget, about: QWidget, y: int = 0) -> None:
        """Close the card of *content* where it is open, else :meth:`show_card`."""
        if self._cards[content].isVisible():
            self._cards[content].close_it()
        else:
            self.show_card(content, about, y)

    def close_all(self) -> None:
        """Close whichever is open."""
        for card in self._cards.values():
            card.close_it()

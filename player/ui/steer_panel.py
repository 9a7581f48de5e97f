"""Everything that steers the queue besides the mood, on one card.

Main thread. Passive: the state comes in by a setter that asks for nothing, wishes go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from player.ui.card_head import CardHead
from player.ui.level_slider import LevelSlider
from player.ui.switch_row import SwitchRow
from player.ui.theme import SPACE
from player.ui.wish_chips import Wish, WishChips
from player.wording import translate

STEER_WIDTH = 340
"""Width of the card, px."""
_HUNDRED = 100
_SETTLE_MS = 150
"""A slider that is moved has to rest this long before the queue is chosen anew."""


@dataclass(frozen=True, slots=True)
class Steering:
    """How the queue is steered."""

    adventurous: float = 0.5
    """0 what the listener knows well ... 1 what they never heard."""
    smooth: bool = False
    """Joins count for more."""
    strict: bool = False
    """Rather a short queue than another mood."""


class SteerPanel(QWidget):
    """A slider, two switches, what else is wished, and what could not be kept to."""

    adventurous_chosen = Signal(float)
    """0..1."""
    smooth_chosen = Signal(bool)
    """Whether joins count for more."""
    strict_chosen = Signal(bool)
    """Whether it rather ends than leaves the mood."""
    close_requested = Signal()
    """The listener is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = translate("QueuePanel", "Steer the queue")
        self.setAccessibleName(name)
        head = CardHead(name, self)
        head.close_requested.connect(self.close_requested)
        self.known = _Ends(
            translate("QueuePanel", "How well you know it"),
            translate("QueuePanel", "Familiar"),
            translate("QueuePanel", "New to you"),
            self,
        )
        self.smooth = SwitchRow(translate("QueuePanel", "Smooth joins"), self)
        self.strict = SwitchRow(translate("QueuePanel", "Keep strictly to the mood"), self)
        self.chips = WishChips(self, wrapped=True)
        self._gave_way = _small("", self)
        self.setFocusProxy(self.known.slider)
        self._connect()
        self._lay_out(head)
        self.set_gave_way(())

    def _connect(self) -> None:
        self.known.settled.connect(
            lambda value: self.adventurous_chosen.emit((value + _HUNDRED) / (2 * _HUNDRED))
        )
        self.smooth.toggled.connect(self.smooth_chosen)
        self.strict.toggled.connect(self.strict_chosen)

    def _lay_out(self, head: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, SPACE.xs, 0)
        inner.setSpacing(SPACE.m)
        inner.addWidget(self.known)
        for switch, words in (
            (
                self.smooth,
                translate(
                    "QueuePanel",
                    "Tempo, key, loudness and mood follow closely from track to track.",
                ),
            ),
            (
                self.strict,
                translate("QueuePanel", "Rather a short queue than tracks that hardly fit."),
            ),
        ):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(switch)
            pair.addWidget(_small(words, self))
            switch.setAccessibleDescription(words)
            inner.addLayout(pair)
        inner.addWidget(self.chips)
        inner.addWidget(self._gave_way)
        inner.addStretch(1)
        column.addLayout(inner)

    def set_steering(self, steering: Steering) -> None:
        """Show how it is steered, without asking for it."""
        self.known.show_value(round(_HUNDRED * (2 * steering.adventurous - 1)))
        self.smooth.show_on(steering.smooth)
        self.strict.show_on(steering.strict)

    def set_wishes(self, wishes: Sequence[Wish]) -> None:
        """What else the queue follows, each to be taken away."""
        self.chips.set_wishes(wishes)

    def set_gave_way(self, sentences: Sequence[str]) -> None:
        """What could not be kept to, with the places."""
        self._gave_way.setText("\n".join(sentences))
        self._gave_way.setVisible(bool(sentences))


class _Ends(QWidget):
    """A slider from -100 to 100 with a name and a word at each end."""

    settled = Signal(int)
    """It was moved there and rests."""

    def __init__(self, name: str, low: str, high: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.slider = LevelSlider(self, origin=0)
        self.slider.setRange(-_HUNDRED, _HUNDRED)
        self.slider.setSingleStep(10)
        self.slider.setPageStep(25)
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(f"{low} \N{EN DASH} {high}")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SETTLE_MS)
        self._rest.timeout.connect(lambda: self.settled.emit(self.slider.value()))
        self.slider.valueChanged.connect(self._rest.start)
        title = QLabel(name, self)
        ends = QHBoxLayout()
        ends.addWidget(_small(low, self))
        ends.addStretch(1)
        ends.addWidget(_small(high, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(title)
        column.addWidget(self.slider)
        column.addLayout(ends)

    def show_value(self, value: int) -> None:
        """Show where it stands; while it is being moved the hand is right."""
        if self._rest.isActive() or self.slider.isSliderDown():
            return
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)


def _small(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "small")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(len(text) == 0 or " " in text)
    return label

"""The card that plans a journey: from where, to where, for how long, and how low it may go.

Main thread. Passive: places come in by setters (also from the plane, where they were drawn), the
finished wish goes out as one record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QVBoxLayout, QWidget

from player.ui.card_head import CardHead
from player.ui.chips import Chip, FlowLayout
from player.ui.mood_words import MoodOption, mood_words
from player.ui.segments import Segments
from player.ui.switch_row import SwitchRow
from player.ui.theme import SPACE
from player.wording import translate

JOURNEY_WIDTH = 460
"""Width of the card, px."""
MINUTES = (15, 30, 45, 60)
"""How long a journey can be."""
_USUAL_MINUTES = 30
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class JourneyWish:
    """A journey the listener asks for."""

    start: Point
    """Valence and arousal it begins at."""
    end: Point
    """Where it goes."""
    minutes: int
    """How long it takes."""
    floor: float | None
    """The lowest valence it may pass, if any."""
    ask: bool
    """Ask how the listener feels, before and after."""


class JourneyPanel(QWidget):
    """From, to, minutes, floor, start."""

    start_requested = Signal(object)
    """A :class:`JourneyWish`."""
    planned = Signal(object, object)
    """Where from and where to, as now chosen; ``None`` for what is not chosen yet."""
    close_requested = Signal()
    """The listener does not want one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = translate("Journey", "A journey")
        self.setAccessibleName(name)
        self._head = CardHead(name, self)
        self._head.close_requested.connect(self.close_requested)
        self.origin = _Ends(translate("Journey", "From"), self)
        self.origin.add_playing(translate("Journey", "The playing track"))
        self.goal = _Ends(translate("Journey", "To"), self)
        for ends in (self.origin, self.goal):
            ends.changed.connect(self._changed)
        self.minutes: Segments[int] = Segments(
            translate("Journey", "Minutes"), [(count, str(count)) for count in MINUTES], self
        )
        self.minutes.set_value(_USUAL_MINUTES)
        self.floor: Segments[str] = Segments(
            translate("Journey", "Not gloomier than"),
            [
                ("", translate("Journey", "No limit")),
                ("start", translate("Journey", "The start")),
                ("neutral", translate("Journey", "Neutral")),
            ],
            self,
        )
        self.floor.set_value("")
        self.ask = SwitchRow(translate("Journey", "Ask how I feel, before and after"), self)
        self.start = QPushButton(translate("Journey", "Start"), self)
        self.start.setProperty("role", "primary")
        self.start.clicked.connect(self._start)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._changed()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(self._head)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 0, SPACE.xs, 0)
        inner.setSpacing(SPACE.s)
        inner.addWidget(self.origin)
        inner.addWidget(self.goal)
        for title, control in (
            (translate("Journey", "Minutes"), self.minutes),
            (translate("Journey", "Not gloomier than"), self.floor),
        ):
            inner.addWidget(QLabel(title, self))
            inner.addWidget(control)
        inner.addWidget(self.ask)
        inner.addSpacing(SPACE.xs)
        inner.addWidget(self.start)
        inner.addStretch(1)
        column.addLayout(inner)

    def set_moods(self, moods: Sequence[MoodOption]) -> None:
        """The moods a journey can begin at and go to."""
        for ends in (self.origin, self.goal):
            ends.set_moods(moods)

    def set_playing(self, point: Point | None) -> None:
        """Where the playing track is; a journey begins there unless another place is chosen."""
        self.origin.set_playing(point)

    def set_drawn(self, start: Point, end: Point) -> None:
        """A journey was drawn on the plane."""
        self.origin.choose_point(start)
        self.goal.choose_point(end)
        self._changed()

    def ends(self) -> tuple[Point | None, Point | None]:
        """Where from and where to, as chosen now."""
        return self.origin.point(), self.goal.point()

    def wish(self) -> JourneyWish | None:
        """What is asked for; ``None`` while a place is missing or both are the same."""
        start, end = self.ends()
        if start is None or end is None or start == end:
            return None
        floors = {"start": min(start[0], end[0]), "neutral": 0.0}
        return JourneyWish(
            start=start,
            end=end,
            minutes=self.minutes.value() or _USUAL_MINUTES,
            floor=floors.get(self.floor.value() or ""),
            ask=self.ask.isChecked(),
        )

    def _changed(self) -> None:
        self.start.setEnabled(self.wish() is not None)
        self.planned.emit(*self.ends())

    def _start(self) -> None:
        wish = self.wish()
        if wish is not None:
            self.start_requested.emit(wish)


class _Ends(QWidget):
    """One end of a journey: a chip for each mood, for the playing track, for a drawn place."""

    changed = Signal()
    """Another place is chosen."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._moods: tuple[MoodOption, ...] = ()
        self._points: dict[Chip, Point] = {}
        self._playing: Chip | None = None
        self._drawn: Chip | None = None
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self.changed)
        self._row = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(QLabel(title, self))
        column.addLayout(self._row)

    def set_moods(self, moods: Sequence[MoodOption]) -> None:
        """A chip for each of these."""
        self._moods = tuple(moods)
        for mood in moods:
            self._add(mood.name, (mood.valence, mood.arousal))

    def add_playing(self, name: str) -> None:
        """A chip for where the playing track is, by *name*; before all others."""
        self._playing = self._add(name, None)
        self._playing.hide()

    def set_playing(self, point: Point | None) -> None:
        """Where the playing track is, chosen while nothing else is; ``None``: nowhere."""
        chip = self._playing
        if chip is None:
            return
        if point is None:
            self._points.pop(chip, None)
        else:
            self._points[chip] = point
        chip.set_mood_at(point)
        chip.setVisible(point is not None)
        if point is not None and self._group.checkedButton() is None:
            chip.setChecked(True)
        self.changed.emit()

    def choose_point(self, point: Point) -> None:
        """A place that was drawn: an end that is there already, else a chip of its own."""
        for chip, known in self._points.items():
            if known == point and chip is not self._drawn:
                chip.setChecked(True)
                return
        if self._drawn is None:
            self._drawn = self._add("", None)
        words = mood_words(*point, self._moods)
        self._drawn.setText(translate("Journey", "Drawn: {mood}", mood=words))
        self._drawn.set_mood_at(point)
        self._drawn.show()
        self._points[self._drawn] = point
        self._drawn.setChecked(True)

    def point(self) -> Point | None:
        """The chosen place."""
        chip = self._group.checkedButton()
        return self._points.get(chip) if isinstance(chip, Chip) else None

    def _add(self, name: str, point: Point | None) -> Chip:
        chip = Chip(name, mood_at=point, parent=self)
        chip.setAccessibleName(f"{self._title}: {name}")
        self._group.addButton(chip)
        self._row.addWidget(chip)
        if point is not None:
            self._points[chip] = point
        return chip

"""Choose what the queue should feel like: the plane, mood chips, style chips, and it in words.

Main thread. Passive: options and state come in by setters (which emit nothing), the listener's
wish goes out as one record. A point on the plane and mood chips are two ways to say the same, so
choosing one clears the other; styles go with either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy.typing as npt
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from player.ui.chips import Chip, FlowLayout
from player.ui.feeling_field import FeelingField
from player.ui.icons import icon
from player.ui.mood_plane import START_RADIUS, MoodPlane
from player.ui.mood_words import MoodOption, capitalised, lowered, mood_words
from player.ui.theme import SPACE, tokens_for
from player.ui.words import plain_tip
from player.wording import translate

__all__ = ["MoodChoice", "MoodOption", "MoodPicker", "StyleOption"]


@dataclass(frozen=True, slots=True)
class StyleOption:
    """A style the listener can choose, in the language shown."""

    id: str
    """Stable id."""
    name: str
    """Name as shown."""
    count: int
    """How many tracks of the library are in it."""


@dataclass(frozen=True, slots=True)
class MoodChoice:
    """What the listener wants to hear."""

    point: tuple[float, float] | None = None
    """Valence and arousal, -1..1, when pointed at."""
    radius: float = START_RADIUS
    """How loosely tracks may match, plane units."""
    moods: tuple[str, ...] = ()
    """Ids of mood chips that are on; empty when there is a point."""
    styles: tuple[str, ...] = ()
    """Ids of style chips that are on."""
    not_moods: tuple[str, ...] = ()
    """Ids of mood chips that say *not this*."""
    not_styles: tuple[str, ...] = ()
    """Ids of style chips that say *not this*."""

    @property
    def empty(self) -> bool:
        """Nothing is asked for."""
        wished = self.moods or self.styles or self.not_moods or self.not_styles
        return self.point is None and not wished


class MoodPicker(QWidget):
    """The mood picker of the side panel."""

    target_changed = Signal(object)
    """:class:`MoodChoice`: the listener settled on something else."""
    target_previewed = Signal(object)
    """:class:`MoodChoice`: the same, live while the target is dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = MoodChoice()
        self._moods: tuple[MoodOption, ...] = ()
        self._styles: tuple[StyleOption, ...] = ()
        self._mood_chips: dict[str, Chip] = {}
        self._style_chips: dict[str, Chip] = {}
        self._all_styles = False
        self.plane = MoodPlane(self)
        self.plane.target_chosen.connect(self._point_chosen)
        self.plane.target_moved.connect(self._point_moved)
        self.plane.target_cleared.connect(self._point_cleared)
        self.feeling = FeelingField(self)
        self._clear = QToolButton(self)
        self._clear.setToolTip(translate("Picker", "Clear the mood"))
        self._clear.setAccessibleName(translate("Picker", "Clear the mood"))
        self._clear.clicked.connect(self.clear)
        self._mood_row, self._style_row = FlowLayout(), FlowLayout()
        self._more = Chip("", checkable=False, parent=self)
        self._more.clicked.connect(self._toggle_styles)
        self._more.hide()
        self._lay_out()
        self._show_choice()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.xs)
        head.addWidget(self.feeling, 1)
        head.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addLayout(head)
        column.addWidget(self.plane)
        column.addLayout(self._mood_row)
        column.addLayout(self._style_row)
        column.setStretchFactor(self.plane, 1)

    # ---- what is shown ---------------------------------------------------------------------

    @property
    def choice(self) -> MoodChoice:
        """What is chosen now."""
        return self._choice

    def set_moods(self, moods: Sequence[MoodOption]) -> None:
        """The moods, in the order of their chips."""
        self._moods = tuple(moods)
        self.plane.set_moods(self._moods)
        _empty(self._mood_row)
        self._mood_chips = {}
        for mood in self._moods:
            at = (mood.valence, mood.arousal)
            chip = Chip(mood.name, mood_at=at, refusable=True, parent=self)
            chip.setToolTip(plain_tip(f"{mood.definition}\n{_not_this()}"))
            chip.setAccessibleDescription(f"{mood.definition} {_not_this()}")
            chip.clicked.connect(self._chips_clicked)
            chip.unwanted_toggled.connect(self._chips_clicked)
            self._mood_chips[mood.id] = chip
            self._mood_row.addWidget(chip)
        self._order_tabs()
        self._show_choice()

    def set_styles(self, styles: Sequence[StyleOption]) -> None:
        """The styles with their track counts; shown by how much of the library they hold."""
        ordered = tuple(sorted(styles, key=lambda s: (-s.count, s.name)))
        if ordered == self._styles:
            return
        self._styles = ordered
        _empty(self._style_row, keep=self._more)
        self._style_chips = {}
        for style in ordered:
            chip = Chip(style.name, count=style.count, refusable=True, parent=self)
            chip.setToolTip(_not_this())
            chip.setAccessibleDescription(_not_this())
            chip.clicked.connect(self._chips_clicked)
            chip.unwanted_toggled.connect(self._chips_clicked)
            self._style_chips[style.id] = chip
            self._style_row.addWidget(chip)
        self._style_row.addWidget(self._more)
        self._order_tabs()
        self._show_choice()

    def _order_tabs(self) -> None:
        """Chips are made later than what follows the picker: Tab shall not come to them last."""
        chips = (*self._mood_chips.values(), *self._style_chips.values(), self._more)
        for before, after in pairwise((self.feeling.field, self._clear, self.plane, *chips)):
            self.setTabOrder(before, after)

    def set_dust(self, valence: npt.ArrayLike, arousal: npt.ArrayLike) -> None:
        """The library's tracks on the plane, (n,) each; NaN where not known yet."""
        self.plane.set_dust(valence, arousal)

    def set_playing(self, point: tuple[float, float] | None) -> None:
        """Where the playing track is on the plane; None when unknown."""
        self.plane.set_playing(point)

    def set_choice(self, choice: MoodChoice) -> None:
        """Show a choice made elsewhere; emits nothing."""
        self._choice = choice
        self.plane.set_target(choice.point, choice.radius)
        self._show_choice()

    def clear(self) -> None:
        """Ask for nothing in particular."""
        self._choose(MoodChoice(radius=self._choice.radius))

    # ---- wishes ----------------------------------------------------------------------------

    def _choose(self, choice: MoodChoice) -> None:
        if choice != self._choice:
            self.set_choice(choice)
            self.target_changed.emit(choice)

    def _point_chosen(self, valence: float, arousal: float, radius: float) -> None:
        self._choose(self._pointed((valence, arousal), radius))

    def _point_moved(self, valence: float, arousal: float, radius: float) -> None:
        moved = self._pointed((valence, arousal), radius)
        self.feeling.set_followed(self.in_words(moved))
        self.target_previewed.emit(moved)

    def _point_cleared(self) -> None:
        self._choose(self._pointed(None, self._choice.radius))

    def _pointed(self, point: tuple[float, float] | None, radius: float) -> MoodChoice:
        """Another point instead of moods; what is said of styles stays."""
        return replace(self._choice, point=point, radius=radius, moods=())

    def _chips_clicked(self) -> None:
        moods = _ids(self._mood_chips, QAbstractButton.isChecked)
        chosen = MoodChoice(
            None if moods else self._choice.point,
            self._choice.radius,
            moods,
            _ids(self._style_chips, QAbstractButton.isChecked),
            _ids(self._mood_chips, _says_not),
            _ids(self._style_chips, _says_not),
        )
        self._choose(chosen)

    def _toggle_styles(self) -> None:
        self._all_styles = not self._all_styles
        self._show_styles()

    # ---- showing the choice ----------------------------------------------------------------

    def in_words(self, choice: MoodChoice) -> str:
        """A choice in words: "Calm, a little melancholic · jazz"; nothing when it is empty."""
        parts = []
        if choice.point is not None:
            parts.append(mood_words(*choice.point, self._moods))
        comma = translate("Picker", ", ")
        names = [lowered(m.name) for m in self._moods if m.id in choice.moods]
        if names:
            parts.append(comma.join(names))
        styles = [lowered(s.name) for s in self._styles if s.id in choice.styles]
        if styles:
            parts.append(comma.join(styles))
        unwanted = [m.name for m in self._moods if m.id in choice.not_moods]
        unwanted += [s.name for s in self._styles if s.id in choice.not_styles]
        parts += [translate("Picker", "not {name}", name=lowered(name)) for name in unwanted]
        return capitalised(" · ".join(parts))

    def _show_choice(self) -> None:
        choice = self._choice
        for ids, not_ids, chips in (
            (choice.moods, choice.not_moods, self._mood_chips),
            (choice.styles, choice.not_styles, self._style_chips),
        ):
            for key, chip in chips.items():
                chip.setChecked(key in ids)
                chip.set_unwanted(key in not_ids)
        self.plane.set_marked_moods(choice.moods)
        self.feeling.set_followed(self.in_words(choice))
        self._clear.setIcon(icon("clear", tokens_for(self.palette())))
        self._clear.setVisible(not self._choice.empty)
        self._show_styles()

    def _show_styles(self) -> None:
        held = [s for s in self._styles if s.count > 0]
        self._more.setText(
            translate("Picker", "Fewer") if self._all_styles else translate("Picker", "More")
        )
        few = self._in_one_row(held)
        first = {s.id for s in (held if self._all_styles else few)}
        for style in self._styles:
            chip = self._style_chips[style.id]
            chip.setVisible(style.id in first or chip.isChecked() or chip.unwanted)
        self._more.setVisible(len(held) > len(few))
        self._more.setAccessibleName(
            translate("Picker", "Show fewer styles")
            if self._all_styles
            else translate("Picker", "Show all styles")
        )
        self._style_row.invalidate()

    def _in_one_row(self, styles: Sequence[StyleOption]) -> Sequence[StyleOption]:
        """As many of *styles* as have room beside those that say something, and "more"."""
        room = self.width() - self._more.sizeHint().width()
        widths = {key: c.sizeHint().width() + SPACE.xs for key, c in self._style_chips.items()}
        said = {key for key, chip in self._style_chips.items() if chip.isChecked() or chip.unwanted}
        room -= sum(widths[key] for key in said)
        for place, style in enumerate(styles):
            room -= 0 if style.id in said else widths[style.id]
            if room < 0:
                return styles[:place]
        return styles

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width holds other chips."""
        super().resizeEvent(event)
        self._show_styles()


def _not_this() -> str:
    return translate("Picker", "Right click or Delete: not this")


def _says_not(chip: Chip) -> bool:
    return chip.unwanted


def _ids(chips: Mapping[str, Chip], says: Callable[[Chip], bool]) -> tuple[str, ...]:
    return tuple(key for key, chip in chips.items() if says(chip))


def _empty(row: FlowLayout, *, keep: QWidget | None = None) -> None:
    while (item := row.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget is not keep:
            widget.hide()
            widget.deleteLater()

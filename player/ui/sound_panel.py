"""How tracks sound: output, equal loudness, what lies between tracks. Main thread; passive.

State comes in by setters; every wish goes out as the name of a field of
:class:`~player.settings.Settings` and its new value. What has no effect now is greyed and says why.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from player.controllers.player import OutputDevice
from player.settings import Settings
from player.ui.icons import icon
from player.ui.level_slider import LevelSlider
from player.ui.output_picker import SILENCE, OutputPicker
from player.ui.segments import Segments
from player.ui.switch_row import SwitchRow
from player.ui.theme import SPACE, font, tokens_for
from player.wording import translate

SOUND_WIDTH = 400
"""How wide the panel wants to be, px."""
QUIET_LUFS, NORMAL_LUFS, LOUD_LUFS = -23.0, -18.0, -14.0
"""The loudness of European broadcasting (EBU R 128), of ReplayGain 2.0, of streaming services."""
_PREAMP_DB = 12
_CROSSFADE_S = 12


class SoundPanel(QFrame):
    """Everything that can be set about sound."""

    chosen = Signal(str, object)
    """A field of the settings and its new value."""
    close_requested = Signal()
    """The listener is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Sound", "Sound"))
        self._settings = Settings()
        self._in_use: str | None = None
        self._title = QLabel(translate("Sound", "Sound"))
        self._title.setProperty("role", "subtitle")
        self._close = QToolButton()
        self._close.setFixedSize(28, 28)
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName(translate("Sound", "Close"))
        self._close.setToolTip(translate("Sound", "Close"))
        self._close.clicked.connect(self.close_requested)
        self.output = OutputPicker()
        self.output.output_chosen.connect(self._on_output)
        self._where = _small("")
        self.loudness = Segments(
            translate("Sound", "Equal loudness"),
            (
                ("off", translate("Sound", "Off")),
                ("track", translate("Sound", "By track")),
                ("album", translate("Sound", "By album")),
                ("auto", translate("Sound", "Automatic")),
            ),
        )
        self.loudness.group.idClicked.connect(self._on_loudness)
        self.target = Segments(
            translate("Sound", "Target loudness"),
            (
                (QUIET_LUFS, translate("Sound", "Quiet")),
                (NORMAL_LUFS, translate("Sound", "Normal")),
                (LOUD_LUFS, translate("Sound", "Loud")),
            ),
        )
        self.target.group.idClicked.connect(self._on_target)
        self._target_value = _value()
        self.preamp = self._slider(translate("Sound", "Pre-amp"), -_PREAMP_DB, _PREAMP_DB, 3)
        self.preamp.valueChanged.connect(self._on_preamp)
        self._preamp_value = _value()
        self.crossfade = self._slider(translate("Sound", "Crossfade"), 0, _CROSSFADE_S, 3)
        self.crossfade.valueChanged.connect(self._on_crossfade)
        self._crossfade_value = _value()
        self.silence = SwitchRow(translate("Sound", "Leave out long silence between tracks"))
        self.silence.toggled.connect(self._on_silence)
        self.exact = SwitchRow(translate("Sound", "Bit-exact output"))
        self.exact.toggled.connect(self._on_exact)
        self._lay_out()
        self._draw_icons()
        self._show()

    def _slider(self, name: str, lowest: int, highest: int, page: int) -> LevelSlider:
        slider = LevelSlider(origin=0 if lowest < 0 else None)
        slider.setRange(lowest, highest)
        slider.setSingleStep(1)
        slider.setPageStep(page)
        slider.setAccessibleName(name)
        return slider

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l, SPACE.s, SPACE.l, SPACE.l)
        column.setSpacing(SPACE.xs)
        column.addLayout(head)
        column.addWidget(self.output)
        column.addWidget(self._where)
        column.addSpacing(SPACE.m)
        self._heads: list[QWidget] = [_Head(translate("Sound", "Equal loudness"))]
        column.addWidget(self._heads[0])
        column.addWidget(self.loudness)
        column.addWidget(
            _small(
                translate(
                    "Sound",
                    "Automatic: by album when it plays in order, else by track.",
                )
            )
        )
        column.addSpacing(SPACE.m)
        self._heads.append(_Head(translate("Sound", "Target loudness"), self._target_value))
        column.addWidget(self._heads[1])
        column.addWidget(self.target)
        column.addSpacing(SPACE.m)
        column.addLayout(self._make_sliders())
        column.addSpacing(SPACE.s)
        column.addWidget(self.silence)
        column.addWidget(self.exact)
        column.addWidget(
            _small(
                translate(
                    "Sound",
                    "The device follows the rate of each file, and at full volume its samples "
                    "arrive unchanged: no equal loudness, no crossfade, nothing left out.",
                )
            )
        )
        column.addStretch(1)

    def _make_sliders(self) -> QGridLayout:
        """Names, sliders and values in three columns."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.s)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 3 * SPACE.l)
        for row, (name, slider, value) in enumerate(
            (
                (translate("Sound", "Pre-amp"), self.preamp, self._preamp_value),
                (translate("Sound", "Crossfade"), self.crossfade, self._crossfade_value),
            )
        ):
            label = _plain(name)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._heads.append(label)
            for place, widget in enumerate((label, slider, value)):
                grid.addWidget(widget, row, place)
        words = translate("Sound", "Albums played in order are never crossfaded.")
        grid.addWidget(_small(words), 2, 0, 1, 3)
        return grid

    # ---- what is shown ---------------------------------------------------------------------

    def set_settings(self, settings: Settings) -> None:
        """Show what is chosen, without asking for it."""
        self._settings = settings
        self._show()

    def set_outputs(self, devices: Sequence[OutputDevice]) -> None:
        """The devices there are now."""
        self.output.set_outputs(devices)
        self._show_where()

    def set_output_in_use(self, name: str) -> None:
        """Where the sound goes now, which may not be where it was sent."""
        self._in_use = name
        self._show_where()

    def output_words(self) -> str:
        """The device in use, as the listener knows it; empty when it is not known."""
        name = self._in_use if self._in_use is not None else self._settings.output
        return self.output.label_of(name) if name else self.output.default_label()

    def _show(self) -> None:
        settings = self._settings
        self.output.choose(settings.output)
        self.loudness.set_value(settings.loudness)
        self.target.set_value(settings.loudness_target)
        for slider, value in (
            (self.preamp, settings.preamp_db),
            (self.crossfade, settings.crossfade_s),
        ):
            slider.blockSignals(True)
            slider.setValue(round(value))
            slider.blockSignals(False)
        self.silence.show_on(settings.skip_silence)
        self.exact.show_on(settings.exact_output)
        self._show_where()
        self._show_values()
        self._show_usable()

    def _show_where(self) -> None:
        words = ""
        if self._in_use == SILENCE != self._settings.output:
            words = translate("Sound", "Nothing can be heard now.")
        elif self._in_use is not None and self._in_use != self._settings.output:
            device = self.output_words() or translate("Sound", "System default")
            words = translate("Sound", "Sound goes to {device} now.", device=device)
        self._where.setText(words)
        self._where.setVisible(bool(words))

    def _show_values(self) -> None:
        settings = self._settings
        target, level = settings.loudness_target, settings.preamp_db
        self._target_value.setText(
            translate("Sound", "{number} LUFS", number=_signed(target)),
        )
        self._preamp_value.setText(
            translate("Sound", "{number} dB", number=_signed(level, plus=True)),
        )
        seconds = settings.crossfade_s
        self._crossfade_value.setText(
            translate("Sound", "{seconds} s", seconds=f"{seconds:g}")
            if seconds
            else translate("Sound", "Off")
        )
        self.preamp.setAccessibleDescription(self._preamp_value.text())
        self.crossfade.setAccessibleDescription(self._crossfade_value.text())
        self.target.setAccessibleDescription(self._target_value.text())

    def _show_usable(self) -> None:
        """Grey what has no effect now."""
        exact = why = ""
        if self._settings.exact_output:
            exact = why = translate("Sound", "Without effect while the output is bit-exact")
        elif self._settings.loudness == "off":
            why = translate("Sound", "Without effect while equal loudness is off")
        loudness, target, preamp, crossfade = self._heads
        for reason, parts in (
            (exact, (loudness, self.loudness, self.silence)),
            (exact, (crossfade, self.crossfade, self._crossfade_value)),
            (why, (target, self.target, preamp, self.preamp, self._preamp_value)),
        ):
            for part in parts:
                part.setEnabled(not reason)
                part.setToolTip(reason)

    # ---- what the listener does ------------------------------------------------------------

    def _on_output(self, name: str) -> None:
        self.chosen.emit("output", name)

    def _on_loudness(self, number: int) -> None:
        self.chosen.emit("loudness", self.loudness.value_of(number))

    def _on_target(self, number: int) -> None:
        self.chosen.emit("loudness_target", self.target.value_of(number))

    def _on_preamp(self, value: int) -> None:
        self.chosen.emit("preamp_db", float(value))

    def _on_crossfade(self, value: int) -> None:
        self.chosen.emit("crossfade_s", float(value))

    def _on_silence(self, on: bool) -> None:
        self.chosen.emit("skip_silence", on)

    def _on_exact(self, on: bool) -> None:
        self.chosen.emit("exact_output", on)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Redraw the icon in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        self._close.setIcon(icon("close", tokens_for(self.palette())))


class _Head(QWidget):
    """The name of a control, and at the end its value."""

    def __init__(self, name: str, value: QLabel | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(_plain(name))
        row.addStretch(1)
        if value is not None:
            row.addWidget(value)


def _plain(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _value() -> QLabel:
    label = _plain("")
    label.setProperty("role", "second")
    label.setFont(font())
    return label


def _small(words: str) -> QLabel:
    label = _plain(words)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label


def _signed(number: float, *, plus: bool = False) -> str:
    """With a real minus sign, and a plus where both directions count."""
    sign = "\N{MINUS SIGN}" if number < 0 else "+" if plus and number > 0 else ""
    return f"{sign}{abs(number):g}"

"""Volume: a slider that goes where it is clicked, and mute. Main thread; passive.

The slider is a share of the way up, which the engine cubes to an amplitude: equal steps sound about
equal. It is shown in percent everywhere, in the tip and to screen readers.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QToolTip, QWidget

from player.ui.icons import icon
from player.ui.level_slider import LevelSlider
from player.ui.theme import SPACE, tokens_for
from player.wording import translate

_KEY_STEP, _WHEEL_STEP, _PAGE_STEP = 2, 4, 10
"""Percent for an arrow key, a notch of the wheel, and a page key."""
_HEARD_FROM, _HEARD_AT_FIRST = 10, 50
"""Percent below which a volume is only passed on the way to silence, and what the button goes to
where nothing louder was heard yet."""


class VolumeControl(QWidget):
    """Mute button and slider; the wheel turns it anywhere on the two."""

    volume_changed = Signal(float)
    """0..1."""
    mute_toggled = Signal(bool)
    """Whether it should be silent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audible = _HEARD_AT_FIRST
        self._mute = QToolButton(self)
        self._mute.setCheckable(True)
        self._mute.setIconSize(QSize(18, 18))
        self._mute.setAccessibleName(translate("Transport", "Mute"))
        self._mute.setToolTip(translate("Transport", "Mute"))
        self._mute.clicked.connect(self._mute_clicked)
        self._slider = LevelSlider(self)
        self._slider.setRange(0, 100)
        self._slider.setValue(100)
        self._slider.setPageStep(_PAGE_STEP)
        self._slider.setSingleStep(_KEY_STEP)
        self._slider.set_wheel_step(_WHEEL_STEP)
        self._slider.setFixedWidth(96)
        self._slider.setAccessibleName(translate("Transport", "Volume"))
        self._slider.valueChanged.connect(self._moved)
        self._slider.sliderReleased.connect(self._remember)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._mute)
        row.addWidget(self._slider)
        self._show()

    def set_volume(self, volume: float) -> None:
        """Show a volume, 0..1, without asking for it."""
        self._slider.blockSignals(True)
        self._slider.setValue(round(100 * volume))
        self._slider.blockSignals(False)
        self._remember()
        self._show()

    def set_muted(self, muted: bool) -> None:
        """Show whether it is silent."""
        self._mute.setChecked(muted)
        self._show()

    def refresh_icons(self) -> None:
        """Make the icon anew, after a change of theme or state."""
        value = self._slider.value()
        name = "mute" if self._mute.isChecked() else "volume-low" if value < 40 else "volume"
        if value == 0 and name != "mute":
            name = "volume-none"
        self._mute.setIcon(icon(name, tokens_for(self.palette())))

    def _remember(self) -> None:
        """Where the button goes back to; not what a hand that pulls the slider down passes."""
        value = self._slider.value()
        if value >= _HEARD_FROM and not self._slider.isSliderDown():
            self._audible = value

    def _show(self) -> None:
        words = self._words()
        self._slider.setToolTip(words)
        self._slider.setAccessibleDescription(words)
        self.refresh_icons()

    def _words(self) -> str:
        percent = self._slider.value()
        if self._mute.isChecked():
            return translate("Transport", "Muted; volume {percent} %", percent=percent)
        return translate("Transport", "Volume {percent} %", percent=percent)

    def _moved(self, value: int) -> None:
        if self._mute.isChecked():
            self._mute.setChecked(False)
            self.mute_toggled.emit(False)
        self._remember()
        self._show()
        above = QPoint(round(self._slider.x_of(value)) - SPACE.xl, -2 * SPACE.xxl)
        QToolTip.showText(self._slider.mapToGlobal(above), self._words(), self._slider)
        self.volume_changed.emit(value / 100.0)

    def _mute_clicked(self, checked: bool) -> None:
        """Silent, or as loud as before: also where the slider was pulled down to nothing."""
        if checked and self._slider.value() == 0:
            self._mute.setChecked(False)
            self._slider.setValue(self._audible)
            return
        self._show()
        self.mute_toggled.emit(checked)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Over the button, too."""
        self._slider.wheelEvent(event)

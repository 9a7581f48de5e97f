"""Volume: a slider that goes where it is clicked, and mute. Main thread; passive."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QToolButton, QWidget

from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate


class _Slider(QSlider):
    """A slider whose handle comes to the pointer."""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Jump to the pointer, then drag as usual."""
        if event.button() == Qt.MouseButton.LeftButton:
            inset = 6  # half the handle
            span = max(1, self.width() - 2 * inset)
            self.setValue(
                QStyle.sliderValueFromPosition(
                    self.minimum(), self.maximum(), round(event.position().x()) - inset, span
                )
            )
        super().mousePressEvent(event)


class VolumeControl(QWidget):
    """Mute button and slider."""

    volume_changed = Signal(float)
    """0..1."""
    mute_toggled = Signal(bool)
    """Whether it should be silent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mute = QToolButton(self)
        self._mute.setCheckable(True)
        self._mute.setIconSize(QSize(18, 18))
        self._mute.setAccessibleName(translate("Transport", "Mute"))
        self._mute.setToolTip(translate("Transport", "Mute"))
        self._mute.clicked.connect(self._mute_clicked)
        self._slider = _Slider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setSingleStep(2)
        self._slider.setFixedWidth(96)
        self._slider.setAccessibleName(translate("Transport", "Volume"))
        self._slider.valueChanged.connect(self._moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._mute)
        row.addWidget(self._slider)
        self.set_volume(1.0)

    def set_volume(self, volume: float) -> None:
        """Show a volume, 0..1, without asking for it."""
        self._slider.blockSignals(True)
        self._slider.setValue(round(100 * volume))
        self._slider.blockSignals(False)
        self.refresh_icons()

    def set_muted(self, muted: bool) -> None:
        """Show whether it is silent."""
        self._mute.setChecked(muted)
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Make the icon anew, after a change of theme or state."""
        value = self._slider.value()
        name = "mute" if self._mute.isChecked() else "volume-low" if value < 40 else "volume"
        if value == 0 and name != "mute":
            name = "volume-none"
        self._mute.setIcon(icon(name, tokens_for(self.palette())))

    def _moved(self, value: int) -> None:
        if self._mute.isChecked():
            self._mute.setChecked(False)
            self.mute_toggled.emit(False)
        self.refresh_icons()
        self.volume_changed.emit(value / 100.0)

    def _mute_clicked(self, checked: bool) -> None:
        self.refresh_icons()
        self.mute_toggled.emit(checked)

"""Where the sound goes: a button with the device in use, and a menu of all there are.

Main thread; passive. Devices are shown by the system's own names. "No sound" is what is left when
there is no device, and is not offered as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from player.controllers.player import OutputDevice
from player.ui.icons import glyph
from player.ui.text_line import draw_line
from player.ui.theme import BODY, SPACE, font, tokens_for
from player.ui.words import plain_tip
from player.wording import translate

SILENCE = "null"
"""The output that makes no sound."""
_CARET = 14


class OutputPicker(QPushButton):
    """Shows the chosen output; its menu offers the system's choice and every device."""

    output_chosen = Signal(str)
    """Name of a device; empty for the system's choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "picker")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Sound", "Output device"))
        self._words = ""
        self._devices: tuple[OutputDevice, ...] = ()
        self._chosen = ""
        self.choices = QMenu(self)
        self._group = QActionGroup(self.choices)
        self.setMenu(self.choices)
        self.choices.aboutToShow.connect(self._widen)
        self.choose("")

    def set_outputs(self, devices: Sequence[OutputDevice]) -> None:
        """Show what there is."""
        self._devices = tuple(device for device in devices if device.name != SILENCE)
        self.choose(self._chosen)

    def choose(self, chosen: str) -> None:
        """Show what is chosen, by name, without asking for it."""
        self._chosen = chosen
        self._words = self._system_words() if not chosen else self.label_of(chosen)
        self.setAccessibleDescription(self._words)
        self.setToolTip(plain_tip(self._words))
        self.update()
        self._fill()

    def label_of(self, name: str) -> str:
        """What a listener is shown for a device; where two look alike, all of their names."""
        if name == SILENCE:
            return translate("Sound", "No sound")
        labels = Counter(device.label for device in self._devices)
        for device in self._devices:
            if name in (device.name, device.label):
                return device.label if labels[device.label] == 1 else device.name
        return name

    def default_label(self) -> str:
        """The device that is the system's choice now; empty when it is not known."""
        return next((self.label_of(d.name) for d in self._devices if d.is_default), "")

    def _system_words(self) -> str:
        device = self.default_label()
        if not device:
            return translate("Sound", "System default")
        return translate("Sound", "System default: {device}", device=device)

    def _fill(self) -> None:
        self.choices.clear()
        self._group.deleteLater()
        self._group = QActionGroup(self.choices)
        self._group.triggered.connect(self._picked)
        self._add(translate("Sound", "System default"), "", self.default_label())
        if self._devices:
            self.choices.addSeparator()
        for device in self._devices:
            note = translate("Sound", "default") if device.is_default else ""
            self._add(self.label_of(device.name), device.name, note)
        if not self._is_there(self._chosen):
            words = self.label_of(self._chosen)
            self._add(words, self._chosen, translate("Sound", "not connected"))

    def _is_there(self, name: str) -> bool:
        return name in ("", SILENCE) or any(name in (d.name, d.label) for d in self._devices)

    def _add(self, words: str, name: str, note: str) -> None:
        shown = f"{words}\t{note}" if note else words
        action = self.choices.addAction(shown.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(self._chosen in (name, words) if name else not self._chosen)
        action.setData(name)
        self._group.addAction(action)

    def _picked(self, action: QAction) -> None:
        self.output_chosen.emit(action.data())

    # ---- size and painting -----------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it is given: the longest names are cut."""
        return QSize(2 * SPACE.xxl, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same."""
        return self.sizeHint()

    def _widen(self) -> None:
        self.choices.setMinimumWidth(self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The button, the device as far as there is room, and a caret at its end."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        inner = self.rect().adjusted(SPACE.m, 0, -SPACE.m, 0)
        room = inner.adjusted(0, 0, -_CARET - SPACE.s, 0)
        draw_line(painter, room, self._words, font(BODY), tokens.text)
        caret = glyph("down", QColor(tokens.text2), _CARET, self.devicePixelRatioF())
        painter.drawPixmap(inner.right() - _CARET, (self.height() - _CARET) // 2, caret)
        painter.end()

"""A slider that goes where it is clicked, filled from a value of its own choice. Main thread.

Painted here and not by the style sheet: a level of 0 dB lies in the middle, and its fill must grow
from there to both sides. Passive: what it stands for is its owner's business.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QWidget

from player.ui.theme import tokens_for
from player.ui.tokens import Tokens

_HANDLE = 12
_GROOVE = 4
_HEIGHT = 20
_NOTCH = 120
"""What Qt calls one step of a wheel; fine wheels and touchpads send parts of it."""


class LevelSlider(QSlider):
    """A horizontal slider; the wheel turns it only where that is asked for."""

    def __init__(self, parent: QWidget | None = None, *, origin: int | None = None) -> None:
        """*origin*: the value the fill grows from; by default the lowest."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._origin = origin
        self._wheel_step = 0
        self._turned = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_wheel_step(self, step: int) -> None:
        """How far one notch of the wheel goes; 0 (at first): the page under it scrolls instead."""
        self._wheel_step = step

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it is given, as high as the handle and its ring."""
        return QSize(96, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Long enough to be hit."""
        return QSize(64, _HEIGHT)

    def x_of(self, value: int) -> float:
        """Where the middle of the handle is at a value, px."""
        room = max(1, self.width() - _HANDLE)
        span = max(1, self.maximum() - self.minimum())
        return _HANDLE / 2 + room * (value - self.minimum()) / span

    # ---- hands -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The handle comes to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """And goes along with it."""
        if self.isSliderDown():
            self._go_to(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def _go_to(self, event: QMouseEvent) -> None:
        x = round(event.position().x()) - _HANDLE // 2
        room = max(1, self.width() - _HANDLE)
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), x, room))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Equal steps for equal turns, however finely the wheel counts."""
        if not self._wheel_step:
            event.ignore()
            return
        turn = event.angleDelta().y() or event.angleDelta().x()
        if turn * self._turned < 0:
            self._turned = 0.0  # the other way round: at once
        self._turned += self._wheel_step * turn / _NOTCH
        whole = int(self._turned)
        self._turned -= whole
        self.setValue(self.value() + whole)
        event.accept()

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Groove, fill, handle, and the ring of the focus."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        here = self.x_of(self.sliderPosition())
        origin = self.x_of(self.minimum() if self._origin is None else self._origin)
        self._bar(painter, _HANDLE / 2, self.width() - _HANDLE / 2, tokens.line)
        self._bar(painter, origin, here, tokens.text2 if self.isEnabled() else tokens.disabled)
        if self._origin is not None:
            painter.drawRoundedRect(QRectF(origin - 1, middle - 5, 2, 10), 1, 1)
        self._paint_handle(painter, QPointF(here, middle), tokens)
        painter.end()

    def _bar(self, painter: QPainter, start: float, end: float, colour: str) -> None:
        left, right = sorted((start, end))
        painter.setBrush(QColor(colour))
        bar = QRectF(left, self.height() / 2 - _GROOVE / 2, right - left, _GROOVE)
        painter.drawRoundedRect(bar, _GROOVE / 2, _GROOVE / 2)

    def _paint_handle(self, painter: QPainter, centre: QPointF, tokens: Tokens) -> None:
        painter.setBrush(QColor(tokens.text if self.isEnabled() else tokens.disabled))
        hot = self.isEnabled() and (self.underMouse() or self.isSliderDown())
        radius = _HANDLE / 2 + (1 if hot else 0)
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawEllipse(centre, radius + 2, radius + 2)

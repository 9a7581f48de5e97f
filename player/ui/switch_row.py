"""A line of words with a switch at its end; all of it can be clicked. Main thread; passive."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from player.ui.motion import motion_ms
from player.ui.theme import BODY, SPACE, font, tokens_for

_TRACK = QSize(36, 20)
_THUMB = 7.0
_HEIGHT = 28
_MOVE_MS = 120


class SwitchRow(QCheckBox):
    """A check box that looks like a switch; Space or a click turns it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(words)
        self._place = 0.0
        self._moving = QVariantAnimation(self)
        self._moving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._moving.valueChanged.connect(self._moved)
        self.toggled.connect(self._go)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words, a gap and the switch."""
        words = QFontMetrics(font(BODY)).horizontalAdvance(self.text())
        return QSize(words + SPACE.l + _TRACK.width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """All of the line."""
        return self.rect().contains(pos)

    def show_on(self, on: bool) -> None:
        """Show whether it is on, without asking for it and without a movement."""
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)
        self._moving.stop()
        self._moved(float(on))

    def _go(self, on: bool) -> None:
        wanted_ms = motion_ms(self, _MOVE_MS) if self.isVisible() else 0
        self._moving.stop()
        if not wanted_ms:
            self._moved(float(on))
            return
        self._moving.setDuration(wanted_ms)
        self._moving.setStartValue(self._place)
        self._moving.setEndValue(float(on))
        self._moving.start()

    def _moved(self, place: float) -> None:
        self._place = place
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Words on the left, the switch on the right."""
        tokens = tokens_for(self.palette())
        usable, on = self.isEnabled(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(BODY))
        painter.setPen(QColor(tokens.text if usable else tokens.disabled))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), left, self.text())
        track = QRectF(
            self.width() - _TRACK.width() - 1,
            (self.height() - _TRACK.height()) / 2,
            _TRACK.width(),
            _TRACK.height(),
        )
        hot = usable and self.underMouse()
        edge = tokens.text2 if hot else tokens.disabled if usable else tokens.line
        fill = tokens.raised if not on else tokens.text if usable else tokens.disabled
        painter.setPen(QPen(QColor(fill if on else edge), 1))
        painter.setBrush(QColor(fill))
        box = track.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-2, -2, 2, 2).intersected(QRectF(self.rect()))
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        thumb = tokens.ground if on else tokens.text2 if usable else tokens.disabled
        travel = track.width() - track.height()
        centre = QPointF(
            track.left() + track.height() / 2 + travel * self._place, track.center().y()
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(thumb))
        painter.drawEllipse(centre, _THUMB, _THUMB)
        painter.end()

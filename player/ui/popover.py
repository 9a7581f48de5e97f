"""A card that floats over the window above a bar: no dialog, everything else stays usable.

Main thread. Escape, its opener or a click elsewhere in the window closes it; clicks into the bar it
stands on do not, so that what it changes can be tried while it is open. The keyboard moves into it
when it opens and back to where it was when it closes.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPropertyAnimation,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
    QWindow,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from player.ui.motion import motion_ms
from player.ui.theme import RADIUS, SPACE, tokens_for

_SHADOW = 12
"""Room around the card for its shadow, px."""
_PLACING = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest)
"""After what of the bar or of the content it may have to stand elsewhere."""
_SHADOW_ALPHA = 3
"""Of each of the shadow's rings, 0..255; they lie on each other."""


class Popover(QWidget):
    """Shows *content* above a bar, as high as it needs and as there is room for."""

    opened = Signal(bool)
    """It is open now, or closed again."""

    def __init__(self, content: QWidget, above: QWidget, width: int, parent: QWidget) -> None:
        """*above*: the bar it stands on, in the same window as *parent*; *width* of the card."""
        super().__init__(parent)
        self._over = parent
        self._content, self._bar, self._width = content, above, width
        self._came_from: QWidget | None = None
        self._watched: QWindow | None = None
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        room = QVBoxLayout(self)
        edge = _SHADOW + 1
        room.setContentsMargins(edge, edge, edge, edge)
        room.addWidget(self._scroll)
        self._again = QTimer(self)  # what it holds asks first and lays itself out afterwards
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._place_again)
        self._fade = QPropertyAnimation(self)
        self._fade.setPropertyName(b"opacity")
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.finished.connect(self._end_fade)
        self.setAccessibleName(content.accessibleName())
        self.hide()

    def toggle(self) -> None:
        """Open, or close."""
        if self.isVisible():
            self.close_it()
        else:
            self.open_it()

    def open_it(self) -> None:
        """Show it, and move the keyboard into it."""
        if self.isVisible():
            return
        self._came_from = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()
        self._scroll.verticalScrollBar().setValue(0)
        self._content.setFocus(Qt.FocusReason.PopupFocusReason)
        self._begin_fade()

    def close_it(self) -> None:
        """Hide it, and give the keyboard back."""
        focused = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self.hide()
        back = self._came_from
        if inside and back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None

    def place(self) -> None:
        """Stand on the bar, at the right, inside the window."""
        bottom = self._bar.mapTo(self._over, self._bar.rect().topLeft()).y()
        right = self._bar.mapTo(self._over, self._bar.rect().topRight()).x() + 1
        size = self._card_size(bottom - 2 * SPACE.s)
        self._stand(right - SPACE.s - size.width(), bottom - SPACE.s - size.height(), size)

    def _place_again(self) -> None:
        if self.isVisible():
            self.place()

    def _card_size(self, most: int) -> QSize:
        """As wide as asked for, as high as the content needs; at most *most* high."""
        width = min(self._width, self._over.width() - 2 * SPACE.s)
        layout = self._content.layout()
        wanted = layout.totalHeightForWidth(width) if layout is not None else 0
        wanted = max(wanted, self._content.minimumSizeHint().height())
        self._scroll.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if wanted > most
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff  # it would make itself needed: less width
        )
        return QSize(width, min(wanted, most))

    def _stand(self, left: int, top: int, size: QSize) -> None:
        """Put the card with its shadow there: the card's left upper corner."""
        edge = _SHADOW + 1
        self.setGeometry(
            QRect(left - edge, top - edge, size.width() + 2 * edge, size.height() + 2 * edge)
        )

    # ---- opening and closing ---------------------------------------------------------------

    def _begin_fade(self) -> None:
        wanted_ms = motion_ms(self)
        if not wanted_ms:
            return
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(0.0)
        self.setGraphicsEffect(effect)
        self._fade.setTargetObject(effect)
        self._fade.setDuration(wanted_ms)
        self._fade.start()

    def _end_fade(self) -> None:
        self._fade.stop()
        self.setGraphicsEffect(None)  # type: ignore[arg-type]  # Qt takes none

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Watch what it stands on, what it holds, and for clicks elsewhere."""
        super().showEvent(event)
        self._watched = self.window().windowHandle()
        for watched in (self._bar, self._content, self._watched):
            if watched is not None:
                watched.installEventFilter(self)
        self.opened.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Watch no more."""
        super().hideEvent(event)
        for watched in (self._bar, self._content, self._watched):
            if watched is not None and isValid(watched):
                watched.removeEventFilter(self)
        self._watched = None
        self._end_fade()
        self.opened.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the bar and the content; close at a click elsewhere in the window."""
        kind = event.type()
        if watched is self._watched:
            if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                self._on_press(event)
        elif kind in _PLACING:
            self.place()
            self._again.start()
        return False

    def _on_press(self, event: QMouseEvent) -> None:
        where = event.globalPosition().toPoint()
        inside = self._card().contains(self.mapFromGlobal(where))
        on_bar = self._bar.rect().contains(self._bar.mapFromGlobal(where))
        if not inside and not on_bar:
            self.close_it()

    # ---- painting --------------------------------------------------------------------------

    def _card(self) -> QRect:
        return self.rect().adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the card is for nothing under it."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The card and a soft shadow under it."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self._card()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(tokens.shadow)
        shade.setAlpha(_SHADOW_ALPHA * (4 if tokens.dark else 1))
        painter.setBrush(shade)
        for grown in range(1, _SHADOW):
            ring = card.adjusted(-grown, 2 - grown, grown, min(grown + 2, _SHADOW))
            painter.drawRoundedRect(ring, RADIUS + grown, RADIUS + grown)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        painter.end()

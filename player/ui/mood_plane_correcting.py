"""The mood plane while the listener puts a track's dot where they feel it. Main thread; passive.

A sheet over the plane that takes the pointer and the keyboard until the dot is set or the listener
thinks better of it: a drag, or the arrow keys and Enter; Escape leaves. The dot as it was stays as
a ghost, and a line joins them. The plane under it keeps its target and its journey.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from player.ui.colour import mood_colour
from player.ui.theme import RADIUS, SMALL, SPACE, font, tokens_for
from player.wording import translate

Point = tuple[float, float]

STEP = 0.05
"""How far an arrow key moves the dot; with Shift a fifth of that (plane units)."""
PREVIEW_MS = 90
"""A dot that is moved asks at most this often what it would change."""
_DOT, _GHOST = 7.0, 5.0
_VEIL = 120


class CorrectingSheet(QWidget):
    """One dot to be placed."""

    moved = Signal(float, float)
    """The dot is here now, at most every :data:`PREVIEW_MS`."""
    placed = Signal(float, float)
    """The listener feels it here."""
    left = Signal()
    """It stays where it was."""

    def __init__(
        self,
        plane: QWidget,
        start: Point | None,
        *,
        to_pixel: Callable[[Point], QPointF],
        to_point: Callable[[QPointF], Point],
    ) -> None:
        """Lie over *plane*, which tells where its points are.

        :param start: where the dot was; ``None`` where that is not shown, so that it sways nobody.
        """
        super().__init__(plane)
        self._start = start
        self._at = start or (0.0, 0.0)
        self._touched = start is not None
        self._to_pixel, self._to_point = to_pixel, to_point
        self._held = False
        self._words = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PREVIEW_MS)
        self._later.timeout.connect(self._report)
        self.setGeometry(plane.rect())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(translate("Correction", "Place the track on the plane"))
        self.setAccessibleDescription(
            translate(
                "Correction", "Arrow keys move it, Enter sets it, Escape leaves it where it was."
            )
        )
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def at(self) -> Point:
        """Where the dot is now."""
        return self._at

    def show_preview(self, words: str) -> None:
        """What setting the dot here would do."""
        self._words = words
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The way of the dot, and what to do in words."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot, ink = self._to_pixel(self._at), QColor(tokens.text)
        if self._start is not None:
            self._paint_before(painter, self._start, dot)
        if self._touched:
            painter.setPen(QPen(ink, 2))
            painter.setBrush(mood_colour(*self._at, tokens))
            painter.drawEllipse(dot, _DOT, _DOT)
        if self._start is not None:
            drag = translate("Correction", "Drag the dot to where you feel it. Esc leaves it.")
            self._label(painter, drag, top=True)
        self._label(painter, self._words, top=False)
        painter.end()

    def _paint_before(self, painter: QPainter, start: Point, dot: QPointF) -> None:
        """A veil over what cannot be touched now, the dot as it was, and a line to where it is."""
        tokens = tokens_for(self.palette())
        veil, ink, ghost = QColor(tokens.ground), QColor(tokens.text), self._to_pixel(start)
        veil.setAlpha(_VEIL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(ghost, dot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.4))
        painter.drawEllipse(ghost, _GHOST, _GHOST)

    def _label(self, painter: QPainter, words: str, *, top: bool) -> None:
        if not words:
            return
        tokens = tokens_for(self.palette())
        painter.setFont(font(SMALL))
        width = self.width() - 2 * SPACE.s
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        space = QRectF(0, 0, width - 2 * SPACE.s, self.height())
        box = painter.boundingRect(space, flags, words).adjusted(0, 0, 2 * SPACE.s, 2 * SPACE.xs)
        box.moveCenter(QPointF(self.width() / 2, 0))
        box.moveTop(SPACE.xs if top else self.height() - box.height() - SPACE.xs)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, flags, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the dot along from here."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._move(self._to_point(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the dot along."""
        if self._held:
            self._move(self._to_point(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Here it is felt."""
        if event.button() == Qt.MouseButton.LeftButton and self._held:
            self._move(self._to_point(event.position()))
            self._set()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move, Enter sets, Escape leaves; nothing else reaches the window."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = STEP / 5 if fine else STEP
            dv, da = _ARROWS[key]
            self._move((self._at[0] + step * dv, self._at[1] + step * da))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._touched:
            self._set()
        elif key == Qt.Key.Key_Escape:
            self._held = False
            self._later.stop()
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard is elsewhere now, where Escape is for something else: the dot stays where it
        was. Where that is not shown, other answers than this plane stand beside it."""
        super().focusOutEvent(event)
        if self._start is not None and self.isVisible() and event.reason() in _WENT_ON:
            self._held = False
            self._later.stop()
            self.left.emit()

    def _move(self, point: Point) -> None:
        self._at, self._touched = (_on_plane(point[0]), _on_plane(point[1])), True
        if not self._later.isActive():
            self._later.start()
        self.update()

    def _set(self) -> None:
        self._held = False
        self._later.stop()
        self.placed.emit(*self._at)

    def _report(self) -> None:
        self.moved.emit(*self._at)


def _on_plane(value: float) -> float:
    return round(min(max(value, -1.0), 1.0), 4)


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_WENT_ON = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""How the listener takes the keyboard elsewhere; a menu or another window only borrows it."""

"""A journey on the mood plane: what it is, how it is drawn, and the drag that asks for one.

Main thread. Passive: no controller is known here. A press that is let go where it began is a click
and none of this; a press that moves on draws a way from where it began to where it is let go.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from player.ui.colour import mood_colour
from player.ui.tokens import Tokens

Point = tuple[float, float]

DRAG_PX = 10.0
"""A press that moved less than this is a click, px."""
SNAP_PX = 14.0
"""A drag that begins this close to the playing track begins at it; one this close to the target
moves the target, px."""
_DOT, _END = 3.0, 7.0
_ARROW = 8.0


@dataclass(frozen=True, slots=True)
class JourneyPath:
    """A way over the plane."""

    start: Point
    """Valence and arousal it begins at."""
    end: Point
    """Where it goes."""
    tracks: tuple[Point, ...] = ()
    """Where the planned tracks are, in order."""
    heard: int = 0
    """How many of them are behind."""


class JourneyDrag:
    """One press on the plane, from which a journey may come."""

    def __init__(self, pressed: QPointF, start: Point) -> None:
        """*pressed*: where, px; *start*: the point of the plane it means."""
        self._pressed, self.start = pressed, start
        self.drawn = False

    def move(self, position: QPointF) -> bool:
        """The pointer is at *position* now; whether a way is being drawn."""
        apart = position - self._pressed
        self.drawn = self.drawn or math.hypot(apart.x(), apart.y()) > DRAG_PX
        return self.drawn


def close_to(first: QPointF, second: QPointF) -> bool:
    """Two places are near enough to mean the same thing."""
    apart = first - second
    return math.hypot(apart.x(), apart.y()) <= SNAP_PX


def paint_journey(
    painter: QPainter, path: JourneyPath, to_pixel: Callable[[Point], QPointF], tokens: Tokens
) -> None:
    """The way as a dashed line with an arrow, the planned tracks as dots along it: full behind,
    ringed ahead."""
    ink, ground = QColor(tokens.text), QColor(tokens.ground)
    start, end = to_pixel(path.start), to_pixel(path.end)
    ground.setAlpha(150)
    line = QPainterPath(start)
    line.lineTo(end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ground, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(line)
    dashed = QPen(ink, 1.6, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    dashed.setDashPattern([3.0, 3.0])
    painter.setPen(dashed)
    painter.drawPath(line)
    painter.setPen(QPen(ink, 2))
    painter.drawEllipse(start, _DOT + 1, _DOT + 1)
    _arrow(painter, start, end, ink)
    for number, track in enumerate(path.tracks):
        behind = number < path.heard
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(ink if behind else mood_colour(*track, tokens))
        painter.drawEllipse(to_pixel(track), _DOT, _DOT)


def _arrow(painter: QPainter, start: QPointF, end: QPointF, ink: QColor) -> None:
    """Where it goes: a ring, and the tip of an arrow into it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(end.x() - _END, end.y() - _END, 2 * _END, 2 * _END))
    length = math.hypot(end.x() - start.x(), end.y() - start.y())
    if length < 3 * _END:
        return
    along = (end - start) / length
    across = QPointF(-along.y(), along.x())
    tip = end - along * _END
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(
        [
            tip,
            tip - along * _ARROW + across * (_ARROW / 2),
            tip - along * _ARROW - across * (_ARROW / 2),
        ]
    )

"""Cover art of the demo library, painted by Qt.

Used by the scripts that render the demo library, offscreen and in one thread. One picture per
album; nothing here knows about sound. Shapes only: text would depend on the fonts of the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPen,
    QPolygonF,
    QRadialGradient,
)

SIDE = 320
"""Width and height of a cover in pixels."""

_CANVAS = 480
"""Width and height in the units that the pictures are drawn in."""

_WHOLE = QRectF(0, 0, _CANVAS, _CANVAS)


def cover(album: str) -> bytes:
    """The album's cover as JPEG. Raises ``KeyError`` for an album that is not in the catalogue."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SIDE / _CANVAS, SIDE / _CANVAS)
    painter.setPen(Qt.PenStyle.NoPen)
    _PICTURES[album](painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "JPG", 86):  # type: ignore[call-overload]
        raise OSError("Qt could not write a JPEG")
    return bytes(buffer.data().data())


def _sky(painter: QPainter, *colours: str) -> None:
    """Fill the whole picture from top to bottom."""
    gradient = QLinearGradient(0, 0, 0, _CANVAS)
    for i, colour in enumerate(colours):
        gradient.setColorAt(i / (len(colours) - 1), QColor(colour))
    painter.fillRect(_WHOLE, gradient)


def _glow(painter: QPainter, x: float, y: float, radius: float, colour: str) -> None:
    """A light that fades outwards."""
    gradient = QRadialGradient(x, y, radius)
    gradient.setColorAt(0, QColor(colour))
    faint = QColor(colour)
    faint.setAlpha(0)
    gradient.setColorAt(1, faint)
    painter.setBrush(gradient)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _hills(painter: QPainter, y: float, height: float, phase: float, colour: str) -> None:
    """A soft line of hills or waves, filled to the bottom."""
    x = np.linspace(0, _CANVAS, 97)
    line = y - height * (np.sin(x / 95 + phase) + 0.5 * np.sin(x / 41 + 2.1 * phase))
    points = [QPointF(float(a), float(b)) for a, b in zip(x, line, strict=True)]
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([*points, QPointF(_CANVAS, _CANVAS), QPointF(0, _CANVAS)]))


def _rooms_after_midnight(painter: QPainter) -> None:
    """A dark house front with one lit window."""
    _sky(painter, "#141a33", "#23264a", "#38304f")
    _glow(painter, 372, 96, 90, "#8f93c9")
    painter.setBrush(QColor("#e9e3d2"))
    painter.drawEllipse(QPointF(372, 96), 34, 34)
    for column in range(4):
        for row in range(4):
            lit = (column, row) == (1, 2)
            x, y = 62 + column * 96, 168 + row * 80
            if lit:
                _glow(painter, x + 28, y + 28, 150, "#d9904a")
            painter.setBrush(QColor("#ffd58a" if lit else "#191d38"))
            painter.drawRoundedRect(QRectF(x, y, 56, 58), 4, 4)


def _front_porch_songs(painter: QPainter) -> None:
    """A wheel in front of a morning sun."""
    _sky(painter, "#f6c667", "#f4a259", "#e4745b")
    painter.setBrush(QColor("#fff1cf"))
    painter.drawEllipse(QPointF(240, 232), 150, 150)
    _hills(painter, 392, 16, 0.6, "#5b8e7d")
    _hills(painter, 430, 12, 2.4, "#3c6e63")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#28413f"), 9))
    painter.drawEllipse(QPointF(240, 316), 92, 92)
    painter.setPen(QPen(QColor("#28413f"), 2.5))
    for turn in np.linspace(0, np.pi, 9)[:-1]:
        reach = QPointF(90 * float(np.cos(turn)), 90 * float(np.sin(turn)))
        painter.drawLine(QPointF(240, 316) - reach, QPointF(240, 316) + reach)


def _latitudes(painter: QPainter) -> None:
    """Cold layers under a polar light."""
    _sky(painter, "#06131f", "#0d2c3e", "#1d5566")
    for i, colour in enumerate(("#1f8f7f", "#4fd1a5", "#7b6fd0")):
        glow = QColor(colour)
        glow.setAlpha(70)
        painter.setBrush(glow)
        x = np.linspace(0, _CANVAS, 65)
        top = 96 + 34 * i + 26 * np.sin(x / 70 + i)
        upper = [QPointF(float(a), float(b)) for a, b in zip(x, top, strict=True)]
        lower = [QPointF(float(a), float(b) + 74) for a, b in zip(x[::-1], top[::-1], strict=True)]
        painter.drawPolygon(QPolygonF(upper + lower))
    for i, colour in enumerate(("#27697a", "#3f8797", "#7fb3bd", "#d4e6e8")):
        _hills(painter, 306 + 46 * i, 13, 1.3 * i, colour)


def _city_of_mirrors(painter: QPainter) -> None:
    """A mirror ball."""
    _sky(painter, "#2a0f3f", "#5b1a5c", "#b0305c")
    for x, y, colour in ((90, 120, "#ff5fa2"), (400, 150, "#ffb347"), (350, 420, "#57c7ff")):
        _glow(painter, x, y, 130, colour)
    rng = np.random.default_rng(4)
    for row in range(-7, 8):
        angle = row * np.pi / 16
        radius = 140 * np.cos(angle)
        for column in range(-9, 10):
            turn = column * np.pi / 19
            x, y = 240 + radius * np.sin(turn), 246 + 140 * np.sin(angle)
            light = 0.35 + 0.65 * rng.uniform() * (
                0.4 + 0.6 * np.cos(turn - 0.5) * np.cos(angle + 0.5)
            )
            painter.setBrush(QColor.fromHsvF(0.9, 0.28 * (1 - light), min(1.0, 0.25 + light)))
            wide, high = radius * np.cos(turn) * 0.142, 140 * np.cos(angle) * 0.17
            painter.drawRect(QRectF(x - wide / 2, y - high / 2, wide, high))


def _anvil_songs(painter: QPainter) -> None:
    """Shards over embers."""
    _sky(painter, "#0d0d10", "#1c1214", "#4a1410")
    _glow(painter, 240, 500, 330, "#e0401c")
    rng = np.random.default_rng(8)
    for i in range(9):
        x = 20 + i * 55 + float(rng.uniform(-12, 12))
        top, wide = float(rng.uniform(60, 240)), float(rng.uniform(34, 62))
        painter.setBrush(QColor("#17181c" if i % 2 else "#2b2d33"))
        left = [QPointF(x, _CANVAS), QPointF(x + 10, top), QPointF(x + wide, _CANVAS)]
        painter.drawPolygon(QPolygonF(left))
        painter.setBrush(QColor("#3c3f47"))
        edge = [QPointF(x + 10, top), QPointF(x + 15, _CANVAS), QPointF(x, _CANVAS)]
        painter.drawPolygon(QPolygonF(edge))


def _first_set(painter: QPainter) -> None:
    """Paper cut-outs: a lamp's cone, a round table, three players."""
    _sky(painter, "#18475c", "#12394c")
    painter.setBrush(QColor("#f0b94a"))
    cone = [QPointF(168, 0), QPointF(196, 0), QPointF(398, 400), QPointF(38, 400)]
    painter.drawPolygon(QPolygonF(cone))
    painter.setBrush(QColor("#e8e0cc"))
    painter.drawEllipse(QRectF(38, 340, 360, 110))
    for x, high, colour in ((120, 150, "#c8452e"), (206, 196, "#12394c"), (292, 132, "#1f7a78")):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(x, 396 - high, 58, high), 29, 29)
        painter.drawEllipse(QPointF(x + 29, 372 - high), 20, 20)


_PICTURES: Mapping[str, Callable[[QPainter], None]] = {
    "Rooms After Midnight": _rooms_after_midnight,
    "Front Porch Songs": _front_porch_songs,
    "Latitudes": _latitudes,
    "City of Mirrors": _city_of_mirrors,
    "Anvil Songs": _anvil_songs,
    "First Set": _first_set,
}

"""How the mood plane is painted. Main thread; no state, no input: a scene in, strokes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

from player.ui.colour import mood_colour
from player.ui.mood_plane_journey import JourneyPath, paint_journey
from player.ui.mood_words import MoodOption
from player.ui.theme import RADIUS, SMALL, SPACE, font
from player.ui.tokens import Tokens
from player.wording import translate

Point = tuple[float, float]
_DOT, _GLOW = 5.0, 22.0
"""Radius of the playing track and of its glow, px."""


@dataclass(frozen=True, slots=True)
class PlaneScene:
    """Everything there is to see on the plane at one moment."""

    field: QRectF
    """The colour field, px."""
    background: QImage
    """Field and dust, ready."""
    moods: tuple[MoodOption, ...]
    """Names to place."""
    marked: frozenset[str]
    """Moods whose names stand out."""
    playing: Point | None
    """The playing track."""
    trail: tuple[Point, ...]
    """The tracks before it, oldest first."""
    target: Point | None
    """The chosen point."""
    radius: float
    """How loosely tracks may match, plane units."""
    journey: JourneyPath | None
    """A way over the plane."""
    pointer: Point | None
    """Where the words are shown."""
    words: str
    """The mood there."""
    focused: bool
    """It has the keyboard."""


class PlanePainter:
    """Paints one scene."""

    def __init__(
        self, painter: QPainter, tokens: Tokens, to_pixel: Callable[[Point], QPointF]
    ) -> None:
        self._p = painter
        self._tokens = tokens
        self._to_pixel = to_pixel

    def paint(self, scene: PlaneScene) -> None:
        """Back to front."""
        self._p.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        clip = QPainterPath()
        clip.addRoundedRect(scene.field, RADIUS, RADIUS)
        self._corners(scene.field)
        self._p.save()
        self._p.setClipPath(clip)
        self._p.drawImage(scene.field, scene.background)
        self._axes(scene.field)
        self._names(scene)
        if scene.target is not None:
            self._target(scene, scene.target)
        self._trail(scene)
        if scene.journey is not None:
            paint_journey(self._p, scene.journey, self._to_pixel, self._tokens)
        if scene.playing is not None:
            self._playing(scene.playing)
        self._p.restore()
        self._frame(scene)
        if scene.pointer is not None and scene.words:
            self._bubble(scene, scene.pointer)

    def _corners(self, field: QRectF) -> None:
        above = QRectF(field.left(), 0, field.width(), field.top() - SPACE.xs)
        below = QRectF(field.left(), field.bottom() + SPACE.xs, field.width(), field.top())
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        bottom, top = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        self._p.setFont(font(SMALL))
        self._p.setPen(QColor(self._tokens.text2))
        for strip, align, words in (
            (above, left | bottom, translate("Picker", "dark and lively")),
            (above, right | bottom, translate("Picker", "bright and lively")),
            (below, left | top, translate("Picker", "dark and quiet")),
            (below, right | top, translate("Picker", "bright and quiet")),
        ):
            self._p.drawText(strip, align, words)

    def _axes(self, field: QRectF) -> None:
        self._p.setPen(QPen(self._ink(28), 1))
        centre = field.center()
        self._p.drawLine(QPointF(field.left(), centre.y()), QPointF(field.right(), centre.y()))
        self._p.drawLine(QPointF(centre.x(), field.top()), QPointF(centre.x(), field.bottom()))

    def _names(self, scene: PlaneScene) -> None:
        for mood in scene.moods:
            marked = mood.id in scene.marked
            face = font(SMALL, strong=marked)
            self._p.setFont(face)
            metrics = QFontMetricsF(face)
            at = self._to_pixel((mood.valence, mood.arousal))
            box = QRectF(0, 0, metrics.horizontalAdvance(mood.name) + 2 * SPACE.s, 20)
            box.moveCenter(at)
            box.moveLeft(
                min(max(box.left(), scene.field.left()), scene.field.right() - box.width())
            )
            if marked:
                self._p.setPen(QPen(mood_colour(mood.valence, mood.arousal, self._tokens), 1.5))
                self._p.setBrush(QColor(self._tokens.surface))
                self._p.drawRoundedRect(box, 10, 10)
            else:
                self._halo(box, face, mood.name)
            self._p.setPen(self._ink(255 if marked else 190))
            self._p.drawText(box, Qt.AlignmentFlag.AlignCenter, mood.name)

    def _halo(self, box: QRectF, face: QFont, text: str) -> None:
        """The ground's colour round the letters, so that they stand out from dense dust."""
        ground = QColor(self._tokens.ground)
        ground.setAlpha(28)
        self._p.setFont(face)
        self._p.setPen(ground)
        for dx in (-1.0, 0.0, 1.0):
            for dy in (-1.0, 0.0, 1.0):
                self._p.drawText(box.translated(dx, dy), Qt.AlignmentFlag.AlignCenter, text)

    def _target(self, scene: PlaneScene, target: Point) -> None:
        at = self._to_pixel(target)
        rx, ry = scene.radius * scene.field.width() / 2, scene.radius * scene.field.height() / 2
        inside = self._ink(30)
        self._p.setBrush(inside)
        halo = QColor(self._tokens.ground)
        halo.setAlpha(120)
        self._p.setPen(QPen(halo, 4))
        self._p.drawEllipse(at, rx, ry)
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._p.setPen(QPen(self._ink(255), 2))
        self._p.drawEllipse(at, rx, ry)
        arm = 4.0
        self._p.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        self._p.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))

    def _trail(self, scene: PlaneScene) -> None:
        points = [*scene.trail, *([scene.playing] if scene.playing else [])]
        for i, (start, end) in enumerate(pairwise(points)):
            strength = (i + 1) / len(points)
            self._p.setPen(QPen(self._ink(round(120 * strength)), 1.2))
            self._p.drawLine(self._to_pixel(start), self._to_pixel(end))
        self._p.setPen(Qt.PenStyle.NoPen)
        for i, point in enumerate(scene.trail):
            strength = (i + 1) / (len(scene.trail) + 1)
            self._p.setBrush(self._ink(round(60 + 140 * strength)))
            self._p.drawEllipse(self._to_pixel(point), 1.5 + strength, 1.5 + strength)

    def _playing(self, playing: Point) -> None:
        at = self._to_pixel(playing)
        colour = mood_colour(*playing, self._tokens)
        glow = QRadialGradient(at, _GLOW)
        core = QColor(colour).lighter(130) if self._tokens.dark else QColor(colour)
        for stop, alpha in ((0.0, 230), (0.35, 120), (1.0, 0)):
            core.setAlpha(alpha)
            glow.setColorAt(stop, core)
        self._p.setPen(Qt.PenStyle.NoPen)
        self._p.setBrush(glow)
        self._p.drawEllipse(at, _GLOW, _GLOW)
        self._p.setBrush(colour)
        self._p.setPen(QPen(self._ink(255) if self._tokens.dark else QColor("white"), 2))
        self._p.drawEllipse(at, _DOT, _DOT)

    def _frame(self, scene: PlaneScene) -> None:
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        if scene.focused:
            self._p.setPen(QPen(QColor(self._tokens.accent), 2))
            self._p.drawRoundedRect(scene.field.adjusted(-2, -2, 2, 2), RADIUS + 2, RADIUS + 2)
        else:
            self._p.setPen(QPen(QColor(self._tokens.line), 1))
            self._p.drawRoundedRect(scene.field, RADIUS, RADIUS)

    def _bubble(self, scene: PlaneScene, pointer: Point) -> None:
        face = font(SMALL, strong=True)
        metrics = QFontMetricsF(face)
        box = QRectF(0, 0, metrics.horizontalAdvance(scene.words) + 2 * SPACE.s, 22)
        at = self._to_pixel(pointer)
        box.moveCenter(QPointF(at.x(), at.y() - 26))
        if box.top() < scene.field.top() + SPACE.xs:
            box.moveTop(at.y() + 16)
        left, right = scene.field.left() + SPACE.xs, scene.field.right() - SPACE.xs - box.width()
        box.moveLeft(min(max(box.left(), left), max(left, right)))
        ground = QColor(self._tokens.raised)
        ground.setAlpha(240)
        self._p.setPen(QPen(QColor(self._tokens.line), 1))
        self._p.setBrush(ground)
        self._p.drawRoundedRect(box, 11, 11)
        self._p.setFont(face)
        self._p.setPen(QColor(self._tokens.text))
        self._p.drawText(box, Qt.AlignmentFlag.AlignCenter, scene.words)

    def _ink(self, alpha: int) -> QColor:
        """The text colour, more or less see-through."""
        ink = QColor(self._tokens.text)
        ink.setAlpha(alpha)
        return ink

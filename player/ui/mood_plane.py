"""The valence-arousal plane as something to touch: colour field, dust, playing track, target.

Main thread. Passive: data comes in by setters, wishes go out by signals; it asks nobody. The field
and the dust are painted once into an image (``mood_dust``) and kept until size, theme or library
change; a repaint draws that image and a handful of shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from player.ui.mood_dust import field_image
from player.ui.mood_plane_correcting import CorrectingSheet
from player.ui.mood_plane_journey import JourneyDrag, JourneyPath, close_to
from player.ui.mood_plane_paint import PlanePainter, PlaneScene
from player.ui.mood_words import MoodOption, capitalised, mood_words, strictness_words
from player.ui.theme import tokens_for
from player.ui.tokens import Tokens
from player.wording import translate

STEP = 0.05
"""How far an arrow key moves the target, and a wheel notch its radius (plane units)."""
MIN_RADIUS, MAX_RADIUS, START_RADIUS = 0.1, 0.8, 0.3
"""Range and first value of how loosely tracks may match (plane units)."""
THROTTLE_MS = 120
"""A dragged target is reported at most this often."""
TRAIL_LENGTH = 5
"""How many past tracks keep a place on the plane."""
_MARGIN, _STRIP = 3.0, 16.0
"""Room for the focus ring, and for the words above and below, px."""
_SHAPE = 0.55
"""Height of the field by its width: a wider one would leave the queue under it too little."""

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]


class MoodPlane(QWidget):
    """Choose a mood by pointing at it."""

    target_chosen = Signal(float, float, float)
    """Valence, arousal, radius: the listener settled on a target."""
    target_moved = Signal(float, float, float)
    """The same, live while dragging, at most every :data:`THROTTLE_MS`."""
    target_cleared = Signal()
    """The listener took the target away."""
    correction_asked = Signal()
    """The listener took hold of the playing dot to correct it (with Alt), or moved it by keys."""
    journey_drawn = Signal(object, object)
    """Valence and arousal of where a journey was drawn from, and of where to."""

    def __init__(self, parent: QWidget | None = None, *, asks: bool = False) -> None:
        """*asks*: it waits for one answer. A drag draws no journey, and keys only aim: Enter
        answers."""
        super().__init__(parent)
        self._asks = asks
        self._moods: tuple[MoodOption, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._dust: tuple[Floats, Floats] = (np.empty(0), np.empty(0))
        self._playing: Point | None = None
        self._trail: list[Point] = []
        self._target: Point | None = None
        self._radius = START_RADIUS
        self._hover: Point | None = None
        self._dragging = False
        self._drag: JourneyDrag | None = None
        self._journey: JourneyPath | None = None
        self._sheet: CorrectingSheet | None = None
        self._wheel = 0.0
        self._background: QImage | None = None
        self._background_key: tuple[QSize, float, Tokens] | None = None
        self.background_renders = 0
        """How often the field and the dust were painted anew (for tests and benchmarks)."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(THROTTLE_MS)
        self._later.timeout.connect(self._report_move)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(2 * THROTTLE_MS)
        self._settle.timeout.connect(self._report_choice)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(translate("Picker", "Mood plane"))
        self._describe()

    # ---- what is shown ---------------------------------------------------------------------

    def set_moods(self, moods: Sequence[MoodOption]) -> None:
        """The moods whose names stand on the plane and describe its points."""
        self._moods = tuple(moods)
        self._describe()
        self.update()

    def set_marked_moods(self, ids: Sequence[str]) -> None:
        """Moods chosen elsewhere (by chip): their names stand out."""
        self._marked = frozenset(ids)
        self.update()

    def set_dust(self, valence: npt.ArrayLike, arousal: npt.ArrayLike) -> None:
        """The library's tracks, (n,) each, -1..1; NaN where not known yet."""
        self._dust = (np.array(valence, dtype=np.float64), np.array(arousal, dtype=np.float64))
        self._background = None
        self.update()

    def set_playing(self, point: Point | None) -> None:
        """Where the playing track is; None when nothing plays or its mood is not known."""
        if point == self._playing:
            return
        if self._playing is not None:
            self._trail = [*self._trail, self._playing][-TRAIL_LENGTH:]
        self._playing = point
        self.update()

    def set_target(self, point: Point | None, radius: float | None = None) -> None:
        """Show a target without reporting it as a wish; None shows none."""
        self._target = None if point is None else (_unit(point[0]), _unit(point[1]))
        if radius is not None:
            self._radius = min(max(radius, MIN_RADIUS), MAX_RADIUS)
        self._describe()
        self.update()

    def set_journey(self, journey: JourneyPath | None) -> None:
        """Draw a journey, planned or under way; None draws none."""
        if journey != self._journey:
            self._journey = journey
            self.update()

    def begin_correction(self, place: Point | None) -> CorrectingSheet:
        """Let the listener put a track that is at *place* (``None``: that is not shown) elsewhere;
        what they do comes by the signals of the sheet that lies over the plane now, until
        :meth:`end_correction`."""
        self.end_correction()
        self._sheet = CorrectingSheet(self, place, to_pixel=self.to_pixel, to_point=self.to_point)
        return self._sheet

    def end_correction(self) -> None:
        """The plane is for choosing moods again."""
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            had_focus = sheet.hasFocus()
            sheet.hide()
            sheet.deleteLater()
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def journey(self) -> JourneyPath | None:
        """The journey that is drawn."""
        return self._journey

    @property
    def target(self) -> Point | None:
        """Valence and arousal of the target, or None."""
        return self._target

    @property
    def radius(self) -> float:
        """How loosely tracks may match, plane units."""
        return self._radius

    @property
    def trail(self) -> tuple[Point, ...]:
        """Where the last tracks were, oldest first."""
        return tuple(self._trail)

    # ---- geometry --------------------------------------------------------------------------

    def field_rect(self) -> QRectF:
        """The colour field inside the widget; its edges are -1 and 1 on both axes."""
        top = _MARGIN + _STRIP
        return QRectF(self.rect()).adjusted(_MARGIN, top, -_MARGIN, -top)

    def to_pixel(self, point: Point) -> QPointF:
        """Where a point of the plane is in the widget."""
        r = self.field_rect()
        x, y = (point[0] + 1.0) / 2.0, (1.0 - point[1]) / 2.0
        return QPointF(r.left() + x * r.width(), r.top() + y * r.height())

    def to_point(self, position: QPointF) -> Point:
        """Which point of the plane a pixel is; outside is taken at the nearest edge."""
        r = self.field_rect()
        x = (position.x() - r.left()) / max(r.width(), 1.0)
        y = (position.y() - r.top()) / max(r.height(), 1.0)
        return _unit(2.0 * x - 1.0), _unit(1.0 - 2.0 * y)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """It keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Nearly two wide to one high, and the words above and below."""
        return round(width * _SHAPE + 2 * (_STRIP + _MARGIN))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As in the side panel."""
        return QSize(308, self.heightForWidth(308))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Below this it cannot be aimed at."""
        return QSize(180, 136)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What lies over it keeps its size."""
        super().resizeEvent(event)
        if self._sheet is not None:
            self._sheet.setGeometry(self.rect())

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the kept image and what moves."""
        tokens = tokens_for(self.palette())
        field = self.field_rect()
        scene = PlaneScene(
            field=field,
            background=self._rendered(tokens, field),
            moods=self._moods,
            marked=self._marked,
            playing=self._playing,
            trail=tuple(self._trail),
            target=self._target,
            radius=self._radius,
            journey=self._journey,
            pointer=self._bubble_at(),
            words=self._bubble_words(),
            focused=self.hasFocus(),
        )
        painter = QPainter(self)
        PlanePainter(painter, tokens, self.to_pixel).paint(scene)
        painter.end()

    def _rendered(self, tokens: Tokens, field: QRectF) -> QImage:
        key = (field.size().toSize(), self.devicePixelRatioF(), tokens)
        if self._background is None or key != self._background_key:
            size, ratio = key[0], key[1]
            self._background = field_image(size, ratio, tokens, *self._dust)
            self._background_key = key
            self.background_renders += 1
        return self._background

    def _bubble_at(self) -> Point | None:
        if self._dragging or (self.hasFocus() and self._hover is None):
            return self._target
        return self._hover

    def _bubble_words(self) -> str:
        at = self._bubble_at()
        if at is None:
            return ""
        words = mood_words(*at, self._moods)
        if self._drag is None or not self._drag.drawn:
            return words
        start = mood_words(*self._drag.start, self._moods)
        return translate("Picker", "from {start} to {end}", start=start, end=words)

    # ---- hands -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the target, or begin what becomes a click or a journey."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        if self._asks_to_correct(event):
            self.correction_asked.emit()
            return
        held = self._target is not None and close_to(at, self.to_pixel(self._target))
        if held or self._asks:
            self._dragging = True
            return
        playing = self._playing
        snaps = playing is not None and close_to(at, self.to_pixel(playing))
        self._drag = JourneyDrag(at, playing if snaps and playing else self.to_point(at))

    def _asks_to_correct(self, event: QMouseEvent) -> bool:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        playing = self._playing
        return (
            bool(alt) and playing is not None and close_to(event.position(), self.to_pixel(playing))
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say what the mood here is called; drag the target along, or draw a journey."""
        point = self.to_point(event.position())
        inside = self.field_rect().contains(event.position())
        held = self._dragging or self._drag is not None
        self._hover = point if inside or held else None
        if self._dragging:
            self._place(point)
            if not self._later.isActive():
                self._later.start()
        elif self._drag is not None and self._drag.move(event.position()):
            self._journey = JourneyPath(self._drag.start, point)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Settle on the target, or ask for the journey that was drawn."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, drag = self.to_point(event.position()), self._drag
        self._drag = None
        if drag is not None and drag.move(event.position()):
            self._journey = JourneyPath(drag.start, point)
            self.update()
            self.journey_drawn.emit(drag.start, point)
        elif drag is not None or self._dragging:
            self._dragging = False
            self._place(point)
            self._report_choice()

    def leaveEvent(self, _event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at."""
        self._hover = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Match more strictly or more loosely; without a target the wheel belongs to others."""
        if self._target is None or self._asks:
            event.ignore()
            return
        self._wheel += event.angleDelta().y() / 120.0
        notches = math.trunc(self._wheel)
        self._wheel -= notches
        if notches:
            self._set_radius(self._radius + STEP * notches)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move the target, + and - its strictness, Home, Delete or Esc clear it."""
        key = Qt.Key(event.key())
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in _ARROWS and shifted and self._playing is not None:
            self.correction_asked.emit()
        elif key in _ARROWS:
            start = self._target or self._playing or (0.0, 0.0)
            dv, da = _ARROWS[key]
            self._place((start[0] + STEP * dv, start[1] + STEP * da))
            self._report_soon(repeated=event.isAutoRepeat())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) and self._target:
            self._set_radius(self._radius + STEP)
        elif key == Qt.Key.Key_Minus and self._target:
            self._set_radius(self._radius - STEP)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._asks:
            self._report_choice()
        elif key in _CLEARING and self._target:
            self.clear_target()
        else:
            super().keyPressEvent(event)

    def clear_target(self) -> None:
        """Take the target away and say so."""
        self._dragging = False
        self._later.stop()
        self._settle.stop()
        self.set_target(None)
        self.target_cleared.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A new theme or font paints everything anew."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.update()
        super().changeEvent(event)

    def _place(self, point: Point) -> None:
        # Rounded where a pixel cannot tell, so that 20 steps there and back meet again.
        self.set_target((round(point[0], 4), round(point[1], 4)))

    def _set_radius(self, radius: float) -> None:
        self.set_target(self._target, round(radius, 4))
        self._report_soon(repeated=True)

    def _report_soon(self, *, repeated: bool) -> None:
        """At once for a single key press; after a pause for a held key or a turning wheel."""
        if self._asks:
            return
        if repeated:
            self._settle.start()
        else:
            self._report_choice()

    def _report_move(self) -> None:
        if self._target is not None and self._dragging:
            self.target_moved.emit(*self._target, self._radius)

    def _report_choice(self) -> None:
        self._later.stop()
        self._settle.stop()
        if self._target is not None:
            self.target_chosen.emit(*self._target, self._radius)

    def _describe(self) -> None:
        help_text = translate(
            "Picker",
            "Click or use the arrow keys to choose a mood; plus and minus set how strict. "
            "Drag from here to there, or press J, for a journey.",
        )
        if self._target is None:
            now = translate("Picker", "No mood chosen.")
        else:
            now = translate(
                "Picker",
                "{mood}; matches {strictness}.",
                mood=capitalised(mood_words(*self._target, self._moods)),
                strictness=strictness_words(self._radius),
            )
        self.setAccessibleDescription(f"{now} {help_text}")


def _unit(value: float) -> float:
    return min(max(value, -1.0), 1.0)


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_CLEARING = (Qt.Key.Key_Home, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)

"""The playing track's time with its emotion curve: columns coloured by mood, click to seek.

Main thread. Passive: length, curve and position come in by setters; a wish to seek goes out when
the listener lets go. The columns are painted once per size, theme and track into two images (played
and to come) and kept. A bracket over them marks the passage that decided the track's mood.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from player.ui.colour import mood_colour
from player.ui.seek_columns import column_image, columns_of
from player.ui.theme import RADIUS, SMALL, SPACE, font, tokens_for
from player.ui.tokens import Tokens
from player.ui.words import length_words
from player.wording import translate

KEY_STEP_S, PAGE_STEP_S = 5.0, 30.0
"""How far the arrow keys and the page keys seek, seconds."""
_HEIGHT = 36
_KEY_PAUSE_MS = 200
_BRACKET_TOP = _BRACKET_HEIGHT = 3.0
"""Top and height of the mark of a passage, px: above the columns, below the ring of the focus."""


class SeekBar(QWidget):
    """A time line to click, drag or step along."""

    seek_requested = Signal(float)
    """Seconds from the start, once when the listener lets go."""
    seek_previewed = Signal(float)
    """Seconds from the start, live while dragging."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration_s = 0.0
        self._position_s = 0.0
        self._wanted_s: float | None = None
        self._hover_x: float | None = None
        self._dragging = False
        self._curve: tuple[tuple[float, float, float], ...] = ()
        self._peaks: npt.NDArray[np.float32] | None = None
        self._passage: tuple[float, float] | None = None
        self._mood_point: tuple[float, float] | None = None
        self._images: tuple[QImage, QImage] | None = None
        self._images_key: tuple[QSize, float, Tokens] | None = None
        self._key_pause = QTimer(self)
        self._key_pause.setSingleShot(True)
        self._key_pause.setInterval(_KEY_PAUSE_MS)
        self._key_pause.timeout.connect(self._let_go)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Transport", "Position in the track"))
        self._describe()

    # ---- what is shown ---------------------------------------------------------------------

    def set_track(
        self,
        duration_s: float,
        curve: Sequence[tuple[float, float, float]] = (),
        peaks: npt.ArrayLike | None = None,
    ) -> None:
        """Show another track from its start.

        :param duration_s: its length; 0 where nothing plays, which disables the bar.
        :param curve: ``(time_s, valence, arousal)`` in order of time; empty when not known yet.
        :param peaks: loudness along the track, (n,), 0..1; None when not known.
        """
        self._duration_s = max(0.0, duration_s)
        self._position_s, self._wanted_s, self._dragging = 0.0, None, False
        self._passage = self._mood_point = None
        self._key_pause.stop()
        self.set_curve(curve, peaks)
        self.setEnabled(self._duration_s > 0)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor
        )
        self._describe()

    def set_curve(
        self,
        curve: Sequence[tuple[float, float, float]],
        peaks: npt.ArrayLike | None = None,
    ) -> None:
        """The curve of the same track became known (see :meth:`set_track`)."""
        self._curve = tuple(curve)
        self._peaks = None if peaks is None else np.asarray(peaks, dtype=np.float32)
        self._images = None
        self.update()

    def set_passage(
        self, passage: tuple[float, float] | None, point: tuple[float, float] | None
    ) -> None:
        """Mark the passage that decided the mood of the same track.

        :param passage: its start and end, seconds; ``None`` for no mark.
        :param point: valence and arousal of the mood, for its colour.
        """
        self._passage, self._mood_point = passage, point
        self._describe()
        self.update()

    def set_position(self, position_s: float) -> None:
        """Where playback is, seconds; painted when it is a pixel further."""
        before = self._position_s
        self._position_s = min(max(position_s, 0.0), self._duration_s)
        if self._wanted_s is not None:
            return  # the listener's hand is shown
        if int(before) != int(self._position_s):
            self._describe()
        ratio = self.devicePixelRatioF()
        if round(self.x_at(before) * ratio) != round(self.x_at(self._position_s) * ratio):
            self.update()

    @property
    def duration_s(self) -> float:
        """Length of the track, seconds; 0 without one."""
        return self._duration_s

    @property
    def shown_s(self) -> float:
        """The place shown: where the listener drags to, else where playback is."""
        return self._position_s if self._wanted_s is None else self._wanted_s

    # ---- geometry --------------------------------------------------------------------------

    def line_rect(self) -> QRectF:
        """The time line inside the widget; its ends are the track's."""
        return QRectF(self.rect()).adjusted(SPACE.xs, SPACE.xs, -SPACE.xs, -SPACE.xs)

    def time_at(self, x: float) -> float:
        """Seconds at a pixel of the widget; outside is taken at the nearest end."""
        line = self.line_rect()
        share = (x - line.left()) / max(line.width(), 1.0)
        return min(max(share, 0.0), 1.0) * self._duration_s

    def x_at(self, time_s: float) -> float:
        """The pixel of a time."""
        line = self.line_rect()
        return line.left() + line.width() * (time_s / self._duration_s if self._duration_s else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As in the bottom bar."""
        return QSize(420, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Short, but to be hit."""
        return QSize(120, _HEIGHT)

    def passage_rect(self) -> QRectF:
        """Where the mark of the passage is; empty without one."""
        if self._passage is None or self._mood_point is None or not self._duration_s:
            return QRectF()
        start, end = (self.x_at(min(time_s, self._duration_s)) for time_s in self._passage)
        return QRectF(start, _BRACKET_TOP, end - start, _BRACKET_HEIGHT)

    # ---- hands -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton and self._duration_s:
            self._dragging = True
            self._preview(self.time_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say which time this is; drag along."""
        self._hover_x = event.position().x()
        if self._dragging:
            self._preview(self.time_at(self._hover_x))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go: seek there."""
        if event.button() == Qt.MouseButton.LeftButton and self._dragging:
            self._dragging = False
            self._preview(self.time_at(event.position().x()))
            self._let_go()

    def leaveEvent(self, _event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at."""
        self._hover_x = None
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say over the marked passage what it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.passage_rect()
            if mark.left() <= event.pos().x() <= mark.right() and not mark.isEmpty():
                words = translate("Transport", "The passage that decided the mood")
                area = QRectF(mark.left(), 0, mark.width(), self.height()).toAlignedRect()
                QToolTip.showText(event.globalPos(), words, self, area)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows and page keys step, Home and End jump, Esc lets a drag be."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._duration_s:
            self._preview(self.shown_s + _STEPS[key])
            self._key_pause.start()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._duration_s:
            self._preview(0.0 if key == Qt.Key.Key_Home else self._duration_s)
            self._key_pause.start()
        elif key == Qt.Key.Key_Escape and self._wanted_s is not None:
            self._dragging, self._wanted_s = False, None
            self._key_pause.stop()
            self.seek_previewed.emit(self._position_s)
            self.update()
        else:
            super().keyPressEvent(event)

    def _preview(self, time_s: float) -> None:
        self._wanted_s = min(max(time_s, 0.0), self._duration_s)
        self._describe()
        self.seek_previewed.emit(self._wanted_s)
        self.update()

    def _let_go(self) -> None:
        if self._wanted_s is None:
            return
        wanted, self._wanted_s = self._wanted_s, None
        self._position_s = wanted
        self._key_pause.stop()
        self.seek_requested.emit(wanted)
        self.update()

    def _describe(self) -> None:
        if not self._duration_s:
            self.setAccessibleDescription(translate("Transport", "Nothing is playing."))
            return
        words = translate(
            "Transport",
            "{position} of {length}. The arrow keys seek.",
            position=length_words(self.shown_s),
            length=length_words(self._duration_s),
        )
        if self._passage is not None:
            words += " " + translate(
                "Transport",
                "The passage from {start} to {end} decided the mood.",
                start=length_words(self._passage[0]),
                end=length_words(self._passage[1]),
            )
        self.setAccessibleDescription(words)

    # ---- painting --------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The kept columns, the place, and the time under the pointer."""
        tokens = tokens_for(self.palette())
        line = self.line_rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        played, ahead = self._columns(tokens, line)
        here = self.x_at(self.shown_s)
        if self._duration_s:
            painter.save()
            painter.setClipRect(QRectF(line.left(), 0, here - line.left(), self.height()))
            painter.drawImage(line.topLeft(), played)
            painter.setClipRect(QRectF(here, 0, line.right() - here + 1, self.height()))
            painter.drawImage(line.topLeft(), ahead)
            painter.restore()
            self._paint_passage(painter, tokens)
            self._paint_place(painter, here, line, tokens)
        else:
            painter.drawImage(line.topLeft(), ahead)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self._hover_x is not None and self._duration_s:
            self._paint_tip(painter, line, tokens)
        painter.end()

    def _columns(self, tokens: Tokens, line: QRectF) -> tuple[QImage, QImage]:
        key = (line.size().toSize(), self.devicePixelRatioF(), tokens)
        if self._images is None or key != self._images_key:
            columns = columns_of(key[0].width(), self._duration_s, self._curve, self._peaks)
            self._images = (
                column_image(columns, key[0], key[1], tokens, dim=False),
                column_image(columns, key[0], key[1], tokens, dim=True),
            )
            self._images_key = key
        return self._images

    def _paint_passage(self, painter: QPainter, tokens: Tokens) -> None:
        mark = self.passage_rect()
        if mark.isEmpty() or self._mood_point is None:
            return
        pen = QPen(mood_colour(*self._mood_point, tokens), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(
            [mark.bottomLeft(), mark.topLeft(), mark.topRight(), mark.bottomRight()]
        )

    def _paint_place(self, painter: QPainter, x: float, line: QRectF, tokens: Tokens) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.text))
        painter.drawRoundedRect(QRectF(x - 1, line.top(), 2, line.height()), 1, 1)
        if self._hover_x is not None or self._wanted_s is not None or self.hasFocus():
            painter.drawEllipse(QPointF(x, line.center().y()), 5, 5)

    def _paint_tip(self, painter: QPainter, line: QRectF, tokens: Tokens) -> None:
        assert self._hover_x is not None
        x = min(max(self._hover_x, line.left()), line.right())
        painter.setPen(QPen(QColor(tokens.text2), 1))
        painter.drawLine(QPointF(x, line.top()), QPointF(x, line.bottom()))
        face = font(SMALL, strong=True)
        painter.setFont(face)
        text = length_words(self.time_at(x))
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * SPACE.s
        box = QRectF(x + SPACE.s, line.center().y() - 10, width, 20)
        if box.right() > line.right():
            box.moveRight(x - SPACE.s)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


_STEPS = {
    Qt.Key.Key_Left: -KEY_STEP_S,
    Qt.Key.Key_Down: -KEY_STEP_S,
    Qt.Key.Key_Right: KEY_STEP_S,
    Qt.Key.Key_Up: KEY_STEP_S,
    Qt.Key.Key_PageDown: -PAGE_STEP_S,
    Qt.Key.Key_PageUp: PAGE_STEP_S,
}

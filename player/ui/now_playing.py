"""What plays now: cover, title, artist, mood in a word, and the heart. Main thread; passive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from player.ui.colour import mood_colour
from player.ui.cover_tile import CoverTile
from player.ui.elided_label import ElidedLabel
from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate

_COVER = 60


@dataclass(frozen=True, slots=True)
class NowPlaying:
    """The playing track, ready to be shown."""

    track_id: int
    """Which track."""
    title: str
    """Title, or the file's name."""
    artist: str
    """Artists; may be empty."""
    duration_s: float
    """Length, seconds."""
    mood: str = ""
    """Name of its mood, or that it is unsure; empty when not known yet."""
    point: tuple[float, float] | None = None
    """Valence and arousal; None when not known or unsure."""
    favourite: bool = False
    """The listener's heart is on it."""
    cover: QPixmap | None = None
    """Cover, where it has one."""
    curve: Sequence[tuple[float, float, float]] = ()
    """``(time_s, valence, arousal)``; empty when not known yet."""
    passage: tuple[float, float] | None = None
    """(start_s, end_s) of the passage that decided the mood; None where none did."""
    details: str = ""
    """More about the mood, in lines; may be empty."""


class MoodDot(QWidget):
    """A mood's colour as a dot; hollow when it is not known. Words stand beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point: tuple[float, float] | None = None
        self.setFixedSize(QSize(10, 14))

    def set_point(self, point: tuple[float, float] | None) -> None:
        """Valence and arousal, or None."""
        self._point = point
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the dot."""
        tokens = tokens_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        if self._point is None:
            painter.setPen(QPen(QColor(tokens.text2), 1.2))
            painter.drawEllipse(centre, 3.5, 3.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mood_colour(*self._point, tokens))
            painter.drawEllipse(centre, 4, 4)
        painter.end()


class NowPlayingCard(QWidget):
    """Cover, title, artist, mood and heart of the playing track."""

    favourite_toggled = Signal(bool)
    """The listener put the heart on the playing track or took it off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cover = CoverTile(_COVER, self)
        self._title, self._artist, self._mood = (ElidedLabel(self) for _ in range(3))
        self._mood_line = QWidget(self)
        self._title.setProperty("role", "strong")
        self._artist.setProperty("role", "second")
        self._mood.setProperty("role", "small")
        self._dot = MoodDot(self)
        self._heart = QToolButton(self)
        self._heart.setCheckable(True)
        self._heart.setAccessibleName(translate("Transport", "Favourite"))
        self._heart.setToolTip(translate("Transport", "Favourite"))
        self._heart.setIconSize(QSize(20, 20))
        self._heart.clicked.connect(self._heart_clicked)
        self._lay_out()
        self.set_track(None)

    def _lay_out(self) -> None:
        mood = QHBoxLayout(self._mood_line)
        mood.setContentsMargins(0, 0, 0, 0)
        mood.setSpacing(SPACE.xs)
        mood.addWidget(self._dot)
        mood.addWidget(self._mood, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._artist)
        words.addWidget(self._mood_line)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.m)
        row.addWidget(self._cover)
        row.addLayout(words, 1)
        row.addWidget(self._heart)

    def set_track(self, track: NowPlaying | None) -> None:
        """Show *track*; None when nothing plays."""
        point = None if track is None else track.point
        self._cover.set_cover(None if track is None else track.cover, point)
        self._title.set_text(
            translate("Transport", "Nothing is playing") if track is None else track.title
        )
        self._artist.set_text("" if track is None else track.artist)
        self._artist.setVisible(bool(track and track.artist))
        self._dot.set_point(point)
        self._mood_line.setVisible(track is not None)
        unsure = translate("Transport", "mood not known yet")
        self._mood.set_text("" if track is None else track.mood or unsure)
        details = "" if track is None else track.details
        self._mood_line.setToolTip(details)
        self._mood.setAccessibleDescription(details)
        self._heart.setVisible(track is not None)
        self._heart.setChecked(bool(track and track.favourite))
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Make the icons anew, after a change of theme or state."""
        name = "favourite-on" if self._heart.isChecked() else "favourite"
        self._heart.setIcon(icon(name, tokens_for(self.palette())))

    def _heart_clicked(self, checked: bool) -> None:
        self.refresh_icons()
        self.favourite_toggled.emit(checked)

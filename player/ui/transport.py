"""The bar at the bottom: what plays, the buttons, the time line, volume and output.

Main thread. Passive: state comes in by setters, wishes go out by signals.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from player.ui.icons import icon
from player.ui.now_playing import NowPlaying, NowPlayingCard
from player.ui.play_clock import PlayClock
from player.ui.seek_bar import SeekBar
from player.ui.theme import BOTTOM_HEIGHT, SMALL, SPACE, font, tokens_for
from player.ui.volume import VolumeControl
from player.ui.words import length_words, plain_tip
from player.wording import translate

__all__ = ["NowPlaying", "TransportBar"]


class TransportBar(QFrame):
    """The transport bar."""

    previous_requested = Signal()
    """To the track before."""
    play_pause_requested = Signal()
    """Play or pause."""
    next_requested = Signal()
    """To the next track."""
    seek_requested = Signal(float)
    """Seconds from the start."""
    volume_changed = Signal(float)
    """0..1."""
    mute_toggled = Signal(bool)
    """Whether it should be silent."""
    sound_toggled = Signal()
    """The settings of the sound shall be seen, or not any more."""
    queue_toggled = Signal(bool)
    """Whether the side panel should be seen."""
    favourite_toggled = Signal(bool)
    """Whether the playing track shall have the heart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(BOTTOM_HEIGHT)
        self._playing = False
        self._track: NowPlaying | None = None
        self._clock = PlayClock(self)
        self._clock.moved.connect(self._show_position)
        self.card = NowPlayingCard(self)
        self.card.favourite_toggled.connect(self.favourite_toggled)
        self.seek_bar = SeekBar(self)
        self.seek_bar.seek_requested.connect(self.sought)
        self.seek_bar.seek_requested.connect(self.seek_requested)
        self.seek_bar.seek_previewed.connect(self._show_times)
        self.volume = VolumeControl(self)
        self.volume.volume_changed.connect(self.volume_changed)
        self.volume.mute_toggled.connect(self.mute_toggled)
        self._elapsed = self._time_label(Qt.AlignmentFlag.AlignRight)
        self._remaining = self._time_label(Qt.AlignmentFlag.AlignLeft)
        self._previous = self._button("previous", translate("Transport", "Previous track"), 20)
        self._play = self._button("play", translate("Transport", "Play"), 24)
        self._next = self._button("next", translate("Transport", "Next track"), 20)
        self._previous.clicked.connect(self.previous_requested)
        self._play.clicked.connect(self.play_pause_requested)
        self._next.clicked.connect(self.next_requested)
        self._sound = self._button("device", translate("Transport", "Sound"), 20)
        self._sound.setCheckable(True)
        self._sound.clicked.connect(self.sound_toggled)
        self._queue = self._button("queue", translate("Transport", "Mood and queue"), 20)
        self._queue.setCheckable(True)
        self._queue.setChecked(True)
        self._queue.clicked.connect(self.queue_toggled)
        self._lay_out()
        self.set_track(None)

    def _button(self, name: str, words: str, size: int) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(size, size))
        button.setFixedSize(36, 36)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setProperty("icon-name", name)
        return button

    def _time_label(self, side: Qt.AlignmentFlag) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "small")
        label.setFont(font(SMALL))
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        label.setFixedWidth(52)
        return label

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.m)
        buttons.addStretch(1)
        for button in (self._previous, self._play, self._next):
            buttons.addWidget(button)
        buttons.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(SPACE.s)
        line.addWidget(self._elapsed)
        line.addWidget(self.seek_bar, 1)
        line.addWidget(self._remaining)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(buttons)
        middle.addLayout(line)
        tools = QWidget(self)
        right = QHBoxLayout(tools)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE.xs)
        right.addStretch(1)
        for widget in (self.volume, self._sound, self._queue):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.l, SPACE.xs, SPACE.l, SPACE.xs)
        row.setSpacing(SPACE.xl)
        row.addWidget(self.card, 3)
        row.addLayout(middle, 5)
        row.addWidget(tools, 3)
        tools.setMinimumWidth(tools.sizeHint().width())

    # ---- what is shown ---------------------------------------------------------------------

    def set_track(self, track: NowPlaying | None) -> None:
        """Show *track*; None when nothing plays. The same track again keeps the position."""
        same = (
            track is not None
            and self._track is not None
            and (track.track_id, track.duration_s) == (self._track.track_id, self._track.duration_s)
        )
        self._track = track
        self.card.set_track(track)
        if same and track is not None:
            self.seek_bar.set_curve(track.curve)
        elif track is not None:
            self._clock.begin()
            self.seek_bar.set_track(track.duration_s, track.curve)
        else:
            self._clock.begin()
            self.seek_bar.set_track(0.0)
        self.seek_bar.set_passage(*(track.passage, track.point) if track else (None, None))
        self._show_times()
        self.refresh_icons()

    def set_position(self, position_s: float) -> None:
        """Where playback is, seconds, as it is told several times a second."""
        self._clock.report(position_s)

    def sought(self, position_s: float) -> None:
        """The listener has gone elsewhere; what is still told of the old place is not shown."""
        self._clock.go_to(position_s)

    def _show_position(self, position_s: float) -> None:
        self.seek_bar.set_position(position_s)
        self._show_times()

    def set_playing(self, playing: bool) -> None:
        """Show whether music plays."""
        self._playing = playing
        self._clock.set_running(playing)
        words = translate("Transport", "Pause") if playing else translate("Transport", "Play")
        self._play.setProperty("icon-name", "pause" if playing else "play")
        self._play.setAccessibleName(words)
        self._play.setToolTip(words)
        self.refresh_icons()

    def set_can_skip(self, *, previous: bool, next_: bool) -> None:
        """Whether there is a track before and after."""
        self._previous.setEnabled(previous)
        self._next.setEnabled(next_)

    def set_volume(self, volume: float, *, muted: bool = False) -> None:
        """Show a volume, 0..1, without asking for it."""
        self.volume.set_muted(muted)
        self.volume.set_volume(volume)

    def set_queue_shown(self, shown: bool) -> None:
        """Whether the side panel is seen."""
        self._queue.setChecked(shown)

    def set_sound_shown(self, shown: bool) -> None:
        """Whether the settings of the sound are seen."""
        self._sound.setChecked(shown)

    def set_output(self, label: str) -> None:
        """The device in use; empty when it is not known."""
        words = translate("Transport", "Sound")
        self._sound.setToolTip(plain_tip(f"{words}: {label}") if label else words)
        self._sound.setAccessibleDescription(label)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A new theme needs new icons."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_queue"):
            self.refresh_icons()

    def refresh_icons(self) -> None:
        """Make the icons anew, after a change of theme or state."""
        tokens = tokens_for(self.palette())
        for button in (self._previous, self._next, self._sound, self._queue):
            button.setIcon(icon(button.property("icon-name"), tokens))
        bright = QColor(tokens.text if self._play.isEnabled() else tokens.disabled)
        self._play.setIcon(icon(self._play.property("icon-name"), tokens, colour=bright))
        self.card.refresh_icons()
        self.volume.refresh_icons()

    def _show_times(self) -> None:
        if self._track is None:
            self._elapsed.setText("")
            self._remaining.setText("")
            return
        # Both from whole seconds, so that they turn together.
        shown = int(self.seek_bar.shown_s)
        left = max(0, round(self._track.duration_s) - shown)
        self._elapsed.setText(length_words(shown))
        self._remaining.setText(f"\N{MINUS SIGN}{length_words(left)}")

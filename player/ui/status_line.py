"""The thin line at the bottom: listening progress, failures. Main thread, passive."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from player.controllers.progress import ListeningProgress
from player.ui.fitting_label import FittingLabel
from player.ui.icons import icon
from player.ui.theme import SPACE, tokens_for
from player.wording import translate, translate_count

_DEVICES = {"cpu": "CPU", "cuda": "GPU", "mps": "GPU"}
"""Where the network runs, in letters that stand on every computer's box."""


class StatusLine(QFrame):
    """Progress of the scan and of the listening, how many files failed, and a pause button."""

    pause_toggled = Signal(bool)
    """The listener pauses (or resumes) the listening in the background."""
    stop_scan = Signal()
    """The listener wants the scan to end; what it found stays."""
    show_failed = Signal()
    """The listener wants the list of files that could not be used."""
    show_kept_out = Signal()
    """The listener wants the list of what mood queues leave out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(28)
        self._paused = False
        self._what, self._detail = FittingLabel(), FittingLabel()
        for label in (self._what, self._detail):
            label.setProperty("role", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(translate("Window", "Listening progress"))
        self._failed = QPushButton()
        self._failed.setProperty("role", "link")
        self._failed.clicked.connect(self.show_failed)
        self._kept_out = QPushButton()
        self._kept_out.setProperty("role", "link")
        self._kept_out.clicked.connect(self.show_kept_out)
        self._pause = QToolButton()
        self._pause.setFixedSize(24, 24)
        self._pause.setIconSize(QSize(14, 14))
        self._pause.clicked.connect(self._on_pause)
        self._stop = QToolButton()
        self._stop.setFixedSize(24, 24)
        self._stop.setIconSize(QSize(14, 14))
        words = translate("Window", "Stop looking for music; next time it goes on from here")
        self._stop.setAccessibleName(words)
        self._stop.setToolTip(words)
        self._stop.clicked.connect(self.stop_scan)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.l, 0, SPACE.l, 0)
        line.setSpacing(SPACE.m)
        for widget in (self._pause, self._stop, self._what, self._bar):
            line.addWidget(widget)
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self._detail, 1)  # what is left; the rest of the line stands
        line.addWidget(self._kept_out)
        line.addWidget(self._failed)
        self._failed.hide()
        self._kept_out.hide()
        for widget in (self._bar, self._pause, self._stop):
            widget.hide()
        self._draw_icons()

    def set_scan(self, done: int, total: int | None) -> None:
        """A scan has found *done* files; with *total* known it has read *done* of them."""
        if total is None:
            words = translate_count(
                "Window",
                "Looking for music: {count} file",
                "Looking for music: {count} files",
                done,
            )
        else:
            words = translate("Window", "Reading titles and covers")
        self._what.say(words)
        self._detail.say("" if total is None else _of_words(done, total))
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._bar.show()
        self._stop.show()
        self._pause.hide()

    def end_scan(self) -> None:
        """Nothing is looked for any more."""
        if self._stop.isVisibleTo(self):
            self._what.say()
            self._detail.say()
            self._bar.hide()
            self._stop.hide()

    def set_failed(self, count: int) -> None:
        """How many files could not be used."""
        self._failed.setText(
            translate_count(
                "Window", "{count} file could not be used", "{count} files could not be used", count
            )
        )
        self._failed.setVisible(count > 0)

    def set_kept_out(self, count: int) -> None:
        """How many tracks mood queues leave out."""
        self._kept_out.setText(
            translate_count(
                "Window",
                "{count} track kept out of mood queues",
                "{count} tracks kept out of mood queues",
                count,
            )
        )
        self._kept_out.setVisible(count > 0)

    def set_progress(self, progress: ListeningProgress) -> None:
        """Show how far the listening is."""
        self._paused = progress.paused
        self._stop.hide()
        busy = progress.done < progress.total and progress.trouble is None
        self._bar.setVisible(busy)
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        self._pause.setVisible(busy)
        self._what.say(self._what_words(progress, busy))
        self._detail.say(*(self._detail_parts(progress) if busy else ()))
        words = (
            translate("Window", "Go on listening to your music")
            if self._paused
            else translate("Window", "Pause listening to your music")
        )
        self._pause.setAccessibleName(words)
        self._pause.setToolTip(words)
        self._draw_icons()

    def _what_words(self, progress: ListeningProgress, busy: bool) -> str:
        if progress.trouble is not None:
            return str(progress.trouble)
        if not progress.total:
            return ""
        if not busy:
            return translate_count(
                "Window", "{count} track listened to", "{count} tracks listened to", progress.done
            )
        if self._paused:
            return translate("Window", "Listening is paused")
        return translate("Window", "Listening to your music")

    def _detail_parts(self, progress: ListeningProgress) -> list[str]:
        parts = [_of_words(progress.done, progress.total)]
        if progress.per_second and not self._paused:
            parts.append(
                translate("Window", "{rate} per second", rate=f"{progress.per_second:.1f}")
            )
            parts.append(_left_words((progress.total - progress.done) / progress.per_second))
        if progress.device and not self._paused:
            parts.append(_DEVICES.get(progress.device, progress.device))
        return parts

    def _on_pause(self) -> None:
        self.pause_toggled.emit(not self._paused)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Redraw the icon in the new theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    def _draw_icons(self) -> None:
        tokens = tokens_for(self.palette())
        self._pause.setIcon(icon("play" if self._paused else "pause", tokens))
        self._stop.setIcon(icon("close", tokens))


def _of_words(done: int, total: int) -> str:
    """``1,200 of 54,000``."""
    return translate("Window", "{done} of {total}", done=f"{done:,}", total=f"{total:,}")


def _left_words(left_s: float) -> str:
    """``about 3 min left``."""
    if left_s < 60:
        return translate("Window", "less than a minute left")
    minutes = round(left_s / 60)
    if minutes < 90:
        return translate("Window", "about {minutes} min left", minutes=minutes)
    return translate("Window", "about {hours} h left", hours=round(minutes / 60))

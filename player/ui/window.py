"""The window: places its parts, folds them when it is narrow, takes drops and keys.

Main thread. It knows no controller: ``ui.library_wiring`` and ``ui.playing_wiring`` connect its
parts to them.
"""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from player.controllers.covers import CoverController
from player.controllers.track_rows import RowFacts
from player.settings import Settings
from player.ui.browser import Browser
from player.ui.checkin_panel import CHECKIN_WIDTH, CheckInPanel
from player.ui.journey_panel import JOURNEY_WIDTH, JourneyPanel
from player.ui.keys import COMBINED, Act, act_for
from player.ui.mood_picker import MoodPicker
from player.ui.notice_bar import NoticeBar
from player.ui.popover import Popover
from player.ui.queue_panel import QueuePanel
from player.ui.side_cards import SideCards
from player.ui.sidebar import Sidebar
from player.ui.sound_panel import SOUND_WIDTH, SoundPanel
from player.ui.status_line import StatusLine
from player.ui.steer_panel import STEER_WIDTH, SteerPanel
from player.ui.theme import PANEL_WIDTH, SPACE
from player.ui.transport import TransportBar
from player.ui.why_panel import WHY_WIDTH, WhyPanel
from player.wording import translate

_NARROW = 1100
"""Below this width the sidebar folds by itself, px."""
_LOW = 680
"""Below this height the panel leaves out what is seen elsewhere, too, px."""
_TRY_AGAIN = "try the library again"


class MainWindow(QMainWindow):
    """Sidebar, browser, picker and queue, transport, status line."""

    acted = Signal(object)
    """An :class:`~player.ui.keys.Act` that a key asked for."""
    paths_dropped = Signal(list)
    """Folders or files dropped onto the window."""
    try_again = Signal()
    """Another process has the library, and the listener wants to know whether it still does."""
    closed = Signal()
    """The window was closed."""

    def __init__(self, facts: RowFacts, covers: CoverController, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Moodlark")
        self.setMinimumSize(900, 600)
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self._folded_by_hand = not settings.sidebar_open
        self.sidebar = Sidebar()
        self.browser = Browser(facts, covers)
        self.picker = MoodPicker()
        self.queue = QueuePanel()
        self.transport = TransportBar()
        self.status = StatusLine()
        self.notice = NoticeBar()
        self.notice.action_chosen.connect(self._on_notice)
        self._waiting = False
        self._panel = self._make_panel()
        whole = self._lay_out()
        self.setCentralWidget(whole)
        self.sound = SoundPanel()
        self.sound_popover = Popover(self.sound, self.transport, SOUND_WIDTH, whole)
        self.sound.close_requested.connect(self.sound_popover.close_it)
        self.sound_popover.opened.connect(self.transport.set_sound_shown)
        self.transport.sound_toggled.connect(self.sound_popover.toggle)
        self._make_cards(whole)
        self.sidebar.view_chosen.connect(self.browser.show_view)
        self.sidebar.folded_changed.connect(self._folded)
        self.browser.view_changed.connect(self.sidebar.set_view)
        self.show_panel(settings.panel_open)
        self.sidebar.set_folded(self._folded_by_hand)
        self.browser.table.set_compact(settings.compact_rows)
        for button in self.findChildren(QAbstractButton):
            if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
                button.setFocusPolicy(
                    Qt.FocusPolicy.TabFocus
                )  # a click leaves the keyboard where it is
        self.browser.setFocus()
        for keys in COMBINED:
            QShortcut(QKeySequence(keys), self).activated.connect(self._shortcut)

    def _make_panel(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        panel.setFixedWidth(PANEL_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, SPACE.s, 0, 0)
        column.setSpacing(SPACE.s)
        picker = QVBoxLayout()
        picker.setContentsMargins(SPACE.l, 0, SPACE.l, 0)
        picker.addWidget(self.picker)
        column.addLayout(picker)
        column.addWidget(self.queue, 1)
        return panel

    def _make_cards(self, whole: QWidget) -> None:
        """What stands beside the panel when it is asked for."""
        self.cards = SideCards(self._panel, whole)
        self.why, self.steer = WhyPanel(), SteerPanel()
        self.journey, self.checkin = JourneyPanel(), CheckInPanel()
        for content, width in (
            (self.why, WHY_WIDTH),
            (self.steer, STEER_WIDTH),
            (self.journey, JOURNEY_WIDTH),
            (self.checkin, CHECKIN_WIDTH),
        ):
            content.close_requested.connect(self.cards.add(content, width).close_it)

    def _lay_out(self) -> QWidget:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.browser, 1)
        middle.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(self.sidebar)
        row.addLayout(middle, 1)
        row.addWidget(self._panel)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.transport)
        column.addWidget(self.status)
        return whole

    # -- the panel

    @property
    def panel_shown(self) -> bool:
        """The mood picker and the queue are seen."""
        return not self._panel.isHidden()

    def show_panel(self, shown: bool) -> None:
        """Show or hide the mood picker and the queue."""
        self._panel.setVisible(shown)
        if not shown:
            self.cards.close_all()
        self.transport.set_queue_shown(shown)

    def to_mood(self) -> None:
        """Move the keyboard to the mood picker."""
        self.show_panel(True)
        self.picker.plane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_queue(self) -> None:
        """Move the keyboard to the queue."""
        self.show_panel(True)
        self.queue.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A key that nothing else used."""
        act = act_for(event)
        if act is None:
            super().keyPressEvent(event)
            return
        self._act(act)

    def _shortcut(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self._act(COMBINED[shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)])

    def _act(self, act: Act) -> None:
        if act is Act.SEARCH:
            self.browser.focus_search()
        elif act is Act.MOOD:
            self.to_mood()
        elif act is Act.QUEUE:
            self.to_queue()
        else:
            self.acted.emit(act)

    # -- size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold the sidebar in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        folded = self._folded_by_hand or self.width() < _NARROW
        if folded != self.sidebar.folded:
            self.sidebar.set_folded(folded)
        self.queue.set_low(self.height() < _LOW)

    def _folded(self, folded: bool) -> None:
        self._folded_by_hand = folded

    # -- other processes

    def wait_for_library(self, why: str) -> None:
        """Say once why there is no library yet: another process has it."""
        if not self._waiting:
            self._waiting = True
            self.notice.say("lock", why, action=translate("Window", "Try again"), key=_TRY_AGAIN)

    def library_is_here(self) -> None:
        """There is no more to wait for."""
        if self._waiting:
            self._waiting = False
            self.notice.hide()

    def _on_notice(self, key: str) -> None:
        if key == _TRY_AGAIN:
            self._waiting = False  # so that it is said again
            self.try_again.emit()

    def come_forward(self, token: str = "") -> None:
        """Come to the front, or ask for attention where the desktop does not let windows do that.

        :param token: of the start that asks for it; Qt finds it in the environment (Wayland).
        """
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    # -- drops and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Folders and files are welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Add what was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.paths_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Tell that it was closed."""
        super().closeEvent(event)
        self.closed.emit()

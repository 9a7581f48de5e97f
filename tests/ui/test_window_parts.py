"""Sidebar, status line, notices and the settings menu: what they show and ask for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from player.controllers.progress import ListeningProgress
from player.ui.notice_bar import NoticeBar
from player.ui.settings_menu import SettingsMenu
from player.ui.sidebar import Sidebar
from player.ui.status_line import StatusLine
from player.ui.theme import SIDEBAR_WIDTH
from player.ui.views import View
from player.ui.words import length_words, long_length_words, rating_words
from player.wording import sentence


def test_the_sidebar_chooses_views_and_folds_to_icons(qtbot: QtBot, themed: QApplication) -> None:
    bar = Sidebar()
    qtbot.addWidget(bar)
    bar.show()
    chosen: list[View] = []
    bar.view_chosen.connect(chosen.append)
    buttons = [b for b in bar.findChildren(QToolButton) if b.isCheckable()]
    for button in buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == list(View)
    assert bar.width() == SIDEBAR_WIDTH
    bar.set_folded(True)
    assert bar.width() < 80
    assert all(button.accessibleName() and button.toolTip() for button in buttons)


def test_the_status_line_tells_how_far_the_listening_is(qtbot: QtBot, themed: QApplication) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.set_progress(ListeningProgress(done=20, total=1220, per_second=10.0, device="cpu"))
    assert line._what.text() == "Listening to your music"
    assert line._detail.text() == "20 of 1,220 · 10.0 per second · about 2 min left · CPU"
    with qtbot.waitSignal(line.pause_toggled) as toggled:
        qtbot.mouseClick(line._pause, Qt.MouseButton.LeftButton)
    assert toggled.args == [True]
    line.set_progress(ListeningProgress(done=20, total=1220, per_second=10.0, paused=True))
    assert "paused" in line._what.text()
    with qtbot.waitSignal(line.pause_toggled) as toggled:
        qtbot.mouseClick(line._pause, Qt.MouseButton.LeftButton)
    assert toggled.args == [False]
    line.set_progress(ListeningProgress(done=1220, total=1220))
    assert line._what.text() == "1,220 tracks listened to"
    assert not line._pause.isVisible()


def test_trouble_and_failures_stand_in_the_status_line(qtbot: QtBot, themed: QApplication) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.set_progress(ListeningProgress(total=3, trouble=sentence("Tagging", "No GPU here.")))
    assert line._what.text() == "No GPU here."
    line.set_failed(0)
    assert not line._failed.isVisible()
    line.set_failed(2)
    assert line._failed.text() == "2 files could not be used"
    with qtbot.waitSignal(line.show_failed):
        qtbot.mouseClick(line._failed, Qt.MouseButton.LeftButton)


def test_a_notice_is_plain_text_with_a_way_out(qtbot: QtBot, themed: QApplication) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    assert bar.text() == ""
    bar.say("no-sound", "No <b>sound</b>", action="Again", key="retry")
    assert bar.text() == "No <b>sound</b>"
    assert bar._words.textFormat() == Qt.TextFormat.PlainText
    with qtbot.waitSignal(bar.action_chosen) as chosen:
        bar._action.click()
    assert chosen.args == ["retry"]
    assert bar.text() == ""


def test_what_is_only_mentioned_waits_behind_trouble_and_can_be_taken_back(
    qtbot: QtBot, themed: QApplication
) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.mention("It ends early.", key="noted")
    bar.mention("Damaged places were left out.", key="noted")
    assert bar.text() == "Damaged places were left out."
    bar.take_back("output")
    assert bar.text() != ""
    bar.take_back("noted")
    assert bar.text() == ""
    bar.say("failed", "This cannot be played.")
    bar.mention("It ends early.", key="noted")
    assert bar.text() == "This cannot be played."
    bar.take_back("noted")
    assert bar.text() == "This cannot be played."


def test_the_settings_menu_marks_what_is_chosen(qtbot: QtBot, themed: QApplication) -> None:
    menu = SettingsMenu(
        theme="dark",
        language="zh",
        compact=True,
        watching=True,
        private=False,
        let_in={"play_spoken": False, "play_seasonal": True, "play_mixes": False},
        folders=["/music/a&b"],
    )
    qtbot.addWidget(menu)
    submenus = [action.menu() for action in menu.actions() if action.menu()]
    marked = [a.data() for sub in submenus for a in sub.actions() if a.isChecked()]
    assert marked == ["dark", "zh", "play_seasonal"]
    light = next(a for a in submenus[0].actions() if a.data() == "light")
    with qtbot.waitSignal(menu.theme_chosen) as chosen:
        light.trigger()
    assert chosen.args == ["light"]
    with qtbot.waitSignal(menu.remove_folder) as removed:
        submenus[3].actions()[0].trigger()
    assert removed.args == ["/music/a&b"]
    with qtbot.waitSignal(menu.let_in_chosen) as let_in:
        submenus[2].actions()[0].trigger()
    assert let_in.args == ["play_spoken", True]
    with qtbot.waitSignal(menu.show_kept_out):
        submenus[2].actions()[-1].trigger()
    (sound,) = [action for action in menu.actions() if action.text() == "Sound"]
    with qtbot.waitSignal(menu.show_sound):
        sound.trigger()
    (watch,) = [action for action in menu.actions() if action.text() == "Watch for changes"]
    assert watch.isChecked()
    with qtbot.waitSignal(menu.watching_chosen) as watched:
        watch.trigger()
    assert watched.args == [False]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0.0, "0:00"), (59.6, "1:00"), (187, "3:07"), (3723, "1:02:03")],
)
def test_lengths(seconds: float | None, words: str) -> None:
    assert length_words(seconds) == words


def test_long_lengths_and_ratings_in_words() -> None:
    assert long_length_words(20) == "1 min"
    assert long_length_words(3 * 3600 + 120) == "3 h 2 min"
    assert rating_words(1, True) == "1 star, favourite"
    assert rating_words(0, False) == ""


def test_in_a_narrow_window_the_status_line_drops_words_and_cuts_none(
    qtbot: QtBot, themed: QApplication
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.set_kept_out(1_234)
    line.set_failed(12_567)
    line.set_progress(ListeningProgress(done=1200, total=54_000, per_second=13.2, device="cpu"))
    for width in (900, 1280):
        line.resize(width, line.height())
        line.show()
        qtbot.waitUntil(lambda: line._kept_out.width() >= line._kept_out.sizeHint().width())
        assert line._failed.geometry().right() <= line.width()
        assert line._detail.geometry().right() < line._kept_out.geometry().left()
        assert line._detail.text().startswith(line._detail.fitting())
    assert line._detail.fitting() == line._detail.text()
    line.resize(760, line.height())
    why = "The network's file is damaged, so that nothing can be listened to. " * 2
    line.set_progress(ListeningProgress(total=3, trouble=sentence("Tagging", why)))
    qtbot.waitUntil(lambda: line._what.fitting().endswith("\N{HORIZONTAL ELLIPSIS}"))
    assert line._what.geometry().right() < line._kept_out.geometry().left()
    assert line.minimumSizeHint().width() <= 760


def test_a_scan_first_counts_then_tells_how_far_it_has_read(
    qtbot: QtBot, themed: QApplication
) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.set_scan(1200, None)
    assert line._what.text() == "Looking for music: 1,200 files"
    line.set_scan(38, 1200)
    assert line._detail.text() == "38 of 1,200"
    assert (line._bar.value(), line._bar.maximum()) == (38, 1200)
    line.set_progress(ListeningProgress(total=1200, trouble=sentence("Tagging", "No network.")))
    assert line._what.text() == "No network."
    assert not line._bar.isVisible(), "nothing goes on that could be paused"

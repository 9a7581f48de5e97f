"""The transport bar: every control says what it wants, and shows what it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from player.ui.elided_label import ElidedLabel
from player.ui.theme import BOTTOM_HEIGHT, apply_theme
from player.ui.transport import NowPlaying, TransportBar
from player.ui.words import length_words

TRACK = NowPlaying(
    track_id=7,
    title="Holocene",
    artist="Bon Iver",
    duration_s=337.0,
    mood="Calm",
    point=(0.1, -0.6),
    curve=((0.0, 0.1, -0.6), (300.0, 0.4, 0.2)),
)


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> TransportBar:
    apply_theme(qapp, "dark")
    widget = TransportBar()
    qtbot.addWidget(widget)
    widget.resize(1280, BOTTOM_HEIGHT)
    widget.set_track(TRACK)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _button(bar: TransportBar, name: str) -> QToolButton:
    return next(b for b in bar.findChildren(QToolButton) if b.accessibleName() == name)


def _texts(bar: TransportBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Previous track", "previous_requested"),
        ("Play", "play_pause_requested"),
        ("Next track", "next_requested"),
    ],
)
def test_buttons(bar: TransportBar, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.mouseClick(_button(bar, name), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(getattr(bar, signal)):
        qtbot.keyClick(_button(bar, name), Qt.Key.Key_Space)


def test_play_becomes_pause(bar: TransportBar) -> None:
    bar.set_playing(True)
    assert _button(bar, "Pause").toolTip() == "Pause"
    bar.set_playing(False)
    assert _button(bar, "Play")


def test_the_track_is_shown_with_its_mood_in_words(bar: TransportBar) -> None:
    assert {"Holocene", "Bon Iver", "Calm"} <= set(_texts(bar))
    bar.set_track(NowPlaying(8, "Untitled", "", 10.0))
    assert {"Untitled", "mood not known yet"} <= set(_texts(bar))
    bar.set_track(None)
    assert "Nothing is playing" in _texts(bar)
    assert not bar.seek_bar.isEnabled()


def test_the_mood_is_explained_and_its_passage_marked(bar: TransportBar) -> None:
    details = "Bright sound, dark words\nCalm: more than 93 % of your library"
    bar.set_track(replace(TRACK, passage=(63.0, 84.0), details=details))
    label = next(w for w in bar.findChildren(ElidedLabel) if w.full_text == "Calm")
    assert label.accessibleDescription() == details
    line = label.parentWidget()
    assert line is not None and line.toolTip() == details
    assert not bar.seek_bar.passage_rect().isEmpty()
    bar.set_track(replace(TRACK, mood="unsure", point=None))
    assert line.toolTip() == label.accessibleDescription() == ""
    assert bar.seek_bar.passage_rect().isEmpty()


def test_elapsed_and_remaining_add_up(bar: TransportBar) -> None:
    for position in (0.0, 59.9, 60.0, 336.2, 337.0):
        bar.set_position(position)
        times = [text for text in _texts(bar) if ":" in text]
        seconds = [
            sum(
                int(part) * unit
                for part, unit in zip(t.lstrip("−").split(":"), (60, 1), strict=True)
            )
            for t in times
        ]
        assert sum(seconds) == 337


def test_the_same_track_again_keeps_the_position(bar: TransportBar) -> None:
    bar.set_position(100.0)
    bar.set_track(NowPlaying(7, "Holocene", "Bon Iver", 337.0, "Happy", (0.7, 0.4)))
    assert bar.seek_bar.shown_s == 100.0
    bar.set_track(NowPlaying(9, "Other", "Bon Iver", 337.0))
    assert bar.seek_bar.shown_s == 0.0


def test_seeking_goes_through(bar: TransportBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.seek_requested) as heard:
        middle = bar.seek_bar.rect().center()
        qtbot.mouseClick(bar.seek_bar, Qt.MouseButton.LeftButton, pos=middle)
    assert heard.args[0] == pytest.approx(168.5, abs=1.0)
    assert length_words(int(heard.args[0])) in _texts(bar)


def test_time_goes_on_evenly_between_reports(bar: TransportBar, qtbot: QtBot) -> None:
    bar.set_position(10.0)
    bar.set_playing(True)
    qtbot.waitUntil(lambda: bar.seek_bar.shown_s > 10.15)
    assert bar.seek_bar.shown_s < 11.1, "a second without a report, and no further"
    bar.set_playing(False)
    here = bar.seek_bar.shown_s
    qtbot.wait(150)
    assert bar.seek_bar.shown_s == here


def test_a_drag_is_shown_whatever_is_reported_meanwhile(bar: TransportBar, qtbot: QtBot) -> None:
    sought: list[float] = []
    bar.seek_requested.connect(sought.append)
    bar.set_playing(True)
    middle = bar.seek_bar.rect().center()
    qtbot.mousePress(bar.seek_bar, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(60):
        qtbot.mouseMove(bar.seek_bar, QPoint(middle.x() + step, middle.y()))
        bar.set_position(20.0 + step / 10)
    wanted = bar.seek_bar.time_at(middle.x() + 59)
    assert bar.seek_bar.shown_s == wanted
    assert length_words(int(wanted)) in _texts(bar)
    assert sought == []
    end = QPoint(middle.x() + 59, middle.y())
    qtbot.mouseRelease(bar.seek_bar, Qt.MouseButton.LeftButton, pos=end)
    assert sought == [wanted]
    bar.set_position(26.0)  # was on its way
    assert bar.seek_bar.shown_s == pytest.approx(wanted, abs=0.5)
    bar.set_playing(False)


def test_volume(bar: TransportBar, qtbot: QtBot) -> None:
    slider = bar.findChild(QSlider)
    assert slider is not None
    with qtbot.assertNotEmitted(bar.volume_changed, wait=1):
        bar.set_volume(0.37)
    assert slider.value() == 37
    with qtbot.waitSignal(bar.volume_changed) as heard:
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert heard.args == [0.39]
    with qtbot.waitSignal(bar.volume_changed) as heard:
        qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(48, slider.height() // 2))
    assert heard.args[0] == pytest.approx(0.5, abs=0.02)


def test_mute_and_a_moved_slider_unmutes(bar: TransportBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.mute_toggled) as heard:
        qtbot.mouseClick(_button(bar, "Mute"), Qt.MouseButton.LeftButton)
    assert heard.args == [True]
    slider = bar.findChild(QSlider)
    with qtbot.waitSignal(bar.mute_toggled) as heard:
        qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert heard.args == [False]


def test_the_sound_button_asks_for_its_settings_and_names_the_device(
    bar: TransportBar, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bar.sound_toggled):
        qtbot.mouseClick(_button(bar, "Sound"), Qt.MouseButton.LeftButton)
    bar.set_output("Head & Phones")
    assert _button(bar, "Sound").toolTip() == "Sound: Head & Phones"
    assert _button(bar, "Sound").accessibleDescription() == "Head & Phones"
    for shown in (True, False):
        bar.set_sound_shown(shown)
        assert _button(bar, "Sound").isChecked() is shown


def test_heart_and_panel(bar: TransportBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.favourite_toggled) as heard:
        qtbot.mouseClick(_button(bar, "Favourite"), Qt.MouseButton.LeftButton)
    assert heard.args == [True]
    with qtbot.waitSignal(bar.queue_toggled) as heard:
        qtbot.mouseClick(_button(bar, "Mood and queue"), Qt.MouseButton.LeftButton)
    assert heard.args == [False]
    bar.set_can_skip(previous=False, next_=True)
    assert not _button(bar, "Previous track").isEnabled()


def test_every_control_has_a_name(bar: TransportBar) -> None:
    controls = [*bar.findChildren(QToolButton), *bar.findChildren(QSlider), bar.seek_bar]
    assert len(controls) >= 9
    for control in controls:
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


def test_nothing_is_cut_off_at_the_smallest_window(bar: TransportBar) -> None:
    bar.resize(900, BOTTOM_HEIGHT)
    bar.grab()
    assert bar.minimumSizeHint().width() <= 900
    assert bar.seek_bar.width() >= 200


def test_long_words_end_in_an_ellipsis_and_stay_plain(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    label.set_text("<b>非常非常长的标题</b>, much too long for so little room")
    assert label.text().endswith("…")
    assert label.textFormat() == Qt.TextFormat.PlainText
    label.resize(900, 20)
    assert label.text() == label.full_text

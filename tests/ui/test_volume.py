"""Volume: even steps, a mute that remembers, the same percent everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from player.ui.level_slider import LevelSlider
from player.ui.volume import VolumeControl
from tests.ui.test_level_slider import turn


@pytest.fixture
def volume(qtbot: QtBot, themed: QApplication) -> VolumeControl:
    made = VolumeControl()
    qtbot.addWidget(made)
    made.set_volume(0.5)
    made.show()
    qtbot.waitExposed(made)
    return made


def parts(volume: VolumeControl) -> tuple[QToolButton, LevelSlider]:
    return volume.findChild(QToolButton), volume.findChild(LevelSlider)


def test_wheel_and_keys_go_in_even_steps_both_ways(volume: VolumeControl, qtbot: QtBot) -> None:
    _, slider = parts(volume)
    heard: list[float] = []
    volume.volume_changed.connect(heard.append)
    for units in (120, 120, -120, -120):
        turn(slider, units)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        qtbot.keyClick(slider, key)
    assert heard == [0.54, 0.58, 0.54, 0.5, 0.52, 0.54, 0.52, 0.62]


def test_the_same_percent_in_the_tip_and_for_screen_readers(volume: VolumeControl) -> None:
    _, slider = parts(volume)
    volume.set_volume(0.37)
    assert slider.value() == 37
    assert slider.toolTip() == slider.accessibleDescription() == "Volume 37 %"
    volume.set_muted(True)
    assert slider.toolTip() == slider.accessibleDescription() == "Muted; volume 37 %"


def test_mute_leaves_the_slider_where_it_is(volume: VolumeControl, qtbot: QtBot) -> None:
    mute, slider = parts(volume)
    heard: list[bool] = []
    volume.mute_toggled.connect(heard.append)
    with qtbot.assertNotEmitted(volume.volume_changed):
        qtbot.mouseClick(mute, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(mute, Qt.MouseButton.LeftButton)
    assert (heard, slider.value()) == ([True, False], 50)


def test_from_nothing_the_button_goes_back_to_what_was_heard(
    volume: VolumeControl, qtbot: QtBot
) -> None:
    mute, slider = parts(volume)
    slider.setValue(36)
    slider.setValue(0)
    with (
        qtbot.assertNotEmitted(volume.mute_toggled),
        qtbot.waitSignal(volume.volume_changed) as heard,
    ):
        qtbot.mouseClick(mute, Qt.MouseButton.LeftButton)
    assert heard.args == [0.36]
    assert not mute.isChecked()


def test_what_a_hand_passes_on_the_way_down_is_not_gone_back_to(
    volume: VolumeControl, qtbot: QtBot
) -> None:
    mute, slider = parts(volume)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(slider, left, pos=QPoint(round(slider.x_of(50)), 10))
    passed: list[float] = []
    volume.volume_changed.connect(passed.append)
    for percent in (40, 30, 17, 12, 7, 2, 0):
        qtbot.mouseMove(slider, QPoint(round(slider.x_of(percent)), 10))
    qtbot.mouseRelease(slider, left, pos=QPoint(round(slider.x_of(0)), 10))
    assert len(passed) > 4 and passed[-1] == 0.0
    qtbot.mouseClick(mute, left)
    assert passed[-1] == pytest.approx(0.5, abs=0.01)


def test_a_volume_of_nothing_that_was_kept_does_not_burst_out(
    qtbot: QtBot, themed: QApplication
) -> None:
    volume = VolumeControl()
    qtbot.addWidget(volume)
    volume.set_muted(False)
    volume.set_volume(0.0)
    mute, slider = parts(volume)
    qtbot.mouseClick(mute, Qt.MouseButton.LeftButton)
    assert slider.value() == 50

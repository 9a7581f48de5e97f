"""Volume: even steps, a mute that remembers, the same percent everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
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

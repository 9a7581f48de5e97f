"""The slider: where a click goes, what the wheel does, where its fill begins."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.ui.level_slider import LevelSlider
from player.ui.theme import DARK


def _slider(qtbot: QtBot, lowest: int, highest: int, *, origin: int | None = None) -> LevelSlider:
    slider = LevelSlider(origin=origin)
    qtbot.addWidget(slider)
    slider.setRange(lowest, highest)
    slider.setFixedWidth(212)
    slider.show()
    qtbot.waitExposed(slider)
    return slider


def turn(slider: LevelSlider, units: int) -> bool:
    """Turn the wheel over it by eighths of a degree; whether the slider took that."""
    event = QWheelEvent(
        QPointF(20, 10),
        QPointF(20, 10),
        QPoint(),
        QPoint(0, units),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    slider.wheelEvent(event)
    return event.isAccepted()


@pytest.mark.parametrize("value", [0, 25, 50, 83, 100])
def test_a_click_goes_there_and_a_drag_goes_on(
    qtbot: QtBot, themed: QApplication, value: int
) -> None:
    slider = _slider(qtbot, 0, 100)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(value)), 10))
    assert slider.value() == value
    qtbot.mouseMove(slider, QPoint(round(slider.x_of(40)), 10))
    assert slider.value() == 40
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.x_of(40)), 10))
    qtbot.mouseMove(slider, QPoint(round(slider.x_of(90)), 10))
    assert slider.value() == 40


def test_the_wheel_goes_in_equal_steps_however_finely_it_counts(
    qtbot: QtBot, themed: QApplication
) -> None:
    slider = _slider(qtbot, 0, 100)
    slider.set_wheel_step(4)
    slider.setValue(50)
    seen = []
    for _ in range(3):
        assert turn(slider, 120)
        seen.append(slider.value())
    assert seen == [54, 58, 62]
    for _ in range(24):
        turn(slider, -15)
    assert slider.value() == 50
    turn(slider, 15)
    turn(slider, -120)
    assert slider.value() == 46, "the other way round counts at once"


def test_a_slider_on_a_page_leaves_the_wheel_to_the_page(
    qtbot: QtBot, themed: QApplication
) -> None:
    slider = _slider(qtbot, 0, 12)
    slider.setValue(6)
    assert not turn(slider, 120)
    assert slider.value() == 6


def test_the_fill_grows_from_its_origin(qtbot: QtBot, themed: QApplication) -> None:
    slider = _slider(qtbot, -12, 12, origin=0)
    slider.setValue(6)
    picture = slider.grab().toImage()

    def colour(value: int) -> QColor:
        return picture.pixelColor(round(slider.x_of(value)), 10)

    assert colour(3) == QColor(DARK.text2)
    assert colour(-3) == QColor(DARK.line)
    slider.setEnabled(False)
    picture = slider.grab().toImage()
    assert colour(3) == QColor(DARK.disabled)

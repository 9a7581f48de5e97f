"""The seek bar: where a click goes, what a drag says, columns in the colours of the curve."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from player.ui.colour import mood_colour
from player.ui.seek_bar import KEY_STEP_S, PAGE_STEP_S, SeekBar
from player.ui.seek_columns import WIDTH, column_image, columns_of
from player.ui.theme import DARK, apply_theme

CURVE = tuple((float(t), t / 100 - 1.0, 1.0 - t / 100) for t in range(0, 201, 10))


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> SeekBar:
    apply_theme(qapp, "dark")
    widget = SeekBar()
    qtbot.addWidget(widget)
    widget.resize(408, 36)
    widget.set_track(200.0, CURVE)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.5, 0.77, 1.0])
def test_a_click_seeks_to_its_share_of_the_line(bar: SeekBar, qtbot: QtBot, share: float) -> None:
    x = round(4 + 400 * share)
    with qtbot.waitSignal(bar.seek_requested) as heard:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(x, 18))
    assert heard.args[0] == pytest.approx(200.0 * share, abs=0.5)
    assert bar.x_at(heard.args[0]) == pytest.approx(x)


def test_a_drag_previews_and_seeks_once(bar: SeekBar, qtbot: QtBot) -> None:
    sought: list[float] = []
    shown: list[float] = []
    bar.seek_requested.connect(sought.append)
    bar.seek_previewed.connect(shown.append)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(104, 18))
    bar.set_position(3.0)
    assert bar.shown_s == pytest.approx(50.0)
    qtbot.mouseMove(bar, QPoint(204, 18))
    assert sought == []
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(900, 18))
    assert sought == [200.0]
    assert shown[0] == pytest.approx(50.0)
    assert shown[-1] == 200.0


def test_escape_lets_a_drag_be(bar: SeekBar, qtbot: QtBot) -> None:
    bar.set_position(30.0)
    with qtbot.assertNotEmitted(bar.seek_requested, wait=1):
        qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(104, 18))
        qtbot.keyClick(bar, Qt.Key.Key_Escape)
        qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(104, 18))
    assert bar.shown_s == 30.0


@pytest.mark.parametrize(
    ("key", "goes_to"),
    [
        (Qt.Key.Key_Right, 100 + KEY_STEP_S),
        (Qt.Key.Key_Left, 100 - KEY_STEP_S),
        (Qt.Key.Key_PageUp, 100 + PAGE_STEP_S),
        (Qt.Key.Key_PageDown, 100 - PAGE_STEP_S),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, 200.0),
    ],
)
def test_keys_seek(bar: SeekBar, qtbot: QtBot, key: Qt.Key, goes_to: float) -> None:
    bar.set_position(100.0)
    with qtbot.waitSignal(bar.seek_requested) as heard:
        qtbot.keyClick(bar, key)
    assert heard.args == [goes_to]


def test_several_steps_become_one_seek(bar: SeekBar, qtbot: QtBot) -> None:
    sought: list[float] = []
    bar.seek_requested.connect(sought.append)
    for _ in range(4):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(sought))
    assert sought == [4 * KEY_STEP_S]


def test_without_a_track_nothing_can_be_sought(bar: SeekBar, qtbot: QtBot) -> None:
    bar.set_track(0.0)
    with qtbot.assertNotEmitted(bar.seek_requested, wait=1):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(100, 18))
    assert not bar.isEnabled()
    assert "Nothing is playing" in bar.accessibleDescription()
    assert not bar.grab().isNull()


def test_a_position_past_the_end_is_the_end(bar: SeekBar) -> None:
    bar.set_position(999.0)
    assert bar.shown_s == 200.0
    bar.set_position(-1.0)
    assert bar.shown_s == 0.0


def test_columns_follow_the_curve() -> None:
    columns = columns_of(400, 200.0, CURVE, None)
    assert len(columns.height) == 80
    assert columns.valence[0] == pytest.approx(-1.0, abs=0.02)
    assert columns.valence[-1] == pytest.approx(1.0, abs=0.02)
    assert columns.arousal[40] == pytest.approx(0.0, abs=0.02)
    assert columns.height[0] > columns.height[-1]


def test_without_a_curve_columns_are_flat_and_neutral() -> None:
    columns = columns_of(400, 200.0, (), None)
    assert np.isnan(columns.valence).all()
    assert len(set(columns.height)) == 1
    image = column_image(columns, QSize(400, 28), 1.0, DARK, dim=False)
    colour = image.pixelColor(2, 14)
    assert colour.saturation() < 60


def test_peaks_give_the_height() -> None:
    peaks = np.zeros(1000, dtype=np.float32)
    peaks[500:] = 1.0
    columns = columns_of(400, 200.0, CURVE, peaks)
    assert columns.height[-1] == pytest.approx(1.0)
    assert columns.height[0] < 0.2
    few = columns_of(400, 200.0, CURVE, np.array([0.5], dtype=np.float32))
    assert len(few.height) == 80


def test_a_column_has_the_colour_of_its_mood() -> None:
    columns = columns_of(5, 10.0, [(0.0, -0.6, 0.8), (10.0, -0.6, 0.8)], None)
    image = column_image(columns, QSize(5, 28), 1.0, DARK, dim=False)
    wanted = mood_colour(-0.6, 0.8, DARK)
    got = image.pixelColor(1 + WIDTH // 2, 14)
    for channel in ("red", "green", "blue"):
        assert getattr(got, channel)() == pytest.approx(getattr(wanted, channel)(), abs=2)


def test_screen_readers_hear_the_time(bar: SeekBar) -> None:
    bar.set_position(65.0)
    assert bar.accessibleName() == "Position in the track"
    assert bar.accessibleDescription().startswith("1:05 of 3:20.")


MOOD = (-0.6, 0.8)


def test_the_passage_that_decided_is_marked_in_the_colour_of_the_mood(bar: SeekBar) -> None:
    before = bar.grab().toImage()
    bar.set_passage((50.0, 71.0), MOOD)
    mark = bar.passage_rect()
    assert (mark.left(), mark.right()) == pytest.approx((104.0, 146.0))
    assert mark.top() + 1 <= bar.line_rect().top()
    image = bar.grab().toImage()
    ratio = image.devicePixelRatio()
    wanted = mood_colour(*MOOD, DARK)

    def away(x: float) -> int:
        got = image.pixelColor(round(x * ratio), round((mark.top() - 0.5) * ratio))
        return sum(abs(getattr(got, c)() - getattr(wanted, c)()) for c in ("red", "green", "blue"))

    assert away(125.0) < 60 < away(90.0)
    bar.set_passage(None, MOOD)
    assert bar.grab().toImage() == before
    bar.set_passage((50.0, 71.0), None)  # unsure: no colour, no mark
    assert bar.passage_rect().isEmpty()


def test_a_passage_stays_within_the_track_and_goes_with_it(bar: SeekBar) -> None:
    bar.set_passage((190.0, 260.0), MOOD)
    assert bar.passage_rect().right() == pytest.approx(bar.line_rect().right())
    bar.set_track(100.0, CURVE)
    assert bar.passage_rect().isEmpty()


def test_the_passage_is_told_to_the_pointer_and_to_screen_readers(
    bar: SeekBar, qtbot: QtBot
) -> None:
    def point_at(x: int) -> None:
        where = QPoint(x, 18)
        event = QHelpEvent(QEvent.Type.ToolTip, where, bar.mapToGlobal(where))
        QApplication.sendEvent(bar, event)

    bar.set_passage((50.0, 71.0), MOOD)
    assert "The passage from 0:50 to 1:11 decided the mood." in bar.accessibleDescription()
    point_at(125)
    assert QToolTip.text() == "The passage that decided the mood"
    point_at(60)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    bar.set_passage(None, None)
    assert "decided" not in bar.accessibleDescription()
    point_at(125)
    assert not QToolTip.isVisible()

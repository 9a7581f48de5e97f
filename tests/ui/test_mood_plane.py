"""The mood plane: clicks, keys, the wheel, and the picture that is kept."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.ui.mood_dust import dust_alpha
from player.ui.mood_plane import MAX_RADIUS, MIN_RADIUS, START_RADIUS, STEP, MoodPlane
from player.ui.mood_plane_journey import JourneyPath
from player.ui.mood_words import MoodOption, mood_words, strictness_words
from player.ui.theme import apply_theme

MOODS = (
    MoodOption("happy", "Happy", "Bright.", 0.75, 0.4),
    MoodOption("calm", "Calm", "Quiet.", 0.3, -0.7),
    MoodOption("melancholic", "Melancholic", "Sad.", -0.45, -0.6),
    MoodOption("angry", "Angry", "Loud.", -0.6, 0.8),
)


@pytest.fixture
def plane(qtbot: QtBot, qapp: QApplication) -> MoodPlane:
    apply_theme(qapp, "dark")
    widget = MoodPlane()
    qtbot.addWidget(widget)
    widget.set_moods(MOODS)
    widget.resize(308, 227)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _twenty_points() -> list[QPoint]:
    rng = np.random.default_rng(20)
    return [QPoint(int(x), int(y)) for x, y in rng.uniform((6, 24), (300, 202), (20, 2))]


@pytest.mark.parametrize("pixel", _twenty_points(), ids=lambda p: f"{p.x()},{p.y()}")
def test_a_click_asks_for_the_point_under_it(plane: MoodPlane, qtbot: QtBot, pixel: QPoint) -> None:
    field = plane.field_rect()
    with qtbot.waitSignal(plane.target_chosen) as heard:
        qtbot.mouseClick(plane, Qt.MouseButton.LeftButton, pos=pixel)
    valence, arousal, radius = heard.args
    # Worked out here anew: one pixel is 2 / width of the plane.
    assert valence == pytest.approx(
        2 * (pixel.x() - field.left()) / field.width() - 1, abs=2 / field.width()
    )
    assert arousal == pytest.approx(
        1 - 2 * (pixel.y() - field.top()) / field.height(), abs=2 / field.height()
    )
    assert radius == START_RADIUS


def test_corners_of_the_field_are_the_ends_of_the_axes(plane: MoodPlane) -> None:
    field = plane.field_rect()
    assert plane.to_point(field.topLeft()) == (-1.0, 1.0)
    assert plane.to_point(field.bottomRight()) == (1.0, -1.0)
    assert plane.to_point(QPointF(-500, 9000)) == (-1.0, -1.0)


def test_dragging_the_target_reports_live_with_pauses_and_once_at_the_end(
    plane: MoodPlane, qtbot: QtBot
) -> None:
    live: list[tuple[float, float, float]] = []
    chosen: list[tuple[float, float, float]] = []
    plane.target_moved.connect(lambda *args: live.append(args))
    plane.target_chosen.connect(lambda *args: chosen.append(args))
    plane.set_target(plane.to_point(QPointF(50, 50)))
    qtbot.mousePress(plane, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    for x in range(50, 150):
        qtbot.mouseMove(plane, QPoint(x, 50))
    qtbot.waitUntil(lambda: len(live) == 1)
    assert chosen == []
    qtbot.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    assert len(chosen) == 1
    assert chosen[0][:2] == plane.target
    assert len(live) < 100


def _draw(plane: MoodPlane, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(plane, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(plane, (start + end) / 2)
    qtbot.mouseMove(plane, end)
    qtbot.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=end)


def test_a_drag_from_anywhere_asks_for_a_journey_and_leaves_the_target(
    plane: MoodPlane, qtbot: QtBot
) -> None:
    start, end = QPoint(40, 150), QPoint(250, 60)
    plane.set_target((0.9, 0.9))
    with (
        qtbot.assertNotEmitted(plane.target_chosen),
        qtbot.waitSignal(plane.journey_drawn) as heard,
    ):
        _draw(plane, qtbot, start, end)
    assert heard.args == [plane.to_point(QPointF(start)), plane.to_point(QPointF(end))]
    assert plane.target == (0.9, 0.9)
    assert plane.journey == JourneyPath(*heard.args)


def test_a_drag_from_the_playing_track_begins_exactly_there(plane: MoodPlane, qtbot: QtBot) -> None:
    plane.set_playing((0.3, -0.4))
    near = plane.to_pixel((0.3, -0.4)).toPoint() + QPoint(5, -4)
    with qtbot.waitSignal(plane.journey_drawn) as heard:
        _draw(plane, qtbot, near, QPoint(60, 60))
    assert heard.args[0] == (0.3, -0.4)


def test_a_hand_that_trembles_clicks(plane: MoodPlane, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(plane.journey_drawn),
        qtbot.waitSignal(plane.target_chosen),
    ):
        _draw(plane, qtbot, QPoint(100, 100), QPoint(104, 97))
    assert plane.journey is None


def test_a_journey_is_seen_on_the_plane(plane: MoodPlane) -> None:
    before = plane.grab().toImage()
    plane.set_journey(JourneyPath((-0.8, -0.8), (0.8, 0.8), ((-0.2, -0.3), (0.3, 0.2)), heard=1))
    assert plane.grab().toImage() != before
    plane.set_journey(None)
    assert plane.grab().toImage() == before


def test_arrow_keys_move_by_a_step_and_stop_at_the_edge(plane: MoodPlane, qtbot: QtBot) -> None:
    plane.set_target((0.0, 0.98))
    qtbot.keyClick(plane, Qt.Key.Key_Right)
    assert plane.target == pytest.approx((STEP, 0.98))
    qtbot.keyClick(plane, Qt.Key.Key_Up)
    assert plane.target == pytest.approx((STEP, 1.0))
    with qtbot.waitSignal(plane.target_chosen) as heard:
        qtbot.keyClick(plane, Qt.Key.Key_Down)
    assert heard.args[:2] == pytest.approx([STEP, 0.95])


def test_the_first_arrow_starts_from_the_playing_track(plane: MoodPlane, qtbot: QtBot) -> None:
    plane.set_playing((0.5, -0.5))
    qtbot.keyClick(plane, Qt.Key.Key_Left)
    assert plane.target == pytest.approx((0.45, -0.5))


@pytest.mark.parametrize("key", [Qt.Key.Key_Home, Qt.Key.Key_Escape, Qt.Key.Key_Delete])
def test_the_target_can_be_cleared(plane: MoodPlane, qtbot: QtBot, key: Qt.Key) -> None:
    plane.set_target((0.1, 0.1))
    with qtbot.waitSignal(plane.target_cleared):
        qtbot.keyClick(plane, key)
    assert plane.target is None
    with qtbot.assertNotEmitted(plane.target_cleared):
        qtbot.keyClick(plane, key)


def _turn(plane: MoodPlane, eighths: int) -> bool:
    middle = QPointF(plane.rect().center())
    event = QWheelEvent(
        middle,
        plane.mapToGlobal(middle),
        QPoint(),
        QPoint(0, eighths),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plane, event)
    return event.isAccepted()


def test_the_wheel_sets_how_strict_and_stays_in_range(plane: MoodPlane, qtbot: QtBot) -> None:
    plane.set_target((0.2, 0.2))
    with qtbot.waitSignal(plane.target_chosen) as heard:
        assert _turn(plane, 120)
    assert heard.args[2] == pytest.approx(START_RADIUS + STEP)
    for _ in range(8):
        _turn(plane, 15)
    assert plane.radius == pytest.approx(START_RADIUS + 2 * STEP)
    _turn(plane, 12_000)
    assert plane.radius == MAX_RADIUS
    _turn(plane, -24_000)
    assert plane.radius == MIN_RADIUS


def test_without_a_target_the_wheel_belongs_to_others(plane: MoodPlane) -> None:
    assert not _turn(plane, 120)
    assert plane.radius == START_RADIUS


def test_setters_emit_nothing(plane: MoodPlane, qtbot: QtBot) -> None:
    with (
        qtbot.assertNotEmitted(plane.target_chosen, wait=1),
        qtbot.assertNotEmitted(plane.target_cleared, wait=1),
    ):
        plane.set_target((0.3, 0.3), 0.5)
        plane.set_target(None)


def test_a_hundred_thousand_dots_are_painted_once(plane: MoodPlane, qtbot: QtBot) -> None:
    rng = np.random.default_rng(1)
    plane.set_dust(rng.uniform(-1, 1, 100_000), rng.uniform(-1, 1, 100_000))
    plane.repaint()
    before = plane.background_renders
    for step in range(30):
        plane.set_playing((step / 30, 0.0))
        plane.set_target((0.0, step / 30))
        qtbot.mouseMove(plane, QPoint(20 + step, 60))
        plane.repaint()
    assert plane.background_renders == before
    plane.resize(400, 280)
    plane.repaint()
    assert plane.background_renders == before + 1


def test_a_new_theme_paints_the_field_anew(plane: MoodPlane, qapp: QApplication) -> None:
    dark = plane.grab().toImage().pixelColor(60, 60)
    before = plane.background_renders
    apply_theme(qapp, "light")
    light = plane.grab().toImage().pixelColor(60, 60)
    assert plane.background_renders == before + 1
    assert light.lightness() > dark.lightness() + 60


def test_dust_lies_where_the_tracks_are_and_unknown_ones_are_left_out() -> None:
    alpha = dust_alpha(201, 101, 1.0, [-1.0, 0.5, math.nan], [1.0, -0.5, 0.0])
    assert alpha[0, 0] > 0.5
    assert alpha[75, 150] > 0.5
    assert alpha[50, 100] == 0
    assert not dust_alpha(20, 10, 1.0, [], []).any()


def test_dust_is_brighter_where_it_is_denser() -> None:
    valence = [-0.5] * 50 + [0.5]
    alpha = dust_alpha(201, 101, 1.0, valence, [0.0] * 51)
    assert alpha[50, 50] > 1.5 * alpha[50, 150] > 0


def test_the_trail_keeps_the_last_few(plane: MoodPlane) -> None:
    for step in range(9):
        plane.set_playing((step / 10, 0.0))
        plane.set_playing((step / 10, 0.0))
    assert plane.trail == ((0.3, 0.0), (0.4, 0.0), (0.5, 0.0), (0.6, 0.0), (0.7, 0.0))


def test_points_have_plain_words() -> None:
    assert mood_words(0.3, -0.7, MOODS) == "calm"
    assert mood_words(0.0, -0.66, MOODS) == "calm, a little melancholic"
    assert mood_words(0.0, 0.1, MOODS) == "in between"
    assert mood_words(0.9, 0.5, MOODS[:1]) == "happy"
    assert len({strictness_words(r) for r in (0.1, 0.3, 0.8)}) == 3


def test_the_plane_says_its_target_to_screen_readers(plane: MoodPlane) -> None:
    assert plane.accessibleName() == "Mood plane"
    assert "No mood chosen" in plane.accessibleDescription()
    plane.set_target((0.0, -0.66), 0.1)
    assert "Calm, a little melancholic" in plane.accessibleDescription()
    assert "exactly there" in plane.accessibleDescription()


def test_a_plane_that_asks_is_aimed_by_keys_and_answered_by_enter(
    qtbot: QtBot, themed: QApplication
) -> None:
    asking = MoodPlane(asks=True)
    qtbot.addWidget(asking)
    asking.resize(308, 227)
    asking.show()
    with qtbot.assertNotEmitted(asking.target_chosen, wait=300):
        qtbot.keyClick(asking, Qt.Key.Key_Right)
        qtbot.keyClick(asking, Qt.Key.Key_Up)
    with qtbot.waitSignal(asking.target_chosen) as heard:
        qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert heard.args[:2] == pytest.approx([STEP, STEP])
    with (
        qtbot.assertNotEmitted(asking.journey_drawn),
        qtbot.waitSignal(asking.target_chosen) as heard,
    ):
        _draw(asking, qtbot, QPoint(40, 150), QPoint(250, 60))
    assert heard.args[:2] == pytest.approx(list(asking.to_point(QPointF(250, 60))), abs=1e-3)

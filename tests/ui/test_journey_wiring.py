"""A journey drawn in the window, followed to its end over real stores, and the two check-ins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.checkins import CheckInController
from player.controllers.covers import CoverController
from player.controllers.journeys import JourneyController
from player.controllers.player import PlayerController
from player.paths import Home
from player.settings import Settings
from player.ui.checkin_wiring import CheckInWiring
from player.ui.journey_wiring import JourneyWiring
from player.ui.playing_wiring import PlayingWiring
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary

CALM, HAPPY = (-0.4, -0.6), (0.6, 0.5)


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    home = Home(tmp_path / "home")
    library = ListenerLibrary(home.store_dir)
    library.add_many(300)
    library.close()
    opened = open_world(home)
    yield opened
    opened.stores.close()


@pytest.fixture
def journeys(world: World) -> JourneyController:
    return JourneyController(world.queue, world.library)


@pytest.fixture
def checkins(world: World) -> CheckInController:
    made = CheckInController()
    made.attach(world.stores.listening)
    return made


@pytest.fixture
def window(
    qtbot: QtBot,
    world: World,
    covers: CoverController,
    journeys: JourneyController,
    checkins: CheckInController,
) -> Iterator[MainWindow]:
    player = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    PlayingWiring(made, world.library, world.queue, player, covers, volume=0.5)
    wiring = JourneyWiring(made, world.queue, player, journeys)
    asking = CheckInWiring(made, journeys, checkins, world.queue)
    wiring.begun.connect(asking.ask_about)
    made.show()
    qtbot.waitExposed(made)
    yield made
    player.stop()


def draw(window: MainWindow, qtbot: QtBot) -> None:
    plane = window.picker.plane
    start, end = plane.to_pixel(CALM).toPoint(), plane.to_pixel(HAPPY).toPoint()
    qtbot.mousePress(plane, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(plane, (start + end) / 2)
    qtbot.mouseMove(plane, end)
    qtbot.mouseRelease(plane, Qt.MouseButton.LeftButton, pos=end)


def arrive(world: World, journeys: JourneyController) -> None:
    """Hear the journey to its end, a track at a time."""
    for _ in range(60):
        facts = journeys.facts()
        if facts is None or facts.over:
            return
        world.queue.advance()
    pytest.fail("the journey has no end")


def tap(window: MainWindow, qtbot: QtBot, at: QPoint) -> None:
    qtbot.mouseClick(window.checkin.plane, Qt.MouseButton.LeftButton, pos=at)


def test_a_drawn_way_opens_the_card_and_starts_a_journey_that_is_seen(
    window: MainWindow, world: World, journeys: JourneyController, qtbot: QtBot
) -> None:
    draw(window, qtbot)
    assert window.cards.shown() is window.journey
    wish = window.journey.wish()
    assert wish is not None
    assert wish.start == pytest.approx(CALM, abs=0.02)
    assert wish.end == pytest.approx(HAPPY, abs=0.02)
    assert world.queue.journey is None
    window.journey.start.click()
    facts = journeys.facts()
    assert facts is not None
    assert facts.minutes == pytest.approx(30, abs=4)  # tracks are some minutes long
    assert facts.done == 0
    assert len(facts.ahead) == world.queue.journey_left > 2
    path = window.picker.plane.journey
    assert path is not None
    assert path.tracks == facts.ahead
    assert window.picker.feeling.answer.startswith("Journey: ")
    assert f"0 of {facts.minutes} min" in window.picker.feeling.answer


def test_closing_the_card_takes_the_drawn_way_back(window: MainWindow, qtbot: QtBot) -> None:
    draw(window, qtbot)
    assert window.picker.plane.journey is not None
    window.cards.close_all()
    assert window.picker.plane.journey is None


def test_j_plans_a_journey_without_a_pointer(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    window.browser.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert window.cards.shown() is window.journey
    assert not window.journey.start.isEnabled()
    panel = window.journey
    panel.origin._group.buttons()[3].click()
    assert not panel.start.isEnabled()
    panel.goal._group.buttons()[1].click()
    assert panel.start.isEnabled()
    panel.floor.set_value("neutral")
    panel.start.click()
    assert world.queue.journey is not None
    assert world.queue.target.floor is not None
    assert world.queue.target.floor.valence == 0.0


def test_a_journey_can_be_stopped_and_undone(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    draw(window, qtbot)
    window.journey.start.click()
    assert world.queue.journey is not None
    qtbot.mouseClick(window.picker.feeling._way_out, Qt.MouseButton.LeftButton)
    assert world.queue.journey is None
    assert window.picker.plane.journey is None
    assert window.picker.feeling.answer == ""
    world.queue.undo()
    assert world.queue.journey is not None
    assert window.picker.plane.journey is not None


def test_the_question_comes_before_and_is_only_offered_after(
    window: MainWindow, world: World, journeys: JourneyController, qtbot: QtBot
) -> None:
    draw(window, qtbot)
    window.journey.ask.setChecked(True)
    window.journey.start.click()
    assert window.cards.shown() is window.checkin
    tap(window, qtbot, window.checkin.plane.to_pixel(CALM).toPoint())
    assert window.cards.shown() is None
    with qtbot.waitSignal(journeys.over):
        arrive(world, journeys)
    assert window.cards.shown() is None
    assert window.picker.feeling.answer == "The journey is over."
    qtbot.mouseClick(window.picker.feeling._way_out, Qt.MouseButton.LeftButton)
    assert window.cards.shown() is window.checkin
    tap(window, qtbot, window.checkin.plane.to_pixel(HAPPY).toPoint())
    said = world.stores.listening.checkins()
    assert [c.phase for c in said] == ["before", "after"]
    assert {c.journey for c in said} == {world.queue.journey.id if world.queue.journey else ""}
    assert window.checkin.plane.journey is not None
    assert window.checkin.skip.text() == "Done"


def test_who_skipped_the_question_is_not_asked_again(
    window: MainWindow, world: World, journeys: JourneyController, qtbot: QtBot
) -> None:
    draw(window, qtbot)
    window.journey.ask.setChecked(True)
    window.journey.start.click()
    window.checkin.skip.click()
    arrive(world, journeys)
    assert window.cards.shown() is None
    assert window.picker.feeling.answer == ""
    assert not world.stores.listening.checkins()


def test_a_journey_from_the_playing_track_begins_where_the_playing_track_is(
    window: MainWindow, world: World, journeys: JourneyController, qtbot: QtBot
) -> None:
    world.queue.play_now([row.id for row in world.library.rows[:2]])
    window.browser.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J)
    before = journeys.playing_at()
    assert window.journey.ends()[0] == before is not None
    world.queue.advance()
    assert window.journey.ends()[0] == journeys.playing_at() != before


def test_in_a_private_session_nobody_is_asked_how_they_feel(
    window: MainWindow, world: World, checkins: CheckInController
):
    world.queue.set_private(True)
    window.picker.feeling.feel_requested.emit()
    assert not window.checkin.isVisible()
    assert "private session" in window.notice.accessibleName()

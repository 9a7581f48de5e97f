"""Steering, wishes, radio and reasons in the whole window, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.covers import CoverController
from player.controllers.player import PlayerController
from player.controllers.radio import RadioController, RadioWish
from player.paths import Home
from player.recommend.target import SEED_TRACKS
from player.settings import Settings
from player.ui.groups import Group
from player.ui.playing_wiring import PlayingWiring
from player.ui.radio_wiring import RadioWiring
from player.ui.steering_wiring import SteeringWiring
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    home = Home(tmp_path / "home")
    library = ListenerLibrary(home.store_dir)
    library.add_many(300)
    library.close()
    opened = open_world(home)
    opened.queue.set_mood(moods=("calm",))
    yield opened
    opened.stores.close()


@pytest.fixture
def window(qtbot: QtBot, world: World, covers: CoverController) -> Iterator[MainWindow]:
    player = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    radio = RadioController(world.queue)
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    PlayingWiring(made, world.library, world.queue, player, covers, volume=0.5)
    SteeringWiring(made, world.library, world.queue)
    RadioWiring(made, world.library, radio, player)
    made.show()
    qtbot.waitExposed(made)
    yield made
    player.stop()


def texts(window: MainWindow) -> list[str]:
    return [wish.text for wish in window.queue.chips.wishes]


def test_livelier_by_button_and_key_is_seen_and_can_be_taken_away(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    qtbot.mouseClick(window.queue.head.livelier, Qt.MouseButton.LeftButton)
    assert world.queue.target.energy == 0.25
    window.browser.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Plus)
    assert world.queue.target.energy == 0.5
    assert texts(window) == ["Livelier"]
    window.queue.chips.removed.emit("energy")
    assert world.queue.target.energy == 0.0
    assert texts(window) == []


def test_the_card_steers_and_shows_how_it_is_steered(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    window.browser.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert window.cards.shown() is window.steer
    assert window.queue.head.steer.isChecked()
    window.steer.smooth.click()
    window.steer.strict.click()
    window.steer.known.slider.setValue(100)
    qtbot.waitUntil(lambda: world.queue.target.adventurous == 1.0)
    assert (world.queue.target.smooth, world.queue.target.strict) == (True, True)
    assert world.queue.target.moods == ("calm",)
    assert texts(window) == ["New to you", "Smooth joins", "Strict"]
    for wish in window.queue.chips.wishes:
        window.steer.chips.removed.emit(wish.key)
    assert texts(window) == []
    assert not window.steer.smooth.isChecked()
    window.cards.close_all()
    assert not window.queue.head.steer.isChecked()


def test_why_says_all_reasons_of_a_row_and_of_the_playing_track(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    entry = world.queue.upcoming[2]
    window.queue.why_requested.emit(entry.entry_id)
    assert window.cards.shown() is window.why
    qtbot.mouseClick(window.why.numbers, Qt.MouseButton.LeftButton)
    said = window.why.lines()
    assert [words for words, _ in said[:-1]] == [str(reason.sentence) for reason in entry.reasons]
    assert float(said[-1][1].replace("−", "-")) == pytest.approx(entry.score, abs=0.0051)
    world.queue.advance()
    playing = world.queue.current
    assert playing is not None
    window.browser.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_W)
    assert window.why._row is not None
    assert window.why._row.entry_id == playing.entry_id


def test_more_less_and_not_this_time_from_a_row(window: MainWindow, world: World) -> None:
    first, second = world.queue.upcoming[:2]
    window.queue.excluded.emit(first.track_id)
    assert first.track_id not in {entry.track_id for entry in world.queue.upcoming}
    assert texts(window) == ["1 left out"]
    window.queue.chips.removed.emit("excluded")
    assert texts(window) == []
    window.queue.nudged.emit(second.track_id, False)
    row = world.library.row(second.track_id)
    assert row is not None
    assert texts(window) == [f"Not: {row.title}"]
    window.queue.chips.removed.emit("seed:0")
    assert texts(window) == []


def test_rules_that_gave_way_are_said_with_their_places(window: MainWindow, world: World) -> None:
    world.queue.set_mood(moods=("romantic",), styles=("classical",))
    lines = world.queue.relaxed_lines()
    shown = window.queue._gave_way.full_text
    assert bool(lines) == bool(shown)
    for places, sentence in lines:
        assert str(sentence) in shown
        assert str(places[0]) in shown


def test_radio_mixes_plus_and_minus(window: MainWindow, world: World) -> None:
    ids = [row.id for row in world.library.rows]
    window.browser.table.radio.emit(ids[:3], RadioWish.MORE)
    group = Group("key", "Nina Simone", "", list(ids))
    window.browser.radio.emit(group, RadioWish.NOT)
    first = world.library.row(ids[0])
    assert first is not None
    assert texts(window) == [f"Like: {first.title} and 2 more", "Not: Nina Simone"]
    assert world.queue.target.moods == ("calm",)
    seeds = world.queue.target.seeds
    assert [len(seed.track_ids) for seed in seeds] == [3, min(SEED_TRACKS, len(ids))]
    assert len(set(seeds[1].track_ids)) == len(seeds[1].track_ids)


def test_starting_a_radio_replaces_what_was_asked_for(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    ids = [row.id for row in world.library.rows][:5]
    before = world.queue.upcoming
    window.browser.radio.emit(Group("key", "An album", "", ids), RadioWish.START)
    assert world.queue.target.moods == ()
    assert texts(window) == ["Like: An album"]
    assert world.queue.upcoming != before


def test_the_open_card_of_reasons_follows_what_is_so(window: MainWindow, world: World) -> None:
    entry = world.queue.upcoming[1]
    window.queue.why_requested.emit(entry.entry_id)
    while world.queue.current != entry:
        world.queue.advance()
    world.queue.set_locked(world.queue.upcoming[0].entry_id, True)
    assert window.cards.shown() is window.why
    kept = world.queue.upcoming[0]
    window.queue.why_requested.emit(kept.entry_id)
    world.queue.set_mood(moods=("angry",))
    assert window.cards.shown() is window.why
    row = window.why.row
    assert row is not None and row.entry_id == kept.entry_id and row.locked
    world.queue.remove(kept.entry_id)
    assert window.cards.shown() is None
    assert world.queue.can_undo


def test_keys_take_back_what_can_be_taken_back(
    window: MainWindow, world: World, qtbot: QtBot
) -> None:
    track = world.library.rows[0].id
    window.browser.setFocus()
    world.queue.set_smooth(True)
    world.library.rate([track], 4)
    for _ in range(6):  # two more than there are
        qtbot.keyClick(window, Qt.Key.Key_Plus)
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (world.queue.target.energy, world.library.stars(track)) == (0.0, (4, False))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (world.queue.target.smooth, world.library.stars(track)) == (True, (0, False))
    world.library.rate([track], 3)
    world.queue.set_strict(True)
    world.queue.advance()  # what comes is another queue now: the wish stays
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (world.queue.target.strict, world.library.stars(track)) == (True, (0, False))

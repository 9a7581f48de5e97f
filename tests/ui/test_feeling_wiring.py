"""A typed sentence in the whole window: understood, shown, taken back, or said to mean nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.covers import CoverController
from player.controllers.feeling import FeelingController
from player.controllers.player import PlayerController
from player.paths import Home, models_dir
from player.settings import Settings
from player.tagging.vocabulary import MOODS
from player.ui.feeling_field import FeelingField
from player.ui.feeling_wiring import FeelingWiring
from player.ui.playing_wiring import PlayingWiring
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    home = Home(tmp_path / "home")
    library = ListenerLibrary(home.store_dir)
    library.add_many(120)
    library.close()
    opened = open_world(home)
    yield opened
    opened.stores.close()


@pytest.fixture
def feeling() -> Iterator[FeelingController]:
    made = FeelingController(models_dir())
    yield made
    made.stop()


@pytest.fixture
def window(
    qtbot: QtBot, world: World, covers: CoverController, feeling: FeelingController
) -> Iterator[MainWindow]:
    player = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    PlayingWiring(made, world.library, world.queue, player, covers, volume=0.5)
    FeelingWiring(made, world.queue, feeling)
    made.show()
    qtbot.waitExposed(made)
    yield made
    player.stop()


def say(window: MainWindow, feeling: FeelingController, qtbot: QtBot, text: str) -> FeelingField:
    field = window.picker.feeling
    field.field.setText(text)
    with qtbot.waitSignal(feeling.understood):
        qtbot.keyClick(field.field, Qt.Key.Key_Return)
    return field


@pytest.mark.parametrize("text", ["something calm, please", "来点平静的音乐"])
def test_a_sentence_is_understood_shown_and_taken_back(
    window: MainWindow, world: World, feeling: FeelingController, qtbot: QtBot, text: str
) -> None:
    world.queue.set_mood(moods=("angry",))
    before = world.queue.upcoming
    field = say(window, feeling, qtbot, text)
    assert "calm" in world.queue.target.moods
    assert world.queue.target.said == text
    assert field.field.text() == ""
    assert field.answer.startswith("Understood: Calm")
    assert field.followed == "Calm"
    qtbot.mouseClick(field._way_out, Qt.MouseButton.LeftButton)
    assert world.queue.target.moods == ("angry",)
    assert world.queue.upcoming == before
    assert field.answer == ""


def test_what_means_nothing_is_said_in_place_and_changes_nothing(
    window: MainWindow, world: World, feeling: FeelingController, qtbot: QtBot
) -> None:
    world.queue.set_mood(moods=("angry",))
    field = say(window, feeling, qtbot, "42")
    assert world.queue.target.moods == ("angry",)
    assert field.field.text() == "42"
    assert field.answer
    assert field._way_out.isHidden()


def test_another_wish_makes_the_sentence_old(
    window: MainWindow, world: World, feeling: FeelingController, qtbot: QtBot
) -> None:
    field = say(window, feeling, qtbot, "calm jazz")
    assert field.answer
    window.picker.plane.target_chosen.emit(0.6, 0.6, 0.3)
    assert field.answer == ""
    assert world.queue.target.said == ""


def test_who_is_sad_and_wants_to_be_happy_is_offered_a_journey(
    window: MainWindow, feeling: FeelingController, qtbot: QtBot
) -> None:
    field = say(window, feeling, qtbot, "I am sad, play something happy")
    with qtbot.waitSignal(field.journey_requested) as heard:
        qtbot.mouseClick(field._journey, Qt.MouseButton.LeftButton)
    places = {mood.id: (mood.valence, mood.arousal) for mood in MOODS}
    assert heard.args == [places["melancholic"], places["happy"]]
    say(window, feeling, qtbot, "calm jazz")
    assert field._journey.isHidden()


def test_s_goes_to_the_field(window: MainWindow, qtbot: QtBot) -> None:
    window.browser.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert window.focusWidget() is window.picker.feeling.field


def test_another_sentence_taken_back_is_no_longer_said_to_be_understood(
    window: MainWindow, world: World, feeling: FeelingController, qtbot: QtBot
) -> None:
    say(window, feeling, qtbot, "calm jazz")
    field = say(window, feeling, qtbot, "angry metal")
    world.queue.undo()
    assert world.queue.target.said == "calm jazz"
    assert field.answer == ""


def test_a_sentence_is_taken_back_from_its_line_only_while_it_is_the_last_change(
    window: MainWindow, world: World, feeling: FeelingController, qtbot: QtBot
) -> None:
    field = say(window, feeling, qtbot, "calm jazz")
    assert field._way_out.isVisible()
    world.queue.remove(world.queue.upcoming[0].entry_id)
    assert field.answer and not field._way_out.isVisible()
    field = say(window, feeling, qtbot, "angry metal")
    assert field._way_out.isVisible()
    world.queue.advance()
    assert field.answer and not field._way_out.isVisible()


@pytest.mark.parametrize("size", [(900, 600), (1280, 800)])
def test_what_to_try_instead_is_read_to_its_end(
    window: MainWindow, feeling: FeelingController, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    field = say(window, feeling, qtbot, "42")
    words = field._lines
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()) > 0)
    assert words.isVisible() and words.text() == field.answer
    field = say(window, feeling, qtbot, "calm jazz")
    assert not words.isVisible() and field.answer.startswith("Understood")

"""What was learned, how the library is used, and the private session, in the whole window."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.covers import CoverController
from player.controllers.learned import LearnedController
from player.controllers.player import PlayerController
from player.jobs.listener import ListenerModel
from player.library.track import CheckIn, Nudge, Play, Rating
from player.paths import Home
from player.settings import Settings
from player.store.events import Events
from player.ui.learned_wiring import LearnedWiring
from player.ui.settings_menu import SettingsMenu
from player.ui.views import View
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary

UNDO_MS = 60


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    home, now = Home(tmp_path / "home"), time.time()
    library = ListenerLibrary(home.store_dir)
    library.add_many(20)
    plays = {n: Play(n, now - 1000 * n, 190.0, 200.0) for n in range(1, 6)}
    library.listening.put(
        Events(
            plays=plays,
            nudges={1: Nudge(6, now - 10.0, more=True)},
            ratings={2: Rating(5, now - 20.0)},
            checkins={1: CheckIn(now - 30.0, 0.1, 0.2, "before")},
        )
    )
    library.listening.add_offers(range(1, 9), now - 100.0)
    library.close()
    opened = open_world(home)
    yield opened
    opened.library.stop()
    opened.stores.close()


@pytest.fixture
def learned(world: World) -> Iterator[LearnedController]:
    view = world.library._view
    assert view is not None
    made = LearnedController(world.library, world.queue, undo_ms=UNDO_MS)
    made.attach(world.stores, view, ListenerModel(view, world.stores.listening))
    yield made
    made.stop()


@pytest.fixture
def player(world: World) -> Iterator[PlayerController]:
    made = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    yield made
    made.stop()


@pytest.fixture
def window(
    qtbot: QtBot,
    world: World,
    learned: LearnedController,
    covers: CoverController,
    player: PlayerController,
) -> MainWindow:
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    made.wiring = LearnedWiring(made, learned, world.queue, player)
    made.browser.set_rows(world.library.rows)
    made.show()
    return made


def opened_ledger(qtbot: QtBot, window: MainWindow, learned: LearnedController):
    with qtbot.waitSignal(learned.changed):
        window.wiring.show_learned()
    return window.browser.learned


def test_the_pages_lie_over_the_views_and_do_what_they_say(
    qtbot: QtBot,
    window: MainWindow,
    world: World,
    learned: LearnedController,
    player: PlayerController,
) -> None:
    page = opened_ledger(qtbot, window, learned)
    window.browser.set_rows(world.library.rows)
    window.browser.set_favourites([1])
    assert page.isVisible()
    with qtbot.waitSignal(learned.forgotten):
        page.forget.emit(["rating:2"])
        assert page._waiting.isVisible()
    assert page.list.events.rowCount() == 7
    page.closed.emit()
    assert window.browser.table.isVisible()
    window.wiring.show_exposure()
    use = window.browser.exposure
    words = [label.text() for label in use.findChildren(QLabel)]
    assert words.count("40 %") == 2 and words.count("25 %") == 2
    assert "12 tracks were neither offered in half a year nor ever played" in words
    with qtbot.waitSignal(player.track_changed, timeout=5000):
        use.play_never_met.emit()
    assert player.entry is not None and player.entry.track_id > 8
    window.browser.show_view(View.ALBUMS)
    assert window.browser.grid.isVisible()


def test_a_private_session_shows_its_sign_and_remembers_nothing(
    qtbot: QtBot, window: MainWindow, world: World
) -> None:
    before = world.stores.listening.events()
    assert not window.sidebar.private
    window.wiring.set_private(True)
    assert world.queue.private
    assert window.sidebar.private and window.sidebar._private.isVisible()
    assert "Private session" in window.notice.text()
    world.queue.set_mood(point=(0.3, 0.3))
    entry = world.queue.upcoming[0]
    world.queue.on_started(entry.entry_id)
    world.queue.nudge(entry.track_id, "this", more=True)
    world.queue.on_ended(entry.entry_id, 5.0, skipped=True)
    qtbot.mouseClick(window.sidebar._private, Qt.MouseButton.LeftButton)
    assert not world.queue.private
    assert not window.sidebar.private
    assert window.notice.text() == ""
    after = world.stores.listening.events()
    for kind in ("plays", "offers", "nudges"):
        assert getattr(after, kind) == getattr(before, kind)


def test_the_settings_menu_leads_there(qtbot: QtBot, themed: QApplication) -> None:
    menu = SettingsMenu(
        theme="dark", language="en", compact=False, watching=True, private=True,
        let_in={"play_spoken": False, "play_seasonal": False, "play_mixes": False}, folders=(),
    )  # fmt: skip
    qtbot.addWidget(menu)
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Private session"].isChecked()
    with qtbot.waitSignal(menu.private_chosen) as told:
        actions["Private session"].trigger()
    assert told.args == [False]
    with qtbot.waitSignal(menu.show_learned):
        actions["What Moodlark learned"].trigger()
    with qtbot.waitSignal(menu.show_exposure):
        actions["How your library is used"].trigger()


def test_a_window_made_anew_still_lets_keep_what_is_being_forgotten(
    qtbot: QtBot,
    window: MainWindow,
    world: World,
    learned: LearnedController,
    covers: CoverController,
    player: PlayerController,
) -> None:
    opened_ledger(qtbot, window, learned)
    learned._undo.setInterval(60_000)
    learned.forget(["rating:2"])
    again = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(again)
    LearnedWiring(again, learned, world.queue, player)
    page = again.browser.learned
    assert not page._waiting.isHidden()
    page.keep.emit()
    assert page._waiting.isHidden() and learned.waiting == 0

"""What was learned, how the library is used, and the private session, in the whole window."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
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


def shown(page) -> list[str]:
    model = page.list.events
    return [model.row_at(line).id for line in range(model.rowCount())]


def test_the_page_lists_what_was_learned_newest_first(
    qtbot: QtBot, window: MainWindow, learned: LearnedController
) -> None:
    page = opened_ledger(qtbot, window, learned)
    assert page.isVisible()
    plays = [f"play:{n}" for n in range(1, 6)]
    assert shown(page) == ["nudge:1", "rating:2", "checkin:1", *plays]
    page.search_field.setText("track 6")
    assert shown(page) == ["nudge:1"]
    page.search_field.setText("no such track")
    assert page.empty.isVisible()


def test_delete_forgets_for_good_after_a_moment(
    qtbot: QtBot, window: MainWindow, learned: LearnedController, world: World
) -> None:
    page = opened_ledger(qtbot, window, learned)
    page.list.selectRow(1)
    with qtbot.waitSignal(learned.forgotten):
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
        assert "rating:2" not in shown(page)
        assert world.library.stars(2) == (5, False)
    assert world.library.stars(2) == (0, False)
    assert not world.stores.listening.ratings()
    assert "rating:2" not in shown(page)
    assert not page._waiting.isVisible()


def test_what_is_being_forgotten_can_be_kept(
    qtbot: QtBot, window: MainWindow, learned: LearnedController, world: World
) -> None:
    page = opened_ledger(qtbot, window, learned)
    before = shown(page)
    learned.forget(["play:3", "play:1"])
    assert page._waiting.isVisible()
    page.keep.emit()
    qtbot.wait(2 * UNDO_MS)
    assert shown(page) == before
    assert len(world.stores.listening.plays()) == 5


def test_a_click_on_its_cross_forgets_an_event(
    qtbot: QtBot, window: MainWindow, learned: LearnedController
) -> None:
    page = opened_ledger(qtbot, window, learned)
    line = page.list.visualRect(page.list.events.index(0))
    with qtbot.waitSignal(learned.forgotten):
        at = QPoint(line.right() - 20, line.center().y())
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert "nudge:1" not in shown(page)


def test_closing_the_program_does_not_bring_back_what_was_removed(
    qtbot: QtBot, window: MainWindow, learned: LearnedController, world: World
) -> None:
    opened_ledger(qtbot, window, learned)
    learned.forget(["play:3"])
    learned.stop()
    assert 3 not in {play.track_id for play in world.stores.listening.plays()}


def test_a_forgotten_play_leaves_the_history_of_the_queue(
    qtbot: QtBot, window: MainWindow, learned: LearnedController, world: World
) -> None:
    world.queue.play_now([3, 4])
    world.queue.advance()
    assert world.queue.before is not None
    opened_ledger(qtbot, window, learned)
    with qtbot.waitSignal(learned.forgotten):
        learned.forget(["play:3"])
    assert world.queue.before is None
    saved = world.stores.listening.queue()
    assert saved is not None and not saved["history"]


def test_the_page_of_use_tells_shares_and_plays_what_was_never_met(
    qtbot: QtBot, window: MainWindow, player: PlayerController
) -> None:
    window.wiring.show_exposure()
    page = window.browser.exposure
    words = [label.text() for label in page.findChildren(QLabel)]
    assert words.count("40 %") == 2 and words.count("25 %") == 2
    assert "12 tracks were neither offered in half a year nor ever played" in words
    with qtbot.waitSignal(player.track_changed, timeout=5000):
        page.play_never_met.emit()
    assert player.entry is not None and player.entry.track_id > 8


def test_pages_that_lie_over_the_views_stay_while_the_library_changes(
    qtbot: QtBot, window: MainWindow, world: World, learned: LearnedController
) -> None:
    page = opened_ledger(qtbot, window, learned)
    window.browser.set_rows(world.library.rows)
    window.browser.set_favourites([1])
    assert page.isVisible()
    page.closed.emit()
    assert window.browser.table.isVisible()
    window.wiring.show_exposure()
    window.browser.show_view(View.ALBUMS)
    assert window.browser.grid.isVisible()


def test_a_private_session_shows_its_sign_until_it_ends(
    qtbot: QtBot, window: MainWindow, world: World
) -> None:
    assert not window.sidebar.private
    window.wiring.set_private(True)
    assert world.queue.private
    assert window.sidebar.private and window.sidebar._private.isVisible()
    assert "Private session" in window.notice.text()
    qtbot.mouseClick(window.sidebar._private, Qt.MouseButton.LeftButton)
    assert not world.queue.private
    assert not window.sidebar.private
    assert window.notice.text() == ""


def test_nothing_of_a_private_session_is_remembered(window: MainWindow, world: World) -> None:
    before = world.stores.listening.events()
    window.wiring.set_private(True)
    world.queue.set_mood(point=(0.3, 0.3))
    entry = world.queue.upcoming[0]
    world.queue.on_started(entry.entry_id)
    world.queue.nudge(entry.track_id, "this", more=True)
    world.queue.on_ended(entry.entry_id, 5.0, skipped=True)
    after = world.stores.listening.events()
    for kind in ("plays", "offers", "nudges"):
        assert getattr(after, kind) == getattr(before, kind)


def test_the_settings_menu_leads_there(qtbot: QtBot, window: MainWindow) -> None:
    menu = SettingsMenu(
        theme="dark", language="en", compact=False, watching=True, private=True,
        let_in={"play_spoken": False, "play_seasonal": False, "play_mixes": False}, folders=(),
        parent=window,
    )  # fmt: skip
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Private session"].isChecked()
    with qtbot.waitSignal(menu.private_chosen) as told:
        actions["Private session"].trigger()
    assert told.args == [False]
    with qtbot.waitSignal(menu.show_learned):
        actions["What Moodlark learned"].trigger()
    with qtbot.waitSignal(menu.show_exposure):
        actions["How your library is used"].trigger()

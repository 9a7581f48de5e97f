"""The whole window over real stores: the picker steers the queue, keys act, parts fold."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.covers import CoverController
from player.controllers.player import PlayerController
from player.controllers.tagging import TaggingController
from player.paths import Home
from player.settings import Settings
from player.ui.keys import Act
from player.ui.library_wiring import LibraryWiring
from player.ui.playing_wiring import PlayingWiring
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary
from tests.sound_files import encode, sweep

LONG = 20_000


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
def window(
    qtbot: QtBot, world: World, covers: CoverController, tmp_path: Path
) -> Iterator[MainWindow]:
    player = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    tagging = TaggingController(
        tmp_path, device="cpu", cache_dir=tmp_path, readable=world.library.readable_count
    )
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    PlayingWiring(made, world.library, world.queue, player, covers, volume=0.5)
    shown = LibraryWiring(made, world.library, tagging, Settings(), demo_dir=tmp_path)
    shown.show_library()
    made.show()
    qtbot.waitExposed(made)
    yield made
    player.stop()


def tail(world: World) -> tuple[float, float]:
    """Mean valence and arousal of what comes."""
    felt = [world.library.feeling(entry.track_id) for entry in world.queue.upcoming]
    points = [(f.valence, f.arousal) for f in felt if f is not None]
    assert len(points) == len(felt) > 0
    v, a = np.mean(points, axis=0)
    return float(v), float(a)


def test_the_queue_follows_twenty_clicks_on_the_plane(
    qtbot: QtBot, world: World, window: MainWindow
) -> None:
    plane, dice = window.picker.plane, random.Random(7)
    valence, arousal = world.library.dust()
    middle = (float(valence.mean()), float(arousal.mean()))
    for _ in range(20):
        point = dice.uniform(-0.7, 0.7), dice.uniform(-0.7, 0.7)
        spot = plane.to_pixel(point).toPoint()
        with qtbot.waitSignal(world.queue.target_changed):
            qtbot.mouseClick(plane, Qt.MouseButton.LeftButton, pos=spot)
        asked = plane.to_point(QPointF(spot))
        for got, wanted, usual in zip(tail(world), asked, middle, strict=True):
            assert abs(got - wanted) < max(0.12, abs(usual - wanted))
            assert abs(got - wanted) < 0.45
    assert window.queue.model.rows == tuple(window.queue.model.rows)
    assert [row.entry_id for row in window.queue.model.rows] == [
        entry.entry_id for entry in world.queue.upcoming
    ]
    assert all(row.why for row in window.queue.model.rows)


def test_undo_key_takes_the_mood_back(qtbot: QtBot, world: World, window: MainWindow) -> None:
    world.queue.set_mood(moods=("calm",))
    before = [entry.entry_id for entry in world.queue.upcoming]
    world.queue.set_mood(moods=("angry",))
    window.activateWindow()
    with qtbot.waitSignal(world.queue.changed):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [entry.entry_id for entry in world.queue.upcoming] == before
    assert window.picker.choice.moods == ("calm",)


def test_more_like_this_mood_moves_the_target_there(world: World, window: MainWindow) -> None:
    row = world.library.rows[5]
    felt = world.library.feeling(row.id)
    window.browser.table.more_like.emit(row.id)
    assert felt is not None
    assert window.picker.choice.point == pytest.approx((felt.valence, felt.arousal))


def test_stars_given_in_the_table_reach_the_store(world: World, window: MainWindow) -> None:
    window.browser.table.rate.emit([3], 5)
    window.browser.table.favour.emit([3], True)
    assert world.stores.listening.ratings()[3] == 5
    assert 3 in world.stores.listening.favourites()
    assert window.browser.table.tracks.facts.stars(3) == (5, True)


def test_single_keys_act_but_not_while_typing(qtbot: QtBot, window: MainWindow) -> None:
    acts: list[Act] = []
    window.acted.connect(acts.append)
    table = window.browser.table
    table.setFocus()
    table.selectRow(0)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Question):
        qtbot.keyClick(table, key)
    assert acts == [Act.SEEK_ON, Act.SEEK_BACK, Act.HELP]
    assert window.browser.lines.isVisible()
    acts.clear()
    window.browser.focus_search()
    qtbot.keyClicks(window.browser.search_field, "m q?/ ")
    assert acts == []
    assert window.browser.search_field.text() == "m q?/ "


def test_m_and_q_go_to_the_picker_and_the_queue(qtbot: QtBot, window: MainWindow) -> None:
    window.show_panel(False)
    qtbot.keyClick(window.browser.table, Qt.Key.Key_M)
    assert window.panel_shown
    assert window.focusWidget() is window.picker.plane
    qtbot.keyClick(window.picker.plane, Qt.Key.Key_Q)
    assert window.focusWidget() is window.queue.view


def test_a_narrow_window_folds_the_sidebar_and_a_wide_one_opens_it(window: MainWindow) -> None:
    window.resize(900, 600)
    assert window.sidebar.folded
    window.resize(1280, 800)
    assert not window.sidebar.folded


def test_dropped_folders_are_told(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a")])
    drop = QDropEvent(
        QPointF(QPoint(300, 300)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.paths_dropped.disconnect()
    with qtbot.waitSignal(window.paths_dropped) as dropped:
        window.dropEvent(drop)
    assert dropped.args == [[str(tmp_path)]]


def test_a_folder_that_is_half_gone_is_asked_about_and_the_answer_counts(
    qtbot: QtBot, world: World, window: MainWindow, tmp_path: Path
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for number in range(10):
        encode(music / f"{number}.wav", sweep(0.3, 8000, low=200 + 50 * number), 8000)
    scanned = world.library.scan_finished
    with qtbot.waitSignal(scanned, timeout=LONG):
        world.library.scan([str(music)])
    for number in range(6):
        (music / f"{number}.wav").unlink()

    def gone() -> int:
        return sum(not row.available for row in world.library.rows if str(music) in row.path)

    with qtbot.waitSignal(scanned, timeout=LONG):
        world.library.scan([str(music)])
    qtbot.waitUntil(lambda: "Only 4 of 10 tracks" in window.notice.text(), timeout=LONG)
    assert gone() == 0
    window.notice.hide()
    with qtbot.waitSignal(scanned, timeout=LONG):
        world.library.scan([str(music)], patient=True)  # nobody asked for it: no second question
    assert window.notice.text() == ""
    with qtbot.waitSignal(scanned, timeout=LONG):
        world.library.scan([str(music)])
    assert "Only 4 of 10 tracks" in window.notice.text()
    with qtbot.waitSignal(scanned, timeout=LONG):
        window.notice.findChild(QPushButton).click()
    assert gone() == 6


def test_a_scan_can_be_stopped_and_goes_on_next_time(
    qtbot: QtBot, world: World, window: MainWindow, tmp_path: Path
) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for number in range(10):
        encode(music / f"{number}.wav", sweep(0.3, 8000, low=200 + 50 * number), 8000)
    world.library.scan_progressed.connect(
        lambda _done, total: window.status.stop_scan.emit() if total else None
    )
    with qtbot.waitSignal(world.library.scan_finished, timeout=LONG) as ended:
        world.library.scan([str(music)])
    assert ended.args[0].cancelled
    world.library.scan_progressed.disconnect()
    with qtbot.waitSignal(world.library.scan_finished, timeout=LONG) as ended:
        world.library.scan([str(music)])
    assert not ended.args[0].cancelled
    assert ended.args[0].added + ended.args[0].unchanged == 10


def test_every_control_reached_by_tab_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    """Walks the window as Tab does, once round."""
    window.activateWindow()
    window.browser.table.setFocus()
    walked: list[QWidget] = []
    while (focused := window.focusWidget()) is not None and focused not in walked:
        walked.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    nameless = [
        f"{widget.parent()} {widget.metaObject().className()}"
        for widget in walked
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []
    for part in (window.sidebar, window.picker, window.queue, window.transport):
        assert any(part.isAncestorOf(widget) for widget in walked), part
    places = [
        next(i for i, part in enumerate(_parts(window)) if part.isAncestorOf(widget))
        for widget in walked
    ]
    turned = places[places.index(0) :] + places[: places.index(0)]
    assert turned == sorted(turned), "from left to right, then down"


def _parts(window: MainWindow) -> tuple[QWidget, ...]:
    return (
        window.sidebar,
        window.browser,
        window.picker,
        window.queue,
        window.transport,
        window.status,
    )


def test_undo_key_takes_back_what_was_done_last(
    qtbot: QtBot, world: World, window: MainWindow
) -> None:
    world.queue.set_mood(moods=("calm",))
    window.browser.table.rate.emit([3, 4], 5)
    window.browser.table.favour.emit([4], True)
    before = [entry.entry_id for entry in world.queue.upcoming]
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        seen.append((world.library.stars(3), world.library.stars(4), len(world.queue.upcoming)))
    full = len(before)
    rated, plain = (5, False), (0, False)
    assert seen == [(rated, rated, full), (plain, plain, full), (plain, plain, 0)]
    assert world.stores.listening.ratings().get(3, 0) == 0
    assert 4 not in world.stores.listening.favourites()


def test_the_windows_process_imports_no_torch_and_no_librosa() -> None:
    code = (
        "import sys, player.app\n"
        "bad = {'torch', 'librosa', 'transformers', 'numba', 'sounddevice', 'sklearn'}\n"
        "print(sorted(bad & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"

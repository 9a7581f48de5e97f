"""A dot put elsewhere on the plane, a menu of feelings, and what the window says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.corrections import CorrectionController
from player.controllers.covers import CoverController
from player.controllers.passages import PassageController
from player.controllers.player import PlayerController
from player.controllers.teaching import TeachingController
from player.jobs.view import LibraryView
from player.paths import Home
from player.settings import Settings
from player.ui.correction_wiring import CorrectionWiring
from player.ui.feeling_menu import FeelingMenu, correction
from player.ui.mood_plane import MoodPlane
from player.ui.mood_plane_correcting import STEP, CorrectingSheet
from player.ui.playing_wiring import PlayingWiring
from player.ui.teach_wiring import TeachWiring
from player.ui.track_menu import TrackMenu
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import CARD, ListenerLibrary


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    home = Home(tmp_path / "home")
    library = ListenerLibrary(home.store_dir)
    library.add_many(60)
    library.close()
    opened = open_world(home)
    yield opened
    opened.library.stop()
    opened.stores.close()


@pytest.fixture
def corrections(world: World) -> CorrectionController:
    view = LibraryView(world.stores.tracks, world.stores.listening, CARD)
    world.library.attach_view(view)
    made = CorrectionController(world.library)
    made.attach(world.stores, view)
    return made


@pytest.fixture
def player(world: World) -> Iterator[PlayerController]:
    made = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    yield made
    made.stop()


@pytest.fixture
def teaching(
    world: World, player: PlayerController, corrections: CorrectionController
) -> Iterator[TeachingController]:
    passages = PassageController(world.library, player, lambda: start_engine("null"))
    made = TeachingController(corrections, passages)
    made.attach(world.stores, LibraryView(world.stores.tracks, world.stores.listening, CARD))
    yield made
    made.close()


@pytest.fixture
def window(
    qtbot: QtBot,
    world: World,
    covers: CoverController,
    player: PlayerController,
    corrections: CorrectionController,
    teaching: TeachingController,
) -> Iterator[MainWindow]:
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    playing = PlayingWiring(made, world.library, world.queue, player, covers, volume=0.5)
    said = CorrectionWiring(made, world.library, world.queue, corrections, playing)
    teach = TeachWiring(made, world.library, teaching, corrections, said=said, playing=playing)
    made.teach_wiring, made.said_wiring = teach, said  # type: ignore[attr-defined]
    world.queue.play_now([world.library.rows[0].id])
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def sheet_of(plane: MoodPlane) -> CorrectingSheet:
    return plane.findChildren(CorrectingSheet)[-1]


def undo(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.browser, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


# The sheet ------------------------------------------------------------------------------------


@pytest.fixture
def plane(qtbot: QtBot, themed: QApplication) -> MoodPlane:
    made = MoodPlane()
    qtbot.addWidget(made)
    made.resize(308, 227)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_drag_is_told_while_it_lasts_and_set_where_it_ends(
    plane: MoodPlane, qtbot: QtBot
) -> None:
    sheet = plane.begin_correction((0.0, 0.0))
    chosen: list[object] = []
    plane.target_chosen.connect(lambda *_: chosen.append(_))
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(150, 110))
    with qtbot.waitSignal(sheet.moved) as moved:
        qtbot.mouseMove(sheet, QPoint(220, 60))
    with qtbot.waitSignal(sheet.placed) as placed:
        qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(220, 60))
    expected = plane.to_point(QPoint(220, 60).toPointF())
    assert placed.args == pytest.approx(list(expected), abs=1e-3)
    assert moved.args == pytest.approx(list(expected), abs=1e-3)
    assert not chosen and plane.target is None  # a correction is no wish


def test_the_keyboard_moves_sets_and_leaves(plane: MoodPlane, qtbot: QtBot) -> None:
    sheet = plane.begin_correction((0.5, 0.98))
    qtbot.keyClick(sheet, Qt.Key.Key_Left)
    qtbot.keyClick(sheet, Qt.Key.Key_Up)
    qtbot.keyClick(sheet, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.at == pytest.approx((0.5 - 1.2 * STEP, 1.0))
    with qtbot.waitSignal(sheet.placed):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    with qtbot.waitSignal(sheet.left):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    plane.end_correction()
    assert sheet.isHidden()


def test_a_dot_nobody_touched_is_not_set_and_a_second_sheet_takes_the_first_one_s_place(
    plane: MoodPlane, qtbot: QtBot
) -> None:
    first = plane.begin_correction((0.1, 0.1))
    second = plane.begin_correction(None)
    assert first.isHidden() and second.isVisible()
    told: list[object] = []
    second.placed.connect(lambda *_: told.append(_))
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert not told
    plane.resize(400, 280)
    assert second.size() == plane.size()


# The menu -------------------------------------------------------------------------------------


def test_the_menu_says_who_says_so_and_what_a_word_would_do(
    window: MainWindow, world: World, corrections: CorrectionController
) -> None:
    row = next(row for row in world.library.rows if world.library.feeling(row.id).mood)  # type: ignore[union-attr]
    menu = TrackMenu([row.id], [row], world.library, window.browser.table)
    feeling = menu.feeling
    assert feeling is not None
    window.browser.table.feeling_offered.emit(feeling)
    denied = next(action for action in feeling.actions() if action.text().startswith("Not "))
    feeling.hovered.emit(denied)
    mood = world.library.feeling(row.id).mood  # type: ignore[union-attr]
    promised = corrections.preview(row.id, correction(not_moods=(mood,)))
    assert feeling.foot().startswith(f"would change {promised} other track")
    denied.trigger()
    said = corrections.said(row.id)
    assert said is not None and said.not_moods == (mood,)
    assert world.library.feeling(row.id).mood != mood  # type: ignore[union-attr]
    again = FeelingMenu(row.id, None, window)
    window.browser.table.feeling_offered.emit(again)
    assert again.head() == "This is what you said."
    back = next(a for a in again.actions() if a.text() == "As Moodlark hears it")
    assert back.isEnabled()
    back.trigger()
    assert corrections.said(row.id) is None
    menu.deleteLater()


@pytest.mark.parametrize("place", ["card", "plane"])
def test_what_plays_has_the_menu_where_it_is_shown(
    window: MainWindow, world: World, corrections: CorrectionController, place: str
) -> None:
    shown = window.transport.card if place == "card" else window.picker.plane
    shown.customContextMenuRequested.emit(QPoint(10, 10))
    menu = shown.findChildren(FeelingMenu)[-1]
    assert menu.isVisible() and menu.track_id == world.library.rows[0].id
    menu.place_wanted.emit()
    assert sheet_of(window.picker.plane).isVisible()
    menu.close()


def test_several_tracks_at_once_have_no_such_menu(window: MainWindow, world: World) -> None:
    rows = world.library.rows[:2]
    menu = TrackMenu([row.id for row in rows], rows, world.library, window)
    assert menu.feeling is None
    menu.deleteLater()


# The window -----------------------------------------------------------------------------------


def test_the_playing_dot_is_corrected_by_keys_with_what_follows_said_in_place(
    window: MainWindow, world: World, corrections: CorrectionController, qtbot: QtBot
) -> None:
    track, plane = world.library.rows[0].id, window.picker.plane
    before = world.library.feeling(track)
    assert before is not None
    qtbot.keyClick(plane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    sheet = sheet_of(plane)
    for _ in range(12):
        qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    now = world.library.feeling(track)
    assert now is not None and now.valence == pytest.approx(before.valence + 12 * STEP, abs=1e-3)
    assert window.notice.text().startswith("Corrected.")
    assert plane.target is None
    undo(window, qtbot)
    assert world.library.feeling(track) == before
    assert window.notice.text() == ""


def test_alt_takes_the_playing_dot_itself_and_escape_leaves_it(
    window: MainWindow, world: World, corrections: CorrectionController, qtbot: QtBot
) -> None:
    plane = window.picker.plane
    felt = world.library.feeling(world.library.rows[0].id)
    assert felt is not None
    at = plane.to_pixel((felt.valence, felt.arousal)).toPoint()
    qtbot.mousePress(plane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, pos=at)
    sheet = sheet_of(plane)
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden() and corrections.said(world.library.rows[0].id) is None


def test_the_offered_undo_takes_back_the_correction_and_not_what_came_after(
    window: MainWindow, world: World, corrections: CorrectionController, qtbot: QtBot
) -> None:
    one, other = world.library.rows[5].id, world.library.rows[6].id
    corrections.correct(one, correction(mood="calm"))
    world.library.rate([other], 4)
    window.notice.action_chosen.emit("corrected")
    assert corrections.said(one) is None and world.library.stars(other) == (4, False)
    undo(window, qtbot)
    assert world.library.stars(other) == (0, False)


def test_a_lesson_from_the_first_word_to_what_it_changed(
    window: MainWindow, world: World, teaching: TeachingController, qtbot: QtBot
) -> None:
    page = window.browser.teach
    window.teach_wiring.show_page()  # type: ignore[attr-defined]
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    assert teaching.running
    sheet = sheet_of(page.plane)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(90, 50))
    for _ in range(2):
        page.answered.emit(correction(mood="happy"))
    page.skipped.emit()
    assert window.notice.text() == ""
    page.closed.emit()
    assert not teaching.running and window.notice.text().startswith("Corrected.")
    assert page.result().startswith("Thank you. You taught Moodlark 3 passages.")
    assert len(world.stores.listening.corrections()) == 3
    page.undone.emit()
    assert not world.stores.listening.corrections()
    undo(window, qtbot)  # and nothing is taken back twice


def test_a_lesson_that_cannot_begin_lets_other_corrections_be_told(
    window: MainWindow,
    world: World,
    teaching: TeachingController,
    corrections: CorrectionController,
) -> None:
    corrections.correct_all({row.id: correction(mood="calm") for row in world.library.rows})
    teaching.attach(world.stores, LibraryView(world.stores.tracks, world.stores.listening, CARD))
    window.notice.hide()
    window.browser.teach.begun.emit()
    assert not teaching.running
    corrections.correct(world.library.rows[3].id, correction(mood="dark"))
    assert window.notice.text().startswith("Corrected.")


def test_a_lesson_is_offered_to_be_taken_back_while_it_is_the_last_correction(
    window: MainWindow,
    world: World,
    teaching: TeachingController,
    corrections: CorrectionController,
    qtbot: QtBot,
) -> None:
    page = window.browser.teach
    for taken_back in (True, False):
        window.teach_wiring.show_page()  # type: ignore[attr-defined]
        page.begun.emit()
        page.answered.emit(correction(mood="happy"))
        teaching.end()
        assert page.undoable
        if taken_back:
            undo(window, qtbot)
            assert page.result() == "Everything is as it was before."
        else:
            corrections.correct(world.library.rows[3].id, correction(mood="dark"))
            assert page.result().startswith("Thank you.")
        assert not page.undoable


def test_who_goes_on_elsewhere_leaves_the_dot_where_it_was(
    window: MainWindow, world: World, corrections: CorrectionController, qtbot: QtBot
) -> None:
    track, plane = world.library.rows[0].id, window.picker.plane
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    plane.correction_asked.emit()
    sheet = sheet_of(plane)
    qtbot.waitUntil(sheet.hasFocus)
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    search = window.browser.search_field
    search.setFocus(Qt.FocusReason.MouseFocusReason)
    assert sheet.isHidden() and corrections.said(track) is None
    assert search.hasFocus()

"""What the window shows of tracks that mood queues leave out, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidgetAction
from pytestqt.qtbot import QtBot

from player.controllers.covers import CoverController
from player.controllers.tagging import TaggingController
from player.paths import Home
from player.settings import Settings
from player.ui.block_editor import BlockEditor
from player.ui.chips import Chip
from player.ui.library_wiring import LibraryWiring
from player.ui.track_menu import TrackMenu
from player.ui.track_table_order import TRACK
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.listener_library import ListenerLibrary

_TIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    """A song, a carol, a podcast, and an MP3 of few bits that calls itself FLAC."""
    home = Home(tmp_path / "home")
    library = ListenerLibrary(home.store_dir)
    for said in (
        {"title": "Paper Lanterns"},
        {"title": "Silent <b>Night</b>", "album": "Christmas"},
        {"title": "Episode 4", "genres": ("Podcast",)},
        {"title": "Thin", "codec": "mp3", "bitrate": 32_000, "channels": 2},
    ):
        library.analyse(library.add(artist="Ann", **said), 0.4, -0.6)
    library.close()
    opened = open_world(home)
    yield opened
    opened.stores.close()


@pytest.fixture
def changed() -> list[Settings]:
    """The settings the listener made, in order."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot, world: World, covers: CoverController, tmp_path: Path, changed: list[Settings]
) -> MainWindow:
    tagging = TaggingController(
        tmp_path, device="cpu", cache_dir=tmp_path, readable=world.library.readable_count
    )
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    shown = LibraryWiring(made, world.library, tagging, Settings(), demo_dir=tmp_path)
    shown.settings_changed.connect(changed.append)
    shown.show_library()
    made.show()
    qtbot.waitExposed(made)
    return made


def _lines(table: QTableWidget) -> list[tuple[str, str]]:
    found = []
    for line in range(table.rowCount()):
        items = [table.item(line, column) for column in (0, 1)]
        found.append(tuple("" if item is None else item.text() for item in items))
    return found


def _id(world: World, title: str) -> int:
    return next(row.id for row in world.library.rows if row.title.startswith(title))


def test_the_status_line_leads_to_a_page_of_reasons_and_on_to_the_track(
    qtbot: QtBot, window: MainWindow, world: World
) -> None:
    link = window.status._kept_out
    assert link.isVisible() and link.text() == "2 tracks kept out of mood queues"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    page = window.browser.lines
    assert page.isVisible()
    assert _lines(page.lines) == [
        ("Spoken word · 1 track", ""),
        ("Episode 4 – Ann", "The genre says “Podcast”."),
        ("Christmas and other seasons · 1 track", ""),
        ("Silent <b>Night</b> – Ann", "The album says “Christmas”."),
        ("Few bits per second · 1 track · still played", ""),
        ("Thin – Ann", "32 kbit/s is little for MP3."),
        ("Names that end in the wrong letters · 1 track · still played", ""),
        ("Thin – Ann", "It ends in .flac, but it holds mp3."),
    ]
    heading = page.lines.item(0, 0)
    assert heading is not None and not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    page.lines.setCurrentCell(1, 0)
    qtbot.keyClick(page.lines, Qt.Key.Key_Return)
    assert not page.isVisible()
    assert window.browser.table.selected_ids() == [_id(world, "Episode")]


def test_a_row_that_is_left_out_has_a_sign_and_tells_why(window: MainWindow, world: World) -> None:
    table = window.browser.table
    told = {
        table.tracks.row_at(line).title: table.tracks.index(line, TRACK).data(_TIP)
        for line in range(table.tracks.rowCount())
    }
    assert told["Paper Lanterns"] is told["Thin"] is None
    assert told["Episode 4"] == "Kept out of mood queues. The genre says “Podcast”."
    signs = {}
    picture = table.viewport().grab().toImage()
    for line in range(table.tracks.rowCount()):
        cell = table.visualRect(table.tracks.index(line, TRACK))
        ground = QColor(picture.pixel(cell.right() - 1, cell.center().y()))
        row = range(cell.right() - 24, cell.right() - 4)
        drawn = any(QColor(picture.pixel(x, cell.center().y() + 1)) != ground for x in row)
        signs[table.tracks.row_at(line).title] = drawn
    assert signs == {
        "Paper Lanterns": False,
        "Silent <b>Night</b>": True,
        "Episode 4": True,
        "Thin": False,
    }


def test_the_menu_of_a_track_shows_the_evidence_and_takes_the_listeners_word(
    qtbot: QtBot, window: MainWindow, world: World
) -> None:
    table, carol = window.browser.table, _id(world, "Silent")
    menu = TrackMenu([carol], [row for row in world.library.rows if row.id == carol], world.library)
    qtbot.addWidget(menu)
    menu.choose_for_queues.connect(table.choose_for_queues)
    (choices,) = [
        action.menu() for action in menu.actions() if action.text() == "Play in mood queues"
    ]
    evidence = choices.actions()[0]
    assert isinstance(evidence, QWidgetAction)
    label = evidence.defaultWidget()
    assert isinstance(label, QLabel) and label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "The album says “Christmas”."
    marks = [action.isChecked() for action in choices.actions()[-3:]]
    assert marks == [True, False, False]
    with qtbot.waitSignal(world.library.kept_out_changed) as told:
        choices.actions()[-2].trigger()
    assert told.args == [(carol,)]
    assert world.library.kept_out(carol) is None
    assert world.stores.listening.queue_choices() == {carol: "always"}
    assert window.status._kept_out.text() == "1 track kept out of mood queues"
    song = _id(world, "Paper")
    table.choose_for_queues.emit([song], "never")
    assert str(world.library.kept_out(song)) == "You keep it out of mood queues."
    table.choose_for_queues.emit([song, carol], None)
    assert world.stores.listening.queue_choices() == {}
    assert window.status._kept_out.text() == "2 tracks kept out of mood queues"


def test_a_switch_lets_a_kind_in_at_once_and_is_remembered(
    window: MainWindow, world: World, changed: list[Settings]
) -> None:
    window.sidebar.open_settings.emit(window.sidebar._settings)
    menu = next(w for w in window.children() if type(w).__name__ == "SettingsMenu")
    (choices,) = [
        action.menu() for action in menu.actions() if action.text() == "Play in mood queues"
    ]
    for switch in choices.actions()[:3]:
        switch.trigger()
    assert changed[-1].play_spoken and changed[-1].play_seasonal and changed[-1].play_mixes
    assert not window.status._kept_out.isVisible()
    choices.actions()[-1].trigger()
    assert window.browser.lines.isVisible()
    menu.close()


def test_a_page_that_has_nothing_to_show_says_so(window: MainWindow) -> None:
    window.browser.show_sections("Kept out", [], "Nothing is left out.")
    assert _lines(window.browser.lines.lines) == [("Nothing is left out.", "")]


def test_words_and_folders_are_kept_out_from_the_page_and_taken_back(
    window: MainWindow, world: World, changed: list[Settings], qtbot: QtBot
) -> None:
    window.status.show_kept_out.emit()
    (editor,) = window.browser.lines.findChildren(BlockEditor)
    assert editor.isVisible()
    editor.field.setText("paper， thin,,thin")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert changed[-1].blocked_words == ("paper", "thin") and editor.field.text() == ""
    assert str(world.library.kept_out(_id(world, "Paper"))).startswith(
        "You keep out what has “paper”"
    )
    assert "Words you keep out" in str(_lines(window.browser.lines.lines))
    editor.add_folder("/music")
    assert changed[-1].blocked_folders == ("/music",)
    assert str(world.library.kept_out(_id(world, "Thin"))) == "You keep the folder /music out."
    chips = {chip.text(): chip for chip in editor.findChildren(Chip) if chip.isVisible()}
    assert list(chips) == ["paper ×", "thin ×", "music ×"]
    assert editor.field.hasFocus() or not window.isActiveWindow()
    chips["music ×"].click()
    chips["paper ×"].click()
    assert (changed[-1].blocked_words, changed[-1].blocked_folders) == (("thin",), ())
    assert world.library.kept_out(_id(world, "Paper")) is None
    window.browser.show_lines("Other", [("a", "b")])
    assert not editor.isVisible()

"""The centre of the window: views, groups, search, empty pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from player.controllers.covers import CoverController
from player.controllers.radio import RadioWish
from player.controllers.track_rows import Feeling, in_order
from player.ui.browser import Browser
from player.ui.groups import albums, artists, moods, styles
from player.ui.views import View
from tests.ui.window_rows import Facts, row

ROWS = in_order(
    [
        row(1, "So What", artist="Miles", album_artist="Miles", album="Blue", place=(1, 1)),
        row(2, "Blue in Green", artist="Miles", album_artist="Miles", album="Blue", place=(1, 3)),
        row(3, "Freddie", artist="Miles", album_artist="Miles", album="Blue", place=(1, 2)),
        row(
            4, "Angel", artist="Massive", album_artist="Massive", album="Mezzanine", has_cover=True
        ),
        row(5, "Loose <b>tape</b>"),
    ]
)


@pytest.fixture
def browser(qtbot: QtBot, facts: Facts, covers: CoverController) -> Browser:
    facts.feelings = {
        1: Feeling(0.3, -0.7, "calm"),
        4: Feeling(-0.7, 0.0, "dark"),
        5: Feeling(0.0, 0.0, None),
    }
    facts.styles = {1: "jazz", 2: "jazz", 4: "electronic"}
    widget = Browser(facts, covers)
    qtbot.addWidget(widget)
    widget.resize(800, 500)
    widget.show()
    return widget


def shown(browser: Browser) -> list[str]:
    model = browser.table.tracks
    return [model.row_at(line).title for line in range(model.rowCount())]


def test_nothing_is_offered_before_the_library_is_read(browser: Browser) -> None:
    assert browser.welcome.isVisible()
    assert not browser.welcome._folder.isVisible()
    browser.set_rows([])
    assert browser.welcome._folder.isVisible()


def test_the_welcome_page_offers_a_folder_and_the_demo(qtbot: QtBot, browser: Browser) -> None:
    browser.set_rows([])
    with qtbot.waitSignal(browser.welcome.choose_folder):
        qtbot.mouseClick(browser.welcome._folder, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(browser.welcome.try_demo):
        qtbot.mouseClick(browser.welcome._demo, Qt.MouseButton.LeftButton)


def test_typing_searches_and_escape_shows_everything_again(qtbot: QtBot, browser: Browser) -> None:
    browser.set_rows(ROWS)
    assert browser.table.isVisible()
    qtbot.keyClicks(browser.search_field, "blue mil")
    qtbot.waitUntil(lambda: len(shown(browser)) == 3)
    qtbot.keyClicks(browser.search_field, "zzz")
    qtbot.waitUntil(browser.empty.isVisible)
    browser.search_field.setFocus()
    qtbot.keyClick(browser.search_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(browser)) == 5)
    assert browser.table.isVisible()


def test_albums_open_in_playing_order_and_the_way_back_leads_back(browser: Browser) -> None:
    browser.set_rows(ROWS)
    browser.show_view(View.ALBUMS)
    assert browser.grid.isVisible()
    assert browser.grid.groups.rowCount() == 2
    browser.open_group(browser.grid.groups.group_at(0))
    assert shown(browser) == ["So What", "Freddie", "Blue in Green"]
    browser.go_back()
    assert browser.grid.isVisible()


def test_radio_begins_from_a_group_in_its_grid_and_on_its_page(
    browser: Browser, qtbot: QtBot
) -> None:
    browser.set_rows(ROWS)
    browser.show_view(View.ALBUMS)
    album = browser.grid.groups.group_at(0)
    at = browser.grid.visualRect(browser.grid.groups.index(0)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, browser.grid.viewport().mapToGlobal(at)
    )
    QApplication.sendEvent(browser.grid.viewport(), event)
    menu = browser.grid.findChild(QMenu)
    assert menu is not None
    for action, wish in zip(menu.actions(), RadioWish, strict=True):
        with qtbot.waitSignal(browser.radio) as heard:
            action.trigger()
        assert heard.args == [album, wish]
    menu.close()
    assert browser._radio.isHidden()
    browser.open_group(album)
    assert not browser._radio.isHidden()
    with qtbot.waitSignal(browser.radio) as heard:
        browser._radio.menu().actions()[0].trigger()
    assert heard.args == [album, RadioWish.START]


def test_a_mood_page_filters_the_table_and_follows_new_moods(
    browser: Browser, facts: Facts
) -> None:
    browser.set_rows(ROWS)
    browser.show_view(View.MOODS)
    assert browser.facets.isVisible()
    facts.feelings[2] = Feeling(0.3, -0.6, "calm")
    browser.feelings_changed([2])
    model = browser.facets.groups
    calm = next(
        model.group_at(i) for i in range(model.rowCount()) if model.group_at(i).key == "calm"
    )
    assert calm.ids == [1, 2]
    browser.open_group(calm)
    assert set(shown(browser)) == {"So What", "Blue in Green"}


def test_favourites_say_how_to_get_some(browser: Browser) -> None:
    browser.set_rows(ROWS)
    browser.show_view(View.FAVOURITES)
    assert browser.empty.isVisible()
    browser.set_favourites({4})
    assert browser.table.isVisible()
    assert shown(browser) == ["Angel"]


def test_a_track_is_found_from_any_view(browser: Browser) -> None:
    browser.set_rows(ROWS)
    browser.show_view(View.ALBUMS)
    browser.show_track(4)
    assert browser.view is View.ALL
    assert browser.table.selected_ids() == [4]


def test_groups_hold_what_they_should() -> None:
    facts = Facts()
    facts.feelings = {1: Feeling(0.3, -0.7, "calm"), 5: Feeling(0.0, 0.0, None)}
    facts.styles = {1: "jazz", 2: "jazz", 4: "electronic"}
    assert [(g.title, g.ids) for g in albums(ROWS)] == [("Blue", [1, 3, 2]), ("Mezzanine", [4])]
    assert [(g.title, len(g.ids)) for g in artists(ROWS)] == [("Massive", 1), ("Miles", 3)]
    assert albums(ROWS)[1].cover is next(r for r in ROWS if r.id == 4)
    found = {g.key: g.ids for g in moods(ROWS, facts.feeling)}
    assert found["calm"] == [1]
    assert found[""] == [5]
    assert [(g.key, g.ids) for g in styles(ROWS, facts.style)] == [
        ("jazz", [1, 2]),
        ("electronic", [4]),
    ]


def test_lines_are_shown_over_the_view_until_closed(qtbot: QtBot, browser: Browser) -> None:
    browser.set_rows(ROWS)
    browser.show_lines("Files", [("/music/a.mp3", "It is <empty>.")])
    assert browser.lines.isVisible()
    item = browser.lines.lines.item(0, 1)
    assert item is not None and item.text() == "It is <empty>."
    qtbot.keyClick(browser.lines, Qt.Key.Key_Escape)
    assert browser.table.isVisible()


def test_a_compilation_in_one_folder_is_one_album() -> None:
    rows = [
        row(1, "a", artist="Ana", album="Hits", path="/m/hits/1.mp3", place=(1, 2)),
        row(2, "b", artist="Ben", album="Hits", path="/m/hits/2.mp3", place=(1, 1)),
        row(3, "c", artist="Cem", album="Hits", path="/m/cem/1.mp3"),
        row(4, "d", artist="Cem", album="Hits", path="/m/cem/cd2/1.mp3"),
        row(5, "e", artist="Dan", album_artist="Eve", album="Duets", path="/m/x/1.mp3"),
        row(6, "f", artist="Fay", album_artist="Eve", album="Duets", path="/m/y/1.mp3"),
    ]
    found = [(group.title, group.detail, group.ids) for group in albums(rows)]
    assert found == [
        ("Duets", "Eve", [5, 6]),
        ("Hits", "Cem", [3, 4]),
        ("Hits", "Various artists", [2, 1]),
    ]


def test_the_keyboard_is_where_the_music_is(browser: Browser) -> None:
    browser.setFocus()
    browser.set_rows([])
    assert browser.window().focusWidget() is browser.welcome._folder
    browser.set_rows(ROWS)
    assert browser.window().focusWidget() is browser.table
    browser.focus_search()
    browser.set_rows(ROWS[:2])
    assert browser.window().focusWidget() is browser.search_field


def test_a_page_of_lines_stays_while_music_is_found(browser: Browser) -> None:
    browser.set_rows(ROWS)
    browser.show_lines("Files", [("a.mp3", "broken")])
    browser.set_rows(ROWS[:2])
    assert browser.lines.isVisible()
    browser.lines.closed.emit()
    assert browser.table.tracks.rowCount() == 2

"""The page of songs that are there several times."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from player.controllers.covers import CoverController
from player.controllers.song_rows import SongFileRow, SongRow
from player.ui.browser import Browser
from player.ui.songs_page import SongsPage
from player.ui.views import View
from player.wording import sentence
from tests.ui.window_rows import Facts, row


def file(number: int, **fields: object) -> SongFileRow:
    known: dict[str, object] = {
        "id": number,
        "name": f"{number}.mp3",
        "folder": "/music/<b>",
        "version": (),
        "format": "MP3 128 kbit/s",
        "duration_s": 60.0,
        "usable": True,
        "offered": False,
        "because": None,
        "chosen": False,
    }
    return SongFileRow(**(known | fields))  # type: ignore[arg-type]


def song(name: str, *files: SongFileRow, kind: str = "recording") -> SongRow:
    key = "\n".join([name, *(one.name for one in files)]).casefold()
    return SongRow(name, kind, files, key)  # type: ignore[arg-type]


HELLO = song(
    "Ann – Hello",
    file(1, offered=True, because=sentence("Songs", "lossless"), format="FLAC 44.1 kHz"),
    file(2),
    file(3, usable=False),
)
ONCE = song(
    "Bob – Once",
    file(4, offered=True),
    file(5, offered=True, version=(sentence("Songs", "live"),)),
    kind="versions",
)


@pytest.fixture
def page(qtbot: QtBot, themed: QApplication) -> SongsPage:
    widget = SongsPage()
    qtbot.addWidget(widget)
    widget.resize(700, 400)
    widget.set_songs((HELLO, ONCE))
    widget.show()
    return widget


def spoken(page: SongsPage) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [page.songs.index(n).data(role) for n in range(page.songs.rowCount())]


def test_each_song_stands_above_its_files_and_says_which_one_queues_bring(page: SongsPage) -> None:
    assert spoken(page) == [
        "Ann – Hello, One recording in several encodings, 3 files",
        "1.mp3, FLAC 44.1 kHz, 1:00, In queues: lossless",
        "2.mp3, MP3 128 kbit/s, 1:00",
        "3.mp3, MP3 128 kbit/s, 1:00, not there now",
        "Bob – Once, Several versions; a queue brings one of them, 2 files",
        "4.mp3, MP3 128 kbit/s, 1:00, In queues",
        "5.mp3, live, MP3 128 kbit/s, 1:00, In queues",
    ]


def test_a_path_in_a_tooltip_is_never_taken_for_markup(page: SongsPage) -> None:
    assert "<" not in page.songs.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_a_search_keeps_whole_songs(page: SongsPage) -> None:
    page.songs.search("ann 2.mp3")
    assert page.songs.shown == 1
    assert page.songs.rowCount() == 4
    page.songs.search("zzz")
    assert page.songs.rowCount() == 0


def test_enter_and_a_double_click_play_what_can_be_played(qtbot: QtBot, page: SongsPage) -> None:
    played: list[list[int]] = []
    page.play_now.connect(played.append)
    for line in (2, 3):
        page.setCurrentIndex(page.songs.index(line))
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert played == [[2]]
    middle = page.visualRect(page.songs.index(1)).center()
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert played == [[2], [1]]


def test_the_menu_says_what_is_wanted_of_the_file_under_it(qtbot: QtBot, page: SongsPage) -> None:
    said: list[tuple[str, object]] = []
    for name in ("play_now", "add_to_queue", "reveal_in_folder", "offer", "part"):
        getattr(page, name).connect(lambda what, name=name: said.append((name, what)))
    place = page.visualRect(page.songs.index(2)).center()
    where = page.viewport().mapToGlobal(place)
    page.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where))
    (menu,) = page.findChildren(QMenu)
    for action in menu.actions():
        action.trigger()
    menu.close()
    assert said == [
        ("play_now", [2]),
        ("add_to_queue", [2]),
        ("reveal_in_folder", 2),
        ("offer", 2),
        ("part", 2),
    ]
    qtbot.waitUntil(lambda: not page.findChildren(QMenu))
    on_heading = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), where)
    page.contextMenuEvent(on_heading)
    assert not page.findChildren(QMenu)


def test_what_is_chosen_or_gone_cannot_be_offered(page: SongsPage) -> None:
    def usable(one: SongFileRow) -> dict[str, bool]:
        menu = page.menu_for(one)
        return {action.text(): action.isEnabled() for action in menu.actions() if action.text()}

    assert not usable(file(1, chosen=True))["Offer this one instead"]
    gone = usable(file(1, usable=False))
    assert not gone["Play now"]
    assert gone["This is another song"]


def test_the_selected_file_stays_when_the_songs_are_found_anew(page: SongsPage) -> None:
    page.setCurrentIndex(page.songs.index(5))
    page.set_songs((ONCE, HELLO))
    found = page.file_at(page.currentIndex())
    assert found is not None and found.id == 4


def test_five_thousand_songs_are_lines_not_widgets(qtbot: QtBot, page: SongsPage) -> None:
    songs = [song(f"Song {n}", file(2 * n, offered=True), file(2 * n + 1)) for n in range(5_000)]
    before = len(page.findChildren(object))
    page.set_songs(songs)
    page.scrollToBottom()
    qtbot.waitExposed(page)
    page.grab()
    assert page.songs.rowCount() == 15_000
    assert len(page.findChildren(object)) == before


def test_the_browser_shows_them_searches_them_and_says_when_there_are_none(
    qtbot: QtBot, facts: Facts, covers: CoverController
) -> None:
    browser = Browser(facts, covers)
    qtbot.addWidget(browser)
    browser.resize(800, 500)
    browser.show()
    browser.set_rows([row(1, "Hello")])
    browser.show_view(View.SONGS)
    assert browser.empty.isVisible()
    browser.set_songs((HELLO, ONCE))
    assert browser.songs.isVisible()
    assert browser._count.text() == "2 songs"
    qtbot.keyClicks(browser.search_field, "once")
    qtbot.waitUntil(lambda: browser.songs.songs.shown == 1)
    qtbot.keyClicks(browser.search_field, "x")
    qtbot.waitUntil(browser.empty.isVisible)
    assert browser._count.text() == ""
    browser.set_songs(())
    assert browser.empty.isVisible()
    browser.show_view(View.ALL)
    assert browser.table.isVisible()
    browser.set_songs((HELLO,))
    assert browser.table.isVisible()
    browser.show_view(View.SONGS)
    assert browser.songs.isVisible()

"""The page of what was learned, by itself: rows in, wishes out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from player.controllers.learned import LearnedRow
from player.ui.learned_page import LearnedPage
from player.wording import sentence

TAUGHT = sentence("Ledger", "★★★: neither for nor against it")
KINDS = ("play", "rating", "favourite", "nudge", "correction", "checkin")


def row(number: int, kind: str = "play", value: float | None = -0.5) -> LearnedRow:
    title = "" if kind == "checkin" else f"Song {number}"
    key = f"{title}\nann".casefold()
    return LearnedRow(f"{kind}:{number}", kind, title, "Ann", TAUGHT, 1e9, value, number, key)


@pytest.fixture
def page(qtbot: QtBot, themed: QApplication) -> LearnedPage:
    made = LearnedPage()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.set_rows([row(n, kind) for n, kind in enumerate(KINDS)])
    made.show()
    return made


def test_every_kind_is_drawn_and_told_in_words(page: LearnedPage) -> None:
    for width in (400, 700):
        page.resize(width, 400)
        assert not page.grab().isNull()
    model = page.list.events
    told = [str(model.index(line).data()) for line in range(model.rowCount())]
    assert told[0].startswith("Song 0 – Ann, ★★★: neither for nor against it, ")
    assert told[5].startswith("Check-in, ")
    tip = str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))
    assert "\N{MINUS SIGN}0.50" in tip


def test_the_search_finds_tracks_and_escape_leaves_it_then_the_page(
    qtbot: QtBot, page: LearnedPage
) -> None:
    page.search_field.setText("song 3")
    assert page.list.events.rowCount() == 1
    page.search_field.setText("nothing like it")
    assert page.empty.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.list.events.rowCount() == len(KINDS)
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_delete_forgets_what_is_chosen(qtbot: QtBot, page: LearnedPage) -> None:
    page.list.selectRow(2)
    with qtbot.waitSignal(page.forget) as asked:
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert asked.args == [["favourite:2"]]


def test_a_click_on_its_cross_forgets_an_event_and_one_beside_it_does_not(
    qtbot: QtBot, page: LearnedPage
) -> None:
    line = page.list.visualRect(page.list.events.index(1))
    viewport, left = page.list.viewport(), Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(page.forget):
        qtbot.mouseClick(viewport, left, pos=line.center())
    with qtbot.waitSignal(page.forget) as asked:
        qtbot.mouseClick(viewport, left, pos=QPoint(line.right() - 20, line.center().y()))
    assert asked.args == [["rating:1"]]


def test_a_line_says_what_is_being_forgotten_and_offers_to_keep_it(
    qtbot: QtBot, page: LearnedPage
) -> None:
    page.set_waiting(2)
    undo = next(b for b in page.findChildren(QPushButton) if b.text() == "Undo")
    assert undo.isVisible()
    with qtbot.waitSignal(page.keep):
        undo.click()
    page.set_waiting(0)
    assert not undo.isVisible()


def test_an_empty_page_says_why(page: LearnedPage) -> None:
    page.set_rows(None)
    assert page.empty.isVisible()
    page.set_rows([])
    assert "Nothing was learned yet" in page.empty.findChildren(type(page._going))[1].text()

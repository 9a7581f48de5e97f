"""The track table by hand and by key: what each gesture asks for, and what survives a reset."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from player.controllers.covers import CoverController
from player.controllers.track_rows import Feeling, MoodDetails
from player.ui.icons import _drawn
from player.ui.theme import COMPACT_ROW_HEIGHT, ROW_HEIGHT
from player.ui.track_menu import TrackMenu
from player.ui.track_table import TrackTable
from player.ui.track_table_model import TRACKS_MIME
from player.ui.track_table_order import ALBUM, MOOD, RATING, STYLE, TRACK
from player.wording import sentence
from tests.ui.window_rows import Facts, make_rows, row


@pytest.fixture
def table(qtbot: QtBot, facts: Facts, covers: CoverController) -> TrackTable:
    widget = TrackTable(facts, covers)
    qtbot.addWidget(widget)
    widget.resize(900, 400)
    widget.show()
    widget.tracks.set_rows(make_rows("ant", "bee", "cow", "dog", artist="Zoo"))
    return widget


def click(qtbot: QtBot, table: TrackTable, line: int, column: int, x: int = 40) -> None:
    rect = table.visualRect(table.tracks.index(line, column))
    qtbot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(rect.left() + x, rect.center().y()),
    )


def test_enter_plays_the_chosen_rows_in_the_tables_order(qtbot: QtBot, table: TrackTable) -> None:
    table.selectRow(2)
    with qtbot.waitSignal(table.play_now) as played:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert played.args == [[3]]
    table.selectAll()
    with qtbot.waitSignal(table.play_now) as played:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert played.args == [[1, 2, 3, 4]]


def test_a_double_click_plays(qtbot: QtBot, table: TrackTable) -> None:
    rect = table.visualRect(table.tracks.index(1, 0))
    with qtbot.waitSignal(table.play_now) as played:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert played.args == [[2]]


def test_number_keys_rate_and_f_favours(qtbot: QtBot, table: TrackTable) -> None:
    table.selectRow(0)
    with qtbot.waitSignal(table.rate) as rated:
        qtbot.keyClick(table, Qt.Key.Key_4)
    assert rated.args == [[1], 4]
    with qtbot.waitSignal(table.favour) as favoured:
        qtbot.keyClick(table, Qt.Key.Key_F)
    assert favoured.args == [[1], True]


def test_clicks_on_stars_and_heart(qtbot: QtBot, table: TrackTable, facts: Facts) -> None:
    with qtbot.waitSignal(table.favour) as favoured:
        click(qtbot, table, 1, RATING, x=15)
    assert favoured.args == [[2], True]
    with qtbot.waitSignal(table.rate) as rated:
        click(qtbot, table, 1, RATING, x=8 + 20 + 13 * 2 + 6)
    assert rated.args == [[2], 3]
    facts.ratings[2] = (3, False)
    with qtbot.waitSignal(table.rate) as rated:
        click(qtbot, table, 1, RATING, x=8 + 20 + 13 * 2 + 6)
    assert rated.args == [[2], 0], "the same star again takes the rating back"


def test_the_selection_survives_sorting_and_searching(table: TrackTable) -> None:
    table.selectRow(2)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.selected_ids() == [3]
    table.tracks.search("co")
    assert table.selected_ids() == [3]
    table.tracks.search("ant")
    assert table.selected_ids() == []


def test_dragged_rows_carry_their_ids_once(table: TrackTable) -> None:
    table.selectAll()
    mime = table.tracks.mimeData(table.selectedIndexes())
    assert bytes(mime.data(TRACKS_MIME).data()) == b"1 2 3 4"


def test_broken_rows_are_not_dragged_and_say_so(table: TrackTable) -> None:
    broken = row(9, "bad", failure=sentence("File", "{file} is empty.", file="bad"))
    table.tracks.set_rows([broken])
    index = table.tracks.index(0, MOOD)
    assert not index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert index.data() == "cannot be read"
    table.selectRow(0)
    menu = TrackMenu([9], [broken], table.tracks.facts, table)
    assert not menu.actions()[0].isEnabled()


def test_an_unsure_track_says_unsure_and_an_unheard_one_nothing(
    table: TrackTable, facts: Facts
) -> None:
    facts.feelings = {1: Feeling(0.0, 0.0, None), 2: Feeling(0.3, -0.7, "calm")}
    words = [table.tracks.index(line, MOOD).data() for line in range(3)]
    assert words == ["unsure", "Calm", ""]


def test_a_mood_is_explained_where_it_stands(table: TrackTable, facts: Facts) -> None:
    facts.told = {
        1: MoodDetails("calm", 0.937, "bright_dark"),
        2: MoodDetails("calm", 0.3, None),
        3: MoodDetails(None, None, "dark_bright"),
    }
    tip = Qt.ItemDataRole.ToolTipRole
    found = [table.tracks.index(line, MOOD).data(tip) for line in range(4)]
    assert found == [
        "Bright sound, dark words\nCalm: more than 93 % of your library",
        "",
        "Dark sound, bright words",
        "",
    ]
    assert table.tracks.index(0, STYLE).data(tip) is None


def test_rows_are_44_or_28_pixels_high(table: TrackTable) -> None:
    assert table.rowHeight(0) == ROW_HEIGHT
    table.set_compact(True)
    assert table.rowHeight(0) == COMPACT_ROW_HEIGHT


def test_a_narrow_table_gives_columns_up_and_takes_them_back(table: TrackTable) -> None:
    table.resize(420, 400)
    assert table.isColumnHidden(STYLE) and table.isColumnHidden(ALBUM)
    assert not table.isColumnHidden(MOOD)
    assert table.columnWidth(0) >= 120
    table.resize(1000, 400)
    assert not table.isColumnHidden(STYLE) and not table.isColumnHidden(ALBUM)


def test_visible_rows_are_told_when_the_scrolling_has_ended(
    qtbot: QtBot, table: TrackTable
) -> None:
    table.tracks.set_rows([row(i, f"{i:04}") for i in range(1000)])
    table.scrollToBottom()
    with qtbot.waitSignal(table.visible_changed) as told:
        pass
    (ids,) = told.args
    assert ids[-1] == 999
    assert 5 <= len(ids) <= 12


def test_letters_that_are_shortcuts_reach_the_window(qtbot: QtBot, table: TrackTable) -> None:
    table.selectRow(0)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_M, Qt.Key.Key_Left):
        qtbot.keyClick(table, key)
    assert table.selected_ids() == [1]


def test_a_playing_track_and_new_moods_repaint_only_their_rows(
    qtbot: QtBot, table: TrackTable
) -> None:
    with qtbot.waitSignal(table.tracks.dataChanged) as changed:
        table.tracks.feelings_changed([3])
    assert (changed.args[0].row(), changed.args[1].row()) == (2, 2)
    with qtbot.waitSignal(table.tracks.dataChanged):
        table.tracks.set_playing(2)
    assert table.tracks.playing_id == 2


def test_scrolling_makes_no_icons(qtbot: QtBot, table: TrackTable, facts: Facts) -> None:
    facts.ratings = {number: (number % 6, number % 2 == 0) for number in range(2000)}
    table.tracks.set_rows(make_rows(*(f"Track {number}" for number in range(2000))))
    table.viewport().repaint()
    made = _drawn.cache_info().misses
    for step in range(1, 40):
        table.verticalScrollBar().setValue(step * 97)
        table.viewport().repaint()
    assert table.rowAt(0) > 50
    assert _drawn.cache_info().misses == made


def test_a_narrow_table_keeps_room_for_titles(table: TrackTable) -> None:
    for width in (420, 560, 700, 1000, 2400):
        table.resize(width, 300)
        assert table.columnWidth(TRACK) >= 215, width
        shown = [c for c in range(6) if not table.isColumnHidden(c)]
        assert {TRACK, MOOD} <= set(shown)
    assert shown == list(range(6))

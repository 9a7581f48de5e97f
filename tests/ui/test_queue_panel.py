"""The queue panel: rows that change, buttons, keys, drops, and numbers that add up."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from player.ui.queue_model import QueueModel, entered, spoken
from player.ui.queue_panel import QueuePanel, QueueReason, QueueRow
from player.ui.queue_row import ROW_HEIGHT, Region, hundredths, places
from player.ui.queue_view import ENTRY_MIME, TRACKS_MIME
from player.ui.theme import apply_theme

REASONS = (
    QueueReason("As calm as you asked", 0.524),
    QueueReason("Close in tempo", 0.213),
    QueueReason("Played yesterday", -0.068),
)


def _row(number: int, *, track: int | None = None, locked: bool = False) -> QueueRow:
    return QueueRow(
        entry_id=number,
        track_id=number + 100 if track is None else track,
        title=f"Title {number}",
        artist="Somebody",
        duration_s=90.0,
        why="as calm, close tempo",
        reasons=REASONS,
        mood="Calm",
        point=(0.3, -0.7),
        locked=locked,
    )


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication) -> QueuePanel:
    apply_theme(qapp, "dark")
    widget = QueuePanel()
    qtbot.addWidget(widget)
    widget.set_entries([_row(n) for n in range(1, 7)])
    widget.resize(340, 500)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def _at(panel: QueuePanel, row: int, region: Region) -> QPoint:
    area = panel.view.visualRect(panel.model.index(row))
    at = places(area, buttons=2)
    rect = {
        Region.LOCK: at.lock,
        Region.REMOVE: at.remove,
        Region.WHY: at.why,
        Region.BODY: at.cover,
    }[region]
    return rect.center()


def _drop(panel: QueuePanel, mime: QMimeData, at: QPoint) -> None:
    event = QDropEvent(
        QPointF(at),
        Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.view.dropEvent(event)


def _mime(kind: str, data: bytes) -> QMimeData:
    mime = QMimeData()
    mime.setData(kind, QByteArray(data))
    return mime


def _bar(panel: QueuePanel) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == "Undo")


def test_new_rows_stand_out_and_the_bar_offers_undo(panel: QueuePanel, qtbot: QtBot) -> None:
    assert panel.view.fresh == frozenset()
    kept = [_row(1), _row(2)]
    panel.set_entries([*kept, _row(20), _row(21), _row(22), _row(23)], undoable=True)
    assert panel.view.fresh == {20, 21, 22, 23}
    assert panel.view.freshness(20) == 1.0
    assert panel.view.freshness(1) == 0.0
    assert _bar(panel).isVisible()
    assert "4 left, 4 entered" in [label.text() for label in panel.findChildren(QLabel)]
    with qtbot.waitSignal(panel.undo_requested):
        qtbot.mouseClick(_bar(panel), Qt.MouseButton.LeftButton)
    assert not _bar(panel).isVisible()


def test_a_queue_that_moves_on_by_itself_offers_no_undo(panel: QueuePanel) -> None:
    panel.set_entries([_row(n) for n in range(2, 8)])
    assert panel.view.fresh == {7}
    assert not _bar(panel).isVisible()


def test_the_same_track_in_a_new_entry_is_no_news(panel: QueuePanel) -> None:
    again = [dataclasses.replace(_row(n), entry_id=n + 50) for n in range(1, 7)]
    panel.set_entries(again, undoable=True)
    assert panel.view.fresh == frozenset()


def test_a_new_order_is_said(panel: QueuePanel) -> None:
    panel.set_entries([_row(n) for n in (2, 1, 3, 4, 5, 6)], undoable=True)
    assert "Order changed" in [label.text() for label in panel.findChildren(QLabel)]


def test_a_track_twice_counts_twice() -> None:
    once, twice = [_row(1, track=9)], [_row(1, track=9), _row(2, track=9)]
    assert entered(once, twice) == {2}
    assert entered(twice, once) == frozenset()


@given(
    st.lists(st.integers(0, 12), unique=True, max_size=9),
    st.lists(st.integers(0, 12), unique=True, max_size=9),
)
def test_the_model_ends_with_the_rows_given(before: list[int], after: list[int]) -> None:
    model = QueueModel()
    removed: list[int] = []
    inserted: list[int] = []
    model.set_rows([_row(n) for n in before])
    model.rowsRemoved.connect(lambda _p, a, b: removed.append(b - a + 1))
    model.rowsInserted.connect(lambda _p, a, b: inserted.append(b - a + 1))
    model.set_rows([_row(n) for n in after])
    assert [row.entry_id for row in model.rows] == after
    assert model.rowCount() == len(before) - sum(removed) + sum(inserted)
    if before == after:
        assert not removed
        assert not inserted


def test_an_unchanged_head_keeps_the_chosen_row(panel: QueuePanel) -> None:
    panel.view.setCurrentIndex(panel.model.index(1))
    panel.set_entries([_row(1), _row(2), _row(30), _row(31)], undoable=True)
    assert panel.view.currentIndex().row() == 1
    assert panel.view.currentIndex().data(Qt.ItemDataRole.DisplayRole).startswith("Title 2")


def test_buttons_of_a_row(panel: QueuePanel, qtbot: QtBot) -> None:
    port = panel.view.viewport()
    with qtbot.waitSignal(panel.lock_toggled) as heard:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=_at(panel, 2, Region.LOCK))
    assert heard.args == [3, True]
    with qtbot.waitSignal(panel.remove_requested) as heard:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=_at(panel, 1, Region.REMOVE))
    assert heard.args == [2]
    with qtbot.waitSignal(panel.play_requested) as heard:
        qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=_at(panel, 4, Region.BODY))
    assert heard.args == [5]


def test_the_why_line_asks_for_the_reasons(panel: QueuePanel, qtbot: QtBot) -> None:
    port = panel.view.viewport()
    with qtbot.waitSignal(panel.why_requested) as heard:
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=_at(panel, 1, Region.WHY))
    assert heard.args == [2]


def test_the_playing_row_asks_too(panel: QueuePanel, qtbot: QtBot) -> None:
    panel.set_current(_row(77))
    with qtbot.waitSignal(panel.why_requested) as heard:
        qtbot.keyClick(panel._now, Qt.Key.Key_Space)
    assert heard.args == [77]
    more, less, _, why = panel._now.menu(_row(77)).actions()
    for action, signal, args in (
        (more, panel.nudged, [177, True]),
        (less, panel.nudged, [177, False]),
        (why, panel.why_requested, [77]),
    ):
        with qtbot.waitSignal(signal) as heard:
            action.trigger()
        assert heard.args == args


def test_the_menu_of_a_row(panel: QueuePanel, qtbot: QtBot) -> None:
    menu = panel.view.row_menu(panel.model.index(2))
    actions = {action.text(): action for action in menu.actions() if action.text()}
    for text, signal, args in (
        ("Play now", panel.play_requested, [3]),
        ("Lock", panel.lock_toggled, [3, True]),
        ("More like this", panel.nudged, [103, True]),
        ("Less like this", panel.nudged, [103, False]),
        ("Not this time", panel.excluded, [103]),
        ("Why this track?", panel.why_requested, [3]),
        ("Remove", panel.remove_requested, [3]),
    ):
        with qtbot.waitSignal(signal) as heard:
            actions[text].trigger()
        assert heard.args == args


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=9))
def test_rounded_numbers_always_add_up(contributions: list[float]) -> None:
    shown = hundredths(contributions)
    assert (
        sum(shown) == round(100 * sum(contributions))
        or abs(sum(shown) - 100 * sum(contributions)) <= 0.5 + 1e-9
    )
    for number, exact in zip(shown, contributions, strict=True):
        assert abs(number - 100 * exact) < 1 + 1e-9


def test_keys(panel: QueuePanel, qtbot: QtBot) -> None:
    view = panel.view
    view.setCurrentIndex(panel.model.index(1))
    for key, signal, args in (
        (Qt.Key.Key_Return, panel.play_requested, [2]),
        (Qt.Key.Key_Delete, panel.remove_requested, [2]),
        (Qt.Key.Key_L, panel.lock_toggled, [2, True]),
    ):
        with qtbot.waitSignal(signal) as heard:
            qtbot.keyClick(view, key)
        assert heard.args == args
    with qtbot.waitSignal(panel.move_requested) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert heard.args == [2, 2]
    with qtbot.waitSignal(panel.why_requested) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert heard.args == [2]


def test_the_first_row_cannot_move_up(panel: QueuePanel, qtbot: QtBot) -> None:
    panel.view.setCurrentIndex(panel.model.index(0))
    with qtbot.assertNotEmitted(panel.move_requested, wait=1):
        qtbot.keyClick(panel.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)


def test_a_locked_row_unlocks(panel: QueuePanel, qtbot: QtBot) -> None:
    panel.set_entries([_row(1, locked=True), *(_row(n) for n in range(2, 7))])
    panel.view.setCurrentIndex(panel.model.index(0))
    with qtbot.waitSignal(panel.lock_toggled) as heard:
        qtbot.keyClick(panel.view, Qt.Key.Key_L)
    assert heard.args == [1, False]


@pytest.mark.parametrize(
    ("entry", "over", "low", "moved_to"),
    [(1, 3, False, 2), (1, 3, True, 3), (5, 1, False, 1), (5, 1, True, 2), (6, 0, False, 0)],
)
def test_a_dropped_row_asks_for_its_place_afterwards(
    panel: QueuePanel, qtbot: QtBot, entry: int, over: int, low: bool, moved_to: int
) -> None:
    rect = panel.view.visualRect(panel.model.index(over))
    at = QPoint(rect.center().x(), rect.bottom() - 3 if low else rect.top() + 3)
    with qtbot.waitSignal(panel.move_requested) as heard:
        _drop(panel, _mime(ENTRY_MIME, str(entry).encode()), at)
    assert heard.args == [entry, moved_to]
    order = [n for n in range(1, 7) if n != entry]
    order.insert(moved_to, entry)
    anchor = over + 1
    shift = 1 if low else -1
    assert order.index(entry) == order.index(anchor) + shift


def test_a_row_dropped_where_it_is_stays(panel: QueuePanel, qtbot: QtBot) -> None:
    rect = panel.view.visualRect(panel.model.index(2))
    with qtbot.assertNotEmitted(panel.move_requested, wait=1):
        _drop(panel, _mime(ENTRY_MIME, b"3"), QPoint(50, rect.top() + 3))
        _drop(panel, _mime(ENTRY_MIME, b"3"), QPoint(50, rect.bottom() - 3))
        _drop(panel, _mime(ENTRY_MIME, b"99"), QPoint(50, 5))


def test_tracks_can_be_dropped_anywhere(panel: QueuePanel, qtbot: QtBot) -> None:
    rect = panel.view.visualRect(panel.model.index(1))
    with qtbot.waitSignal(panel.tracks_dropped) as heard:
        _drop(panel, _mime(TRACKS_MIME, b"7 8 9"), QPoint(50, rect.top() + 2))
    assert heard.args == [(7, 8, 9), 1]
    panel.set_entries([])
    with qtbot.waitSignal(panel.tracks_dropped) as heard:
        _drop(panel, _mime(TRACKS_MIME, b"7"), QPoint(50, 100))
    assert heard.args == [(7,), 0]


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe", b"-1 x", b"9" * 400])
def test_a_drop_of_nonsense_asks_for_nothing(panel: QueuePanel, qtbot: QtBot, junk: bytes) -> None:
    with qtbot.assertNotEmitted(panel.tracks_dropped, wait=1):
        _drop(panel, _mime(TRACKS_MIME, junk), QPoint(50, 30))


def test_the_header_counts(panel: QueuePanel) -> None:
    assert "6 tracks · 9 min" in [label.text() for label in panel.findChildren(QLabel)]
    panel.set_entries([_row(1)])
    assert any(label.text().startswith("1 track ·") for label in panel.findChildren(QLabel))


def test_titles_are_plain_text_and_covers_come_from_the_provider(panel: QueuePanel) -> None:
    asked: list[int] = []

    def provider(track_id: int) -> None:
        asked.append(track_id)

    panel.set_cover_provider(provider)
    panel.set_current(dataclasses.replace(_row(40), title="<img src='file:///etc/passwd'>"))
    panel.grab()
    assert 140 in asked
    assert {101, 102} <= set(asked)


def test_screen_readers_hear_a_row(panel: QueuePanel) -> None:
    panel.set_entries([_row(1, locked=True)])
    panel.set_current(_row(40))
    view = QAccessible.queryAccessibleInterface(panel.view)
    assert view.text(QAccessible.Text.Name) == "Queue"
    cell = view.child(0)
    assert cell.text(QAccessible.Text.Name) == "Title 1, Somebody, Calm, locked"
    assert cell.text(QAccessible.Text.Description) == "as calm, close tempo"
    unsure = dataclasses.replace(_row(2), mood="", point=None)
    assert spoken(unsure) == "Title 2, Somebody, mood not known"


def test_where_there_is_little_height_the_rows_to_come_go_first(panel: QueuePanel) -> None:
    panel.set_current(_row(50))
    panel.set_gave_way(["3: Little else fits."])
    QApplication.processEvents()
    room = panel.view.height()
    panel.set_low(True)
    QApplication.processEvents()
    assert panel.view.height() >= room + ROW_HEIGHT
    assert not panel._now.isVisible()
    assert not panel._gave_way.isVisible()
    panel.set_current(_row(51))
    assert not panel._now.isVisible()
    panel.set_low(False)
    assert panel._now.isVisible()
    assert panel._gave_way.isVisible()

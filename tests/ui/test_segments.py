"""Segments: one choice holds, by click and by arrow keys; what is shown asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from player.ui.segments import Segments


@pytest.fixture
def segments(qtbot: QtBot, themed: QApplication) -> Iterator[Segments[str]]:
    around = QWidget()
    qtbot.addWidget(around)
    made: Segments[str] = Segments("Fruit", [("a", "Apple"), ("p", "Pear"), ("q", "Quince")])
    column = QVBoxLayout(around)
    column.addWidget(QLineEdit())
    column.addWidget(made)
    made.set_value("p")
    around.show()
    around.activateWindow()
    qtbot.waitExposed(around)
    yield made


def test_a_click_chooses_once(segments: Segments[str], qtbot: QtBot) -> None:
    heard: list[int] = []
    segments.group.idClicked.connect(heard.append)
    qtbot.mouseClick(segments.group.button(2), Qt.MouseButton.LeftButton)
    assert (segments.value(), heard) == ("q", [2])


def test_showing_a_choice_asks_for_nothing(segments: Segments[str]) -> None:
    heard: list[int] = []
    segments.group.idClicked.connect(heard.append)
    segments.group.idToggled.connect(heard.append)
    segments.set_value("a")
    assert segments.value() == "a"
    segments.set_value("a value of a file that was edited")
    assert segments.value() is None
    assert heard == []
    assert [b.isChecked() for b in segments.group.buttons()] == [False] * 3
    assert segments.group.button(0).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_tab_reaches_the_choice_and_arrows_move_it(segments: Segments[str], qtbot: QtBot) -> None:
    heard: list[int] = []
    segments.group.idClicked.connect(heard.append)
    window = segments.window()
    window.findChild(QLineEdit).setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is segments.group.button(1)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert (segments.value(), heard) == ("q", [2])
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    assert (segments.value(), heard) == ("a", [2, 1, 0])


def test_words_are_whole_and_named(segments: Segments[str]) -> None:
    for button in segments.group.buttons():
        assert button.width() >= button.sizeHint().width()
        assert button.accessibleName() == f"Fruit: {button.text()}"

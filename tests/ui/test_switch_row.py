"""The switch: all of its line turns it, and it moves only where motion is wanted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.ui.switch_row import SwitchRow
from player.ui.theme import DARK


def test_a_click_anywhere_on_the_line_turns_it(qtbot: QtBot, themed: QApplication) -> None:
    row = SwitchRow("Leave out silence")
    qtbot.addWidget(row)
    row.resize(360, row.sizeHint().height())
    row.show()
    qtbot.waitExposed(row)
    heard: list[bool] = []
    row.toggled.connect(heard.append)
    for x in (5, 200, 350):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, 14))
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert heard == [True, False, True, False]
    row.show_on(True)
    assert heard == [True, False, True, False]
    assert row.isChecked()


def test_on_and_off_and_grey_look_different(qtbot: QtBot, themed: QApplication) -> None:
    row = SwitchRow("Words")
    qtbot.addWidget(row)
    row.resize(360, row.sizeHint().height())

    def track() -> QColor:
        return row.grab().toImage().pixelColor(360 - 1 - 18, 7)

    row.show_on(False)
    assert track() == QColor(DARK.raised)
    row.show_on(True)
    assert track() == QColor(DARK.text)
    row.setEnabled(False)
    assert track() == QColor(DARK.disabled)


def test_screen_readers_meet_a_check_box(qtbot: QtBot, themed: QApplication) -> None:
    row = SwitchRow("Words")
    qtbot.addWidget(row)
    met = QAccessible.queryAccessibleInterface(row)
    assert met.role() == QAccessible.Role.CheckBox
    assert met.text(QAccessible.Text.Name) == "Words"


def test_it_turns_at_once_where_the_system_asks_for_less_motion(
    qtbot: QtBot, themed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("player.ui.switch_row.motion_ms", lambda _widget, _wanted_ms: 0)
    row = SwitchRow("Words")
    qtbot.addWidget(row)
    row.resize(360, row.sizeHint().height())
    row.show()
    qtbot.waitExposed(row)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    thumb = row.grab().toImage().pixelColor(360 - 1 - 10, 14)
    assert thumb == QColor(DARK.ground)

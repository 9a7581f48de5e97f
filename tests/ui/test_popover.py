"""The card over the bar: where it stands, what closes it, where the keyboard goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from player.ui.popover import Popover


class _Place:
    """A window with a field, a bar at the bottom, and a card over it."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.window.resize(900, 600)
        self.field = QLineEdit()
        self.bar = QFrame()
        self.bar.setFixedHeight(84)
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addStretch(1)
        column.addWidget(self.bar)
        self.content = QWidget()
        inside = QVBoxLayout(self.content)
        inside.setContentsMargins(0, 0, 0, 0)
        self.button = QPushButton("inside")
        self.rest = QLabel()
        self.rest.setFixedHeight(200)
        inside.addWidget(self.button)
        inside.addWidget(self.rest)
        self.card = Popover(self.content, self.bar, 400, self.window)


@pytest.fixture
def place(qtbot: QtBot, themed: QApplication) -> _Place:
    made = _Place()
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    made.field.setFocus()
    return made


def _press(place: _Place, where: QPoint) -> None:
    """As the system does it: through the window."""
    QTest.mouseClick(
        place.window.windowHandle(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        where,
    )


@pytest.mark.parametrize("size", [(900, 600), (1280, 800), (3840, 2160)])
def test_it_stands_on_the_bar_at_the_right(place: _Place, size: tuple[int, int]) -> None:
    place.card.open_it()
    place.window.resize(*size)
    QApplication.processEvents()
    right = place.content.mapTo(place.window, QPoint(place.content.width(), 0)).x()
    bottom = place.content.mapTo(place.window, QPoint(0, place.content.height())).y()
    assert size[0] - 16 <= right < size[0]
    assert size[1] - 84 - 16 <= bottom < size[1] - 84
    assert place.content.width() == 400


def test_more_content_makes_it_higher_as_far_as_there_is_room(place: _Place, qtbot: QtBot) -> None:
    place.card.open_it()
    before = place.card.height()
    place.rest.setFixedHeight(260)
    qtbot.waitUntil(lambda: place.card.height() == before + 60)
    place.rest.setFixedHeight(2000)
    qtbot.waitUntil(lambda: place.card.height() > before + 60)
    assert place.card.y() + place.card.height() < 600
    assert place.card.mapTo(place.window, QPoint(0, 0)).y() > -16


def test_escape_closes_it_and_gives_the_keyboard_back(place: _Place, qtbot: QtBot) -> None:
    place.card.open_it()
    assert place.window.focusWidget() is place.content
    place.button.setFocus()
    with qtbot.waitSignal(place.card.opened) as heard:
        qtbot.keyClick(place.button, Qt.Key.Key_Escape)
    assert heard.args == [False]
    assert place.window.focusWidget() is place.field


def test_a_click_elsewhere_closes_it_and_one_inside_or_on_the_bar_does_not(place: _Place) -> None:
    place.card.open_it()
    _press(place, place.rest.mapTo(place.window, QPoint(50, 50)))
    assert place.card.isVisible()
    _press(place, place.bar.mapTo(place.window, QPoint(50, 50)))
    assert place.card.isVisible()
    _press(place, QPoint(100, 300))
    assert not place.card.isVisible()


def test_toggling_and_what_the_button_hears(place: _Place) -> None:
    heard: list[bool] = []
    place.card.opened.connect(heard.append)
    place.card.toggle()
    place.card.toggle()
    place.card.toggle()
    assert heard == [True, False, True]


def test_it_fades_in_and_is_plain_afterwards(place: _Place, qtbot: QtBot) -> None:
    place.card.open_it()
    assert place.card.graphicsEffect() is not None
    qtbot.waitUntil(lambda: place.card.graphicsEffect() is None)
    place.card.close_it()
    place.card.open_it()
    place.card.close_it()
    assert place.card.graphicsEffect() is None


def test_it_is_there_at_once_where_the_system_asks_for_less_motion(
    place: _Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("player.ui.popover.motion_ms", lambda _widget: 0)
    place.card.open_it()
    assert place.card.isVisible()
    assert place.card.graphicsEffect() is None


class _Wrapping(QWidget):
    """Like words that need a line more where there is a little less room."""

    def __init__(self) -> None:
        super().__init__()
        self.heights = (2000, 2000)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self.heights[0] if width >= 400 else self.heights[1]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(400, self.heights[0])


def test_what_has_room_is_not_scrolled_because_it_was(place: _Place, qtbot: QtBot) -> None:
    words = _Wrapping()
    place.content.layout().addWidget(words)  # type: ignore[union-attr]
    bar = place.card._scroll.verticalScrollBar()
    place.card.open_it()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    words.heights = (60, 100)
    words.updateGeometry()
    qtbot.waitUntil(lambda: bar.maximum() == 0)

"""What the tests of the window share: an application with a look, covers, facts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from player.controllers.covers import CoverController
from player.ui.theme import apply_theme
from tests.ui.window_rows import Facts


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    """The application in the dark theme."""
    apply_theme(qapp, "dark")
    return qapp


@pytest.fixture
def covers(themed: QApplication) -> Iterator[CoverController]:
    """A cover controller whose tracks have no pictures."""
    controller = CoverController(lambda _path: None)
    yield controller
    controller.stop()


@pytest.fixture
def facts() -> Facts:
    """Moods, styles and stars to be written down by the test."""
    return Facts()

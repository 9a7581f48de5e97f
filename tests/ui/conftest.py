"""What the tests of the window share: plain rows, facts about them, an application with a look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from player.controllers.covers import CoverController
from player.controllers.track_rows import Feeling, TrackRow
from player.ui.theme import apply_theme


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


class Facts:
    """Moods, styles and stars written down by the test."""

    def __init__(self) -> None:
        self.feelings: dict[int, Feeling] = {}
        self.styles: dict[int, str] = {}
        self.ratings: dict[int, tuple[int, bool]] = {}

    def feeling(self, track_id: int) -> Feeling | None:
        return self.feelings.get(track_id)

    def style(self, track_id: int) -> str | None:
        return self.styles.get(track_id)

    def stars(self, track_id: int) -> tuple[int, bool]:
        return self.ratings.get(track_id, (0, False))


@pytest.fixture
def facts() -> Facts:
    return Facts()


def make_rows(*titles: str, **fields: object) -> list[TrackRow]:
    """Rows with ids from 1 on."""
    return [row(number, title, **fields) for number, title in enumerate(titles, start=1)]


def row(number: int, title: str, **fields: object) -> TrackRow:
    """One row; what is not given is empty."""
    known: dict[str, object] = {
        "id": number,
        "title": title,
        "artist": "",
        "album": "",
        "album_artist": "",
        "genre": "",
        "year": None,
        "place": (0, 0),
        "duration_s": 60.0,
        "path": f"/music/{number}.flac",
        "version": 1,
        "has_cover": False,
        "gain_db": 0.0,
        "available": True,
        "failure": None,
    }
    return TrackRow(**(known | fields))  # type: ignore[arg-type]

"""The controller of songs that are there several times, over real stores and its own thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.controllers.songs import SongsController
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.paths import Home
from tests.jobs.listener_library import CARD
from tests.jobs.song_library import SongLibrary, hear, sound

FLAC, LOSSY, LIVE, OTHER = 1, 2, 3, 4


class World:
    """Open stores, a view and the controller."""

    def __init__(self, home: Home) -> None:
        self.stores = OpenStores(home)
        self.view = LibraryView(self.stores.tracks, self.stores.listening, CARD)
        self.songs = SongsController(first_look_ms=0)

    def close(self) -> None:
        self.songs.stop()
        self.stores.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "home")
    library = SongLibrary(found.store_dir)
    library.add(sound(0), title="Hello", artist="Ann", codec="flac", samplerate=44_100)
    library.add(sound(0), title="Hello", artist="Ann")
    library.add(sound(3), title="Hello (Live)", artist="Ann")
    library.add(sound(5), title="Once", artist="Bob")
    library.close()
    return found


@pytest.fixture
def world(qapp: QApplication, qtbot: QtBot, home: Home) -> Iterator[World]:
    made = World(home)
    with qtbot.waitSignal(made.songs.changed):
        made.songs.attach(made.stores, made.view)
    yield made
    made.close()


def offered(world: World) -> dict[int, bool]:
    rows = world.songs.rows
    assert rows is not None
    return {file.id: file.offered for row in rows for file in row.files}


def available(world: World) -> list[int]:
    given = world.view.candidates()
    return given.track_ids[given.available].tolist()


def test_songs_are_found_and_the_view_knows_them(world: World) -> None:
    assert offered(world) == {FLAC: True, LOSSY: False, LIVE: True}
    assert available(world) == [FLAC, LIVE, OTHER]


def test_the_listener_offers_another_file_and_takes_it_back(qtbot: QtBot, world: World) -> None:
    for chosen in (LOSSY, LIVE):
        with qtbot.waitSignals([world.songs.given, world.songs.changed]):
            world.songs.offer(chosen)
        assert offered(world) == {i: i == chosen for i in (FLAC, LOSSY, LIVE)}
        assert available(world) == [chosen, OTHER]
    assert world.stores.listening.queue_choices() == {LIVE: "always"}
    with qtbot.waitSignal(world.songs.changed):
        world.songs.undo()
    assert world.stores.listening.queue_choices() == {LOSSY: "always"}
    with qtbot.waitSignal(world.songs.changed):
        world.songs.undo()
    assert world.stores.listening.queue_choices() == {}
    assert offered(world) == {FLAC: True, LOSSY: False, LIVE: True}
    world.songs.undo()


def test_a_file_that_is_another_song_leaves_the_others(qtbot: QtBot, world: World) -> None:
    with qtbot.waitSignal(world.songs.changed):
        world.songs.part(LIVE)
    assert offered(world) == {FLAC: True, LOSSY: False}
    song = world.view.candidates().song
    assert song[0] == song[1] != song[2]
    with qtbot.waitSignal(world.songs.changed):
        world.songs.undo()
    assert set(offered(world)) == {FLAC, LOSSY, LIVE}
    assert world.stores.listening.apart() == frozenset()


def test_what_is_said_twice_at_once_is_said_at_last(qtbot: QtBot, world: World) -> None:
    world.songs.offer(LOSSY)
    world.songs.part(LIVE)
    qtbot.waitUntil(lambda: offered(world) == {LOSSY: True, FLAC: False})


def test_a_track_that_is_listened_to_later_joins(qtbot: QtBot, world: World) -> None:
    world.songs._soon.setInterval(1)
    hear(world.stores.tracks, world.stores.tracks.track(OTHER), sound(3))
    assert OTHER not in offered(world)  # another title, and nobody looked
    with qtbot.waitSignal(world.songs.changed):
        world.songs.on_tagged([OTHER])
    assert OTHER in offered(world)

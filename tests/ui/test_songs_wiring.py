"""The page of duplicates in the whole window, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.audio.engine import start_engine
from player.controllers.covers import CoverController
from player.controllers.player import PlayerController
from player.controllers.songs import SongsController
from player.paths import Home
from player.settings import Settings
from player.ui.playing_wiring import PlayingWiring
from player.ui.songs_wiring import SongsWiring
from player.ui.views import View
from player.ui.window import MainWindow
from tests.controllers.conftest import World, open_world
from tests.jobs.song_library import SongLibrary, sound

FLAC, LOSSY = 1, 2


@pytest.fixture
def world(themed: QApplication, tmp_path: Path) -> Iterator[World]:
    home = Home(tmp_path / "home")
    library = SongLibrary(home.store_dir)
    library.add(sound(0), title="Hello", artist="Ann", codec="flac", samplerate=44_100)
    library.add(sound(0), title="Hello", artist="Ann")
    for axis in range(1, 6):
        library.add(sound(axis), title=f"Once {axis}", artist=f"Bob {axis}", duration_s=100.0)
    library.close()
    opened = open_world(home)
    yield opened
    opened.library.stop()
    opened.stores.close()


@pytest.fixture
def songs(world: World) -> Iterator[SongsController]:
    made = SongsController(first_look_ms=0)
    made.choices_given.connect(world.library.on_choices)
    yield made
    made.stop()


@pytest.fixture
def window(
    qtbot: QtBot, world: World, songs: SongsController, covers: CoverController
) -> Iterator[MainWindow]:
    player = PlayerController(world.library, world.queue, lambda: start_engine("null"), volume=0.5)
    made = MainWindow(world.library, covers, Settings())
    qtbot.addWidget(made)
    playing = PlayingWiring(made, world.library, world.queue, player, covers, volume=0.5)
    songs.given.connect(lambda: playing.note_change(songs.undo))
    SongsWiring(made, songs, world.queue, player)
    made.browser.set_rows(world.library.rows)
    made.show()
    assert world.library._view is not None
    with qtbot.waitSignal(songs.changed):
        songs.attach(world.stores, world.library._view)
    yield made
    player.stop()


def offered(window: MainWindow) -> list[int]:
    model = window.browser.songs.songs
    files = (window.browser.songs.file_at(model.index(n, 0)) for n in range(model.rowCount()))
    return [file.id for file in files if file is not None and file.offered]


def test_another_file_is_offered_from_the_menu_and_the_undo_key_takes_it_back(
    qtbot: QtBot, world: World, songs: SongsController, window: MainWindow
) -> None:
    window.sidebar.view_chosen.emit(View.SONGS)
    page = window.browser.songs
    assert page.isVisible()
    assert offered(window) == [FLAC]
    page.setCurrentIndex(page.songs.index(2, 0))
    lossy = page.file_at(page.currentIndex())
    assert lossy is not None and lossy.id == LOSSY
    offer = next(a for a in page.menu_for(lossy).actions() if a.text() == "Offer this one instead")
    with qtbot.waitSignal(songs.changed):
        offer.trigger()
    assert offered(window) == [LOSSY]
    assert world.library.queue_facts(LOSSY).choice == "always"
    window.activateWindow()
    with qtbot.waitSignal(songs.changed):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert offered(window) == [FLAC]
    assert world.library.queue_facts(LOSSY).choice is None


@pytest.mark.usefixtures("window")
def test_a_queue_brings_the_offered_file_only(world: World) -> None:
    world.queue.set_mood(moods=("calm", "happy", "energetic", "dark"), radius=1.0)
    there = [entry.track_id for entry in world.queue.upcoming]
    assert len(there) == 6  # all there is, one way of hearing each
    assert FLAC in there
    assert LOSSY not in there


def test_what_is_another_song_leaves_the_page(
    qtbot: QtBot, songs: SongsController, window: MainWindow
) -> None:
    window.browser.show_view(View.SONGS)
    with qtbot.waitSignal(songs.changed):
        window.browser.songs.part.emit(LOSSY)
    assert window.browser.empty.isVisible()

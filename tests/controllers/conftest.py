"""A small library in real stores on disk, opened as the window opens it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from player.controllers.library import LibraryController
from player.controllers.opening import OpenedLibrary
from player.controllers.queue import QueueController
from player.controllers.track_rows import make_rows
from player.jobs.queue import QueueKeeper
from player.jobs.session import OpenStores
from player.jobs.view import LibraryView
from player.paths import Home
from tests.jobs.listener_library import CARD, ListenerLibrary
from tests.sound_files import encode


@dataclass
class World:
    """Stores, controllers, and the folder with sound where there is some."""

    stores: OpenStores
    library: LibraryController
    queue: QueueController


def open_world(home: Home) -> World:
    """Open what lies in *home* and attach controllers to it, on this thread."""
    stores = OpenStores(home)
    tracks = tuple(stores.tracks.tracks())
    library, queue = LibraryController(), QueueController()
    library.attach(OpenedLibrary(stores, tracks, make_rows(tracks)))
    view = LibraryView(stores.tracks, stores.listening, CARD)
    library.attach_view(view)
    queue.attach(QueueKeeper(view, stores.listening, length=8))
    return World(stores, library, queue)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with 60 analysed tracks spread over the plane, whose files do not exist."""
    found = Home(tmp_path / "home")
    library = ListenerLibrary(found.store_dir)
    library.add_many(60)
    library.close()
    return found


@pytest.fixture
def world(qapp: QApplication, home: Home) -> Iterator[World]:
    """That home, opened."""
    opened = open_world(home)
    yield opened
    opened.library.stop()
    opened.stores.close()


@pytest.fixture
def sounding_home(tmp_path: Path) -> Home:
    """A home with six analysed tracks of half a second, and one whose file is gone."""
    found = Home(tmp_path / "home")
    library = ListenerLibrary(found.store_dir)
    tracks = library.add_many(7)
    tone = np.sin(np.arange(22_050) / 20.0).astype(np.float32)[:, None].repeat(2, axis=1) * 0.2
    for track in tracks[:6]:
        path = encode(tmp_path / f"{track.id}.wav", tone, 44_100)
        library.tracks.put_tracks([dataclasses.replace(track, path=str(path))])
    library.close()
    return found

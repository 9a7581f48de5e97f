"""What the tests of the scan share: a store, and a folder with copies of the module's songs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.store.track_store import TrackStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrackStore]:
    store = TrackStore.open(tmp_path / "store")
    yield store
    store.close()


@pytest.fixture
def music(tmp_path: Path, songs: Path) -> Path:
    """A folder that the test may change; *songs* are the test module's own."""
    return Path(shutil.copytree(songs, tmp_path / "music"))

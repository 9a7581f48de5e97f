"""The daily copy while the window is open: real stores, real files, a real thread."""

from __future__ import annotations

import pytest

from player.controllers.copies import CopyController
from player.jobs.daily_copies import copies_of
from player.jobs.session import OpenStores
from player.library.track import FileStamp, Metadata, Play, Track
from player.paths import Home


@pytest.fixture
def stores(tmp_path):
    with OpenStores(Home(tmp_path)) as stores:
        track = Track(1, "/music/1.mp3", FileStamp(1, 1), "", Metadata(), 0.0)
        stores.tracks.put_tracks([track])
        stores.listening.add_play(Play(1, 1.0, 1.0)).result()
        yield stores


@pytest.fixture
def copies(qapp, stores):
    controller = CopyController()
    controller.start(stores)
    yield controller
    controller.stop()


def test_a_copy_is_made_on_another_thread_and_only_once(qtbot, copies, stores):
    with qtbot.waitSignal(copies._ended, timeout=10_000) as ended:
        copies.look()
        copies.look()  # one at a time
    assert ended.args == [None]
    assert len(copies_of(stores.home)) == 1
    with qtbot.assertNotEmitted(copies._ended, wait=50):
        copies.look()


def test_trouble_is_told_once_and_tried_again(qtbot, copies, stores):
    stores.home.copies_dir.write_text("no folder")
    told = []
    copies.failed.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(copies._ended, timeout=10_000):
            copies.look()
        qtbot.waitUntil(lambda: copies._thread is None)
    assert [str(why).startswith("Today's copy") for why in told] == [True]
    stores.home.copies_dir.unlink()
    with qtbot.waitSignal(copies._ended, timeout=10_000):
        copies.look()
    assert len(copies_of(stores.home)) == 1


def test_stopping_waits_for_the_copy(copies, stores):
    copies.look()
    copies.stop()
    assert len(copies_of(stores.home)) == 1
    copies.look()  # nothing happens any more

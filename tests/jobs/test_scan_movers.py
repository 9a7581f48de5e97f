"""Who a sound found elsewhere belongs to, among the tracks that left their places."""

from __future__ import annotations

import pytest

from player.jobs.scan_movers import Movers
from player.library.track import FileStamp, Metadata, Track
from player.store.track_store import TrackStore


@pytest.fixture
def store(tmp_path):
    store = TrackStore.open(tmp_path / "store")
    yield store
    store.close()


def track(number: int, path: str, key: str = "sound") -> Track:
    return Track(number, path, FileStamp(1, 2), key, Metadata(), 0.0)


def test_the_same_name_comes_first_then_the_oldest_and_nobody_twice(store):
    store.put_tracks([track(1, "/a/x.mp3"), track(2, "/a/y.mp3"), track(3, "/b/y.mp3")])
    movers = Movers(store, lambda _track: True)
    names = ["/c/y.mp3", "/d/y.mp3", "/e/y.mp3", "/f/y.mp3"]
    claimed = [movers.claim("sound", name) for name in names]
    assert [found and found.id for found in claimed] == [2, 3, 1, None]
    movers.look_again()
    assert movers.claim("sound", "/c/y.mp3") is None


def test_only_what_left_its_place_and_has_a_sound_moves(store):
    store.put_tracks([track(1, "/a/x.mp3"), track(2, "/b/x.mp3"), track(3, "/c/x.mp3", "")])
    left = {"/b/x.mp3"}
    movers = Movers(store, lambda track: track.path in left)
    assert movers.claim("", "/d/x.mp3") is None
    assert movers.claim("other", "/d/x.mp3") is None
    found = movers.claim("sound", "/d/x.mp3")
    assert found is not None and found.id == 2
    left.add("/a/x.mp3")
    assert movers.claim("sound", "/e/x.mp3") is None
    movers.look_again()
    assert movers.claim("sound", "/e/x.mp3") is not None


def test_a_thousand_copies_are_looked_at_once_each(store):
    store.put_tracks(track(number, f"/a/{number}.mp3") for number in range(1, 1001))
    looks = []
    movers = Movers(store, lambda track: looks.append(track.id) is None)
    claimed = [movers.claim("sound", f"/b/{number}.mp3") for number in range(1000, 0, -1)]
    assert [found and found.path for found in claimed] == [
        f"/a/{number}.mp3" for number in range(1000, 0, -1)
    ]
    assert len(looks) == 1000

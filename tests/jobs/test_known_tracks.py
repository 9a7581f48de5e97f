from __future__ import annotations

import pytest

from player.jobs.known_tracks import find_tracks
from player.jobs.personal_content import Described
from player.library.track import FileStamp, Metadata, Track
from player.store.track_store import TrackStore


@pytest.fixture
def store(tmp_path):
    store = TrackStore.open(tmp_path)
    yield store
    store.close()


def track(track_id: int, path: str, key: str = "", **changes: object) -> Track:
    names = {name: changes.pop(name, "") for name in ("title", "artist", "album")}
    metadata = Metadata(duration_s=changes.pop("duration_s", None), **names)
    return Track(track_id, path, FileStamp(1, 1), key, metadata, 0.0, **changes)


def ids(store: TrackStore, *wanted: Described) -> list[int | None]:
    return [found and found.id for found in find_tracks(wanted, store)]


def test_the_same_sound_is_found_at_its_path_by_its_name_or_anywhere(store):
    store.put_tracks(
        [track(1, "/a/x.mp3", "K"), track(2, "/b/y.mp3", "K"), track(3, "/c/z.mp3", "K")]
    )
    assert ids(store, Described("/b/y.mp3", "K")) == [2]
    assert ids(store, Described("D:\\music\\z.mp3", "K")) == [3]
    assert ids(store, Described("/elsewhere/q.mp3", "K")) == [1]
    assert ids(store, Described("/elsewhere/q.mp3", "L")) == [None]


def test_no_track_is_two_of_the_described_ones(store):
    store.put_tracks([track(1, "/a/x.mp3", "K")])
    one, other = Described("/a/y.mp3", "K"), Described("/a/x.mp3", "K")
    assert ids(store, one, other) == [None, 1]
    assert ids(store, one, one) == [1, None]


def test_at_the_same_path_lies_the_track_unless_another_song_does(store):
    said = {"title": "T", "artist": "A", "duration_s": 100.0}
    store.put_tracks([track(1, "/a/x.mp3", "K", **said), track(2, "/a/broken.mp3", "")])
    assert ids(store, Described("/a/x.mp3", "")) == [1]  # could not be read there
    assert ids(store, Described("/a/broken.mp3", "L")) == [2]  # cannot be read here
    assert ids(store, Described("/a/x.mp3", "L", "T", "A", "", 101.0)) == [1]  # encoded again
    assert ids(store, Described("/a/x.mp3", "L", "T", "B", "", 100.0)) == [None]
    assert ids(store, Described("/a/x.mp3", "L", "T", "A", "", 150.0)) == [None]
    assert ids(store, Described("/a/x.mp3", "L")) == [None]


def test_names_and_length_tell_a_song_only_where_nothing_else_has_them(store):
    said = {"title": "T", "artist": "A", "album": "B"}
    store.put_tracks(
        [
            track(1, "/1.mp3", "K1", duration_s=100.0, **said),
            track(2, "/2.mp3", "K2", duration_s=110.0, **said),
        ]
    )
    wanted = Described("/x.flac", "L", "T", "A", "B", 101.9)
    assert ids(store, wanted) == [1]
    assert ids(store, Described("/x.flac", "L", "T", "A", "", 101.9)) == [None]
    assert ids(store, Described("/x.flac", "L", "T", "A", "B", 102.1)) == [None]
    assert ids(store, Described("/x.flac", "L", "T", "A", "B")) == [None]
    assert ids(store, wanted, Described("/y.flac", "M", "T", "A", "B", 99.0)) == [None, None]
    store.put_tracks([track(3, "/3.mp3", "K3", duration_s=101.0, **said)])
    assert ids(store, wanted) == [None]


def test_what_is_in_the_library_is_preferred_to_what_was_forgotten(store):
    store.put_tracks(
        [
            track(1, "/a.mp3", "K", forgotten=True, available=False),
            track(2, "/b.mp3", "K", available=False),
            track(3, "/c.mp3", "K"),
        ]
    )
    assert ids(store, *[Described("/x.mp3", "K")] * 4) == [3, 2, 1, None]

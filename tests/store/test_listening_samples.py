"""Listening journals as each version of the program wrote them: none may lose a thing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from player.library.track import CheckIn, Correction, Play, Playlist, Rating
from player.recommend.play_queue import PlayQueue
from player.store.events import Events
from player.store.listening_store import ListeningStore
from player.store.migrations import SCHEMAS

SAMPLES = Path(__file__).parent / "samples"

PLAYS = {
    1: Play(1, 1764150000.25, 201.5, 203.104, chosen=True),
    2: Play(2, 1764150210.75, 12.0625, 187.0, skipped=True),
    3: Play(3, 1764150230.1, 0.30000000000000004),
    4: Play(1, 1764250000.0, 203.104, 203.104),
}
CORRECTIONS = {
    2: Correction(2, 1764150220.5, valence=-0.25, arousal=0.7),
    3: Correction(3, 1764150300.0, mood="calm", style="jazz"),
}
PLAYLISTS = {1: Playlist(1, "Evening", (1, 3, 1)), 3: Playlist(3, "雨天 ☔", ())}

EXPECTED = {
    1: Events(
        plays=PLAYS,
        ratings={1: Rating(5), 2: Rating(1)},
        favourites={1: None, 4: None},
        corrections=CORRECTIONS,
        playlists=PLAYLISTS,
    ),
    2: Events(
        plays=PLAYS,
        checkins={
            1: CheckIn(1764299000.0, -0.5, 0.25, "before", journey="7"),
            2: CheckIn(1764302600.0, 0.25, 0.0, "after"),
        },
        ratings={1: Rating(5), 2: Rating(1), 5: Rating(2, 1764300000.5)},
        favourites={1: None, 4: None, 5: 1764300001.25},
        corrections=CORRECTIONS,
        queue_choices={5: "never", 6: "always"},
        apart={1: (5, 6)},
        playlists=PLAYLISTS,
    ),
}
"""Version -> what its sample holds, but for the queue."""


def opened(version: int, folder: Path) -> ListeningStore:
    shutil.copy(SAMPLES / f"v{version}" / "listening.journal", folder)
    return ListeningStore.open(folder)


def without_queue(store: ListeningStore) -> Events:
    events = store.events()
    queue = PlayQueue.from_document(events.queue)
    assert [entry.track_id for entry in queue.history] == [1, 2]
    assert queue.current.track_id == 3 and queue.current.locked
    assert queue.upcoming[0].reasons[0].contribution == 0.5
    assert queue.state.seed == 7
    return Events(**{name: getattr(events, name) for name in Events.__slots__} | {"queue": None})


def test_there_is_a_sample_of_every_version():
    versions = range(1, SCHEMAS["listening"] + 1)
    assert all((SAMPLES / f"v{version}" / "listening.journal").is_file() for version in versions)
    assert set(versions) == set(EXPECTED)


@pytest.mark.parametrize("version", EXPECTED)
def test_a_journal_of_any_version_is_read_without_loss(tmp_path, version):
    store = opened(version, tmp_path)
    try:
        assert without_queue(store) == EXPECTED[version]
        assert store.new_playlist_id() == 4  # ids of what was removed are never given again
    finally:
        store.close()
    header = (tmp_path / "listening.journal").read_text("utf-8").splitlines()[0]
    assert f'"schema":{SCHEMAS["listening"]}' in header
    store = ListeningStore.open(tmp_path)
    try:
        assert without_queue(store) == EXPECTED[version]
    finally:
        store.close()


def test_the_file_before_a_migration_is_kept(tmp_path):
    opened(1, tmp_path).close()
    before = (SAMPLES / "v1" / "listening.journal").read_bytes()
    assert (tmp_path / "listening.journal.previous").read_bytes() == before

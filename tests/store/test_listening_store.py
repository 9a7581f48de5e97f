from __future__ import annotations

import pytest

from player.library.track import Correction, Play, Playlist
from player.store.listening_store import ListeningStore


def test_everything_said_and_done_survives_reopening(tmp_path):
    store = ListeningStore.open(tmp_path)
    plays = [Play(1, 10.0, 3.5, 200.0, skipped=True), Play(2, 20.0, 180.0, chosen=True)]
    for play in plays:
        store.add_play(play)
    store.set_rating(1, 5)
    store.set_rating(2, 3)
    store.set_rating(2, 0)
    store.set_favourite(1, True)
    store.set_favourite(2, True)
    store.set_favourite(2, False)
    store.set_correction(Correction(1, 5.0, valence=0.0, mood="calm"))
    store.set_correction(Correction(2, 5.0, style="jazz"))
    store.remove_correction(2)
    store.set_queue_choice(1, "never")
    store.set_queue_choice(2, "always")
    store.set_queue_choice(3, "always")
    store.set_queue_choice(3, None)
    playlist = Playlist(store.new_playlist_id(), "晚上", (2, 1, 2))
    store.put_playlist(playlist)
    store.save_queue({"entries": [1]})
    store.save_queue({"entries": [2, 1]})
    store.close()
    store = ListeningStore.open(tmp_path)
    assert list(store.plays()) == plays
    assert store.ratings() == {1: 5}
    assert store.favourites() == {1}
    assert store.corrections() == {1: Correction(1, 5.0, valence=0.0, mood="calm")}
    assert store.queue_choices() == {1: "never", 2: "always"}
    assert store.playlists() == (playlist,)
    assert store.queue() == {"entries": [2, 1]}
    store.remove_playlist(playlist.id)
    assert store.playlists() == ()
    assert store.new_playlist_id() == playlist.id + 1
    store.close()


def test_an_empty_store_says_nothing(tmp_path):
    store = ListeningStore.open(tmp_path)
    assert store.queue() is None
    assert list(store.plays()) == []
    assert store.favourites() == frozenset()
    store.close()


@pytest.mark.parametrize("stars", [-1, 6])
def test_ratings_are_0_to_5(tmp_path, stars):
    store = ListeningStore.open(tmp_path)
    with pytest.raises(ValueError):
        store.set_rating(1, stars)
    store.close()


def test_a_play_writes_at_most_4_kib(tmp_path):
    store = ListeningStore.open(tmp_path)
    for number in range(1000):
        store.add_play(Play(number, 1.0, 2.0))
    store.flush()
    journal = tmp_path / "listening.journal"
    before = journal.stat().st_size
    store.add_play(Play(7, 1.0, 2.0)).result()
    assert journal.stat().st_size - before <= 4096
    store.close()

from __future__ import annotations

import pytest

from player.library.track import (
    OFFERS_KEPT_S,
    CheckIn,
    Correction,
    Nudge,
    Offer,
    Play,
    Playlist,
    Rating,
)
from player.store.events import Events
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
    store.set_correction(Correction(1, 5.0, valence=0.0, mood="calm", not_moods=("dark", "tense")))
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
    assert store.corrections() == {
        1: Correction(1, 5.0, valence=0.0, mood="calm", not_moods=("dark", "tense"))
    }
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


def test_times_of_ratings_and_favourites_are_kept_where_they_are_known(tmp_path):
    store = ListeningStore.open(tmp_path)
    store.set_rating(1, 4, given_at=1764150000.25)
    store.set_rating(2, 3)
    store.set_favourite(1, True, given_at=1764150001.5)
    store.set_favourite(2, True)
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.ratings() == {1: 4, 2: 3}
    assert store.events().ratings == {1: Rating(4, 1764150000.25), 2: Rating(3)}
    assert store.events().favourites == {1: 1764150001.5, 2: None}
    store.close()


def test_a_removed_play_is_gone_from_every_view_at_once_and_after_reopening(tmp_path):
    store = ListeningStore.open(tmp_path)
    plays = [Play(number, float(number), 1.0) for number in range(4)]
    for play in plays:
        store.add_play(play)
    held = store.plays()
    store.remove({"plays": [2, 4]})
    assert list(held) == plays  # who reads it just now is not disturbed
    assert list(store.plays()) == [plays[0], plays[2]]
    store.add_play(plays[3])
    assert store.events().plays == {1: plays[0], 3: plays[2], 5: plays[3]}
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.events().plays == {1: plays[0], 3: plays[2], 5: plays[3]}
    store.close()


def test_checkins_are_kept_in_order_and_removed_by_id(tmp_path):
    store = ListeningStore.open(tmp_path)
    before = CheckIn(1.5, -0.5, 0.0, "before", journey="3")
    after = CheckIn(2.5, 0.5, 0.25, "after")
    store.add_checkin(before)
    store.add_checkin(after)
    assert store.checkins() == [before, after]
    store.remove({"checkins": [1]})
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.checkins() == [after]
    store.close()


def test_offers_and_nudges_are_kept_in_order_and_removed_by_id(tmp_path):
    store = ListeningStore.open(tmp_path)
    store.add_offers([3, 1, 2], 10.5)
    store.add_offers([4], 11.5)
    nudges = [Nudge(3, 10.75, more=True), Nudge(1, 11.0)]
    for nudge in nudges:
        store.add_nudge(nudge)
    assert store.offers() == [Offer(10.5, (3, 1, 2)), Offer(11.5, (4,))]
    assert store.nudges() == nudges
    assert store.track_ids() == {1, 2, 3, 4}
    seed = {"name": "This", "tracks": [8, 9], "liked": True}
    store.save_queue({"history": [], "target": {"seeds": [seed], "excluded": [7]}})
    assert store.track_ids() == {1, 2, 3, 4, 7, 8, 9}  # no new track may get these ids
    assert store.said() == Events(nudges=dict(enumerate(nudges, start=1)))
    store.remove({"offers": [1], "nudges": [2]})
    assert store.offers() == [Offer(11.5, (4,))]
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.offers() == [Offer(11.5, (4,))]
    assert store.nudges() == nudges[:1]
    store.add_offers([5], 12.5)
    assert store.events().offers == {2: Offer(11.5, (4,)), 3: Offer(12.5, (5,))}
    store.close()


def test_offers_are_dropped_after_half_a_year(tmp_path):
    store = ListeningStore.open(tmp_path)
    for at in (1.0, 5.0, OFFERS_KEPT_S + 5.0):
        store.add_offers([int(at) % 7], at)
    kept = [Offer(5.0, (5,)), Offer(OFFERS_KEPT_S + 5.0, (int(OFFERS_KEPT_S + 5) % 7,))]
    assert store.offers() == kept
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.offers() == kept
    store.close()


def test_songs_are_called_different_and_that_is_taken_back(tmp_path):
    store = ListeningStore.open(tmp_path)
    store.set_apart(7, [3, 9], True)
    store.set_apart(3, [7, 8], True).result()
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.apart() == {(3, 7), (7, 9), (3, 8)}
    store.set_apart(3, [8], False)
    store.set_apart(7, [9, 3], False)
    assert store.apart() == frozenset()
    store.close()


def test_what_is_put_in_one_go_is_there_after_reopening(tmp_path):
    store = ListeningStore.open(tmp_path)
    store.add_play(Play(1, 1.0, 1.0))
    first, second = store.new_ids("plays", 2)
    events = Events(
        plays={first: Play(1, 2.0, 1.0), second: Play(2, 3.0, 1.0)},
        ratings={1: Rating(5, 9.0)},
        favourites={2: 8.0, 3: None},
        queue_choices={1: "always"},
        playlists={7: Playlist(7, "", (1,))},
        queue={"history": []},
    )
    store.put(events).result()
    store.close()
    store = ListeningStore.open(tmp_path)
    found = store.events()
    assert found.plays == {1: Play(1, 1.0, 1.0), **events.plays}
    assert (found.ratings, found.favourites) == (events.ratings, events.favourites)
    assert (found.playlists, found.queue) == (events.playlists, events.queue)
    store.close()


def test_scrubbing_leaves_nothing_removed_on_the_disk(tmp_path):
    store = ListeningStore.open(tmp_path)
    store.put_playlist(Playlist(store.new_playlist_id(), "Very private", ())).result()
    store.close()
    with (tmp_path / "listening.journal").open("ab") as out:
        out.write(b"torn Very private")
    store = ListeningStore.open(tmp_path)
    assert (tmp_path / "listening.journal.damaged").exists()
    store.remove({"playlists": [1]})
    kept = Playlist(store.new_playlist_id(), "Kept", ())
    store.put_playlist(kept)
    store.scrub()
    assert not [file for file in tmp_path.iterdir() if b"private" in file.read_bytes()]
    store.close()
    store = ListeningStore.open(tmp_path)
    assert store.playlists() == (kept,)
    store.close()


def test_what_was_removed_before_a_kill_leaves_no_trace_after_the_next_opening(tmp_path):
    store = ListeningStore.open(tmp_path)
    store.add_play(Play(7, 111.015625, 11.5)).result()
    store.remove({"plays": [1]}).result()
    store.close()  # as a kill before the scrub leaves it
    assert any(b"111.015625" in file.read_bytes() for file in tmp_path.iterdir())
    store = ListeningStore.open(tmp_path)
    assert store.plays() == []
    assert not any(b"111.015625" in file.read_bytes() for file in tmp_path.iterdir())
    generation = (tmp_path / "listening.journal").read_bytes()
    store.close()
    ListeningStore.open(tmp_path).close()  # and once is enough
    assert (tmp_path / "listening.journal").read_bytes() == generation

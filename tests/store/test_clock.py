from __future__ import annotations

from player.library.track import CheckIn, Play
from player.store.listening_store import ListeningStore


def test_order_is_that_of_what_happened_whatever_the_clock_said(tmp_path):
    """The clock went back between two sessions, and again within one."""
    times = [1000.0, 2000.0, 500.0, 750.0, 10.0]
    for number, when in enumerate(times, 1):
        store = ListeningStore.open(tmp_path)
        store.add_play(Play(number, when, 1.0))
        store.add_checkin(CheckIn(when, 0.0, 0.0, "before"))
        store.close()
    store = ListeningStore.open(tmp_path)
    store._storage.compact().result()
    store.close()
    store = ListeningStore.open(tmp_path)
    assert [play.track_id for play in store.plays()] == [1, 2, 3, 4, 5]
    assert [checkin.made_at for checkin in store.checkins()] == times
    store.close()

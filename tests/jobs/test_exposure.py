"""How a library is used: shares, Gini's coefficient and crowding where they can be counted."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.exposure import gini, measure_exposure
from player.library.track import Offer, Play
from player.store.events import Events
from tests.jobs.learned_world import DAY_S, TRACKS, make_template, world_of
from tests.jobs.listener_library import NOW


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("template") / "home")


def measured(template, tmp_path, events):
    with world_of(template, tmp_path / "home", events) as world:
        return measure_exposure(world.view, world.stores.listening, NOW)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_gini_is_half_the_mean_difference_over_the_mean(counts):
    found = gini(np.array(counts, dtype=np.intp))
    if not sum(counts):
        assert found is None
        return
    differences = 2 * sum(abs(a - b) for a, b in combinations(counts, 2))
    mean = sum(counts) / len(counts)
    assert found == pytest.approx(differences / len(counts) ** 2 / (2 * mean), abs=1e-9)
    assert 0 <= found <= (len(counts) - 1) / len(counts) + 1e-9


def test_shares_of_the_last_days_and_what_was_never_met(template, tmp_path):
    events = Events(
        offers={
            1: Offer(NOW - 1 * DAY_S, (1, 2, 3, 1)),
            2: Offer(NOW - 40 * DAY_S, (4, 5, 999)),
            3: Offer(NOW - 120 * DAY_S, (6,)),
        },
        plays={
            1: Play(1, NOW - 2 * DAY_S, 9.0),
            2: Play(7, NOW - 400 * DAY_S, 200.0),
            3: Play(8, NOW - 50 * DAY_S, 200.0),
        },
    )
    found = measured(template, tmp_path, events)
    month, quarter = found.windows
    assert found.tracks == TRACKS
    assert (month.days, quarter.days) == (30, 90)
    assert (month.offers, quarter.offers) == (4, 6)
    assert month.offered == pytest.approx(3 / TRACKS)
    assert quarter.offered == pytest.approx(5 / TRACKS)
    assert month.played == pytest.approx(1 / TRACKS)
    assert quarter.played == pytest.approx(2 / TRACKS)
    assert month.gini_tracks == gini(np.array([2, 1, 1] + [0] * (TRACKS - 3)))
    assert found.never == tuple(range(9, TRACKS + 1))


def test_artists_that_take_more_than_their_share_are_named_the_worst_first(template, tmp_path):
    # Artists repeat every nine tracks: 1, 10 and 19 are of one, 2, 11 and 20 of another.
    offers = {1: Offer(NOW - DAY_S, (1, 10, 19, 1, 2, 2)), 2: Offer(NOW - DAY_S, (5,))}
    found = measured(template, tmp_path, Events(offers=offers)).windows[0]
    assert [one.artist for one in found.crowding] == ["Artist 0", "Artist 1", "Artist 4"]
    assert found.crowding[0].offered == pytest.approx(4 / 7)
    assert found.crowding[0].library == pytest.approx(3 / TRACKS)
    assert found.gini_artists == gini(np.array([4, 2, 1] + [0] * 6))


def test_kept_out_and_missing_tracks_are_not_counted(template, tmp_path):
    events = Events(queue_choices={1: "never"}, offers={1: Offer(NOW - 1.0, (1, 2))})
    found = measured(template, tmp_path, events)
    assert found.tracks == TRACKS - 1
    assert found.windows[0].offers == 1
    assert 1 not in found.never


def test_nothing_to_tell_yet(tmp_path, template):
    found = measured(template, tmp_path, Events())
    for window in found.windows:
        assert (window.offered, window.played) == (0.0, 0.0)
        assert (window.gini_tracks, window.gini_artists, window.crowding) == (None, None, ())
    assert len(found.never) == TRACKS

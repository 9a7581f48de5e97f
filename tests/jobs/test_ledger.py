"""The ledger: every event once, newest first, with what it taught and how much of that is left."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from personal_samples import LIBRARY, opened, temporary_folder

from player.jobs.forgetting import forget_events
from player.jobs.ledger import read_ledger, share_percent
from player.library.track import CheckIn, Correction, Nudge, Offer, Play, Playlist, Rating
from player.store.events import Events
from tests.jobs.learned_world import NOW, listened

DAY_S = 86_400.0
EVENTS = Events(
    plays={
        1: Play(1, NOW - 9 * DAY_S, 180.0, 200.0),
        2: Play(2, NOW - 8 * DAY_S, 20.0, 200.0, skipped=True),
        3: Play(2, NOW - 7 * DAY_S, 200.0, 200.0, chosen=True),
        4: Play(2, NOW - 6.5 * DAY_S, 200.0, 200.0, chosen=True),
        5: Play(3, NOW - 6 * DAY_S, 20.0, 200.0),
    },
    offers={1: Offer(NOW, (1, 2))},
    nudges={1: Nudge(4, NOW - 5 * DAY_S, more=True), 2: Nudge(5, NOW - 4 * DAY_S)},
    checkins={1: CheckIn(NOW - 3 * DAY_S, 0.0, 0.0, "before")},
    ratings={1: Rating(5, NOW - 2 * DAY_S), 2: Rating(1), 3: Rating(3, NOW - 1.5 * DAY_S)},
    favourites={4: NOW - 1 * DAY_S},
    corrections={2: Correction(2, NOW - 0.5 * DAY_S, mood="dark")},
    playlists={1: Playlist(1, "List", (1,))},
    queue_choices={1: "never"},
)


def test_what_each_event_taught_newest_first(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        found = read_ledger(stores, NOW)
    said = [(entry.id, str(entry.taught)) for entry in found]
    assert said == [
        ("correction:2", "You said how it feels: moves it on the map, not your taste"),
        ("favourite:4", "A favourite: counts clearly for it and what sounds like it"),
        ("rating:3", "★★★: neither for nor against it"),
        ("rating:1", "★★★★★: counts clearly for it"),
        ("checkin:1", "How you felt: kept for you, teaches nothing"),
        ("nudge:2", "Less like this: counts against it and what sounds like it"),
        ("nudge:1", "More like this: counts for it and what sounds like it"),
        ("play:5", "Stopped before half of it: teaches nothing"),
        ("play:4", "Asked for again within a day: counts strongly for it"),
        ("play:3", "Asked for, 100 % heard: counts for it"),
        ("play:2", "Skipped after 0:20: counts a little against it, for some weeks"),
        ("play:1", "90 % heard: counts a little for it"),
        ("rating:2", "★: counts clearly against it"),
    ]
    value = {entry.id: entry.value for entry in found}
    assert value["favourite:4"] == 3.0 and value["rating:2"] == -3.0 and value["rating:3"] == 0.0
    assert value["nudge:2"] == pytest.approx(-2.0 * 2 ** (-4 / 90))
    assert value["play:2"] == pytest.approx(-0.4 * 2 ** (-8 / 14))
    assert value["play:1"] == pytest.approx(0.45 * 2 ** (-9 / 180))
    for teaches_nothing in ("correction:2", "checkin:1", "play:5"):
        entry = next(entry for entry in found if entry.id == teaches_nothing)
        assert (entry.reward, entry.weight, entry.value) == (None, 0.0, 0.0)


def test_only_what_concerns_some_tracks(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        found = read_ledger(stores, NOW, track="tITLE 2")
    assert {entry.id for entry in found} == {
        "play:2", "play:3", "play:4", "rating:2", "correction:2"
    }  # fmt: skip


@given(listened)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_everything_is_listed_once_and_can_be_forgotten_by_its_id(events):
    with temporary_folder() as folder, opened(folder, events=events) as stores:
        found = [entry.id for entry in read_ledger(stores, NOW)]
        kinds = ("plays", "ratings", "favourites", "nudges", "corrections", "checkins")
        assert len(found) == len(set(found)) == sum(len(getattr(events, kind)) for kind in kinds)
        assert forget_events(stores, found) == len(found)
        assert read_ledger(stores, NOW) == []


def test_shares_of_tracks_of_unknown_length_are_all_or_nothing():
    assert share_percent(Play(1, 0.0, 5.0)) == 100
    assert share_percent(Play(1, 0.0, 5.0, skipped=True)) == 0
    assert share_percent(Play(1, 0.0, -5.0, 100.0)) == 0


def test_a_word_about_the_style_is_not_said_to_be_about_the_feeling(tmp_path):
    styled = Events(corrections={2: Correction(2, NOW, style="jazz")})
    with opened(tmp_path, LIBRARY, styled) as stores:
        (entry,) = read_ledger(stores, NOW)
    assert str(entry.taught) == "You said which style it is: changes that, not your taste"

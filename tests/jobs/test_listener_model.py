"""The model of the listener: a pure function of what happened, learned anew when it has to be."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from player.jobs.forgetting import NAMES, forget_events
from player.jobs.listener import PLAYS_BETWEEN, ListenerModel, listener_model
from player.library.track import Nudge, Play, Rating
from player.paths import models_dir
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.target import MoodTarget, Point
from player.store.events import Events
from tests.jobs.learned_world import TRACKS, World, listened, make_template, world_of
from tests.jobs.listener_library import NOW

KINDS = ("plays", "nudges", "ratings", "favourites", "corrections", "offers", "checkins")
WISH = MoodTarget(points=(Point(0.3, 0.3),), adventurous=0.7)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("template") / "home")


def everything_learned(world: World):
    """Preference (drawn and not), companions, and the choice, with everything that explains it."""
    listener, candidates = world.model.listener(), world.view.candidates()
    taste, companions = listener.taste, listener.companions
    parts = [candidates.heard, candidates.offered, candidates.last_played_s_ago, candidates.valence]
    if taste is not None:
        parts += [
            taste.preference(candidates, slice(None), seed=4, adventurous=wide) for wide in (0, 0.7)
        ]
    if companions is not None:
        heard, rows = np.array([0, 5, 9]), np.arange(TRACKS)
        parts.append(companions.together(candidates, heard, rows))
    heard = Context().after(3).after(8, skipped=True)
    choices = choose(candidates, heard, WISH, count=12, seed=4, listener=listener)
    return parts, choices


def assert_same(one, other):
    assert len(one[0]) == len(other[0])
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one[0], other[0], strict=True))
    assert one[1] == other[1]


@given(listened, st.data())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_a_deleted_event_is_as_if_it_had_never_happened(template, events, data):
    ids = [(kind, key) for kind in KINDS for key in getattr(events, kind)]
    gone = set(data.draw(st.lists(st.sampled_from(ids), max_size=6))) if ids else set()
    left = dataclasses.replace(
        events,
        **{
            kind: {k: v for k, v in getattr(events, kind).items() if (kind, k) not in gone}
            for kind in KINDS
        },
    )
    with tempfile.TemporaryDirectory() as folder:
        with world_of(template, Path(folder, "a"), events) as world:
            everything_learned(world)  # so that something could be left of it
            forget_events(world.stores, [f"{NAMES[kind]}:{key}" for kind, key in gone])
            world.model.forgotten()
            deleted = everything_learned(world)
        with world_of(template, Path(folder, "b"), left) as world:
            assert_same(deleted, everything_learned(world))


@pytest.fixture
def world(template, tmp_path):
    plays = {
        key: Play(
            1 + key % TRACKS, NOW - 1e6 + 400 * key, 200.0 * (key % 3 > 0), 200.0, key % 3 == 0
        )
        for key in range(1, 40)
    }
    with world_of(template, tmp_path / "home", Events(plays=plays)) as world:
        yield world


def test_plays_that_come_later_are_learned_as_if_they_had_been_there(world, template, tmp_path):
    world.model.listener()
    for number in range(5):
        world.stores.listening.add_play(play := Play(3, NOW - 500 + number, 200.0, 200.0))
        world.view.note_play(play)
    world.model.changed()
    known = world.stores.listening.events()
    with world_of(template, tmp_path / "other", known) as other:
        assert_same(everything_learned(world), everything_learned(other))


def test_only_the_latest_plays_count_in_whatever_order_they_came(
    template, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("player.jobs.listener.PLAYS_KEPT", 10)
    late = {key: Play(key, NOW - 1000 * key, 200.0, 200.0) for key in range(1, 11)}
    imported = {key: Play(20, NOW - 9e6 + key, 200.0, 200.0) for key in range(11, 31)}
    with world_of(template, tmp_path / "late", Events(plays=late)) as world:
        alone = world.model.listener().taste.mean
        world.stores.listening.put(Events(plays=imported))
        world.model.changed()
        assert np.array_equal(world.model.listener().taste.mean, alone)
        afresh = ListenerModel(world.view, world.stores.listening, now=lambda: NOW)
        assert np.array_equal(afresh.listener().taste.mean, alone)


def test_nothing_is_learned_again_unless_something_changed(world):
    first = world.model.listener()
    again = world.model.listener()
    assert again.companions is first.companions
    assert again.taste.mean is first.taste.mean
    world.model.changed()
    assert world.model.listener().companions is not first.companions


def test_a_day_later_it_has_faded(world):
    moment = [NOW]
    world.model._now = lambda: moment[0]
    first = world.model.listener().taste
    moment[0] += 86_399.0
    assert world.model.listener().taste.mean is first.mean
    moment[0] += 1.0
    assert np.abs(world.model.listener().taste.mean).sum() < np.abs(first.mean).sum()


def test_more_and_less_like_this_are_learned(world):
    candidates = world.view.candidates()

    def liking(track_id):
        taste, rows = world.model.listener().taste, np.array([candidates.rows[track_id]])
        return float(taste.preference(candidates, rows, seed=0, adventurous=0.0)[0])

    before = liking(7), liking(8)
    world.stores.listening.add_nudge(Nudge(7, NOW, more=True))
    world.stores.listening.add_nudge(Nudge(8, NOW, more=False))
    world.model.changed()
    assert liking(7) > before[0] + 0.05
    assert liking(8) < before[1] - 0.05


def test_what_is_said_of_a_track_outside_the_library_is_left_alone(world):
    world.stores.listening.put(Events(ratings={999: Rating(1)}))
    before = everything_learned(world)
    world.model.changed()
    assert_same(before, everything_learned(world))


def add_track(world, track_id):
    new = dataclasses.replace(world.view.track(1), id=track_id, path=f"/{track_id}", audio_key="")
    world.stores.tracks.put_tracks([new]).result()
    world.view.refresh([track_id])


def test_a_track_that_came_later_is_neutral_until_more_came(world):
    first = world.model.listener()
    add_track(world, TRACKS + 1)
    listener, candidates = world.model.listener(), world.view.candidates()
    assert listener.companions is first.companions
    late = np.array([TRACKS])
    assert listener.taste.preference(candidates, late, seed=0, adventurous=0.0) == [0.0]
    assert listener.companions.together(candidates, late, np.arange(3)).tolist() == [0, 0, 0]
    world.model.changed()
    assert len(world.model.listener().taste.effect) == TRACKS + 1
    add_track(world, TRACKS + 2)
    assert world.model.listener().companions is not first.companions


def test_a_new_listener_is_unknown(template, tmp_path):
    with world_of(template, tmp_path / "home", Events()) as world:
        listener = world.model.listener()
        assert (listener.taste, listener.companions, listener.neighbours) == (None, None, None)


class Alike:
    """What other listeners say: nothing that matters here, but for which library it was made."""

    def __init__(self, candidates, names):
        self.heard, self.names = candidates.heard.sum(), names

    def affinity(self, candidates, rows):
        return np.zeros(len(candidates.artist[rows]), np.float32)

    def near(self, candidates, heard, rows):
        return np.zeros(len(rows), np.float32)


def test_other_listeners_are_asked_again_after_some_plays_and_when_some_are_forgotten(world):
    model = ListenerModel(world.view, world.stores.listening, Alike, now=lambda: NOW)
    first = model.listener().neighbours
    number = world.view.candidates().artist[world.view.row(3)]
    assert first.names[number] == "artist 2"
    for count in range(1, PLAYS_BETWEEN + 1):
        world.stores.listening.add_play(play := Play(3, NOW - count, 200.0, 200.0))
        world.view.note_play(play)
        model.changed()
        found = model.listener().neighbours
        assert (found is first) == (count < PLAYS_BETWEEN)
    assert found.heard == first.heard + PLAYS_BETWEEN
    forget_events(world.stores, ["play:40"])
    model.forgotten()
    assert model.listener().neighbours.heard == found.heard - 1


def test_what_other_listeners_hear_is_used_where_it_ships_and_missed_nowhere(
    world, tmp_path, caplog
):
    listening = world.stores.listening
    assert listener_model(world.view, listening, tmp_path).listener().neighbours is None
    assert not caplog.records
    (tmp_path / "artists.json").write_text("{")
    assert listener_model(world.view, listening, tmp_path).listener().neighbours is None
    assert "What other listeners hear cannot be used" in caplog.text
    if not (models_dir() / "artists.json").exists():
        pytest.skip("the artist factors were left out")
    neighbours = listener_model(world.view, listening, models_dir()).listener().neighbours
    affinity = neighbours.affinity(world.view.candidates(), slice(None))
    assert affinity.shape == (TRACKS,) and np.abs(affinity).max() <= 1

"""Choosing: deterministic, obedient to its rules, and never starving."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.choosing import COPY_SLACK, choose
from player.recommend.context import Context
from player.recommend.explain_words import relaxed
from player.recommend.listener import NOBODY
from player.recommend.rules import ARTIST_GAP, REST_S
from player.recommend.target import MoodTarget, Point
from tests.recommend.whole_score import whole_score

LIBRARY = made_up_library(3_000, dimensions=8, seed=1)
CALM = MoodTarget(moods=("calm",))


def ids(choices):
    return [choice.track_id for choice in choices]


@given(st.integers(0, 2**31))
@settings(max_examples=20)
def test_the_same_seed_gives_the_same_queue(seed: int):
    first = choose(LIBRARY, Context(), CALM, count=10, seed=seed)
    assert first == choose(LIBRARY, Context(), CALM, count=10, seed=seed)
    assert len(set(ids(first))) == 10


def test_another_seed_gives_another_queue():
    queues = {tuple(ids(choose(LIBRARY, Context(), CALM, count=10, seed=s))) for s in range(5)}
    assert len(queues) == 5


def test_the_first_pick_is_the_best_of_all_that_obey():
    wish = MoodTarget(points=(Point(0.2, 0.7),))
    heard = Context().after(1).after(2)
    total = whole_score(LIBRARY, heard, wish, seed=9, listener=NOBODY)[1]
    obey = LIBRARY.available & (LIBRARY.last_played_s_ago >= REST_S)
    obey &= ~np.isin(LIBRARY.artist, LIBRARY.artist[[1, 2]])
    best = int(np.argmax(np.where(obey, total, -np.inf)))
    choice = choose(LIBRARY, heard, wish, count=1, seed=9)[0]
    assert choice.track_id == LIBRARY.track_ids[best]
    assert choice.score == pytest.approx(total[best], abs=1e-5)


def test_artists_keep_their_distance_and_nothing_is_relaxed_in_a_large_library():
    choices = choose(LIBRARY, Context(), CALM, count=60)
    rows = [LIBRARY.rows[choice.track_id] for choice in choices]
    for place, row in enumerate(rows):
        before = rows[max(0, place - ARTIST_GAP) : place]
        assert LIBRARY.artist[row] not in LIBRARY.artist[before]
        assert LIBRARY.available[row] and not LIBRARY.unsure[row]
        assert LIBRARY.last_played_s_ago[row] >= REST_S
    assert all(choice.relaxed == () for choice in choices)


def test_an_artist_who_fills_the_shortlist_does_not_crowd_out_the_rest():
    artist = np.zeros(3_000, np.int32)
    artist[:4] = [1, 2, 3, 4]
    moods = np.zeros((3_000, 8), np.float32)
    moods[:, 3], moods[:4] = 1.0, 1 / 8
    tracks = replace(
        LIBRARY,
        artist=artist,
        mood_probabilities=moods,
        available=np.ones(3_000, np.bool_),
        unsure=np.zeros(3_000, np.bool_),
        last_played_s_ago=np.full(3_000, np.inf, np.float32),
    )
    choices = choose(tracks, Context(), CALM, count=5)
    assert [int(tracks.artist[tracks.rows[i]]) == 0 for i in ids(choices)] == [
        True,
        False,
        False,
        False,
        True,
    ]
    assert all(choice.relaxed == () for choice in choices)


def small(**columns: object):
    """Four playable, calm songs of four artists, all rested, sure and of style-0."""
    tracks = made_up_library(4, dimensions=4)
    moods = np.full((4, 8), 0.05, np.float32)
    moods[:, 3] = 0.65
    styles = np.zeros((4, 19), np.float32)
    styles[:, 0] = 1.0
    settled = {
        "available": np.ones(4, np.bool_),
        "artist": np.arange(4, dtype=np.int32),
        "unsure": np.zeros(4, np.bool_),
        "last_played_s_ago": np.full(4, np.inf, np.float32),
        "mood_probabilities": moods,
        "style_probabilities": styles,
    }
    return replace(tracks, **settled | columns)


def test_rules_give_way_one_after_the_other():
    styles = np.zeros((4, 19), np.float32)
    styles[:3, 0], styles[3, 1] = 1.0, 1.0
    tracks = small(
        artist=np.array([0, 0, 1, 2], np.int32),
        last_played_s_ago=np.array([np.inf, np.inf, 60.0, np.inf], np.float32),
        style_probabilities=styles,
    )
    wish = MoodTarget(styles=frozenset({"style-0"}))
    choices = choose(tracks, Context(), wish, count=9)
    assert [choice.relaxed for choice in choices] == [(), ("artist",), ("recency",), ("style",)]
    assert len(set(ids(choices))) == 4
    assert all(str(relaxed(rule)) for choice in choices for rule in choice.relaxed)


def test_unsure_tracks_come_after_sure_ones():
    tracks = small(unsure=np.array([True, False, False, False]))
    choices = choose(tracks, Context(), CALM, count=4)
    assert [choice.relaxed for choice in choices] == [(), (), (), ("unsure",)]


def test_another_mood_comes_when_nothing_fits_any_more_and_says_so():
    moods = np.full((4, 8), 0.05, np.float32)
    moods[[0, 1], 3], moods[[2, 3], 0] = 0.65, 0.65
    heard = np.array([np.inf, 60.0, np.inf, np.inf], np.float32)
    tracks = small(mood_probabilities=moods, last_played_s_ago=heard)
    choices = choose(tracks, Context(), CALM, count=4)
    assert ids(choices)[:2] == [1, 2]  # a calm one heard lately before one that is not calm
    assert [choice.relaxed for choice in choices] == [(), ("recency",), ("mood",), ("mood",)]
    far = small(valence=np.array([0.5, -0.9, -0.9, -0.9], np.float32), arousal=np.zeros(4))
    choices = choose(far, Context(), MoodTarget(points=(Point(0.5, 0.0),)), count=2)
    assert ids(choices)[0] == 1
    assert [choice.relaxed for choice in choices] == [(), ("mood",)]


def test_a_song_is_offered_once_while_there_are_others():
    tracks = small(song=np.array([0, 0, 0, 3], np.int32))
    choices = choose(tracks, Context(), CALM, count=9)
    relaxed_rules = [choice.relaxed for choice in choices]
    assert len(choices) == 4
    assert relaxed_rules == [(), (), ("song",), ("song",)]
    assert {int(tracks.song[tracks.rows[i]]) for i in ids(choices[:2])} == {0, 3}
    for context, used, fixed in (
        (Context().after(0), (), None),
        (Context(), (0,), None),
        (Context(), (), {5: 0}),
    ):
        picked = choose(tracks, context, CALM, count=2, used=used, fixed=fixed)
        assert ids(picked)[0] == 4
        assert [choice.relaxed for choice in picked] == [(), ("song",)]


def test_a_song_heard_lately_rests_in_every_version():
    tracks = small(
        song=np.array([0, 0, 0, 3], np.int32),
        last_played_s_ago=np.array([60.0, np.inf, np.inf, np.inf], np.float32),
    )
    choices = choose(tracks, Context(), CALM, count=2)
    assert ids(choices)[0] == 4 and choices[1].relaxed == ("recency",)


def test_the_best_file_of_a_song_is_offered_unless_another_fits_clearly_better():
    same = np.zeros(4, np.int32)
    quality = np.array([128.0, 1e6, 1e6, 320.0], np.float32)
    tracks = small(song=same, quality=quality)
    unknown, never = np.full(4, np.nan, np.float32), np.zeros(4, np.float32)
    tracks = replace(tracks, tempo_bpm=unknown, heard=never)
    assert ids(choose(tracks, Context(), CALM, count=1)) == [2]
    gone = replace(tracks, available=np.array([True, False, False, True]))
    assert ids(choose(gone, Context(), CALM, count=1)) == [4]
    moods = tracks.mood_probabilities.copy()
    moods[0, 3] = 0.65 + COPY_SLACK  # times the weight of the mood: well above the slack
    assert ids(choose(replace(tracks, mood_probabilities=moods), Context(), CALM, count=1)) == [1]


@given(
    songs=st.lists(st.integers(0, 3), min_size=4, max_size=4),
    artists=st.lists(st.integers(-1, 2), min_size=4, max_size=4),
    rested=st.lists(st.booleans(), min_size=4, max_size=4),
    there=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_no_rule_ever_starves_the_queue(songs, artists, rested, there):
    tracks = small(
        song=np.array(songs, np.int32),
        artist=np.array(artists, np.int32),
        available=np.array(there),
        last_played_s_ago=np.where(rested, np.inf, 60.0).astype(np.float32),
    )
    choices = choose(tracks, Context(), CALM, count=9)
    assert sorted(ids(choices)) == [i + 1 for i in range(4) if there[i]]
    told = [int(tracks.song[tracks.rows[i]]) for i in ids(choices)]
    for place, choice in enumerate(choices):
        assert ("song" in choice.relaxed) == (told[place] in told[:place])
    different = len(set(told))
    assert len(set(told[:different])) == different  # every song once before any comes twice


def test_what_is_not_there_used_or_unheard_is_never_offered():
    tracks = small(available=np.array([True, True, True, False]))
    tracks = replace(tracks, analysed=np.array([True, False, True, True]))
    assert sorted(ids(choose(tracks, Context(), CALM, count=4))) == [1, 3]
    assert sorted(ids(choose(tracks, Context(), MoodTarget(), count=4))) == [1, 2, 3]
    assert sorted(ids(choose(tracks, Context(), MoodTarget(), count=4, used=[0]))) == [2, 3]


def test_an_empty_library_gives_an_empty_queue():
    empty = made_up_library(0, dimensions=4)
    assert choose(empty, Context(), CALM, count=5) == []
    assert choose(LIBRARY, Context(), CALM, count=0) == []


def test_picks_flow_around_what_stands_in_place():
    wish = MoodTarget(points=(Point(0, 0),))
    free = choose(LIBRARY, Context(), wish, count=6, seed=4)
    fixed_row = LIBRARY.rows[free[4].track_id]
    around = choose(LIBRARY, Context(), wish, count=5, seed=4, fixed={1: fixed_row})
    assert free[4].track_id not in ids(around)
    assert around[0] == free[0]
    same_artist = LIBRARY.artist == LIBRARY.artist[fixed_row]
    near = [LIBRARY.rows[i] for i in ids(around)[:4]]  # one before it, three after it
    assert not same_artist[near].any()


def test_a_queue_without_a_wish_sounds_like_what_was_heard():
    heard = Context().after(10)
    new = replace(LIBRARY, heard=np.zeros(len(LIBRARY), np.float32))
    choices = choose(new, heard, MoodTarget(), count=20)
    likeness = LIBRARY.embedding @ LIBRARY.embedding[10]
    chosen = likeness[[LIBRARY.rows[i] for i in ids(choices)]]
    assert chosen[0] > np.quantile(likeness, 0.95)
    steps = [
        float(LIBRARY.embedding[LIBRARY.rows[a]] @ LIBRARY.embedding[LIBRARY.rows[b]])
        for a, b in pairwise(ids(choices))
    ]
    assert np.mean(steps) > 0.4  # random pairs: 0


@given(
    place=st.tuples(st.floats(-0.8, 0.8), st.floats(-0.8, 0.8)),
    seed=st.integers(0, 1000),
)
@settings(max_examples=20)
def test_the_queue_moves_towards_the_point(place: tuple[float, float], seed: int):
    choices = choose(LIBRARY, Context(), MoodTarget(points=(Point(*place),)), count=20, seed=seed)
    rows = [LIBRARY.rows[i] for i in ids(choices)]
    mean = np.array([LIBRARY.valence[rows].mean(), LIBRARY.arousal[rows].mean()])
    middle = np.array([LIBRARY.valence.mean(), LIBRARY.arousal.mean()])
    gap = np.linalg.norm(middle - place)
    assert np.linalg.norm(mean - place) <= max(0.5 * gap, 0.15)

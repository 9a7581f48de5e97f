"""Journeys: they get there in small steps, obey the rules, and say what they did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend import journey_beam
from player.recommend.artist_spacing import can_fill
from player.recommend.candidates import Candidates, Scores64
from player.recommend.choosing import Choice
from player.recommend.context import Context
from player.recommend.explain_words import relaxed
from player.recommend.journey import plan, plan_between, plan_length
from player.recommend.journey_beam import WIDTH
from player.recommend.journey_shortlist import JOURNEY_RELAXATIONS, OFF_THE_WAY, SHORTLIST
from player.recommend.journey_way import Waypoint, step_limit, straight_way, way_between
from player.recommend.rules import ARTIST_GAP
from player.recommend.scoring import flowing
from player.recommend.target import Floor, MoodTarget
from player.recommend.weights import Weights

LIBRARY = made_up_library(2_000, dimensions=8, seed=3)
SAD, GLAD = (-0.5, -0.5), (0.5, 0.5)
NO_WISH = MoodTarget()

_SPOTS = st.tuples(st.floats(-0.8, 0.8), st.floats(-0.8, 0.8))


def rows_of(library: Candidates, choices: list[Choice]) -> list[int]:
    return [library.rows[choice.track_id] for choice in choices]


def spots(library: Candidates, rows: list[int]) -> np.ndarray:
    place = np.stack([library.valence[rows], library.arousal[rows]], axis=1)
    return np.asarray(place, dtype=np.float64)


def steps(library: Candidates, choices: list[Choice]) -> np.ndarray:
    return np.linalg.norm(np.diff(spots(library, rows_of(library, choices)), axis=0), axis=1)


def off(library: Candidates, choices: list[Choice], way: list[Waypoint]) -> float:
    wanted = np.array([[point.valence, point.arousal] for point in way])
    return float(np.linalg.norm(spots(library, rows_of(library, choices)) - wanted, axis=1).mean())


@given(_SPOTS, _SPOTS, st.integers(1, 8), st.integers(0, 2**31))
@settings(max_examples=15, deadline=None)
def test_the_same_seed_gives_the_same_journey_and_its_reasons_add_up(
    start: tuple[float, float], end: tuple[float, float], places: int, seed: int
) -> None:
    way = straight_way(start, end, places)
    first = plan(LIBRARY, Context(), NO_WISH, way, seed=seed)
    assert first == plan(LIBRARY, Context(), NO_WISH, way, seed=seed)
    assert len(first) == len({choice.track_id for choice in first}) == places
    for choice in first:
        assert sum(reason.contribution for reason in choice.reasons) == choice.score
        assert all(str(reason.sentence) for reason in choice.reasons)


@given(_SPOTS, _SPOTS, st.integers(2, 10), st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_steps_stay_within_the_limit_or_say_that_they_do_not(
    start: tuple[float, float], end: tuple[float, float], places: int, seed: int
) -> None:
    few = made_up_library(60, dimensions=4, seed=seed)
    way = straight_way(start, end, places)
    choices = plan(few, Context(), NO_WISH, way, seed=seed)
    far = steps(few, choices) > step_limit(way)
    assert ["step" in choice.relaxed for choice in choices[1:]] == far.tolist()
    assert "step" not in choices[0].relaxed


def test_it_keeps_nearer_to_its_way_than_taking_the_nearest_track_each_time() -> None:
    way = straight_way(SAD, GLAD, 10)
    choices = plan(LIBRARY, Context(), NO_WISH, way)
    assert off(LIBRARY, choices, way) < 0.08
    assert steps(LIBRARY, choices).max() <= step_limit(way)
    assert all(choice.relaxed == () for choice in choices)


def test_from_the_playing_track_the_first_step_is_limited_too() -> None:
    playing = int(np.argmin(np.hypot(LIBRARY.valence + 0.5, LIBRARY.arousal + 0.5)))
    start = (float(LIBRARY.valence[playing]), float(LIBRARY.arousal[playing]))
    way = straight_way(start, GLAD, 8, begun=True)
    assert (way[-1].valence, way[-1].arousal) == pytest.approx(GLAD)
    heard = Context().after(playing)
    choices = plan(LIBRARY, heard, NO_WISH, way, start=start, used=[playing])
    assert LIBRARY.track_ids[playing] not in {choice.track_id for choice in choices}
    line = spots(LIBRARY, [playing, *rows_of(LIBRARY, choices)])
    assert np.linalg.norm(np.diff(line, axis=0), axis=1).max() <= step_limit(way, start)


def test_a_beam_does_not_score_below_a_greedy_choice() -> None:
    wide, narrow = [], []
    for seed in range(6):
        few = made_up_library(120, dimensions=8, seed=seed)
        way = straight_way(SAD, GLAD, 10)
        for scores, width in ((wide, WIDTH), (narrow, 1)):
            choices = plan(few, Context(), NO_WISH, way, width=width)
            scores.append(sum(choice.score for choice in choices))
    assert sum(wide) > sum(narrow)


@given(st.integers(0, 99), st.floats(-0.5, 0.3), st.booleans())
@settings(max_examples=10, deadline=None)
def test_the_floor_and_what_is_excluded_hold_whatever_gives_way(
    seed: int, lowest: float, strict: bool
) -> None:
    few = made_up_library(40, dimensions=4, seed=seed)
    excluded = frozenset(few.track_ids[:10].tolist())
    target = MoodTarget(floor=Floor(lowest, lowest), excluded=excluded, strict=strict)
    rows = rows_of(few, plan(few, Context(), target, straight_way(SAD, GLAD, 30)))
    assert all(few.valence[rows] >= lowest) and all(few.arousal[rows] >= lowest)
    assert not excluded & set(few.track_ids[rows].tolist())
    assert all(few.available[rows])


def test_a_strict_journey_is_rather_short_than_off_its_way_or_unsure() -> None:
    target = MoodTarget(strict=True, styles=frozenset({"style-0"}))
    few = made_up_library(60, dimensions=4, seed=1)
    way = straight_way((-0.9, -0.9), (0.9, 0.9), 25)
    choices = plan(few, Context(), target, way)
    assert 0 < len(choices) < 25
    assert not {"mood", "unsure", "style"} & {rule for one in choices for rule in one.relaxed}
    assert not few.unsure[rows_of(few, choices)].any()
    assert len(plan(few, Context(), replace(target, strict=False), way)) == 25


def test_what_stands_fixed_is_flowed_around_and_never_chosen() -> None:
    way = straight_way(SAD, GLAD, 6)
    fixed = {1: 5, 4: 9, 17: 11}
    choices = plan(LIBRARY, Context(), NO_WISH, way, fixed=fixed)
    assert len(choices) == 4
    assert not {5, 9} & set(rows_of(LIBRARY, choices))
    line = iter(rows_of(LIBRARY, choices))
    whole = [fixed[place] if place in fixed else next(line) for place in range(6)]
    artists = LIBRARY.artist[whole].tolist()
    for place, artist in enumerate(artists):
        assert artist not in artists[max(0, place - ARTIST_GAP) : place]


def test_what_stands_behind_the_end_is_not_chosen_either_nor_its_artist_just_before() -> None:
    way = straight_way(SAD, GLAD, 5)
    free = rows_of(LIBRARY, plan(LIBRARY, Context(), NO_WISH, way))
    again = rows_of(LIBRARY, plan(LIBRARY, Context(), NO_WISH, way, fixed={9: free[2]}))
    assert len(again) == 5 and free[2] not in again
    near = rows_of(LIBRARY, plan(LIBRARY, Context(), NO_WISH, way, fixed={5: free[4]}))
    assert LIBRARY.artist[free[4]] not in LIBRARY.artist[near[-ARTIST_GAP:]]


def test_rules_give_way_in_their_order_and_never_to_nothing() -> None:
    few = replace(
        made_up_library(6, dimensions=4),
        available=np.ones(6, np.bool_),
        artist=np.arange(6, dtype=np.int32),
        last_played_s_ago=np.array([np.inf, np.inf, 60, np.inf, np.inf, np.inf], np.float32),
        song=np.array([0, 1, 2, 3, 4, 4], np.int32),
        valence=np.full(6, 0.1, np.float32),
        arousal=np.full(6, 0.1, np.float32),
    )
    choices = plan(few, Context(), NO_WISH, straight_way((0.1, 0.1), (0.1, 0.1), 9))
    assert Counter(rule for choice in choices for rule in choice.relaxed) == {
        "recency": 1,
        "song": 1,
    }
    assert len(choices) == 6
    assert all(str(relaxed(rule)) for rule in JOURNEY_RELAXATIONS)


@given(
    st.lists(st.integers(-1, 3), min_size=1, max_size=7),
    st.integers(1, 7),
    st.integers(0, 5),
)
@settings(max_examples=40, deadline=None)
def test_artists_are_apart_whenever_some_order_keeps_them_apart(
    artists: list[int], places: int, seed: int
) -> None:
    few = replace(
        made_up_library(len(artists), dimensions=4, seed=seed),
        artist=np.array(artists, np.int32),
        available=np.ones(len(artists), np.bool_),
        last_played_s_ago=np.full(len(artists), np.inf, np.float32),
        valence=np.linspace(-0.2, 0.2, len(artists), dtype=np.float32),
        arousal=np.zeros(len(artists), np.float32),
    )
    places = min(places, len(artists))
    way = straight_way((-0.2, -0.2), (0.2, 0.2), places)
    choices = plan(few, Context(), NO_WISH, way, seed=seed)
    line = few.artist[rows_of(few, choices)].tolist()
    assert len(line) == places
    if any(_apart(list(order)) for order in permutations(artists, places)):
        assert _apart(line)
        assert can_fill([None] * places, Counter(artists), [])
        assert not any("artist" in choice.relaxed for choice in choices)


def _apart(line: list[int]) -> bool:
    return all(
        artist < 0 or artist not in line[max(0, place - ARTIST_GAP) : place]
        for place, artist in enumerate(line)
    )


def test_minutes_are_met_to_within_a_track_or_a_tenth() -> None:
    lengths = np.where(np.arange(2_000) % 2, 150.0, 330.0).astype(np.float32)
    lengths[::7] = np.nan
    library = replace(LIBRARY, duration_s=lengths)
    for minutes in (5, 20, 45, 90):
        choices = plan_length(library, Context(), NO_WISH, (SAD, GLAD), 60.0 * minutes)
        took = np.nan_to_num(lengths[rows_of(library, choices)], nan=240.0).sum()
        assert abs(took - 60.0 * minutes) <= max(330.0, 0.1 * 60.0 * minutes)


def test_a_path_begins_and_ends_with_its_tracks_and_sounds_like_both_between() -> None:
    first, last = 12, 34
    choices = plan_between(LIBRARY, first, last, 8)
    rows = rows_of(LIBRARY, choices)
    assert (rows[0], rows[-1], len(set(rows))) == (first, last, 8)
    assert choices[0].score == 0 and choices[0].reasons == ()
    way = way_between(LIBRARY, first, last, 8)
    nearness = [
        float(LIBRARY.embedding[row] @ spot.sound) for row, spot in zip(rows, way, strict=True)
    ]
    assert np.mean(nearness[1:-1]) > 0.5  # a track by chance: about 0
    assert {"journey", "course"} <= {reason.term for reason in choices[3].reasons}
    with pytest.raises(ValueError):
        plan_between(LIBRARY, first, first, 8)


def test_work_grows_with_places_and_not_with_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[int] = []

    def counted(
        candidates: Candidates, context: Context, weights: Weights, **given: Any
    ) -> dict[str, Scores64]:
        scored.append(len(given["rows"]))
        return flowing(candidates, context, weights, **given)

    monkeypatch.setattr(journey_beam, "flowing", counted)
    for tracks in (2_000, 20_000):
        scored.clear()
        library = made_up_library(tracks, dimensions=8)
        plan(library, Context(), NO_WISH, straight_way(SAD, GLAD, 20))
        assert len(scored) == 1 + 19 * WIDTH
        assert sum(scored) <= len(scored) * SHORTLIST


def test_a_track_far_off_its_waypoint_says_so() -> None:
    one = replace(
        made_up_library(1, dimensions=4),
        valence=np.array([-0.6], np.float32),
        arousal=np.array([0.0], np.float32),
        available=np.ones(1, np.bool_),
    )
    (choice,) = plan(one, Context(), NO_WISH, straight_way(GLAD, (0.6, 0.0), 1))
    assert OFF_THE_WAY < 1.2 and "mood" in choice.relaxed
    assert "gloomier" in str(choice.reasons[0].sentence)

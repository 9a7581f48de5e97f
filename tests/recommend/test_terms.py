"""Each term against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend import terms
from player.recommend.candidates import Candidates
from player.recommend.context import Context
from player.recommend.target import MoodTarget, Point

ALL = slice(None)


def library(n: int = 4, **columns: object) -> Candidates:
    made = made_up_library(n, dimensions=4)
    return replace(made, **{k: np.asarray(v) for k, v in columns.items()})  # type: ignore[arg-type]


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def test_a_point_counts_distance_and_doubt():
    tracks = library(
        4,
        valence=floats(0.5, 0.5, -0.5, np.nan),
        arousal=floats(0.5, 0.5, 0.5, np.nan),
        valence_sd=floats(0.0, 0.3, 0.0, np.nan),
        arousal_sd=floats(0.0, 0.4, 0.0, np.nan),
    )
    fit = terms.mood(tracks, MoodTarget(points=(Point(0.5, 0.5, radius=0.5),)), ALL)
    assert fit == pytest.approx([1.0, 0.5, 0.2, 0.0])


def test_several_moods_add_up_and_the_best_wish_counts():
    tracks = library(2, valence=floats(0.9, 0.0), arousal=floats(0.9, 0.0))
    probabilities = np.zeros((2, 8), np.float32)
    probabilities[:, 3], probabilities[:, 4] = 0.25, 0.5
    tracks = replace(tracks, mood_probabilities=probabilities)
    assert terms.mood(tracks, MoodTarget(moods=("calm",)), ALL) == pytest.approx([0.25, 0.25])
    both = MoodTarget(moods=("calm", "melancholic"))
    assert terms.mood(tracks, both, ALL) == pytest.approx([0.75, 0.75])
    sure = replace(tracks, valence_sd=floats(0, 0), arousal_sd=floats(0, 0))
    either = MoodTarget(moods=("calm",), points=(Point(0.9, 0.9),))
    assert terms.mood(sure, either, ALL)[0] == pytest.approx(1.0)


def test_an_unknown_mood_is_refused():
    with pytest.raises(ValueError):
        terms.mood(library(), MoodTarget(moods=("sleepy",)), ALL)


def test_recovery_is_half_way_after_the_half_life():
    day = 86_400.0
    ago = floats(0.0, day, 2 * day, np.inf)
    assert terms.recovery(library(4, last_played_s_ago=ago), ALL) == pytest.approx(
        [-1.0, -0.5, -0.25, 0.0]
    )


def test_liking_joins_stars_and_favourites():
    tracks = library(
        4,
        rating=np.array([0, 1, 5, 5], np.int8),
        favourite=np.array([False, False, False, True]),
    )
    assert terms.liking(tracks, ALL) == pytest.approx([0.0, -0.5, 0.5, 1.0])


def test_double_and_half_tempo_are_near_and_the_unknown_is_neutral():
    tracks = library(6, tempo_bpm=floats(100, 100, 200, 50, 100 * 2**0.5, np.nan))
    near = terms.tempo(tracks, 0, ALL)
    assert near == pytest.approx([1.0, 1.0, 0.6, 0.6, -1.0, 0.0], abs=1e-5)


def test_keys_follow_the_circle_of_fifths():
    # C major before: C major, A minor (relative), G major, F# major, unknown
    tracks = library(
        5,
        tonic=np.array([0, 9, 7, 6, -1], np.int8),
        minor=np.array([0, 1, 0, 0, 0], np.int8),
    )
    assert terms.key(tracks, 0, ALL) == pytest.approx([1.0, 2 / 3, 1 / 3, -1.0, 0.0])
    assert terms.key(tracks, 4, ALL) == pytest.approx([0.0] * 5)


def test_energy_joins_the_end_to_the_start_where_they_are_known():
    nan = np.nan
    tracks = library(
        3,
        arousal=floats(0.0, 0.5, nan),
        start_arousal=floats(nan, 0.2, nan),
        end_arousal=floats(0.4, nan, nan),
    )
    assert terms.energy(tracks, 0, ALL) == pytest.approx([0.2, 0.6, 0.0])


def test_the_same_artist_fades_and_no_artist_is_nobody():
    tracks = library(4, artist=np.array([7, 7, 3, -1], np.int32))
    context = Context().after(0).after(2)
    penalty = terms.artist(tracks, context, ALL)
    assert penalty == pytest.approx([-0.875, -0.875, -1.0, 0.0])
    alone = terms.artist(tracks, Context().after(3), ALL)
    assert alone == pytest.approx([0.0] * 4)


@given(st.integers(0, 2**63), st.integers(0, 2**63))
def test_surprise_is_even_and_depends_on_the_seed(first: int, second: int):
    tracks = made_up_library(2_000, dimensions=1)
    thrown = terms.surprise(tracks, first, ALL)
    assert np.all((thrown >= -1) & (thrown < 1))
    assert abs(float(thrown.mean())) < 0.08 and 0.5 < float(thrown.std()) < 0.65
    assert np.array_equal(thrown, terms.surprise(tracks, first, ALL))
    if first != second:
        assert not np.array_equal(thrown, terms.surprise(tracks, second, ALL))


def test_surprise_follows_the_track_not_its_row():
    tracks = made_up_library(50, dimensions=1)
    turned = replace(tracks, track_ids=tracks.track_ids[::-1].copy())
    assert np.array_equal(terms.surprise(tracks, 5, ALL)[::-1], terms.surprise(turned, 5, ALL))


def test_the_sound_of_the_moment_leans_on_the_newest_and_off_the_skipped():
    embedding = np.eye(4, dtype=np.float32)
    tracks = replace(library(4), embedding=embedding)
    context = Context().after(0).after(1).after(2, skipped=True)
    size = 1 + 0.6 + 1
    expected = pytest.approx(np.array([0.6, 1.0, -0.5, 0.0]) / size)
    assert context.sound(tracks) == expected
    assert context.previous_row == 1
    assert Context().sound(tracks) is None
    silent = replace(tracks, analysed=np.zeros(4, np.bool_))
    assert context.sound(silent) is None


def test_a_skip_goes_on_pushing_away_however_much_follows():
    tracks = replace(library(4), embedding=np.eye(4, dtype=np.float32))
    context = Context().after(2, skipped=True)
    for _ in range(20):
        context = context.after(0)
        moment = context.sound(tracks)
        assert moment is not None and moment[2] < -0.1 and np.linalg.norm(moment) <= 1
    for row in (0, 1, 3):
        context = context.after(row, skipped=True)
    assert context.skips == (0, 1, 3)


def test_the_context_forgets_what_no_term_needs():
    context = Context()
    for row in range(20):
        context = context.after(row)
    assert [item.row for item in context.heard] == list(range(12, 20))


@pytest.mark.parametrize(
    "numbers", [(1.1, 0, 0.3), (0, -1.1, 0.3), (0, 0, 0), (float("nan"), 0, 1)]
)
def test_a_point_outside_the_plane_is_refused(numbers):
    with pytest.raises(ValueError):
        Point(*numbers)


def test_a_target_survives_json():
    target = MoodTarget(("calm",), (Point(0.1, -0.2, 0.3),), frozenset({"jazz", "folk"}))
    assert MoodTarget.from_document(target.to_document()) == target


def test_the_knob_is_found_again_by_what_it_makes_of_the_known():
    for knob in (0.0, 0.2, 0.5, 0.8, 1.0):
        assert terms.knob_of(terms.familiar_share(knob)) == pytest.approx(knob)
    assert [terms.familiar_share(knob) for knob in (0.0, 0.5, 1.0)] == pytest.approx([1, 0.4, -1])

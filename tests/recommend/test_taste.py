"""What is learned of a taste: right where the answer is known, fading, honest about its doubt."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.taste import (
    EVENTS_KEPT,
    TRACK_SD,
    TasteEvents,
    _designed,
    _logistic,
    _prior_precision,
    learn_taste,
)
from player.recommend.taste_features import taste_features

LIBRARY = made_up_library(2_000, dimensions=12, seed=1)
FEATURES = taste_features(LIBRARY)
DAY_S = 86_400.0
NOW = 400 * DAY_S
ALL = slice(None)


def events_of(rows, reward, *, weight=1.0, at_s=NOW, hour=np.nan, half_life_s=np.inf):
    count = len(rows)
    columns = (reward, weight, at_s, hour, half_life_s)
    return TasteEvents(
        np.asarray(rows, dtype=np.intp),
        *(np.broadcast_to(np.asarray(c, dtype=np.float64), count).copy() for c in columns),
    )


def best_guess(events, now_s=NOW, hour=None):
    taste = learn_taste(FEATURES, events, now_s=now_s)
    taste = taste if hour is None else taste.at_hour(hour)
    return taste.preference(LIBRARY, ALL, seed=0, adventurous=0.0)


def test_the_sound_it_depends_on_is_found_on_tracks_never_heard():
    axis = np.random.default_rng(3).standard_normal(LIBRARY.embedding.shape[1])
    likes = LIBRARY.embedding @ axis > 0
    heard = np.flatnonzero(LIBRARY.analysed)[:300]
    guess = best_guess(events_of(heard, likes[heard]))
    rest = LIBRARY.analysed.copy()
    rest[heard] = False
    right = (guess[rest] > 0) == likes[rest]
    assert right.mean() > 0.85


def test_it_is_a_maximum_of_the_posterior():
    dice = np.random.default_rng(0)
    rows = dice.integers(0, len(LIBRARY), 200)
    events = events_of(rows, dice.random(200), weight=dice.random(200) * 3, hour=9.5)
    taste = learn_taste(FEATURES, events, now_s=NOW)
    design, precision = _designed(FEATURES, events, NOW), _prior_precision(FEATURES)
    missed = _logistic(design @ taste.mean) - events.reward
    slope = design.T @ (events.weight * missed) + precision * taste.mean
    assert np.abs(slope).max() < 1e-4
    share = _logistic(design @ taste.mean)
    curved = design.T @ (design * (events.weight * share * (1 - share))[:, None])
    assert np.allclose(
        taste.root @ taste.root.T @ (curved + np.diag(precision)), np.eye(len(precision))
    )


def test_with_nothing_learned_everything_is_neutral():
    assert not best_guess(events_of([], [])).any()


def test_always_liking_everything_prefers_nothing():
    """That a listener skips seldom is no reason for any one track."""
    rows = np.flatnonzero(LIBRARY.analysed)[:500]
    guess = best_guess(events_of(rows, 1.0))
    heard = np.zeros(len(LIBRARY), dtype=bool)
    heard[rows] = True
    assert abs(guess[~heard].mean()) < 0.1


@given(st.lists(st.tuples(st.integers(0, 1999), st.floats(0, 1), st.floats(0, 1e4)), max_size=30))
@settings(max_examples=30, deadline=None)
def test_whatever_happened_it_stays_finite_and_within_bounds(said):
    rows, reward, weight = zip(*said, strict=True) if said else ((), (), ())
    taste = learn_taste(FEATURES, events_of(rows, reward, weight=weight), now_s=NOW)
    guess = taste.preference(LIBRARY, ALL, seed=1, adventurous=1.0)
    assert guess.dtype == np.float32 and np.isfinite(guess).all()
    assert np.abs(guess).max() <= 1.0


def test_a_skip_is_less_every_week_and_nearly_nothing_in_the_end():
    skip = events_of([7], 0.0, weight=0.5, half_life_s=14 * DAY_S)
    after = [best_guess(skip, NOW + days * DAY_S)[7] for days in (0, 14, 28, 365)]
    assert after[0] < after[1] < after[2] < after[3] < 0
    assert after[3] > -1e-6
    assert after[0] > -0.3  # and even today no ban


def test_what_has_no_time_or_no_half_life_does_not_fade():
    lasting = events_of([7], 1.0, half_life_s=np.inf)
    timeless = events_of([7], 1.0, at_s=np.nan, half_life_s=DAY_S)
    for events in (lasting, timeless):
        assert events.present_weight(NOW + 1e9).tolist() == [1.0]


def test_a_track_has_an_effect_of_its_own_beyond_its_features():
    twin = dataclasses.replace(
        LIBRARY, embedding=np.repeat(LIBRARY.embedding[:1], len(LIBRARY), axis=0)
    )
    features = taste_features(twin)
    taste = learn_taste(features, events_of([3] * 9 + [4] * 9, [1.0] * 9 + [0.0] * 9), now_s=NOW)
    guess = taste.preference(twin, ALL, seed=0, adventurous=0.0)
    assert guess[3] > 0.2 and guess[4] < -0.2


def test_the_hour_matters_where_it_mattered():
    """Quiet at night, lively at noon: learned from 400 plays, asked at both hours."""
    heard = np.flatnonzero(LIBRARY.analysed)[:400]
    night = np.arange(400) % 2 == 0
    likes = (LIBRARY.arousal[heard] < 0) == night
    events = events_of(heard, likes, weight=2.0, hour=np.where(night, 0.0, 12.0))
    quiet, lively = (
        LIBRARY.analysed & side for side in (LIBRARY.arousal < -0.3, LIBRARY.arousal > 0.3)
    )
    at_night, at_noon = best_guess(events, hour=0.0), best_guess(events, hour=12.0)
    assert at_night[quiet].mean() > at_night[lively].mean() + 0.2
    assert at_noon[lively].mean() > at_noon[quiet].mean() + 0.2


@pytest.fixture(scope="module")
def taste():
    rows = np.arange(300)
    return learn_taste(FEATURES, events_of(rows, LIBRARY.valence[rows] > 0), now_s=NOW)


def test_the_same_seed_draws_the_same_taste_and_another_another(taste):
    first = taste.preference(LIBRARY, ALL, seed=5, adventurous=0.5)
    assert np.array_equal(first, taste.preference(LIBRARY, ALL, seed=5, adventurous=0.5))
    assert not np.array_equal(first, taste.preference(LIBRARY, ALL, seed=6, adventurous=0.5))


def test_some_rows_are_as_they_are_among_all(taste):
    rows = np.array([11, 3, 1999])
    whole = taste.preference(LIBRARY, ALL, seed=5, adventurous=1.0)
    some = taste.preference(LIBRARY, rows, seed=5, adventurous=1.0)
    assert some == pytest.approx(whole[rows], abs=1e-5)


def test_draws_are_about_the_best_guess_and_as_wide_as_asked(taste):
    guess = np.arctanh(taste.preference(LIBRARY, ALL, seed=0, adventurous=0.0))
    spread = {}
    for wide in (0.25, 1.0):
        drawn = [
            np.arctanh(
                np.clip(taste.preference(LIBRARY, ALL, seed=s, adventurous=wide), -0.9999, 0.9999)
            )
            for s in range(200)
        ]
        away = np.array(drawn) - guess
        spread[wide] = away.std()
        assert abs(away.mean()) < 0.1 * wide
    assert spread[1.0] == pytest.approx(4 * spread[0.25], rel=0.1)


def test_what_was_often_heard_is_less_in_doubt(taste):
    often = learn_taste(FEATURES, events_of([9] * 40, [1.0, 0.0] * 20), now_s=NOW)
    assert often.effect_sd[9] < 0.5 * TRACK_SD
    assert often.effect_sd[10] == np.float32(TRACK_SD)


def test_only_the_latest_events_count():
    rows = np.arange(EVENTS_KEPT + 50) % 100
    at_s = NOW - np.arange(EVENTS_KEPT + 50)[::-1]
    reward = np.r_[np.zeros(50), np.ones(EVENTS_KEPT)]
    every = events_of(rows, reward, at_s=at_s)
    kept = every.latest(EVENTS_KEPT)
    assert len(kept) == EVENTS_KEPT and kept.reward.all()
    assert np.array_equal(best_guess(every), best_guess(events_of(rows[50:], 1.0, at_s=at_s[50:])))


def test_directions_do_not_depend_on_the_sign_an_eigenvector_came_with():
    turned = dataclasses.replace(LIBRARY, embedding=-LIBRARY.embedding)
    axes, back = FEATURES.matrix[:, :12], taste_features(turned).matrix[:, :12]
    assert np.allclose(np.abs(axes), np.abs(back), atol=1e-3)


def test_what_was_not_analysed_is_at_the_mean():
    known = np.arange(len(LIBRARY)) % 3 > 0
    features = taste_features(dataclasses.replace(LIBRARY, analysed=known))
    of_sound = features.matrix[:, : features.directions + 2]
    assert not of_sound[~known].any()
    known = of_sound[known]
    assert np.abs(known.mean(axis=0)).max() < 1e-3

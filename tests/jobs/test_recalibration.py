"""The small model on top of the network: what it promises for any corrections, and its algebra."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.recalibration import (
    CHANCES,
    MOST,
    SCALES,
    Features,
    Observations,
    Recalibration,
    kernel,
    own_variance,
)

SD = np.array([0.28, 0.24])


def tracks(count: int, seed: int = 0) -> Features:
    random = np.random.default_rng(seed)
    sound = random.normal(0, 1, (count, 16))
    return Features(
        random.uniform(-0.8, 0.8, (count, 2)).astype(np.float32),
        np.broadcast_to(SD, (count, 2)).astype(np.float32),
        random.dirichlet(np.full(5, 0.2), count).astype(np.float32),
        (sound / np.linalg.norm(sound, axis=1, keepdims=True)).astype(np.float32),
    )


def corrected(features: Features, rows: list[int], shift: tuple[float, float]) -> Recalibration:
    """After these rows were all dragged by *shift*."""
    known = features.rows(np.array(rows, dtype=np.intp))
    said = known.place.astype(np.float64) + np.array(shift)
    return Recalibration(Observations(known, said, np.full(said.shape, 0.1)))


def test_one_correction_moves_tracks_like_it_most_and_the_rest_hardly() -> None:
    features = tracks(400)
    twin = Features(
        *(
            np.concatenate([a, a[:1]])
            for a in (features.place, features.place_sd, features.styles, features.directions)
        )
    )
    moved = corrected(twin, [0], (0.6, 0.0)).moved(twin).place - twin.place
    assert 0.05 < moved[-1, 0] < 0.4
    assert moved[-1, 0] == pytest.approx(moved[0, 0])
    others = moved[1:-1, 0]
    assert np.median(np.abs(others)) < moved[-1, 0] / 2
    assert np.abs(moved[:, 1]).max() < 0.02  # nothing was said of the arousal but: it is right


def test_corrections_that_agree_move_the_library() -> None:
    features = tracks(400)
    moved = corrected(features, list(range(12)), (0.5, -0.3)).moved(features)
    away = (moved.place - features.place)[12:]
    assert 0.2 < np.median(away[:, 0]) < 0.5
    assert -0.3 < np.median(away[:, 1]) < -0.1


def test_a_listener_who_agrees_leaves_everything_where_it_is() -> None:
    features = tracks(400)
    random = np.random.default_rng(1)
    known = features.rows(np.arange(10))
    said = known.place + random.normal(0, 0.1, (10, 2))
    learnt = Recalibration(Observations(known, said, np.full((10, 2), 0.1)))
    assert learnt.differs < np.array(CHANCES) @ np.square(SCALES)
    assert np.abs(learnt.moved(features).place - features.place).max() < 0.06


def test_one_word_against_all_that_was_expected_is_no_proof() -> None:
    features = tracks(400)
    far = corrected(features, [0], (1.5, 0.0)).moved(features).place - features.place
    farther = corrected(features, [0], (3.0, 0.0)).moved(features).place - features.place
    assert np.median(np.abs(far[:, 0])) < 0.1
    assert np.abs(farther - far).max() < 0.6 * np.abs(far).max()  # doubled, it would be as much


def test_an_axis_of_which_nothing_is_said_stays() -> None:
    features = tracks(50)
    known = features.rows(np.arange(5))
    said = known.place.astype(np.float64) + np.array([0.5, 0.0])
    said[:, 1] = np.nan
    moved = Recalibration(Observations(known, said, np.full((5, 2), 0.1))).moved(features)
    assert np.array_equal(moved.place[:, 1], features.place[:, 1])
    assert np.array_equal(moved.place_sd[:, 1], features.place_sd[:, 1])
    assert (moved.place[:, 0] != features.place[:, 0]).any()


def test_it_is_the_textbook_s_mean_over_scales() -> None:
    features, rows = tracks(30), np.arange(6)
    known = features.rows(rows)
    said = known.place.astype(np.float64) + np.random.default_rng(2).normal(0.2, 0.2, (6, 2))
    learnt = Recalibration(Observations(known, said, np.full((6, 2), 0.1)))
    among, towards = kernel(known, known).astype(float), kernel(features, known).astype(float)
    logs, means = [], []
    for scale in SCALES:
        log, mean = 0.0, []
        for axis in (0, 1):
            total = scale**2 * among + np.diag(np.full(6, SD[axis] ** 2 + 0.01))
            residual = said[:, axis] - known.place[:, axis]
            log += -0.5 * residual @ np.linalg.solve(total, residual)
            log -= 0.5 * np.log(np.linalg.det(2 * np.pi * total))
            mean.append(scale**2 * towards @ np.linalg.solve(total, residual))
        logs.append(log)
        means.append(np.stack(mean, axis=1))
    chances = np.array(CHANCES) * np.exp(np.array(logs) - max(logs))
    expected = np.tensordot(chances / chances.sum(), np.array(means), axes=1) + features.place
    assert learnt.moved(features).place == pytest.approx(np.clip(expected, -1, 1), abs=1e-5)


@given(st.integers(0, 2**32 - 1), st.integers(1, MOST + 8), st.floats(0.0, 1.0))
def test_places_stay_on_the_plane_and_doubt_never_grows(seed: int, count: int, reach: float):
    features = tracks(90, seed)
    random = np.random.default_rng(seed)
    known = features.rows(np.arange(count))
    said = known.place + random.normal(0, reach, (count, 2))
    learnt = Recalibration(Observations(known, said, random.uniform(0.05, 0.5, (count, 2))))
    moved = learnt.moved(features)
    assert np.abs(moved.place).max() <= 1.0
    assert (moved.place_sd <= features.place_sd * (1 + 1e-6)).all()
    assert (moved.place_sd > 0.4 * features.place_sd).all()
    part = learnt.moved(features.rows(slice(40, 60)))
    assert part.place == pytest.approx(moved.place[40:60], abs=1e-6)


def test_of_many_the_newest_count() -> None:
    features = tracks(MOST + 20)
    rows = list(range(MOST + 20))
    said = features.place.astype(np.float64).copy()
    said[:20] += 0.5
    all_of_them = Recalibration(Observations(features, said, np.full(said.shape, 0.1)))
    newest = corrected(features, rows[20:], (0.0, 0.0))
    assert np.array_equal(all_of_them.moved(features).place, newest.moved(features).place)


def test_the_variance_is_the_kernel_s_diagonal() -> None:
    features = tracks(20)
    silent = Features(features.place, features.place_sd, features.styles, features.directions * 0)
    for rows in (features, silent):
        assert own_variance(rows) == pytest.approx(np.diagonal(kernel(rows, rows)), rel=1e-4)
    assert np.linalg.eigvalsh(kernel(features, features).astype(float)).min() > -1e-6

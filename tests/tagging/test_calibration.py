import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from player.paths import models_dir
from player.tagging.calibration import (
    UNSURE,
    clear_best,
    mood_probabilities,
    read_character,
    read_scores,
)
from player.tagging.card import NetworkCard
from player.tagging.vocabulary import MOODS

CARD = NetworkCard.load(models_dir())


def a_row(valence: float, arousal: float, *, distance: float = 0.5) -> np.ndarray:
    row = np.zeros((1, CARD.scores_size), np.float32)
    row[0, CARD.output("valence").start] = valence
    row[0, CARD.output("arousal").start] = arousal
    row[0, CARD.output("distance").start] = distance
    return row


@settings(max_examples=60, deadline=None)
@given(arrays(np.float32, (3, CARD.scores_size), elements=st.floats(-50, 50, width=32)))
def test_readings_are_probabilities_whatever_the_scores(scores: np.ndarray) -> None:
    reading = read_scores(scores, CARD)
    for shares in (reading.moods, reading.styles):
        np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-9)
        assert (shares >= 0).all()
    assert (np.abs(reading.valence) <= 1).all()
    assert (np.abs(reading.arousal) <= 1).all()
    assert (reading.valence_sd > 0).all()
    assert ((reading.mood >= UNSURE) & (reading.mood < len(MOODS))).all()
    assert ((reading.style >= UNSURE) & (reading.style < len(CARD.styles))).all()


@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.id)
def test_a_sure_guess_at_a_centre_is_that_mood(mood) -> None:
    tight = np.array([0.05])
    shares = mood_probabilities(
        np.array([mood.valence]), np.array([mood.arousal]), tight, tight, spread=0.3
    )
    assert MOODS[int(shares[0].argmax())] is mood


def test_moods_agree_with_a_fine_sum_over_the_posterior() -> None:
    random = np.random.default_rng(0)
    axis = np.linspace(-1, 1, 401)
    centres = np.array([(m.valence, m.arousal) for m in MOODS])
    for _ in range(10):
        (v, a), (sd_v, sd_a) = random.uniform(-1, 1, 2), random.uniform(0.2, 0.5, 2)
        grid_v, grid_a = np.meshgrid(axis, axis, indexing="ij")
        weight = np.exp(-(((grid_v - v) / sd_v) ** 2 + ((grid_a - a) / sd_a) ** 2) / 2)
        away = (grid_v[..., None] - centres[:, 0]) ** 2 + (grid_a[..., None] - centres[:, 1]) ** 2
        shares = np.exp(-away / (2 * 0.3**2))
        shares /= shares.sum(axis=-1, keepdims=True)
        wanted = (shares * weight[..., None]).sum(axis=(0, 1)) / weight.sum()
        got = mood_probabilities(
            np.array([v]), np.array([a]), np.array([sd_v]), np.array([sd_a]), spread=0.3
        )
        np.testing.assert_allclose(got[0], wanted, atol=0.01)


def test_more_doubt_spreads_the_moods() -> None:
    at = np.array([0.75])
    sure, unsure = (
        mood_probabilities(at, np.array([0.4]), np.array([sd]), np.array([sd]), spread=0.3).max()
        for sd in (0.1, 0.6)
    )
    assert sure > unsure + 0.1


def test_the_middle_of_the_plane_is_unsure_and_its_edge_is_not() -> None:
    assert read_scores(a_row(-0.05, 0.0), CARD).mood[0] == UNSURE
    angry = read_scores(a_row(-0.8, 0.9), CARD)
    assert MOODS[int(angry.mood[0])].id == "angry"


def test_what_is_no_music_has_no_mood_and_no_style() -> None:
    reading = read_scores(a_row(-0.8, 0.9, distance=1000.0), CARD)
    assert not reading.familiar[0]
    assert reading.mood[0] == reading.style[0] == UNSURE
    assert reading.styles[0, -1] == 1.0
    assert reading.valence[0] == pytest.approx(CARD.calibration.prior_valence)
    assert reading.valence_sd[0] == pytest.approx(CARD.calibration.prior_valence_sd)


def test_a_best_share_must_lead() -> None:
    shares = np.array([[0.5, 0.3, 0.2], [0.4, 0.38, 0.22], [0.2, 0.2, 0.6]])
    assert clear_best(shares, 0.1).tolist() == [0, UNSURE, 2]


def test_scores_of_another_network_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        read_scores(np.zeros((2, CARD.scores_size + 1)), CARD)


def test_other_wins_where_no_style_speaks_up() -> None:
    calibration = dataclasses.replace(CARD.calibration, other_logit=3.0)
    card = dataclasses.replace(CARD, calibration=calibration)
    assert read_scores(a_row(0, 0), card).style[0] == UNSURE


def test_character_is_told_in_shares_and_not_of_noise() -> None:
    row = np.zeros(CARD.scores_size, np.float32)
    told = CARD.output("character")
    row[told.columns] = (0.0, 1.0, -1.0, 3.0)
    shares = read_character(row, CARD)
    assert tuple(shares) == told.labels
    assert list(shares.values()) == pytest.approx([0.5, 0.841, 0.159, 0.999], abs=1e-3)
    row[CARD.output("distance").start] = 1.5
    assert read_character(row, CARD) == {}

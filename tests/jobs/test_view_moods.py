"""The quick mood probabilities beside their definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.view_moods import QUICK_ERROR, QuickMoods, clear_moods
from player.tagging.calibration import clear_best, mood_probabilities

QUICK = QuickMoods(spread=0.25)


@given(st.integers(0, 2**32 - 1))
def test_quick_is_right(seed: int) -> None:
    random = np.random.default_rng(seed)
    place, sd = random.uniform(-1, 1, (2, 300)), random.uniform(0.15, 0.6, (2, 300))
    exact = mood_probabilities(*place, *sd, spread=0.25)
    quick = QUICK.shares(*place.astype(np.float32), *sd.astype(np.float32))
    assert np.abs(quick - exact).max() < QUICK_ERROR
    assert np.abs(quick.sum(axis=1) - 1).max() < 1e-5 and quick.min() >= 0.0
    assert np.array_equal(clear_moods(quick, 0.05), clear_best(quick.astype(float), 0.05))


def test_nothing_is_nothing() -> None:
    none = np.zeros(0, dtype=np.float32)
    assert QUICK.shares(none, none, none, none).shape == (0, 8)
    assert clear_moods(QUICK.shares(none, none, none, none), 0.05).shape == (0,)

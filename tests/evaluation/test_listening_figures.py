"""Figures of rankings, each against a number worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.evaluation.listening_figures import (
    Draws,
    Places,
    covered,
    gain,
    hit,
    place_of,
    reciprocal_rank,
)


def test_figures_of_a_place_without_equals() -> None:
    third = Places(above=2, level=1)
    assert hit(third) == 1.0
    assert reciprocal_rank(third) == pytest.approx(1 / 3)
    assert gain(third) == pytest.approx(1 / 2)  # 1 / log2(3 + 1)
    assert (hit(Places(19, 1)), hit(Places(20, 1))) == (1.0, 0.0)
    assert (gain(Places(9, 1)), gain(Places(10, 1))) == (pytest.approx(1 / math.log2(11)), 0.0)


def test_equals_share_their_places() -> None:
    of_four = Places(above=0, level=4)
    assert reciprocal_rank(of_four) == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert gain(of_four, at=2) == pytest.approx((1 + 1 / math.log2(3)) / 4)
    assert hit(Places(0, 100)) == pytest.approx(0.2)
    assert hit(Places(10, 40)) == pytest.approx(10 / 40)


@given(st.integers(0, 40), st.integers(1, 40))
def test_equals_count_as_the_mean_over_their_orders(above: int, level: int) -> None:
    ranks = [Places(above + i, 1) for i in range(level)]
    for figure in (hit, reciprocal_rank, gain):
        mean = sum(map(figure, ranks)) / level
        assert figure(Places(above, level)) == pytest.approx(mean)


def test_a_place_among_scores() -> None:
    scores = np.array([0.5, 2.0, 0.5, -np.inf, 1.0])
    assert place_of(scores, 0) == Places(above=2, level=2)
    assert place_of(scores, 1) == Places(above=0, level=1)
    assert place_of(scores, 3) == Places(above=4, level=1)


def test_a_mean_has_an_interval_only_where_groups_differ_from_each_other() -> None:
    values = np.array([1.0, 1.0, 0.0, 0.0, np.nan])
    one = Draws(np.zeros(5)).mean(values)
    assert one == {"value": 0.5, "ci95": None, "n": 4}
    two = Draws(np.array([0, 0, 1, 1, 1])).mean(values)
    assert two is not None
    assert two["value"] == 0.5
    assert two["ci95"] == [0.0, 1.0]  # a quarter of the draws take one group twice
    assert Draws(np.zeros(1)).mean(np.array([np.nan])) is None
    assert Draws(np.zeros(0)).mean(np.zeros(0)) is None


def test_a_paired_difference_is_surer_than_its_parts() -> None:
    random = np.random.default_rng(0)
    hard = random.normal(size=400)
    draws = Draws(np.repeat(np.arange(40), 10))
    difference = draws.difference(hard + 0.1, hard)
    assert difference is not None
    assert difference["value"] == pytest.approx(0.1)
    assert difference["ci95"] == pytest.approx([0.1, 0.1])


def test_auc_by_hand() -> None:
    draws = Draws(np.arange(5))
    scores = np.array([3.0, 1.0, 2.0, 2.0, 0.0])
    good = np.array([True, True, False, True, False])
    # pairs: 3>2 1, 3>0 1, 1<2 0, 1>0 1, 2=2 half, 2>0 1
    found = draws.auc(scores, good)
    assert found is not None
    assert found["value"] == pytest.approx(4.5 / 6)
    assert draws.auc(scores, np.ones(5, dtype=bool)) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_auc_counts_pairs(items: list[tuple[int, bool]]) -> None:
    scores = np.array([float(score) for score, _ in items])
    good = np.array([liked for _, liked in items])
    found = Draws(np.arange(len(items)), resamples=3).auc(scores, good)
    pairs = [
        (one > other) + 0.5 * (one == other) for one in scores[good] for other in scores[~good]
    ]
    assert (found is None) == (not pairs)
    if found is not None:
        assert found["value"] == pytest.approx(sum(pairs) / len(pairs))


def test_coverage_by_hand() -> None:
    lists = [np.array([0, 1]), np.array([1, 2]), np.array([1, 2])]
    found = covered(lists, 10)
    assert found is not None
    assert found["value"] == pytest.approx(0.3)
    # left out one by one: 0.2, 0.3, 0.3; jackknife variance 2/3 of the sum of squares about 0.8/3
    spread = math.sqrt(2 * np.var([0.1, 0.0, 0.0]))
    assert found["ci95"] == pytest.approx([max(0.0, 0.3 - 1.96 * spread), 0.3 + 1.96 * spread])
    assert covered([], 10) is None

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.training.metrics import (
    interval,
    paired_difference,
    pearson,
    resamples_of,
    share_interval,
)


def test_the_clips_of_a_group_are_drawn_together() -> None:
    groups = list("aabbbc")
    for drawn in resamples_of(groups, resamples=50):
        counts = np.bincount(drawn, minlength=6)
        assert counts[0] == counts[1]
        assert counts[2] == counts[3] == counts[4]
        assert counts[0] + counts[2] + counts[5] == 3


def test_the_same_figure_twice_differs_by_nothing() -> None:
    random = np.random.default_rng(0)
    right = random.random(60) < 0.7

    def figure(drawn) -> float:
        return float(right[drawn].mean())

    difference = paired_difference(figure, figure, [str(i) for i in range(60)])
    assert (difference.value, difference.low, difference.high) == (0.0, 0.0, 0.0)


def test_a_small_but_certain_difference_is_seen_only_in_pairs() -> None:
    random = np.random.default_rng(1)
    n = 200
    groups = [str(i // 2) for i in range(n)]
    theirs = random.random(n) < 0.6
    ours = theirs | (random.random(n) < 0.15)  # never wrong where the other is right

    low, high = paired_bounds(ours, theirs, groups)
    assert 0 < low < ours.mean() - theirs.mean() < high
    theirs_high = interval(lambda drawn: float(theirs[drawn].mean()), groups)[1]
    ours_low = interval(lambda drawn: float(ours[drawn].mean()), groups)[0]
    assert theirs_high > ours_low  # unpaired intervals overlap
    assert paired_bounds(theirs, ours, groups) == (pytest.approx(-high), pytest.approx(-low))


def paired_bounds(ours, theirs, groups) -> tuple[float, float]:
    difference = paired_difference(
        lambda drawn: float(ours[drawn].mean()), lambda drawn: float(theirs[drawn].mean()), groups
    )
    return difference.low, difference.high


def test_pure_chance_is_not_called_a_difference() -> None:
    random = np.random.default_rng(2)
    truth = random.normal(size=150)
    one, other = (truth + random.normal(size=150) for _ in range(2))
    difference = paired_difference(
        lambda drawn: pearson(one[drawn], truth[drawn]),
        lambda drawn: pearson(other[drawn], truth[drawn]),
        [str(i) for i in range(150)],
    )
    assert difference.low < 0 < difference.high


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_lies_in_its_interval(some: int, others: int) -> None:
    every = max(1, some + others)
    low, high = share_interval(some, every)
    assert 0 <= low <= some / every <= high <= 1
    assert high > low


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = share_interval(0, 50)
    assert low == 0
    assert high == pytest.approx(0.0713, abs=1e-4)
    low, high = share_interval(8, 10)
    assert (low, high) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))
    with pytest.raises(ValueError, match="nothing"):
        share_interval(0, 0)

"""A listener folded in: close artists are near, unknown ones neutral, nobody new is cold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.artist_factors import (
    ArtistFactors,
    ArtistNeighbours,
    comparable,
    emphasised,
    heard_weights,
)
from player.recommend.candidates import Candidates

ALL = slice(None)
NAMES = ["miles", "monk", "slayer", "sepultura", "nobody knows them"]


@pytest.fixture
def factors() -> ArtistFactors:
    """Two pairs: each artist speaks for the other of its pair, and against the other pair."""
    says = np.array([[100, 0], [0, 100], [-100, 0], [0, -100]], np.int8)
    for_whom = np.array([[0, 127], [127, 0], [0, -127], [-127, 0]], np.int8)
    scale = np.full(4, 0.01, np.float32)
    return ArtistFactors(
        names=("Miles", "Monk", "Slayer", "Sepultura"), ids=np.arange(4, dtype=np.int32),
        inputs=says, input_scale=scale, outputs=for_whom, output_scale=scale,
        trained_users=np.array([1], np.int32), reach=1.0,
    )  # fmt: skip


def tracks(artist: list[int], heard: list[float] | None = None) -> Candidates:
    made = made_up_library(len(artist), dimensions=4)
    plays = np.zeros(len(artist), np.float32) if heard is None else np.array(heard, np.float32)
    return replace(made, artist=np.array(artist, np.int32), heard=plays)


def weights(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_what_is_heard_speaks_for_its_pair_and_not_for_itself(factors: ArtistFactors) -> None:
    neighbours = ArtistNeighbours(factors, NAMES, weights(3, 0, 0, 0, 0))
    fit = neighbours.affinity(tracks([0, 1, 2, 3, 4, -1, 77]), ALL)
    assert fit.tolist() == [0.0, 1.0, 0.0, -1.0, 0.0, 0.0, 0.0]
    assert neighbours.known == 4


def test_the_artists_of_the_moment_count_by_how_late_they_came(factors: ArtistFactors) -> None:
    library = tracks([0, 1, 2, 3, 4, -1, 77])
    neighbours = ArtistNeighbours(factors, NAMES, weights(0, 0, 0, 0, 0))
    assert not neighbours.affinity(library, ALL).any()
    everyone = np.arange(7)
    near = neighbours.near(library, np.array([0]), everyone)
    assert near.tolist() == [0.0, 1.0, 0.0, -1.0, 0.0, 0.0, 0.0]
    # Slayer takes back what Miles, two tracks earlier, said; 0.6 of it for every step of age.
    later = neighbours.near(library, np.array([0, 4, 2]), everyone)
    assert later[3] > 0.0 > later[1]
    both = neighbours.near(library, np.array([0, 1]), np.array([0, 1]))
    assert both[0] == 1.0 and 0.5 < both[1] < 1.0
    for unknown in ([], [4], [5], [6]):
        assert not neighbours.near(library, np.array(unknown, np.intp), everyone).any()


def test_rows_may_be_some_of_the_tracks(factors: ArtistFactors) -> None:
    library = tracks([3, 1, 0, 1])
    neighbours = ArtistNeighbours(factors, NAMES, weights(1, 0, 0, 0, 0))
    assert neighbours.affinity(library, np.array([1, 0])).tolist() == [1.0, -1.0]
    assert neighbours.near(library, np.array([2]), np.array([3])).tolist() == [1.0]


def test_a_new_listener_is_known_by_what_the_library_holds(factors: ArtistFactors) -> None:
    library = tracks([0, 0, 0, 2, -1])
    held = heard_weights(library, 5)
    assert held.tolist() == [3.0, 0.0, 1.0, 0.0, 0.0]
    assert ArtistNeighbours(factors, NAMES, held).affinity(tracks([1]), ALL)[0] > 0.0
    # A listener who plays is known by that; the five tracks in the shelf fade.
    played = heard_weights(tracks([0, 0, 0, 2, -1], [0, 0, 0, 450, 0]), 5)
    assert played.tolist() == pytest.approx([0.3, 0.0, 450.1, 0.0, 0.0])
    fading = [emphasised(weights(held, 900.0))[0] for held in (1.0, 0.1, 0.001)]
    assert fading[0] > 0.15 and fading == sorted(fading, reverse=True) and fading[2] < 1e-3


def test_a_library_without_known_artists_is_neutral(factors: ArtistFactors) -> None:
    library = tracks([0, 1, -1])
    for names in (["a", "b"], []):
        neighbours = ArtistNeighbours(factors, names, np.ones(len(names), np.float32))
        assert not neighbours.affinity(library, ALL).any()
        assert not neighbours.near(library, np.array([0, 1]), np.arange(3)).any()


def test_two_spellings_of_one_artist_are_one(factors: ArtistFactors) -> None:
    twice = ArtistNeighbours(factors, ["Miles", "The Miles"], weights(2, 3))
    once = ArtistNeighbours(factors, ["Miles", "Monk"], weights(5, 0))
    fit = twice.affinity(tracks([0, 1]), ALL)
    assert fit.tolist() == [once.affinity(tracks([0]), ALL)[0]] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Beatles", "beatles"),
        ("Beyoncé", "BEYONCE"),
        ("Simon & Garfunkel", "Simon and Garfunkel"),
        ("AC/DC", "ac dc"),
        ("周杰倫", "周杰倫 "),
        ("ＹＵＩ", "yui"),
    ],
)
def test_spellings_that_mean_one_artist(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"), [("The The", "The"), ("!!!", "???"), ("Low", "Slow"), ("周杰倫", "周華健")]
)
def test_spellings_that_mean_two(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@given(st.lists(st.integers(0, 10_000), max_size=20), st.integers(2, 9))
def test_emphasis_keeps_order_and_silence(plays: list[int], times: int) -> None:
    counted = emphasised(np.array(plays, np.float32))
    order = np.argsort(plays, kind="stable")
    assert (np.diff(counted[order]) >= 0.0).all()
    assert ((counted > 0) == (np.array(plays) > 0)).all()
    assert counted.max(initial=0.0) < 1.5


@given(st.text())
def test_any_name_has_a_comparable_spelling(name: str) -> None:
    assert bool(comparable(name)) == bool(name.strip())
    assert comparable(name) == comparable(f" {name}  ") or not name.strip()

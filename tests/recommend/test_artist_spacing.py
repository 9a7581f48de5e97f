"""The look-ahead of the artists' rule, beside trying every order there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.artist_spacing import UNKNOWN, ArtistSpacing, can_fill, places_ahead
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.rules import ARTIST_GAP
from player.recommend.target import MoodTarget

_ARTISTS = st.integers(UNKNOWN, 3)


def apart(artists: list[int], first: int = 0) -> bool:
    """Whether nobody comes twice within the gap, from the *first* place on."""
    return all(
        artist == UNKNOWN or artist not in artists[max(0, place - ARTIST_GAP) : place]
        for place, artist in enumerate(artists)
        if place >= first
    )


def by_trying(places: list[int | None], songs: list[int], before: list[int]) -> bool:
    """Whether some order of some of *songs* fills the open *places*."""
    for order in set(permutations(songs, places.count(None))):
        picks = iter(order)
        line = [next(picks) if there is None else there for there in places]
        if apart([*before, *line], first=len(before)):
            return True
    return False


@given(
    st.lists(_ARTISTS, min_size=1, max_size=7),
    st.integers(1, 7),
    st.lists(_ARTISTS, max_size=3),
    st.dictionaries(st.integers(0, 6), st.integers(0, 3), max_size=2),
)
@settings(max_examples=300, deadline=None)
def test_it_is_as_right_as_trying_every_order(
    songs: list[int], count: int, before: list[int], fixed: dict[int, int]
) -> None:
    places: list[int | None] = []
    while places.count(None) < min(count, len(songs)):
        places.append(fixed.get(len(places)))
    standing = [artist if artist is not None else UNKNOWN for artist in places]
    if not apart([*before, *standing], first=len(before)):
        return  # what stands there breaks the rule by itself
    assert can_fill(places, Counter(songs), before) == by_trying(places, songs, before)


def test_an_order_that_leaves_the_twin_for_last_is_refused() -> None:
    library = replace(made_up_library(5, dimensions=4), artist=np.array([7, 7, 1, 2, 3], np.int32))
    spacing = ArtistSpacing(library, np.arange(5), places_ahead(library, 5, {}))
    assert spacing.has_room(0, [])
    assert spacing.has_room(0, [], artist=7)
    assert not spacing.has_room(0, [], artist=1)
    assert spacing.has_room(1, [7], artist=2, taken=[7])
    assert not spacing.has_room(1, [7], artist=7, taken=[7])


def test_more_places_than_songs_are_filled_as_far_as_the_songs_go() -> None:
    library = replace(made_up_library(5, dimensions=4), artist=np.array([7, 7, 1, 2, 3], np.int32))
    spacing = ArtistSpacing(library, np.arange(5), [None] * 20)
    assert spacing.has_room(0, [], artist=7)
    assert not spacing.has_room(0, [], artist=1)


def test_versions_of_a_song_count_once() -> None:
    library = replace(
        made_up_library(5, dimensions=4),
        artist=np.array([7, 7, 7, 1, 1], np.int32),
        song=np.array([0, 0, 0, 3, 3], np.int32),
    )
    for places in (2, 3):  # the third one has no song and stays empty
        assert ArtistSpacing(library, np.arange(5), [None] * places).has_room(0, [])
    assert not ArtistSpacing(library, np.arange(5), [None, 7, None]).has_room(0, [])


def test_what_stands_fixed_after_the_last_open_place_counts() -> None:
    library = replace(made_up_library(3, dimensions=4), artist=np.array([7, 1, 7], np.int32))
    assert places_ahead(library, 1, {1: 0}) == [None, 7]
    spacing = ArtistSpacing(library, np.array([1, 2]), places_ahead(library, 1, {1: 0}))
    assert spacing.has_room(0, [], artist=1)
    assert not spacing.has_room(0, [], artist=7)


def test_many_artists_are_never_short_and_songs_are_not_counted() -> None:
    library = made_up_library(5_000, dimensions=4)
    spacing = ArtistSpacing(library, np.arange(5_000), [None] * 20)
    assert spacing.has_room(0, [1, 2, 3], artist=4)


@given(
    st.lists(_ARTISTS, min_size=1, max_size=7),
    st.integers(1, 9),
    st.lists(st.integers(0, 6), max_size=3),
    st.dictionaries(st.integers(0, 6), st.integers(7, 8), max_size=2),
    st.integers(0, 99),
)
@example(artists=[0, 0, 0, 1, -1, -1, -1], count=6, heard=[0], fixed={0: 7, 1: 8}, seed=0)
@settings(max_examples=150, deadline=None)
def test_a_queue_keeps_artists_apart_whenever_some_order_does(
    artists: list[int], count: int, heard: list[int], fixed: dict[int, int], seed: int
) -> None:
    """*heard* and *fixed* are tracks of a library of nine, in which only *artists* are offered."""
    every = np.array([*artists, *([0] * (7 - len(artists))), 1, 2], np.int32)
    offered = np.arange(9) < len(artists)
    library = replace(
        made_up_library(9, dimensions=4, seed=seed),
        artist=every,
        available=offered,
        last_played_s_ago=np.full(9, np.inf, np.float32),
    )
    context = Context()
    for row in heard:
        context = context.after(row)
    rested = [row for row in range(len(artists)) if row not in heard]
    before = every[heard].tolist()
    places = places_ahead(library, count, fixed)
    open_ones = [place for place, there in enumerate(places) if there is None]
    fillable = places[: open_ones[len(rested)]] if len(open_ones) > len(rested) else places
    if not by_trying(fillable, every[rested].tolist(), before):
        return
    choices = choose(library, context, MoodTarget(), count=count, seed=seed, fixed=fixed)
    picks = iter(every[library.rows[choice.track_id]] for choice in choices[: len(rested)])
    line = [int(next(picks)) if there is None else there for there in fillable]
    assert apart([*before, *line], first=len(before))

"""Files joined to songs, and parted again."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.view_songs import join_songs, number_pairs, row_pairs, share_best

GROUPS = st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), max_size=12)


def columns(pairs) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([a for a, _ in pairs], dtype=np.int32),
        np.array([b for _, b in pairs], dtype=np.int32),
    )


def near(pairs, i: int, j: int) -> bool:
    return i == j or pairs[i][0] == pairs[j][0] >= 0 or pairs[i][1] == pairs[j][1] >= 0


def reached_from(start: int, pairs) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        fresh = [j for j in range(len(pairs)) if j not in reached and near(pairs, here, j)]
        waiting += fresh
        reached.update(fresh)
    return reached


@given(GROUPS)
def test_songs_are_joined_from_file_to_file_and_no_further(pairs):
    song = join_songs(columns(pairs))
    for start in range(len(pairs)):
        reached = reached_from(start, pairs)
        assert {j for j in range(len(pairs)) if song[j] == song[start]} == reached
        assert song[start] == min(reached)


@given(GROUPS, st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6))
def test_what_the_listener_parts_is_parted_and_nothing_else(pairs, said):
    apart = [(a, b) for a, b in said if a != b and max(a, b) < len(pairs)]
    whole, song = join_songs(columns(pairs)), join_songs(columns(pairs), apart)
    assert all(song[a] != song[b] for a, b in apart)
    touched = {int(whole[a]) for a, b in apart if whole[a] == whole[b]}
    for row in range(len(pairs)):
        others = {j for j in range(len(pairs)) if song[j] == song[row]}
        assert {int(whole[j]) for j in others} == {int(whole[row])}  # nothing new is joined
        assert song[row] == min(others)
        if whole[row] not in touched:
            assert song[row] == whole[row]


def test_a_file_parted_from_one_of_three_copies_stays_with_none_that_is_joined_to_that_one():
    copies = np.zeros(3, dtype=np.int32)
    assert join_songs((copies,), [(0, 2)]).tolist() == [0, 0, 2]
    assert join_songs((copies,), [(2, 0), (1, 0), (2, 1)]).tolist() == [0, 1, 2]


def test_pairs_are_numbered_from_pair_to_pair():
    numbers = number_pairs([(7, 3), (9, 8), (3, 5)])
    assert numbers[7] == numbers[3] == numbers[5] != numbers[8] == numbers[9]
    assert number_pairs([]) == {}


def test_the_best_of_a_song_is_shared_by_its_files():
    song = np.array([0, 1, 0, 3, 1], dtype=np.int32)
    assert share_best(song, np.array([1, 2, 5, 0, 1])).tolist() == [5, 2, 5, 0, 2]
    assert share_best(song, np.array([False, False, True, False, False])).tolist() == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_pairs_of_tracks_that_are_gone_are_left_out():
    assert row_pairs([(4, 5), (4, 6)], {4: 0, 6: 2}).tolist() == [[0, 2]]
    assert row_pairs([], {}).shape == (0, 2)

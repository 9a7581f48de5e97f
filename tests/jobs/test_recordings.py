"""One recording in several encodings: found by brute force, and told from other music."""

from __future__ import annotations

import numpy as np
import pytest

from player.jobs.recordings import (
    APART_S,
    APART_SHARE,
    SHORTEST_S,
    Names,
    Pulse,
    Sounds,
    alike,
    same_recording,
)


def some_sounds(count: int, seed: int, size: int = 6) -> Sounds:
    """Few dimensions and few lengths, so that much is alike."""
    dice = np.random.default_rng(seed)
    embedding = dice.standard_normal((count, size)).astype(np.float32)
    embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
    duration_s = dice.choice([2.0, 60.0, 60.9, 61.8, 400.0, 401.9, 404.1, np.nan], count)
    return Sounds(embedding, duration_s.astype(np.float32))


def by_brute_force(sounds: Sounds, likeness: float) -> set[tuple[int, int]]:
    found = set()
    for i, one in enumerate(sounds.duration_s.tolist()):
        for j in range(i):
            other = sounds.duration_s[j]
            near = abs(one - other) <= max(APART_S, APART_SHARE * max(one, other))
            long_enough = min(one, other) >= SHORTEST_S
            if near and long_enough and sounds.embedding[i] @ sounds.embedding[j] >= likeness:
                found.add((j, i))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_all_pairs_of_equal_length_that_sound_alike_are_found_once(seed: int):
    sounds = some_sounds(700, seed)  # more than a block of rows
    found = alike(sounds, likeness=0.9)
    pairs = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert len(pairs) == len(set(pairs)) > 100
    assert set(pairs) == by_brute_force(sounds, 0.9)
    cosine = np.sum(sounds.embedding[found.one] * sounds.embedding[found.other], axis=1)
    np.testing.assert_allclose(found.likeness, cosine, atol=1e-5)


def test_new_tracks_are_compared_with_all_and_old_ones_are_not_compared_again():
    sounds = some_sounds(700, 7)
    fresh = np.zeros(700, dtype=np.bool_)
    fresh[[0, 5, 300, 301, 699]] = True
    found = alike(sounds, likeness=0.9, fresh=fresh)
    pairs = set(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert pairs == {pair for pair in by_brute_force(sounds, 0.9) if fresh[list(pair)].any()}
    assert len(alike(sounds, fresh=np.zeros(700, dtype=np.bool_))) == 0


def test_nothing_is_found_in_an_empty_library_nor_among_rows_of_silence():
    none = np.zeros((0, 4), np.float32)
    assert len(alike(Sounds(none, np.zeros(0, np.float32)))) == 0
    silence = np.zeros((3, 4), np.float32)
    assert len(alike(Sounds(silence, np.full(3, 60.0, np.float32)))) == 0


def test_a_sound_that_hundreds_of_files_have_says_nothing():
    rain = np.tile(np.eye(4, dtype=np.float32)[:1], (300, 1))
    pair = np.tile(np.eye(4, dtype=np.float32)[1:2], (2, 1))
    found = alike(Sounds(np.concatenate([rain, pair]), np.full(302, 60.0, np.float32)))
    pairs = set(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert (300, 301) in pairs
    # Only the last rows, with few left to be compared with, are paired at all.
    assert len(pairs) < 300 * 299 / 2 / 10


E_MINOR = Pulse(120.0, "E minor")


@pytest.mark.parametrize(
    ("likeness", "names", "other", "same"),
    [
        (0.91, Names.SILENT, Pulse(120.1, "E minor"), True),
        (0.89, Names.SILENT, Pulse(120.1, "E minor"), False),
        (0.96, Names.SILENT, Pulse(120.1, "C major"), False),
        (0.98, Names.SILENT, Pulse(120.1, "C major"), True),
        (0.98, Names.SILENT, Pulse(118.0, "E minor"), False),
        (0.99, Names.SILENT, Pulse(None, "E minor"), False),
        (0.82, Names.AGREE, Pulse(120.1, "E minor"), True),
        (0.82, Names.AGREE, Pulse(80.0, "E minor"), False),
        (0.92, Names.AGREE, Pulse(80.0, "E minor"), True),
        (0.98, Names.DISAGREE, Pulse(120.1, "E minor"), False),
        (0.995, Names.DISAGREE, Pulse(120.1, "E minor"), True),
        (0.999, Names.DISAGREE, Pulse(120.1, "C major"), False),
        (1.0, Names.VERSIONS, Pulse(120.0, "E minor"), False),
    ],
)
def test_names_lower_and_raise_what_is_enough(
    likeness: float, names: Names, other: Pulse, same: bool
):
    assert same_recording(likeness, names, E_MINOR, other) is same
    assert same_recording(likeness, names, other, E_MINOR) is same


def test_without_a_tempo_the_sound_has_to_say_it_all():
    quiet = Pulse(None, "A minor")
    assert not same_recording(0.95, Names.SILENT, quiet, quiet)
    assert same_recording(0.98, Names.SILENT, quiet, quiet)
    assert not same_recording(0.999, Names.DISAGREE, quiet, quiet)

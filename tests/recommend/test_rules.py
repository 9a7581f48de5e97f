"""What a queue never does, what only when nothing else is left, and in strict mode never."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.rules import NEVER, PLACE, broken_rules, levels
from player.recommend.target import Floor, MoodTarget, Point
from tests.recommend.whole_score import KNOWN_LISTENER

LIBRARY = made_up_library(300, dimensions=8, seed=4)
CALM = MoodTarget(moods=("calm",))


def level_of(target: MoodTarget):
    return levels(LIBRARY, target, broken_rules(LIBRARY, target))


def rows(choices) -> list[int]:
    return [LIBRARY.rows[choice.track_id] for choice in choices]


@given(
    floor=st.tuples(st.floats(-1, 0.5), st.floats(-1, 0.5)),
    excluded=st.frozensets(st.integers(1, 300), max_size=40),
    seed=st.integers(0, 99),
)
@settings(max_examples=20, deadline=None)
def test_neither_the_floor_nor_what_is_excluded_ever_gives_way(floor, excluded, seed):
    wish = replace(CALM, floor=Floor(*floor), excluded=excluded)
    found = choose(LIBRARY, Context(), wish, count=40, seed=seed)
    chosen = rows(found)
    assert excluded.isdisjoint(choice.track_id for choice in found)
    assert np.all(LIBRARY.valence[chosen] >= np.float32(floor[0]))
    assert np.all(LIBRARY.arousal[chosen] >= np.float32(floor[1]))


def test_a_track_of_unknown_place_is_not_known_to_lie_above_the_floor():
    unknown = replace(LIBRARY, valence=np.full(300, np.nan, np.float32))
    assert choose(unknown, Context(), MoodTarget(floor=Floor(valence=-1.0)), count=5) == []


def test_a_version_of_an_excluded_song_is_excluded_too():
    song = LIBRARY.song.copy()
    song[7] = song[3]
    versions = replace(LIBRARY, song=song)
    wish = replace(CALM, excluded=frozenset({int(LIBRARY.track_ids[3])}))
    found = choose(versions, Context(), wish, count=300)
    assert {3, 7}.isdisjoint(versions.rows[choice.track_id] for choice in found)


def test_in_strict_mode_the_queue_is_rather_short():
    usual = choose(LIBRARY, Context(), CALM, count=300)
    strict = choose(LIBRARY, Context(), replace(CALM, strict=True), count=300)
    assert {"mood", "unsure"} & {rule for choice in usual for rule in choice.relaxed}
    assert 0 < len(strict) < len(usual)
    assert not LIBRARY.unsure[rows(strict)].any()
    for choice in strict:
        assert {"mood", "unsure", "style"}.isdisjoint(choice.relaxed)


def test_in_strict_mode_a_point_is_answered_by_sure_tracks_only():
    wish = MoodTarget(points=(Point(0.0, 0.0),))
    assert (level_of(wish)[LIBRARY.unsure] < NEVER).any()
    assert np.all(level_of(replace(wish, strict=True))[LIBRARY.unsure] == NEVER)


def test_what_is_above_all_of_an_unwanted_mood_comes_last():
    wish = MoodTarget(not_moods=("angry",))
    angry = LIBRARY.mood_probabilities.argmax(axis=1) == LIBRARY.moods.index("angry")
    level = level_of(wish)
    assert np.all(level[angry] >= PLACE["mood"])
    found = choose(LIBRARY, Context(), wish, count=60, listener=KNOWN_LISTENER)
    assert not angry[rows(found)].any()


def test_what_is_above_all_of_an_unwanted_style_comes_last():
    wish = MoodTarget(not_styles=frozenset({"style-3"}))
    third = LIBRARY.style_probabilities.argmax(axis=1) == 3
    assert np.all(level_of(wish)[third] >= PLACE["style"])


def test_unknown_names_are_refused():
    for wish in (MoodTarget(not_moods=("sunny",)), MoodTarget(not_styles=frozenset({"sunny"}))):
        with pytest.raises(ValueError, match="not in"):
            choose(LIBRARY, Context(), wish, count=1)

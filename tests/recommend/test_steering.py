"""Wishes changed while listening, and what they do to the tail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.choosing import NEW_SHARE, choose
from player.recommend.context import Context
from player.recommend.explain import reasons
from player.recommend.steering import (
    SEEDS_KEPT,
    with_energy,
    with_seed,
    without_seed,
    without_tracks,
)
from player.recommend.target import Floor, MoodTarget, Point, Seed
from player.recommend.weights import SMOOTH

LIBRARY = made_up_library(2_000, dimensions=16, seed=2)
CALM = MoodTarget(moods=("calm",))


def rows(target: MoodTarget, *, count: int = 20, seed: int = 0) -> list[int]:
    found = choose(LIBRARY, Context().after(1), target, count=count, seed=seed)
    return [LIBRARY.rows[choice.track_id] for choice in found]


@given(
    st.builds(
        MoodTarget,
        moods=st.just(("calm",)),
        not_moods=st.just(("angry", "dark")),
        not_styles=st.frozensets(st.sampled_from(("style-1", "style-2"))),
        seeds=st.lists(
            st.builds(Seed, st.text(), st.lists(st.integers(1, 99)).map(tuple), st.booleans())
        ).map(tuple),
        energy=st.floats(-1, 1),
        adventurous=st.floats(0, 1),
        smooth=st.booleans(),
        strict=st.booleans(),
        floor=st.none() | st.builds(Floor, st.floats(-1, 1), st.floats(-1, 1)),
        excluded=st.frozensets(st.integers(1, 99)),
        said=st.text(),
    )
)
def test_a_wish_survives_being_written_down(target: MoodTarget):
    assert MoodTarget.from_document(target.to_document()) == target


def test_a_wish_written_by_an_earlier_version_is_read():
    old = {"moods": ["calm"], "points": [[0.1, 0.2, 0.35]], "styles": ["jazz"]}
    assert MoodTarget.from_document(old) == MoodTarget(
        moods=("calm",), points=(Point(0.1, 0.2),), styles=frozenset({"jazz"})
    )


@pytest.mark.parametrize("wish", [CALM, MoodTarget(points=(Point(0.0, 0.0),)), MoodTarget()])
def test_more_energy_brings_livelier_tracks_and_less_quieter_ones(wish: MoodTarget):
    lively, quiet = (LIBRARY.arousal[rows(with_energy(wish, step))].mean() for step in (0.4, -0.4))
    assert lively > LIBRARY.arousal[rows(wish)].mean() > quiet


@given(st.lists(st.floats(-2, 2), max_size=8))
def test_energy_stays_on_the_plane(steps: list[float]):
    wish, pointed = CALM, MoodTarget(points=(Point(0.3, 0.9),))
    for step in steps:
        wish, pointed = with_energy(wish, step), with_energy(pointed, step)
    assert -1 <= wish.energy <= 1 and -1 <= pointed.points[0].arousal <= 1
    assert pointed.energy == 0 and pointed.points[0].valence == 0.3


def test_a_seed_draws_what_sounds_like_it_and_not_what_it_should_not():
    this, that = Seed("This", (5,)), Seed("That", (9,), liked=False)
    like = LIBRARY.embedding @ LIBRARY.embedding[LIBRARY.rows[5]]
    unlike = LIBRARY.embedding @ LIBRARY.embedding[LIBRARY.rows[9]]
    plain, drawn = rows(MoodTarget()), rows(MoodTarget(seeds=(this,)))
    assert like[drawn].mean() > like[plain].mean() + 0.2
    both = rows(MoodTarget(seeds=(this, that)))
    assert unlike[both].mean() < unlike[drawn].mean()
    assert like[both].mean() > like[plain].mean()


def test_the_reasons_name_the_seed():
    (choice,) = choose(LIBRARY, Context(), MoodTarget(seeds=(Seed("Blue", (5,)),)), count=1)
    assert str(next(r.sentence for r in choice.reasons if r.term == "likeness")) == (
        "Sounds like Blue"
    )


def test_the_reasons_name_the_side_that_took_more_away():
    turned = LIBRARY.embedding.copy()
    turned[:4] = np.eye(16, dtype=np.float32)[:4]
    turned[4], turned[5] = -turned[0], turned[1]
    tracks = replace(LIBRARY, embedding=turned)
    ids = [int(number) for number in tracks.track_ids[:3]]
    this, that, third = (
        Seed(name, (track_id,), liked=name == "This")
        for name, track_id in zip(("This", "That", "Third"), ids, strict=True)
    )
    wish = MoodTarget(seeds=(this, third, that))

    def said(row: int) -> str:
        (reason,) = reasons(tracks, Context(), wish, {"likeness": -1.0}, row)
        return str(reason.sentence)

    assert said(4) == "Sounds unlike This"  # and nothing like the two that are not wanted
    assert said(5) == "Sounds a little like That, which you did not want"


def test_the_step_in_energy_is_the_one_between_end_and_start():
    ends, starts = LIBRARY.end_arousal.copy(), LIBRARY.start_arousal.copy()
    ends[0], starts[1] = 0.9, -0.7
    arousal = LIBRARY.arousal.copy()
    arousal[0], arousal[1] = 0.0, 0.1
    tracks = replace(LIBRARY, end_arousal=ends, start_arousal=starts, arousal=arousal)
    (reason,) = reasons(tracks, Context().after(0), MoodTarget(), {"energy": -0.3}, 1)
    assert str(reason.sentence) == "Much quieter than the track before"


def test_what_is_said_of_the_same_tracks_again_replaces_what_was_said():
    wish = with_seed(with_seed(CALM, Seed("A", (1,))), Seed("A", (1,), liked=False))
    assert wish.seeds == (Seed("A", (1,), liked=False),)
    assert without_seed(wish, 0) == CALM
    for number in range(2 * SEEDS_KEPT):
        wish = with_seed(wish, Seed(str(number), (number,)))
    assert len(wish.seeds) == SEEDS_KEPT and wish.seeds[-1].name == "23"


def test_tracks_left_out_stay_out():
    first = {int(LIBRARY.track_ids[row]) for row in rows(CALM)}
    again = {int(LIBRARY.track_ids[row]) for row in rows(without_tracks(CALM, first))}
    assert first.isdisjoint(again)


def test_the_knob_goes_from_the_familiar_to_the_new():
    known, between, new = (
        LIBRARY.heard[rows(replace(MoodTarget(), adventurous=knob))].mean()
        for knob in (0.0, 0.5, 1.0)
    )
    assert known > between > new


def test_some_places_are_for_tracks_that_were_never_offered():
    """Where nearly all was offered, about as many places as promised go to what was not."""
    offered = np.ones(len(LIBRARY), np.float32)
    offered[::20] = 0
    library = replace(LIBRARY, offered=offered)
    counts = {}
    for knob in (0.0, 1.0):
        wish = replace(MoodTarget(), adventurous=knob)
        found = [
            choice
            for seed in range(12)
            for choice in choose(library, Context().after(1), wish, count=20, seed=seed)
        ]
        turns = [c for c in found if any(r.term == "exposure" for r in c.reasons)]
        assert all(offered[library.rows[choice.track_id]] == 0 for choice in turns)
        counts[knob] = len(turns) / len(found)
    assert counts[0.0] == 0 and counts[1.0] == pytest.approx(NEW_SHARE, abs=0.08)


def test_smooth_joins_are_nearer():
    new = replace(LIBRARY, heard=np.zeros(len(LIBRARY), np.float32))

    def nearness(wish: MoodTarget) -> float:
        """What the joins would add to the scores at their usual weights."""
        found = choose(new, Context().after(1), wish, count=20)
        joins = [r for c in found for r in c.reasons if r.term in {"tempo", "key", "feeling"}]
        return sum(r.contribution for r in joins) / (SMOOTH if wish.smooth else 1.0)

    assert nearness(replace(CALM, smooth=True)) > 1.5 * nearness(CALM)

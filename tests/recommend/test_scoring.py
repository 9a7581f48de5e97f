"""The sum: exact, inspectable, and every weight matters."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.evaluation.bench_queue import made_up_library
from player.recommend.choosing import choose
from player.recommend.context import Context
from player.recommend.explain import Reason, reasons
from player.recommend.listener import NOBODY
from player.recommend.scoring import flowing, newness, standing
from player.recommend.target import MoodTarget, Point, Seed
from player.recommend.weights import TERMS, WEIGHTS
from tests.recommend.whole_score import whole_score

LIBRARY = made_up_library(400, dimensions=16, seed=3)
HEARD = Context().after(5).after(6, skipped=True).after(7)
WISH = MoodTarget(
    moods=("happy",),
    points=(Point(0.4, -0.3),),
    styles=frozenset({"style-2"}),
    not_moods=("angry",),
    not_styles=frozenset({"style-5"}),
    seeds=(Seed("One song", (12,)), Seed("An album", (40, 41)), Seed("Noise", (99,), liked=False)),
    energy=0.5,
    adventurous=0.2,
)


@given(seed=st.integers(0, 2**40), shuffle=st.randoms(use_true_random=False))
def test_the_terms_sum_to_the_score_exactly_in_any_order(seed: int, shuffle: random.Random):
    terms, total = whole_score(LIBRARY, HEARD, WISH, seed=seed)
    for i in range(0, len(LIBRARY), 37):
        parts = [float(values[i]) for values in terms.values()]
        shuffle.shuffle(parts)
        assert sum(parts) == total[i]


@given(seed=st.integers(0, 2**40))
@settings(max_examples=25)
def test_reasons_sum_to_the_score_and_are_sorted_by_size(seed: int):
    for choice in choose(LIBRARY, HEARD, WISH, count=5, seed=seed):
        assert sum(reason.contribution for reason in choice.reasons) == choice.score
        sizes = [abs(reason.contribution) for reason in choice.reasons]
        assert sizes == sorted(sizes, reverse=True)
        assert all(str(reason.sentence) for reason in choice.reasons)


@pytest.mark.parametrize("term", TERMS)
def test_changing_any_one_weight_changes_an_order(term: str):
    before = whole_score(LIBRARY, HEARD, WISH, for_new=True)[1]
    louder = dataclasses.replace(WEIGHTS, **{term: 4 * getattr(WEIGHTS, term)})
    after = whole_score(LIBRARY, HEARD, WISH, louder, for_new=True)[1]
    assert not np.array_equal(np.argsort(before), np.argsort(after))


def test_some_rows_score_as_they_do_among_all():
    rows = np.array([3, 77, 200])
    everything = whole_score(LIBRARY, HEARD, WISH, for_new=True)[0]
    some = standing(LIBRARY, WISH, WEIGHTS, seed=0, rows=rows)
    some |= flowing(
        LIBRARY,
        HEARD,
        WEIGHTS,
        rows=rows,
        embedding=LIBRARY.embedding[rows],
        moment=HEARD.sound(LIBRARY),
    )
    some["exposure"] = newness(LIBRARY, WEIGHTS, rows=rows)
    assert some.keys() == set(TERMS) - {"taste", "peers", "together", "related"}  # nobody known
    for name, values in some.items():
        assert values == pytest.approx(everything[name][rows], abs=1e-5)


def test_without_context_the_flowing_terms_are_silent():
    terms = whole_score(LIBRARY, Context(), MoodTarget(), listener=NOBODY)[0]
    speaking = {name for name, values in terms.items() if values.any()}
    assert speaking == {"recovery", "liking", "surprise", "familiar"}


def told(contributions: dict[str, float], row: int = 0, **columns: object) -> dict[str, str]:
    tracks = dataclasses.replace(LIBRARY, **columns)  # type: ignore[arg-type]
    found = reasons(tracks, HEARD, WISH, contributions, row)
    return {reason.term: str(reason.sentence) for reason in found}


@pytest.mark.parametrize(
    ("ago_s", "text"),
    [
        (10.0, "Played less than an hour ago"),
        (3_700.0, "Played an hour ago"),
        (7_300.0, "Played 2 hours ago"),
        (90_000.0, "Played a day ago"),
        (3 * 86_400.0 + 1, "Played 3 days ago"),
        (40 * 86_400.0, "Played 40 days ago"),
    ],
)
def test_a_reason_tells_when_it_was_heard(ago_s: float, text: str):
    ago = np.full(400, ago_s, np.float32)
    assert told({"recovery": 0.1}, last_played_s_ago=ago) == {"recovery": text}


def test_a_reason_tells_the_mood_truthfully():
    moods = np.full((400, 8), 0.05, np.float32)
    moods[0, 1], moods[1, 2], moods[1, 1] = 0.65, 0.5, 0.2
    moods[2, 2] = 0.65
    wish = MoodTarget(moods=("happy",))
    tracks = dataclasses.replace(LIBRARY, mood_probabilities=moods)
    said = [str(reasons(tracks, HEARD, wish, {"mood": 1.0}, i)[0].sentence) for i in range(3)]
    assert said == [
        "As happy as you asked",
        "Partly the mood you asked for",
        "Hardly the mood you asked for",
    ]


def test_a_reason_tells_the_style_truthfully():
    styles = np.zeros((400, 19), np.float32)
    styles[:2, 0], styles[:2, 1] = (0.4, 0.1), (0.6, 0.9)
    tracks = dataclasses.replace(LIBRARY, style_probabilities=styles)
    wish = MoodTarget(styles=frozenset({"style-0"}))
    said = [str(reasons(tracks, HEARD, wish, {"style": 0.1}, i)[0].sentence) for i in range(2)]
    assert said == ["The style you asked for", "A touch of the style you asked for"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((0.0, 0.1), "Feels like the spot you picked"),
        ((0.0, 0.6), "Near the spot you picked, but livelier"),
        ((0.1, -0.6), "Near the spot you picked, but quieter"),
        ((0.6, 0.0), "Near the spot you picked, but brighter"),
        ((-0.6, 0.0), "Near the spot you picked, but gloomier"),
        ((0.0, 0.9), "Much livelier than the spot you picked"),
        ((0.1, -0.9), "Much quieter than the spot you picked"),
        ((0.9, 0.0), "Much brighter than the spot you picked"),
        ((-0.9, 0.0), "Much gloomier than the spot you picked"),
    ],
)
def test_a_reason_tells_where_the_track_lies(place: tuple[float, float], text: str):
    tracks = dataclasses.replace(
        LIBRARY,
        valence=np.full(400, place[0], np.float32),
        arousal=np.full(400, place[1], np.float32),
    )
    found = reasons(tracks, HEARD, MoodTarget(points=(Point(0, 0),)), {"mood": 1.0}, 0)
    assert str(found[0].sentence) == text


def test_tempo_energy_and_liking_have_words_of_their_own():
    tempo = np.full(400, 60.0, np.float32)
    tempo[0] = 120.0
    arousal = np.zeros(400, np.float32)
    arousal[0] = 0.9
    said = told({"tempo": 0.1, "energy": -0.2}, tempo_bpm=tempo, arousal=arousal)
    assert said["tempo"] == "Double the tempo, so the beat goes on"
    assert said["energy"] == "Much livelier than the track before"
    tempo[0], arousal[0] = 30.0, -0.9
    said = told({"tempo": 0.1, "energy": -0.2}, tempo_bpm=tempo, arousal=arousal)
    assert said["tempo"] == "Half the tempo, so the beat goes on"
    assert said["energy"] == "Much quieter than the track before"
    stars = np.full(400, 4, np.int8)
    none = np.zeros(400, np.bool_)
    assert told({"liking": 0.1}, rating=stars, favourite=none)["liking"] == "You gave it 4 stars"
    assert told({"liking": 0.1}, favourite=~none)["liking"] == "One of your favourites"
    assert told({"sound": 0.0}) == {}


def test_a_reason_survives_json():
    reason = reasons(LIBRARY, HEARD, WISH, {"tempo": 0.125}, 0)[0]
    assert Reason.from_document(reason.to_document()) == reason

"""The passage that speaks most for a track's mood, on tracks whose course is known."""

from __future__ import annotations

import numpy as np

from player.tagging.curve import PASSAGE_S, deciding_passage
from player.tagging.rates import WINDOW_S
from tests.jobs.listener_library import CARD

HAPPY, CALM, ANGRY = (0.65, 0.35), (0.3, -0.7), (-0.45, 0.75)
HOP_S = 3.0


def rows(*places: tuple[float, float], distance: float = 0.5) -> np.ndarray:
    scores = np.zeros((len(places), CARD.scores_size), np.float32)
    scores[:, :2], scores[:, -1] = places, distance
    return scores


def passage_of(windows: np.ndarray, track: tuple[float, float]) -> tuple[float, float] | None:
    times_s = WINDOW_S / 2 + HOP_S * np.arange(len(windows))
    return deciding_passage(times_s, windows, rows(track)[0], CARD)


def test_the_passage_is_where_the_mood_is():
    course = [ANGRY] * 30 + [CALM] * 6 + [ANGRY] * 24
    assert passage_of(rows(*course), CALM) == (90.0, 111.0)


def test_a_short_burst_counts_less_than_a_steady_stretch():
    course = [ANGRY] * 60
    course[4:6] = [HAPPY] * 2
    course[40:46] = [(0.5, 0.3)] * 6
    assert passage_of(rows(*course), HAPPY) == (120.0, 141.0)


def test_of_equal_passages_the_first_is_taken():
    assert passage_of(rows(*[HAPPY] * 40), HAPPY) == (0.0, 21.0)


def test_where_nothing_decides_there_is_no_passage():
    assert passage_of(rows(*[HAPPY] * 40), (0.0, 0.0)) is None  # unsure
    assert passage_of(rows(*[ANGRY] * 40), CALM) is None  # its mood is nowhere
    assert passage_of(rows(*[HAPPY] * 12), HAPPY) is None  # 39 s: all of it is one passage


def test_silence_within_a_track_decides_nothing():
    course = np.concatenate([rows(*[HAPPY] * 10, distance=9.0), rows(*[(0.5, 0.3)] * 30)])
    passage = passage_of(course, HAPPY)
    assert passage is not None and passage[0] >= 30.0 - WINDOW_S


def test_uneven_windows_give_a_passage_within_its_bounds():
    dice = np.random.default_rng(5)
    times_s = np.cumsum(dice.uniform(2.9, 3.1, 200))
    places = np.stack([dice.uniform(-1, 1, 200), dice.uniform(-1, 1, 200)], axis=1)
    places[90:110] = HAPPY
    passage = deciding_passage(times_s, rows(*places.tolist()), rows(HAPPY)[0], CARD)
    assert passage is not None
    assert times_s[90] - WINDOW_S <= passage[0] < passage[1] <= times_s[109] + WINDOW_S
    assert PASSAGE_S - 4.0 <= passage[1] - passage[0] <= PASSAGE_S

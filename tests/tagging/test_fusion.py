"""Sound and words together: known answers, and what must hold for any of them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.library.track import Words
from player.tagging.calibration import UNSURE, Reading, read_scores
from player.tagging.fusion import (
    BRIGHT_DARK,
    DARK_BRIGHT,
    WordsRead,
    contrast_name,
    contrasts,
    fuse,
)
from player.tagging.vocabulary import MOODS
from tests.jobs.listener_library import CARD

PARAMETERS = CARD.calibration
PLACE = st.floats(-1.0, 1.0)
DOUBT = st.floats(0.02, 2.0)


def sounds(*places: tuple[float, float], distance: float = 0.5) -> Reading:
    """What the network says of sounds there on the plane."""
    scores = np.zeros((len(places), CARD.scores_size), np.float32)
    scores[:, :2], scores[:, -1] = np.array(places, np.float32).reshape(-1, 2), distance
    return read_scores(scores, CARD)


def sound_at(valence: float, sd: float) -> Reading:
    """One sound with that valence and doubt, at arousal 0.3."""
    reading = sounds((0.0, 0.3))
    return dataclasses.replace(reading, valence=np.array([valence]), valence_sd=np.array([sd]))


def words(valence: float, sd: float = 0.2, dark: float | None = None) -> Words:
    dark = (1.0 - valence) / 2 if dark is None else dark
    bright = 1.0 - dark
    return Words("1", "en", (bright / 2, dark / 2, dark / 2, bright / 2), valence, sd, 400)


def mood_of(reading: Reading, row: int = 0) -> str | None:
    return None if reading.mood[row] == UNSURE else MOODS[reading.mood[row]].id


def test_a_bright_sound_with_dark_words_lies_between_and_is_told():
    sound = sounds((0.7, 0.35))
    said = WordsRead.of([words(-0.8, 0.3, dark=0.95)])
    fused = fuse(sound, said, PARAMETERS)
    # Precisions 25 and 11.1: the words have 0.3077 of the say.
    assert fused.valence[0] == pytest.approx(0.7 - 1.5 * 0.3077, abs=1e-3)
    assert fused.valence_sd[0] == pytest.approx((25 + 1 / 0.09) ** -0.5)
    assert fused.arousal.tobytes() == sound.arousal.tobytes()
    assert fused.arousal_sd.tobytes() == sound.arousal_sd.tobytes()
    assert mood_of(sound) == "happy" and mood_of(fused) != "happy"
    assert contrast_name(contrasts(sound, said)[0]) == "bright_dark"


def test_words_that_agree_make_the_mood_surer():
    sound = sounds((-0.5, -0.45))
    fused = fuse(sound, WordsRead.of([words(-0.6, 0.25)]), PARAMETERS)
    assert fused.valence_sd[0] < sound.valence_sd[0]
    dark_side = [place for place, mood in enumerate(MOODS) if mood.valence < 0]
    assert fused.moods[0, dark_side].sum() > sound.moods[0, dark_side].sum()
    assert contrasts(sound, WordsRead.of([words(-0.6, 0.25)]))[0] == 0


def test_words_count_as_much_as_the_sound_at_most():
    sound = sounds((0.6, 0.0))
    fused = fuse(sound, WordsRead.of([words(-0.8, 1e-6)]), PARAMETERS)
    assert fused.valence[0] == pytest.approx(-0.1, abs=1e-6)
    assert fused.valence_sd[0] == pytest.approx(0.2 / np.sqrt(2))


def test_without_words_nothing_changes_by_a_bit():
    sound = sounds((0.7, 0.35), (-0.3, -0.6), (0.2, 0.1))
    fused = fuse(sound, WordsRead.of([None, words(0.9), None]), PARAMETERS)
    for field in dataclasses.fields(Reading):
        before, after = getattr(sound, field.name), getattr(fused, field.name)
        assert before[[0, 2]].tobytes() == after[[0, 2]].tobytes(), field.name
    assert sound.valence[1] == np.float32(-0.3) and fused.valence[1] > 0
    assert contrasts(sound, WordsRead.of([None] * 3)).tolist() == [0, 0, 0]


def test_an_unfamiliar_sound_has_no_mood_even_with_words():
    sound = sounds((0.9, 0.9), distance=3.0)
    said = WordsRead.of([words(-0.9, 0.05)])
    fused = fuse(sound, said, PARAMETERS)
    assert fused.mood[0] == UNSURE
    assert fused.valence.tobytes() == sound.valence.tobytes()
    assert contrasts(sound, said)[0] == 0


def test_words_that_pull_between_two_moods_leave_it_unsure():
    sound = sounds((0.5, 0.8))
    fused = fuse(sound, WordsRead.of([words(-0.6, 0.2)]), PARAMETERS)
    assert fused.valence[0] == pytest.approx(
        -0.05, abs=1e-6
    )  # energetic is at 0.35, angry at -0.45
    assert (mood_of(sound), mood_of(fused)) == ("energetic", None)


@pytest.mark.parametrize(
    ("sound", "dark", "told"),
    [
        (0.17, 0.81, BRIGHT_DARK),  # 0.17 / 0.2 is 0.85 standard deviations: 0.802
        (0.16, 0.81, 0),
        (0.17, 0.79, 0),
        (-0.17, 0.19, DARK_BRIGHT),
        (-0.17, 0.81, 0),
        (0.0, 0.5, 0),
    ],
)
def test_a_contrast_needs_two_clear_sides(sound: float, dark: float, told: int):
    said = WordsRead.of([words(1.0 - 2.0 * dark, dark=dark)])
    assert contrasts(sounds((sound, 0.2)), said)[0] == told


def test_no_tracks_are_no_trouble():
    assert len(fuse(sounds(), WordsRead.of([]), PARAMETERS).valence) == 0


@settings(deadline=None)
@given(PLACE, DOUBT, PLACE, DOUBT)
def test_fused_lies_between_both_and_is_never_less_sure(
    heard: float, heard_sd: float, said: float, said_sd: float
):
    sound, read = sound_at(heard, heard_sd), WordsRead.of([words(said, said_sd)])
    fused = fuse(sound, read, PARAMETERS)
    low, high = sorted((heard, said))
    assert low - 1e-12 <= fused.valence[0] <= high + 1e-12
    assert heard_sd / np.sqrt(2) * (1 - 1e-12) <= fused.valence_sd[0] <= heard_sd
    assert abs(fused.valence[0] - heard) <= abs(said - heard) / 2 + 1e-12
    assert fused.moods.sum() == pytest.approx(1.0)


@settings(deadline=None)
@given(PLACE, DOUBT, PLACE, DOUBT)
def test_the_mirror_image_has_the_mirrored_answer(
    heard: float, heard_sd: float, said: float, said_sd: float
):
    one = fuse(sound_at(heard, heard_sd), WordsRead.of([words(said, said_sd)]), PARAMETERS)
    other = fuse(sound_at(-heard, heard_sd), WordsRead.of([words(-said, said_sd)]), PARAMETERS)
    assert one.valence[0] == -other.valence[0]
    assert one.valence_sd[0] == other.valence_sd[0]


@settings(deadline=None)
@given(PLACE, PLACE, DOUBT)
def test_equally_sure_sound_and_words_may_change_places(one: float, other: float, sd: float):
    first = fuse(sound_at(one, sd), WordsRead.of([words(other, sd)]), PARAMETERS)
    second = fuse(sound_at(other, sd), WordsRead.of([words(one, sd)]), PARAMETERS)
    assert first.valence[0] == pytest.approx(second.valence[0], abs=1e-12)
    assert first.moods == pytest.approx(second.moods, abs=1e-9)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.tagging.features import frame_features
from player.tagging.rates import FRAMES_PER_S, SR
from player.tagging.rhythm import find_tempi, find_tempo
from tests.tagging.signals import clicks


@pytest.mark.parametrize("bpm", [60, 72.5, 90, 120, 140, 165, 180])
def test_the_tempo_of_a_click_track_is_found(bpm: float) -> None:
    tempo = find_tempo([frame_features(clicks(bpm, 10)).onset], FRAMES_PER_S)
    assert tempo.bpm == pytest.approx(bpm, rel=0.02)
    assert tempo.heard


def test_stretches_of_one_track_agree_on_one_tempo() -> None:
    onsets = [frame_features(clicks(96, 10, seed=seed)).onset for seed in range(3)]
    assert find_tempo(onsets, FRAMES_PER_S).bpm == pytest.approx(96, rel=0.01)


def test_several_stretches_by_themselves_are_each_heard_as_alone() -> None:
    onsets = np.stack([frame_features(clicks(bpm, 10)).onset for bpm in (75, 110)])
    together = find_tempi(onsets, FRAMES_PER_S)
    alone = [find_tempo([onset], FRAMES_PER_S) for onset in onsets]
    assert [tempo.bpm for tempo in together] == pytest.approx([tempo.bpm for tempo in alone])
    assert [tempo.bpm for tempo in together] == pytest.approx([75, 110], rel=0.01)


def test_noise_has_no_pulse() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 10 * SR).astype(np.float32)
    assert not find_tempo([frame_features(noise).onset], FRAMES_PER_S).heard


def test_nothing_has_no_tempo() -> None:
    assert not find_tempo([], FRAMES_PER_S).heard
    assert not find_tempo([np.zeros(400)], FRAMES_PER_S).heard


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=10, max_size=600))
def test_any_envelope_gives_a_tempo_in_range(onset: list[float]) -> None:
    tempo = find_tempo([np.array(onset)], FRAMES_PER_S)
    assert 0.0 <= tempo.strength <= 1.0
    assert tempo.bpm == 0 or 35 < tempo.bpm < 230

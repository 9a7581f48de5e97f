from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from player.tagging.features import N_MELS
from player.tagging.rates import SR, WINDOW_S, WINDOW_SAMPLES
from player.tagging.segments import (
    FULL_HOP_S,
    QUICK_HOP_S,
    QUICK_SEGMENTS,
    SEGMENT_S,
    quick_segments,
    window_starts,
)
from player.tagging.stretch import hear_stretch
from player.tagging.window_features import NAMES, WINDOW_FRAMES
from tests.tagging.signals import chord, clicks, song


def test_a_segment_gives_two_windows_of_finite_numbers() -> None:
    heard = hear_stretch(song(SEGMENT_S), hop_s=QUICK_HOP_S)
    assert heard.features.shape == (2, len(NAMES))
    assert heard.mel.shape == (2, WINDOW_FRAMES, N_MELS)
    assert heard.mel.dtype == heard.features.dtype == np.float32
    assert np.isfinite(heard.features).all()
    assert heard.starts_s.tolist() == [0.0, QUICK_HOP_S]


def test_the_same_sound_gives_the_same_bytes() -> None:
    first, again = (hear_stretch(song(SEGMENT_S), hop_s=QUICK_HOP_S) for _ in range(2))
    assert first.features.tobytes() == again.features.tobytes()
    assert first.mel.tobytes() == again.mel.tobytes()
    assert first.onset.tobytes() == again.onset.tobytes()
    assert first.chroma.tobytes() == again.chroma.tobytes()


def test_the_mel_power_has_the_level_of_the_file() -> None:
    y = song(6)
    plain, louder = (hear_stretch(gain * y, hop_s=QUICK_HOP_S).mel for gain in (1, 4))
    np.testing.assert_allclose(louder, 16 * plain, rtol=1e-5)


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf, 1e30, -3e38])
def test_samples_that_are_no_sound_spoil_nothing(broken: float) -> None:
    y = song(6)
    y[1000:1010] = broken
    heard = hear_stretch(y, hop_s=QUICK_HOP_S)
    assert heard.features.shape == (1, len(NAMES))
    assert np.isfinite(heard.features).all()
    assert np.isfinite(heard.mel).all()


@pytest.mark.parametrize("gain", [0.01, 0.25, 3.0])
def test_loud_and_quiet_sound_the_same(gain: float) -> None:
    y = song(6)
    plain = hear_stretch(y, hop_s=QUICK_HOP_S).features
    other = hear_stretch((y * gain).astype(np.float32), hop_s=QUICK_HOP_S).features
    np.testing.assert_allclose(other, plain, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize(
    "y",
    [
        np.zeros(10 * SR, np.float32),
        np.full(10 * SR, 1e-5, np.float32),
        np.full(10 * SR, np.nan, np.float32),
        np.zeros(0, np.float32),
        chord((0,), 0.2),
    ],
    ids=["zeros", "whisper", "nan", "nothing", "a fifth of a second"],
)
def test_silence_and_scraps_have_no_windows(y: np.ndarray) -> None:
    heard = hear_stretch(y, hop_s=QUICK_HOP_S)
    assert heard.features.shape == (0, len(NAMES))
    assert heard.mel.shape == (0, WINDOW_FRAMES, N_MELS)
    assert not heard.chroma.any()


def test_silent_windows_are_left_out() -> None:
    y = np.concatenate([song(6), np.zeros(12 * SR, np.float32)])
    heard = hear_stretch(y, hop_s=WINDOW_S)
    assert heard.starts_s.tolist() == [0.0]


def test_a_short_sound_is_repeated_to_a_window() -> None:
    assert len(hear_stretch(song(2), hop_s=QUICK_HOP_S).features) == 1


def test_the_tempo_of_each_window_is_among_its_features() -> None:
    heard = hear_stretch(clicks(90, SEGMENT_S), hop_s=QUICK_HOP_S)
    speed = heard.features[:, NAMES.index("tempo_log2")]
    np.testing.assert_allclose(120 * 2**speed, 90, rtol=0.02)


def test_mode_is_heard_in_the_features() -> None:
    major = hear_stretch(chord((0, 4, 7), 6), hop_s=QUICK_HOP_S).features[0]
    minor = hear_stretch(chord((0, 3, 7), 6), hop_s=QUICK_HOP_S).features[0]
    place = NAMES.index("partials_mode_balance")
    assert major[place] > 0.1 > -0.1 > minor[place]


@given(st.floats(0.5, 20_000))
def test_quick_segments_lie_inside_the_track(duration_s: float) -> None:
    segments = quick_segments(duration_s)
    assert 1 <= len(segments) <= QUICK_SEGMENTS
    assert all(s.start_s >= 0 and s.start_s + s.duration_s <= duration_s + 1e-6 for s in segments)
    assert all(a.start_s + a.duration_s <= b.start_s + 1e-6 for a, b in pairwise(segments))


def test_long_tracks_are_not_judged_by_their_intro() -> None:
    segments = quick_segments(300)
    assert len(segments) == QUICK_SEGMENTS
    assert segments[0].start_s == 45
    assert segments[-1].start_s > 200


def test_a_track_of_unknown_length_is_still_listened_to() -> None:
    assert len(quick_segments(None)) == QUICK_SEGMENTS


@settings(max_examples=50)
@given(st.integers(0, 90 * SR), st.sampled_from([QUICK_HOP_S, FULL_HOP_S, WINDOW_S]))
def test_windows_lie_inside_their_stretch(samples: int, hop_s: float) -> None:
    starts = window_starts(samples, hop_s)
    assert all(start >= 0 and start + WINDOW_SAMPLES <= samples for start in starts)
    assert bool(starts) == (samples >= WINDOW_SAMPLES)

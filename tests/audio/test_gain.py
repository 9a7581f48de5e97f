"""Gains: the slider's curve, decibels, and straight lines without steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.audio.gain import Ramp, amplitude_of_db, amplitude_of_volume


def test_ends_of_the_slider_are_exact():
    assert amplitude_of_volume(0.0) == 0.0
    assert amplitude_of_volume(1.0) == 1.0
    assert amplitude_of_volume(-1.0) == 0.0
    assert amplitude_of_volume(7.0) == 1.0
    assert 20 * np.log10(amplitude_of_volume(0.5)) == pytest.approx(-18.06, abs=0.01)


def test_decibels():
    assert amplitude_of_db(0.0) == 1.0
    assert amplitude_of_db(-20.0) == pytest.approx(0.1)
    assert amplitude_of_db(6.0) == pytest.approx(1.995, abs=0.001)


def test_settled_at_one_changes_no_bit():
    frames = np.random.default_rng(1).normal(size=(5000, 2)).astype(np.float32)
    before = frames.copy()
    Ramp(1.0).apply(frames)
    assert np.array_equal(frames, before)


@given(
    start=st.floats(0, 1),
    target=st.floats(0, 1),
    length=st.integers(1, 3000),
    blocks=st.lists(st.integers(1, 2500), min_size=1, max_size=8),
)
def test_a_ramp_is_a_straight_line_however_it_is_cut(start, target, length, blocks):
    ramp = Ramp(start)
    ramp.go(target, length)
    pieces = [np.ones((n, 2), np.float32) for n in blocks]
    for piece in pieces:
        ramp.apply(piece)
    curve = np.concatenate(pieces)[:, 0]
    place = np.minimum(np.arange(1, len(curve) + 1), length)
    expected = start + (target - start) * place / length if target != start else start
    assert np.allclose(curve, expected, atol=1e-4)
    if len(curve) >= length:
        assert ramp.value == target

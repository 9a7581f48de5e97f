"""Floats on their way to a device that takes integers."""

from __future__ import annotations

import numpy as np
import pytest

from player.audio.feed import Feed
from player.audio.integers import Integers
from player.audio.ring import Ring

RATE = 44100


def through(samples: np.ndarray, *, at_once: int) -> np.ndarray:
    """What a device gets that asks for *at_once* frames; the memory holds 441."""
    ring = Ring(RATE)
    feed = Feed(ring, RATE)
    ring.write(samples, ring.generation)
    feed.open_gate(0.0)
    integers = Integers(441)
    out = np.full((len(samples), 2), 7, np.int32)
    for start in range(0, len(samples), at_once):
        integers.render(feed, out[start : start + at_once])
    return out


@pytest.mark.parametrize("bits", [16, 24])
@pytest.mark.parametrize("at_once", [100, 441, 1000])
def test_the_upper_bits_are_those_of_the_file(bits, at_once):
    numbers = np.random.default_rng(bits).integers(-(2 ** (bits - 1)), 2 ** (bits - 1), (5000, 2))
    numbers[0], numbers[1] = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    out = through((numbers / 2.0 ** (bits - 1)).astype(np.float32), at_once=at_once)
    assert np.array_equal(out >> (32 - bits), numbers)
    assert not (out & (2 ** (32 - bits) - 1)).any()


def test_what_is_too_loud_is_cut_off():
    out = through(np.array([[1.0, -1.0], [2.0, -2.0]], np.float32), at_once=2)
    assert out.tolist() == [[2**31 - 1, -(2**31)]] * 2

"""The ring keeps order and counts frames, whatever the sizes of what goes in and out."""

from __future__ import annotations

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from player.audio.ring import Ring


def numbered(first: int, n: int) -> np.ndarray:
    return np.repeat(np.arange(first, first + n, dtype=np.float32)[:, np.newaxis], 2, axis=1)


@given(st.lists(st.tuples(st.integers(0, 64), st.integers(0, 80)), max_size=40))
def test_what_goes_in_comes_out_in_order(steps):
    ring = Ring(64)
    for size, wanted in steps:
        n = min(size, 64 - ring.available)
        assert ring.write(numbered(ring.written, n), ring.generation)
        out = np.full((wanted, 2), -1.0, np.float32)
        at = ring.read
        got = ring.read_into(out)
        assert got == min(wanted, ring.available + got)
        assert np.array_equal(out[:got], numbered(at, got))
        assert (out[got:] == -1.0).all()


def test_drop_turns_a_waiting_writer_away():
    ring = Ring(16)
    generation = ring.generation
    results = []
    writer = threading.Thread(
        target=lambda: results.append(ring.write(numbered(0, 100), generation))
    )
    writer.start()
    while ring.available < 16:
        pass
    assert ring.drop() == 16
    writer.join(5)
    assert results == [False]
    assert ring.available == 0


def test_cut_forgets_only_what_was_not_read():
    ring = Ring(64)
    ring.write(numbered(0, 40), ring.generation)
    ring.read_into(np.empty((10, 2), np.float32))
    assert ring.cut(30)
    assert (ring.read, ring.written) == (10, 30)
    assert not ring.cut(5)
    assert ring.available == 20

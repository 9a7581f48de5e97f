"""The gate between ring and output: fades, counts, and what is heard when."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from player.audio.feed import Feed
from player.audio.gain import FADE_S
from player.audio.ring import Ring

RATE = 44100
FREQUENCY = 440.0
AMPLITUDE = 0.5
STEEPEST = AMPLITUDE * 2 * np.pi * FREQUENCY / RATE
FADE_STEP = 1 / (0.02 * RATE)


@pytest.fixture
def feed() -> Feed:
    t = np.arange(5 * RATE) / RATE
    sine = (AMPLITUDE * np.sin(2 * np.pi * FREQUENCY * t)).astype(np.float32)
    ring = Ring(5 * RATE)
    ring.write(np.stack([sine, sine], axis=1), ring.generation)
    return Feed(ring, RATE)


def render(feed: Feed, n: int) -> np.ndarray:
    out = np.full((n, 2), 9.0, np.float32)
    feed.render(out)
    return out


def assert_no_click(*pieces: np.ndarray) -> None:
    both = np.concatenate(pieces)
    assert np.abs(np.diff(both, axis=0)).max() < STEEPEST + FADE_STEP


def test_closed_gate_gives_silence_and_keeps_the_frames(feed):
    assert not render(feed, 1000).any()
    assert feed.ring.read == 0


def test_open_gate_changes_no_bit(feed):
    feed.open_gate(0.0)
    out = render(feed, 1000)
    t = np.arange(1000) / RATE
    expected = (AMPLITUDE * np.sin(2 * np.pi * FREQUENCY * t)).astype(np.float32)
    assert np.array_equal(out[:, 0], expected)


@pytest.mark.parametrize("block", [64, 441, 4096])
def test_closing_and_opening_fade(feed, block):
    feed.open_gate(0.0)
    pieces = [render(feed, 1025)]
    closer = threading.Thread(target=feed.close_gate, args=(5.0,))
    closer.start()
    while feed.is_open:
        pieces.append(render(feed, block))
    closer.join()
    at = feed.ring.read
    pieces.append(render(feed, block))
    assert not pieces[-1].any()
    assert feed.ring.read == at
    feed.open_gate(FADE_S)
    pieces += [render(feed, block) for _ in range(2000 // block + 1)]
    assert pieces[-1].any()
    assert_no_click(*pieces)


def test_a_hanging_output_does_not_hang_the_gate(feed):
    feed.open_gate(0.0)
    feed.close_gate(0.01)
    assert not feed.is_open


def test_volume_glides(feed):
    feed.open_gate(0.0)
    pieces = [render(feed, 1000)]
    for volume in (0.2, 1.0, 0.0, 0.7):
        feed.set_volume(volume)
        pieces += [render(feed, 300) for _ in range(4)]
    assert_no_click(*pieces)
    assert np.abs(render(feed, 441)).max() == pytest.approx(AMPLITUDE * 0.7**3, rel=0.01)


def test_a_late_decoder_is_counted_and_comes_back_softly(feed):
    feed.ending = False
    feed.ring.cut(1000)
    feed.open_gate(0.0)
    render(feed, 1200)
    assert feed.gaps == 1
    more = np.full((2000, 2), AMPLITUDE, np.float32)
    feed.ring.write(more, feed.ring.generation)
    back = render(feed, 1500)
    assert_no_click(np.zeros((1, 2), np.float32), back)


def test_heard_frame_takes_the_delay_off(feed):
    feed.open_gate(0.0)
    for _ in range(10):
        render(feed, 441)
    assert feed.heard_frame(0.0) == 4410
    assert feed.heard_frame(0.05) == 4410 - 2205
    feed.close_gate(0.0)
    for _ in range(10):
        render(feed, 441)
    assert feed.heard_frame(0.05) == 4410  # silence in between, all of it was heard

"""A track at another rate: its length, its inside, and its ends."""

from __future__ import annotations

import numpy as np
import pytest

from player.audio.edge_resampler import EdgeResampler

SECONDS = 1.0


def tone(rate: int, seconds: float = SECONDS) -> np.ndarray:
    t = np.arange(round(seconds * rate)) / rate
    return np.stack(
        [0.5 * np.cos(2 * np.pi * 440 * t), 0.4 * np.cos(2 * np.pi * 300 * t)], axis=1
    ).astype(np.float32)


def resampled(signal: np.ndarray, old: int, new: int, block: int) -> np.ndarray:
    resampler = EdgeResampler(old, new)
    parts = [resampler.feed(signal[n : n + block]) for n in range(0, len(signal), block)]
    return np.concatenate([*parts, resampler.finish()])


@pytest.mark.parametrize("block", [100, 4096, 10**6])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (44100, 48000),
        (48000, 44100),
        (96000, 44100),
        (8000, 48000),
        (192000, 48000),
        (11025, 44100),
    ],
)
def test_it_is_the_same_signal_up_to_its_ends(old, new, block):
    heard = resampled(tone(old), old, new, block)
    wanted = tone(new)
    assert heard.shape == wanted.shape
    assert np.abs(heard - wanted)[1000:-1000].max() < 1e-4
    assert np.abs(heard - wanted).max() < 0.05


@pytest.mark.parametrize("frames", [1, 2, 3, 100, 511, 600])
def test_short_tracks_keep_their_length(frames):
    signal = tone(48000)[:frames]
    heard = resampled(signal, 48000, 44100, 4096)
    assert len(heard) == round(frames * 44100 / 48000)
    assert np.isfinite(heard).all()
    assert np.abs(heard).max(initial=0.0) < 0.6


def test_nothing_stays_nothing():
    assert EdgeResampler(48000, 44100).finish().shape == (0, 2)

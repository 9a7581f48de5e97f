"""Channels: none of them is the analysis' own mel spectrogram, and none exceeds its bounds."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from player.tagging.features import frame_features
from player.tagging.rates import SR, WINDOW_SAMPLES
from player.training.channel import HOP_LENGTH, N_FFT, N_MELS, _gains, _holes, _masks, mel_power
from player.training.teachers import TEACHER_SR

FRAMES = (WINDOW_SAMPLES - N_FFT) // HOP_LENGTH + 1
BINS = N_FFT // 2 + 1


@pytest.fixture
def random() -> torch.Generator:
    return torch.Generator().manual_seed(11)


@pytest.fixture(scope="module")
def sound() -> torch.Tensor:
    """(16, 6 s): a falling arpeggio over noise, of many levels."""
    noise = np.random.default_rng(7)
    t = np.arange(WINDOW_SAMPLES) / SR
    hertz = 220 * 2 ** (np.floor(-4 * t) % 12 / 6)
    tune = 0.3 * np.sin(2 * np.pi * np.cumsum(hertz) / SR)
    clips = [
        10 ** (-i / 8) * (tune + 0.05 * noise.normal(size=len(t))).astype(np.float32)
        for i in range(16)
    ]
    return torch.from_numpy(np.stack(clips).astype(np.float32))


def test_without_a_channel_it_is_what_the_analysis_hears(sound: torch.Tensor) -> None:
    assert TEACHER_SR == SR
    mel = mel_power(sound)
    assert mel.shape == (16, FRAMES, N_MELS)
    for heard, y in zip(mel[::5], sound[::5], strict=True):
        expected = torch.from_numpy(frame_features(y.numpy()).mel)
        # The two transforms round differently where a band holds next to nothing.
        torch.testing.assert_close(heard, expected, rtol=1e-3, atol=float(1e-6 * expected.max()))


def test_the_same_seed_is_the_same_channel_and_another_is_another(sound: torch.Tensor) -> None:
    def heard(seed: int) -> torch.Tensor:
        return mel_power(sound, torch.Generator().manual_seed(seed))

    assert torch.equal(heard(1), heard(1))
    assert not torch.equal(heard(1), heard(2))


def test_what_comes_through_a_channel_is_power(
    sound: torch.Tensor, random: torch.Generator
) -> None:
    clean, heard = mel_power(sound), mel_power(sound, random)
    assert heard.shape == clean.shape
    assert heard.isfinite().all() and (heard >= 0).all()
    assert (heard <= 100 * clean + 1e-9).all()  # tilt and bell together: 20 dB
    alike = [torch.allclose(a, b) for a, b in zip(heard, clean, strict=True)]
    assert 0 < sum(alike) < 16  # some are left as they are, not all


def test_gains_are_bounded_and_often_none(random: torch.Generator) -> None:
    gains = _gains(2000, random)
    assert gains.shape == (2000, BINS)
    assert (gains >= 0).all() and (gains <= 10**2.0).all()
    flat = (gains == 1).all(dim=1)
    assert 0.35 < flat.float().mean() < 0.45


def test_gains_cut_the_deep_and_the_high_and_spare_the_middle(random: torch.Generator) -> None:
    gains = _gains(2000, random)
    decibels = 10 * gains[~(gains == 1).all(dim=1)].log10()
    hertz = torch.linspace(0, TEACHER_SR / 2, BINS)
    middle = decibels[:, (hertz > 500) & (hertz < 2000)]
    assert middle.min() > -13  # tilt 3 dB, bell 8 dB, the edge of the low-pass
    assert (decibels[:, -1] < -20).float().mean() > 0.4  # 3 to 8 kHz low-passes
    assert decibels[:, -1].max() > 0  # and none at all
    assert (decibels[:, 1] < -20).float().mean() > 0.5  # 16 Hz


def test_holes_are_where_a_codec_would_leave_them(random: torch.Generator) -> None:
    """Beside a loud bin the faint go, what is 12 dB below it stays; far from it nothing happens."""
    power = torch.full((200, 3, BINS), 1e-6)
    power[:, :, 100] = 1.0
    power[:, :, 110] = 0.07  # 11.5 dB below
    heard = _holes(power, random)
    kept = heard == power
    assert kept[:, :, [100, 110]].all()
    assert kept[:, :, :84].all() and kept[:, :, 127:].all()
    faint = heard[:, 0, 90]
    holed = faint != 1e-6
    assert 0.2 < holed.float().mean() < 0.4
    torch.testing.assert_close(faint[holed], torch.full_like(faint[holed], 1e-9))


def test_masks_hide_little_and_leave_the_rest(random: torch.Generator) -> None:
    mel = torch.ones(400, FRAMES, N_MELS)
    heard = _masks(mel, random)
    assert torch.equal(heard, heard.bool().float())  # hidden or untouched
    frames = FRAMES - heard.amax(dim=2).sum(dim=1)
    bands = N_MELS - heard.amax(dim=1).sum(dim=1)
    assert 10 <= frames.max() <= 16 and 5 <= bands.max() <= 8
    assert 0.2 < (frames > 0).float().mean() < 0.4
    assert 0.2 < (bands > 0).float().mean() < 0.4

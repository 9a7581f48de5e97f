"""The encoder: one size out, whatever the level and the length."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from player.tagging.encoder import EMBEDDING_SIZE, Encoder, bels
from player.tagging.features import N_FFT_LONG, N_MELS, frame_features
from player.tagging.rates import SR


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """An untrained one, ready to listen, its norms with statistics as after training."""
    torch.manual_seed(3)
    encoder = Encoder()
    for module in encoder.modules():
        if isinstance(module, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 2)
    return encoder.eval()


@pytest.fixture(scope="module")
def mel() -> torch.Tensor:
    """(4, 64, N_MELS) mel power of four made sounds: tones over noise."""
    random = np.random.default_rng(5)
    t = np.arange(64 * 512 + 512) / SR
    sounds = [
        0.1 * np.sin(2 * np.pi * hertz * t) + 0.01 * random.normal(size=len(t))
        for hertz in (110, 440, 1500, 5000)
    ]
    assert len(t) >= N_FFT_LONG
    return torch.from_numpy(np.stack([frame_features(np.float32(y)).mel for y in sounds]))


@torch.inference_mode()
def test_every_window_gets_an_embedding_of_its_own(encoder: Encoder, mel: torch.Tensor) -> None:
    said = encoder(mel)
    assert said.shape == (4, EMBEDDING_SIZE)
    assert said.isfinite().all()
    assert (torch.pdist(said) > 1e-3).all()


@torch.inference_mode()
@pytest.mark.parametrize("gain", [1e-6, 0.25, 10.0, 1e4])
def test_the_level_says_nothing(encoder: Encoder, mel: torch.Tensor, gain: float) -> None:
    torch.testing.assert_close(encoder(mel * gain), encoder(mel), rtol=1e-3, atol=1e-4)


@torch.inference_mode()
def test_the_level_of_one_window_is_not_held_against_another(
    encoder: Encoder, mel: torch.Tensor
) -> None:
    gains = torch.tensor([0.01, 1, 3, 1000]).view(4, 1, 1)
    torch.testing.assert_close(encoder(mel * gains), encoder(mel), rtol=1e-3, atol=1e-4)


@torch.inference_mode()
def test_the_same_window_gets_the_same_embedding(encoder: Encoder, mel: torch.Tensor) -> None:
    assert torch.equal(encoder(mel), encoder(mel.clone()))
    alone = torch.cat([encoder(window[None]) for window in mel])
    torch.testing.assert_close(alone, encoder(mel), rtol=1e-3, atol=1e-4)


@torch.inference_mode()
@pytest.mark.parametrize("frames", [16, 17, 31, 50, 186])
def test_a_window_may_have_any_number_of_frames_from_16(encoder: Encoder, frames: int) -> None:
    mel = torch.rand(2, frames, N_MELS, generator=torch.Generator().manual_seed(frames))
    assert encoder(mel).shape == (2, EMBEDDING_SIZE)


@torch.inference_mode()
def test_silence_is_heard_as_silence_and_not_as_nonsense(encoder: Encoder) -> None:
    assert encoder(torch.zeros(1, 16, N_MELS)).isfinite().all()


def test_bels_are_counted_from_the_mean_down_to_the_floor() -> None:
    power = torch.tensor([[[1.0, 3.0], [0.0, 4.0]]])  # mean 2
    expected = torch.tensor([[[0.5, 1.5], [1e-6, 2.0]]]).log10()
    torch.testing.assert_close(bels(power), expected)

"""What lies between a recording and the ear: equalisers, band limits, codecs. Training only; torch.

Students hear the sound through a random channel while their teachers hear it clean, so that neither
a codec nor an equaliser is taken for a mood. All of it is done on power spectra, where a filter is
a product and a codec leaves holes.
"""

from __future__ import annotations

from functools import cache

import librosa
import torch
from torch import Tensor

from player.training.teachers import TEACHER_SR

N_FFT, HOP_LENGTH, N_MELS = 1024, 512, 64
"""As :mod:`player.tagging.features` (a test holds both against each other)."""

_SHARE = 0.6
"""How often there is an equaliser with band limits. Holes are half as often, on their own."""


def mel_power(sound: Tensor, random: torch.Generator | None = None) -> Tensor:
    """(n, samples) at 16 kHz -> (n, frames, N_MELS) power; frames do not overlap the edges.

    :param random: on the CPU; every sound goes through a channel of its own. ``None``: no channel.
    """
    window = torch.hann_window(N_FFT, device=sound.device)
    frames = sound.unfold(1, N_FFT, HOP_LENGTH) * window
    power = torch.fft.rfft(frames).abs().square()
    if random is not None:
        power = _holes(power, random) * _gains(len(power), random).to(power.device)[:, None]
    mel = power @ _filters().to(power.device).T
    return mel if random is None else _masks(mel, random)


@cache
def _filters() -> Tensor:
    filters = librosa.filters.mel(sr=TEACHER_SR, n_fft=N_FFT, n_mels=N_MELS, fmin=30.0, fmax=8000.0)
    return torch.from_numpy(filters).float()


def _gains(count: int, random: torch.Generator) -> Tensor:
    """(n, bins) power gains: tilt, one broad bell, a low-pass and a high-pass."""
    hertz = torch.linspace(0, TEACHER_SR / 2, N_FFT // 2 + 1).clamp_min(20)
    octaves = torch.log2(hertz / 1000)[None]

    def uniform(low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand(count, 1, generator=random)

    tilt = uniform(-3, 3) * octaves.clamp(-4, 3)
    bell = uniform(-8, 8) * torch.exp(-((octaves - uniform(-3, 2.5)) ** 2) / 0.7)
    low = 2 ** uniform(11.55, 13.5)  # 3 to 11.6 kHz: above 8 kHz there is none
    high = 2 ** uniform(3.5, 7.6)  # 11 to 190 Hz
    decibels = tilt + bell
    # Butterworth, of order eight and four.
    decibels = decibels - 10 * torch.log10(1 + (hertz[None] / low) ** 16)
    decibels = decibels - 10 * torch.log10(1 + (high / hertz[None]) ** 8)
    through = torch.rand(count, 1, generator=random) < _SHARE
    return 10 ** (torch.where(through, decibels, torch.zeros(())) / 10)


def _holes(power: Tensor, random: torch.Generator) -> Tensor:
    """Drop what a codec would: bins 12 to 40 dB below the loudest within 250 Hz, frame by frame."""
    loud = torch.nn.functional.max_pool1d(power, 33, stride=1, padding=16)
    depth = 10 ** (-(12 + 28 * torch.rand(len(power), 1, 1, generator=random)) / 10)
    through = torch.rand(len(power), 1, 1, generator=random) < _SHARE / 2
    depth = torch.where(through, depth, torch.zeros(())).to(power.device)
    return torch.where(power < loud * depth, 1e-3 * power, power)


def _masks(mel: Tensor, random: torch.Generator) -> Tensor:
    """SpecAugment (Park 2019): hide up to half a second and up to eight bands, now and then."""
    count, frames, bands = mel.shape
    for axis, size, most in ((1, frames, 16), (2, bands, 8)):
        width = most * torch.rand(count, generator=random)
        width = width * (torch.rand(count, generator=random) < 0.3)
        start = torch.rand(count, generator=random) * (size - most)
        at = torch.arange(size)[None]
        hidden = (at >= start[:, None]) & (at < (start + width)[:, None])
        shape = (count, size, 1) if axis == 1 else (count, 1, size)
        mel = mel * (~hidden).view(shape).to(mel.device)
    return mel

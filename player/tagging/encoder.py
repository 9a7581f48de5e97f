"""The convolutional part of the network: a window's mel spectrogram in, an embedding out.

Runs in the tagging process and in training (torch); the window's process must never import it.
A plain VGG of 3x3 convolutions (after Choi 2016 and YAMNet's students), small enough for two old
cores: about 0.35 GFLOP for six seconds.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

EMBEDDING_SIZE = 256
"""Length of what the encoder says of a window."""

_CHANNELS = (24, 48, 96, 160, 256)
"""Maps per block: each block halves both axes, so each but the first costs about the same."""

_DEEP = (3, 4)
"""Blocks with a second convolution around which the sound may also pass unchanged."""

_FLOOR = 1e-6
"""Power that counts as nothing, against the window's mean: 60 dB below it."""


class Block(nn.Module):
    """Convolution, batch norm, ReLU, a residual second one where wanted, pooling by two."""

    def __init__(self, inside: int, outside: int, *, deep: bool, pool: bool) -> None:
        super().__init__()
        self.first = nn.Conv2d(inside, outside, 3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(outside)
        self.second = nn.Conv2d(outside, outside, 3, padding=1, bias=False) if deep else None
        self.second_norm = nn.BatchNorm2d(outside) if deep else None
        self.pool = nn.MaxPool2d(2) if pool else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """(n, inside, frames, bands) -> (n, outside, frames / 2, bands / 2)."""
        x = self.first_norm(self.first(x)).relu()
        if self.second is not None and self.second_norm is not None:
            x = (x + self.second_norm(self.second(x))).relu()
        pooled: Tensor = self.pool(x)
        return pooled


class Encoder(nn.Module):
    """(n, frames, 64) mel power -> (n, EMBEDDING_SIZE), any level, any number of frames >= 16."""

    def __init__(self) -> None:
        super().__init__()
        self.input_norm = nn.BatchNorm1d(64)
        inside = (1, *_CHANNELS[:-1])
        last = len(_CHANNELS) - 1
        self.blocks = nn.Sequential(
            *(
                Block(a, b, deep=i in _DEEP, pool=i < last)
                for i, (a, b) in enumerate(zip(inside, _CHANNELS, strict=True))
            )
        )
        self.project = nn.Linear(2 * _CHANNELS[-1], EMBEDDING_SIZE)

    def forward(self, mel: Tensor) -> Tensor:
        """The embedding; see the class."""
        x = self.input_norm(bels(mel).transpose(1, 2)).transpose(1, 2)
        maps = self.blocks(x[:, None]).mean(dim=3)
        both = torch.cat([maps.mean(dim=2), maps.amax(dim=2)], dim=1)
        embedding: Tensor = self.project(both)
        return embedding


def bels(mel: Tensor) -> Tensor:
    """(n, frames, bands) power -> bels against each window's own mean power, floored.

    The level of a file says how it was mastered and nothing of how it feels.
    """
    mean = mel.mean(dim=(1, 2), keepdim=True).clamp_min(1e-30)
    return (mel / mean).clamp_min(_FLOOR).log10()

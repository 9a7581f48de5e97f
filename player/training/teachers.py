"""The two teachers as torch modules: YAMNet and the Million Song taggers, batched, on any device.

Training only: their weights are read from the data folder (:mod:`player.training.teacher_weights`),
never shipped and never loaded by the program. Ports of published networks:

* YAMNet (Google, AudioSet): MobileNet v1 over log mel patches of 0.975 s.
* music-auto_tagging-keras (K. Choi 2016, 50 Last.fm tags): a CNN and a CRNN over 29.12 s. With the
  two corrections of the data's notes: the input is standardised per clip, and ``running_std`` is
  a standard deviation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import librosa
import torch
from torch import Tensor, nn
from torch.nn import functional

TEACHER_SR = 16000
"""Samples per second of what the teachers are played."""

YAMNET_SAMPLES = 15600
"""One patch of YAMNet: 0.975 s."""

_STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)
"""Of the thirteen separable blocks of MobileNet v1."""

TAGGER_SR = 12000
_TAGGER_FRAMES = 1366
"""29.12 s, 256 samples apart."""

_CNN_POOLS = ((2, 4), (2, 4), (2, 4), (3, 5), (4, 4))
_CRNN_POOLS = ((2, 2), (3, 3), (4, 4), (4, 4))
_CRNN_PADDING = 37
_BN_EPSILON = 1e-3


class Weights(nn.Module):
    """A module whose numbers are a flat mapping of named buffers, on the module's device."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        for name, value in weights.items():
            self.register_buffer(name, value)

    def __getitem__(self, name: str) -> Tensor:
        return self.get_buffer(name)


class Yamnet(Weights):
    """(n, 15600) samples at 16 kHz, -1..1 -> embedding (n, 1024), logits (n, 521)."""

    def forward(self, y: Tensor) -> tuple[Tensor, Tensor]:
        """The answer for each patch; see the class."""
        frames = y.unfold(1, 400, 160)[:, :96] * self["window"]
        magnitude = torch.fft.rfft(frames, 512).abs()
        x = torch.log(magnitude @ self["mel"].T + self["mel_bias"])[:, None]
        x = _same(x, self["conv_w"], self["conv_b"], stride=2)
        for i, stride in enumerate(_STRIDES):
            x = _same(x, self[f"depth{i}_w"], self[f"depth{i}_b"], stride, groups=x.shape[1])
            x = functional.relu(functional.conv2d(x, self[f"point{i}_w"], self[f"point{i}_b"]))
        embedding = x.mean(dim=(2, 3))
        return embedding, embedding @ self["out_w"].T + self["out_b"]


def _same(x: Tensor, weight: Tensor, bias: Tensor, stride: int, groups: int = 1) -> Tensor:
    """3x3 convolution with TensorFlow's SAME padding (at stride 2 only after the end), ReLU."""
    if stride == 1:
        return functional.relu(functional.conv2d(x, weight, bias, padding=1, groups=groups))
    x = functional.pad(x, (0, 1, 0, 1))
    return functional.relu(functional.conv2d(x, weight, bias, stride=stride, groups=groups))


class TaggerCnn(Weights):
    """(n, 96, 1366) standardised mel decibels -> features (n, 256), logits (n, 50)."""

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """The answer for each clip; see the class."""
        x = _time_norm(mel, self)[:, None]
        for i, pool in enumerate(_CNN_POOLS, 1):
            x = functional.max_pool2d(_conv_block(x, self, i), pool)
        features = x.flatten(1)
        return features, features @ self["output_W"] + self["output_b"]


class TaggerCrnn(Weights):
    """(n, 96, 1366) standardised mel decibels -> features (n, 32), logits (n, 50)."""

    def forward(self, mel: Tensor) -> tuple[Tensor, Tensor]:
        """The answer for each clip; see the class."""
        x = functional.pad(mel, (_CRNN_PADDING, _CRNN_PADDING))
        x = _time_norm(x, self)[:, None]
        for i, pool in enumerate(_CRNN_POOLS, 1):
            x = functional.max_pool2d(_conv_block(x, self, i), pool)
        steps = x.permute(0, 3, 1, 2).flatten(2)  # (n, 15, 128)
        steps = self._gru(steps, "gru1")
        features = self._gru(steps, "gru2")[:, -1]
        return features, features @ self["output_W"] + self["output_b"]

    def _gru(self, x: Tensor, name: str) -> Tensor:
        """Keras 1 GRU with hard sigmoid gates, reset applied before the recurrent product."""
        h = x.new_zeros(len(x), 32)
        inside = {g: x @ self[f"{name}_W_{g}"] + self[f"{name}_b_{g}"] for g in "zrh"}
        out = []
        for t in range(x.shape[1]):
            z = _hard_sigmoid(inside["z"][:, t] + h @ self[f"{name}_U_z"])
            r = _hard_sigmoid(inside["r"][:, t] + h @ self[f"{name}_U_r"])
            new = torch.tanh(inside["h"][:, t] + (r * h) @ self[f"{name}_U_h"])
            h = z * h + (1 - z) * new
            out.append(h)
        return torch.stack(out, dim=1)


def _hard_sigmoid(x: Tensor) -> Tensor:
    return (0.2 * x + 0.5).clamp(0, 1)


def _time_norm(mel: Tensor, weights: Weights) -> Tensor:
    """The first batch norm runs over time: one scale per frame."""
    scale, shift = _norm(weights, "bn_0_freq")
    return mel * scale + shift


def _conv_block(x: Tensor, weights: Weights, i: int) -> Tensor:
    scale, shift = _norm(weights, f"bn{i}")
    kernel = weights[f"conv{i}_W"] * scale.view(-1, 1, 1, 1)
    x = functional.conv2d(x, kernel, weights[f"conv{i}_b"] * scale + shift, padding=1)
    return functional.elu(x)


def _norm(weights: Weights, name: str) -> tuple[Tensor, Tensor]:
    """Scale and shift of a batch norm."""
    scale = weights[f"{name}_gamma"] / (weights[f"{name}_running_std"] + _BN_EPSILON)
    return scale, weights[f"{name}_beta"] - weights[f"{name}_running_mean"] * scale


def tagger_mel(y: Tensor) -> Tensor:
    """What the taggers are shown: (n, samples at 16 kHz) -> (n, 96, 1366), mean 0, deviation 1.

    Shorter clips are repeated until they fill 29.12 s, longer ones cut. Resampling to 12 kHz is
    done by reading the 16 kHz spectrum on a grid of the same frequencies: a transform of 683
    points at 16 kHz has the bins of one of 512 at 12 kHz.
    """
    hop, n_fft = 256 * TEACHER_SR / TAGGER_SR, 512 * TEACHER_SR / TAGGER_SR
    needed = round((_TAGGER_FRAMES - 1) * hop) + round(n_fft)
    repeats = -(-needed // y.shape[1])
    y = y.repeat(1, repeats)[:, :needed]
    starts = (torch.arange(_TAGGER_FRAMES, device=y.device) * hop).round().long()
    size = round(n_fft)
    frames = y[:, starts[:, None] + torch.arange(size, device=y.device)]
    power = torch.fft.rfft(frames * torch.hann_window(size, device=y.device)).abs().square()
    power = power * (512 / n_fft) ** 2  # a longer window adds up more samples
    mel = power[..., :257] @ _tagger_filters().to(y.device).T
    decibels = 20 * torch.log10(mel.clamp_min(1e-5))
    top = decibels.amax(dim=(1, 2), keepdim=True)
    decibels = torch.maximum(decibels, top - 80).transpose(1, 2)
    mean = decibels.mean(dim=(1, 2), keepdim=True)
    deviation = decibels.std(dim=(1, 2), keepdim=True, correction=0)
    return (decibels - mean) / deviation.clamp_min(1e-6)


@cache
def _tagger_filters() -> Tensor:
    """(96, 257) Slaney mel filters at 12 kHz."""
    return torch.from_numpy(librosa.filters.mel(sr=TAGGER_SR, n_fft=512, n_mels=96)).float()

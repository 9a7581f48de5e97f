"""All training sound on one device, and endless new mixtures of it. Training only; torch.

What may be mixed: every clip carries the students that must not hear it (its fold is tested with
them), and a mixture is withheld from all that either of its clips is withheld from. Two clips are
mixed only where both are withheld from the same student, or one of them is withheld from none,
so that no mixture is lost to many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from player.training.teachers import TEACHER_SR

CROP_SAMPLES = 6 * TEACHER_SR
"""What teachers and students hear at once: the window of the analysis."""

_SPEEDS = (0.85, 1.18)
"""Range of the change of speed (and pitch with it). The teachers hear it too."""

_RMS = 0.1
"""Root mean square of every crop, and of each sound before it is mixed."""

_MIX_SHARE = 0.5
_SPEED_SHARE = 0.5
_MIX_DB = 12.0
"""The second sound of a mixture is up to this much fainter or louder."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Crops and who may hear them."""

    sound: Tensor
    """(n, CROP_SAMPLES) float32 at a fixed level, on the bank's device."""
    withheld: Tensor
    """(n, students) true where a student must not hear the crop; on the CPU."""
    is_music: Tensor
    """(n,) 1 music, 0 a made sound that is none, NaN a mixture of both; on the bank's device."""


class SoundBank:
    """Clips end to end in one tensor; draws batches from a seeded generator."""

    def __init__(
        self,
        sounds: Sequence[npt.NDArray[np.int16]],
        withheld: npt.NDArray[np.bool_],
        weight: npt.NDArray[np.float64],
        *,
        music: npt.NDArray[np.bool_],
        device: str,
    ) -> None:
        """Lay out the clips.

        :param sounds: mono clips at :data:`TEACHER_SR`, 16 bits, two samples or more.
        :param withheld: (clips, students).
        :param weight: (clips,) how often each is drawn, any scale.
        :param music: (clips,) false for made sounds that are no music.
        :param device: where samples and crops lie; what is drawn does not depend on it.
        """
        lengths = torch.tensor([len(y) for y in sounds])
        self._starts = torch.cumsum(lengths, 0) - lengths
        self._lengths = lengths
        self._samples = torch.from_numpy(np.concatenate(sounds)).to(device)
        self._withheld = torch.from_numpy(withheld)
        self._weight = torch.from_numpy(weight)
        self._music = torch.from_numpy(music)
        self._device = device

    def draw(self, count: int, random: torch.Generator) -> Batch:
        """*count* new crops: cut, half of them sped up or slowed down, half of them mixed."""
        first = torch.multinomial(self._weight, count, replacement=True, generator=random)
        second = self._partners(first, random)
        mixed = torch.rand(count, generator=random) < _MIX_SHARE
        sound = _level(self._crops(first, random))
        ratio = 10 ** (_MIX_DB / 20 * (2 * torch.rand(count, generator=random) - 1)) * mixed
        sound = sound + _level(self._crops(second, random)) * ratio.to(self._device)[:, None]
        music = self._music[first].float()
        clash = mixed & (self._music[first] != self._music[second])
        withheld = self._withheld[first] | (self._withheld[second] & mixed[:, None])
        return Batch(_level(sound), withheld, torch.where(clash, torch.nan, music).to(self._device))

    def _partners(self, first: Tensor, random: torch.Generator) -> Tensor:
        """For each clip one it may be mixed with (see the module); now and then itself."""
        count = len(first)
        shared = self._withheld[first].float() @ self._withheld.float().T
        free = ~self._withheld.any(1)
        fits = (shared > 0) | free[first][:, None] | free[None]
        weights = fits * self._weight[None]
        return torch.multinomial(weights, 1, replacement=True, generator=random).view(count)

    def _crops(self, chosen: Tensor, random: torch.Generator) -> Tensor:
        """(n, CROP_SAMPLES) from a random place; clips that are too short are repeated."""
        count = len(chosen)
        low, high = np.log(_SPEEDS[0]), np.log(_SPEEDS[1])
        speed = torch.exp(low + (high - low) * torch.rand(count, generator=random))
        changed = torch.rand(count, generator=random) < _SPEED_SHARE
        speed = torch.where(changed, speed, torch.ones(()))
        lengths = self._lengths[chosen]
        room = (lengths - CROP_SAMPLES * speed).clamp_min(0)
        start = (torch.rand(count, generator=random) * room).long().to(self._device)
        at = torch.arange(CROP_SAMPLES, device=self._device)[None] * speed.to(self._device)[:, None]
        below = at.long()
        share = at - below
        below = (below + start[:, None]) % (lengths.to(self._device)[:, None] - 1)
        below = below + self._starts[chosen].to(self._device)[:, None]
        return (self._samples[below] * (1 - share) + self._samples[below + 1] * share) / 32768


def _level(sound: Tensor) -> Tensor:
    """At :data:`_RMS`, unless it is next to silent: 80 dB below full scale it stays fainter."""
    rms = sound.square().mean(1, keepdim=True).sqrt()
    return sound * (_RMS / rms.clamp_min(1e-6)).clamp_max(1000.0)

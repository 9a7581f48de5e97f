"""Make the encoders anew: teachers, sound, students. What is in the making is kept on disk.

Command line only; torch, on a GPU where there is one. With some hours of sound a modern GPU needs
minutes; two CPU cores need days for the full recipe (figures: docs/TRAINING.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from player.training.clip_audio import ClipSound
from player.training.clips import Clip
from player.training.distill import (
    Distillation,
    Settings,
    Teachers,
    character_teachings,
    students_of_folds,
)
from player.training.ears import save_ears
from player.training.not_music import made_sounds
from player.training.sound_bank import SoundBank
from player.training.teacher_weights import (
    load_tagger_cnn,
    load_tagger_crnn,
    load_yamnet,
    tagger_tags,
    yamnet_classes,
)
from player.training.teachers import TEACHER_SR

_MADE_SHARE = 0.06
"""How often a crop is a made sound."""

_KIND_POWER = 0.1
"""Kinds of corpora are drawn by their hours to this power: nearly evenly, however long they are."""


@dataclass(frozen=True, slots=True)
class EarSettings:
    """How the encoders are made."""

    learning: Settings
    """Batches, their size, the seed."""
    device: str = "auto"
    """``auto``, ``cpu``, ``cuda``."""


def train_ears(
    clips: Sequence[Clip],
    sounds: Sequence[ClipSound],
    teachers: Path,
    out: Path,
    settings: EarSettings,
    *,
    state: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Distil one encoder per fold and one from everything, and write them into *out*.

    :param teachers: folder of the teachers' files.
    :param state: folder that keeps the students in the making; a run of the same clips and
        settings goes on from there.
    :raises UsageError: a teacher is missing.
    """
    device = _device(settings.device)
    withheld, students = students_of_folds(
        [clip.fold for clip in clips], [clip.kind for clip in clips]
    )
    asked = Teachers(
        load_yamnet(teachers).to(device).eval(),
        load_tagger_cnn(teachers).to(device).eval(),
        load_tagger_crnn(teachers).to(device).eval(),
    )
    bank = _bank(clips, sounds, withheld, students, device)
    learning = Distillation(asked, bank, students, settings.learning, device)
    file = state / f"ears-{_signature(sounds, withheld, settings.learning)}.pt"
    if file.is_file():
        learning.load(file)
    state.mkdir(parents=True, exist_ok=True)
    learning.run(progress=progress, save_to=file)
    readings = {
        name: reading.get_parameter("weight").detach().cpu()
        for name, reading in learning.kept[-1].readings.items()
    }
    save_ears(
        out,
        learning.encoders(),
        withheld={sound.sha256: clip.fold for clip, sound in zip(clips, sounds, strict=True)},
        made={**asdict(settings.learning), "device": device, "torch": torch.__version__},
        teachings=character_teachings(readings, yamnet_classes(teachers), tagger_tags(teachers)),
    )
    file.unlink(missing_ok=True)


def _signature(sounds: Sequence[ClipSound], withheld: list[list[bool]], learning: Settings) -> str:
    """Names what is learned from what: a state of other clips or settings is never gone on from."""
    text = repr(([sound.sha256 for sound in sounds], withheld, learning))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bank(
    clips: Sequence[Clip],
    sounds: Sequence[ClipSound],
    withheld: list[list[bool]],
    students: int,
    device: str,
) -> SoundBank:
    made = made_sounds()
    music = np.arange(len(clips) + len(made)) < len(clips)
    weight = np.full(len(music), _MADE_SHARE / len(made))
    weight[music] = (1 - _MADE_SHARE) * _clip_weights(clips, sounds)
    return SoundBank(
        [*(np.array(sound.y) for sound in sounds), *made],
        np.array([*withheld, *([[False] * students] * len(made))]),
        weight,
        music=music,
        device=device,
    )


def _clip_weights(clips: Sequence[Clip], sounds: Sequence[ClipSound]) -> npt.NDArray[np.float64]:
    """(clips,) how often each is drawn: long ones more often, but not in proportion; sums to 1."""
    seconds = np.array([sound.frames / TEACHER_SR for sound in sounds])
    kinds = np.array([clip.kind for clip in clips])
    weight = np.zeros(len(clips))
    for kind in sorted(set(kinds)):
        inside = kinds == kind
        share = np.sqrt(seconds[inside])
        weight[inside] = seconds[inside].sum() ** _KIND_POWER * share / share.sum()
    return np.asarray(weight / weight.sum())


def _device(wanted: str) -> str:
    if wanted != "auto":
        return wanted
    return "cuda" if torch.cuda.is_available() else "cpu"

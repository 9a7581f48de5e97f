"""Students learn to say what the teachers say of endless mixtures of the training sound.

Training only; torch, CPU or GPU. After Beyer et al. 2022 ("Knowledge distillation: A good teacher
is patient and consistent"), teachers and student hear the very same mixture, only that the student
hears it through a random channel. No label is used here.

One student per fold, which never hears the fold's sound, and a last one that hears everything and
ships. They learn side by side: a batch and the teachers' answers serve all of them.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from player.tagging.encoder import EMBEDDING_SIZE, Encoder
from player.training.channel import mel_power
from player.training.sound_bank import Batch, SoundBank
from player.training.teachers import (
    YAMNET_SAMPLES,
    TaggerCnn,
    TaggerCrnn,
    Yamnet,
    tagger_mel,
)

_LEARNING_RATE = 2e-3
_WARM_UP = 0.05
_WEIGHT_DECAY = 1e-4
_KEPT_SHARE = 0.99
"""Of the running mean of a student's weights, which is what is kept of it (Polyak averaging)."""


@dataclass(frozen=True, slots=True)
class Teachers:
    """Everyone who is asked."""

    yamnet: Yamnet
    cnn: TaggerCnn
    crnn: TaggerCrnn

    def answers(self, sound: Tensor) -> dict[str, Tensor]:
        """What they say of (n, samples): named targets, each float32 (n, size)."""
        with torch.no_grad():
            patches = sound.unfold(1, YAMNET_SAMPLES, YAMNET_SAMPLES)
            count = patches.shape[1]
            embedding, logits = self.yamnet(patches.reshape(-1, YAMNET_SAMPLES))
            mel = tagger_mel(sound)
            cnn, cnn_logits = self.cnn(mel)
            crnn, crnn_logits = self.crnn(mel)
        answers = {
            "yamnet": embedding.sqrt().view(len(sound), count, -1).mean(1),
            "classes": _limited(logits).view(len(sound), count, -1).mean(1),
            "cnn": cnn,
            "cnn_tags": _limited(cnn_logits),
            "crnn": crnn,
            "crnn_tags": _limited(crnn_logits),
        }
        return {name: answer.float() for name, answer in answers.items()}


def _limited(logits: Tensor) -> Tensor:
    """Beyond these a teacher is as sure as it can be."""
    return logits.clamp(-10, 10)


SIZES = {"yamnet": 1024, "classes": 521, "cnn": 256, "cnn_tags": 50, "crnn": 32, "crnn_tags": 50}
"""Columns of each target."""

_IMPORTANCE = {
    "yamnet": 1.0,
    "classes": 0.7,
    "cnn": 0.5,
    "cnn_tags": 0.7,
    "crnn": 0.5,
    "crnn_tags": 0.7,
}


class Student(nn.Module):
    """The encoder that is learned, and linear readings of what the teachers say."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.readings = nn.ModuleDict(
            {name: nn.Linear(EMBEDDING_SIZE, size) for name, size in SIZES.items()}
        )
        self.music = nn.Linear(EMBEDDING_SIZE, 1)

    def loss(self, mel: Tensor, targets: dict[str, Tensor], is_music: Tensor) -> Tensor:
        """Squared errors, each target in units of its own variance, and is-it-music."""
        embedding = self.encoder(mel)
        total = mel.new_zeros(())
        for name, reading in self.readings.items():
            total = total + _IMPORTANCE[name] * _relative(reading(embedding), targets[name])
        known = ~is_music.isnan()
        logit = self.music(embedding)[:, 0]
        doubt = functional.binary_cross_entropy_with_logits(
            logit, is_music.nan_to_num(), reduction="none"
        )
        return total + 0.2 * (doubt * known).mean()


def _relative(guess: Tensor, target: Tensor) -> Tensor:
    """Mean squared error in units of the target's own variance over the batch."""
    variance = target.var(dim=0).mean().clamp_min(1e-6)
    return (guess.float() - target).square().mean() / variance


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how large; part of what makes the weights reproducible."""

    steps: int
    """Batches."""
    batch: int = 320
    """Crops drawn for each; a student hears those it may, and needs two to tell a variance by."""
    seed: int = 0


class Distillation:
    """The students in the making; :meth:`run` until done, :meth:`save` and :meth:`load` between."""

    def __init__(
        self, teachers: Teachers, bank: SoundBank, count: int, settings: Settings, device: str
    ) -> None:
        """*count* students, as many as the bank's clips are withheld from."""
        torch.manual_seed(settings.seed)
        self.settings, self.device = settings, device
        self.step = 0
        self.losses: list[tuple[int, float]] = []
        self._teachers, self._bank = teachers, bank
        self._random = torch.Generator().manual_seed(settings.seed)
        layout = torch.channels_last
        self.students: list[Student] = [
            Student().to(device, memory_format=layout)  # type: ignore[call-overload]
            for _ in range(count)
        ]
        self.kept = [copy.deepcopy(student).requires_grad_(False) for student in self.students]
        self._optimisers = [
            torch.optim.AdamW(
                student.parameters(),
                _LEARNING_RATE,
                weight_decay=_WEIGHT_DECAY,
                fused=device == "cuda",
            )
            for student in self.students
        ]

    def run(
        self,
        *,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        save_to: Path | None = None,
        save_every_s: float = 300.0,
    ) -> None:
        """Learn until the last step.

        :param save_to: where the state is kept now and then.
        """
        saved = time.monotonic()
        while self.step < self.settings.steps:
            self._one_step()
            progress(self.step, self.settings.steps)
            if save_to is not None and time.monotonic() - saved > save_every_s:
                self.save(save_to)
                saved = time.monotonic()

    def encoders(self) -> list[Encoder]:
        """The averaged encoders, on the CPU, ready to listen."""
        return [copy.deepcopy(student.encoder).cpu().eval() for student in self.kept]

    def _one_step(self) -> None:
        rate = _schedule(self.step / self.settings.steps)
        batch = self._bank.draw(self.settings.batch, self._random)
        with self._half():
            targets = self._teachers.answers(batch.sound)
        if self.step == 0:
            self._start_at(targets)
        mel = mel_power(batch.sound, self._random)
        losses = [
            self._learn(number, rate, batch, mel, targets) for number in range(len(self.students))
        ]
        self.step += 1
        if self.step % 50 == 0 or self.step == self.settings.steps:
            self.losses.append((self.step, float(torch.stack(losses).mean())))

    def _start_at(self, targets: dict[str, Tensor]) -> None:
        """Let every reading begin with the mean answer: nothing is learned from finding that."""
        with torch.no_grad():
            for student in self.students:
                for name, reading in student.readings.items():
                    reading.get_parameter("bias").copy_(targets[name].mean(dim=0))

    def _learn(
        self, number: int, rate: float, batch: Batch, mel: Tensor, targets: dict[str, Tensor]
    ) -> Tensor:
        may = (~batch.withheld[:, number]).nonzero()[:, 0].to(self.device)
        student, optimiser = self.students[number], self._optimisers[number]
        for group in optimiser.param_groups:
            group["lr"] = rate * _LEARNING_RATE
        with self._half():
            loss = student.loss(
                mel[may], {name: value[may] for name, value in targets.items()}, batch.is_music[may]
            )
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        self._keep(number)
        return loss.detach()

    def _keep(self, number: int) -> None:
        """Follow the student slowly; at first at once, so that the start is forgotten."""
        share = min(_KEPT_SHARE, self.step / (self.step + 10))
        kept, now = self.kept[number], self.students[number]
        with torch.no_grad():
            torch._foreach_lerp_(list(kept.parameters()), list(now.parameters()), 1 - share)
            for mine, theirs in zip(kept.buffers(), now.buffers(), strict=True):
                mine.copy_(theirs)

    def _half(self) -> torch.autocast:
        """bfloat16 where the device is made for it."""
        cuda = self.device == "cuda"
        return torch.autocast("cuda" if cuda else "cpu", torch.bfloat16, enabled=cuda)

    def save(self, file: Path) -> None:
        """Keep the whole state; a crash leaves the file as it was."""
        part = file.with_name(file.name + ".part")
        torch.save(self._state(), part)
        part.replace(file)

    def load(self, file: Path) -> None:
        """Go on where :meth:`save` stopped; with the same bank and settings, to the same end."""
        state = torch.load(file, map_location=self.device, weights_only=True)
        self.step, self.losses = state["step"], [tuple(point) for point in state["losses"]]
        self._random.set_state(state["random"].cpu())
        for target, stored in zip(self.students, state["students"], strict=True):
            target.load_state_dict(stored)
        for target, stored in zip(self.kept, state["kept"], strict=True):
            target.load_state_dict(stored)
        for optimiser, stored in zip(self._optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(stored)

    def _state(self) -> dict[str, Any]:
        return {
            "step": self.step,
            "losses": self.losses,
            "random": self._random.get_state(),
            "students": [student.state_dict() for student in self.students],
            "kept": [student.state_dict() for student in self.kept],
            "optimisers": [optimiser.state_dict() for optimiser in self._optimisers],
        }


def _schedule(done: float) -> float:
    """Warm up, then a cosine down to nothing."""
    if done < _WARM_UP:
        return (done + 1e-3) / _WARM_UP
    return 0.5 * (1 + float(torch.cos(torch.tensor(torch.pi * (done - _WARM_UP) / (1 - _WARM_UP)))))


CHARACTER = ("vocal", "acoustic", "danceable", "speech")
"""What is told of a sound from the teachers alone: nobody labelled it."""

_TELLING: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]]
_TELLING = {
    "vocal": (
        ("Singing", "Vocal music"),
        ("female vocalists", "male vocalists"),
        (),
        ("instrumental",),
    ),
    "acoustic": (("Acoustic guitar", "Piano"), ("acoustic",), ("Electronic music",), ("electro",)),
    "danceable": (("Dance music", "Disco"), ("dance", "party"), ("Ambient music",), ("ambient",)),
    "speech": (("Speech", "Narration, monologue"), (), ("Music",), ()),
}
"""Character -> classes of YAMNet and tags that speak for it, then those that speak against it."""


def character_teachings(
    readings: Mapping[str, Tensor], classes: Sequence[str], tags: Sequence[str]
) -> Tensor:
    """:data:`CHARACTER` as linear readings of an embedding, (4, embedding), without a bias.

    Each is the mean of what speaks for it less the mean of what speaks against it, in logits.

    :param readings: weights of a student's readings: ``classes``, ``cnn_tags``, ``crnn_tags``.
    """

    def mean(some_classes: Sequence[str], some_tags: Sequence[str]) -> Tensor:
        rows = [readings["classes"][classes.index(name)] for name in some_classes]
        for name in some_tags:
            rows += [readings[head][tags.index(name)] for head in ("cnn_tags", "crnn_tags")]
        return torch.stack(rows).float().mean(dim=0)

    told = (_TELLING[name] for name in CHARACTER)
    return torch.stack([mean(*telling[:2]) - mean(*telling[2:]) for telling in told])


def students_of_folds(folds: Sequence[int], kinds: Sequence[str]) -> tuple[list[list[bool]], int]:
    """Which students must not hear which clip, and how many there are.

    As many as the largest kind of corpora has folds, and one more that hears everything. Student
    *k* is tested, for each kind of F folds, with fold *k* modulo F.

    :returns: (clips x students) withheld, students.
    """
    sizes: dict[str, int] = {}
    for fold, kind in zip(folds, kinds, strict=True):
        sizes[kind] = max(sizes.get(kind, 0), fold + 1)
    most = max(sizes.values())
    rows = [
        [student % sizes[kind] == fold for student in range(most)] + [False]
        for fold, kind in zip(folds, kinds, strict=True)
    ]
    return rows, most + 1

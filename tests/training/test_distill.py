"""Distillation: students learn, go on where they were stopped, and hear only what they may."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from player.tagging.encoder import EMBEDDING_SIZE
from player.training import sound_bank
from player.training.channel import mel_power
from player.training.distill import SIZES, Distillation, Settings, Student, students_of_folds
from player.training.sound_bank import Batch, SoundBank
from player.training.teachers import TEACHER_SR

STUDENTS = 2
BATCH = 12


class PlainTeachers:
    """Say how high a sound lies, in words of their own, as many as the real ones have."""

    def __init__(self) -> None:
        random = torch.Generator().manual_seed(8)
        self._words = {name: torch.randn(1, n, generator=random) for name, n in SIZES.items()}

    def answers(self, sound: torch.Tensor) -> dict[str, torch.Tensor]:
        bands = mel_power(sound).mean(dim=1)
        height = (bands @ torch.linspace(-1, 1, 64)) / bands.sum(dim=1)
        return {name: height[:, None] @ words for name, words in self._words.items()}


class NotedBank(SoundBank):
    """Keeps what it has drawn."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.drawn: list[Batch] = []

    def draw(self, count: int, random: torch.Generator) -> Batch:
        self.drawn.append(super().draw(count, random))
        return self.drawn[-1]


class StoppedError(Exception):
    """The power went."""


@pytest.fixture(autouse=True)
def short_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Crops of half a second, so that a step costs a tenth."""
    monkeypatch.setattr(sound_bank, "CROP_SAMPLES", 15 * 512 + 1024)


def _bank() -> NotedBank:
    """Tones and noises; one in four is withheld from the first student."""
    random = np.random.default_rng(1)
    t = np.arange(TEACHER_SR) / TEACHER_SR
    sounds = [
        np.int16(8000 * (np.sin(2 * np.pi * 80 * 1.5**i * t) + 0.1 * random.normal(size=len(t))))
        for i in range(12)
    ]
    withheld = np.zeros((12, STUDENTS), bool)
    withheld[::4, 0] = True
    music = np.arange(12) < 9
    return NotedBank(sounds, withheld, np.ones(12), music=music, device="cpu")


def _distillation(steps: int, *, seed: int = 0) -> Distillation:
    settings = Settings(steps, batch=BATCH, seed=seed)
    return Distillation(PlainTeachers(), _bank(), STUDENTS, settings, "cpu")


def _numbers(distillation: Distillation) -> list[torch.Tensor]:
    students = [*distillation.students, *distillation.kept]
    return [value for student in students for value in student.state_dict().values()]


def _loss(distillation: Distillation) -> float:
    """Mean loss of the students over sound that is always the same, without channels."""
    batch = _bank().draw(32, torch.Generator().manual_seed(77))
    targets = PlainTeachers().answers(batch.sound)
    with torch.no_grad():
        losses = [
            student.loss(mel_power(batch.sound), targets, batch.is_music)
            for student in distillation.students
        ]
    return float(torch.stack(losses).mean())


def test_the_loss_falls() -> None:
    distillation = _distillation(20)
    seen: list[int] = []
    losses: list[float] = []

    def note(done: int, _total: int) -> None:
        seen.append(done)
        if done in (1, 20):
            losses.append(_loss(distillation))

    distillation.run(progress=note)
    assert seen == list(range(1, 21))
    assert losses[1] < 0.75 * losses[0]
    ((step, loss),) = distillation.losses
    assert step == 20 and 0 < loss < losses[0]


def test_the_same_seed_makes_the_same_students() -> None:
    one, again, other = (_distillation(2, seed=seed) for seed in (0, 0, 1))
    for distillation in (one, again, other):
        distillation.run()
    assert all(map(torch.equal, _numbers(one), _numbers(again)))
    assert not all(map(torch.equal, _numbers(one), _numbers(other)))


def test_what_was_stopped_and_loaded_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole, stopped = _distillation(6), _distillation(6)
    whole.run()

    def stop(done: int, total: int) -> None:
        assert total == 6
        if done == 4:  # after three steps were saved
            raise StoppedError

    file = tmp_path / "distillation.pt"
    with pytest.raises(StoppedError):
        stopped.run(progress=stop, save_to=file, save_every_s=-1)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    resumed = _distillation(6, seed=9)
    resumed.load(file)
    assert resumed.step == 3
    resumed.run()
    assert resumed.step == 6
    assert resumed.losses == whole.losses
    assert all(map(torch.equal, _numbers(resumed), _numbers(whole)))


def test_a_student_learns_from_what_it_may_hear_only(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    loss = Student.loss

    def noted(student: Student, mel: torch.Tensor, targets, is_music) -> torch.Tensor:
        heard.append(len(mel))
        assert {len(answer) for answer in targets.values()} == {len(mel)} == {len(is_music)}
        return loss(student, mel, targets, is_music)

    monkeypatch.setattr(Student, "loss", noted)
    distillation = _distillation(3)
    bank = distillation._bank
    distillation.run()
    expected = [int((~batch.withheld[:, n]).sum()) for batch in bank.drawn for n in range(STUDENTS)]
    assert heard == expected
    assert min(heard) < BATCH and heard[1::2] == [BATCH] * 3


def test_readings_begin_with_the_mean_answer() -> None:
    distillation = _distillation(1)
    sound = _bank().draw(BATCH, torch.Generator().manual_seed(0)).sound
    answers = PlainTeachers().answers(sound)
    distillation._start_at(answers)
    for student in distillation.students:
        for name, reading in student.readings.items():
            torch.testing.assert_close(reading.bias.detach(), answers[name].mean(dim=0))


def test_what_is_kept_is_an_encoder_that_listens() -> None:
    distillation = _distillation(2)
    distillation.run()
    encoders = distillation.encoders()
    assert len(encoders) == STUDENTS
    mel = torch.rand(3, 20, 64)
    with torch.inference_mode():
        for encoder in encoders:
            assert not encoder.training
            assert encoder(mel).shape == (3, EMBEDDING_SIZE)
            assert encoder(mel).isfinite().all()
    assert not torch.equal(encoders[0].project.weight, encoders[1].project.weight)


def test_a_mixture_of_both_does_not_count_as_music_or_not() -> None:
    torch.manual_seed(0)
    student = Student().eval()
    mel = torch.rand(4, 20, 64)
    targets = {name: torch.randn(4, size) for name, size in SIZES.items()}
    told = student.loss(mel, targets, torch.tensor([1.0, 0.0, torch.nan, torch.nan]))
    untold = student.loss(mel, targets, torch.full((4,), torch.nan))
    assert told.isfinite() and untold.isfinite()
    logit = student.music(student.encoder(mel))[:2, 0]
    doubt = torch.nn.functional.softplus(torch.stack([-logit[0], logit[1]]))
    torch.testing.assert_close(told - untold, 0.2 * doubt.sum() / 4, rtol=1e-3, atol=1e-4)


def test_each_student_is_tested_with_one_fold_of_each_kind() -> None:
    folds = [0, 1, 2, 3, 0, 1]
    kinds = ["four", "four", "four", "four", "two", "two"]
    withheld, count = students_of_folds(folds, kinds)
    assert count == 5
    assert withheld == [
        [True, False, False, False, False],
        [False, True, False, False, False],
        [False, False, True, False, False],
        [False, False, False, True, False],
        [True, False, True, False, False],
        [False, True, False, True, False],
    ]

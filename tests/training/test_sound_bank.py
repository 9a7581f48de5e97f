"""The sound bank: level, seed, repeats, and above all who is never given what to hear."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from player.training.sound_bank import CROP_SAMPLES, Batch, SoundBank
from player.training.teachers import TEACHER_SR

HERTZ = 60 * 1.5 ** np.arange(9)
"""One tone a clip: changed in speed by all that is allowed, none reaches the next."""

WITHHELD = np.array(
    [
        *([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]),  # three folds
        *([1, 0, 1, 0], [0, 1, 0, 0], [1, 0, 1, 0]),  # two folds of another kind
        *([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]),  # made sounds, heard by all; the third fold
    ],
    bool,
)
"""(clips, students); the last student hears everything."""

MUSIC = np.array([1, 1, 1, 1, 1, 1, 0, 0, 1], bool)
RMS = 0.1


def _tone(hertz: float, seconds: float, peak: float = 0.5) -> np.ndarray:
    t = np.arange(round(seconds * TEACHER_SR)) / TEACHER_SR
    return np.int16(peak * 32767 * np.sin(2 * np.pi * hertz * t))


def _bank(
    sounds: Sequence[np.ndarray],
    withheld: np.ndarray | None = None,
    weight: np.ndarray | None = None,
    music: np.ndarray | None = None,
) -> SoundBank:
    count = len(sounds)
    return SoundBank(
        sounds,
        np.zeros((count, 1), bool) if withheld is None else withheld,
        np.ones(count) if weight is None else weight,
        music=np.ones(count, bool) if music is None else music,
        device="cpu",
    )


def _random(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def _heard(sound: torch.Tensor) -> np.ndarray:
    """(crops, clips) whether the tone of each clip is in each crop."""
    y = sound * torch.hann_window(sound.shape[1])
    power = torch.fft.rfft(y).abs().square().numpy()
    hertz = np.fft.rfftfreq(sound.shape[1], 1 / TEACHER_SR)
    inside = [(hertz > 0.83 * tone) & (hertz < 1.2 * tone) for tone in HERTZ]
    share = np.stack([power[:, band].sum(axis=1) for band in inside], axis=1)
    # The fainter of two lies 12 dB below the other at most.
    return share > 10**-2.5 * power.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def marked() -> SoundBank:
    """Nine clips of different levels and lengths, each marked by its tone."""
    return _bank(
        [_tone(hertz, 7.5 + i / 4, 0.05 * (i + 1)) for i, hertz in enumerate(HERTZ)],
        withheld=WITHHELD,
        music=MUSIC,
    )


@pytest.fixture(scope="module")
def drawn(marked: SoundBank) -> tuple[Batch, np.ndarray]:
    """Crops of all clips, and which clips are heard in each."""
    random = _random(4)
    batches = [marked.draw(50, random) for _ in range(3)]
    batch = Batch(
        torch.cat([each.sound for each in batches]),
        torch.cat([each.withheld for each in batches]),
        torch.cat([each.is_music for each in batches]),
    )
    return batch, _heard(batch.sound)


def test_crops_are_six_seconds_at_one_level(drawn: tuple[Batch, np.ndarray]) -> None:
    sound = drawn[0].sound
    assert sound.shape == (150, CROP_SAMPLES) and CROP_SAMPLES == 6 * TEACHER_SR
    assert sound.dtype == torch.float32
    torch.testing.assert_close(sound.square().mean(1).sqrt(), torch.full((150,), RMS))


def test_one_or_two_clips_are_heard_and_all_in_turn(drawn: tuple[Batch, np.ndarray]) -> None:
    heard = drawn[1]
    assert set(heard.sum(axis=1)) == {1, 2}
    assert heard.any(axis=0).all()
    assert 0.25 < (heard.sum(axis=1) == 2).mean() < 0.5  # half, less those mixed with themselves


def test_no_student_is_given_what_is_withheld_from_it(drawn: tuple[Batch, np.ndarray]) -> None:
    batch, heard = drawn
    for student in range(WITHHELD.shape[1]):
        given = ~batch.withheld[:, student].numpy()
        assert given.sum() > 20
        assert not heard[given][:, WITHHELD[:, student]].any()


def test_the_last_student_is_given_everything(drawn: tuple[Batch, np.ndarray]) -> None:
    assert not drawn[0].withheld[:, -1].any()


def test_nothing_is_withheld_without_need(drawn: tuple[Batch, np.ndarray]) -> None:
    batch, heard = drawn
    assert np.array_equal(batch.withheld.numpy(), (heard @ WITHHELD.astype(int)) > 0)


def test_clips_withheld_from_different_students_are_never_mixed(
    drawn: tuple[Batch, np.ndarray],
) -> None:
    pairs = [np.flatnonzero(row) for row in drawn[1] if row.sum() == 2]
    for one, other in pairs:
        free = not WITHHELD[one].any() or not WITHHELD[other].any()
        assert free or (WITHHELD[one] & WITHHELD[other]).any()
    mixed = {tuple(pair) for pair in pairs}
    assert {(0, 3), (1, 4)} <= mixed  # of one fold
    assert {(0, 6), (1, 7)} & mixed  # with a sound that everyone may hear


def test_music_mixed_with_what_is_none_counts_as_neither(
    drawn: tuple[Batch, np.ndarray],
) -> None:
    batch, heard = drawn
    music, other = heard[:, MUSIC].any(axis=1), heard[:, ~MUSIC].any(axis=1)
    said = batch.is_music.numpy()
    assert np.isnan(said[music & other]).all() and (music & other).any()
    assert (said[music & ~other] == 1).all()
    assert (said[other & ~music] == 0).all() and (other & ~music).any()


def test_the_same_seed_draws_the_same_and_another_does_not(marked: SoundBank) -> None:
    first, again, other = (marked.draw(8, _random(seed)) for seed in (1, 1, 2))
    assert torch.equal(first.sound, again.sound)
    assert torch.equal(first.withheld, again.withheld)
    assert not torch.equal(first.sound, other.sound)


def test_a_clip_is_drawn_as_often_as_its_weight_says() -> None:
    bank = _bank([_tone(hertz, 7) for hertz in HERTZ[:3]], weight=np.array([0.0, 3.0, 1.0]))
    heard = _heard(bank.draw(60, _random()).sound)
    alone = heard[heard.sum(axis=1) == 1]
    assert not heard[:, 0].any()
    assert alone[:, 1].sum() > 2 * alone[:, 2].sum() > 0


@pytest.mark.parametrize("seconds", [0.5, 2.0, 5.9])
def test_a_short_clip_is_repeated_to_the_end(seconds: float) -> None:
    bank = _bank([_tone(HERTZ[6], seconds)])
    sound = bank.draw(20, _random()).sound
    assert _heard(sound)[:, 6].all()
    quarters = sound.view(20, 24, -1).square().mean(2).sqrt()  # of quarters of a second
    assert quarters.min() > 0.4 * RMS


def test_speed_changes_are_within_their_range_and_half_are_none() -> None:
    sound = _bank([_tone(1000.0, 9)]).draw(60, _random()).sound
    spectra = torch.fft.rfft(sound * torch.hann_window(CROP_SAMPLES)).abs()
    hertz = spectra.argmax(dim=1).numpy() * TEACHER_SR / CROP_SAMPLES
    assert hertz.min() > 848 and hertz.max() < 1182
    assert hertz.min() < 900 and hertz.max() > 1120
    assert 0.3 < (np.abs(hertz - 1000) < 0.5).mean() < 0.7


def test_silence_stays_silence() -> None:
    batch = _bank([np.zeros(7 * TEACHER_SR, np.int16)]).draw(4, _random())
    assert not batch.sound.any()

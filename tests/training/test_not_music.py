"""Made sounds: as many as said, each kind like itself, the same for a seed."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from player.training import not_music
from player.training.not_music import Sound, made_sounds
from player.training.teachers import TEACHER_SR

EACH = 8
KINDS = ("noise", "tones", "sweep", "hum", "clicks", "beeps")


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No program is found: no espeak-ng either."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def kinds(nothing_installed: None) -> dict[str, list[Sound]]:
    sounds = made_sounds()
    return {kind: sounds[i * EACH : (i + 1) * EACH] for i, kind in enumerate(KINDS)}


def _power(sound: Sound) -> np.ndarray:
    """(bins,) share of the whole power per bin, an eighth of a hertz apart."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    return power / power.sum()


def _in_few_bins(sound: Sound, count: int) -> float:
    return float(np.sort(_power(sound))[-count:].sum())


def _levels(sound: Sound) -> np.ndarray:
    """RMS of every hundredth of a second."""
    return np.sqrt((sound.astype(float).reshape(-1, 160) ** 2).mean(axis=1))


def test_there_are_eight_of_each_kind_without_speech(nothing_installed: None) -> None:
    sounds = made_sounds()
    assert len(sounds) == EACH * len(KINDS)
    for sound in sounds:
        assert sound.dtype == np.int16
        assert len(sound) == 8 * TEACHER_SR


def test_each_can_be_heard_and_none_clips(kinds: dict[str, list[Sound]]) -> None:
    for kind, sounds in kinds.items():
        for sound in sounds:
            peak, rms = (
                np.abs(sound.astype(float)).max(),
                np.sqrt((sound.astype(float) ** 2).mean()),
            )
            assert 0.69 * 32767 < peak < 0.71 * 32767, kind
            assert 30 < rms < 0.71 * 32767, kind  # a click a second is faint on average


def test_the_seed_is_what_they_are_made_from(nothing_installed: None) -> None:
    first, again, other = made_sounds(1), made_sounds(1), made_sounds(2)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


def test_no_two_are_the_same(kinds: dict[str, list[Sound]]) -> None:
    sounds = [sound.tobytes() for of_kind in kinds.values() for sound in of_kind]
    assert len(set(sounds)) == len(sounds)


def test_noise_is_everywhere_in_its_band(kinds: dict[str, list[Sound]]) -> None:
    assert all(_in_few_bins(sound, 12) < 0.25 for sound in kinds["noise"])


def test_tones_and_hum_are_a_few_lines_that_stay(kinds: dict[str, list[Sound]]) -> None:
    # A tone under the window is three to four bins wide.
    assert all(_in_few_bins(sound, 12) > 0.95 for sound in kinds["tones"])
    steady = [np.ptp(_levels(sound)[:-1]) / _levels(sound).mean() for sound in kinds["tones"]]
    assert min(steady) < 0.7


def test_hum_lies_low(kinds: dict[str, list[Sound]]) -> None:
    for sound in kinds["hum"]:
        hertz = np.fft.rfftfreq(len(sound), 1 / TEACHER_SR)
        assert 20 < hertz[_power(sound).argmax()] < 500


def test_a_sweep_moves(kinds: dict[str, list[Sound]]) -> None:
    """One line at a time, and more than one place for it over the whole."""
    for sound in kinds["sweep"]:
        blocks = sound.astype(float).reshape(-1, 1600) * np.hanning(1600)
        spectra = np.abs(np.fft.rfft(blocks)) ** 2
        peaks = spectra.argmax(axis=1)
        assert len(np.unique(peaks)) >= 4
        assert _in_few_bins(sound, 4) < 0.6


def test_clicks_are_mostly_pauses(kinds: dict[str, list[Sound]]) -> None:
    for sound in kinds["clicks"]:
        peak, rms = np.abs(sound.astype(float)).max(), np.sqrt((sound.astype(float) ** 2).mean())
        assert peak / rms > 5


def test_beeps_are_on_and_off(kinds: dict[str, list[Sound]]) -> None:
    for sound in kinds["beeps"]:
        levels = _levels(sound)
        assert levels.min() < 0.01 * levels.max()  # off: only the noise of the recording
        on = levels > 0.5 * levels.max()
        assert 0.1 < on.mean() < 0.9


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_with_espeak_there_is_speech_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(not_music, "_VOICES", ("en-us", "de"))
    sounds = made_sounds()
    assert len(sounds) == EACH * len(KINDS) + 2 * len(not_music._TEXTS)
    for said in sounds[EACH * len(KINDS) :]:
        assert said.dtype == np.int16
        assert 4 * TEACHER_SR < len(said) < 30 * TEACHER_SR
        assert np.abs(said.astype(float)).max() > 0.69 * 32767
        assert (_levels(said[: len(said) // 160 * 160]) < 500).mean() > 0.03  # pauses

from collections import Counter

import numpy as np
import pytest

from player.evaluation.made_recipes import morse
from player.evaluation.made_signals import SAMPLERATE, SECONDS, at_level, keyed, rms_db, sine
from player.evaluation.made_sounds import MadeSound, made_sounds
from player.evaluation.made_speech import can_speak, spoken_sounds


@pytest.fixture(scope="module")
def sounds() -> dict[str, MadeSound]:
    return {sound.name: sound for sound in made_sounds()}


def _peak_hz(y) -> float:
    spectrum = np.abs(np.fft.rfft(y * np.hanning(len(y))))
    return float(np.fft.rfftfreq(len(y), 1 / SAMPLERATE)[spectrum.argmax()])


def test_there_are_enough_of_every_kind(sounds) -> None:
    kinds = Counter(sound.kind for sound in sounds.values())
    assert sum(kinds.values()) >= 60
    assert set(kinds) == {
        "silence", "noise", "tone", "sweep", "hum", "clicks", "signal", "machine", "surroundings"
    }  # fmt: skip
    assert min(kinds.values()) >= 4


def test_every_sound_fits_a_file_and_is_as_long_as_it_says(sounds) -> None:
    for sound in sounds.values():
        assert sound.y.dtype == np.float32, sound.name
        assert len(sound.y) == round(SECONDS * SAMPLERATE), sound.name
        assert np.isfinite(sound.y).all(), sound.name
        assert np.abs(sound.y).max() <= 1.0, sound.name


def test_levels_are_what_they_should_be(sounds) -> None:
    assert rms_db(sounds["digital_silence"].y) == -np.inf
    assert rms_db(sounds["hiss_at_-75_db"].y) == pytest.approx(-75, abs=0.1)
    assert rms_db(sounds["quiet_white_noise"].y) == pytest.approx(-50, abs=0.01)
    assert rms_db(sounds["tone_440_hz"].y) == pytest.approx(-6, abs=0.01)
    loud = [s for s in sounds.values() if s.kind in ("tone", "sweep", "hum", "machine")]
    assert Counter(round(rms_db(s.y)) == -20 for s in loud)[True] >= len(loud) - 3


def test_known_sounds_have_their_known_spectra(sounds) -> None:
    for name, hertz in (("tone_1_khz", 1000), ("hum_50_hz", 50), ("dial_tone_425_hz", 425)):
        assert _peak_hz(sounds[name].y) == pytest.approx(hertz, abs=0.2)
    power = {}
    for name in ("white_noise", "pink_noise", "brown_noise"):
        spectrum = np.abs(np.fft.rfft(sounds[name].y)) ** 2
        hertz = np.fft.rfftfreq(len(sounds[name].y), 1 / SAMPLERATE)
        low = spectrum[(hertz > 100) & (hertz < 200)].mean()
        power[name] = 10 * np.log10(low / spectrum[(hertz > 3200) & (hertz < 6400)].mean())
    assert power["white_noise"] == pytest.approx(0, abs=0.5)
    assert power["pink_noise"] == pytest.approx(15, abs=0.7)  # five octaves
    assert power["brown_noise"] == pytest.approx(30, abs=1.2)


def test_they_are_the_same_bytes_every_time(sounds) -> None:
    again = {sound.name: sound.y.tobytes() for sound in made_sounds()}
    assert again == {name: sound.y.tobytes() for name, sound in sounds.items()}
    assert len(set(again.values())) == len(again)


def test_morse_is_keyed_in_dots_and_dashes() -> None:
    y = morse("e t", 600, 0.1)(np.random.default_rng(0))
    # a dot of 0.1 s, a pause of 0.7 s, a dash of 0.3 s, a pause of 0.7 s, and again
    moments = {
        0.03: True,
        0.15: False,
        0.75: False,
        0.83: True,
        1.05: True,
        1.15: False,
        1.83: True,
    }
    for moment, on in moments.items():
        start = round(moment * SAMPLERATE)
        assert (rms_db(y[start : start + 1500]) > -20) == on, moment


def test_switching_has_no_clicks() -> None:
    y = keyed(sine(100), [(0.5, True), (0.5, False)])
    assert np.abs(np.diff(y)).max() < 2.5 * 2 * np.pi * 100 / SAMPLERATE


def test_a_level_is_reached_as_far_as_the_peaks_allow() -> None:
    assert rms_db(at_level(sine(100), -3.0)) == pytest.approx(-3.01, abs=0.02)
    impulse = np.zeros(1000)
    impulse[5] = 1
    assert np.abs(at_level(impulse, -6.0)).max() == 1.0


@pytest.mark.skipif(not can_speak(), reason="espeak-ng is not installed")
def test_speech_is_speech_in_many_voices() -> None:
    spoken = list(spoken_sounds())
    assert len(spoken) >= 16
    assert len({sound.y.tobytes() for sound in spoken}) == len(spoken)
    for sound in spoken:
        assert len(sound.y) / sound.samplerate > 8, sound.name
        assert rms_db(sound.y) == pytest.approx(-22, abs=2), sound.name


def test_without_espeak_there_is_no_speech(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not can_speak()
    assert list(spoken_sounds()) == []

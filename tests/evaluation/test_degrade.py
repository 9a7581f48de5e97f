from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from player.evaluation.degrade import DEGRADATIONS, degrade, degrade_file, degraded_labels
from player.evaluation.manifest import read_manifest
from player.library.decoding import decode_segment, probe
from player.library.encoding import encode
from player.tagging.rates import SR
from tests.tagging.signals import song, write_wav

_RATE = 44100


def _tones(*hertz: float, seconds: float = 4.0, amplitude: float = 0.2):
    t = np.arange(round(seconds * _RATE)) / _RATE
    y = sum(amplitude * np.sin(2 * np.pi * f * t) for f in hertz)
    return np.asarray(y, np.float32)


def _level_db(y, hertz: float) -> float:
    """Level of one frequency in the middle of *y* (whole periods, so nothing leaks)."""
    middle = y[_RATE : 3 * _RATE].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle)) / len(middle)
    return float(20 * np.log10(spectrum[round(hertz * len(middle) / _RATE)] + 1e-12))


def test_minus_12_db_is_exactly_that(tmp_path: Path) -> None:
    y = _tones(440, 3000)
    source, copy = tmp_path / "a.flac", tmp_path / "b.flac"
    encode(source, y[:, None], _RATE, codec="flac")
    degrade_file(source, copy, DEGRADATIONS["level_-12db"])
    heard = decode_segment(copy, start_s=0, duration_s=10, sr=_RATE)
    np.testing.assert_allclose(heard, y * 10 ** (-12 / 20), atol=3e-7)


def test_the_low_pass_takes_the_treble_and_leaves_the_rest(tmp_path: Path) -> None:
    y = _tones(1000, 4000, 8000, 10000)
    source, copy = tmp_path / "a.flac", tmp_path / "b.flac"
    encode(source, y[:, None], _RATE, codec="flac")
    degrade_file(source, copy, DEGRADATIONS["lowpass_4khz"])
    heard = decode_segment(copy, start_s=0, duration_s=10, sr=_RATE)
    lost = {f: _level_db(y, f) - _level_db(heard, f) for f in (1000, 4000, 8000, 10000)}
    assert lost[1000] == pytest.approx(0, abs=0.05)
    assert lost[4000] == pytest.approx(3.01, abs=0.1)
    assert lost[8000] > 40
    assert lost[10000] > 55


def test_an_overshoot_is_turned_down_not_cut_off() -> None:
    square = np.sign(_tones(1100))[:, None]  # its fundamental alone peaks at 4 / pi
    out = degrade(square, _RATE, DEGRADATIONS["lowpass_4khz"])
    assert np.abs(out).max() == pytest.approx(1.0)
    assert np.mean(np.abs(out) > 0.9999) < 0.01


@pytest.mark.parametrize(("name", "bitrate"), [("mp3_64k", 64_000), ("opus_24k", 24_000)])
@pytest.mark.parametrize("channels", [1, 2])
def test_codecs_keep_the_length_and_the_sound(
    tmp_path: Path, name: str, bitrate: int, channels: int
) -> None:
    y = song(12)
    samples = np.stack([y, np.roll(y, 50)][:channels], axis=1)
    source, copy = tmp_path / "a.flac", tmp_path / f"b.{DEGRADATIONS[name].codec}"
    encode(source, samples, SR, codec="flac")
    degrade_file(source, copy, DEGRADATIONS[name])
    assert probe(copy).channels == channels
    heard = decode_segment(copy, start_s=0, duration_s=30, sr=SR)
    assert abs(len(heard) / SR - 12) < 0.005
    assert copy.stat().st_size * 8 / 12 == pytest.approx(bitrate, rel=0.1)
    whole = min(len(heard), len(y))
    assert np.corrcoef(heard[:whole], samples.mean(axis=1)[:whole])[0, 1] > 0.7
    assert not np.array_equal(heard[:whole], samples.mean(axis=1)[:whole])


def test_copies_have_the_labels_of_the_originals(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", song(6))
    (tmp_path / "m.csv").write_text("file,valence,arousal\na.wav,0.5,0.1\ngone.wav,0.2,0.3\n")
    labels = read_manifest(tmp_path / "m.csv")
    told: list[tuple[int, int]] = []
    copies = degraded_labels(
        labels,
        DEGRADATIONS["opus_24k"],
        tmp_path / "copies",
        progress=lambda done, total: told.append((done, total)),
    )
    assert [replace(c, path=o.path) for c, o in zip(copies, labels, strict=True)] == labels
    assert probe(copies[0].path).codec == "opus"
    assert not copies[1].path.exists()
    assert told == [(1, 2), (2, 2)]


def test_what_a_codec_does_not_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mp3"):
        encode(tmp_path / "x.mp3", np.zeros((100, 1), np.float32), 11025, codec="mp3")
    with pytest.raises(ValueError, match="3 channels"):
        encode(tmp_path / "x.flac", np.zeros((100, 3), np.float32), 44100, codec="flac")

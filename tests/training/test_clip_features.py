"""Clips through channels, and what is kept of them between runs."""

from pathlib import Path

import numpy as np
import pytest

from player.tagging.encoder import EMBEDDING_SIZE
from player.tagging.rates import SR
from player.tagging.window_features import NAMES
from player.training import clip_features
from player.training.clip_features import (
    CHANNELS,
    CODEC_SR,
    Channel,
    hear_clips,
    opus_copy,
    through_channel,
)
from player.training.ears import load_ears
from tests.tagging.signals import song, write_wav
from tests.untrained_ears import write_untrained_ears


@pytest.fixture(scope="module")
def ears(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_untrained_ears(tmp_path_factory.mktemp("ears"))


def _tone(hertz: float, rate: int, seconds: float = 2.0) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate).astype(np.float32)


def _db(y: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean(y[SR // 4 : -SR // 4] ** 2)) + 1e-9))


def test_no_channel_changes_nothing() -> None:
    y = song(3)
    assert through_channel(y, Channel()) is y


@pytest.mark.parametrize(("hertz", "change"), [(1000, 0.0), (4000, -3.0), (8000 * 0.9, -40.0)])
def test_a_low_pass_takes_what_lies_above(hertz: float, change: float) -> None:
    y = _tone(hertz, SR)
    after = _db(through_channel(y, Channel(lowpass_hz=4000.0))) - _db(y)
    assert after == pytest.approx(change, abs=1.0) if change > -40 else after < change


def test_a_tilt_is_so_many_decibels_an_octave() -> None:
    for hertz, change in ((500, -3.0), (1000, 0.0), (4000, 6.0)):
        y = _tone(hertz, SR)
        after = _db(through_channel(y, Channel(tilt_db=3.0))) - _db(y)
        assert after == pytest.approx(change, abs=0.2)


def test_an_opus_copy_is_nearly_the_sound_and_as_long() -> None:
    y = 0.3 * _tone(440, CODEC_SR)
    copy = opus_copy(y, 24_000)
    assert len(copy) == pytest.approx(2.0 * SR, abs=0.02 * SR)
    assert _db(copy) == pytest.approx(_db(0.3 * _tone(440, SR)), abs=1.0)
    assert not len(opus_copy(np.zeros(0, np.float32), 24_000))


def test_every_channel_is_heard_by_every_encoder_and_kept(
    ears: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.wav", tmp_path / "bad.wav"
    write_wav(good, song(7))
    bad.write_bytes(b"no sound")
    cache = tmp_path / "heard.npz"
    first = hear_clips([good, bad], ears, cache=cache)
    assert [bool(clip.failure) for clip in first] == [False, True]
    assert len(first[0].windows) == len(first[0].embeddings) == len(CHANNELS)
    assert first[0].mean(0).shape == (len(CHANNELS), EMBEDDING_SIZE + len(NAMES))
    assert not np.array_equal(first[0].rows(0, 0), first[0].rows(0, 1))

    def must_not(*_args: object) -> None:
        raise AssertionError("heard again")

    monkeypatch.setattr(clip_features, "hear_clip", must_not)
    again = hear_clips([good, bad], ears, cache=cache)
    np.testing.assert_array_equal(again[0].mean(0), first[0].mean(0))
    assert again[1].failure == first[1].failure
    write_wav(good, song(7, seed=3))  # another sound under the same name
    with pytest.raises(AssertionError, match="heard again"):
        hear_clips([good, bad], ears, cache=cache)


def test_silence_is_a_failure(ears: Path, tmp_path: Path) -> None:
    file = tmp_path / "silent.wav"
    write_wav(file, np.zeros(7 * SR, np.float32))
    assert hear_clips([file], ears, cache=None)[0].failure == "silent"


def test_the_encoders_say_nothing_of_no_windows(ears: Path) -> None:
    assert load_ears(ears).embed(np.zeros((0, 186, 64), np.float32)).shape == (1, 0, EMBEDDING_SIZE)

"""Reading into memory that is there already: the same sound as by blocks, always two channels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from player.library.decoding import Decoder, decode_blocks
from tests.sound_files import FORMATS, encode, sweep

RATE = 48000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("formats")
    signal = sweep(1.3, RATE)
    return {kind: encode(folder / f"a.{kind}", signal, RATE) for kind in FORMATS}


def read_all(decoder: Decoder, frames: int = 1000) -> np.ndarray:
    """All that comes, by calls for *frames*; only the last may give less."""
    pieces, short = [], False
    while True:
        out = np.full((frames, 2), np.nan, np.float32)
        count = decoder.read_into(out)
        assert not np.isnan(out[:count]).any()
        assert np.isnan(out[count:]).all()  # what did not come is left alone
        if not count:
            return np.concatenate(pieces) if pieces else out[:0]
        assert not short
        short = count < frames
        pieces.append(out[:count])


def blocks_of(path: Path, **options) -> np.ndarray:
    with decode_blocks(path, **options) as decoder:
        return np.concatenate(list(decoder))


@pytest.mark.parametrize("frames", [1, 777, 8192, 100_000])
def test_any_size_gives_the_same_samples(files, frames):
    short = frames == 1
    for kind in ("flac",) if short else FORMATS:
        with Decoder(files[kind], start_s=1.25 if short else 0.0) as decoder:
            read = read_all(decoder, frames)
        assert np.array_equal(read, blocks_of(files[kind], start_s=1.25 if short else 0.0)), kind


def test_what_is_left_waits_for_the_next_call_and_for_no_seek(files):
    whole = blocks_of(files["flac"])
    with Decoder(files["flac"]) as decoder:
        out = np.zeros((100, 2), np.float32)
        assert decoder.read_into(out) == 100
        assert decoder.position_s == pytest.approx(100 / RATE)
        assert decoder.read_into(out) == 100
        assert np.array_equal(out, whole[100:200])
        decoder.seek(1.0)
        assert decoder.position_s == 1.0
        assert decoder.read_into(out) == 100
        assert np.array_equal(out, whole[RATE : RATE + 100])
        decoder.seek(5.0)
        assert decoder.read_into(out) == 0
        decoder.seek(0.0)
        assert np.array_equal(read_all(decoder), whole)
        assert decoder.read_into(out) == 0


def test_mono_is_on_both_sides(tmp_path):
    signal = sweep(0.5, RATE)[:, :1]
    for kind in ("wav", "flac", "alac.m4a", "wv"):
        path = encode(tmp_path / f"mono.{kind}", signal, RATE)
        with Decoder(path) as decoder:
            read = read_all(decoder)
        assert np.array_equal(read, np.repeat(signal, 2, axis=1))


@pytest.mark.parametrize("rate", [44100, 96000])
def test_another_rate(files, rate):
    with Decoder(files["flac"], samplerate=rate) as decoder:
        read = read_all(decoder)
    expected = blocks_of(files["flac"], samplerate=rate)
    assert len(read) == len(expected) == round(1.3 * rate)
    assert np.abs(read - expected).max() < 1e-6


def test_a_stream_that_changes_its_rate_and_channels_keeps_its_length(tmp_path):
    """An ADTS stream is its frames: put together they are one file."""
    stereo = sweep(1.0, RATE)
    one = encode(tmp_path / "one.aac", stereo, RATE, kind="m4a")
    two = encode(tmp_path / "two.aac", stereo[:24000, :1], 24000, kind="m4a")
    three = encode(tmp_path / "three.aac", np.zeros((RATE, 6), np.float32), RATE, kind="m4a")
    path = tmp_path / "changing.aac"
    path.write_bytes(one.read_bytes() + two.read_bytes() + one.read_bytes() + three.read_bytes())
    with Decoder(path) as decoder:
        read = read_all(decoder)
    assert len(read) == pytest.approx(4 * RATE, rel=0.05)
    assert np.abs(read[-RATE // 2 :]).max() < 1e-3
    assert np.sqrt(np.mean(read[: 3 * RATE] ** 2)) > 0.2

"""Every number format, rate and arrangement of channels, against numbers known beforehand."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from player.library.decoding import Decoder
from tests.encoded_files import write

_HALF = 0.5**0.5
RATES = (8000, 11025, 22050, 44100, 48000, 88200, 96000, 176400, 192000)
LAYOUTS = (
    "mono", "stereo", "2.1", "3.0", "3.0(back)", "4.0", "quad", "quad(side)", "3.1", "5.0",
    "5.0(side)", "5.1", "5.1(side)", "6.0", "6.1", "7.0", "7.1", "7.1(wide)", "5.1.2",
)  # fmt: skip
SIDES = {
    **dict.fromkeys(("FL", "FLC"), (1.0, 0.0)),
    **dict.fromkeys(("FR", "FRC"), (0.0, 1.0)),
    **dict.fromkeys(("SL", "BL", "TFL"), (_HALF, 0.0)),
    **dict.fromkeys(("SR", "BR", "TFR"), (0.0, _HALF)),
    "FC": (_HALF, _HALF),
    "BC": (0.5, 0.5),
    "LFE": (0.0, 0.0),
}
"""ITU-R BS.775: what each loudspeaker adds to left and right (the one behind, as two at -3 dB)."""


def random_numbers(kind: str, channels: int, count: int = 3001) -> np.ndarray:
    """Numbers all over the range of a sample format ("s24": in 32 bits, as FFmpeg takes them)."""
    chance = np.random.default_rng(5)
    shape = (count, channels)
    if kind in ("flt", "dbl"):
        loud = chance.uniform(-1.5, 1.5, shape)
        return loud.astype(np.float32) if kind == "flt" else loud
    bits = {"u8": 8, "s16": 16, "s24": 24, "s32": 32}[kind]
    if kind == "u8":
        return chance.integers(0, 256, shape).astype(np.uint8)
    whole = chance.integers(-(2 ** (bits - 1)), 2 ** (bits - 1), shape)
    return (whole << 8 if kind == "s24" else whole).astype(np.int16 if bits == 16 else np.int32)


def as_floats(numbers: np.ndarray) -> np.ndarray:
    """What they mean, rounded once to float32."""
    if numbers.dtype == np.uint8:
        return ((numbers.astype(float) - 128.0) / 128.0).astype(np.float32)
    if numbers.dtype.kind == "f":
        return numbers.astype(np.float32)
    return (numbers.astype(float) / 2.0 ** (8 * numbers.itemsize - 1)).astype(np.float32)


def read(path: Path) -> tuple[np.ndarray, int]:
    with Decoder(path) as decoder:
        out = np.zeros((20_000, 2), np.float32)
        return out[: decoder.read_into(out)], decoder.source_samplerate


@pytest.mark.parametrize(
    ("name", "codec", "kind", "options"),
    [
        ("a.wav", "pcm_u8", "u8", {}),
        ("a.wav", "pcm_s16le", "s16", {}),
        ("a.wav", "pcm_s24le", "s24", {}),
        ("a.wav", "pcm_s32le", "s32", {}),
        ("a.wav", "pcm_f32le", "flt", {}),
        ("a.wav", "pcm_f64le", "dbl", {}),
        ("a.w64", "pcm_s24le", "s24", {}),
        ("a.caf", "pcm_s16le", "s16", {}),
        ("a.aiff", "pcm_s24be", "s24", {}),
        ("a.aiff", "pcm_f64be", "dbl", {}),
        ("a.flac", "flac", "s32", {"bits": 32, "options": {"strict": "-2"}}),
        ("a.wv", "wavpack", "s32", {"sample_format": "s32p"}),
        ("a.wv", "wavpack", "flt", {"sample_format": "fltp"}),
    ],
)
def test_numbers_of_every_kind_are_exact(tmp_path, name, codec, kind, options):
    numbers = random_numbers(kind, 2)
    samples, _ = read(write(tmp_path / name, numbers, 44100, codec, **options))
    assert np.array_equal(samples, as_floats(numbers))


@pytest.mark.parametrize("rate", RATES)
def test_lossless_codecs_are_exact_at_every_rate(tmp_path, rate):
    for name, codec, sample_format in (
        ("a.wav", "pcm_s24le", ""),
        ("a.flac", "flac", ""),
        ("a.mka", "flac", ""),
        ("a.m4a", "alac", "s32p"),
        ("a.wv", "wavpack", "s32p"),
        ("a.tta", "tta", ""),
    ):
        numbers = random_numbers("s24", 2)
        path = write(tmp_path / name, numbers, rate, codec, sample_format=sample_format, bits=24)
        samples, found = read(path)
        assert found == rate, name
        assert np.array_equal(samples, as_floats(numbers)), name


@pytest.mark.parametrize("codec", ["flac", "pcm_s16le"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_channels_are_mixed_by_the_standard(tmp_path, layout, codec):
    """Nothing is scaled down and nothing clips: all channels at full scale come out above it."""
    places = [channel.name for channel in av.AudioLayout(layout).channels]
    if codec == "flac" and layout == "5.1.2":
        codec = "pcm_s24le"  # FLAC has no places above the listener
    kind = "s24" if codec == "pcm_s24le" else "s16"
    numbers = random_numbers(kind, len(places))
    numbers[:100] = np.iinfo(numbers.dtype).max & ~0xFF
    name = "a.flac" if codec == "flac" else "a.wav"
    samples, _ = read(write(tmp_path / name, numbers, 48000, codec, layout=layout))
    floats = as_floats(numbers)
    if layout == "mono":
        assert np.array_equal(samples, np.repeat(floats, 2, axis=1))
    elif layout in ("stereo", "2.1"):
        assert np.array_equal(samples, floats[:, :2])
    else:
        matrix = np.array([SIDES[place] for place in places])
        expected = floats @ matrix
        assert np.abs(samples - expected).max() < 2e-5 * len(places)
        assert samples[:100].min() > 1.3


def test_five_lossy_channels_are_where_they_belong(tmp_path):
    """Vorbis' and Opus' own orders of channels: each one alone comes out where it should."""
    t = np.arange(48000) / 48000
    tone = (0.5 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)
    for codec, name, sample_format in (("libopus", "a.opus", ""), ("aac", "a.m4a", "fltp")):
        for place, channel in enumerate(av.AudioLayout("5.1").channels):
            six = np.zeros((48000, 6), np.float32)
            six[:, place] = tone
            path = write(
                tmp_path / name, six, 48000, codec, layout="5.1", sample_format=sample_format
            )
            with Decoder(path) as decoder:
                out = np.zeros((60_000, 2), np.float32)
                middle = out[: decoder.read_into(out)][8000:40000]
            levels = np.sqrt(2 * np.mean(middle**2, axis=0)) / 0.5
            assert levels == pytest.approx(SIDES[channel.name], abs=0.03), (codec, channel.name)


@pytest.mark.parametrize("channels", range(3, 9))
def test_channels_of_unknown_places_are_those_of_the_usual_arrangement(tmp_path, channels):
    path = tmp_path / "plain.wav"
    with wave.open(str(path), "wb") as file:  # writes no places
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes((np.eye(channels) * 16384).astype("<i2").tobytes())
    samples, _ = read(path)
    usual = {3: "2.1", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}[channels]
    expected = [SIDES[channel.name] for channel in av.AudioLayout(usual).channels]
    assert samples * 2 == pytest.approx(np.array(expected), abs=1e-4)

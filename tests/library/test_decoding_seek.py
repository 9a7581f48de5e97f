"""Going elsewhere in a file: exact to the sample, from anywhere, again and again, and not far."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from player.library.decoding import Decoder
from player.library.decoding_packets import FrameReader
from tests.encoded_files import write
from tests.sound_files import best_lag, correlation, encode, sweep

RATE = 44100
SIGNAL = sweep(6.0, RATE, low=100.0, high=3000.0)
NUMBERS = np.round(SIGNAL * 32768).astype(np.int16)
POSITIONS = (2.3456, 0.0, 0.1, 5.001, 0.25, 0.2501, 1.0, 5.99, 7.0, 3.3, 0.0301, 4.0)
"""In seconds: forth and back, near the beginning and the end, and behind it."""
VORBIS = {"strict": "-2"}
VBR = {"flags": "+qscale", "global_quality": "354"}
KINDS = {
    "vbr.mp3": ("libmp3lame", "fltp", VBR, {}),
    "no_xing.mp3": ("libmp3lame", "fltp", VBR, {"write_xing": "0"}),
    "m4a": ("aac", "fltp", {}, {}),
    "no_edit.m4a": ("aac", "fltp", {}, {"use_editlist": "0"}),
    "aac": ("aac", "fltp", {}, {}),
    "mp2": ("mp2", "s16", {}, {}),
    "flac": ("flac", "s16", {}, {}),
    "oga": ("flac", "s16", {}, {}),
    "ogg": ("vorbis", "fltp", VORBIS, {}),
    "wav": ("pcm_s16le", "s16", {}, {}),
    "aiff": ("pcm_s16be", "s16", {}, {}),
    "alac.m4a": ("alac", "s16p", {}, {}),
    "wv": ("wavpack", "s16p", {}, {}),
    "tta": ("tta", "s16", {}, {}),
    "wma": ("wmav2", "fltp", {}, {}),
    "flac.mka": ("flac", "s16", {}, {}),
    "mp3.mka": ("libmp3lame", "fltp", {}, {}),
}
"""Ending -> encoder, its sample format, its options, the container's."""
OPUS = ("opus", "mka", "webm")
NOISY = ("m4a", "no_edit.m4a", "aac")
"""Their codec fills bands with noise of its own, never the same."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("seeking")
    made = {}
    for kind, (codec, sample_format, options, more) in KINDS.items():
        made[kind] = write(
            folder / f"a.{kind}",
            NUMBERS if sample_format.startswith("s16") else SIGNAL,
            RATE,
            codec,
            sample_format=sample_format,
            options=options,
            container="ogg" if kind == "oga" else None,
            container_options=more,
        )
    for kind in OPUS:
        made[kind] = write(folder / f"b.{kind}", sweep(6.0, 48000), 48000, "libopus")
    return made


def read(decoder: Decoder, frames: int) -> np.ndarray:
    out = np.zeros((frames, 2), np.float32)
    return out[: decoder.read_into(out)]


def check(decoder: Decoder, whole: np.ndarray, position_s: float, kind: str) -> None:
    decoder.seek(position_s)
    found = read(decoder, 12_000)
    start = round(position_s * decoder.source_samplerate)
    expected = whole[start : start + 12_000]
    assert found.shape == expected.shape, position_s
    if not len(expected):
        return
    if kind in NOISY:
        if len(expected) > 9000:
            assert correlation(found, expected) > 0.999, position_s
            lag = best_lag(found[3000:6000], whole[start : start + 9000])
            assert abs(lag - 3000) <= 1, position_s
    else:  # Opus comes closer and closer to what it would be, the others are there at once
        assert np.abs(found - expected).max() < (1e-3 if kind in OPUS else 1e-4), position_s


@pytest.mark.parametrize("kind", [*KINDS, *OPUS])
def test_every_place_is_exact_on_a_used_decoder(files, kind):
    with Decoder(files[kind]) as decoder:
        whole = read(decoder, 400_000)
        assert not len(read(decoder, 1))  # the end was reached
        for position_s in POSITIONS:
            check(decoder, whole, position_s, kind)
    for position_s in (0.3, 5.001):
        with Decoder(files[kind]) as decoder:
            check(decoder, whole, position_s, kind)


@pytest.mark.parametrize("kind", ["vbr.mp3", "no_xing.mp3", "aac", "wv", "flac", "ogg", "m4a"])
def test_an_index_changes_nothing_but_the_way(files, kind):
    with Decoder(files[kind]) as decoder:
        whole = read(decoder, 400_000)
        decoder.seek(1.0)
        before = read(decoder, 1000)
        needed = decoder.needs_index
        assert needed == (kind in ("vbr.mp3", "no_xing.mp3", "aac", "wv"))
        decoder.index()
        assert not decoder.needs_index
        assert decoder.position_s == pytest.approx(1.0 + 1000 / RATE)
        after = read(decoder, 1000)
        if kind not in NOISY:
            expected = whole[RATE : RATE + 2000]
            assert np.abs(np.concatenate([before, after]) - expected).max() < 2e-4
        for position_s in POSITIONS:
            check(decoder, whole, position_s, kind)
        assert not decoder.needs_index


@pytest.mark.parametrize("kind", ["vbr.mp3", "flac", "ogg", "opus", "wma", "aac"])
def test_seeking_goes_on_after_damage(files, tmp_path, kind):
    content = bytearray(files[kind].read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = bytes(3000)
    path = tmp_path / files[kind].name
    path.write_bytes(content)
    with Decoder(files[kind]) as decoder:
        whole = read(decoder, 400_000)
    with Decoder(path) as decoder:
        read(decoder, 400_000)
        assert decoder.broken_frames
        for position_s in (1.0, 0.0, 0.3):  # before the damage nothing is different
            check(decoder, whole, position_s, kind)
        decoder.seek(5.5)
        assert 0 < len(read(decoder, 400_000)) <= 0.6 * decoder.source_samplerate


def test_flac_of_another_encoder_with_and_without_a_table_of_places(tmp_path):
    """FFmpeg writes no seek table; a made-up one, of wrong places, must not lead astray."""
    path = write(tmp_path / "a.flac", NUMBERS, RATE, "flac")
    content = path.read_bytes()
    points = b"".join(
        sample.to_bytes(8, "big") + offset.to_bytes(8, "big") + (4096).to_bytes(2, "big")
        for sample, offset in ((0, 0), (46_080, 77_777), (92_160, 88_888))
    )
    block = bytes([3]) + len(points).to_bytes(3, "big") + points
    table = content[:42] + block + content[42:]  # behind "fLaC" and STREAMINFO
    other = tmp_path / "b.flac"
    other.write_bytes(table)
    with Decoder(path) as plain, Decoder(other) as tabled:
        whole = read(plain, 400_000)
        for position_s in POSITIONS:
            check(plain, whole, position_s, "flac")
            check(tabled, whole, position_s, "flac")


def test_the_usual_vorbis_encoder(tmp_path):
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("there is no ffmpeg program")
    plain = encode(tmp_path / "a.wav", SIGNAL, RATE)
    for name in ("a.ogg", "a.mka"):
        command = [program, "-v", "error", "-i", str(plain), "-c:a", "libvorbis", name]
        made = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, check=False)
        if made.returncode:
            pytest.skip("the ffmpeg program has no libvorbis")
    with Decoder(tmp_path / "a.ogg") as decoder:
        whole = read(decoder, 400_000)
        for position_s in POSITIONS:
            check(decoder, whole, position_s, "ogg")
    with Decoder(tmp_path / "a.mka") as decoder:  # whose clock ticks in milliseconds
        whole = read(decoder, 400_000)
        for position_s in (1.0, 2.3456, 5.001):
            decoder.seek(position_s)
            start = round(position_s * RATE)
            lag = best_lag(read(decoder, 9000)[3000:6000], whole[start : start + 9000])
            assert abs(lag - 3000) <= RATE // 1000


def test_a_long_mp3_is_not_read_through_again(tmp_path, monkeypatch):
    """More codec frames than FFmpeg's index keeps by itself: 60,000, half an hour of 8 kHz... and
    whatever is between the place that was found and the one that was wanted is decoded."""
    short = write(
        tmp_path / "short.mp3",
        np.zeros((72_000, 1), np.float32),
        8000,
        "libmp3lame",
        layout="mono",
        sample_format="fltp",
        container_options={"write_xing": "0", "id3v2_version": "0"},
    )
    content = short.read_bytes()
    path = tmp_path / "long.mp3"
    path.write_bytes(content * 480)
    read_frames = FrameReader.read
    calls: list[int] = []

    def counted(reader: FrameReader):
        calls.append(1)
        return read_frames(reader)

    with Decoder(path) as decoder:
        decoder.index()
        monkeypatch.setattr(FrameReader, "read", counted)
        for position_s in (4000.0, 100.0, 2000.0, 1.0, 3000.0):
            calls.clear()
            decoder.seek(position_s)
            assert len(read(decoder, 576)) == 576
            assert len(calls) < 20

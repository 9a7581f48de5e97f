"""What is told after the end: damage that was passed over, and a file that is cut off."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from player.library.decoding import Decoder
from tests.encoded_files import write
from tests.sound_files import encode, sweep

RATE = 48000
SIGNAL = sweep(5.0, RATE)
OTHERS = {
    "ogg": ("vorbis", "fltp", {"strict": "-2"}, {}),
    "oga": ("flac", "s16", {}, {}),
    "wma": ("wmav2", "fltp", {}, {}),
    "aac": ("aac", "fltp", {}, {}),
    "webm": ("libopus", "flt", {}, {}),
    "w64": ("pcm_s16le", "s16", {}, {}),
    "mp2": ("mp2", "s16", {}, {}),
    "no_xing.mp3": ("libmp3lame", "fltp", {}, {"write_xing": "0"}),
    "faststart.m4a": ("aac", "fltp", {}, {"movflags": "faststart"}),
}
"""Ending -> encoder, its sample format, its options and the container's."""
PLAIN = ("wav", "flac", "aiff", "wv", "tta", "mp3", "opus", "mka")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("endings")
    made = {kind: encode(folder / f"a.{kind}", SIGNAL, RATE) for kind in PLAIN}
    container = {"oga": "ogg"}
    for kind, (codec, sample_format, options, container_options) in OTHERS.items():
        made[kind] = write(
            folder / f"b.{kind}",
            np.round(SIGNAL * 32768).astype(np.int16) if sample_format == "s16" else SIGNAL,
            RATE,
            codec,
            sample_format=sample_format,
            options=options,
            container=container.get(kind),
            container_options=container_options,
        )
    return made


def heard(path: Path) -> tuple[float, int, bool]:
    """Seconds that came, broken frames, cut off or not."""
    out = np.zeros((8192, 2), np.float32)
    with Decoder(path) as decoder:
        frames = 0
        while count := decoder.read_into(out):
            frames += count
            assert count < len(out) or not decoder.truncated  # nothing is said before the end
        return frames / decoder.source_samplerate, decoder.broken_frames, decoder.truncated


def changed(path: Path, folder: Path, content: bytes) -> Path:
    other = folder / path.name
    other.write_bytes(content)
    return other


@pytest.mark.parametrize("kind", [*PLAIN, *OTHERS])
def test_a_whole_file_has_nothing_wrong_with_it(files, tmp_path, kind):
    seconds, broken, cut_off = heard(files[kind])
    assert seconds == pytest.approx(5.0, abs=0.05)
    assert not broken
    assert not cut_off
    if kind.endswith(("mp3", "aac", "flac", "wv", "tta", "mp2")):
        tagged = changed(files[kind], tmp_path, files[kind].read_bytes() + b"TAG".ljust(128, b"x"))
        assert not heard(tagged)[2]


@pytest.mark.parametrize("share", [0.5, 0.93])
@pytest.mark.parametrize("kind", [kind for kind in (*PLAIN, *OTHERS) if kind != "mp2"])
def test_a_file_cut_off_in_the_middle_says_so(files, tmp_path, kind, share):
    content = files[kind].read_bytes()
    cut = changed(files[kind], tmp_path, content[: int(len(content) * share) | 1])
    seconds, _, cut_off = heard(cut)
    assert 0.35 * 5.0 < seconds < 0.99 * 5.0  # what is there is heard
    assert cut_off


@pytest.mark.parametrize("kind", ["mp3", "no_xing.mp3", "flac", "aac", "ogg", "opus", "oga", "wma"])
def test_a_hole_is_passed_over_and_counted(files, tmp_path, kind):
    content = bytearray(files[kind].read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2500] = bytes(2500)
    seconds, broken, cut_off = heard(changed(files[kind], tmp_path, bytes(content)))
    assert 3.5 < seconds < 4.999
    assert 1 <= broken <= 8
    assert not cut_off


def test_a_length_nobody_could_know_when_writing_is_no_promise(files, tmp_path):
    """Programs that write WAV into a pipe leave the largest number as its length."""
    content = bytearray(files["wav"].read_bytes())
    at = content.index(b"data") + 4
    content[at : at + 4] = b"\xff\xff\xff\xff"
    content[4:8] = b"\xff\xff\xff\xff"
    seconds, _, cut_off = heard(changed(files["wav"], tmp_path, bytes(content)))
    assert seconds == pytest.approx(5.0)
    assert not cut_off


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "aac", "opus", "no_xing.mp3"])
def test_a_file_that_shrinks_while_it_is_decoded_says_so(tmp_path, kind):
    """Long enough that FFmpeg has not read all of it yet."""
    whole = sweep(12.0, RATE)
    codec, sample_format, options, more = OTHERS.get(kind, ("", "", {}, {}))
    path = tmp_path / f"a.{kind}"
    if codec:
        write(path, whole, RATE, codec, sample_format=sample_format, options=options,
              container_options=more)  # fmt: skip
    else:
        encode(path, whole, RATE)
    out = np.zeros((8192, 2), np.float32)
    with Decoder(path) as decoder:
        frames = decoder.read_into(out)
        os.truncate(path, path.stat().st_size // 2 + 1)
        while count := decoder.read_into(out):
            frames += count
        assert frames < 0.6 * len(whole)
        assert decoder.truncated
        decoder.seek(10.0)
        assert decoder.read_into(out) == 0  # beyond what is left
        assert decoder.truncated
        decoder.seek(3.0)
        assert decoder.read_into(out) == len(out)  # what is left is still there
        assert not decoder.truncated


@pytest.mark.skipif(os.name == "nt", reason="Windows does not delete what is open")
def test_a_deleted_file_is_heard_to_its_end(files, tmp_path):
    for kind in ("flac", "mp3", "opus"):
        path = changed(files[kind], tmp_path, files[kind].read_bytes())
        out = np.zeros((8192, 2), np.float32)
        with Decoder(path) as decoder:
            frames = decoder.read_into(out)
            path.unlink()
            while count := decoder.read_into(out):
                frames += count
            assert frames == len(SIGNAL)
            assert not decoder.truncated
            assert not decoder.broken_frames

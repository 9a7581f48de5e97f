"""What is read quickly agrees with what FFmpeg finds, and in doubt nothing is read quickly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import mutagen
import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TIT2
from mutagen.id3 import Encoding as Enc
from sound_files import encode, sweep

from player.errors import FileUnreadableError
from player.library.audio_info import AudioInfo
from player.library.decoding import probe
from player.library.metadata import read_metadata, read_quickly
from player.library.mpeg import mp3_info
from player.library.sound_region import BLOCK, find_sound, open_song

QUICK = ("mp3", "flac", "m4a", "alac.m4a", "opus", "wav", "aiff")


def quickly(path: Path) -> AudioInfo | None:
    """What is known of *path* without FFmpeg."""
    with open_song(str(path)) as file:
        read = read_quickly(str(path), file, find_sound(file))
    return None if read is None else read[2]


def agree(quick: AudioInfo, slow: AudioInfo) -> bool:
    assert quick.duration_s is not None
    if slow.duration_s is None:
        return False
    near = abs(quick.duration_s - slow.duration_s) <= max(0.1, 0.01 * slow.duration_s)
    codec = quick.codec == slow.codec or slow.codec.startswith(quick.codec)
    return near and codec and (quick.samplerate, quick.channels) == (slow.samplerate, slow.channels)


def tagged(path: Path) -> Path:
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if isinstance(file.tags, ID3):
        file.tags.add(TIT2(encoding=Enc.UTF8, text=["x"]))
    file.save()
    return path


@pytest.mark.parametrize("kind", QUICK)
@pytest.mark.parametrize("channels", [1, 2])
def test_sane_files_need_no_ffmpeg_and_nothing_else_is_found(tmp_path, kind, channels):
    rate = 48000 if kind == "opus" else 44100
    samples = sweep(9.0, rate)[:, :channels]
    path = tagged(encode(tmp_path / f"song.{kind}", samples, rate, kind=kind))
    quick = quickly(path)
    assert quick is not None
    assert agree(quick, probe(path))
    assert quick.duration_s == pytest.approx(9.0, abs=0.06)
    assert quick.bitrate


def test_a_wav_without_tags(tmp_path):
    path = encode(tmp_path / "a.wav", sweep(1.0, 44100), 44100)
    assert b"LIST" in path.read_bytes()  # which says what wrote it
    quick = quickly(path)
    assert quick is not None
    assert agree(quick, probe(path))
    path.write_bytes(path.read_bytes() + b"TAG" + b"title".ljust(125, b"\0"))
    assert quickly(path) is None
    assert read_metadata(str(path)).title == "title"


def test_a_wav_without_words_of_its_own(tmp_path):
    path = encode(tmp_path / "a.wav", sweep(1.0, 44100), 44100)
    data = path.read_bytes()
    at = data.index(b"LIST")
    length = 8 + int.from_bytes(data[at + 4 : at + 8], "little")
    path.write_bytes(data[:at] + data[at + length :])
    quick = quickly(tagged(path))
    assert quick is not None
    assert agree(quick, probe(path))


def test_the_library_and_the_odd_files_agree_with_ffmpeg(shared_data):
    wrong_lengths = {
        "audacious-trailing-id32-apev2.mp3",  # FFmpeg takes the tags behind it for sound
        "example.opus",  # FFmpeg adds what was cut off the start: 11.35 s can be decoded
    }
    quick_ones = 0
    for folder in ("library", "malformed"):
        for path in sorted((shared_data / folder).rglob("*")):
            quick = quickly(path) if path.is_file() else None
            if quick is not None:
                quick_ones += 1
                assert agree(quick, probe(path)) or path.name in wrong_lengths, path
    assert quick_ones > 100 or not (shared_data / "malformed").is_dir()


@pytest.fixture(scope="module")
def mp3(tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("mp3")
    return encode(folder / "a.mp3", sweep(12.0, 44100), 44100).read_bytes()


def sound_of(data: bytes, path: Path):
    path.write_bytes(data)
    with open_song(str(path)) as file:
        return find_sound(file)


def test_mp3s_that_leave_a_doubt(tmp_path, mp3):
    path = tmp_path / "a.mp3"
    assert mp3_info(sound_of(mp3, path)) is not None
    begin = sound_of(mp3, path).start
    hole = len(mp3) // 2 - BLOCK // 2
    doubtful = {
        "cut off": mp3[: len(mp3) * 2 // 3],
        "nothing in the middle": mp3[:hole] + bytes(BLOCK) + mp3[hole + BLOCK :],
        "nothing at the end": mp3[:-BLOCK] + bytes(BLOCK),
        "only a header": mp3[: begin + 417],
        "no frames behind it": mp3[: begin + 300] + bytes(300_000),
        "joined": mp3 + mp3[begin:],
        "text": b"ID3" + b"\xff\xfb\x90\x00 hello" * 20_000,
        "empty": b"",
    }
    for what, data in doubtful.items():
        assert mp3_info(sound_of(data, path)) is None, what


def test_an_mp3_of_many_bitrates_without_a_header_that_says_so(tmp_path):
    parts = []
    for bitrate in ("64000", "256000"):
        import sound_files

        codec, sample_format, _ = sound_files.FORMATS["mp3"]
        sound_files.FORMATS["low.mp3"] = (codec, sample_format, {"b": bitrate})
        data = encode(tmp_path / "x.low.mp3", sweep(10.0, 44100), 44100).read_bytes()
        del sound_files.FORMATS["low.mp3"]
        sound = sound_of(data, tmp_path / "x.mp3")
        first = data.index(b"Info") - 36
        frame = 144 * int(bitrate) // 44100 * 2  # leave out the frame that holds the header
        parts.append(data[data.index(b"\xff\xfb", first + frame // 2) : sound.end])
    path = tmp_path / "vbr.mp3"
    path.write_bytes(parts[0] + parts[1])
    assert quickly(path) is None
    path.write_bytes(parts[1])
    quick = quickly(path)
    assert quick is not None
    assert quick.bitrate == 256000
    assert agree(quick, probe(path))


def test_what_is_not_what_its_ending_says_is_left_to_ffmpeg(tmp_path):
    flac = encode(tmp_path / "a.flac", sweep(1.0, 44100), 44100)
    for name in ("a.mp3", "a.m4a", "a.wv", "a.ogg"):
        path = tmp_path / name
        path.write_bytes(flac.read_bytes())
        assert quickly(path) is None
        assert read_metadata(str(path)).codec == "flac"


def test_headers_without_sound_are_refused(tmp_path):
    flac = encode(tmp_path / "a.flac", sweep(1.0, 44100), 44100)
    cut = tmp_path / "cut.flac"
    with open_song(str(flac)) as file:
        cut.write_bytes(flac.read_bytes()[: find_sound(file).start + 400])
    m4a = tagged(encode(tmp_path / "a.m4a", sweep(1.0, 44100), 44100))
    audio = FLAC(flac).info
    assert audio.length == 1.0
    with open_song(str(flac)) as file:
        start = find_sound(file).start
    flac.write_bytes(flac.read_bytes()[:start] + os.urandom(3) * 20_000)
    data = m4a.read_bytes()
    m4a.write_bytes(data[: data.index(b"mdat") - 4] + data[data.index(b"moov") - 4 :])
    for path in (flac, cut, m4a):
        assert quickly(path) is None
        with pytest.raises(FileUnreadableError):
            read_metadata(str(path))


def test_aac_that_says_two_channels_and_has_one(shared_data):
    path = shared_data / "malformed" / "beetbox+mediafile" / "test" / "rsrc" / "full.m4a"
    if not path.is_file():
        pytest.skip("no malformed files at hand")
    assert mutagen.File(path).info.channels == 2
    assert read_metadata(str(path)).channels == 1


def test_words_only_ffmpeg_reads_are_not_lost(tmp_path):
    path = encode(tmp_path / "a.wav", sweep(1.0, 44100), 44100)
    data = path.read_bytes()
    words = b"INFOINAM\x06\x00\x00\x00title\x00"
    chunk = b"LIST" + len(words).to_bytes(4, "little") + words
    path.write_bytes(
        data[:4] + (len(data) - 8 + len(chunk)).to_bytes(4, "little") + data[8:] + chunk
    )
    assert read_metadata(str(path)).title == "title"


def test_a_second_id3_tag_is_not_lost(tmp_path, mp3):
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3)
    tags = ID3()
    tags.add(TIT2(encoding=Enc.UTF8, text=["second"]))
    tags.save(path)
    empty = b"ID3\x04\x00\x00\x00\x00\x00\x0aXXXX\x00\x00\x00\x00\x00\x00"
    path.write_bytes(empty + path.read_bytes())
    assert quickly(path) is None


def test_reading_sane_files_loads_neither_numpy_nor_ffmpeg(tmp_path):
    for kind in ("mp3", "flac", "m4a", "aiff"):
        tagged(encode(tmp_path / f"song.{kind}", sweep(2.0, 44100), 44100))
    code = """
import sys
import player.jobs.reading_child
from player.library.scanner import read_file, walk
for found in walk([sys.argv[1]], print):
    read = read_file(found)
    assert read.failure is None and read.metadata.duration_s > 1.9, read
heavy = {name.partition(".")[0] for name in sys.modules} & {"numpy", "av", "soxr", "PySide6"}
assert not heavy, heavy
"""
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=root, check=True)

"""The key of a sound costs little and outlives everything taggers do to a file."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import av
import mutagen
import pytest
from mutagen.aac import AAC
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TIT2
from mutagen.id3 import Encoding as Enc
from sound_files import encode, sweep

from player.library.audio_info import AUDIO_SUFFIXES
from player.library.identity import audio_key, key_of
from player.library.sound_region import find_sound

_MOST_READ = 210_000  # bytes: three blocks of 64 KiB, a tail, headers (of each Ogg page of a tag)
_LONG = "new tags " * 20_000


class CountingFile(io.FileIO):
    """A file that knows how much was read of it."""

    total = 0

    def read(self, size=-1, /):
        data = super().read(size)
        self.total += len(data)
        return data


def key(path: Path) -> str:
    return audio_key(str(path))


def bytes_read(path: Path) -> int:
    with CountingFile(path) as file:
        assert key_of(find_sound(file)) == key(path)
        return file.total


def title(path: Path, text: str) -> bool:
    """Write *text* as the title; ``False`` where mutagen cannot."""
    file = mutagen.File(path)
    if file is None or isinstance(file, AAC):
        return False
    if file.tags is None:
        file.add_tags()
    if isinstance(file.tags, ID3):
        file.tags.add(TIT2(encoding=Enc.UTF8, text=[text]))
    elif isinstance(file, mutagen.mp4.MP4):
        file["\xa9nam"] = [text]
    else:
        file["Title"] = [text]
    file.save()
    return True


def real_songs(shared_data: Path) -> list[Path]:
    folder = shared_data / "library"
    broken = {"zero_bytes.mp3", "not_audio.mp3"}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in AUDIO_SUFFIXES and path.name not in broken
    ]


def test_every_real_file_keeps_its_key_through_all_a_tagger_does(shared_data, tmp_path):
    untaggable = set()
    for number, original in enumerate(real_songs(shared_data)):
        path = tmp_path / f"{number}{original.suffix}"
        shutil.copyfile(original, path)
        before = key(path)
        if not title(path, _LONG):
            untaggable.add(path.suffix)
            continue
        assert key(path) == before, original.name
        title(path, "short")
        assert key(path) == before, original.name
        mutagen.File(path).delete()
        assert key(path) == before, original.name
    assert untaggable <= {".mka", ".webm", ".aac"}


def test_no_real_file_costs_more_than_200_kilobytes(shared_data):
    songs = real_songs(shared_data)
    read = {path: bytes_read(path) for path in songs}
    assert max(read.values()) <= _MOST_READ, max(read, key=read.get)
    assert sum(path.stat().st_size for path in songs) > 3 * sum(read.values())


@pytest.mark.parametrize(
    "ending", ["mp3", "flac", "m4a", "opus", "wav", "aiff", "mka", "wv", "tta"]
)
def test_long_files_and_long_tags_cost_no_more(tmp_path, ending):
    rate = 48000
    path = encode(tmp_path / f"a.{ending}", sweep(60.0, rate), rate)
    assert path.stat().st_size > 1_000_000
    title(path, "x" * 1_000_000)
    assert bytes_read(path) <= _MOST_READ


def test_an_index_before_the_sound_may_grow(tmp_path):
    slow = encode(tmp_path / "a.m4a", sweep(3.0, 44100), 44100)
    path = tmp_path / "b.m4a"
    with (
        av.open(str(slow)) as source,
        av.open(str(path), "w", options={"movflags": "faststart"}) as copy,
    ):
        stream = copy.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.size:
                packet.stream = stream
                copy.mux(packet)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    before = key(path)
    title(path, _LONG)
    assert path.read_bytes().index(b"mdat") > data.index(b"mdat") + 100_000
    assert key(path) == before


def test_padding_of_any_size(tmp_path):
    path = encode(tmp_path / "a.flac", sweep(3.0, 44100), 44100)
    before = key(path)
    for padding in (0, 70_000, 4):
        FLAC(path).save(padding=lambda _info, size=padding: size)
        assert key(path) == before


@pytest.fixture
def mp3(tmp_path) -> Path:
    path = encode(tmp_path / "a.mp3", sweep(5.0, 44100), 44100)
    mutagen.File(path).delete()
    return path


def test_an_id3_tag_with_a_footer(mp3):
    before, sound = key(mp3), mp3.read_bytes()
    frame = b"TIT2" + bytes((0, 0, 0, 3)) + b"\x00\x00\x03hi"
    size = bytes((0, 0, 0, len(frame)))
    head = b"ID3\x04\x00\x10" + size
    mp3.write_bytes(head + frame + b"3DI" + head[3:] + sound)
    assert key(mp3) == before
    mp3.write_bytes(head + frame + b"3DI" + head[3:] + head + frame + b"3DI" + head[3:] + sound)
    assert key(mp3) == before


def test_tags_stacked_behind_the_sound_in_any_order(mp3, tmp_path):
    before, sound = key(mp3), mp3.read_bytes()
    v1 = b"TAG" + bytes(125)
    lyrics = b"LYRICSBEGININD0000200LYR00005hello"
    lyrics += f"{len(lyrics):06d}LYRICS200".encode()
    ape_file = tmp_path / "tag"
    ape_file.write_bytes(b"")
    tags = APEv2()
    tags["Title"] = "x" * 300
    tags.save(ape_file)
    ape = ape_file.read_bytes()
    for stack in (v1, ape, ape + v1, ape + lyrics + v1, lyrics + v1, lyrics + ape + v1, ape + ape):
        mp3.write_bytes(sound + stack)
        assert key(mp3) == before, stack


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\xff\xff\xff\xffWAVE" + b"junk\x00\x00\x00\x00" * 400_000,
        b"\x00\x00\x00\x08ftyp" + b"\x00\x00\x00\x08free" * 400_000,
        b"LYRICSBEGIN" + b"000000LYRICS200" * 300_000,
        b"ID3\x04\x00\x00\x00\x00\x00\x00" * 400_000,
        b"OggS\x00\x02" + bytes(20) + b"\x01\x07\x01vorbis" + b"OggS" + bytes(23) * 200_000,
    ],
    ids=["chunks", "atoms", "lyrics", "tags", "pages"],
)
def test_files_made_to_be_read_for_ever(tmp_path, data):
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    with CountingFile(path) as file:
        key_of(find_sound(file))
        assert file.total < 4_000_000

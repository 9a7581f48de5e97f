from __future__ import annotations

import dataclasses

import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3, TALB, TCON, TIT2, TPE1, TXXX, TYER
from mutagen.id3 import Encoding as Enc
from mutagen.mp4 import MP4, MP4Cover
from sound_files import encode, sweep

from player.errors import FileEmptyError, NotAudioError
from player.library.artwork import LARGEST_BYTES, find_cover
from player.library.lyrics import find_lyrics
from player.library.metadata import read_metadata
from player.library.track import ReplayGain

TITLE, ARTIST, ALBUM = "斯帕兹玛蒂卡波尔卡（片段）", "凯文·麦克劳德", "测试专辑 · 格式集"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


@pytest.fixture
def formats(shared_data):
    return shared_data / "library" / "formats"


@pytest.fixture
def song(tmp_path):
    return encode(tmp_path / "song.mp3", sweep(1.0, 44100), 44100)


@pytest.mark.parametrize(
    ("name", "codec", "seconds"),
    [
        ("clip.aiff", "pcm", 10), ("clip.flac", "flac", 20), ("clip.ogg", "vorbis", 20),
        ("clip.opus", "opus", 20), ("clip.tta", "tta", 5), ("clip.wav", "pcm", 20),
        ("clip.wma", "wma", 20), ("clip.wv", "wavpack", 5), ("clip_aac.m4a", "aac", 20),
        ("clip_alac.m4a", "alac", 20), ("id3v23_utf16_chinese.mp3", "mp3", 8),
        ("id3v24_chinese.mp3", "mp3", 8), ("中文 文件名（测试）.mp3", "mp3", 6),
    ],
)  # fmt: skip
def test_chinese_tags_of_every_container(formats, name, codec, seconds):
    found = read_metadata(str(formats / name))
    assert (found.title, found.artist, found.album) == (TITLE, ARTIST, ALBUM)
    assert found.genres == ("Polka",)
    assert found.codec == codec
    assert found.duration_s == pytest.approx(seconds, abs=0.1)
    assert found.bitrate


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("id3v23_gbk_mojibake.mp3",
         {"title": "晴朗的早晨", "artist": "测试歌手", "album": "国语测试专辑"}),
        ("id3v1_only.mp3", {"title": "Spazzmatica Polka", "genres": ("Folk",), "track_number": 3}),
        ("ape_tags.mp3", {"title": TITLE, "moods": ("Happy",)}),
        ("mood_tag.mp3", {"moods": ("Happy", "Energetic")}),
        ("mood_tag.flac", {"moods": ("Happy", "Energetic")}),
        ("lyrics.m4a", {"moods": ("Happy",), "has_lyrics": True, "year": 2004}),
        ("clip.wma", {"moods": ("Happy",)}),
        ("multi_artist_genre.mp3",
         {"artist": f"{ARTIST}, Guest Artist, 第三人", "genres": ("Polka", "Comedy", "Rock")}),
        ("replaygain.mp3", {"gain": ReplayGain(-7.89, 0.988525)}),
        ("replaygain.ogg", {"gain": ReplayGain(-7.89, 0.988525, -8.1, 1.0)}),
        ("r128_gain.opus", {"gain": ReplayGain(0.0)}),
        ("no_tags.mp3", {"title": "", "artist": "", "genres": ()}),
        ("mono_8k.wav", {"channels": 1, "samplerate": 8000}),
        ("clip.mka", {"codec": "opus", "channels": 2}),
    ],
)  # fmt: skip
def test_special_tags(formats, name, expected):
    found = dataclasses.asdict(read_metadata(str(formats / name)))
    gain = expected.get("gain")
    expected = {**expected, "gain": dataclasses.asdict(gain)} if gain else expected
    assert {field: found[field] for field in expected} == expected


def test_files_without_sound_fail_by_name(formats):
    with pytest.raises(FileEmptyError, match=r"zero_bytes\.mp3"):
        read_metadata(str(formats / "zero_bytes.mp3"))
    with pytest.raises(NotAudioError, match=r"not_audio\.mp3"):
        read_metadata(str(formats / "not_audio.mp3"))
    assert read_metadata(str(formats / "truncated.mp3")).codec == "mp3"


def test_western_names_of_real_files_stay(shared_data):
    folder = shared_data / "library" / "jamendo"
    found = read_metadata(str(folder / "Séculaire_feat._Nÿme_-_saru.mp3"))
    assert found.title == "Séculaire feat. Nÿme"


def test_id3_oddities(song):
    tags = ID3()
    tags.add(TIT2(encoding=Enc.UTF8, text=["  two\nlines  "]))
    tags.add(TPE1(encoding=Enc.UTF8, text=["A", "B", "A"]))
    tags.add(TCON(encoding=Enc.UTF8, text=["(17)", "9", "Own; Two"]))
    tags.add(TALB(encoding=Enc.UTF8, text=["x" * 5000]))
    tags.add(TYER(encoding=Enc.UTF8, text=["recorded 1998-05"]))
    tags.add(TXXX(encoding=Enc.UTF8, desc="replaygain_track_gain", text=["nan dB"]))
    tags.add(TXXX(encoding=Enc.UTF8, desc="REPLAYGAIN_ALBUM_GAIN", text=["+3,5 dB"]))
    tags.add(TXXX(encoding=Enc.UTF8, desc="REPLAYGAIN_TRACK_PEAK", text=["999"]))
    tags.save(song)
    found = read_metadata(str(song))
    assert found.title == "two lines"
    assert found.artist == "A, B"
    assert found.genres == ("Rock", "Metal", "Own", "Two")
    assert len(found.album) == 1000
    assert found.gain == ReplayGain(album_db=3.5)


def test_broken_tags_are_no_failure(song):
    data = song.read_bytes()
    song.write_bytes(b"ID3\x03\x00\x00\x00\x00\x00\x20TIT2\x7f\xff\xff\xff\x00\x00xx" + data)
    assert read_metadata(str(song)).codec == "mp3"


def test_a_front_cover_comes_before_other_pictures(song):
    tags = ID3()
    tags.add(APIC(encoding=Enc.UTF8, mime="image/png", type=4, desc="back", data=b"back"))
    tags.add(APIC(encoding=Enc.UTF8, mime="image/png", type=3, desc="front", data=PNG))
    tags.save(song)
    assert find_cover(str(song)) == PNG
    assert read_metadata(str(song)).has_cover


def test_covers_of_other_containers(tmp_path):
    samples = sweep(1.0, 44100)
    flac = encode(tmp_path / "a.flac", samples, 44100)
    file, picture = FLAC(flac), Picture()
    picture.type, picture.mime, picture.data = 3, "image/png", PNG
    file.add_picture(picture)
    file.save()
    m4a = encode(tmp_path / "a.m4a", samples, 44100)
    mp4 = MP4(m4a)
    mp4["covr"] = [MP4Cover(PNG, MP4Cover.FORMAT_PNG)]
    mp4.save()
    assert find_cover(str(flac)) == find_cover(str(m4a)) == PNG


def test_a_cover_beside_the_file(song):
    assert find_cover(str(song)) is None
    assert not read_metadata(str(song)).has_cover
    (song.parent / "Folder.JPG").write_bytes(b"folder")
    assert find_cover(str(song)) == b"folder"
    (song.parent / "cover.png").write_bytes(b"cover")
    assert find_cover(str(song)) == b"cover"
    with (song.parent / "cover.png").open("wb") as huge:
        huge.truncate(LARGEST_BYTES + 1)
    assert read_metadata(str(song)).has_cover


def test_covers_and_lyrics_of_the_library(formats):
    assert find_cover(str(formats / "clip.wav"))[:3] == b"\xff\xd8\xff"
    assert "[00:05.50]第二行" in find_lyrics(str(formats / "uslt_lyrics.mp3"))
    assert "[00:05.50]第二行" in find_lyrics(str(formats / "lyrics.flac"))
    assert find_lyrics(str(formats / "lyrics.m4a")).startswith("第一行 测试歌词")
    assert find_lyrics(str(formats / "lyrics_sidecar.m4a")).startswith("[ti:")
    assert find_lyrics(str(formats / "no_tags.mp3")) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lyrics_beside_the_file_in_any_encoding(song, encoding):
    song.with_suffix(".lrc").write_bytes("[00:01.00]第一行\r\n[00:02.00]第二行".encode(encoding))
    assert find_lyrics(str(song)) == "[00:01.00]第一行\n[00:02.00]第二行"
    assert read_metadata(str(song)).has_lyrics

from __future__ import annotations

import random
import shutil
from pathlib import Path

import mutagen
import pytest
from mutagen.id3 import APIC, ID3, TIT2
from mutagen.id3 import Encoding as Enc
from sound_files import encode, sweep

from player.library.identity import audio_key

_LONG = "new tags " * 20_000  # longer than any padding and than one Ogg page


def key(path: Path) -> str:
    return audio_key(str(path))


@pytest.fixture(scope="module")
def sound():
    return sweep(6.0, 44100), sweep(6.0, 44100, low=300)


@pytest.mark.parametrize("ending", ["flac", "m4a", "mp3", "opus", "wav", "aiff", "wv", "tta"])
def test_new_tags_leave_the_key_and_another_sound_changes_it(tmp_path, sound, ending):
    samples, other = (s if ending != "opus" else s[: 48000 * 5] for s in sound)
    rate = 48000 if ending == "opus" else 44100
    path = encode(tmp_path / f"one.{ending}", samples, rate)
    assert key(path) != key(encode(tmp_path / f"other.{ending}", other, rate))
    before, size = key(path), path.stat().st_size
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if isinstance(file.tags, ID3):
        file.tags.add(TIT2(encoding=Enc.UTF8, text=[_LONG]))
    elif ending == "m4a":
        file["\xa9nam"] = [_LONG]
    else:
        file["title"] = [_LONG]
    file.save()
    assert path.stat().st_size > size + 100_000
    assert key(path) == before


def test_tags_before_and_behind_an_mp3_are_no_sound(tmp_path, sound):
    path = encode(tmp_path / "a.mp3", sound[0], 44100)
    mutagen.File(path).delete()
    before = key(path)
    ID3().save(path, v1=2)
    tags = mutagen.apev2.APEv2()
    tags["Title"] = "x"
    tags.save(path)
    id3 = ID3()
    id3.add(APIC(encoding=Enc.UTF8, mime="image/png", type=3, desc="", data=bytes(50_000)))
    id3.save(path, v1=2)
    assert key(path) == before


def test_moving_leaves_the_key(tmp_path, sound):
    path = encode(tmp_path / "a.flac", sound[0], 44100)
    before = key(path)
    assert key(Path(shutil.move(path, tmp_path / "b 歌.flac"))) == before


def test_a_cut_file_is_another_sound(tmp_path, sound):
    path = encode(tmp_path / "a.mp3", sound[0], 44100)
    before = key(path)
    path.write_bytes(path.read_bytes()[:-1000])
    assert key(path) != before


def test_copies_with_other_tags_in_the_library_share_their_key(shared_data):
    formats = shared_data / "library" / "formats"
    names = ["ape_tags", "id3v1_only", "id3v23_gbk_mojibake", "id3v24_chinese", "no_tags"]
    assert len({key(formats / f"{name}.mp3") for name in names}) == 1
    assert key(formats / "clip_aac.m4a") == key(formats / "lyrics_sidecar.m4a")
    assert key(formats / "clip_aac.m4a") != key(formats / "clip_alac.m4a")


@pytest.mark.parametrize("ending", ["flac", "m4a", "mp3", "opus", "wav", "aiff", "mka", "wv"])
def test_damage_anywhere_still_gives_a_key(tmp_path, sound, ending):
    samples = sound[0][:48000]
    data = encode(tmp_path / f"a.{ending}", samples, 48000).read_bytes()
    chance = random.Random(ending)
    for number in range(60):
        damaged = bytearray(data[: chance.randrange(len(data))])
        for _ in range(10):
            if damaged:
                damaged[chance.randrange(min(len(damaged), 400))] = chance.randrange(256)
        path = tmp_path / f"{number}.{ending}"
        path.write_bytes(damaged)
        assert len(key(path)) == 32

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sound_files import encode, sweep

from player.library.failures import shown_name
from player.library.scanner import FoundFile, is_audio, read_file, walk
from player.library.track import UNREAD, FileStamp, Metadata


def unexpected(path: str, error: OSError) -> None:
    raise AssertionError(f"{path}: {error}")


def names(*folders) -> list[str]:
    return [Path(found.path).name for found in walk(map(str, folders), unexpected)]


def test_audio_files_come_in_order_each_once(tmp_path):
    for name in ["b/2.mp3", "b/1.FLAC", "a/x.ogg", "a/x.txt", "a/.hidden.mp3", ".trash/y.mp3",
                 "歌.m4a", "cover.jpg"]:  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    assert names(tmp_path) == ["歌.m4a", "x.ogg", "1.FLAC", "2.mp3"]
    assert names(tmp_path / "b", tmp_path) == ["1.FLAC", "2.mp3", "歌.m4a", "x.ogg"]
    assert names(tmp_path / "b" / "2.mp3") == ["2.mp3"]


def test_links_that_go_in_circles_end(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.mp3").write_bytes(b"x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    assert names(tmp_path) == ["1.mp3"]


def test_broken_links_and_missing_folders_are_told(tmp_path):
    told = []
    (tmp_path / "gone.mp3").symlink_to(tmp_path / "nowhere.mp3")
    folders = [str(tmp_path), str(tmp_path / "missing")]
    found = list(walk(folders, lambda path, error: told.append(path)))
    assert found == []
    assert told == [str(tmp_path / "missing")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_with_the_name_of_a_song_is_no_file_and_keeps_nobody_waiting(tmp_path):
    pipe = tmp_path / "pipe.mp3"
    os.mkfifo(pipe)
    (tmp_path / "link.mp3").symlink_to(pipe)
    (tmp_path / "zeros.mp3").symlink_to("/dev/zero")
    assert names(tmp_path, pipe) == []
    read = read_file(FoundFile(str(pipe), FileStamp(0, 0)))
    assert "pipe.mp3" in str(read.failure)
    assert read.stamp == UNREAD


def test_names_that_are_no_utf_8(tmp_path):
    raw = os.fsencode(tmp_path) + b"/\xff\xe9.mp3"
    try:
        with open(raw, "wb") as file:  # noqa: PTH123
            file.write(b"x")
    except OSError:
        pytest.skip("this file system allows UTF-8 names only")
    (found,) = walk([str(tmp_path)], unexpected)
    assert os.fsencode(found.path) == raw
    read = read_file(found)
    assert read.failure is not None
    str(read.failure).encode("utf-8")
    assert shown_name(found.path) == "��.mp3"


def test_reading_a_song_and_things_that_are_none(tmp_path):
    song = encode(tmp_path / "a.mp3", sweep(1.0, 44100), 44100)
    read = read_file(FoundFile(str(song), FileStamp(1, 2)))
    assert read.failure is None
    assert len(read.audio_key) == 32
    assert read.metadata.codec == "mp3"
    for name, content in [("empty.mp3", b""), ("text.flac", b"hello " * 100)]:
        (tmp_path / name).write_bytes(content)
        read = read_file(FoundFile(str(tmp_path / name), FileStamp(1, 2)))
        assert name in str(read.failure)
        assert (read.audio_key, read.metadata) == ("", Metadata())
    missing = read_file(FoundFile(str(tmp_path / "missing.mp3"), FileStamp(1, 2)))
    assert "missing.mp3" in str(missing.failure)


def test_every_malformed_file_is_read_or_fails_with_a_sentence(shared_data):
    folder = shared_data.parent / "data" / "malformed"
    if not folder.is_dir():
        pytest.skip(f"no malformed files at {folder}")
    found = list(walk([str(folder)], unexpected))
    assert len(found) > 200
    for file in found:
        read = read_file(file)
        assert (read.failure is None) == bool(read.audio_key)
        assert read.failure is None or read.failure.context in {"File", "Scan"}


def test_the_endings_that_count():
    assert is_audio("/x/a.MP3")
    assert not is_audio("/x/a.jpg")
    assert not is_audio("/x/mp3")

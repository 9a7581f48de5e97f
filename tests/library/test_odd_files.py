"""Names, places and states of files that people's disks hold and careful programs trip over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from sound_files import encode, sweep

from player.library.artwork import find_cover
from player.library.lyrics import find_lyrics
from player.library.scanner import FoundFile, read_file, walk
from player.library.track import UNREAD, FileStamp

ROOT = Path(__file__).resolve().parents[2]
PATH_MAX = 4096  # bytes, with the zero at the end

posix = pytest.mark.skipif(os.name != "posix", reason="paths and rights as on Linux and macOS")


def unexpected(path: str, error: OSError) -> None:
    raise AssertionError(f"{path}: {error}")


@pytest.fixture(scope="module")
def songs(tmp_path_factory) -> dict[str, bytes]:
    """One that is read from its headers alone, and one that FFmpeg has to open."""
    folder = tmp_path_factory.mktemp("songs")
    samples = sweep(2.0, 44100)
    return {
        kind: encode(folder / f"a.{kind}", samples, 44100).read_bytes() for kind in ("mp3", "wv")
    }


def put_deep(folder: Path, length: int, name: str, data: bytes) -> str:
    """Write a file whose whole path has *length* bytes; returns the path.

    Folder by folder: nobody can name such a place in one go once it is too long.
    """
    path = str(folder)
    place = os.open(folder, os.O_RDONLY)
    while (missing := length - len(path) - len(name) - 1) > 0:
        step = "d" * min(200, missing - 1 if missing - 201 != 1 else 199)
        os.mkdir(step, dir_fd=place)
        inner = os.open(step, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place, path = inner, f"{path}/{step}"
    file = os.open(name, os.O_WRONLY | os.O_CREAT, 0o644, dir_fd=place)
    os.write(file, data)
    os.close(file)
    os.close(place)
    return f"{path}/{name}"


@posix
@pytest.mark.parametrize("kind", ["mp3", "wv"])
@pytest.mark.parametrize("length", [4000, PATH_MAX - 1])
def test_paths_as_long_as_the_system_allows(tmp_path, songs, kind, length):
    path = put_deep(tmp_path, length, f"song.{kind}", songs[kind])
    assert len(path) == length
    (found,) = walk([str(tmp_path)], unexpected)
    assert found.path == path
    read = read_file(found)
    assert read.failure is None
    assert read.metadata.duration_s == pytest.approx(2.0, abs=0.1)
    assert find_cover(path) is None
    assert find_lyrics(path) is None


@posix
def test_a_path_longer_than_the_system_allows_is_told_by_name(tmp_path, songs):
    (tmp_path / "near.mp3").write_bytes(songs["mp3"])
    path = put_deep(tmp_path, PATH_MAX, "far.mp3", songs["mp3"])
    assert len(path) == PATH_MAX
    told: list[str] = []
    found = list(walk([str(tmp_path)], lambda where, error: told.append(where)))
    assert [Path(file.path).name for file in found] == ["near.mp3"]
    assert told == [path]
    read = read_file(FoundFile(path, FileStamp(1, 1)))
    assert "far.mp3" in str(read.failure)
    assert (read.stamp, read.temporary) == (UNREAD, False)


def as_nobody(folder: str, code: str) -> object:
    """What *code* prints as JSON, run by somebody who may not read everything."""
    start = (
        "import os, sys, json\n"
        "from player.library.scanner import read_file, walk\n"
        "import player.library.decoding\n"  # while the program itself may be read
        "if os.geteuid() == 0: os.seteuid(65534)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code, folder],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@posix
def test_what_one_may_not_read_is_told_and_tried_again(songs):
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders are its user's alone
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "open.mp3").write_bytes(songs["mp3"])
        (folder / "locked.mp3").write_bytes(songs["mp3"])
        (folder / "locked.mp3").chmod(0)
        (folder / "closed").mkdir()
        (folder / "closed" / "inside.mp3").write_bytes(songs["mp3"])
        (folder / "closed").chmod(0)
        told, read = as_nobody(
            place,
            """
told = []
read = [read_file(found) for found in walk([sys.argv[1]], lambda path, error: told.append(path))]
print(json.dumps([told, [[r.path, str(r.failure or ""), r.temporary, r.stamp.size] for r in read]]))
""",
        )
        (folder / "closed").chmod(0o755)
    assert told == [f"{place}/closed"]
    assert [(Path(path).name, temporary, size) for path, _, temporary, size in read] == [
        ("locked.mp3", True, -1),
        ("open.mp3", False, len(songs["mp3"])),
    ]
    assert "locked.mp3" in read[0][1]
    assert read[1][1] == ""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that gives EIO")
def test_a_drive_that_fails_is_no_damaged_file(tmp_path):
    (tmp_path / "a.mp3").symlink_to("/proc/self/mem")
    read = read_file(FoundFile(str(tmp_path / "a.mp3"), FileStamp(0, 0)))
    assert (read.temporary, read.stamp) == (True, UNREAD)


@posix
@pytest.mark.parametrize("target", ["/dev/zero", "/dev/null"])
def test_devices_are_no_songs_whatever_their_name(tmp_path, target):
    (tmp_path / "a.mp3").symlink_to(target)
    read = read_file(FoundFile(str(tmp_path / "a.mp3"), FileStamp(0, 0)))
    assert "a.mp3" in str(read.failure)
    assert not read.temporary


def test_damage_is_not_temporary(tmp_path):
    (tmp_path / "a.mp3").write_bytes(b"no music at all")
    os.utime(tmp_path / "a.mp3", (1, 1))
    (found,) = walk([str(tmp_path)], unexpected)
    read = read_file(found)
    assert read.failure is not None
    assert (read.temporary, read.unstable, read.stamp) == (False, False, found.stamp)


def test_a_file_that_changed_just_now_is_still_being_written(tmp_path, songs):
    path = tmp_path / "a.mp3"
    path.write_bytes(songs["mp3"][:-2000])
    os.utime(path, (1, 1))
    (found,) = walk([str(tmp_path)], unexpected)
    path.write_bytes(songs["mp3"])
    read = read_file(found)
    assert (read.unstable, read.stamp) == (True, UNREAD)
    os.utime(path, (time.time() - 60, time.time() - 60))
    settled = read_file(found)  # changed since it was listed, but not lately: the next scan looks
    assert (settled.unstable, settled.stamp) == (False, found.stamp)


def test_a_file_that_grows_while_it_is_read(tmp_path, songs):
    path = tmp_path / "a.mp3"
    path.write_bytes(songs["mp3"])
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\nwith open(sys.argv[1], 'ab', buffering=0) as file:\n"
            "    print(flush=True)\n    while True: file.write(bytes(100))",
            str(path),
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        for _ in range(1000):  # until the writer got its turn in the middle of one
            status = path.stat()
            read = read_file(FoundFile(str(path), FileStamp(status.st_size, status.st_mtime_ns)))
            if read.unstable:
                break
    finally:
        writer.kill()
        writer.communicate()
    assert (read.unstable, read.stamp) == (True, UNREAD)


@posix
def test_links_that_lead_to_themselves(tmp_path):
    (tmp_path / "a.mp3").symlink_to("a.mp3")
    (tmp_path / "b").symlink_to("b", target_is_directory=True)
    told: list[str] = []
    assert list(walk([str(tmp_path)], lambda path, error: told.append(path))) == []
    assert set(told) <= {str(tmp_path / "a.mp3"), str(tmp_path / "b")}
    read = read_file(FoundFile(str(tmp_path / "a.mp3"), FileStamp(0, 0)))
    assert "a.mp3" in str(read.failure)
    assert not read.temporary


@posix
def test_a_name_that_is_no_text_in_any_encoding(tmp_path, songs):
    raw = os.fsencode(tmp_path) + b"/\xff\xfe\x80 \xed\xa0\x80.mp3"
    try:
        Path(os.fsdecode(raw)).write_bytes(songs["mp3"])
    except OSError:
        pytest.skip("this file system allows UTF-8 names only")
    (found,) = walk([str(tmp_path)], unexpected)
    assert os.fsencode(found.path) == raw
    assert read_file(found).failure is None

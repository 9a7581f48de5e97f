"""What a scan believes: missing files, forgotten folders, refusals, files in the making."""

from __future__ import annotations

import dataclasses
import os
import shutil
import time
from pathlib import Path

import pytest
from sound_files import encode, sweep
from test_scan import HereReader, scan

from player.jobs import scan as scan_module
from player.jobs.scan import scan_folders
from player.jobs.scan_failures import due_paths, next_retry
from player.jobs.scan_report import DOUBT_FROM, Doubt, ScanReport
from player.library.failures import FIRST_WAIT_S, GROWING_WAIT_S
from player.library.scanner import read_file
from player.library.track import UNREAD

COUNT = 12


@pytest.fixture(scope="module")
def songs(tmp_path_factory) -> Path:
    """Twelve different songs: made once, copied by the tests."""
    folder = tmp_path_factory.mktemp("songs")
    for number in range(COUNT):
        encode(folder / f"{number:02d}.wav", sweep(0.3, 8000, low=200 + 50 * number), 8000)
    return folder


def remove(music: Path, numbers: range) -> None:
    for number in numbers:
        (music / f"{number:02d}.wav").unlink()


# -- most of a folder is gone


def test_under_half_of_a_folder_is_asked_about_and_until_then_nothing_changes(store, music):
    scan(store, music)
    before = store.tracks()
    remove(music, range(7))
    asked: list[Doubt] = []
    report, _ = scan(store, music, believe=asked.append)  # None: no
    assert asked == [Doubt(str(music), known=12, found=5)]
    assert report == ScanReport(unchanged=5, doubts=asked)
    assert "Only 5 of 12 tracks are left" in str(asked[0].sentence)
    assert store.tracks() == before


def test_who_says_that_the_files_are_gone_is_believed_and_they_still_come_back(store, music, songs):
    scan(store, music)
    before = store.tracks()
    remove(music, range(7))
    report, _ = scan(store, music, believe=lambda _doubt: True)
    assert report == ScanReport(unchanged=5, unavailable=7)
    assert [track.available for track in store.tracks()] == [False] * 7 + [True] * 5
    for number in range(7):
        shutil.copy2(songs / f"{number:02d}.wav", music)
    assert scan(store, music)[0] == ScanReport(unchanged=5, returned=7)
    assert store.tracks() == before


def test_half_of_a_folder_is_believed_at_once(store, music):
    scan(store, music)
    remove(music, range(6))
    assert scan(store, music)[0] == ScanReport(unchanged=6, unavailable=6)


def test_what_moved_to_another_folder_of_the_library_is_not_missing(store, music, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    scan(store, music)
    ids = {Path(track.path).name: track.id for track in store.tracks()}
    for number in range(9):
        (music / f"{number:02d}.wav").rename(other / f"{number:02d}.wav")
    assert scan(store, music, other)[0] == ScanReport(unchanged=3, moved=9)
    assert {Path(track.path).name: track.id for track in store.tracks()} == ids


def test_a_few_tracks_are_not_asked_about(store, music):
    remove(music, range(DOUBT_FROM - 1, COUNT))
    scan(store, music)
    remove(music, range(6))
    assert scan(store, music)[0] == ScanReport(unchanged=1, unavailable=6)


def test_a_part_of_a_folder_is_judged_by_the_whole(store, music):
    (music / "album").mkdir()
    for number in range(5):
        (music / f"{number:02d}.wav").rename(music / "album" / f"{number:02d}.wav")
    scan(store, music)
    shutil.rmtree(music / "album")
    (music / "album").mkdir()
    assert scan(store, music / "album")[0] == ScanReport(unavailable=5)


# -- forgotten folders


def test_a_forgotten_folder_comes_back_as_it_was(store, music):
    scan(store, music)
    before = store.tracks()
    store.remove_folder(str(music))
    store.forget_tracks(track.id for track in before)
    assert store.tracks() == ()
    assert scan(store, music)[0] == ScanReport(returned=12)
    assert store.tracks() == before


def test_copies_elsewhere_inherit_what_was_known_of_a_forgotten_folder(store, music, tmp_path):
    scan(store, music)
    before = {track.audio_key: track.id for track in store.tracks()}
    store.remove_folder(str(music))
    store.forget_tracks(before.values())
    shutil.copytree(music, tmp_path / "new drive")
    assert scan(store, tmp_path / "new drive")[0] == ScanReport(moved=12)
    assert {track.audio_key: track.id for track in store.tracks()} == before


# -- failures


def refused(path: Path, target: str = "/proc/self/mem") -> Path:
    """A file that the system does not let anybody read."""
    path.symlink_to(target)
    return path


needs_eio = pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that gives EIO"
)


@needs_eio
def test_failures_are_kept_by_path_with_when_to_try_again(store, music, monkeypatch):
    (music / "broken.mp3").write_text("no music " * 50)
    away = refused(music / "away.mp3")
    clock = [1000.0]
    monkeypatch.setattr(scan_module.time, "time", lambda: clock[0])
    scan(store, music)
    found = store.failures()
    assert found.keys() == {str(music / "broken.mp3"), str(away)}
    broken, refusal = found[str(music / "broken.mp3")], found[str(away)]
    assert (broken.temporary, broken.retry_at) == (False, None)
    assert (refusal.temporary, refusal.attempts) == (True, 1)
    assert refusal.retry_at == 1000.0 + FIRST_WAIT_S
    clock[0] = 1010.0
    assert due_paths(found.values(), clock[0]) == []
    _, seen = scan(store, music, patient=True)  # nobody asked: too early
    assert seen == []
    _, seen = scan(store, music)  # somebody asked
    assert seen == ["away.mp3"]
    again = store.failures()[str(away)]
    assert (again.attempts, again.first_at) == (2, 1000.0)
    assert again.retry_at == 1010.0 + 2 * FIRST_WAIT_S
    assert next_retry(store.failures().values()) == again.retry_at
    clock[0] = again.retry_at
    assert due_paths(store.failures().values(), clock[0]) == [str(away)]
    _, seen = scan(store, music, patient=True)
    assert seen == ["away.mp3"]
    away.unlink()
    shutil.copy(music / "00.wav", music / "broken.mp3")
    scan(store, music)
    assert store.failures() == {}


def test_a_folder_that_cannot_be_opened_is_a_failure_until_it_can(store, music, monkeypatch):
    locked = music / "locked"
    locked.mkdir()
    (music / "11.wav").rename(locked / "11.wav")
    scan(store, music)
    listing = os.scandir
    monkeypatch.setattr(
        os, "scandir", lambda path: listing(path) if Path(path) != locked else deny(path)
    )
    report, _ = scan(store, music)
    assert report.unavailable == 1
    assert store.failures()[str(locked)].temporary
    # Somebody may still be in there: a new copy outside is not the same track.
    shutil.copy(locked / "11.wav", music / "copy.wav")
    assert scan(store, music)[0].added == 1
    monkeypatch.setattr(os, "scandir", listing)
    assert scan(store, music)[0] == ScanReport(unchanged=12, returned=1)
    assert store.failures() == {}


def deny(path: object) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_failures_of_a_folder_that_left_the_library_are_let_go(store, music, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "broken.mp3").write_text("no music " * 50)
    scan(store, music, bad)
    assert store.failures().keys() == {str(bad / "broken.mp3")}
    store.remove_folder(str(bad))
    scan(store, music)
    assert store.failures() == {}


# -- files in the making


class Growing(HereReader):
    """Reads files while the last of them is being written."""

    def read(self, files, cancelled=lambda: False):
        for file in files:
            read = read_file(file)
            if Path(file.path).name == "new.wav":
                read = dataclasses.replace(read, stamp=UNREAD, unstable=True)
            yield read


def test_a_file_that_is_being_written_waits_until_it_is_complete(store, music):
    scan(store, music)
    shutil.copy(music / "00.wav", music / "new.wav")
    report = scan_folders(store, [music], processes=Growing())
    assert report.added == 0
    assert "still being written" in str(report.unreadable[0][1])
    assert len(store) == 12
    for _ in range(3):  # a long copy: however often it was looked at, it is looked at again soon
        scan_folders(store, [music], processes=Growing())
    soon = time.time() + GROWING_WAIT_S + 0.1
    assert due_paths(store.failures().values(), soon) == [str(music / "new.wav")]
    assert scan(store, music)[0] == ScanReport(unchanged=12, added=1)
    assert store.failures() == {}


def test_a_known_file_that_is_being_written_stays_what_it_was(store, music):
    shutil.copy(music / "00.wav", music / "new.wav")
    scan(store, music)
    known = store.by_path(str(music / "new.wav"))
    os.utime(music / "new.wav")
    scan_folders(store, [music], processes=Growing())
    now = store.by_path(str(music / "new.wav"))
    assert dataclasses.replace(now, stamp=known.stamp) == known
    assert now.stamp == UNREAD


def test_a_cancelled_scan_is_gone_on_with(store, music):
    seen: list[str] = []
    for expected in (5, 10, 12):
        read: list[str] = []
        report, names = scan(
            store,
            music,
            progress=lambda _done, total, path, read=read: read.append(path) if total else None,
            cancelled=lambda read=read: len(read) >= 5,
        )
        assert report.cancelled == (expected < COUNT)
        seen += names
        assert len(store) == expected
    assert sorted(seen) == sorted(f"{n:02d}.wav" for n in range(COUNT))  # none twice

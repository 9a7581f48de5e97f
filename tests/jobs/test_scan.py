from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import ID3, TIT2
from mutagen.id3 import Encoding as Enc
from sound_files import encode, sweep

from player.jobs.scan import scan_folders
from player.jobs.scan_processes import ReadingProcesses
from player.jobs.scan_report import ScanReport
from player.library.scanner import FoundFile, ReadFile, read_file
from player.library.track import Analysis
from player.store.track_store import TrackStore


class HereReader(ReadingProcesses):
    """Reads in the test's own process and remembers what was read: most tests are not about
    processes, and starting them takes time."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def read(self, files, cancelled=lambda: False):
        for file in files:
            if cancelled():
                return
            self.seen.append(Path(file.path).name)
            yield read_file(file)

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def songs(tmp_path_factory) -> Path:
    """Five different songs: made once, copied by the tests."""
    folder = tmp_path_factory.mktemp("songs")
    for number in range(5):
        samples = sweep(1.0, 44100, low=200 + 100 * number)
        encode(folder / f"{number}.mp3", samples, 44100)
        tag(folder / f"{number}.mp3", f"song {number}")
    return folder


def tag(path: Path, title: str) -> None:
    tags = ID3()
    tags.add(TIT2(encoding=Enc.UTF8, text=[title]))
    tags.save(path)
    os.utime(path, ns=(0, time.time_ns() + hash(title) % 10**9))


def scan(store: TrackStore, *folders: Path, **options) -> tuple[ScanReport, list[str]]:
    reader = HereReader()
    report = scan_folders(store, folders, processes=reader, **options)
    return report, reader.seen


def ids_by_title(store: TrackStore) -> dict[str, int]:
    return {track.metadata.title: track.id for track in store.tracks()}


def test_a_first_scan_finds_everything_and_a_second_reads_nothing(store, music):
    (music / "notes.txt").write_text("no music")
    report, seen = scan(store, music)
    assert report == ScanReport(added=5)
    assert ids_by_title(store) == {f"song {n}": n + 1 for n in range(5)}
    assert store.folders() == (str(music),)
    report, seen = scan(store, music)
    assert report == ScanReport(unchanged=5)
    assert seen == []


def test_new_tags_change_the_track_but_not_its_id_or_sound(store, music):
    scan(store, music)
    before = store.by_path(str(music / "2.mp3"))
    tag(music / "2.mp3", "renamed")
    report, seen = scan(store, music)
    assert report == ScanReport(changed=1, unchanged=4)
    assert seen == ["2.mp3"]
    after = store.by_path(str(music / "2.mp3"))
    assert (after.id, after.audio_key, after.added_at) == (
        before.id,
        before.audio_key,
        before.added_at,
    )
    assert after.metadata.title == "renamed"


def test_a_moved_file_keeps_its_id_and_its_analysis(store, music):
    scan(store, music)
    moved = store.by_path(str(music / "3.mp3"))
    vector = np.ones(4, np.float32)
    store.put_analyses([(Analysis(moved.id, moved.audio_key, "quick", "n", "1"), vector, vector)])
    (music / "deep").mkdir()
    (music / "3.mp3").rename(music / "deep" / "三.mp3")
    tag(music / "deep" / "三.mp3", "new name and tags")
    report, _ = scan(store, music)
    assert report == ScanReport(moved=1, unchanged=4)
    assert store.by_path(str(music / "deep" / "三.mp3")).id == moved.id
    assert store.by_path(str(music / "3.mp3")) is None
    assert store.analysis(moved.id).audio_key == store.track(moved.id).audio_key


def test_a_copy_is_a_track_of_its_own(store, music):
    scan(store, music)
    shutil.copy(music / "0.mp3", music / "copy.mp3")
    report, _ = scan(store, music)
    assert report == ScanReport(added=1, unchanged=5)
    first, second = store.by_audio_key(store.track(1).audio_key)
    assert first.id != second.id


def test_of_two_lost_copies_the_one_with_the_same_name_moves(store, music):
    shutil.copy(music / "0.mp3", music / "copy.mp3")
    scan(store, music)
    copy = store.by_path(str(music / "copy.mp3"))
    (music / "0.mp3").unlink()
    (music / "new").mkdir()
    (music / "copy.mp3").rename(music / "new" / "copy.mp3")
    report, _ = scan(store, music)
    assert report == ScanReport(moved=1, unavailable=1, unchanged=4)
    assert store.by_path(str(music / "new" / "copy.mp3")).id == copy.id


def test_two_files_that_change_places_keep_their_ids(store, music):
    scan(store, music)
    ids = ids_by_title(store)
    (music / "0.mp3").rename(music / "x")
    (music / "1.mp3").rename(music / "0.mp3")
    (music / "x").rename(music / "1.mp3")
    for name in ("0.mp3", "1.mp3"):  # some tools keep the time, some do not; sizes are equal here
        os.utime(music / name)
    report, _ = scan(store, music)
    assert report == ScanReport(moved=2, unchanged=3)
    assert ids_by_title(store) == ids
    assert store.by_path(str(music / "0.mp3")).metadata.title == "song 1"


def test_a_renamed_file_whose_name_another_takes(store, music, tmp_path):
    scan(store, music)
    old = store.by_path(str(music / "0.mp3"))
    (music / "0.mp3").rename(music / "renamed.mp3")
    encode(music / "0.mp3", sweep(1.0, 44100, low=2000), 44100)
    report, _ = scan(store, music)
    assert report == ScanReport(added=1, moved=1, unchanged=4)
    assert store.by_path(str(music / "renamed.mp3")).id == old.id
    assert store.by_path(str(music / "0.mp3")).id == 6


def test_a_better_file_under_the_same_name_is_the_same_track(store, music):
    scan(store, music)
    old = store.by_path(str(music / "0.mp3"))
    encode(music / "0.mp3", sweep(2.0, 44100), 44100)
    tag(music / "0.mp3", "song 0")
    report, _ = scan(store, music)
    assert report == ScanReport(changed=1, unchanged=4)
    new = store.by_path(str(music / "0.mp3"))
    assert new.id == old.id
    assert new.audio_key != old.audio_key


def test_another_song_under_a_known_name_is_another_track(store, music, tmp_path):
    scan(store, music)
    old = store.by_path(str(music / "0.mp3"))
    shutil.move(music / "0.mp3", tmp_path / "kept.mp3")
    encode(music / "0.mp3", sweep(2.0, 44100), 44100)
    tag(music / "0.mp3", "a song never heard before")
    report, _ = scan(store, music)
    assert report == ScanReport(added=1, unavailable=1, unchanged=4)
    assert store.by_path(str(music / "0.mp3")).id != old.id
    assert not store.track(old.id).available
    shutil.move(tmp_path / "kept.mp3", music / "kept.mp3")
    assert scan(store, music)[0] == ScanReport(moved=1, unchanged=5)
    assert store.by_path(str(music / "kept.mp3")).id == old.id


def test_a_missing_folder_makes_tracks_unavailable_and_they_come_back(store, music, tmp_path):
    scan(store, music)
    ids = ids_by_title(store)
    music.rename(tmp_path / "away")
    report, _ = scan(store, music)
    assert report.unavailable == 5
    assert [path for path, _ in report.unreadable] == [str(music)]
    assert not any(track.available for track in store.tracks())
    assert scan(store, music)[0].unavailable == 5
    (tmp_path / "away").rename(music)
    report, seen = scan(store, music)
    assert report == ScanReport(returned=5)
    assert seen == []
    assert ids_by_title(store) == ids
    assert all(track.available for track in store.tracks())


def test_other_folders_are_left_alone(store, music, tmp_path):
    scan(store, music)
    other = tmp_path / "music2"
    other.mkdir()
    report, _ = scan(store, other)
    assert report == ScanReport()
    assert all(track.available for track in store.tracks())


def test_unreadable_files_are_recorded_and_stop_nothing(store, music):
    (music / "empty.mp3").touch()
    (music / "text.ogg").write_text("hello " * 100)
    for attempt in range(2):
        report, seen = scan(store, music)
        told = {Path(path).name: str(why) for path, why in report.unreadable}
        assert told.keys() == {"empty.mp3", "text.ogg"}
        assert all(name in why for name, why in told.items())
        assert report.added == (0 if attempt else 5)
    assert seen == []
    assert store.by_path(str(music / "empty.mp3")).failure is not None
    shutil.copy(music / "0.mp3", music / "empty.mp3")
    report, _ = scan(store, music)
    assert report.changed == 1
    assert store.by_path(str(music / "empty.mp3")).failure is None


def test_progress_and_cancelling(store, music):
    steps: list[tuple[int, int | None]] = []
    report, seen = scan(
        store,
        music,
        progress=lambda done, total, current: steps.append((done, total)),
        cancelled=lambda: len(steps) >= 3,
    )
    assert report.cancelled
    assert len(store) == len(seen) == 3
    assert steps == [(0, 5), (1, 5), (2, 5)]
    report, seen = scan(store, music)
    assert report == ScanReport(added=2, unchanged=3)


def test_the_finds_are_there_after_reopening(tmp_path, music):
    store = TrackStore.open(tmp_path / "other")
    scan(store, music)
    tracks = list(store.tracks())
    store.close()
    store = TrackStore.open(tmp_path / "other")
    assert list(store.tracks()) == tracks
    store.close()


def test_a_file_moved_onto_another_takes_its_place_and_the_other_waits(tmp_path, music):
    store = TrackStore.open(tmp_path / "other")
    scan(store, music)
    ids = ids_by_title(store)
    (music / "1.mp3").rename(tmp_path / "kept.mp3")
    (music / "0.mp3").rename(music / "1.mp3")
    for report in (ScanReport(moved=1, unavailable=1, unchanged=3),
                   ScanReport(unavailable=1, unchanged=4)):  # fmt: skip
        assert scan(store, music)[0] == report
        assert store.by_path(str(music / "1.mp3")).id == ids["song 0"]
        assert not store.track(ids["song 1"]).available
        store.close()
        store = TrackStore.open(tmp_path / "other")
    (tmp_path / "kept.mp3").rename(music / "back.mp3")
    assert scan(store, music)[0] == ScanReport(moved=1, unchanged=4)
    assert ids_by_title(store) == ids
    store.close()


def test_a_scan_cancelled_between_two_files_that_changed_places_confuses_nothing(store, music):
    scan(store, music)
    ids = ids_by_title(store)
    (music / "0.mp3").rename(music / "x")
    (music / "1.mp3").rename(music / "0.mp3")
    (music / "x").rename(music / "1.mp3")
    for name in ("0.mp3", "1.mp3"):
        os.utime(music / name)
    read: list[str] = []
    report, _ = scan(
        store,
        music,
        progress=lambda done, total, current: read.append(current) if total else None,
        cancelled=lambda: len(read) == 1,
    )
    assert report.cancelled
    assert ids_by_title(store) == ids
    scan(store, music)
    assert ids_by_title(store) == ids
    assert store.by_path(str(music / "0.mp3")).id == ids["song 1"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that gives EIO")
def test_what_the_system_refuses_is_tried_again_and_takes_nothing_away(store, music, tmp_path):
    scan(store, music)
    before = store.by_path(str(music / "0.mp3"))
    (music / "0.mp3").rename(tmp_path / "kept.mp3")
    for name in ("0.mp3", "new.mp3"):
        (music / name).symlink_to("/proc/self/mem")
    for _ in range(2):
        report, seen = scan(store, music)
        assert {Path(path).name for path, _ in report.unreadable} == {"0.mp3", "new.mp3"}
        assert all("cannot be opened" in str(why) for _, why in report.unreadable)
        assert seen == ["0.mp3", "new.mp3"]
        now = store.track(before.id)
        assert (now.audio_key, now.metadata) == (before.audio_key, before.metadata)
        assert now.failure is not None
    (music / "0.mp3").unlink()
    (tmp_path / "kept.mp3").rename(music / "0.mp3")
    (music / "new.mp3").unlink()
    report, _ = scan(store, music)
    assert report == ScanReport(changed=1, unavailable=1, unchanged=4)
    assert store.track(before.id) == before


def test_a_file_that_goes_while_the_scan_runs_is_not_there(store, music):
    report, seen = scan(
        store,
        music,
        progress=lambda done, total, current: (music / "4.mp3").unlink(missing_ok=True),
    )
    assert report == ScanReport(added=4)
    assert len(seen) == 5


def test_folders_of_the_library_never_lie_in_each_other(store, music, tmp_path, monkeypatch):
    (music / "deep").mkdir()
    (music / "4.mp3").rename(music / "deep" / "4.mp3")
    assert scan(store, music / "deep")[0] == ScanReport(added=1)
    assert scan(store, music)[0] == ScanReport(added=4, unchanged=1)
    assert store.folders() == (str(music),)
    link = tmp_path / "link"
    link.symlink_to(music, target_is_directory=True)
    monkeypatch.chdir(music)
    for spelled, count in [
        (f"{music}/", 5), (link, 5), (".", 5), ("deep", 1), (link / "deep", 1), ("../link/", 5),
    ]:  # fmt: skip
        assert scan(store, spelled)[0] == ScanReport(unchanged=count)
    assert scan(store, link, music, music / "deep")[0] == ScanReport(unchanged=5)
    assert store.folders() == (str(music),)


def test_a_folder_that_never_was_is_told_and_not_remembered(store, tmp_path):
    report, _ = scan(store, tmp_path / "nowhere")
    assert [path for path, _ in report.unreadable] == [str(tmp_path / "nowhere")]
    assert store.folders() == ()


def test_an_emptied_mount_point_makes_tracks_unavailable_and_they_come_back(store, music, tmp_path):
    scan(store, music)
    tracks = store.tracks()
    music.rename(tmp_path / "away")
    music.mkdir()
    assert scan(store, music)[0] == ScanReport(unavailable=5)
    music.rmdir()
    (tmp_path / "away").rename(music)
    assert scan(store, music)[0] == ScanReport(returned=5)
    assert store.tracks() == tracks


def test_a_cover_or_words_laid_beside_are_noticed(store, music):
    scan(store, music)
    (music / "1.lrc").write_text("[00:01.00]la")
    (music / "2.txt").write_text("")  # no words
    assert scan(store, music)[0] == ScanReport(changed=1, unchanged=4)
    assert [track.metadata.has_lyrics for track in store.tracks()] == [0, 1, 0, 0, 0]
    (music / "Folder.JPG").write_bytes(b"picture")
    assert scan(store, music)[0] == ScanReport(changed=5)
    assert all(track.metadata.has_cover for track in store.tracks())
    assert scan(store, music)[0] == ScanReport(unchanged=5)


def test_names_that_are_no_text_go_through_processes_and_store(tmp_path, music):
    odd = os.fsencode(music) + b"/\xff\xe9.mp3"
    try:
        os.rename(music / "0.mp3", odd)  # noqa: PTH104
    except OSError:
        pytest.skip("this file system allows UTF-8 names only")
    store = TrackStore.open(tmp_path / "other")
    assert scan_folders(store, [music], processes=ReadingProcesses(1)) == ScanReport(added=5)
    store.close()
    store = TrackStore.open(tmp_path / "other")
    assert store.by_path(os.fsdecode(odd)).metadata.title == "song 0"
    assert scan(store, music)[0] == ScanReport(unchanged=5)
    store.close()


_opened: list[str] = []


def _note_opening(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and str(arguments[0]).endswith(".mp3"):
        _opened.append(str(arguments[0]))


def test_a_rescan_opens_no_unchanged_file(store, music):
    sys.addaudithook(_note_opening)
    scan(store, music)
    assert _opened
    _opened.clear()
    report, _ = scan(store, music)
    assert report == ScanReport(unchanged=5)
    assert _opened == []


def hostile_reader(found: FoundFile) -> ReadFile:
    """What a child does for the tests below: the name of the file says it."""
    name = Path(found.path).name
    if name == "1.mp3":
        os._exit(1)
    if name == "2.mp3":
        threading.Event().wait()
    if name == "3.mp3":
        bytearray(8 << 30)
    return read_file(found)


def test_real_processes_read_the_whole_folder(store, music):
    report = scan_folders(store, [music], processes=ReadingProcesses(2))
    assert report == ScanReport(added=5)
    assert ids_by_title(store) == {f"song {n}": n + 1 for n in range(5)}


def test_files_that_kill_hang_or_eat_memory_hurt_only_themselves(store, music, caplog):
    readers = ReadingProcesses(1, time_limit_s=1.0, reader=hostile_reader)
    report = scan_folders(store, [music], processes=readers)
    told = {Path(path).name: str(why) for path, why in report.unreadable}
    assert told.keys() == {"1.mp3", "2.mp3", "3.mp3"}
    assert "too long" in told["2.mp3"]
    assert report.added == 2


class DiesOnArrival:
    """A reader that ends the process it is sent to before that can read anything."""

    def __call__(self, found: FoundFile) -> ReadFile:
        return read_file(found)

    def __reduce__(self):
        return os._exit, (1,)


def test_where_no_process_can_start_the_files_are_read_all_the_same(store, music, caplog):
    report = scan_folders(store, [music], processes=ReadingProcesses(2, reader=DiesOnArrival()))
    assert report == ScanReport(added=5)
    assert "cannot be started" in caplog.text

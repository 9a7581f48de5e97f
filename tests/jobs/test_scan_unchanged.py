"""A scan of known files that have not changed looks at each once and opens none of them."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

import pytest

from player.evaluation.made_up_library import made_up_track
from player.jobs.scan import scan_folders
from player.jobs.scan_processes import ReadingProcesses
from player.jobs.scan_report import ScanReport
from player.library.scanner import walk
from player.store.track_store import TrackStore

_FILES = 3000
_opened: Counter[str] = Counter()


def _count(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and str(arguments[0]).endswith(".mp3"):
        _opened["file"] += 1
    elif event in {"os.fork", "os.posix_spawn", "subprocess.Popen"}:
        _opened["process"] += 1
    elif event == "os.scandir":
        _opened["folder"] += 1


@pytest.fixture
def library(tmp_path):
    music = tmp_path / "music"
    for number in range(_FILES):
        folder = music / f"album {number // 20}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.mp3").touch()
    store = TrackStore.open(tmp_path / "store")
    store.put_tracks(
        replace(made_up_track(number), path=found.path, stamp=found.stamp)
        for number, found in enumerate(walk([str(music)], lambda path, error: None), start=1)
    ).result()
    yield store, music
    store.close()


def test_unchanged_files_are_not_opened_and_no_process_is_started(library):
    store, music = library
    sys.addaudithook(_count)
    _opened.clear()
    report = scan_folders(store, [music], processes=ReadingProcesses(2))
    counted = dict(_opened)
    assert report == ScanReport(unchanged=_FILES)
    assert counted == {"folder": 1 + _FILES // 20}

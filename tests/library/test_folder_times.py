"""Looking at folders' times: what is found without the system telling."""

from __future__ import annotations

import os
from pathlib import Path

from player.library.folder_times import FolderTimes

LONG_AGO_NS = 1_600_000_000_000_000_000


def aged(*folders: Path) -> None:
    """Let *folders* have changed long ago."""
    for folder in folders:
        os.utime(folder, ns=(LONG_AGO_NS, LONG_AGO_NS))


def test_what_came_or_went_is_found_once_and_the_rest_is_not(tmp_path: Path) -> None:
    one, two, hidden = tmp_path / "one", tmp_path / "two", tmp_path / ".hidden"
    for folder in (one, two, hidden):
        folder.mkdir()
    (two / "a.mp3").write_bytes(b"x")
    aged(one, two, tmp_path)
    times = FolderTimes(str(tmp_path))
    assert times.look() == []
    assert set(times.folders) == {str(tmp_path), str(one), str(two)}
    (one / "new").mkdir()
    (two / "a.mp3").unlink()
    os.utime(one, ns=(LONG_AGO_NS, LONG_AGO_NS + 1))
    os.utime(two, ns=(LONG_AGO_NS, LONG_AGO_NS + 1))
    aged(one / "new")
    assert sorted(times.look()) == [str(one), str(one / "new"), str(two)]
    assert times.look() == []


def test_a_second_change_under_the_same_time_is_found(tmp_path: Path) -> None:
    """FAT counts in two seconds: a time that is now may hide another change."""
    times = FolderTimes(str(tmp_path))
    times.look()
    (tmp_path / "first").mkdir()
    now = tmp_path.stat().st_mtime_ns
    assert str(tmp_path) in times.look()
    (tmp_path / "second").mkdir()
    os.utime(tmp_path, ns=(now, now))
    assert {str(tmp_path), str(tmp_path / "second")} <= set(times.look())
    assert str(tmp_path / "second") in times.folders

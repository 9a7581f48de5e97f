"""Which folders are worth scanning after which changes, and when that is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from player.library.changes import fewest, folder_to_scan
from player.library.gathering import Gathering
from player.library.watch_process import Kind
from player.paths import is_below

ROOTS = ["/m", "/home/.music/x"]


@pytest.mark.parametrize(
    ("kind", "path", "folder"),
    [
        (Kind.FILE, "/m/a/1.mp3", "/m/a"),
        (Kind.FILE, "/m/a/1.FLAC", "/m/a"),
        (Kind.FILE, "/m/a/Folder.PNG", "/m/a"),
        (Kind.FILE, "/m/a/holiday.png", None),
        (Kind.FILE, "/m/a/1.lrc", "/m/a"),
        (Kind.FILE, "/m/a/1.mp3.part", None),
        (Kind.FILE, "/m/1.ogg", "/m"),
        (Kind.FOLDER, "/m/a/b", "/m/a/b"),
        (Kind.FOLDER, "/m", "/m"),
        (Kind.GONE, "/m/a/1.mp3", "/m/a"),
        (Kind.GONE, "/m/a/Mr.Big", "/m/a"),
        (Kind.GONE, "/m/a/2001 - Vol. 2", "/m/a"),
        (Kind.GONE, "/m/a/index.db", None),
        (Kind.GONE, "/m", "/m"),
        (Kind.ROOT, "/m", "/m"),
        (Kind.DEAF, "/m", None),
        (Kind.FILE, "/m/.trash/1.mp3", None),
        (Kind.FILE, "/m/a/.1.mp3", None),
        (Kind.FILE, "/home/.music/x/1.mp3", "/home/.music/x"),
        (Kind.FILE, "/m/own/1.mp3", None),
        (Kind.FILE, "/mm/1.mp3", None),
    ],
)
def test_what_a_change_means(kind: Kind, path: str, folder: str | None) -> None:
    assert folder_to_scan((kind, path), ROOTS, ["/m/own"]) == folder


def test_the_fewest_folders_hold_all_and_do_not_lie_in_each_other(tmp_path: Path) -> None:
    dice = random.Random(3)
    folders = [tmp_path]
    for number in range(120):
        folders.append(dice.choice(folders) / str(number))
        folders[-1].mkdir()
    for _ in range(50):
        some = [str(folder) for folder in dice.sample(folders, dice.randint(1, 12))]
        told = fewest([*some, *(f"{folder}/gone/deep" for folder in some)], [str(tmp_path)])
        assert set(told) <= set(some)
        assert all(any(is_below(folder, kept) for kept in told) for folder in some)
        assert not any(is_below(a, b) for a in told for b in told if a != b)


def test_a_root_that_is_gone_is_told_as_itself_and_many_folders_as_their_root(
    tmp_path: Path,
) -> None:
    gone = str(tmp_path / "gone")
    assert fewest([f"{gone}/a/b", f"{gone}/c"], [gone]) == (gone,)
    many = [tmp_path / "many" / str(number) for number in range(250)]
    for folder in many:
        folder.mkdir(parents=True)
    other = tmp_path / "other" / "a"
    other.mkdir(parents=True)
    roots = [str(tmp_path / "many"), str(tmp_path / "other")]
    assert fewest(map(str, [*many, other]), roots) == (roots[0], str(other))


def test_changes_are_told_when_it_is_quiet_or_the_first_is_old() -> None:
    gathering = Gathering(quiet_s=2.0, longest_s=15.0)
    assert gathering.wait_s(0.0) is None
    gathering.add([], 0.0)
    assert gathering.wait_s(0.0) is None and gathering.take(9.0) == set()
    gathering.add(["a"], 10.0)
    gathering.add(["b", "a"], 11.5)
    gathering.add([], 13.0)
    assert gathering.take(13.4) == set()
    assert gathering.wait_s(13.0) == pytest.approx(0.5)
    assert gathering.take(13.5) == {"a", "b"}
    assert gathering.wait_s(13.5) is None
    for second in range(20, 40):
        gathering.add([str(second)], float(second))
        if told := gathering.take(float(second)):
            assert (second, told) == (35, {str(n) for n in range(20, 36)})
            break
    else:
        pytest.fail("never told while files keep coming")

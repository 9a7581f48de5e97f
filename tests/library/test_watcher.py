"""The watcher over real folders: what it tells after real changes, however it hears of them."""

from __future__ import annotations

import dataclasses
import os
import queue
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from player.library.watch_process import Pace
from player.library.watcher import FolderWatcher

LONG_S = 60.0
FAST = Pace(news_s=0.1, root_s=0.2, times_s=0.2, network_s=0.2, whole_s=3600.0, coarse_s=0.1)


class Heard:
    """A watcher over folders, and what it told."""

    def __init__(
        self,
        *folders: Path,
        pace: Pace = FAST,
        polling: bool = False,
        quiet_s: float = 0.3,
    ) -> None:
        self.told: queue.Queue[tuple[str, ...]] = queue.Queue()
        self.watcher = FolderWatcher(
            self.told.put,
            ignored=[str(folders[0] / "own")],
            force_polling=polling,
            pace=pace,
            quiet_s=quiet_s,
        )
        self.watcher.set_folders(map(str, folders))
        assert self.next() == set(folders)  # watching has begun

    def quiet(self) -> None:
        """Hear the rest of what is being told."""
        while True:
            try:
                self.told.get(timeout=0.7)
            except queue.Empty:
                return

    def next(self) -> set[Path]:
        """The folders told next."""
        return set(map(Path, self.told.get(timeout=LONG_S)))

    def until(self, *folders: Path) -> None:
        """Wait until all of *folders* (or what they lie in) were told."""
        left = set(folders)
        while left:
            told = self.next()
            left = {f for f in left if not told & {f, *f.parents}}


Watch = Callable[..., Heard]


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two albums of three files that end like music."""
    folder = tmp_path / "music"
    for album in ("one", "two"):
        (folder / album).mkdir(parents=True)
        for number in range(3):
            (folder / album / f"{number}.mp3").write_bytes(b"sound")
    return folder


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Starts watchers that end with the test."""
    started = []

    def start(*folders: Path, **options: object) -> Heard:
        started.append(Heard(*folders, **options))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for heard in started:
        heard.watcher.stop()


def test_each_change_is_told_with_its_folder(music: Path, watch: Watch, tmp_path: Path) -> None:
    heard = watch(music)
    (music / "one" / "new.flac").write_bytes(b"sound")
    assert heard.next() == {music / "one"}
    (music / "two" / "1.mp3").write_bytes(b"sound, tagged anew")
    assert heard.next() == {music / "two"}
    (music / "one" / "0.mp3").unlink()
    assert heard.next() == {music / "one"}
    (music / "one" / "1.mp3").rename(music / "two" / "moved.mp3")
    assert heard.next() == {music / "one", music / "two"}
    (music / "one" / "2.mp3").rename(tmp_path / "out.mp3")
    assert heard.next() == {music / "one"}
    (tmp_path / "out.mp3").rename(music / "two" / "in.mp3")
    assert heard.next() == {music / "two"}
    for name in ("cover.jpg", "1.lrc"):
        (music / "two" / name).write_bytes(b"x")
        assert heard.next() == {music / "two"}


def test_folders_that_come_go_and_are_renamed(music: Path, watch: Watch) -> None:
    heard = watch(music)
    (music / "one").rename(music / "uno")
    assert heard.next() == {music}  # where it was; the new one lies in it
    (music / "uno" / "new.mp3").write_bytes(b"sound")
    assert heard.next() == {music / "uno"}
    shutil.rmtree(music / "two")
    assert heard.next() == {music}
    (music / "deep" / "er").mkdir(parents=True)
    (music / "deep" / "er" / "1.mp3").write_bytes(b"sound")
    assert heard.next() == {music / "deep"}
    (music / "deep" / "er" / "2.mp3").write_bytes(b"sound")
    assert heard.next() == {music / "deep" / "er"}


def test_an_album_that_is_copied_is_told_once(music: Path, watch: Watch, tmp_path: Path) -> None:
    album = tmp_path / "album"
    album.mkdir()
    for number in range(30):
        (album / f"{number}.mp3").write_bytes(os.urandom(50_000))
    heard = watch(music, quiet_s=1.0)
    shutil.copytree(album, music / "album")
    assert heard.next() == {music / "album"}
    with pytest.raises(queue.Empty):
        heard.told.get(timeout=2.0)


def test_what_is_no_music_is_not_told(music: Path, watch: Watch) -> None:
    for hidden in (".hidden", "own"):
        (music / hidden).mkdir()
    heard = watch(music)
    (music / ".hidden" / "1.mp3").write_bytes(b"x")
    (music / "own" / "1.mp3").write_bytes(b"x")
    (music / "one" / ".2.mp3").write_bytes(b"x")
    (music / "one" / "list.m3u").write_bytes(b"x")
    (music / "one" / "3.mp3.part").write_bytes(b"x")
    (music / "one" / "3.mp3.part").unlink()
    (music / "one" / "0.mp3").read_bytes()
    list((music / "one").iterdir())
    (music / "two" / "last.mp3").write_bytes(b"x")
    assert heard.next() == {music / "two"}


def test_hundreds_of_folders_are_told_as_one(music: Path, watch: Watch) -> None:
    folders = [music / "many" / str(number) for number in range(300)]
    for folder in folders:
        folder.mkdir(parents=True)
    heard = watch(music)
    for folder in folders:
        (folder / "1.mp3").write_bytes(b"x")
    heard.until(music)


@pytest.mark.parametrize("polling", [False, True])
def test_a_folder_that_goes_away_and_comes_back_is_told_and_heard_again(
    music: Path, watch: Watch, tmp_path: Path, polling: bool
) -> None:
    heard = watch(music, polling=polling)
    music.rename(tmp_path / "away")
    assert heard.next() == {music}
    heard.quiet()
    (tmp_path / "away" / "one" / "elsewhere.mp3").write_bytes(b"x")
    (tmp_path / "away").rename(music)
    assert heard.next() == {music}
    heard.quiet()
    (music / "one" / "new.mp3").write_bytes(b"x")
    assert heard.next() == {music / "one"}


def test_another_folder_under_the_same_name_is_told(
    music: Path, watch: Watch, tmp_path: Path
) -> None:
    heard = watch(music)
    (tmp_path / "other" / "three").mkdir(parents=True)
    music.rename(tmp_path / "away")
    (tmp_path / "other").rename(music)  # as when a drive is mounted there
    assert heard.next() == {music}
    heard.quiet()
    (music / "three" / "1.mp3").write_bytes(b"x")
    heard.until(music / "three")


def test_without_the_systems_news_folders_are_looked_at(music: Path, watch: Watch) -> None:
    heard = watch(music, polling=True)
    (music / "one" / "new.mp3").write_bytes(b"x")
    heard.until(music / "one")
    (music / "two" / "0.mp3").unlink()
    heard.until(music / "two")
    (music / "one").rename(music / "uno")
    heard.until(music)
    heard.quiet()
    (music / "uno" / "deep").mkdir()
    (music / "uno" / "deep" / "1.mp3").write_bytes(b"x")
    heard.until(music / "uno" / "deep")


def test_without_the_systems_news_everything_is_looked_at_now_and_then(
    music: Path, watch: Watch
) -> None:
    heard = watch(music, polling=True, pace=dataclasses.replace(FAST, whole_s=0.5))
    (music / "one" / "0.mp3").write_bytes(b"written in place: no folder's time moves")
    heard.until(music)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="names that are not UTF-8 exist on POSIX")
def test_a_name_that_is_not_utf8_does_not_make_it_deaf(music: Path, watch: Watch) -> None:
    odd = music / os.fsdecode(b"caf\xe9")
    try:
        odd.mkdir()
    except OSError:
        pytest.skip("this file system knows UTF-8 names only")
    heard = watch(music)
    (odd / "1.mp3").write_bytes(b"x")
    heard.until(odd)
    (music / "one" / "new.mp3").write_bytes(b"x")
    heard.until(music / "one")


_WATCH = """
import os, queue, sys
from pathlib import Path
from player.library.watch_process import Pace
from player.library.watcher import FolderWatcher

if __name__ == "__main__":
    root, told = Path(sys.argv[1]), queue.Queue()
    (root / "4").chmod(int(sys.argv[2], 8))
    pace = Pace(news_s=0.1, root_s=0.2, times_s=0.2, coarse_s=0.1)
    watcher = FolderWatcher(told.put, pace=pace, quiet_s=0.3)
    watcher.set_folders([str(root)])
    print("begins", told.get(timeout=60) == (str(root),))
    for folder in sorted(root.iterdir()):
        if os.access(folder, os.W_OK):
            (folder / "new.mp3").write_bytes(b"x")
            while str(folder) not in told.get(timeout=60):
                pass
            print("hears", folder.name)
    watcher.stop()
"""
EVERY = [str(number) for number in range(6)]


def watch_alone(music: Path, mode: str, *before: str) -> tuple[list[str], str]:
    """What a watcher in a program of its own hears of six folders, the fifth of which has the
    permissions *mode*; and what is logged."""
    for name in EVERY:
        (music / name).mkdir(parents=True)
    script = music.with_name("script.py")
    script.write_text(_WATCH)
    done = subprocess.run(
        [*before, sys.executable, str(script), str(music), mode],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=False,
        text=True,
        timeout=250,
    )
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode in (1, 77, 126):
        pytest.skip(f"not possible here: {done.stderr}")
    first, *heard = done.stdout.splitlines()
    assert first == "begins True"
    return [line.removeprefix("hears ") for line in heard], done.stderr


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs Linux user namespaces")
def test_when_the_system_has_no_watches_left_folders_are_looked_at(tmp_path: Path) -> None:
    limit = 'echo 3 > /proc/sys/user/max_inotify_watches || exit 77; exec "$@"'
    before = ("unshare", "-Ur", "sh", "-c", limit, "sh")
    heard, logged = watch_alone(tmp_path / "music", "755", *before)
    assert heard == EVERY
    assert "nobody tells of changes there" in logged


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs Linux user namespaces")
def test_a_folder_that_nobody_may_list_does_not_make_it_deaf_for_others(tmp_path: Path) -> None:
    before = ("unshare", "-U") if os.getuid() == 0 else ()  # root without its powers
    heard, logged = watch_alone(tmp_path / "music", "0", *before)
    (tmp_path / "music" / "4").chmod(0o755)
    assert heard == [name for name in EVERY if name != "4"]
    assert "nobody tells" not in logged


def test_links_are_followed(music: Path, watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (music / "loop").symlink_to(music, target_is_directory=True)
    heard = watch(music)
    (music / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    heard.until(music / "link")
    heard.quiet()
    (tmp_path / "other" / "1.mp3").write_bytes(b"x")
    heard.until(music / "link")


def test_other_folders_are_watched_when_told_so(music: Path, watch: Watch, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    heard = watch(music)
    heard.watcher.set_folders([str(tmp_path / "more")])
    assert heard.next() == {tmp_path / "more"}
    (music / "one" / "new.mp3").write_bytes(b"x")
    (tmp_path / "more" / "1.mp3").write_bytes(b"x")
    assert heard.next() == {tmp_path / "more"}


def watching_processes() -> list[psutil.Process]:
    return [p for p in psutil.Process().children() if p.is_running()]


def test_a_watching_process_that_dies_is_replaced(music: Path, watch: Watch) -> None:
    before = set(watching_processes())
    heard = watch(music)
    (child,) = set(watching_processes()) - before
    child.kill()
    assert heard.next() == {music}  # nobody looked meanwhile
    (music / "one" / "new.mp3").write_bytes(b"x")
    assert heard.next() == {music / "one"}


def test_it_stops_and_takes_its_process_along(music: Path) -> None:
    before = set(watching_processes())
    heard = Heard(music)
    (child,) = set(watching_processes()) - before
    heard.watcher.stop()
    psutil.wait_procs([child], timeout=LONG_S)
    assert not child.is_running()
    FolderWatcher(lambda _folders: None).stop()  # one that never began

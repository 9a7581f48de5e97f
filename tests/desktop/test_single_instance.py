"""Two real programs with one home: the second shows the first one's window, or waits for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.desktop.single_instance import Answer, FirstInstance, call_first, socket_name
from player.jobs.session import OpenStores
from player.paths import Home

ROOT = Path(__file__).resolve().parents[2]
LONG_S = 120

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not tried there yet")


class Window:
    """A window in a process of its own."""

    def __init__(self, home: Home, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "tests" / "desktop" / "window_process.py", home.folder, *words],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )

    def next(self) -> str:
        """The next thing that happens to it."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, "the process ended"
        return line

    def until(self, beginning: str) -> str:
        """The next thing that begins so."""
        while not (line := self.next()).startswith(beginning):
            pass
        return line

    def end(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            self.process.communicate()


Start = Callable[..., Window]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home, and a runtime folder of the test's own."""
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    return Home(tmp_path / "home")


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts windows that end with the test."""
    windows: list[Window] = []

    def begin(home: Home, *words: str) -> Window:
        windows.append(Window(home, *words))
        return windows[-1]

    yield begin
    for window in windows:
        window.end()


def moodlark(home: Home, *words: str) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it."""
    return subprocess.run(
        [sys.executable, "-m", "player", "--home", home.folder, "--language", "en", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=LONG_S,
    )


@pytest.fixture
def short_home() -> Iterator[Home]:
    """A home with a short name: pytest's are nearly as long as a socket's may be."""
    with tempfile.TemporaryDirectory(prefix="ml") as folder:
        yield Home(Path(folder))


@pytest.mark.parametrize("place", ["runtime", "store", "own"])
def test_a_second_start_shows_the_first_window_and_ends_without_a_word(
    home: Home,
    short_home: Home,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    place: str,
) -> None:
    """Where the system keeps a folder for sockets, where it keeps none, and where that would make
    the socket's name too long."""
    if place == "store":
        home = short_home
    elif place == "own":
        home = Home(tmp_path / ("deep" * 20) / "home")
    if place != "runtime":
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    first = start(home)
    assert first.next() == "open"
    assert Path(socket_name(home)).exists()
    assert (Path(socket_name(home)).parent == home.store_dir) == (place == "store")
    for _ in range(2):
        second = moodlark(home)
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        assert first.next() == "called False True"


def test_what_a_killed_window_left_behind_is_taken_over(home: Home, start: Start) -> None:
    first = start(home)
    assert first.next() == "open"
    first.end()
    assert Path(socket_name(home)).exists()
    assert start(home).next() == "open"
    assert call_first(home) is Answer.SHOWN


def test_a_window_that_hangs_is_named_and_followed(home: Home, start: Start) -> None:
    first = start(home, "hang")
    assert first.next() == "open"
    assert call_first(home, answer_ms=300) is Answer.SILENT
    second = start(home)
    waiting = second.next()
    assert waiting.startswith("waiting Moodlark is already open (process")
    assert f"(process {first.process.pid})" in waiting and "does not answer" in waiting
    first.end()
    assert second.until("open") == "open"
    assert call_first(home) is Answer.SHOWN


def test_a_library_that_a_command_has_is_waited_for(home: Home, start: Start) -> None:
    with OpenStores(home):
        window = start(home)
        waiting = window.next()
        assert f"Another Moodlark (process {os.getpid()})" in waiting
        assert window.until("waiting") == waiting  # tried again by itself
    assert window.until("open") == "open"


def test_of_two_starts_at_once_one_window_stays(home: Home, start: Start) -> None:
    both = [start(home), start(home)]
    ends = [window for window in both if "closed" in _lines_until_end(window)]
    assert len(ends) == 1
    (other,) = [window for window in both if window not in ends]
    assert other.process.poll() is None
    assert call_first(home) is Answer.SHOWN


def _lines_until_end(window: Window) -> list[str]:
    """What happens to *window* until it closes or is called by the other."""
    lines: list[str] = []
    while not lines or not lines[-1].startswith(("closed", "called")):
        lines.append(window.next())
    return lines


def test_a_command_says_who_has_the_library(home: Home, start: Start) -> None:
    first = start(home)
    assert first.next() == "open"
    said = moodlark(home, "tag")
    assert said.returncode == 3
    assert f"already open in another Moodlark (process {first.process.pid})" in said.stderr


def test_each_home_has_its_own_window(home: Home, tmp_path: Path) -> None:
    home.folder.mkdir()
    (tmp_path / "link").symlink_to(home.folder)
    assert socket_name(Home(tmp_path / "link")) == socket_name(home)
    assert socket_name(Home(tmp_path / "other")) != socket_name(home)
    assert call_first(home) is Answer.NOBODY


def test_nonsense_is_not_an_order(qapp: QApplication, qtbot: QtBot, home: Home) -> None:
    first = FirstInstance(home)
    first.listen()
    mode = Path(socket_name(home)).stat().st_mode
    assert mode & 0o077 == 0  # nobody else's
    called: list[str] = []
    first.called.connect(called.append)
    for nonsense in (b"\n", b"[]\n", b"\xff\xfe\n", b'{"do": 1}\n', b"x" * 5000):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(LONG_S)
            client.connect(socket_name(home))
            client.sendall(nonsense)
            qtbot.wait(50)
    assert called == []
    with qtbot.waitSignal(first.called, timeout=1000 * LONG_S) as signal:
        caller = subprocess.Popen(
            [sys.executable, "-m", "player", "--home", home.folder],
            cwd=ROOT,
            env=os.environ | {"XDG_ACTIVATION_TOKEN": "the desktop's word"},
        )
    assert signal.args == ["the desktop's word"]
    assert caller.wait(LONG_S) == 0
    first.close()

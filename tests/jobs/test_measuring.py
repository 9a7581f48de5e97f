"""Loudness measured ahead in a process of its own: what comes back, and what can go wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

import numpy as np
import pytest

import player
from player.jobs import measuring
from player.jobs.measuring import LoudnessMeasurer
from player.jobs.measuring_child import measure
from player.library.loudness import Measured
from tests.sound_files import encode

LONG_S = 60.0


class Heard:
    """What a measurer tells, in order."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Measured | None]] = []
        self._told = threading.Condition()

    def __call__(self, key: str, found: Measured | None) -> None:
        with self._told:
            self.found.append((key, found))
            self._told.notify_all()

    def wait_for(self, count: int) -> list[tuple[str, Measured | None]]:
        with self._told:
            assert self._told.wait_for(lambda: len(self.found) >= count, LONG_S)
            return self.found


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def measurer(heard: Heard) -> Iterator[LoudnessMeasurer]:
    made = LoudnessMeasurer(heard)
    yield made
    made.stop()


def tone(path: Path, db: float, seconds: float = 2.0) -> str:
    sine = 10 ** (db / 20) * np.sin(2 * np.pi * 997 / 48_000 * np.arange(round(seconds * 48_000)))
    return str(encode(path, np.stack([sine, sine], axis=1).astype(np.float32), 48_000))


def endless(path: Path) -> str:
    """Six hours of silence that take no room on the disk: minutes of measuring."""
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(bytes(4))
    frames = 6 * 3600 * 44_100
    with path.open("r+b") as raw:
        raw.seek(4)
        raw.write((36 + 4 * frames).to_bytes(4, "little"))
        raw.seek(40)
        raw.write((4 * frames).to_bytes(4, "little"))
        raw.truncate(44 + 4 * frames)
    return str(path)


def child_of(measurer: LoudnessMeasurer) -> int:
    """Id of the process that measures, once there is one."""
    until = time.monotonic() + LONG_S
    while (child := measurer._child) is None or child.pid is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    return child.pid


def loudness_thread() -> threading.Thread | None:
    return next((t for t in threading.enumerate() if t.name == "loudness"), None)


def test_the_most_urgent_comes_first_and_what_cannot_be_measured_is_said(
    tmp_path: Path, measurer: LoudnessMeasurer, heard: Heard
) -> None:
    (tmp_path / "bad.mp3").write_text("no music " * 100)
    files = {
        "soft": tone(tmp_path / "soft.flac", -30),
        "bad": str(tmp_path / "bad.mp3"),
        "gone": str(tmp_path / "gone.mp3"),
        "loud": tone(tmp_path / "loud.wav", -9),
    }
    measurer.want(files)
    assert [key for key, _ in heard.wait_for(4)] == list(files)
    found = dict(heard.found)
    assert found["bad"] is found["gone"] is None
    for key, db in (("soft", -30), ("loud", -9)):
        loudness = found[key]
        assert loudness is not None
        assert loudness.integrated_lufs == pytest.approx(db, abs=0.1)
        assert loudness.true_peak_db == pytest.approx(db, abs=0.2)
        assert loudness.duration_s == pytest.approx(2.0)


def test_process_and_thread_are_gone_when_nothing_is_wanted_and_come_back(
    tmp_path: Path, measurer: LoudnessMeasurer, heard: Heard
) -> None:
    path = tone(tmp_path / "a.flac", -20)
    for round_ in (1, 2):
        measurer.want({str(round_): path})
        heard.wait_for(round_)
        if thread := loudness_thread():
            thread.join(LONG_S)
        assert loudness_thread() is None
        assert measurer._child is None


def test_what_is_not_wanted_any_more_is_left_in_the_middle(
    tmp_path: Path, measurer: LoudnessMeasurer, heard: Heard
) -> None:
    measurer.want({"endless": endless(tmp_path / "endless.wav")})
    child_of(measurer)
    measurer.want({"a": tone(tmp_path / "a.flac", -20)})
    assert [key for key, _ in heard.wait_for(1)] == ["a"]


def test_a_file_that_kills_the_process_costs_only_itself(
    tmp_path: Path, measurer: LoudnessMeasurer, heard: Heard
) -> None:
    path = endless(tmp_path / "endless.wav")
    measurer.want({"endless": path, "a": tone(tmp_path / "a.flac", -20)})
    os.kill(child_of(measurer), signal.SIGKILL)
    found = heard.wait_for(2)
    assert found[0] == ("endless", None)
    assert found[1][0] == "a" and found[1][1] is not None


def test_stopping_ends_it_in_the_middle_of_a_file(
    tmp_path: Path, measurer: LoudnessMeasurer, heard: Heard
) -> None:
    measurer.want({"endless": endless(tmp_path / "endless.wav")})
    child_of(measurer)
    measurer.stop()
    assert loudness_thread() is None and not heard.found
    measurer.want({"a": tone(tmp_path / "a.flac", -20)})
    assert loudness_thread() is None


PROGRAM = """
import sys
from player.jobs.measuring import LoudnessMeasurer

if __name__ == "__main__":
    measurer = LoudnessMeasurer(lambda key, found: print("measured", flush=True))
    measurer.want({"a": sys.argv[1], "endless": sys.argv[2]})
    sys.stdin.readline()
    print(measurer._child.pid, flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="looks for the process by its id")
def test_a_process_that_measures_ends_with_the_program_in_the_middle_of_a_file(
    tmp_path: Path,
) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM)
    files = tone(tmp_path / "a.flac", -20), endless(tmp_path / "endless.wav")
    with subprocess.Popen(
        [sys.executable, str(script), *files],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(player.__file__).parents[1])},
    ) as program:
        assert program.stdin is not None and program.stdout is not None
        assert program.stdout.readline() == "measured\n"
        program.stdin.write("\n")
        program.stdin.flush()
        child = int(program.stdout.readline())
        assert _lives(child)
        program.kill()
    until = time.monotonic() + LONG_S
    while _lives(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/status")
    return not status.exists() or "\tZ" not in status.read_text()  # a dead one not yet buried


def test_where_no_process_can_be_started_that_is_said_and_the_next_is_tried(
    tmp_path: Path,
    measurer: LoudnessMeasurer,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_process: SpawnProcess) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    path = tone(tmp_path / "a.flac", -20)
    with monkeypatch.context() as full:
        full.setattr(SpawnProcess, "start", refuse)
        measurer.want({"a": path, "b": path})
        assert heard.wait_for(2) == [("a", None), ("b", None)]
    measurer.want({"c": path})
    assert heard.wait_for(3)[2][1] is not None


def test_a_process_that_cannot_die_is_not_waited_for(
    tmp_path: Path, measurer: LoudnessMeasurer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that reads from a drive that hangs."""
    monkeypatch.setattr(measuring, "_DYING_S", 0.1)
    measurer.want({"endless": endless(tmp_path / "endless.wav")})
    child_of(measurer)
    child = measurer._child
    assert child is not None
    with monkeypatch.context() as hanging:
        hanging.setattr(child, "kill", lambda: None)
        thread = loudness_thread()
        measurer.stop()
        assert thread is not None
        thread.join(LONG_S)
        assert not thread.is_alive() and child.exitcode is None
    child.kill()
    child.join()


def test_a_mono_file_is_as_long_as_it_is(tmp_path: Path) -> None:
    samples = 0.1 * np.sin(np.arange(44_100) / 7.0).astype(np.float32)[:, None]
    found = measure(str(encode(tmp_path / "mono.wav", samples, 44_100)))
    assert found is not None and found.duration_s == pytest.approx(1.0)

"""The sound process and its player: who waits for whom, and who ends when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import psutil
import pytest

from player.audio import messages as m
from player.audio.engine import ProcessEngine, start_engine
from player.audio.process import run
from tests.sound_files import encode, sweep

RATE = 44100

PLAYER = """
import sys, time
from player.audio.engine import PlayRequest, start_engine
if __name__ == "__main__":
    engine = start_engine("null")
    engine.play(PlayRequest(1, sys.argv[1]))
    while not engine.wait(0.5):
        pass
    print("playing", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def engine() -> Iterator[ProcessEngine]:
    engine = start_engine("null")
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def minute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encode(tmp_path_factory.mktemp("music") / "minute.wav", sweep(60.0, 8000), 8000)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_process_ends_silently_with_its_player(tmp_path, minute, how):
    program = tmp_path / "program.py"
    program.write_text(PLAYER)
    with subprocess.Popen(
        [sys.executable, program, minute],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        text=True,
    ) as player:
        assert player.stdout is not None
        assert player.stdout.readline() == "playing\n"
        player.send_signal(how)
        # whole only when both are gone, for the sound process holds the other end too
        assert player.communicate(timeout=20)[1] == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_hanging_process_holds_nobody_up(engine, minute):
    """More commands than the pipe holds, and a close, while the process does not run."""
    assert engine.statistics() is not None  # it runs
    child = psutil.Process(engine.process_id)
    child.suspend()
    engine.play(m.PlayRequest(1, str(minute)))
    for step in range(5000):
        engine.set_volume(step / 5000)
    engine.close()
    assert not child.is_running()
    assert "sound commands" not in [thread.name for thread in threading.enumerate()]


def test_a_full_pipe_does_not_keep_the_process_from_ending(minute, tmp_path):
    """Nobody reads what happens, and then the engine closes: it ends by itself."""
    engine = start_engine(str(tmp_path / "out.wav"))
    assert engine.statistics() is not None  # it runs
    for number in range(600):
        engine.play(m.PlayRequest(number, str(tmp_path / "no such file.wav")))
    process = engine._process
    engine.close()
    assert process.exitcode == 0  # not killed


def test_a_process_that_is_still_being_started_is_not_waited_for(caplog):
    engine = start_engine("null")
    process = engine._process
    engine.close()
    assert process.exitcode == -signal.SIGKILL
    assert not caplog.records


def test_a_process_without_a_player_ends(tmp_path):
    """The other end of the pipe is closed, but the player lives."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=run, args=(theirs, "null", None))
    process.start()
    theirs.close()
    assert isinstance(ours.recv(), m.Ready)
    ours.close()
    process.join(10)
    assert process.exitcode == 0


def test_what_crosses_a_play_is_not_told(engine, tmp_path):
    """The end of the old track's queue is no news once another track was asked for."""
    short = encode(tmp_path / "short.wav", sweep(0.1, RATE), RATE)
    events: list[m.Event] = []
    for number in range(3):
        engine.play(m.PlayRequest(number, str(short)))
        while not any(isinstance(e, m.TrackStarted) and e.entry_id == number for e in events):
            events += engine.wait(0.5)
        engine.set_next(None)
        time.sleep(0.5 if number < 2 else 0)  # its end lies in the pipe by now
    while not any(isinstance(e, m.QueueEnded) for e in events):
        events += engine.wait(0.5)
    assert [e.entry_id for e in events if isinstance(e, m.TrackEnded)] == [0, 1, 2]


def test_a_process_that_cannot_start_is_told_once(monkeypatch, minute):
    """It dies before it is ready, again and again: one notice, and the track is given up."""
    monkeypatch.setenv("PYTHONHASHSEED", "not a number")  # no interpreter starts with this
    engine = start_engine("null")
    try:
        engine.play(m.PlayRequest(1, str(minute)))
        events: list[m.Event] = []
        while not any(isinstance(event, m.QueueEnded) for event in events):
            events += engine.wait(0.5)
        monkeypatch.delenv("PYTHONHASHSEED")
        kinds = [type(event) for event in events]
        assert kinds == [m.OutputChanged, m.TrackFailed, m.QueueEnded]
        engine.play(m.PlayRequest(2, str(minute)))
        while not any(isinstance(event, m.TrackStarted) for event in events):
            events += engine.wait(0.5)
        assert [event for event in events if isinstance(event, m.OutputChanged)] == events[:1]
    finally:
        engine.close()

"""Devices and servers that go, come back, hang or change, under real playback.

In each case: no call of the engine takes long, nothing crashes, the place in the music is kept,
what is told is right, and sound is recorded afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from player.audio.device_lister import devices_now
from player.audio.engine import start_engine
from player.audio.messages import (
    Event,
    OutputChanged,
    Paused,
    PlayRequest,
    Position,
    Resumed,
    TrackStarted,
)
from tests.audio.listening import Listener
from tests.sound_files import encode
from tests.sound_server import RATE, SoundServer

MUSIC_S = 90.0
CALL_S = 2.0
"""No call of the engine may take so long."""

SECOND_DEVICE = """
pcm.second {
    type pulse
    device second_sink
    hint { show on description "Headphones" }
}
"""


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    t = np.arange(round(MUSIC_S * RATE)) / RATE
    tone = (0.4 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)
    path = tmp_path_factory.mktemp("music") / "tone.wav"
    return encode(path, np.stack([tone, tone], axis=1), RATE)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path)
    (tmp_path / ".asoundrc").write_text(SECOND_DEVICE)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    if any("hw:" in device.name for device in devices_now(lambda: False)):
        pytest.skip("this computer has a sound card of its own")
    server.start()
    server.control("load-module", "module-null-sink", "sink_name=second_sink", "norewinds=1")
    yield server
    server.release()
    server.stop()


@pytest.fixture
def listener(server: SoundServer) -> Iterator[Listener]:
    engine = start_engine("")
    yield Listener(engine, [])
    engine.close()


def beyond(position_s: float) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, Position) and event.position_s > position_s


def last_position(listener: Listener) -> float:
    return [event for event in listener.events if isinstance(event, Position)][-1].position_s


def start(listener: Listener, music: Path) -> None:
    """Play, and be half a second into it."""
    listener.engine.play(PlayRequest(1, str(music)))
    listener.until(beyond(0.5))


def hears_on_from(listener: Listener, server: SoundServer, at_s: float) -> None:
    """The music goes on within half a second of where it was, and is recorded."""
    assert abs(listener.until_a(Position).position_s - at_s) < 0.5
    is_heard(listener, server)


def is_heard(listener: Listener, server: SoundServer, sink: str = "test_sink") -> None:
    """Music is recorded."""
    with server.recording(sink) as recording:
        listener.events += listener.engine.poll()
        listener.until(beyond(last_position(listener) + 0.6))
    assert len(recording.samples()) > RATE // 4


def kinds(listener: Listener) -> list[type]:
    """What was told apart from positions, in order."""
    return [type(event) for event in listener.events if not isinstance(event, Position)]


def nothing_waits(listener: Listener) -> None:
    """Call everything that a window calls."""
    engine = listener.engine
    began = time.monotonic()
    engine.set_volume(0.9)
    engine.set_volume(1.0)
    engine.set_next(None)
    listener.events += engine.poll()
    assert time.monotonic() - began < CALL_S


def test_a_killed_server_comes_back(listener, server, music):
    start(listener, music)
    server.kill()
    gone = listener.until_a(OutputChanged)
    assert gone.name == "null"
    listener.until_a(Paused)
    at = last_position(listener)
    nothing_waits(listener)
    server.start()
    back = listener.until_a(OutputChanged)
    assert (back.name, str(back.sentence)) == ("", "There is sound again.")
    listener.until_a(Resumed)
    hears_on_from(listener, server, at)
    assert kinds(listener) == [TrackStarted, OutputChanged, Paused, OutputChanged, Resumed]


def test_a_listener_who_pauses_meanwhile_is_not_played_to(listener, server, music):
    start(listener, music)
    server.kill()
    listener.until_a(Paused)
    at = last_position(listener)
    listener.engine.pause()
    server.start()
    listener.until(lambda event: isinstance(event, OutputChanged) and event.name == "")
    time.sleep(1.0)
    listener.events += listener.engine.poll()
    assert last_position(listener) == pytest.approx(at, abs=0.5)
    listener.engine.resume()
    hears_on_from(listener, server, at)


def test_a_hanging_server_holds_nobody_up(listener, server, music):
    """Every call to it waits: the music holds, and goes on when the server does."""
    start(listener, music)
    server.hold()
    gone = listener.until_a(OutputChanged)
    assert "does not respond" in str(gone.sentence)
    at = last_position(listener)
    nothing_waits(listener)
    server.release()
    hears_on_from(listener, server, at)
    told = kinds(listener)
    assert told.count(Paused) == told.count(Resumed)


def test_a_driver_that_does_not_come_back_is_left_behind(listener, server, music):
    """The server hangs for longer than the process that waits for it is given."""
    start(listener, music)
    first = listener.engine.process_id
    server.hold()
    listener.until(
        lambda event: isinstance(event, OutputChanged) and "did not answer" in str(event.sentence)
    )
    assert not psutil.pid_exists(first)
    at = last_position(listener)
    nothing_waits(listener)
    server.release()
    hears_on_from(listener, server, at)
    told = kinds(listener)
    assert told.count(Paused) == told.count(Resumed)


def test_a_process_that_hangs_is_replaced(listener, server, music):
    start(listener, music)
    child = psutil.Process(listener.engine.process_id)
    child.suspend()
    broke = listener.until_a(OutputChanged)
    assert "started again" in str(broke.sentence)
    assert not child.is_running()
    hears_on_from(listener, server, last_position(listener))
    assert kinds(listener) == [TrackStarted, OutputChanged]


def test_a_process_that_is_held_up_for_a_second_is_not(listener, server, music):
    """A busy machine does that."""
    start(listener, music)
    child = psutil.Process(listener.engine.process_id)
    for _ in range(3):
        child.suspend()
        deadline = time.monotonic() + 1.0
        while time.monotonic() < deadline:
            listener.events += listener.engine.wait(0.1)
        child.resume()
        listener.until(beyond(last_position(listener) + 0.3))
    assert child.is_running()
    assert kinds(listener) == [TrackStarted]


def test_a_suspended_sink_holds_the_music(listener, server, music):
    start(listener, music)
    server.control("suspend-sink", "test_sink", "1")
    gone = listener.until_a(OutputChanged)
    assert gone.name == "null"
    assert "does not respond" in str(gone.sentence)
    listener.until_a(Paused)
    at = last_position(listener)
    server.control("suspend-sink", "test_sink", "0")
    listener.until_a(Resumed)
    hears_on_from(listener, server, at)
    assert kinds(listener) == [TrackStarted, OutputChanged, Paused, OutputChanged, Resumed]


def test_headphones_that_vanish_pause_the_music(listener, server, music):
    """Nothing is heard from the other device until the listener resumes."""
    listener.engine.set_output("second, ALSA")
    start(listener, music)
    is_heard(listener, server, "second_sink")
    (server.folder / ".asoundrc").write_text("")
    server.kill()
    server.start()
    with server.recording() as silence:
        gone = listener.until(
            lambda event: isinstance(event, OutputChanged) and event.sentence is not None
        )
        assert "second is gone. The music is paused" in str(gone.sentence)
        listener.until_a(Paused)
        time.sleep(1.0)
    assert len(silence.samples()) == 0
    at = last_position(listener)
    listener.engine.resume()
    listener.until_a(Resumed)
    hears_on_from(listener, server, at)


def test_headphones_that_are_back_are_used_again(listener, server, music):
    listener.engine.set_output("second, ALSA")
    start(listener, music)
    (server.folder / ".asoundrc").write_text("")
    server.kill()
    server.start()
    listener.until_a(Paused)
    at = last_position(listener)
    (server.folder / ".asoundrc").write_text(SECOND_DEVICE)
    server.control("load-module", "module-null-sink", "sink_name=second_sink", "norewinds=1")
    listener.engine.resume()
    back = listener.until(
        lambda event: isinstance(event, OutputChanged) and event.name == "second, ALSA"
    )
    assert back.sentence is None
    assert abs(listener.until_a(Position).position_s - at) < 0.5
    is_heard(listener, server, "second_sink")


def test_the_music_moves_with_the_system(listener, server, music):
    """PulseAudio moves streams by itself when another sink is chosen: nothing is told, or lost."""
    start(listener, music)
    server.control("set-default-sink", "second_sink")
    streams = server.control("list", "short", "sink-inputs").stdout.split()
    server.control("move-sink-input", streams[0].decode(), "second_sink")
    is_heard(listener, server, "second_sink")
    assert kinds(listener) == [TrackStarted]


def test_a_sink_that_is_removed_hands_the_music_on(listener, server, music):
    start(listener, music)
    server.control("unload-module", "module-null-sink")  # both
    server.control("load-module", "module-null-sink", "sink_name=test_sink", "norewinds=1")
    at = last_position(listener)
    listener.until(beyond(at + 2.0))
    is_heard(listener, server)

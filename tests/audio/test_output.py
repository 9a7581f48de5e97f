"""The real PortAudio path, played into a sink that nobody hears and recorded there."""

from __future__ import annotations

import ctypes.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from player.audio.engine import start_engine
from player.audio.messages import (
    OutputChanged,
    Paused,
    PlayRequest,
    Position,
    QueueEnded,
    SoundOptions,
    TrackStarted,
)
from player.audio.output import DeviceOutput, list_devices
from player.errors import NoSoundLibraryError
from tests.audio.listening import Listener
from tests.sound_files import encode, sweep
from tests.sound_server import RATE, SoundServer

FREQUENCY = 440.0
AMPLITUDE = 0.5
STEEPEST = AMPLITUDE * 2 * np.pi * FREQUENCY / RATE
FADE_STEP = 1 / (0.02 * RATE)
ONE_BIT = 2 / 32768


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path_factory.mktemp("sound"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def listener(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    engine = start_engine("")
    yield Listener(engine, [])
    engine.close()


def sine(seconds: float) -> np.ndarray:
    t = np.arange(round(seconds * RATE)) / RATE
    wave = (AMPLITUDE * np.sin(2 * np.pi * FREQUENCY * t)).astype(np.float32)
    return np.stack([wave, wave], axis=1)


def test_two_files_are_heard_whole_and_joined(listener, server, tmp_path):
    signal = sweep(2.0, RATE)
    signal[0] = signal[-1] = 0.25  # so that nothing of it counts as silence
    cut = 40_003
    one = encode(tmp_path / "one.flac", signal[:cut], RATE)
    two = encode(tmp_path / "two.flac", signal[cut:], RATE)
    listener.following = [PlayRequest(2, str(two))]
    with server.recording() as recording:
        listener.engine.play(PlayRequest(1, str(one)))
        listener.until_a(QueueEnded)
    heard = recording.samples()
    assert heard.shape == signal.shape
    assert np.abs(heard - signal).max() <= ONE_BIT


def test_exact_means_that_every_bit_arrives(listener, server, tmp_path):
    """Also the loudest there is, which a factor of 2^15 - 1 would change."""
    numbers = np.random.default_rng(3).integers(-(2**15), 2**15, (2 * RATE, 2))
    signal = (numbers / 2**15).astype(np.float32)
    path = encode(tmp_path / "noise.flac", signal, RATE)
    listener.engine.set_options(SoundOptions(exact=True))
    with server.recording() as recording:
        listener.engine.play(PlayRequest(1, str(path)))
        listener.until_a(QueueEnded)
    assert np.array_equal(recording.samples(), signal)


def test_nothing_clicks(listener, server, tmp_path):
    """Pause, resume, seek, volume, skip and stop in the middle of a sine."""
    path = encode(tmp_path / "sine.wav", sine(20.0), RATE)
    engine = listener.engine

    def heard_up_to(seconds: float) -> None:
        listener.until(lambda event: isinstance(event, Position) and event.position_s > seconds)

    with server.recording() as recording:
        engine.play(PlayRequest(1, str(path)))
        heard_up_to(0.5)
        engine.pause()
        time.sleep(0.3)
        engine.resume()
        heard_up_to(1.0)
        engine.seek(7.1234)
        heard_up_to(7.5)
        engine.set_volume(0.6)
        heard_up_to(8.0)
        engine.set_volume(1.0)
        heard_up_to(8.5)
        engine.play(PlayRequest(2, str(path), start_s=3.3))
        heard_up_to(3.8)
        engine.stop()
        time.sleep(0.8)
    heard = recording.samples()
    assert len(heard) > 2 * RATE
    steps = np.abs(np.diff(heard, axis=0)).max(axis=1)
    assert steps.max() < STEEPEST + FADE_STEP + ONE_BIT


def test_the_devices_are_listed_also_while_one_plays_and_found_by_name(listener, server, tmp_path):
    devices = listener.engine.outputs()
    assert "pulse, ALSA" in [device.name for device in devices]
    assert sum(device.is_default for device in devices) == 1
    path = encode(tmp_path / "sine.wav", sine(20.0), RATE)
    listener.engine.play(PlayRequest(1, str(path)))
    listener.until_a(TrackStarted)
    listener.engine.set_output("pulse, ALSA")
    changed = listener.until_a(OutputChanged)
    assert (changed.name, changed.sentence) == ("pulse, ALSA", None)
    listener.until(lambda event: isinstance(event, Position) and event.position_s > 0.3)
    later = Path(server.environment["HOME"]) / ".asoundrc"
    later.write_text("pcm.later { type pulse hint { show on description later } }\n")
    assert "later, ALSA" in [device.name for device in listener.engine.outputs()]
    later.unlink()
    listener.engine.set_output("a device that is not there")
    changed = listener.until_a(OutputChanged)
    assert changed.name == ""
    assert "a device that is not there" in str(changed.sentence)
    listener.until_a(Position)


def test_without_portaudio_there_is_a_sentence(monkeypatch):
    """sounddevice looks for the library when it is imported, and raises OSError without it."""
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    with pytest.raises(NoSoundLibraryError, match="libportaudio2"):
        DeviceOutput("", RATE)
    assert list_devices() == ()
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)


def test_without_a_device_the_music_is_held_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    monkeypatch.setenv("HOME", str(tmp_path))
    path = encode(tmp_path / "sine.wav", sine(1.0), RATE)
    engine = start_engine("")
    try:
        if any("hw:" in device.name for device in engine.outputs()):
            pytest.skip("this computer has a sound card of its own")
        listener = Listener(engine, [])
        engine.play(PlayRequest(1, str(path)))
        changed = listener.until_a(OutputChanged)
        assert changed.name == "null"
        assert "sound" in str(changed.sentence)
        listener.until_a(Paused)
        assert not any(isinstance(event, QueueEnded) for event in listener.events)
    finally:
        engine.close()

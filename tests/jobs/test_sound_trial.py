"""What the doctor says of the sound: with a server, without the wanted device, without any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from player.audio.device_lister import devices_now
from player.jobs.doctor import sound
from tests.sound_server import RATE, SoundServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    server = SoundServer(tmp_path_factory.mktemp("sound"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def with_server(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("with_server")
def test_silence_is_played_on_the_wanted_device():
    found = sound("pulse, ALSA")
    assert found.state == "good"
    assert "pulse, ALSA plays at 44100 Hz" in str(found.told)
    assert found.details["tried"]["samplerate"] == RATE
    assert 0.01 < found.details["tried"]["latency_s"] < 1.0
    assert "default, ALSA" in [device["name"] for device in found.details["devices"]]


@pytest.mark.usefixtures("with_server")
def test_a_device_that_is_not_there_is_said():
    found = sound("Headphones, ALSA")
    assert found.state == "notice"
    assert "The sound output Headphones is not there" in str(found.told)


def test_without_any_device_it_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    monkeypatch.setenv("HOME", str(tmp_path))
    if any("hw:" in device.name for device in devices_now(lambda: False)):
        pytest.skip("this computer has a sound card of its own")
    found = sound("")
    assert found.state == "bad"
    assert found.details["devices"] == []

"""What keeps an output open, with a real device and without any."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from player.audio.device_lister import devices_now
from player.audio.feed import Feed
from player.audio.latency import LOWEST_S
from player.audio.messages import DriverCalled, OutputChanged
from player.audio.output import DeviceOutput, refresh_devices
from player.audio.output_keeper import Landing, OutputKeeper, output_rate
from player.audio.ring import Ring
from tests.sound_files import read_wav
from tests.sound_server import RATE, SoundServer


class Kept:
    """A keeper and what it tells."""

    def __init__(self, wanted: str) -> None:
        self.told: list[OutputChanged | DriverCalled] = []
        self.feed = Feed(Ring(RATE), RATE)
        self.keeper = OutputKeeper(self.feed, wanted, self.told.append)

    @property
    def changes(self) -> list[OutputChanged]:
        return [event for event in self.told if isinstance(event, OutputChanged)]

    @property
    def device(self) -> DeviceOutput:
        assert isinstance(self.keeper._output, DeviceOutput)
        return self.keeper._output


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    server = SoundServer(tmp_path)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    server.start()
    refresh_devices()
    kept = Kept("")
    assert kept.keeper.ready(RATE) == RATE
    yield kept
    kept.keeper.close()
    server.stop()


def test_a_device_that_runs_dry_is_fed_further_ahead(device):
    """At the next track; nobody is told."""
    device.device.underflows = 1
    assert device.keeper.trouble() is None
    time.sleep(0.55)
    device.device.underflows = 2
    assert device.keeper.trouble() is None
    assert device.device.latency_s == LOWEST_S
    assert device.keeper.ready(RATE) == RATE
    assert device.device.latency_s == 2 * LOWEST_S
    assert device.keeper.latency_s > LOWEST_S
    assert device.changes == []


def test_a_device_that_goes_on_running_dry_is_opened_anew_at_once(device):
    for count in (1, 2, 3):
        time.sleep(0.55)
        device.device.underflows = count
        problem = device.keeper.trouble()
    assert problem is not None
    assert device.keeper.reopen(problem) is Landing.SAME
    assert device.device.latency_s == 2 * LOWEST_S
    assert device.changes == []


def test_it_stays_open_for_the_same_rate_only(device):
    first = device.device
    assert device.keeper.ready(RATE) == RATE
    assert device.device is first
    assert device.keeper.ready(96000) == 96000
    assert device.device is not first


def test_exactly_the_rate_and_the_samples(device):
    assert device.keeper.ready(8000) == 48000
    assert device.keeper.ready(8000, exact=True) == 8000
    exact = device.device
    assert device.keeper.ready(48000, exact=True) == 48000
    assert device.device is not exact


def test_the_driver_is_announced_before_it_is_called(device):
    assert device.told == [DriverCalled()]
    device.keeper.close()
    assert device.told == [DriverCalled()] * 2


def test_where_nothing_opens_there_is_no_rate(tmp_path, monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    monkeypatch.setenv("HOME", str(tmp_path))
    if any("hw:" in device.name for device in devices_now(lambda: False)):
        pytest.skip("this computer has a sound card of its own")
    kept = Kept("")
    assert kept.keeper.ready(RATE) == kept.keeper.ready(RATE) == 0
    assert [change.name for change in kept.changes] == ["null"]  # told once
    assert kept.keeper.reopen(None) is Landing.NOWHERE
    assert not kept.keeper.look()


def test_silence_by_name_is_an_output():
    kept = Kept("null")
    assert kept.keeper.ready(RATE) == RATE
    assert kept.keeper.trouble() is None
    assert kept.told == []
    kept.keeper.close()


def test_a_file_that_fails_is_not_begun_anew(tmp_path):
    path = tmp_path / "out.wav"
    kept = Kept(str(path))
    kept.keeper.ready(RATE)
    kept.keeper._output._failed = True  # as a full disk leaves it
    problem = kept.keeper.trouble()
    assert problem is not None
    assert kept.keeper.reopen(problem) is Landing.NOWHERE
    assert "out.wav cannot be written any further" in str(kept.changes[-1].sentence)
    assert not kept.keeper.look()
    assert read_wav(path)[1] == RATE


@pytest.mark.parametrize(
    ("of_file", "of_output"),
    [(8000, 48000), (11025, 44100), (22050, 44100), (32000, 44100), (44100, 44100), (96000, 96000)],
)
def test_low_rates_are_raised(of_file, of_output):
    assert output_rate(of_file) == of_output

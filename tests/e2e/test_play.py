"""``moodlark play`` from the command line to the sound card: what is heard is what the files hold.

The program runs as a listener runs it. The sound card is a sink of a sound server of our own,
whose monitor is recorded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from player.library.decoding import decode_blocks
from player.paths import demo_dir
from tests.sound_files import best_lag, correlation, encode, read_wav, sweep
from tests.sound_server import SoundServer

DEMO_RATE = 48000
SECONDS = 12
ONE_BIT = 2 / 32768


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoundServer]:
    """A sound server whose sink takes the demo library's rate as it is."""
    server = SoundServer(tmp_path_factory.mktemp("sound"), rate=DEMO_RATE)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo library, scanned and tagged."""
    home = tmp_path_factory.mktemp("library") / "home"
    moodlark(home, "scan", str(demo_dir()))
    moodlark(home, "tag")
    return home


def moodlark(home: Path, *words: str, environment: Mapping[str, str] | None = None) -> Any:
    """What a command says as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "player", "--home", str(home), *words, "--json"],
        env=os.environ | {"LC_ALL": "C.UTF-8"} | dict(environment or {}),
        capture_output=True,
        check=False,
        text=True,
        timeout=250,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


def decoded(path: str) -> np.ndarray:
    with decode_blocks(path) as decoder:
        return np.concatenate(list(decoder))


def written(path: Path) -> np.ndarray:
    return read_wav(path)[0]


def test_a_mood_is_heard_as_the_files_hold_it(home, server):
    with server.recording() as recording:
        said = moodlark(
            home,
            *("play", "--mood", "happy", "--loudness", "off", "--seconds", str(SECONDS)),
            environment=server.environment,
        )
    (played,) = said["played"]
    assert (played["failure"], said["output"]) == (None, "default")
    assert played["played_s"] == pytest.approx(SECONDS, abs=0.01)
    heard = recording.samples()
    assert len(heard) <= SECONDS * DEMO_RATE
    assert len(heard) > (SECONDS - 1) * DEMO_RATE  # a piece may begin with a little silence
    expected = decoded(played["path"])[: SECONDS * DEMO_RATE]
    lag = best_lag(heard, expected)
    assert correlation(heard, expected[lag : lag + len(heard)]) > 0.999


def test_what_was_heard_of_a_mood_is_remembered(home, tmp_path):
    from player.jobs.session import OpenStores
    from player.paths import Home

    out = tmp_path / "out.wav"
    with OpenStores(Home(home)) as stores:
        before = len(stores.listening.plays())
    words = ("play", "--mood", "calm", "--seconds", "50", "--output", str(out))
    played = moodlark(home, *words)["played"]
    assert len(played) >= 2
    with OpenStores(Home(home)) as stores:
        plays = stores.listening.plays()[before:]
        paths = [stores.tracks.track(play.track_id).path for play in plays]
    assert paths == [item["path"] for item in played]
    assert sum(play.played_s for play in plays) == pytest.approx(50, abs=0.01)


def test_a_mood_goes_into_a_file_without_a_gap(home, tmp_path):
    out = tmp_path / "out.wav"
    words = ("play", "--mood", "happy", "--loudness", "off", "--seconds", "60")
    played = moodlark(home, *words, "--output", str(out))["played"]
    assert len(played) >= 2
    expected = np.concatenate([decoded(item["path"]) for item in played])[: 60 * DEMO_RATE]
    heard = written(out)
    assert heard.shape == expected.shape
    fade = DEMO_RATE // 50
    assert np.abs(heard - np.clip(expected, -1, 1))[:-fade].max() <= ONE_BIT


def test_two_files_are_heard_as_one(tmp_path, server):
    """Bit for bit, so there is neither a gap nor a click at the join."""
    signal = sweep(2.0, DEMO_RATE)
    signal[0] = signal[-1] = 0.25  # so that nothing of it counts as silence
    cut = 40_003
    one = encode(tmp_path / "one.flac", signal[:cut], DEMO_RATE)
    two = encode(tmp_path / "two.flac", signal[cut:], DEMO_RATE)
    with server.recording() as recording:
        said = moodlark(
            tmp_path / "home", "play", str(one), str(two), environment=server.environment
        )
    assert [item["played_s"] for item in said["played"]] == [
        pytest.approx(cut / DEMO_RATE, abs=0.001),
        pytest.approx((len(signal) - cut) / DEMO_RATE, abs=0.001),
    ]
    heard = recording.samples()
    assert heard.shape == signal.shape
    assert np.abs(heard - signal).max() <= ONE_BIT

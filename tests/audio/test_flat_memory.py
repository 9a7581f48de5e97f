"""Hundreds of track changes leave nothing behind: no memory, no open file, no thread.

The real engine and its real process; the meter sits in the process but not in the program. Files of
many formats and rates, broken ones too, joined, skipped, sought in, paused, sent elsewhere.
"""

from __future__ import annotations

import itertools
import sys
import time
import tracemalloc
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from player.audio import process_engine
from player.audio.engine import ProcessEngine, start_engine
from player.audio.messages import PlayRequest, TrackFailed, TrackStarted
from tests.audio.measured_sound import Reading, live_measured, read_meter
from tests.sound_files import encode, sweep

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

WARMING_UP = 100
CHANGES = 500
PATIENCE_S = 30.0

PYTHON_BYTES_EACH = 200
"""Less than the smallest object with attributes of its own and its dictionary."""
HEAP_BYTES_EACH = 4096
"""An FFmpeg decoder with its buffers holds ten times as much."""
FEW = 4
"""Descriptors and threads that come and go; a leak would leave hundreds."""


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Short files, of which the last four cannot be played, or not to their end."""
    folder = tmp_path_factory.mktemp("music")
    kinds = [
        ("flac", 44100), ("mp3", 44100), ("wav", 48000), ("m4a", 48000), ("opus", 48000),
        ("alac.m4a", 96000), ("wv", 22050), ("aiff", 8000), ("mp3", 32000), ("flac", 192000),
    ]  # fmt: skip
    files = [
        encode(folder / f"{number}.{kind}", sweep(0.25, rate), rate)
        for number, (kind, rate) in enumerate(kinds)
    ]
    surround = np.repeat(sweep(0.25, 48000), 3, axis=1)
    files.append(encode(folder / "surround.flac", surround, 48000))
    for whole in (files[0], files[1]):
        cut = folder / f"cut {whole.name}"
        cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        files.append(cut)
    noise = folder / "noise.mp3"
    noise.write_bytes(np.random.default_rng(1).bytes(20_000))
    return [*files, noise, folder / "not there.flac"]


class Jukebox:
    """Changes tracks in every way there is."""

    def __init__(self, engine: ProcessEngine, music: list[Path], file: Path) -> None:
        self.engine = engine
        self._first = str(music[0])
        self._music = itertools.cycle(map(str, music))
        self._outputs = itertools.cycle([str(file), "null"])
        self._entries = itertools.count()
        self.answered = {TrackStarted: 0, TrackFailed: 0}

    def change(self, times: int) -> None:
        """*times* tracks, one after the other; a multiple of 100 ends at the null output."""
        for number in range(times):
            request = PlayRequest(next(self._entries), next(self._music), gain_db=-3.0)
            if number % 50 == 25:
                self.engine.set_output(next(self._outputs))
            if number % 20 == 9:
                self._follow(request)
            else:
                self.engine.play(request, paused=number % 10 == 5)
                self._until_known(request)
            if number % 10 == 5:
                self.engine.seek(0.1)
                self.engine.resume()
            if number % 10 == 2:
                self.engine.pause()
                self.engine.resume()
            if number % 4 == 3:
                self.engine.seek(0.2)

    def _follow(self, request: PlayRequest) -> None:
        """By itself, when what plays is over; nothing may be playing any more."""
        self.engine.set_next(request)
        if not self._known_soon(request):
            self.engine.play(request)
            self._until_known(request)

    def _until_known(self, request: PlayRequest) -> None:
        assert self._known_soon(request, PATIENCE_S), f"nothing is told of {request}"

    def _known_soon(self, request: PlayRequest, patience_s: float = 0.7) -> bool:
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            for event in self.engine.wait(0.1):
                if (
                    isinstance(event, TrackStarted | TrackFailed)
                    and event.entry_id == request.entry_id
                ):
                    self.answered[type(event)] += 1
                    return True
        return False

    def rest(self) -> None:
        """Silence after the first of the files, with everything told: the same each time."""
        request = PlayRequest(next(self._entries), self._first)
        self.engine.play(request)
        self._until_known(request)
        self.engine.stop()
        time.sleep(1.0)  # what fades, ends
        assert self.engine.statistics() is not None
        self.engine.poll()


@pytest.fixture
def metered(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ProcessEngine, Connection]]:
    """An engine, and the meter inside its process."""
    ours, theirs = Pipe()
    monkeypatch.setattr(process_engine, "_live_in_child", partial(live_measured, theirs))
    engine = start_engine("null")
    theirs.close()
    yield engine, ours
    engine.close()
    ours.close()


def growth(before: Reading, after: Reading) -> dict[str, int]:
    return {
        name: getattr(after, name) - getattr(before, name) for name in Reading.__dataclass_fields__
    }


def test_track_changes_leave_nothing_behind(metered, music, tmp_path):
    engine, meter = metered
    jukebox = Jukebox(engine, music, tmp_path / "out.wav")

    def read() -> tuple[Reading, Reading]:
        jukebox.rest()
        meter.send(True)
        assert meter.poll(PATIENCE_S)
        return meter.recv(), read_meter()

    tracemalloc.start()
    try:
        jukebox.change(WARMING_UP)
        sound_before, engine_before = read()
        process = engine.process_id
        jukebox.change(CHANGES)
        sound_after, engine_after = read()
    finally:
        tracemalloc.stop()
    assert engine.process_id == process  # it never died
    assert jukebox.answered[TrackFailed] > CHANGES // 20
    assert jukebox.answered[TrackStarted] > CHANGES // 2
    for grown in (growth(sound_before, sound_after), growth(engine_before, engine_after)):
        print(grown)
        assert grown["descriptors"] <= FEW, grown
        assert grown["threads"] <= FEW, grown
        assert grown["python_bytes"] < PYTHON_BYTES_EACH * CHANGES, grown
        assert grown["heap_bytes"] < HEAP_BYTES_EACH * CHANGES, grown

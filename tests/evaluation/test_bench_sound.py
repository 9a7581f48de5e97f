"""The benchmark of the sound measures what it says."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import av
import pytest

from player.audio.engine import start_engine
from player.evaluation.bench_sound import SONGS, make_songs, run
from player.evaluation.bench_sound_peers import peer_figures
from player.evaluation.processor_time import cpu_seconds


def test_the_songs_are_of_the_kinds_they_say(tmp_path):
    songs = make_songs(tmp_path, 3.0)
    for name, _, _, rate in SONGS:
        with av.open(str(songs.paths[name])) as file:
            stream = file.streams.audio[0]
            assert stream.rate == rate
            assert float(stream.duration * stream.time_base) == pytest.approx(3.0, abs=0.1)
            sizes = {packet.size for packet in file.demux(stream) if packet.size}
        if name == "vbr_mp3":
            assert len(sizes) > 3


def test_its_figures_without_a_device(tmp_path, monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    monkeypatch.setenv("HOME", str(tmp_path))
    engine = start_engine("null")
    try:
        if any("hw:" in device.name for device in engine.outputs()):
            pytest.skip("this computer has a sound card of its own, and would be heard")
    finally:
        engine.close()
    figures = run(1.0)
    assert figures["device"] == "none"
    assert (figures["null_underflows"], figures["null_gaps"]) == (0, 0)
    assert figures["null_play_ms"] > 0
    for name, *_ in SONGS:
        assert 0 < figures[f"null_{name}_jump_ms"] <= figures[f"null_{name}_worst_jump_ms"]
    if sys.platform == "linux":
        assert 0 < figures["null_cpu_percent"] < 100


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_processor_time_is_that_of_the_process():
    mine = cpu_seconds(os.getpid())
    assert mine == pytest.approx(sum(os.times()[:2]), abs=0.05)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as idle:
        time.sleep(0.2)
        assert cpu_seconds(idle.pid) < mine
        idle.kill()


def test_a_peer_that_is_not_there_or_does_not_play_is_passed_over(tmp_path, monkeypatch):
    (tmp_path / "mpv").write_text("#!/bin/sh\nexit 2\n")
    (tmp_path / "mpv").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert peer_figures(tmp_path / "song.flac", 0.1, settling_s=0.3) == {}

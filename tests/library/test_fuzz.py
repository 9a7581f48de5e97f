"""Damaged files of every kind: none hangs, kills or bloats what reads it, every one is named.

``make test`` tries some hundred of them; ``make fuzz`` (``MOODLARK_FUZZ=5000``) the full number.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fuzzing import PLAYLISTS, SOUND, read_everything, ruins, seeds

from player.errors import FileUnreadableError
from player.jobs.scan_processes import ReadingProcesses
from player.library.decoding import probe
from player.library.metadata import read_quickly
from player.library.sound_region import find_sound, open_song

COUNT = int(os.environ.get("MOODLARK_FUZZ", "300"))
SEED = int(os.environ.get("MOODLARK_FUZZ_SEED", "1"))
_HANGS_S = 60.0  # by the clock: a busy machine is no hang
_MOST_CPU_S = 10.0
_MOST_KIB = 500 * 1024


@pytest.fixture
def real() -> list[Path]:
    """Folders of real and odd files, where they are at hand; the short run makes its own only."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    data = Path(os.environ.get("MOODLARK_SHARED_DATA", beside))
    folders = [data / "library", data / "malformed"]
    return [folder for folder in folders if folder.is_dir()] if COUNT > 1000 else []


@pytest.mark.timeout(0)
def test_damaged_files_hurt_nobody_and_are_named(tmp_path, real, caplog):
    whole = seeds(tmp_path, real)
    assert len(whole) >= len(SOUND) + len(PLAYLISTS)
    folder = tmp_path / "ruins"
    folder.mkdir()
    strange, usable, refused, peak, slowest = [], 0, 0, 0, 0.0
    files = list(ruins(folder, whole, COUNT, SEED))
    with ReadingProcesses(1, time_limit_s=_HANGS_S, reader=read_everything) as readers:
        for read in readers.read(files):
            if read.failure is not None:
                strange.append(f"{Path(read.path).name}: {read.failure}")
            slowest = max(slowest, read.metadata.duration_s or 0.0)
            peak = max(peak, read.metadata.bitrate or 0)
            if read.metadata.duration_s is None:  # its process died, or was given up
                continue
            assert bool(read.audio_key) != bool(read.metadata.title)
            if read.metadata.title:
                refused += 1
                assert Path(read.path).name in read.metadata.title
                assert not read.metadata.has_cover, f"{read.path} is damaged, not refused"
            else:
                usable += 1
    print(f"{len(files)} files: {usable} usable, {refused} refused,", end=" ")
    print(f"at most {slowest:.1f} s of processor time and {peak} KiB")
    assert not strange, "\n".join(strange)
    assert "killed its process" not in caplog.text
    assert slowest < _MOST_CPU_S
    assert usable > 0
    assert refused > 0
    assert peak < _MOST_KIB


def test_what_is_read_without_ffmpeg_of_damaged_files_is_what_ffmpeg_finds(tmp_path):
    """Damage that moves sound about may change its length. Only damage further inside (the tables
    of an MP4) makes FFmpeg refuse a file whose headers and frames are in order."""
    whole = {
        name: data
        for name, data in seeds(tmp_path, []).items()
        if name.endswith((".mp3", ".flac", ".m4a", ".opus", ".ogg", ".aiff"))
    }
    quick, other_lengths, refused = 0, [], []
    for found in ruins(tmp_path, whole, COUNT // 2, SEED):
        path = Path(found.path)
        with open_song(found.path) as file:
            read = read_quickly(found.path, file, find_sound(file))
        if read is not None:
            quick += 1
            try:
                info, truth = read[2], probe(path)
            except FileUnreadableError:
                refused.append(path.name)
                continue
            assert info.channels == truth.channels, path
            assert abs(info.samplerate - truth.samplerate) <= 1, path  # AIFF's is a broken number
            assert truth.codec.startswith(info.codec), path
            if abs((info.duration_s or 0.0) - (truth.duration_s or 0.0)) > 0.1:
                other_lengths.append(path.name)
        path.unlink()
    assert quick > COUNT // 5
    assert len(refused) <= quick // 300, refused
    assert len(other_lengths) <= 2 + quick // 200, other_lengths

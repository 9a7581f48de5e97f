"""Files cut off or with wrong bytes, of every kind: none stops or hangs the scan, each is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sound_files import encode, sweep

from player.jobs.scan import scan_folders
from player.jobs.scan_processes import ReadingProcesses
from player.library.artwork import find_cover
from player.library.lyrics import find_lyrics
from player.library.scanner import FoundFile, ReadFile, read_file
from player.store.track_store import TrackStore

_KINDS = ("mp3", "flac", "opus", "m4a", "wav", "aiff", "wv", "tta", "mka")
_VARIANTS = 9


def damaged(data: bytes, variant: int, chance: random.Random) -> bytes:
    """*data* cut somewhere, or with a few bytes wrong in its head, or with many anywhere."""
    if variant % 3 == 0:
        return data[: chance.randrange(1, len(data))]
    changed = bytearray(data)
    reach, count = (2048, 8) if variant % 3 == 1 else (len(data), 200)
    for _ in range(count):
        changed[chance.randrange(min(reach, len(data)))] = chance.randrange(256)
    return bytes(changed)


def read_everything(found: FoundFile) -> ReadFile:
    """What the scan reads, and what the window reads later of the same file."""
    find_cover(found.path)
    find_lyrics(found.path)
    return read_file(found)


@pytest.fixture
def ruins(tmp_path) -> Path:
    folder = tmp_path / "ruins"
    folder.mkdir()
    samples, chance = sweep(1.0, 48000), random.Random(7)
    for kind in _KINDS:
        data = encode(tmp_path / f"whole.{kind}", samples, 48000).read_bytes()
        for variant in range(_VARIANTS):
            (folder / f"{variant}.{kind}").write_bytes(damaged(data, variant, chance))
    return folder


def test_damaged_files_are_read_or_named(tmp_path, ruins, caplog):
    store = TrackStore.open(tmp_path / "store")
    report = scan_folders(store, [ruins], processes=ReadingProcesses(2, reader=read_everything))
    assert report.added + len(report.unreadable) == len(store) == len(_KINDS) * _VARIANTS
    assert report.added > 0
    assert report.unreadable
    assert all(Path(path).name in str(why) for path, why in report.unreadable)
    assert "killed its process" not in caplog.text
    assert "too long" not in caplog.text
    store.close()

"""The benchmark of the scan measures real files, each with tags of its own."""

from __future__ import annotations

import mutagen
import pytest
from sound_files import encode, sweep

from player.errors import UsageError
from player.evaluation.bench_scan import run
from player.evaluation.scan_library import KINDS, make_library, multiply
from player.library.identity import audio_key
from player.library.metadata import read_metadata


def test_a_made_up_library_is_mostly_mp3s_with_tags_and_sounds_of_their_own(tmp_path):
    make_library(tmp_path, 40)
    paths = [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert len(paths) == 40
    of_kind = {ending: sum(path.suffix == f".{ending}" for path in paths) for _, ending, _ in KINDS}
    assert of_kind == {"mp3": 32, "flac": 4, "m4a": 2, "opus": 2}
    known = [read_metadata(str(path)) for path in paths]
    assert len({metadata.title for metadata in known}) == 40
    assert all(metadata.artist and metadata.year and metadata.track_number for metadata in known)
    assert sum(metadata.has_cover for metadata in known) == 36
    assert all(metadata.duration_s == pytest.approx(16.0, abs=0.1) for metadata in known)
    assert len({audio_key(str(path)) for path in paths}) == 40


def test_a_folder_many_times_over(tmp_path):
    (tmp_path / "music").mkdir()
    encode(tmp_path / "music" / "a.mp3", sweep(1.0, 44100), 44100)
    (tmp_path / "music" / "b.mp3").write_bytes(b"broken")
    multiply(tmp_path / "music", tmp_path / "copies", 6)
    copies = sorted((tmp_path / "copies").rglob("*.mp3"))
    assert len(copies) == 6
    whole = [path for path in copies if path.name.endswith("a.mp3")]
    assert len({str(mutagen.File(path)["TIT2"]) for path in whole}) == 3
    assert len({audio_key(str(path)) for path in whole}) == 1


def test_its_figures(tmp_path):
    figures = run(24)
    assert (figures["files"], figures["processes"], figures["unreadable"]) == (24, 2, 0)
    assert figures["mb"] > 5
    assert min(figures[f"{who}_files_per_s"] for who in ("first_scan", "mutagen")) > 0
    assert figures["rescan_s"] > 0
    with pytest.raises(UsageError, match="no music"):
        run(3, source=tmp_path)

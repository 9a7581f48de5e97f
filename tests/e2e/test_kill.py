"""``kill -9`` in the middle of tagging: what was finished stays, to the byte, and is not redone.

Three kills in ``make test``; ``MOODLARK_KILLS=20`` (``make crashtest``) for the full trial.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psutil
import pytest

from player.jobs.scan import scan_folders
from player.jobs.session import OpenStores
from player.jobs.tag import tag_library
from player.library.track import Analysis
from player.paths import Home, demo_dir, models_dir

KILLS = int(os.environ.get("MOODLARK_KILLS", "3"))

PROGRAM = Path(__file__).with_name("rating_tagger.py")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose library holds enough music to be killed over."""
    music = tmp_path / "music"
    pieces = sorted(demo_dir().glob("*.opus"))
    for copy in range(2 * KILLS):
        folder = music / str(copy)
        folder.mkdir(parents=True)
        for piece in pieces:
            shutil.copy(piece, folder)
    home = Home(tmp_path / "home")
    with OpenStores(home) as stores:
        scan_folders(stores.tracks, [str(music)])
    return home


def remembered(
    home: Home,
) -> tuple[dict[int, tuple[Analysis | None, bytes]], dict[int, int]]:
    """Every finished analysis with its vectors' bytes, and the ratings."""
    with OpenStores(home) as stores:
        vectors = stores.tracks.vectors()
        rows = {
            int(track_id): vectors.embedding[row].tobytes() + vectors.scores[row].tobytes()
            for row, track_id in enumerate(vectors.ids)
        }
        analyses = {i: (stores.tracks.analysis(i), rows[i]) for i in stores.tracks.analyses()}
        return analyses, dict(stores.listening.ratings())


def run_until_killed(home: Home, more_ratings: int) -> dict[int, int]:
    """Run the program, kill all of it some ratings after it stored a batch; what it promised."""
    acknowledged: dict[int, int] = {}
    left: int | None = None
    with subprocess.Popen(
        [sys.executable, PROGRAM, home.folder],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if line.startswith("stored") and left is None:
                left = more_ratings
            elif line.startswith("rated"):
                _, track_id, stars = line.split()
                acknowledged[int(track_id)] = int(stars)
                left = left - 1 if left is not None else None
            if left is not None and left <= 0:
                break
        os.killpg(program.pid, signal.SIGKILL)
        for line in program.stdout:  # promised before the kill reached it
            if line.startswith("rated") and line.endswith("\n"):
                _, track_id, stars = line.split()
                acknowledged[int(track_id)] = int(stars)
    return acknowledged


@pytest.mark.timeout(1800)
def test_killing_the_whole_program_loses_nothing_finished(home: Home) -> None:
    chance = random.Random(20)
    finished: dict[int, tuple[Analysis, bytes]] = {}
    promised: dict[int, int] = {}
    for _ in range(KILLS):
        promised |= run_until_killed(home, chance.randrange(30))
        analyses, ratings = remembered(home)
        assert finished.items() <= analyses.items()
        # The one rating that was being written may be there without having been promised.
        assert sum(ratings.get(i) != stars for i, stars in promised.items()) <= 1
        assert promised.keys() <= ratings.keys()
        finished, promised = analyses, ratings
    with OpenStores(home) as stores:
        total = len(stores.tracks)
        report = tag_library(stores.tracks, models_dir(), device="cpu", cache_dir=home.cache_dir)
    assert 0 < len(finished) < total, "the kills did not come in the middle of the work"
    assert report.tagged == total - len(finished)
    analyses, ratings = remembered(home)
    assert finished.items() <= analyses.items()
    assert ratings == promised
    assert len(analyses) == total
    journal = (home.store_dir / "library.journal").read_text()
    lines = Counter(line.split()[2] for line in journal.splitlines() if " analyses " in line)
    assert set(lines.values()) == {1}, "an analysis was made twice"


@pytest.mark.timeout(300)
def test_killing_the_tagging_process_costs_only_its_request_again(home: Home) -> None:
    kills = 0

    def kill_the_child(_progress: object) -> None:
        nonlocal kills
        listeners = [
            child
            for child in psutil.Process().children(recursive=True)
            if "spawn_main" in " ".join(child.cmdline())
        ]
        if kills < 2 and listeners:
            kills += 1
            listeners[0].kill()

    with OpenStores(home) as stores:
        report = tag_library(
            stores.tracks,
            models_dir(),
            device="cpu",
            cache_dir=home.cache_dir,
            progress=kill_the_child,
        )
        assert kills == 2
        assert report.left == 0
        assert report.tagged + len(report.failed) == len(stores.tracks)
        # A request that was in flight in both kills is given up with a sentence; no more than
        # what is handed over at a time can be.
        assert len(report.failed) <= 8

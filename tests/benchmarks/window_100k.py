"""How fast the window is with 100,000 tracks: first frame, first rows, a keystroke of the search.

Run by hand, ``QT_QPA_PLATFORM=offscreen python tests/benchmarks/window_100k.py [--tracks N]``.
It is no test: figures depend on the machine and on what else it does. Prints a JSON line per run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from player.library.track import Track
    from player.store.heard import Analysed

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

QUERIES = ("l", "lo", "lov", "love", "love s", "love so", "art", "artist 7", "rock", "zzz")


def fill(home: Path, count: int) -> None:
    """A store of *count* fully analysed tracks under *home*, as the shipped network leaves them."""
    import numpy as np

    from player.evaluation.made_up_library import made_up_analysis, made_up_track
    from player.jobs.session import OpenStores
    from player.paths import Home, models_dir
    from player.tagging.card import NetworkCard

    dice, noise = random.Random(1), np.random.default_rng(1)
    card = NetworkCard.load(models_dir())
    words = ("love", "song", "night", "blue", "summer", "river", "ghost", "dance", "moon", "fire")

    def track(number: int) -> Track:
        made = made_up_track(number)
        title = " ".join(dice.choices(words, k=3)).title()
        return replace(made, metadata=replace(made.metadata, title=title))

    def analysed(number: int) -> Analysed:
        analysis, _, _ = made_up_analysis(number, noise)
        return (
            replace(analysis, network=card.id, version=card.version),
            noise.normal(size=card.embedding_size).astype(np.float32),
            noise.normal(0, 0.4, card.scores_size).astype(np.float32),
        )

    with OpenStores(Home(home)) as stores:
        for first in range(1, count + 1, 1000):
            numbers = range(first, min(first + 1000, count + 1))
            stores.tracks.put_tracks(map(track, numbers))
            stores.tracks.put_analyses(map(analysed, numbers))


def measure(home: Path) -> dict[str, Any]:
    """Open the window on *home* in this (fresh) process and time what the listener waits for."""
    began = float(os.environ["BENCHMARK_BEGAN"])

    from PySide6.QtWidgets import QApplication

    from player.app import Moodlark
    from player.paths import Home
    from player.settings import Settings

    app = QApplication([])
    moodlark = Moodlark(app, Home(home), Settings(tagging_paused=True, output="null"))
    figures: dict[str, Any] = {}
    moodlark.start()
    app.processEvents()
    moodlark.window.repaint()
    figures["first_frame_s"] = round(time.time() - began, 2)
    table = moodlark.window.browser.table
    while table.tracks.rowCount() == 0 and not table.isVisible():
        app.processEvents()
        time.sleep(0.002)
    table.viewport().repaint()
    figures["rows_s"] = round(time.time() - began, 2)
    while not moodlark.queue.ready and moodlark.window.notice.text() == "":
        app.processEvents()
        time.sleep(0.002)
    figures["all_ready_s"] = round(time.time() - began, 2)
    quiet = time.time() + 3.0  # the listening looks once through the library at the start
    while time.time() < quiet:
        app.processEvents()
        time.sleep(0.01)
    figures["rows"] = table.tracks.rowCount()
    figures["search_ms"] = _search(app, moodlark)
    figures["heavy_modules"] = sorted({"torch", "librosa", "transformers"} & set(sys.modules))
    moodlark.stop()
    return figures


def _search(app: Any, moodlark: Any) -> dict[str, float]:
    """From the key (the text changes) to the painted rows, debouncing included."""
    browser, times = moodlark.window.browser, []
    for _ in range(3):
        for query in QUERIES:
            browser.search_field.clear()
            _settle(app, browser)
            start = time.perf_counter()
            browser.search_field.setText(query)
            _settle(app, browser)
            browser.table.viewport().repaint()
            times.append(1000 * (time.perf_counter() - start))
    return {
        "median": round(statistics.median(times), 1),
        "worst": round(max(times), 1),
    }


def _settle(app: Any, browser: Any) -> None:
    while browser._debounce.isActive():
        app.processEvents()


def main() -> None:
    """Fill a store, measure it in a process of its own, print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure is not None:
        print(json.dumps(measure(options.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), options.tracks)
        for run in ("cold", "warm"):
            environment = os.environ | {"BENCHMARK_BEGAN": str(time.time())}
            command = [sys.executable, __file__, "--measure", folder]
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False
            )
            if done.returncode:
                sys.exit(done.stderr)
            print(json.dumps({"run": run, "tracks": options.tracks} | json.loads(done.stdout)))


if __name__ == "__main__":
    main()

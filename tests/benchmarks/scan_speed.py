"""How fast files are scanned, beside mutagen alone and Quod Libet's own scan, all in one run.

Run by hand, ``python tests/benchmarks/scan_speed.py [--files 3000] [--folder MUSIC] [--unchanged
100000]``. It is no test: figures depend on the machine and on what else it does; the ratios within
one run are what can be compared. Prints one JSON line. Quod Libet is measured where
``/usr/bin/python3`` has it (Debian: ``apt-get install --no-install-recommends quodlibet``).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from player.store.track_store import TrackStore

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def quodlibet(music: Path, home: Path) -> dict[str, Any]:
    """Files per second of Quod Libet's scan in one process of its own."""
    done = subprocess.run(
        ["/usr/bin/python3", str(ROOT / "tests" / "benchmarks" / "quodlibet_scan.py"), str(music)],
        env={**os.environ, "HOME": str(home)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 3:
        return {"quodlibet": "not installed for /usr/bin/python3: not measured"}
    done.check_returncode()
    told = json.loads(done.stdout)
    return {
        "quodlibet": told["version"],
        "quodlibet_files_per_s": round(told["songs"] / told["seconds"]),
        "quodlibet_cpu_ms": round(1000 * told["cpu_s"] / told["songs"], 3),
    }


def unchanged(place: Path, count: int) -> dict[str, Any]:
    """Seconds of a scan of *count* known files of which none has changed, and how many of them it
    opened."""
    from player.evaluation.bench_scan import timed_scan
    from player.evaluation.made_up_library import made_up_track
    from player.library.scanner import walk
    from player.store.track_store import TrackStore

    music = place / "unchanged"
    for number in range(count):
        if number % 1000 == 0:
            folder = music / f"{number // 1000}"
            folder.mkdir(parents=True)
        (folder / f"{number}.mp3").touch()
    store = TrackStore.open(place / "unchanged store")
    fill_store(store, list(walk([str(music)], print)), made_up_track)
    opened: list[str] = []
    sys.addaudithook(
        lambda event, args: (
            opened.append(str(args[0]))
            if event == "open" and str(args[0]).endswith(".mp3")
            else None
        )
    )
    seconds, unreadable = timed_scan(store, music)
    store.close()
    assert not unreadable
    return {"unchanged": count, "unchanged_s": round(seconds, 2), "opened": len(opened)}


def fill_store(store: TrackStore, found: list[Any], make: Any) -> None:
    from dataclasses import replace

    store.put_tracks(
        replace(make(number), path=file.path, stamp=file.stamp)
        for number, file in enumerate(found, start=1)
    ).result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--unchanged", type=int, default=100_000)
    options = parser.parse_args()
    from player.evaluation.bench_scan import fill, measure

    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        music = place / "music"
        fill(music, options.files, options.folder)
        figures: dict[str, Any] = {"load": round(os.getloadavg()[0], 1), "at": time.strftime("%F")}
        figures |= measure(music, place / "store") | quodlibet(music, place)
        if "quodlibet_files_per_s" in figures:
            theirs = figures["quodlibet_files_per_s"]
            figures["times_quodlibet"] = round(figures["first_scan_files_per_s"] / theirs, 2)
        if options.unchanged:
            figures |= unchanged(place, options.unchanged)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""How fast new and unchanged files are scanned: the figures of ``moodlark bench scan``.

Command line only. A folder of music is made in a temporary place, then scanned as the program does
it, identity and store included, by two processes; mutagen alone reads the same files in one process
of the same run, because absolute times say little on a machine with other work. All files are read
once before, so that they are in the system's cache.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import mutagen

from player.evaluation.scan_library import make_library, multiply
from player.jobs.scan import scan_folders
from player.jobs.scan_processes import ReadingProcesses
from player.library.scanner import walk
from player.store.track_store import TrackStore

PROCESSES = 2


def run(files: int, *, source: Path | None = None) -> dict[str, Any]:
    """Measure the scan of *files* files in a temporary folder.

    :param source: multiply the music in this folder instead of making some up.
    :returns: as :func:`measure`.
    :raises UsageError: there is no music in *source*.
    """
    with tempfile.TemporaryDirectory(prefix="moodlark-bench-") as place:
        music = Path(place) / "music"
        fill(music, files, source)
        return measure(music, Path(place) / "store")


def fill(music: Path, files: int, source: Path | None) -> None:
    """Lay *files* files into *music*, made up or from *source*."""
    if source is None:
        make_library(music, files)
    else:
        multiply(source, music, files)


def measure(music: Path, store_folder: Path) -> dict[str, Any]:
    """Scan *music* twice into a new store.

    :returns: ``files``, ``mb``, ``processes``, ``first_scan_files_per_s``,
        ``first_scan_cpu_ms`` (processor time a file in all processes, their start included),
        ``rescan_s`` (nothing changed), ``mutagen_files_per_s`` and ``mutagen_cpu_ms`` (one
        process), ``times_mutagen``, ``unreadable`` (files).
    """
    sizes = [len(path.read_bytes()) for path in music.rglob("*") if path.is_file()]
    files = len(sizes)
    at_first = _cpu_s()
    mutagen_s = mutagen_alone(music)
    store = TrackStore.open(store_folder)
    between = _cpu_s()
    first_s, unreadable = timed_scan(store, music)
    at_last = _cpu_s()
    rescan_s, _ = timed_scan(store, music)
    store.close()
    return {
        "files": files,
        "mb": round(sum(sizes) / 1e6),
        "processes": PROCESSES,
        "first_scan_files_per_s": round(files / first_s),
        "first_scan_cpu_ms": round(1000 * (at_last - between) / files, 3),
        "rescan_s": round(rescan_s, 3),
        "mutagen_files_per_s": round(files / mutagen_s),
        "mutagen_cpu_ms": round(1000 * (between - at_first) / files, 3),
        "times_mutagen": round(mutagen_s / first_s, 2),
        "unreadable": unreadable,
    }


def timed_scan(store: TrackStore, music: Path) -> tuple[float, int]:
    """Seconds of a scan of *music*, from the start of its processes to the last byte on the disk,
    and how many files could not be read."""
    begun = time.perf_counter()
    report = scan_folders(store, [music], processes=ReadingProcesses(PROCESSES))
    return time.perf_counter() - begun, len(report.unreadable)


def mutagen_alone(music: Path) -> float:
    """Seconds ``mutagen.File`` takes for all files of *music*, one after the other."""
    paths = [found.path for found in walk([str(music)], lambda _path, _error: None)]
    begun = time.perf_counter()
    for path in paths:
        try:
            mutagen.File(path)
        except mutagen.MutagenError:
            continue
    return time.perf_counter() - begun


def _cpu_s() -> float:
    """Processor time of this process and of those it started that have ended, seconds."""
    return sum(os.times()[:4])

"""How fast the store is at a given size: the figures of ``moodlark bench store``.

Runs in the command's process and, so that no part warms or burdens another, each part in a fresh
one; in a temporary folder, with made-up documents of real shape. Nothing here is asserted; the
figures depend on the disk (``fdatasync``) and are only comparable within one run, which is why the
same work is done by SQLite and by TinyDB's own JSON file in the same run (``bench_store_peers``).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from player.evaluation import ticking
from player.evaluation.bench_store_peers import json_figures, sqlite_figures
from player.evaluation.made_up_library import made_up_analysis, made_up_track, touched
from player.library.track import Track
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore

ACTIONS = 50
"""Single changes timed one by one."""
BATCH = 10_000
"""Tracks changed in one go."""
_ROUNDS = 3
_JSON_LIMIT = 20_000  # TinyDB's own storage takes minutes above this


def run(tracks: int) -> dict[str, Any]:
    """Measure a store of *tracks* tracks, all analysed.

    :returns: figures by name, times in the unit the name ends in; ``sqlite_*`` and ``json_*`` are
        the same work done by others, ``json_*`` with at most 20,000 tracks (``json_tracks``);
        ``*_ratio`` is ours divided by theirs.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures: dict[str, Any] = {"tracks": tracks, "load_average": _load_average()}
        figures |= _apart(ticking.controls)
        figures |= _apart(_fill, folder / "store", tracks)
        figures |= _middle([_apart(_open, folder / "store") for _ in range(_ROUNDS)])
        figures |= _middle([_apart(_change, folder / "store") for _ in range(_ROUNDS)])
        figures |= _apart(sqlite_figures, folder / "tracks.sqlite", tracks, ACTIONS, BATCH)
        few = min(tracks, _JSON_LIMIT)
        if few < tracks:
            _apart(_fill, folder / "few", few)
            ours = _apart(_open, folder / "few") | _apart(_change, folder / "few")
        else:
            ours = figures
        theirs = _apart(json_figures, folder / "tracks.json", few, ACTIONS, BATCH)
        figures |= theirs | _ratios(figures, "sqlite", figures) | _ratios(ours, "json", theirs)
    return figures


def _apart(part: Any, *arguments: Any) -> dict[str, Any]:
    """What *part* returns, called in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        figures: dict[str, Any] = process.submit(part, *arguments).result()
        return figures


def _middle(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure: one round may be disturbed by what else the machine does."""
    return {name: statistics.median(found[name] for found in rounds) for name in rounds[0]}


def _ratios(ours: dict[str, Any], name: str, theirs: dict[str, Any]) -> dict[str, float]:
    """Ours divided by theirs, for the work both did."""
    pairs = {"open": "open_s", "action": "action_durable_ms", "batch": "batch_s"}
    return {
        f"{work}_{name}_ratio": round(ours[figure] / theirs[f"{name}_{figure}"], 3)
        for work, figure in pairs.items()
    }


def _fill(folder: Path, count: int) -> dict[str, Any]:
    """Everything stored for the first time."""
    random = np.random.default_rng(0)
    store = TrackStore.open(folder)
    start = time.perf_counter()
    for first in range(1, count + 1, 1000):
        numbers = range(first, min(first + 1000, count + 1))
        store.put_tracks(made_up_track(number) for number in numbers)
        store.put_analyses(made_up_analysis(number, random) for number in numbers)
    store.close()
    size = sum(file.stat().st_size for file in folder.iterdir())
    return {"fill_s": time.perf_counter() - start, "disk_mb": size / 1e6}


def _open(folder: Path) -> dict[str, Any]:
    """Opening on a thread, as the window does, while another thread wants to work."""
    before = _memory_mb()
    opened: list[TrackStore] = []
    start, cpu = time.perf_counter(), time.process_time()
    gaps = ticking.gaps_beside(lambda: opened.append(TrackStore.open(folder)))
    seconds, cpu_s = time.perf_counter() - start, time.process_time() - cpu
    store = opened[0]
    start = time.perf_counter()
    records = store.tracks()
    records_s = time.perf_counter() - start
    documents_mb = _memory_mb() - before
    start = time.perf_counter()
    vectors = store.vectors()
    float(vectors.embedding.sum() + vectors.scores.sum())  # brings all of the file into memory
    found = {
        "open_s": seconds,
        "open_cpu_s": cpu_s,
        **_told("open", gaps),
        "all_records_s": records_s,
        "vectors_s": time.perf_counter() - start,
        "memory_mb": documents_mb,
        "memory_with_vectors_mb": _memory_mb() - before,
    }
    assert len(records) == len(vectors.ids)
    store.close()
    return found


def _change(folder: Path) -> dict[str, Any]:
    """One change, many changes, compaction."""
    store, listening = TrackStore.open(folder), ListeningStore.open(folder)
    batch = [touched(track) for track in store.tracks()[:BATCH]]
    size = (folder / "library.journal").stat().st_size
    memory_us, durable_ms = _time_changes(store, batch[:ACTIONS])
    bytes_each = ((folder / "library.journal").stat().st_size - size) / min(ACTIONS, len(batch))
    rated_ms = _time_ratings(listening)
    start = time.perf_counter()
    store.put_tracks(touched(track) for track in batch).result()
    batch_s = time.perf_counter() - start
    batch_gaps = ticking.gaps_beside(lambda: store.put_tracks(batch).result())
    start = time.perf_counter()
    compact_gaps = ticking.gaps_beside(lambda: store.compact().result())
    compact_s = time.perf_counter() - start
    store.close()
    listening.close()
    return {
        "action_bytes": bytes_each,
        "action_in_memory_us": memory_us,
        "action_durable_ms": durable_ms,
        "rating_durable_ms": rated_ms,
        "batch": len(batch),
        "batch_s": batch_s,
        **_told("batch", batch_gaps),
        "compact_s": compact_s,
        **_told("compact", compact_gaps),
    }


def _told(work: str, gaps: ticking.Gaps) -> dict[str, float]:
    return {
        f"{work}_longest_gap_ms": gaps.longest_ms,
        f"{work}_longest_lock_hold_ms": min(gaps.longest_ms, gaps.longest_busy_ms),
        f"{work}_holds_over_10_ms": gaps.late,
    }


def _time_changes(store: TrackStore, changed: Sequence[Track]) -> tuple[float, float]:
    """Medians: until the call returns (µs), until the change is on the disk (ms)."""
    memory, durable = [], []
    for track in changed:
        start = time.perf_counter()
        done = store.put_tracks([track])
        memory.append(time.perf_counter() - start)
        done.result()
        durable.append(time.perf_counter() - start)
    return 1e6 * statistics.median(memory), 1e3 * statistics.median(durable)


def _time_ratings(store: ListeningStore) -> float:
    """Median until a rating is on the disk, ms."""
    durable = []
    for number in range(1, ACTIONS + 1):
        start = time.perf_counter()
        store.set_rating(number, number % 5 + 1).result()
        durable.append(time.perf_counter() - start)
    return 1e3 * statistics.median(durable)


def _load_average() -> float | None:
    """How many programs want a processor (where the system tells)."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _memory_mb() -> float:
    """Memory of this process in RAM (where the system tells: Linux), else 0."""
    if sys.platform != "linux":
        return 0.0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

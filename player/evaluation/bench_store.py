"""How fast the store is at a given size: the figures of ``moodlark bench store``.

Runs in the command's process, in a temporary folder, with made-up documents of real shape. Nothing
here is asserted; the figures depend on the disk (``fdatasync``) and are only comparable within one
run, which is why TinyDB's own JSON file and SQLite are measured beside ours.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tinydb import TinyDB

from player.library.track import Analysis, FileStamp, Metadata, Track
from player.store.documents import track_to_document
from player.store.heard import Analysed
from player.store.track_store import TrackStore

_ACTIONS = 50  # single changes timed one by one
_BATCH = 10_000  # tracks changed in one go
_JSON_LIMIT = 20_000  # TinyDB's own storage takes minutes above this
_EMBEDDING, _SCORES = 512, 64


def run(tracks: int) -> dict[str, Any]:
    """Measure a store of *tracks* tracks, all analysed.

    :returns: figures by name, times in the unit the name ends in; ``json_*`` is ``None`` where it
        would take minutes.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures: dict[str, Any] = {"tracks": tracks}
        figures |= _fill(folder, tracks)
        figures |= _open(folder)
        figures |= _change(folder)
        figures |= _sqlite(folder / "tracks.sqlite", tracks)
        figures |= _json(folder / "tracks.json", tracks)
    return figures


def made_up_track(number: int) -> Track:
    """A track as a real library has them."""
    artist = f"Artist {number % 2000} 歌手"
    metadata = Metadata(
        title=f"Title {number} with a few words",
        artist=artist,
        album=f"Album {number // 12}",
        album_artist=artist,
        genres=("Rock",),
        year=1960 + number % 65,
        track_number=number % 12 + 1,
        duration_s=180.0 + number % 100,
        codec="mp3",
        samplerate=44100,
        channels=2,
        bitrate=192_000,
        has_cover=True,
    )
    path = f"/home/listener/Music/{artist}/Album {number // 12}/{number:06d} title.mp3"
    return Track(number, path, FileStamp(4_000_000 + number, number), f"{number:032x}", metadata, 1)


def made_up_analysis(number: int, random: np.random.Generator) -> Analysed:
    """A full analysis as the tagging makes them."""
    curve = tuple((float(i), round(0.01 * i, 3), round(-0.01 * i, 3)) for i in range(60))
    analysis = Analysis(
        number, f"{number:032x}", "full", "bench", "1", 240.5, 120.25, "C major", curve=curve
    )
    return (
        analysis,
        random.random(_EMBEDDING, np.float32),
        random.random(_SCORES, np.float32),
    )


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
    hold_ms = _longest_hold_ms(lambda: opened.append(TrackStore.open(folder)))
    seconds = time.perf_counter() - start
    cpu_s = time.process_time() - cpu
    store = opened[0]
    start = time.perf_counter()
    records = list(store.tracks())
    records_s = time.perf_counter() - start
    start = time.perf_counter()
    vectors = store.vectors()
    float(vectors.embedding[:, 0].sum())
    found = {
        "open_s": seconds,
        "open_cpu_s": cpu_s,
        "open_longest_lock_hold_ms": hold_ms,
        "all_records_s": records_s,
        "vectors_s": time.perf_counter() - start,
        "memory_mb": _memory_mb() - before,
    }
    assert len(records) == len(vectors.ids)
    store.close()
    return found


def _change(folder: Path) -> dict[str, Any]:
    """One change, many changes, compaction."""
    store = TrackStore.open(folder)
    records = list(store.tracks())
    size = (folder / "library.journal").stat().st_size
    touched = [_touched(track) for track in records]
    memory_us, durable_ms = _time_changes(store, touched[:_ACTIONS])
    bytes_each = ((folder / "library.journal").stat().st_size - size) / min(_ACTIONS, len(records))
    batch = touched[:_BATCH]
    start = time.perf_counter()
    batch_hold_ms = _longest_hold_ms(lambda: store.put_tracks(batch).result())
    batch_s = time.perf_counter() - start
    start = time.perf_counter()
    compact_hold_ms = _longest_hold_ms(lambda: store.compact().result())
    compact_s = time.perf_counter() - start
    store.close()
    return {
        "action_bytes": bytes_each,
        "action_in_memory_us": memory_us,
        "action_durable_ms": durable_ms,
        "batch": len(batch),
        "batch_s": batch_s,
        "batch_longest_lock_hold_ms": batch_hold_ms,
        "compact_s": compact_s,
        "compact_longest_lock_hold_ms": compact_hold_ms,
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


def _touched(track: Track) -> Track:
    return dataclasses.replace(track, available=not track.available)


def _sqlite(file: Path, count: int) -> dict[str, Any]:
    """One durable change of a document in SQLite, one row per document."""
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE tracks (id INTEGER PRIMARY KEY, document TEXT)")
        rows = ((n, json.dumps(track_to_document(made_up_track(n)))) for n in range(1, count + 1))
        db.executemany("INSERT INTO tracks VALUES (?, ?)", rows)
        db.commit()
        times = []
        for number in range(1, min(_ACTIONS, count) + 1):
            text = json.dumps(track_to_document(_touched(made_up_track(number))))
            start = time.perf_counter()
            db.execute("UPDATE tracks SET document = ? WHERE id = ?", (text, number))
            db.commit()
            times.append(time.perf_counter() - start)
    db.close()
    return {"sqlite_action_ms": 1e3 * statistics.median(times)}


def _json(file: Path, count: int) -> dict[str, Any]:
    """One change with TinyDB's own storage."""
    if count > _JSON_LIMIT:
        return {"json_action_ms": None}
    with TinyDB(file) as db:
        table = db.table("tracks")
        table.insert_multiple(track_to_document(made_up_track(n)) for n in range(1, count + 1))
        times = []
        for number in range(1, 4):
            start = time.perf_counter()
            table.update({"available": False}, doc_ids=[number])
            times.append(time.perf_counter() - start)
    return {"json_action_ms": 1e3 * statistics.median(times)}


def _longest_hold_ms(work: Callable[[], Any]) -> float:
    """The longest time *work*, on a thread, kept this thread from running."""
    thread = threading.Thread(target=work)
    longest = 0.0
    thread.start()
    last = time.perf_counter()
    while thread.is_alive():
        time.sleep(0.0005)
        now = time.perf_counter()
        longest = max(longest, now - last)
        last = now
    thread.join()
    return 1e3 * longest


def _memory_mb() -> float:
    """Memory of this process in RAM (where the system tells: Linux), else 0."""
    if sys.platform != "linux":
        return 0.0
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

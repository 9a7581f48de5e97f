"""The store's work done by SQLite and by TinyDB's own JSON file, for ``moodlark bench store``.

Each function runs in a fresh process, on the documents that our store keeps: all tracks and
analyses (curves and vectors left out, which ours reads no more than they). Durable means the same
everywhere: the change is on the disk.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from tinydb import TinyDB
from tinydb.table import Document

from player.evaluation.made_up_library import made_up_analysis, made_up_track, touched
from player.library.track import Track
from player.store.documents import analysis_to_document, track_from_document, track_to_document
from player.store.storage import collector_paused


def sqlite_figures(file: Path, count: int, actions: int, batch: int) -> dict[str, Any]:
    """One row per document, ``synchronous = FULL``."""
    with closing(_connect(file)) as db:
        for table in ("tracks", "analyses"):
            db.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, document TEXT)")
        start = time.perf_counter()
        db.executemany("INSERT INTO tracks VALUES (?, ?)", _track_rows(count))
        db.executemany("INSERT INTO analyses VALUES (?, ?)", _analysis_rows(count))
        db.commit()
        fill_s = time.perf_counter() - start
    start = time.perf_counter()
    with closing(_connect(file)) as db, collector_paused():
        tracks = [
            track_from_document(key, orjson.loads(text))
            for key, text in db.execute("SELECT id, document FROM tracks")
        ]
        analyses = {
            key: orjson.loads(text) for key, text in db.execute("SELECT id, document FROM analyses")
        }
    open_s = time.perf_counter() - start
    assert len(tracks) == len(analyses) == count
    with closing(_connect(file)) as db:
        return {
            "sqlite_fill_s": fill_s,
            "sqlite_open_s": open_s,
            "sqlite_action_durable_ms": _sqlite_actions(db, tracks[:actions]),
            "sqlite_batch_s": _sqlite_batch(db, tracks[:batch]),
        }


def _connect(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file)
    db.execute("PRAGMA synchronous = FULL")
    return db


def _track_rows(count: int) -> Iterator[tuple[int, str]]:
    for number in range(1, count + 1):
        yield number, orjson.dumps(track_to_document(made_up_track(number))).decode()


def _analysis_documents(count: int) -> Iterator[tuple[int, dict[str, Any]]]:
    random = np.random.default_rng(0)
    for number in range(1, count + 1):
        analysis, _, _ = made_up_analysis(number, random)
        yield number, analysis_to_document(analysis, number, (1000 * number, 1000))


def _analysis_rows(count: int) -> Iterator[tuple[int, str]]:
    for number, document in _analysis_documents(count):
        yield number, orjson.dumps(document).decode()


def _changed_row(track: Track) -> tuple[str, int]:
    return orjson.dumps(track_to_document(touched(track))).decode(), track.id


def _sqlite_actions(db: sqlite3.Connection, tracks: list[Track]) -> float:
    """Median of one durable change, ms."""
    times = []
    for track in tracks:
        start = time.perf_counter()
        db.execute("UPDATE tracks SET document = ? WHERE id = ?", _changed_row(track))
        db.commit()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def _sqlite_batch(db: sqlite3.Connection, tracks: list[Track]) -> float:
    start = time.perf_counter()
    db.executemany("UPDATE tracks SET document = ? WHERE id = ?", map(_changed_row, tracks))
    db.commit()
    return time.perf_counter() - start


def json_figures(file: Path, count: int, actions: int, batch: int) -> dict[str, Any]:
    """TinyDB as it comes: one JSON file, written as a whole."""
    with TinyDB(file) as db:
        start = time.perf_counter()
        documents = (
            Document(track_to_document(made_up_track(number)), number)
            for number in range(1, count + 1)
        )
        db.table("tracks").insert_multiple(documents)
        analyses = (Document(analysis, number) for number, analysis in _analysis_documents(count))
        db.table("analyses").insert_multiple(analyses)
        fill_s = time.perf_counter() - start
    start = time.perf_counter()
    with TinyDB(file) as db, collector_paused():
        tracks = [track_from_document(found.doc_id, found) for found in db.table("tracks")]
        analysed = list(db.table("analyses"))
    open_s = time.perf_counter() - start
    assert len(tracks) == len(analysed) == count
    times = []
    with TinyDB(file) as db:
        table = db.table("tracks")
        for track in tracks[: min(actions, 5)]:
            start = time.perf_counter()
            table.update({"available": False}, doc_ids=[track.id])
            times.append(time.perf_counter() - start)
        start = time.perf_counter()
        table.update({"available": True}, doc_ids=[track.id for track in tracks[:batch]])
        batch_s = time.perf_counter() - start
    return {
        "json_tracks": count,
        "json_fill_s": fill_s,
        "json_open_s": open_s,
        "json_action_durable_ms": 1e3 * statistics.median(times),
        "json_batch_s": batch_s,
    }

"""The sound process with a meter inside, and the meter itself; the program knows nothing of it."""

from __future__ import annotations

import ctypes
import gc
import pathlib
import threading
import tracemalloc
from dataclasses import dataclass
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Reading:
    """What this process holds; garbage is collected first."""

    python_bytes: int
    """What Python and numpy hold (tracemalloc)."""
    heap_bytes: int
    """What everything holds of the C library's heap, FFmpeg included; 0 without glibc."""
    descriptors: int
    """Open files, pipes and the like."""
    threads: int
    """Of the system, Python's and others'."""


class _Mallinfo2(ctypes.Structure):
    """mallinfo(3)."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd")),
        *((name, ctypes.c_size_t) for name in ("usmblks", "fsmblks", "uordblks", "fordblks")),
        ("keepcost", ctypes.c_size_t),
    ]


def _heap_bytes() -> int:
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        return 0
    library.mallinfo2.restype = _Mallinfo2
    info = library.mallinfo2()
    return int(info.uordblks + info.hblkhd)


_NOT_OURS = (
    tracemalloc.Filter(False, tracemalloc.__file__),
    # Imports and paths intern their words: the table of all interned words is one piece, which
    # moves from one to the other when it is made anew, a megabyte at once.
    tracemalloc.Filter(False, pathlib.__file__),
    tracemalloc.Filter(False, "<frozen importlib.*>"),
)


def _python_bytes() -> int:
    snapshot = tracemalloc.take_snapshot().filter_traces(_NOT_OURS)
    return sum(trace.size for trace in snapshot.traces)


def _entries(folder: str) -> int:
    return sum(1 for _ in pathlib.Path(folder).iterdir())


def read_meter() -> Reading:
    """Of this process (Linux)."""
    gc.collect()
    return Reading(
        python_bytes=_python_bytes(),
        heap_bytes=_heap_bytes(),
        descriptors=_entries("/proc/self/fd"),
        threads=_entries("/proc/self/task"),
    )


def live_measured(
    meter: Connection, connection: Connection, output: str, limit_s: float | None
) -> None:
    """The life of the sound process, which answers whatever comes over *meter* with a reading."""
    tracemalloc.start()
    threading.Thread(target=_answer, args=(meter,), name="meter", daemon=True).start()
    from player.audio.process import run

    run(connection, output, limit_s)


def _answer(meter: Connection) -> None:
    try:
        while meter.recv():
            meter.send(read_meter())
    except (EOFError, OSError):
        return

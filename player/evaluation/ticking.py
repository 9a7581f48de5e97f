"""How long work on another thread keeps this one from running: the interpreter's lock, measured.

Runs in a benchmark's process. A thread that wants to run every half millisecond (the window's main
thread stands for it) notes how late it comes. On a machine that other programs use it comes late
for their sake, too. So it goes before them where the system allows that (Linux, as root), and each
gap is also told in processor time of this process: a thread that holds the lock computes meanwhile.
Work outside the lock and a ticking thread that is still kept waiting by others make the second
figure too large, never too small.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_TICK_S = 0.0005
_CONTROL_S = 2.0


@dataclass(frozen=True, slots=True)
class Gaps:
    """How late the ticking thread came."""

    longest_ms: float
    """The longest time between two ticks."""
    longest_busy_ms: float
    """The most processor time this process used between two ticks."""
    late: int
    """Gaps of more than 10 ms in which this process used more than 10 ms of processor time."""


def gaps_beside(work: Callable[[], Any]) -> Gaps:
    """Run *work* on a thread of its own and tick meanwhile."""
    ticking = threading.Event()  # else the work could hold the lock before the first look

    def begin() -> None:
        ticking.wait()
        work()

    thread = threading.Thread(target=begin)
    longest = longest_busy = 0.0
    late = 0
    thread.start()
    with _going_first():  # not the other thread, which began before
        last, busy = time.perf_counter(), time.process_time()
        ticking.set()
        while thread.is_alive():
            time.sleep(_TICK_S)
            now, busy_now = time.perf_counter(), time.process_time()
            longest, longest_busy = max(longest, now - last), max(longest_busy, busy_now - busy)
            late += min(now - last, busy_now - busy) > 0.010
            last, busy = now, busy_now
    thread.join()
    return Gaps(1e3 * longest, 1e3 * longest_busy, late)


@contextlib.contextmanager
def _going_first() -> Iterator[None]:
    """Let this thread run before those of other programs, where that is allowed."""
    if sys.platform != "linux":
        yield
        return
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def controls() -> dict[str, float]:
    """Gaps where nobody holds the lock for long: what the machine alone makes of it, in ms.

    :returns: beside a thread that sleeps; beside one that computes without the lock; and beside one
        that does nothing but small steps in Python, which gives the lock away every 5 ms when asked
        (the longest gap that any Python program has to expect).
    """
    return {
        "control_sleeping_ms": gaps_beside(lambda: time.sleep(_CONTROL_S)).longest_ms,
        "control_without_lock_ms": gaps_beside(_compute_without_lock).longest_ms,
        "control_small_steps_ms": gaps_beside(_small_steps).longest_ms,
    }


def _compute_without_lock() -> None:
    data = bytes(1 << 24)  # hashing much at once lets go of the lock
    end = time.perf_counter() + _CONTROL_S
    while time.perf_counter() < end:
        hashlib.blake2b(data)


def _small_steps() -> None:
    end = time.perf_counter() + _CONTROL_S
    while time.perf_counter() < end:
        pass

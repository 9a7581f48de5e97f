"""The first lines a listening process runs, before anything imports numpy.

numpy and torch read how many threads they may use when they are imported. Left alone, every process
starts a thread per core that spins while it waits: listeners then take many times the processor
time. So this module imports nothing heavy, and nothing that does.
"""

from __future__ import annotations

import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path


def use_one_thread() -> None:
    """Let the numeric libraries compute on the thread that calls them; before their import."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def run_child(
    connection: Connection, models_dir: Path, device: str, threads: int, cache_dir: Path | None
) -> None:
    """First function of the tagging process: everything heavy is imported from here on."""
    if cache_dir is not None and getattr(sys, "frozen", False):
        # From a frozen program numba finds no place of its own and would compile at every start.
        os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_dir / "numba"))
    use_one_thread()
    from player.tagging.worker import main

    main(connection, models_dir, device, threads)

"""The child side of ``measuring``: measures the loudness of one file after the other.

Runs in a process of its own, started when something is to be measured and ended when nothing is;
a thread of it waits for the end of the program and takes the process along, whatever a file does.
Imports what decodes and nothing of the network. Must not write files.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection, wait

from player.library.loudness import Measured

log = logging.getLogger(__name__)

_NICENESS = 10
"""Music and window go first."""


def work(pipe: Connection[Measured | None, str]) -> None:
    """Measure each path that comes, until the parent ends; ``None``: it cannot be measured."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    threading.Thread(target=_end_with_the_program, name="orphan", daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(measure(pipe.recv()))


def _end_with_the_program() -> None:
    """In the middle of a file, too; nothing is written here that could be left half done."""
    program = multiprocessing.parent_process()
    if program is not None:
        wait([program.sentinel])
        os._exit(0)


def measure(path: str) -> Measured | None:
    """The loudness of the whole of *path*; the border of a file: whatever it does, there is an
    answer."""
    from player.errors import FileUnreadableError
    from player.library.decoding import Samples, measure_loudness

    seconds = 0.0

    def count(block: Samples, samplerate: int) -> None:
        nonlocal seconds
        seconds += len(block) / samplerate

    try:
        found = measure_loudness(path, watch=count)
    except FileUnreadableError as error:
        log.info("%s", error.sentence)
        return None
    except Exception:  # the border of a file: files are hostile
        log.exception("The loudness of %s cannot be measured", path)
        return None
    return Measured(found.integrated_lufs, found.true_peak_db, seconds)

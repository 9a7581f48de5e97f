"""Being served before other programs, where the system allows it.

Runs in the sound process, on its main thread. Every call may be refused, and that is fine: the
sound then has the priority of any program.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

log = logging.getLogger(__name__)

_NICE = -10
_LOWEST_REALTIME = 1
_SWITCH_S = 0.001
"""After so long a thread that computes gives the interpreter to the sound card's callback."""


def ask_for_priority() -> None:
    """Ask the system to serve this process first, and the interpreter to serve the callback first.

    Not verified on Windows and macOS.
    """
    sys.setswitchinterval(_SWITCH_S)
    if sys.platform == "win32":
        import ctypes

        above_normal = 0x8000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), above_normal)
        return
    # Linux gives each session its share of the processors, and niceness counts within one only
    # (sched(7), autogroups): in a session of our own, nothing the window starts competes with us.
    with suppress(PermissionError):  # it has one
        os.setsid()
    try:
        os.nice(_NICE)
    except OSError:
        log.debug("No higher priority for the sound process.")


def settle_memory() -> None:
    """Call when everything is imported: what is there now stays, and is not looked through again.

    The collector stays on; what it looks through from then on is the little that playing makes.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def served_first() -> Iterator[None]:
    """Threads that are started in this block (the sound card's) are served before all others.

    They inherit the scheduling of the thread that starts them, which is put back at the end. Linux
    only; needs root or a limit for realtime priority (``RLIMIT_RTPRIO``), as audio groups have it.
    The kernel keeps a share of the machine for everybody else, and the lowest realtime priority is
    below that of the sound server.
    """
    if sys.platform != "linux":
        yield
        return
    before, parameters = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(_LOWEST_REALTIME))
    except OSError:
        yield
        return
    try:
        yield
    finally:
        os.sched_setscheduler(0, before, parameters)

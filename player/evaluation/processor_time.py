"""Processor time of another process, as the system counts it. Benchmarks only; any thread."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cpu_seconds(process_id: int) -> float | None:
    """Processor time of a process until now; ``None`` where the system does not tell (Linux does).

    :raises OSError: there is no such process.
    """
    if sys.platform != "linux":
        return None
    after_name = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2]
    user, system = after_name.split()[11:13]  # proc(5): fields 14 and 15
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

"""What mpv and ffplay spend on the same file through the same sound device, in the same run.

Command line only. They are started as they come, without a window; where one is not installed or
does not play, nothing is said of it.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from player.evaluation.processor_time import cpu_seconds

PEERS: Mapping[str, Sequence[str]] = {
    "mpv": ("mpv", "--no-config", "--no-terminal", "--no-video", "--ao=pulse"),
    "ffplay": ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
}
"""How each plays a file to PulseAudio; the file comes last."""


def peer_figures(song: Path, seconds: float, *, settling_s: float) -> dict[str, float]:
    """``NAME_cpu_percent`` of one core, while they play.

    :param song: lasts longer than both times together.
    :param seconds: over which it is taken.
    :param settling_s: what they may spend before, uncounted.
    """
    figures = {}
    for name, command in PEERS.items():
        if shutil.which(command[0]) is None:
            continue
        percent = _cpu_percent([*command, str(song)], seconds, settling_s)
        if percent is not None:
            figures[f"{name}_cpu_percent"] = round(percent, 2)
    return figures


def _cpu_percent(command: Sequence[str], seconds: float, settling_s: float) -> float | None:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(settling_s)
        began, busy_s = time.monotonic(), cpu_seconds(process.pid)
        time.sleep(seconds)
        ended, busy_after_s = time.monotonic(), cpu_seconds(process.pid)
        if process.poll() is not None or busy_s is None or busy_after_s is None:
            return None
        return 100 * (busy_after_s - busy_s) / (ended - began)
    finally:
        process.terminate()
        process.wait()

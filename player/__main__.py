"""The entry point of ``moodlark`` and ``python -m player``: a command or the window.

Spawned processes (tagging, sound, scan) import this module again, so its top level stays light and
starts nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from player.cli import Call


_MANY_THREADS = ("train", "evaluate")
"""Commands with large matrices. Elsewhere they are so small that several threads, each waiting for
the others on busy cores, made choosing a queue up to ten times slower."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``moodlark`` with *arguments* (``None``: the program's) and return its exit status."""
    multiprocessing.freeze_support()  # a frozen child process goes its own way here

    from player import cli

    call = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if call.command not in _MANY_THREADS:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return _run_window(call) if call.command is None else cli.run(call)


def _run_window(call: Call) -> int:
    """Show the window that is open already, or open it."""
    from player.desktop.single_instance import Answer, call_first

    answer = call_first(call.home)
    if answer is Answer.SHOWN:
        return 0

    from player.app import run_window

    return run_window(call.home, call.settings, first_is_silent=answer is Answer.SILENT)


if __name__ == "__main__":
    sys.exit(main())

"""The entry point of ``moodlark`` and ``python -m player``: a command or the window.

Spawned processes (tagging, sound, scan) import this module again, so its top level stays light and
starts nothing.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``moodlark`` with *arguments* (``None``: the program's) and return its exit status."""
    multiprocessing.freeze_support()  # a frozen child process goes its own way here

    from player import cli

    call = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if call.command is None:
        from player.app import run_window

        return run_window(call.home, call.settings)
    return cli.run(call)


if __name__ == "__main__":
    sys.exit(main())

"""``moodlark bench``: how fast the parts are on this machine (the figures of docs/BENCHMARKS.md).

Main thread.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from player.commands.arguments import choice, whole_number
from player.commands.console import Console
from player.paths import Home
from player.tagging.child import use_one_thread
from player.wording import translate

_MADE_UP_TRACKS = {"tag": 12, "queue": 100_000, "store": 20_000, "scan": 3_000}
_PARTS = (*_MADE_UP_TRACKS, "sound")


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "measure how fast Moodlark is on this machine")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to measure"))
    choice(group, "part", _PARTS, help=translate("Command", "the part to measure"))
    group.add_argument(
        "--tracks",
        "--files",
        type=whole_number(1),
        metavar="N",
        help=translate("Command", "size of the made-up library"),
    )
    group.add_argument(
        "--folder",
        type=Path,
        metavar=translate("Command", "DIR"),
        help=translate(
            "Command", "scan copies of the music in this folder instead (only for “scan”)"
        ),
    )
    group.add_argument(
        "--seconds",
        type=whole_number(1),
        default=20,
        metavar="N",
        help=translate(
            "Command", "how long to play on each output; it can be heard (only for “sound”)"
        ),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:  # noqa: ARG001  no data
    """Measure and print."""
    console.note(translate("Command", "Measuring. Other programs at work make the figures worse."))
    if options.part == "sound":
        from player.evaluation import bench_sound

        figures = bench_sound.run(options.seconds)
    else:
        figures = _measure(options.part, options.tracks, options.folder)
    console.document(figures)
    console.table([(name, _shown(value)) for name, value in figures.items()])
    return 0


def _measure(part: str, tracks: int | None, folder: Path | None) -> dict[str, Any]:
    if part == "queue":
        from player.evaluation import bench_queue

        return bench_queue.run(tracks or _MADE_UP_TRACKS["queue"])
    if part == "store":
        from player.evaluation import bench_store

        return bench_store.run(tracks or _MADE_UP_TRACKS["store"])
    if part == "scan":
        from player.evaluation import bench_scan

        return bench_scan.run(tracks or _MADE_UP_TRACKS["scan"], source=folder)
    use_one_thread()  # as in the tagging process
    from player.evaluation import bench_tag

    return bench_tag.run(tracks or _MADE_UP_TRACKS["tag"])


def _shown(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,}"

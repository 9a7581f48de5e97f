"""``moodlark tag``: listen to what has not been heard yet.

Main thread; the network runs in a process of its own, and what is finished is kept.
"""

from __future__ import annotations

import argparse

from player.commands.arguments import choice, whole_number
from player.commands.console import Console, shown_path
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate, translate_count

DEVICES = ("auto", "cpu", "cuda", "mps")


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "listen to the tracks and work out their moods and styles")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "How to tag"))
    choice(group, "--device", DEVICES, help=translate("Command", "where the network runs"))
    group.add_argument(
        "--limit",
        type=whole_number(1),
        metavar="N",
        help=translate("Command", "stop after this many tracks"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Tag, report, and return how many files could not be analysed."""
    from player.jobs.session import OpenStores
    from player.jobs.tag import tag_library

    with (
        OpenStores(home, tell=console.note) as stores,
        console.bar(translate("Command", "Listening")) as bar,
    ):
        report = tag_library(
            stores.tracks,
            models_dir(),
            device=options.device or load_settings(home.settings_file).device,
            limit=options.limit,
            cache_dir=home.cache_dir,
            progress=lambda now: bar.update(now.done, now.total, left_s=now.left_s),
        )
    failed = [{"path": path, "failure": str(why)} for path, why in report.failed]
    console.document(
        {
            "tagged": report.tagged,
            "warned": report.warned,
            "failed": failed,
            "left": report.left,
            "seconds": round(report.seconds, 3),
            "device": report.device or None,
        }
    )
    console.line(
        translate_count("Command", "{count} track tagged", "{count} tracks tagged", report.tagged)
    )
    rows = (
        (translate("Command", "with a warning"), report.warned),
        (translate("Command", "failed"), len(failed)),
        (translate("Command", "still to do"), report.left),
    )
    console.table([(name, f"{count:,}") for name, count in rows if count])
    for file in failed:
        console.line(f"  {shown_path(file['path'])}: {file['failure']}")
    return len(failed)

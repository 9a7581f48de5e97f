"""``moodlark evaluate simulated``: what is learned of made-up listeners, how fast. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from player.commands.arguments import whole_number
from player.commands.console import Console
from player.errors import UsageError
from player.paths import Home
from player.tagging.child import use_one_thread
from player.wording import sentence, translate

_LISTENERS, _DAYS, _TRACKS = 8, 56, 600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate simulated``."""
    group = parser.add_argument_group(translate("Command", "What to simulate"))
    for name, least, usual, what in (
        ("--listeners", 1, _LISTENERS, translate("Command", "made-up listeners")),
        ("--days", 1, _DAYS, translate("Command", "days they listen")),
        ("--tracks", 50, _TRACKS, translate("Command", "tracks of each one's made-up library")),
        ("--seed", 0, 0, translate("Command", "the same number draws the same again")),
    ):
        group.add_argument(
            name,
            type=whole_number(least),
            default=usual,
            metavar="N",
            help=f"{what} ({usual})",
        )
    group.add_argument(
        "--replay",
        action="store_true",
        help=translate("Command", "also replay what each of them plays by themselves"),
    )
    group.add_argument(
        "--write-log",
        metavar="FILE",
        help=translate(
            "Command", "write what the first of them plays by themselves as a table, and stop"
        ),
    )


def run(options: argparse.Namespace, _home: Home, console: Console) -> int:
    """Simulate and print; nothing of it can fail for a file."""
    use_one_thread()
    from player.evaluation import simulated, simulated_table

    if options.write_log:
        text = simulated.own_log_csv(days=options.days, tracks=options.tracks, seed=options.seed)
        _write(options.write_log, text)
        plays = text.count("\n") - 1
        console.document({"simulated": True, "file": options.write_log, "plays": plays})
        console.line(translate("Command", "SIMULATED: {count} plays written", count=f"{plays:,}"))
        return 0
    with console.bar(translate("Command", "Simulating")) as bar:
        result = simulated.run(
            listeners=options.listeners,
            days=options.days,
            tracks=options.tracks,
            seed=options.seed,
            replays=options.replay,
            progress=bar.update,
        )
    console.document(result)
    for title, rows in simulated_table.tables(result):
        console.line(title)
        console.table(rows)
        console.line()
    return 0


def _write(name: str, text: str) -> None:
    try:
        Path(name).expanduser().write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            sentence(
                "Command",
                "The file {path} cannot be written: {reason}",
                path=name,
                reason=error.strerror or str(error),
            )
        ) from error

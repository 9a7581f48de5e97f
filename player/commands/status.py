"""``moodlark status``: what the library holds. Main thread; nothing heavy is loaded."""

from __future__ import annotations

import argparse
from datetime import datetime

from player.commands.console import Console, shown_path
from player.library.failures import Failure
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate, translate_count


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "show what the library holds")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to show"))
    group.add_argument(
        "--failures",
        action="store_true",
        help=translate("Command", "list the files that cannot be used, why, and what happens next"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Count and print; the failed files are what ``--strict`` looks at."""
    if options.failures:
        return _list_failures(home, console)
    return _count(home, console)


def _list_failures(home: Home, console: Console) -> int:
    from player.jobs.session import OpenStores
    from player.jobs.status import library_failures

    with OpenStores(home, tell=console.note) as stores:
        failures = library_failures(stores.tracks)
    console.document(
        [
            {
                "path": failure.path,
                "failure": str(failure.why),
                "temporary": failure.temporary,
                "attempts": failure.attempts,
                "first_at": failure.first_at,
                "retry_at": failure.retry_at,
            }
            for failure in failures
        ]
    )
    if not failures:
        console.line(translate("Command", "Every file can be used."))
    for failure in failures:
        console.line(f"{shown_path(failure.path)}: {failure.why}")
        console.line(f"  {_what_next(failure)}")
    return len(failures)


def _what_next(failure: Failure) -> str:
    if failure.retry_at is None:
        return translate("Command", "Tried again when the file changes.")
    when = datetime.fromtimestamp(failure.retry_at).strftime("%Y-%m-%d %H:%M")
    return translate_count(
        "Command",
        "Tried {count} time; again after {when}, or with the next moodlark scan.",
        "Tried {count} times; again after {when}, or with the next moodlark scan.",
        failure.attempts,
        when=when,
    )


def _count(home: Home, console: Console) -> int:
    from player.jobs.session import OpenStores
    from player.jobs.status import library_status

    settings = load_settings(home.settings_file)
    with OpenStores(home, tell=console.note) as stores:
        found = library_status(stores, models_dir=models_dir(), settings=settings)
    card = found.network
    console.document(
        {
            "tracks": found.tracks,
            "available": found.available,
            "tagged": found.tagged,
            "failed": found.failed,
            "unsure": found.unsure,
            "kept_out": dict(found.kept_out),
            "folders": list(found.folders),
            "network": None if card is None else card.id,
            "version": None if card is None else card.version,
            "device": found.device,
            "home": str(home.folder),
        }
    )
    network = (
        translate("Command", "missing (moodlark doctor says more)")
        if card is None
        else f"{card.id} {card.version}"
    )
    console.table(
        [
            (translate("Command", "Tracks"), f"{found.tracks:,}"),
            (translate("Command", "Unavailable"), f"{found.tracks - found.available:,}"),
            (translate("Command", "Tagged"), f"{found.tagged:,}"),
            (translate("Command", "Mood unsure"), f"{found.unsure:,}"),
            (translate("Command", "Failed"), f"{found.failed:,}"),
            (translate("Command", "Kept out of queues"), f"{sum(found.kept_out.values()):,}"),
            (translate("Command", "Network"), network),
            (translate("Command", "Device"), found.device),
            (translate("Command", "Data"), str(home.folder)),
            *((translate("Command", "Folder"), folder) for folder in found.folders),
        ],
        indent="",
    )
    return found.failed

"""``moodlark ledger``: what was learned of the listener, and forgetting any of it. Main thread."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from player.commands.arguments import whole_number
from player.commands.console import Console
from player.commands.event_listing import when
from player.commands.words import who_and_what
from player.errors import UsageError
from player.paths import Home
from player.wording import sentence, translate, translate_count

if TYPE_CHECKING:
    from player.jobs.ledger import LedgerEntry


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "show what was learned from you, and forget any of it")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What was learned"))
    group.add_argument(
        "--track",
        default="",
        metavar=translate("Command", "NAME"),
        help=translate("Command", "only what concerns tracks with this in their title or artist"),
    )
    group.add_argument(
        "--last",
        type=whole_number(1),
        metavar="N",
        help=translate("Command", "list only so many, the latest"),
    )
    group.add_argument(
        "--delete",
        nargs="+",
        metavar="ID",
        help=translate(
            "Command", "forget these for good, as if they had never happened: play:12 rating:3"
        ),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """List, or delete and say so.

    :raises UsageError: what is to be deleted is not there, or never in the ledger.
    """
    from player.jobs.forgetting import NAMES, QUEUE, forget_events
    from player.jobs.ledger import SHOWN, read_ledger
    from player.jobs.session import OpenStores

    for name in options.delete or ():
        if name == QUEUE or name.partition(":")[0] in set(NAMES.values()) - {*SHOWN}:
            raise UsageError(
                sentence(
                    "Command",
                    "Nothing is learned from “{event}”, so it is not in the ledger. To forget it "
                    "all the same: moodlark forget {event}",
                    event=name,
                )
            )
    with OpenStores(home, tell=console.note) as stores:
        if options.delete:
            count = forget_events(stores, options.delete)
            console.document({"forgotten": count})
            console.line(
                translate_count(
                    "Command", "{count} event forgotten", "{count} events forgotten", count
                )
            )
            return 0
        entries = read_ledger(stores, time.time(), track=options.track)[: options.last]
    console.document([_document(entry) for entry in entries])
    console.table([_row(entry) for entry in entries], indent="")
    if not entries:
        console.line(translate("Command", "Nothing was learned yet."))
    return 0


def _document(entry: LedgerEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "time": entry.time_s,
        "track": entry.track.id if entry.track else None,
        "path": entry.track.path if entry.track else None,
        "title": entry.track.metadata.title if entry.track else None,
        "artist": entry.track.metadata.artist if entry.track else None,
        "taught": str(entry.taught),
        "reward": entry.reward,
        "weight": entry.weight,
        "value": entry.value,
    }


def _row(entry: LedgerEntry) -> tuple[str, ...]:
    value = "" if entry.reward is None else f"{entry.value:+.2f}"
    name = who_and_what(entry.track) if entry.track else ""
    return entry.id, when(entry.time_s), value, str(entry.taught), name

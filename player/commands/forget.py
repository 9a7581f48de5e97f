"""``moodlark forget``: forget for good what was done and said, or list it. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from player.commands.arguments import whole_number
from player.commands.console import Console
from player.commands.event_listing import show_events
from player.errors import UsageError
from player.paths import Home
from player.wording import sentence, translate, translate_count

if TYPE_CHECKING:
    from player.jobs.session import OpenStores


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "list what you did and said, and forget any of it for good")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to forget"))
    group.add_argument(
        "events",
        nargs="*",
        metavar=translate("Command", "EVENT"),
        help=translate("Command", "ids as --list shows them, for example play:12 rating:3"),
    )
    group.add_argument(
        "--list",
        dest="listed",
        action="store_true",
        help=translate("Command", "list what is remembered, oldest first"),
    )
    group.add_argument(
        "--last",
        type=whole_number(1),
        metavar="N",
        help=translate("Command", "list only so many, the latest"),
    )
    group.add_argument(
        "--track",
        metavar=translate("Command", "PATH|ID"),
        help=translate("Command", "forget all about this track (the file stays)"),
    )
    group.add_argument(
        "--all",
        dest="everything",
        action="store_true",
        help=translate("Command", "forget everything you did and said"),
    )
    group.add_argument(
        "--yes", action="store_true", help=translate("Command", "do not ask (with --all)")
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """List or forget."""
    from player.jobs import forgetting
    from player.jobs.session import OpenStores

    listed = options.listed or options.last is not None
    asked = [listed, bool(options.events), options.track is not None, options.everything]
    if sum(asked) != 1:
        raise UsageError(
            sentence(
                "Command",
                "Say one of: ids to forget, --list, --track or --all. "
                "moodlark forget --list shows the ids.",
            )
        )
    if options.everything:
        _confirm(options, console)
    with OpenStores(home, tell=console.note) as stores:
        if listed:
            show_events(stores, options.last, console)
            return 0
        if options.everything:
            count = forgetting.forget_everything(stores)
        elif options.events:
            count = forgetting.forget_events(stores, options.events)
        else:
            count = forgetting.forget_track(stores, _track(stores, options.track))
    console.document({"forgotten": count})
    console.line(
        translate_count("Command", "{count} event forgotten", "{count} events forgotten", count)
    )
    return 0


def _confirm(options: argparse.Namespace, console: Console) -> None:
    if options.yes:
        return
    question = translate(
        "Command",
        "Forget all plays, ratings, favourites, corrections, check-ins, playlists and the queue, "
        "and the daily copies of them, for good?",
    )
    if not console.confirm(question):
        raise UsageError(sentence("Command", "Nothing was forgotten. To be sure, add --yes."))


def _track(stores: OpenStores, name: str) -> int:
    """The id of the track at the path *name*, or with that number."""
    path = str(Path(name).expanduser().absolute())
    at_path = stores.tracks.by_path(path)
    if at_path is not None:
        return at_path.id
    if name.isascii() and name.isdigit() and len(name) < 19:
        known = {track.id for track in (*stores.tracks.tracks(), *stores.tracks.forgotten())}
        if int(name) in known | stores.listening.events().track_ids():
            return int(name)
    raise UsageError(sentence("Command", "There is no track {name} in your library.", name=name))

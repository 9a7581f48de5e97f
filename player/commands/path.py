"""``moodlark path``: from one track to another through the library. Main thread."""

from __future__ import annotations

import argparse

from player.commands.arguments import whole_number
from player.commands.console import Console
from player.commands.journey_lines import Planned, opened_view, show_journey
from player.errors import UsageError
from player.paths import Home, models_dir
from player.wording import sentence, translate

_DEFAULT_TRACKS = 12


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "choose a way from one track to another through the library")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to choose"))
    for name in ("A", "B"):
        group.add_argument(
            name,
            metavar=name,
            help=translate("Command", "a file, a title, or “Artist – Title”"),
        )
    group.add_argument(
        "--tracks",
        type=whole_number(2),
        default=_DEFAULT_TRACKS,
        metavar="N",
        help=translate(
            "Command", "how many tracks, both ends included (default: {count})",
            count=_DEFAULT_TRACKS,
        ),
    )  # fmt: skip
    group.add_argument(
        "--seed",
        type=whole_number(0),
        default=0,
        metavar="N",
        help=translate("Command", "the same number gives the same queue again"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Choose and print."""
    from player.jobs.journey_names import felt_track
    from player.jobs.journeys import plan_path, track_end
    from player.jobs.listener import listener_model
    from player.jobs.own_weights import load_own_weights

    with opened_view(home, console) as (stores, view):
        first, last = (felt_track(name, stores.tracks, view).id for name in (options.A, options.B))
        if first == last:
            raise UsageError(
                sentence("Queue", "A path leads from one track to another: these are one track.")
            )
        start, end = track_end(view, first), track_end(view, last)
        assert start is not None and end is not None, "said by felt_track"
        choices = plan_path(
            view,
            first,
            last,
            options.tracks,
            seed=options.seed,
            listener=listener_model(view, stores.listening, models_dir()).listener(),
            weights=load_own_weights(home),
        )
        show_journey(view, Planned(start, end, choices), console)
    return 0

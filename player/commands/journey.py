"""``moodlark journey``: a queue from one mood to another, in minutes or tracks. Main thread."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from player.commands.arguments import point, whole_number
from player.commands.console import Console
from player.commands.journey_lines import Planned, opened_view, show_journey
from player.paths import Home, models_dir
from player.wording import translate

if TYPE_CHECKING:
    from player.jobs.session import OpenStores
    from player.jobs.view import LibraryView
    from player.recommend.journey_record import End

_DEFAULT_MINUTES = 45


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "choose a queue that moves from one mood to another")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to choose"))
    place = translate("Command", "NAME|V,A")
    group.add_argument(
        "--from",
        dest="start",
        required=True,
        metavar=translate("Command", "NAME|V,A|now"),
        help=translate(
            "Command",
            "a mood, a point (pleasantness and energy from -1 to 1, written --from=-0.5,0.3), or "
            "now: the track at which the window's queue stands",
        ),
    )
    group.add_argument(
        "--to",
        dest="end",
        required=True,
        metavar=place,
        help=translate("Command", "where it leads: a mood or a point"),
    )
    length = group.add_mutually_exclusive_group()
    length.add_argument(
        "--minutes",
        type=whole_number(1),
        metavar="M",
        help=translate(
            "Command", "how long it lasts (default: {minutes})", minutes=_DEFAULT_MINUTES
        ),
    )
    length.add_argument(
        "--tracks",
        type=whole_number(1),
        metavar="N",
        help=translate("Command", "how many tracks, instead of minutes"),
    )
    group.add_argument(
        "--floor",
        type=point,
        metavar="V,A",
        help=translate("Command", "not lower than this: pleasantness and energy from -1 to 1"),
    )
    group.add_argument(
        "--exclude",
        nargs="+",
        default=(),
        metavar="FILE",
        help=translate("Command", "tracks that are not wanted this time"),
    )
    group.add_argument(
        "--seed",
        type=whole_number(0),
        default=0,
        metavar="N",
        help=translate("Command", "the same number gives the same queue again"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Choose and print."""
    from player.jobs.journey_names import NOW, find_end

    end = find_end(options.end)  # complain before anything is opened
    start = None if options.start.strip().casefold() in NOW else find_end(options.start)
    with opened_view(home, console) as (stores, view):
        planned = _plan(options, stores, view, start, end)
        narrowed = bool(options.floor or options.exclude)
        show_journey(view, planned, console, narrowed=narrowed)
    return 0


def _plan(
    options: argparse.Namespace,
    stores: OpenStores,
    view: LibraryView,
    start: End | None,
    end: End,
) -> Planned:
    """The journey asked for; with no *start* it begins at the track of the saved queue."""
    from player.jobs.journey_names import find_track, playing_track
    from player.jobs.journeys import Circumstances, new_journey, plan_journey, track_end
    from player.jobs.listener import listener_model
    from player.jobs.own_weights import load_own_weights
    from player.recommend.context import Context
    from player.recommend.target import Floor, MoodTarget

    context, used, begun = Context(), [], start is None
    if start is None:
        playing = playing_track(stores.listening.queue(), view)
        start, row = track_end(view, playing), view.row(playing)
        assert start is not None and row is not None, "said by playing_track"
        context, used = context.after(row), [row]
    excluded = [find_track(name, stores.tracks).id for name in options.exclude]
    target = MoodTarget(
        floor=Floor(*options.floor) if options.floor else None, excluded=frozenset(excluded)
    )
    minutes = options.minutes or (None if options.tracks else _DEFAULT_MINUTES)
    journey = new_journey(
        start, end, now=time.time(), minutes=minutes, tracks=options.tracks, from_track=begun
    )
    around = Circumstances(
        context=context,
        used=tuple(used),
        seed=options.seed,
        weights=load_own_weights(stores.home),
        listener=listener_model(view, stores.listening, models_dir()).listener(),
    )
    return Planned(start, end, plan_journey(view, journey, target, around))

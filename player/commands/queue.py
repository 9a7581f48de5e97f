"""``moodlark queue``: choose a queue for a wish, and say why. Main thread."""

from __future__ import annotations

import argparse

from player.commands.arguments import names_from, whole_number
from player.commands.console import Console
from player.commands.journey_lines import opened_view
from player.commands.track_lines import show_track
from player.commands.wish_options import add_wish, check_names, target_of
from player.commands.words import kept_out_lines, nothing_fits, who_and_what
from player.paths import Home, models_dir
from player.wording import translate, translate_count

_DEFAULT_COUNT = 20


def summary() -> str:
    """One line for the list of commands."""
    return translate(
        "Command", "choose a queue for a mood, a style, a sentence or what it should sound like"
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to choose"))
    add_wish(group)
    group.add_argument(
        "--include",
        type=names_from("spoken", "seasonal", "mix"),
        default=(),
        metavar="spoken,seasonal,mix",
        help=translate("Command", "let in what queues do not bring by themselves"),
    )
    group.add_argument(
        "--count",
        type=whole_number(1),
        default=_DEFAULT_COUNT,
        metavar="N",
        help=translate("Command", "how many tracks (default: {count})", count=_DEFAULT_COUNT),
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
    from player.jobs.kept_out import kinds_of
    from player.jobs.listener import listener_model
    from player.jobs.own_weights import load_own_weights
    from player.jobs.queue_listing import choose_queue, gave_way, queue_json

    check_names(options)
    with opened_view(home, console, include=kinds_of(options.include)) as (stores, view):
        choices = choose_queue(
            view,
            target_of(options, stores, view, console),
            count=options.count,
            seed=options.seed,
            listener=listener_model(view, stores.listening, models_dir()).listener(),
            weights=load_own_weights(home),
        )
        listed = queue_json(view, choices)
        kept_out = view.kept_out.ids()
        names = [who_and_what(view.track(choice.track_id)) for choice in choices]
        tracks = len(view)
    console.document(listed)
    for place, (name, item) in enumerate(zip(names, listed, strict=True), start=1):
        show_track(place, name, item, console)
    # What is not the queue itself: to standard error under --json, so that it is not lost.
    say = console.note if console.as_json else console.line
    for places, said in gave_way(choices):
        say(f"{', '.join(map(str, places))}: {said}")
    for line in kept_out_lines(kept_out):
        say(line)
    if not listed:
        say(str(nothing_fits(tracks)))
    elif len(listed) < options.count:
        say(
            translate_count(
                "Command",
                "{count} track, fewer than asked for: nothing else may be offered.",
                "{count} tracks, fewer than asked for: nothing else may be offered.",
                len(listed),
            )
        )
    return 0

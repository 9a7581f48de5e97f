"""``moodlark queue``: choose a queue for a mood, a point or a style, and say why. Main thread."""

from __future__ import annotations

import argparse

from player.commands.arguments import names_from, point, whole_number
from player.commands.console import Console
from player.commands.track_lines import show_track
from player.commands.words import kept_out_lines, nothing_fits, who_and_what
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate

_DEFAULT_COUNT = 20


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "choose a queue for a mood or a style and say why")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to choose"))
    wish = group.add_mutually_exclusive_group()
    name = translate("Command", "NAME")
    wish.add_argument("--mood", metavar=name, help=translate("Command", "a mood, for example calm"))
    wish.add_argument(
        "--at",
        type=point,
        metavar="V,A",
        help=translate(
            "Command", "a point: pleasantness and energy from -1 to 1, written --at=-0.5,0.3"
        ),
    )
    group.add_argument(
        "--style", metavar=name, help=translate("Command", "a style, for example jazz")
    )
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
    from player.jobs.duplicates import find_at_once
    from player.jobs.kept_out import kinds_of, let_in
    from player.jobs.queue_listing import choose_queue, gave_way, queue_json
    from player.jobs.session import OpenStores
    from player.jobs.view import LibraryView
    from player.tagging.card import NetworkCard

    _check_names(options)
    card = NetworkCard.load(models_dir())
    with OpenStores(home, tell=console.note) as stores:
        allowed = let_in(load_settings(home.settings_file)).and_also(kinds_of(options.include))
        view = LibraryView(stores.tracks, stores.listening, card, let_in=allowed)
        view.set_songs(find_at_once(stores.tracks, stores.listening).links)
        choices = choose_queue(
            view,
            mood=options.mood,
            at=options.at,
            style=options.style,
            count=options.count,
            seed=options.seed,
        )
        listed = queue_json(view, choices)
        kept_out = view.kept_out.ids()
        names = [who_and_what(view.track(choice.track_id)) for choice in choices]
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
        say(str(nothing_fits(len(view))))
    return 0


def _check_names(options: argparse.Namespace) -> None:
    """Complain of an unknown mood or style before anything is opened."""
    from player.jobs.wishes import find_mood, find_style

    if options.mood:
        find_mood(options.mood)
    if options.style:
        find_style(options.style)

"""Options that say what a queue should be, and what they come to. Main thread of a command."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from player.commands.arguments import number_between, point
from player.commands.console import Console
from player.errors import UsageError
from player.paths import models_dir
from player.wording import translate

if TYPE_CHECKING:
    from player.jobs.feeling import Understood
    from player.jobs.session import OpenStores
    from player.jobs.view import LibraryView
    from player.recommend.target import MoodTarget


def add_wish(group: argparse._ArgumentGroup) -> None:
    """Declare the options."""
    name, what = translate("Command", "NAME"), translate("Command", "FILE|NAME")
    where = group.add_mutually_exclusive_group()
    where.add_argument(
        "--mood", metavar=name, help=translate("Command", "a mood, for example calm")
    )
    where.add_argument(
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
        "--feel",
        metavar=translate("Command", "TEXT"),
        help=translate(
            "Command", "how you feel or what you want, in a sentence, English or Chinese"
        ),
    )
    for option, key, text in (
        (
            "--like",
            "like",
            translate(
                "Command",
                "sound like this: a file or folder, an artist, album, playlist, style or title; "
                "may be given several times",
            ),
        ),
        ("--not", "unlike", translate("Command", "do not sound like this; as --like")),
    ):
        group.add_argument(option, dest=key, action="append", default=[], metavar=what, help=text)
    _add_degrees(group)


def _add_degrees(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--energy",
        type=number_between(-1.0, 1.0),
        metavar="-1..1",
        help=translate("Command", "quieter or livelier than the rest says, written --energy=-0.5"),
    )
    group.add_argument(
        "--adventurous",
        type=number_between(0.0, 1.0),
        metavar="0..1",
        help=translate("Command", "0: what you know well, 1: what you never heard (default: 0.5)"),
    )
    group.add_argument(
        "--smooth",
        action="store_true",
        help=translate("Command", "joins between tracks count for more"),
    )
    group.add_argument(
        "--strict",
        action="store_true",
        help=translate(
            "Command", "rather a short queue than tracks of another or an unsure mood or style"
        ),
    )


def check_names(options: argparse.Namespace) -> None:
    """Complain of an unknown mood or style before anything is opened.

    :raises UsageError: there is no such mood or style.
    """
    from player.jobs.wishes import find_mood, find_style

    if options.mood:
        find_mood(options.mood)
    if options.style:
        find_style(options.style)


def target_of(
    options: argparse.Namespace, stores: OpenStores, view: LibraryView, console: Console
) -> MoodTarget:
    """What the options ask for; what was understood of a sentence is said.

    :raises UsageError: a name is unknown, or nothing was understood and nothing else asked for.
    """
    from player.jobs.seeds import SeedFinder
    from player.jobs.wishes import make_target
    from player.recommend.target import MoodTarget

    finder = SeedFinder(view, stores.tracks, stores.listening.playlists())
    seeds = [finder.named(name) for name in options.like]
    seeds += [finder.named(name, liked=False) for name in options.unlike]
    understood = _understood(options.feel, view) if options.feel is not None else None
    target = make_target(
        moods=(options.mood,) if options.mood else (),
        at=options.at,
        styles=(options.style,) if options.style else (),
        seeds=seeds,
        energy=options.energy,
        adventurous=options.adventurous,
        smooth=options.smooth,
        strict=options.strict,
        said=understood.target if understood is not None else None,
    )
    if understood is not None:
        if not understood.found and replace(target, said="") == MoodTarget():
            raise UsageError(understood.notes[0])
        _say(understood, console)
    return target


def _understood(text: str, view: LibraryView) -> Understood:
    from player.jobs.feeling import understand
    from player.tagging.lyric_emotion import LyricNetwork

    return understand(text, LyricNetwork.load(models_dir()), view)


def _say(understood: Understood, console: Console) -> None:
    """To standard error under ``--json``: the document is the queue alone."""
    say = console.note if console.as_json else console.line
    if understood.parts:
        parts = ", ".join(map(str, understood.parts))
        say(translate("Command", "Understood: {parts}", parts=parts))
    for note in understood.notes:
        say(str(note))

"""``moodlark exposure``: how much of the library queues bring, and how evenly. Main thread."""

from __future__ import annotations

import argparse
import dataclasses
import time
from typing import TYPE_CHECKING

from player.commands.console import Console
from player.paths import Home, models_dir
from player.settings import load_settings
from player.wording import translate, translate_count

if TYPE_CHECKING:
    from player.jobs.exposure import Window


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "show how your library is used: what queues bring and never bring")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has no arguments of its own."""


def run(options: argparse.Namespace, home: Home, console: Console) -> int:  # noqa: ARG001  none
    """Measure and print."""
    from player.jobs.exposure import measure_exposure
    from player.jobs.kept_out import let_in
    from player.jobs.session import OpenStores
    from player.jobs.view import LibraryView
    from player.tagging.card import NetworkCard

    card = NetworkCard.load(models_dir())
    with OpenStores(home, tell=console.note) as stores:
        allowed = let_in(load_settings(home.settings_file))
        view = LibraryView(stores.tracks, stores.listening, card, let_in=allowed)
        found = measure_exposure(view, stores.listening, time.time())
    console.document({**dataclasses.asdict(found), "never_count": len(found.never)})
    console.line(
        translate_count(
            "Command",
            "{count} track that queues may bring",
            "{count} tracks that queues may bring",
            found.tracks,
        )
    )
    for window in found.windows:
        _show(window, console)
    console.line(
        translate_count(
            "Command",
            "{count} of them was neither offered in the last 180 days nor ever played.",
            "{count} of them were neither offered in the last 180 days nor ever played.",
            len(found.never),
        )
    )
    return 0


def _show(window: Window, console: Console) -> None:
    console.line(
        translate_count("Command", "The last {count} day", "The last {count} days", window.days)
    )
    console.table(
        [
            (translate("Command", "offered"), _percent(window.offered)),
            (translate("Command", "played"), _percent(window.played)),
            (
                translate("Command", "unevenness over tracks (Gini, 0 even ... 1)"),
                _number(window.gini_tracks),
            ),
            (translate("Command", "unevenness over artists"), _number(window.gini_artists)),
            *(
                (
                    translate("Command", "crowds: {artist}", artist=one.artist),
                    translate(
                        "Command",
                        "{offered} of the offers, {library} of the library",
                        offered=_percent(one.offered),
                        library=_percent(one.library),
                    ),
                )
                for one in window.crowding
            ),
        ]
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"

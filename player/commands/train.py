"""``moodlark train audio|lyrics|artists|styles``: make what ships again from data. Main thread."""

from __future__ import annotations

import argparse

from player.commands import train_artists, train_audio, train_lyrics, train_styles
from player.commands.arguments import add_networks
from player.commands.console import Console
from player.paths import Home
from player.wording import translate


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "make a network again from labelled clips or lyrics")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of each network."""
    add_networks(
        parser,
        translate("Command", "What to train"),
        {
            "audio": (
                translate("Command", "make the network that listens again"),
                train_audio.add_arguments,
            ),
            "lyrics": (
                translate("Command", "make the network that reads lyrics again"),
                train_lyrics.add_arguments,
            ),
            "artists": (
                translate("Command", "learn again which artists the same people hear"),
                train_artists.add_arguments,
            ),
            "styles": (
                translate("Command", "learn again which styles are near each other"),
                train_styles.add_arguments,
            ),
        },
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Train, and return how many files could not be used."""
    if options.network == "artists":
        return train_artists.run(options, home, console)
    if options.network == "styles":
        return train_styles.run(options, home, console)
    if options.network == "lyrics":
        return train_lyrics.run(options, home, console)
    return train_audio.run(options, home, console)

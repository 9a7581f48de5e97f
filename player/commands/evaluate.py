"""``moodlark evaluate audio|sounds|lyrics|listening``: is what is said, or offered, right? Main
thread."""

from __future__ import annotations

import argparse

from player.commands import evaluate_audio, evaluate_listening, evaluate_lyrics, evaluate_sounds
from player.commands.arguments import add_networks
from player.commands.console import Console
from player.paths import Home
from player.wording import translate


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "compare a network's answers with labelled clips or lyrics")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of each network."""
    add_networks(
        parser,
        translate("Command", "What to evaluate"),
        {
            "audio": (
                translate("Command", "judge the network that listens"),
                evaluate_audio.add_arguments,
            ),
            "sounds": (
                translate("Command", "let the network hear sounds that are no music"),
                evaluate_sounds.add_arguments,
            ),
            "lyrics": (
                translate("Command", "judge the network that reads lyrics"),
                evaluate_lyrics.add_arguments,
            ),
            "listening": (
                translate("Command", "replay a history of listening: is the next track guessed?"),
                evaluate_listening.add_arguments,
            ),
        },
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many files or songs could not be judged."""
    if options.network == "lyrics":
        return evaluate_lyrics.run(options, home, console)
    if options.network == "listening":
        return evaluate_listening.run(options, home, console)
    if options.network == "sounds":
        return evaluate_sounds.run(options, home, console)
    return evaluate_audio.run(options, home, console)

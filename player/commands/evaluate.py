"""``moodlark evaluate``: is what the networks tell and the queue offers right? Main thread.

The word after it says what is judged: ``audio``, ``sounds``, ``lyrics``, ``feelings``,
``listening``, ``queue``, ``colistening``, ``corrections`` or ``simulated``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from player.commands import (
    evaluate_audio,
    evaluate_colistening,
    evaluate_corrections,
    evaluate_feelings,
    evaluate_listening,
    evaluate_lyrics,
    evaluate_queue,
    evaluate_simulated,
    evaluate_sounds,
)
from player.commands.arguments import add_networks
from player.commands.console import Console
from player.paths import Home
from player.wording import translate

_RUN: dict[str, Callable[[argparse.Namespace, Home, Console], int]] = {
    "audio": evaluate_audio.run,
    "sounds": evaluate_sounds.run,
    "lyrics": evaluate_lyrics.run,
    "feelings": evaluate_feelings.run,
    "listening": evaluate_listening.run,
    "simulated": evaluate_simulated.run,
    "corrections": evaluate_corrections.run,
    "queue": evaluate_queue.run,
    "colistening": evaluate_colistening.run,
}


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "tell how right the networks and the queue are")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of each kind of evaluation."""
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
            "feelings": (
                translate("Command", "are sentences about feelings and wishes understood?"),
                evaluate_feelings.add_arguments,
            ),
            "listening": (
                translate("Command", "replay a history of listening: is the next track guessed?"),
                evaluate_listening.add_arguments,
            ),
            "colistening": (
                translate("Command", "judge the artist factors: is what was left out found?"),
                evaluate_colistening.add_arguments,
            ),
            "corrections": (
                translate("Command", "do corrections make other tracks more right? (simulated)"),
                evaluate_corrections.add_arguments,
            ),
            "queue": (
                translate("Command", "judge moods and journeys of queues on labelled clips"),
                evaluate_queue.add_arguments,
            ),
            "simulated": (
                translate("Command", "let made-up listeners react: is it learned what they like?"),
                evaluate_simulated.add_arguments,
            ),
        },
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many files, songs or lines could not be judged."""
    return _RUN[options.network](options, home, console)

"""``moodlark evaluate queue``: moods and journeys judged on labelled clips. Main thread."""

from __future__ import annotations

import argparse

from player.commands.console import Console
from player.commands.labelled_clips import add_clips, add_workers, evaluate_on_folds
from player.paths import Home
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate queue``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    add_clips(group, folds_needed=True)
    add_workers(group)


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate and print."""
    from player.evaluation import queue_evaluation

    result = evaluate_on_folds(queue_evaluation.run, options, home, console)
    console.document(result)
    console.table(queue_evaluation.table(result), indent="")
    return 0

"""``moodlark evaluate corrections``: do corrections make other tracks more right? Main thread."""

from __future__ import annotations

import argparse

from player.commands.console import Console
from player.commands.labelled_clips import add_clips, add_workers, evaluate_on_folds
from player.paths import Home
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate corrections``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    add_clips(group, folds_needed=True)
    add_workers(group)


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate and print."""
    from player.evaluation import corrections

    result = evaluate_on_folds(corrections.run, options, home, console)
    console.document(result)
    count = result["corrected"]
    console.line(
        translate("Command", "Simulated listeners, {count} corrections each:", count=count)
    )
    console.table(corrections.table(result), indent="")
    return 0

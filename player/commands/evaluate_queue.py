"""``moodlark evaluate queue``: moods and journeys judged on labelled clips. Main thread."""

from __future__ import annotations

import argparse
import os

from player.commands.arguments import existing_file, whole_number
from player.commands.console import Console
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate queue``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "manifest",
        metavar="MANIFEST.csv",
        help=translate("Command", "columns file, valence, arousal, quadrant, style"),
    )
    group.add_argument(
        "--folds",
        required=True,
        metavar="FOLDS.csv",
        help=translate("Command", "train anew for each fold, for clips the network learned from"),
    )
    group.add_argument(
        "--workers",
        type=whole_number(1),
        default=os.cpu_count() or 1,
        metavar="N",
        help=translate("Command", "processes that listen to the clips"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate and print."""
    manifest, folds = existing_file(options.manifest), existing_file(options.folds)
    use_one_thread()  # the workers are the parallelism
    from player.evaluation import queue_evaluation

    with console.bar(translate("Command", "Listening")) as bar:
        result = queue_evaluation.run(
            manifest,
            folds,
            models_dir=models_dir(),
            cache=home.cache_dir / "training" / "heard.npz",
            workers=options.workers,
            progress=bar.update,
        )
    console.document(result)
    console.table(queue_evaluation.table(result), indent="")
    return 0

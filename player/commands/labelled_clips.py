"""What the commands that listen to labelled clips have in common. Main thread."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any

from player.commands.arguments import existing_file, whole_number
from player.commands.console import Console
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import translate


def add_clips(group: argparse._ArgumentGroup, *, folds_needed: bool) -> None:
    """Declare the manifest of the clips and its folds."""
    group.add_argument(
        "manifest",
        metavar="MANIFEST.csv",
        help=translate("Command", "columns file, valence, arousal, quadrant, style"),
    )
    group.add_argument(
        "--folds",
        required=folds_needed,
        metavar="FOLDS.csv",
        help=translate("Command", "train anew for each fold, for clips the network learned from"),
    )


def add_workers(group: argparse._ArgumentGroup) -> None:
    """Declare how many processes listen."""
    group.add_argument(
        "--workers",
        type=whole_number(1),
        default=os.cpu_count() or 1,
        metavar="N",
        help=translate("Command", "processes that listen to the clips"),
    )


def evaluate_on_folds(
    evaluate: Callable[..., dict[str, Any]],
    options: argparse.Namespace,
    home: Home,
    console: Console,
) -> dict[str, Any]:
    """Listen to the clips of *options* and judge them out of fold; shows how far it is."""
    manifest, folds = existing_file(options.manifest), existing_file(options.folds)
    use_one_thread()  # the workers are the parallelism
    with console.bar(translate("Command", "Listening")) as bar:
        return evaluate(
            manifest,
            folds,
            models_dir=models_dir(),
            cache=home.cache_dir / "training" / "heard.npz",
            workers=options.workers,
            progress=bar.update,
        )

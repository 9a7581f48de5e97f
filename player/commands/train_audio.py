"""``moodlark train audio``: the network that listens, from labelled clips. Main thread."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from player.commands.arguments import existing_folder, whole_number
from player.commands.console import Console
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``train audio``."""
    group = parser.add_argument_group(translate("Command", "How to train"))
    folder = translate("Command", "DIR")
    group.add_argument(
        "--data",
        required=True,
        metavar=folder,
        help=translate("Command", "labelled clips, laid out as docs/TRAINING.md says"),
    )
    group.add_argument(
        "--out",
        metavar=folder,
        help=translate("Command", "where to write it (default: over the shipped one)"),
    )
    group.add_argument(
        "--workers",
        type=whole_number(1),
        default=os.cpu_count() or 1,
        metavar="N",
        help=translate("Command", "processes that listen to the clips"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Train, and return how many clips could not be used."""
    data = existing_folder(options.data)
    use_one_thread()  # the workers are the parallelism
    from player.training import audio

    with console.bar(translate("Command", "Listening")) as bar:
        report = audio.run(
            data,
            Path(options.out).expanduser().absolute() if options.out else models_dir(),
            cache=home.cache_dir / "training-clips.npz",
            workers=options.workers,
            progress=bar.update,
        )
    card = report.card
    console.document(
        {
            "network": card.id,
            "version": card.version,
            "figures": dict(card.figures),
            "left_out": [{"clip": name, "failure": why} for name, why in report.left_out],
        }
    )
    console.line(
        translate(
            "Command", "{network} {version} is written.", network=card.id, version=card.version
        )
    )
    for name, why in report.left_out:
        console.line(f"  {name}: {why}")
    return len(report.left_out)

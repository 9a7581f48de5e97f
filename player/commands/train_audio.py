"""``moodlark train audio``: the network that listens, from labelled clips. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from player.commands.arguments import choice, existing_folder, whole_number
from player.commands.console import Console
from player.commands.labelled_clips import add_workers
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
        "--report",
        metavar=folder,
        help=translate("Command", "write a report with plots into this folder"),
    )
    add_workers(group)
    ears = parser.add_argument_group(translate("Command", "Encoders"))
    ears.add_argument(
        "--distil",
        type=whole_number(1),
        metavar="STEPS",
        help=translate(
            "Command", "make the encoders anew from the teachers, in so many batches (hours)"
        ),
    )
    ears.add_argument(
        "--batch",
        type=whole_number(16),
        default=320,
        metavar="N",
        help=translate("Command", "crops in a batch (with --distil)"),
    )
    ears.add_argument(
        "--seed",
        type=whole_number(0),
        default=0,
        metavar="N",
        help=translate("Command", "start of the random numbers (with --distil)"),
    )
    choice(
        ears,
        "--device",
        ("auto", "cpu", "cuda"),
        default="auto",
        help=translate("Command", "where the encoders learn (with --distil)"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Train, and return how many clips could not be used."""
    data = existing_folder(options.data)
    use_one_thread()  # the workers are the parallelism
    from player.training import audio
    from player.training.distill import Settings
    from player.training.ear_training import EarSettings
    from player.training.ears import EARS_FOLDER

    settings = None
    if options.distil is not None:
        learning = Settings(options.distil, batch=options.batch, seed=options.seed)
        settings = EarSettings(learning, options.device)
    titles = {
        "decode": translate("Command", "Decoding"),
        "distil": translate("Command", "Learning from the teachers"),
        "hear": translate("Command", "Listening"),
    }
    with console.bar("") as bar:

        def progress(what: str, done: int, total: int) -> None:
            bar.rename(titles[what])
            bar.update(done, total)

        result = audio.run(
            data,
            _folder(options.out) or models_dir(),
            ears=models_dir() / EARS_FOLDER,
            cache=home.cache_dir / "training",
            settings=settings,
            report=_folder(options.report),
            workers=options.workers,
            progress=progress,
        )
    card = result.card
    console.document(
        {
            "network": card.id,
            "version": card.version,
            "figures": dict(card.figures),
            "left_out": [{"clip": name, "failure": why} for name, why in result.left_out],
            "report": str(result.report) if result.report else None,
        }
    )
    console.line(
        translate(
            "Command", "{network} {version} is written.", network=card.id, version=card.version
        )
    )
    for name, why in result.left_out:
        console.line(f"  {name}: {why}")
    return len(result.left_out)


def _folder(name: str | None) -> Path | None:
    return Path(name).expanduser().absolute() if name else None

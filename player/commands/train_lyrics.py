"""``moodlark train lyrics``: the network that reads lyrics, from labelled songs. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from player.commands.arguments import choice, existing_folder, whole_number
from player.commands.console import Console
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import translate

ARCHITECTURES = ("linear", "lstm", "transformer")
DEVICES = ("auto", "cpu", "cuda", "mps")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``train lyrics``."""
    group = parser.add_argument_group(translate("Command", "How to train"))
    folder = translate("Command", "DIR")
    group.add_argument(
        "--data",
        required=True,
        metavar=folder,
        help=translate("Command", "labelled lyrics, laid out as docs/LYRICS.md says"),
    )
    choice(
        group,
        "--arch",
        ARCHITECTURES,
        default="linear",
        help=translate("Command", "way of learning (default: linear, which ships)"),
    )
    group.add_argument(
        "--backbone",
        metavar=folder,
        help=translate("Command", "pretrained transformer to start from (default: from scratch)"),
    )
    group.add_argument(
        "--out",
        metavar=folder,
        help=translate("Command", "where to write it (default: over the shipped one)"),
    )
    group.add_argument(
        "--report",
        metavar=folder,
        help=translate("Command", "where to write a report with plots (default: none)"),
    )
    group.add_argument(
        "--seed",
        type=whole_number(0),
        default=0,
        metavar="N",
        help=translate("Command", "start of everything random"),
    )
    choice(
        group,
        "--device",
        DEVICES,
        default="auto",
        help=translate("Command", "what computes (default: the fastest there is)"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Train, and print the figures; nothing can fail halfway."""
    del home
    data = existing_folder(options.data)
    use_one_thread()
    from player.training import lyrics

    with console.bar(translate("Command", "Training")) as bar:
        result = lyrics.run(
            lyrics_folder(data),
            Path(options.out).expanduser().absolute() if options.out else models_dir(),
            lyrics.Options(
                architecture=options.arch,
                backbone=existing_folder(options.backbone) if options.backbone else None,
                seed=options.seed,
                device=options.device,
                report=Path(options.report).expanduser().absolute() if options.report else None,
            ),
            progress=bar.update,
        )
    console.document(
        {
            "network": result.network,
            "version": result.version,
            "figures": dict(result.figures),
            "left_out": dict(result.left_out),
        }
    )
    console.line(
        translate(
            "Command",
            "{network} {version} is written.",
            network=result.network,
            version=result.version,
        )
    )
    console.table(
        [
            (language, f"{part['accuracy']:.3f}", f"{part['macro_f1']:.3f}")
            for language, part in result.figures.items()
        ]
    )
    return 0


def lyrics_folder(data: Path) -> Path:
    """The folder of lyrics in the data folder, or that folder itself."""
    return data / "lyrics" if (data / "lyrics").is_dir() else data

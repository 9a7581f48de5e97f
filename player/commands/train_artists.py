"""``moodlark train artists``: artist factors from public listening data. Main thread."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from player.commands.arguments import existing_file, existing_folder
from player.commands.console import Console
from player.errors import UsageError
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import sentence, translate

_OF_THE_CARD = (
    "protocol",
    "mode",
    "folds",
    "tested_folds",
    "seed",
    "draws",
    "users",
    "rows",
    "ours_minus",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``train artists``."""
    group = parser.add_argument_group(translate("Command", "How to train"))
    folder = translate("Command", "DIR")
    group.add_argument(
        "data",
        metavar=folder,
        help=translate("Command", "listening data, laid out as docs/COLISTENING.md says"),
    )
    group.add_argument(
        "--out",
        metavar=folder,
        help=translate("Command", "where to write it (default: over the shipped one)"),
    )
    group.add_argument(
        "--figures",
        metavar="FILE.json",
        help=translate("Command", "what “evaluate colistening --folds” printed, for the card"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Train, and print what was written; nothing can fail halfway."""
    del home
    data = existing_folder(options.data)
    out = Path(options.out).expanduser().absolute() if options.out else models_dir()
    figures = _measured(existing_file(options.figures)) if options.figures else None
    use_one_thread()
    from player.training import artists

    card = artists.run(data, out, figures=figures)
    many, numbers = card.tensors["inputs"]
    console.document(
        {
            "network": card.id,
            "version": card.version,
            "artists": many,
            "numbers": numbers,
            "users": card.tensors["trained_users"][0],
            "figures": dict(card.figures),
        }
    )
    console.line(
        translate(
            "Command",
            "{network} {version} is written.",
            network=card.id,
            version=card.version,
        )
    )
    console.table(
        [
            (translate("Command", "Artists"), str(many)),
            (translate("Command", "Numbers an artist"), f"2 × {numbers}"),
            (translate("Command", "People"), str(card.tensors["trained_users"][0])),
        ]
    )
    return 0


def _measured(file: Path) -> dict[str, Any]:
    """The figures in *file*.

    :raises UsageError: it is not the JSON of an evaluation.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {key: found[key] for key in _OF_THE_CARD}
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            sentence("Command", "The file {path} holds no figures.", path=str(file))
        ) from error

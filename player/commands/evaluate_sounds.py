"""``moodlark evaluate sounds``: is silence, noise or speech taken for music? Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from player.commands.console import Console
from player.errors import UsageError
from player.paths import Home, models_dir
from player.settings import load_settings
from player.tagging.child import use_one_thread
from player.wording import sentence, translate


def summary() -> str:
    """One line for the list of commands."""
    return translate("Command", "let the network hear sounds that are no music")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own arguments."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "--music",
        metavar=translate("Command", "DIR"),
        help=translate("Command", "a folder of real music, none of which may be refused"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many files of music could not be analysed."""
    music = _folder(options.music) if options.music else None
    use_one_thread()
    from player.evaluation import sounds

    with console.bar(translate("Command", "Listening")) as bar:
        result = sounds.run(
            models_dir=models_dir(),
            music=music,
            device=load_settings(home.settings_file).device,
            progress=bar.update,
        )
    console.document(result)
    console.table(sounds.table(result), indent="")
    for line in sounds.names(result):
        console.line(f"  {line}")
    return 0 if result["music"] is None else len(result["music"]["failed"])


def _folder(name: str) -> Path:
    path = Path(name).expanduser().absolute()
    if not path.is_dir():
        raise UsageError(sentence("Command", "There is no folder {path}.", path=name))
    return path

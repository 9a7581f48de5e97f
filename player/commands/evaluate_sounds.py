"""``moodlark evaluate sounds``: is silence, noise or speech taken for music? Main thread."""

from __future__ import annotations

import argparse

from player.commands.arguments import existing_folder
from player.commands.console import Console
from player.paths import Home, models_dir
from player.settings import load_settings
from player.tagging.child import use_one_thread
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate sounds``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "--music",
        metavar=translate("Command", "DIR"),
        help=translate("Command", "a folder of real music, none of which may be refused"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many files of music could not be analysed."""
    music = existing_folder(options.music) if options.music else None
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

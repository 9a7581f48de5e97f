"""``moodlark evaluate lyrics``: how well words are read, on labelled songs. Main thread."""

from __future__ import annotations

import argparse

from player.commands.arguments import existing_file, existing_folder
from player.commands.console import Console
from player.commands.train_lyrics import lyrics_folder
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate lyrics``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "songs",
        metavar="SONGS.jsonl",
        help=translate("Command", "one JSON object a line: text, lang, label4 (gzip or not)"),
    )
    group.add_argument(
        "--folds",
        metavar="FOLDS.csv",
        help=translate(
            "Command", "train anew for each fold; the first argument is the training's folder"
        ),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many songs could not be judged."""
    del home
    use_one_thread()
    from player.evaluation import lyrics

    if options.folds:
        folder, folds = existing_folder(options.songs), existing_file(options.folds)
        with console.bar(translate("Command", "Training")) as bar:
            result = lyrics.run_folds(lyrics_folder(folder), folds, progress=bar.update)
    else:
        with console.bar(translate("Command", "Reading")) as bar:
            result = lyrics.run(
                existing_file(options.songs), models_dir=models_dir(), progress=bar.update
            )
    console.document(result)
    console.table(lyrics.table(result), indent="")
    for song in result["failed"]:
        console.line(f"  {song['song']}: {song['failure']}")
    return len(result["failed"])

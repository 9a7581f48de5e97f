"""``moodlark evaluate feelings``: are typed sentences understood? Main thread."""

from __future__ import annotations

import argparse

from player.commands.arguments import existing_file
from player.commands.console import Console
from player.paths import Home, models_dir
from player.wording import translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate feelings``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "sentences",
        metavar="FILE.jsonl",
        help=translate(
            "Command", "one JSON object a line: text, and what may come of it (moods, styles...)"
        ),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many sentences were not understood as allowed."""
    del home
    from player.evaluation import feelings

    result = feelings.run(existing_file(options.sentences), models_dir=models_dir())
    console.document(result)
    console.table(feelings.table(result), indent="")
    wrong = [row for row in result["sentences"] if row["wrong"]]
    for row in wrong:
        parts = ", ".join(row["parts"]) or translate("Command", "nothing")
        console.line(f"  {row['text']}: {parts} ({', '.join(row['wrong'])})")
    return len(wrong)

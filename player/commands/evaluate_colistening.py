"""``moodlark evaluate colistening``: do the artist factors find what was left out? Main thread."""

from __future__ import annotations

import argparse
from typing import Any

from player.commands.arguments import existing_file, existing_folder, whole_number
from player.commands.console import Console
from player.errors import UsageError
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import sentence, translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate colistening``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "plays",
        metavar="FILE",
        help=translate("Command", "userID, artistID, weight, with tabs between them"),
    )
    group.add_argument(
        "--data",
        metavar=translate("Command", "DIR"),
        help=translate("Command", "listening data of other users, to train the baselines on"),
    )
    trained = group.add_mutually_exclusive_group()
    trained.add_argument(
        "--exclude-trained-users",
        dest="include_trained",
        action="store_false",
        default=False,  # argparse would make it True
        help=translate("Command", "judge only users the factors were not trained on (default)"),
    )
    trained.add_argument(
        "--include-trained-users",
        dest="include_trained",
        action="store_true",
        help=translate("Command", "judge users they were trained on, too"),
    )
    group.add_argument(
        "--folds",
        type=whole_number(2),
        metavar="N",
        help=translate("Command", "train anew for each fold of the users in the file"),
    )
    group.add_argument(
        "--test-folds",
        metavar="K,K...",
        help=translate("Command", "judge only these folds, from 1 (default: all)"),
    )
    group.add_argument(
        "--draws",
        type=whole_number(1),
        default=1,
        metavar="N",
        help=translate("Command", "artists left out per user, one at a time (default: 1)"),
    )
    group.add_argument(
        "--seed",
        type=whole_number(0),
        default=0,
        metavar="N",
        help=translate("Command", "start of everything random"),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate and print; nothing can fail halfway."""
    del home
    file = existing_file(options.plays)
    data = existing_folder(options.data) if options.data else None
    tested = _folds(options.test_folds, options.folds)
    use_one_thread()
    from player.evaluation import colistening

    chosen = colistening.Options(
        seed=options.seed, draws=options.draws, include_trained_users=options.include_trained
    )
    with console.bar(translate("Command", "Listening")) as bar:
        if options.folds:
            result = colistening.run_folds(
                file, data, options.folds, tested, chosen, progress=bar.update
            )
        else:
            result = colistening.run(file, models_dir(), data, chosen, progress=bar.update)
    console.document(result)
    for line in _headings(result):
        console.line(line)
    console.table(_table(result), indent="")
    return 0


def _folds(text: str | None, folds: int | None) -> list[int]:
    """The folds that *text* names.

    :raises UsageError: there are no such folds.
    """
    if text is None:
        return []
    try:
        found = [int(part) for part in text.split(",")]
    except ValueError:
        found = [0]
    if not folds or not all(1 <= k <= folds for k in found):
        raise UsageError(sentence("Command", "There are no folds {folds}.", folds=text))
    return found


def _headings(result: dict[str, Any]) -> list[str]:
    lines = [
        translate(
            "Report",
            "{users} users, {draws} artist(s) left out of each, one at a time (seed {seed}), "
            "ranked among {artists} artists without those played.",
            users=result["users"],
            draws=result["draws"],
            seed=result["seed"],
            artists=result["artists"],
        )
    ]
    if result.get("left_out_trained_users"):
        lines.append(
            translate(
                "Report",
                "{count} users are left out, as the factors were trained on them.",
                count=result["left_out_trained_users"],
            )
        )
    if len(result["rows"]) == 1:
        lines.append(
            translate(
                "Report",
                "With --data, baselines are trained on other users and judged beside them.",
            )
        )
    return lines


def _table(result: dict[str, Any]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("", "hit rate@10", "NDCG@10")]
    rows += [(name, *map(_cell, figures.values())) for name, figures in result["rows"].items()]
    rows += [
        (f"ours - {name}", *(_cell(figure, "+") for figure in figures.values()))
        for name, figures in result["ours_minus"].items()
    ]
    return rows


def _cell(figure: dict[str, Any], sign: str = "") -> str:
    low, high = figure["ci95"]
    return f"{figure['value']:{sign}.3f}  ({low:{sign}.3f} ... {high:{sign}.3f})"

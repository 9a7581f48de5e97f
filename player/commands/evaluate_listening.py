"""``moodlark evaluate listening``: a listener's own history replayed. Main thread."""

from __future__ import annotations

import argparse
from typing import Any

from player.commands.arguments import existing_file, whole_number
from player.commands.console import Console
from player.errors import DataFileError, StoreWriteError, UsageError
from player.paths import Home, models_dir
from player.tagging.child import use_one_thread
from player.wording import sentence, translate, translate_count

_PLAYS, _LISTS = 4_000, 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate listening``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    group.add_argument(
        "log",
        metavar="LOG",
        help=translate(
            "Command",
            "a file that “moodlark export” wrote, or a table of time, artist, track and album",
        ),
    )
    group.add_argument(
        "--plays",
        type=whole_number(0),
        default=_PLAYS,
        metavar="N",
        help=translate(
            "Command",
            "judge at most so many plays, drawn by chance; 0: all ({count})",
            count=_PLAYS,
        ),
    )
    group.add_argument(
        "--lists",
        type=whole_number(0),
        default=_LISTS,
        metavar="N",
        help=translate(
            "Command",
            "offer a list in at most so many sessions, likewise; 0: in all ({count})",
            count=_LISTS,
        ),
    )
    group.add_argument(
        "--seed",
        type=whole_number(0),
        default=0,
        metavar="N",
        help=translate("Command", "the same number draws the same again"),
    )
    group.add_argument(
        "--fit-weights",
        action="store_true",
        help=translate("Command", "fit the weights of the score to the first part of the log"),
    )
    group.add_argument(
        "--save-weights",
        action="store_true",
        help=translate(
            "Command", "with --fit-weights, use them from now on if they are surely better"
        ),
    )


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many lines of the log could not be used."""
    path = existing_file(options.log)
    if options.save_weights and not options.fit_weights:
        raise UsageError(
            sentence(
                "Command",
                "{option} needs {other} beside it.",
                option="--save-weights",
                other="--fit-weights",
            )
        )
    use_one_thread()
    from player.evaluation import listening, listening_library, listening_table_text
    from player.evaluation.listening_reading import read_log
    from player.jobs.artist_file import neighbours_factory

    log = read_log(path.read_bytes(), path.name)
    if not log.plays:
        raise DataFileError(
            sentence(
                "Evaluation",
                "{name} holds no plays that can be read. Wanted is a file that “moodlark export” "
                "wrote, or a table with columns for time, artist and track.",
                name=path.name,
            )
        )
    universe, found = listening_library.library_of(log, home)
    with console.bar(translate("Command", "Replaying")) as bar:
        result = listening.run(
            log,
            universe,
            found=found,
            plays=options.plays,
            lists=options.lists,
            seed=options.seed,
            fit_weights=options.fit_weights,
            neighbours=neighbours_factory(models_dir()),
            progress=bar.update,
        )
    result["saved"] = options.save_weights and _save(result["fitted"], home)
    console.document(result)
    _print(result, listening_table_text, console)
    return len(log.bad)


def _save(fitted: dict[str, Any], home: Home) -> bool:
    """Keep the fitted weights where they are surely better."""
    from player.jobs.own_weights import own_weights_file, save_own_weights

    if not fitted["better"]:
        return False
    try:
        save_own_weights(home, fitted["weights"], fitted_on=fitted["choices"])
    except OSError as error:
        raise StoreWriteError(
            sentence(
                "Command",
                "The file {path} cannot be written: {reason}",
                path=str(own_weights_file(home)),
                reason=error.strerror or str(error),
            )
        ) from error
    return True


def _print(result: dict[str, Any], text: Any, console: Console) -> None:
    for line in (*text.about(result), *text.heard_out(result)):
        console.line(line)
    for title, rows in text.tables(result):
        console.line()
        console.line(title)
        console.table(rows)
    bad = result["log"]["bad_lines"]
    if bad:
        console.line()
        console.line(
            translate_count(
                "Evaluation",
                "{count} line could not be used:",
                "{count} lines could not be used:",
                bad,
            )
        )
        for one in result["log"]["bad"]:
            console.line(
                "  "
                + translate("Evaluation", "line {line}: {why}", line=one["line"], why=one["why"])
            )

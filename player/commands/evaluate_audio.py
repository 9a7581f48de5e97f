"""``moodlark evaluate audio``: how well the network hears, on labelled clips. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from player.commands.arguments import existing_file
from player.commands.console import Console
from player.commands.labelled_clips import add_clips, add_workers
from player.errors import UsageError
from player.paths import Home, models_dir
from player.settings import load_settings
from player.tagging.child import use_one_thread
from player.wording import sentence, translate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments after ``evaluate audio``."""
    group = parser.add_argument_group(translate("Command", "What to evaluate"))
    add_clips(group, folds_needed=False)
    group.add_argument(
        "--robust",
        action="store_true",
        help=translate("Command", "also judge quieter and badly coded copies of every clip"),
    )
    group.add_argument(
        "--plots",
        metavar=translate("Command", "DIR"),
        help=translate("Command", "draw confusion, reliability and the plane into this folder"),
    )
    group.add_argument(
        "--compare",
        metavar="TEACHERS_DIR",
        help=translate("Command", "with --folds, also judge the teachers and simpler baselines"),
    )
    group.add_argument(
        "--markdown",
        metavar="FILE.md",
        help=translate("Command", "with --compare, write its table into this file"),
    )
    add_workers(group)


def run(options: argparse.Namespace, home: Home, console: Console) -> int:
    """Evaluate, print, and return how many clips could not be analysed."""
    manifest = existing_file(options.manifest)
    folds = existing_file(options.folds) if options.folds else None
    plots = _made_folder(options.plots) if options.plots else None
    _check_needs(options)
    markdown = _made_file(options.markdown) if options.markdown else None
    use_one_thread()  # the workers are the parallelism
    from player.evaluation import audio

    with console.bar(translate("Command", "Listening")) as bar:
        result = audio.run(
            manifest,
            models_dir=models_dir(),
            folds=folds,
            device=load_settings(home.settings_file).device,
            cache=home.cache_dir / "training" / "heard.npz",
            workers=options.workers,
            robust=options.robust,
            plots=plots,
            teachers=Path(options.compare).expanduser().absolute() if options.compare else None,
            progress=bar.update,
        )
    if markdown is not None:
        markdown.write_text(audio.markdown(result["comparison"]), encoding="utf-8")
    console.document(result)
    console.table(audio.table(result), indent="")
    failed = result["failed"]
    for clip in failed:
        console.line(f"  {clip['file']}: {clip['failure']}")
    return len(failed)


def _check_needs(options: argparse.Namespace) -> None:
    """Options that say nothing without another."""
    for option, other in (("compare", "folds"), ("markdown", "compare")):
        if getattr(options, option) and not getattr(options, other):
            raise UsageError(
                sentence(
                    "Command",
                    "{option} needs {other} beside it.",
                    option=f"--{option}",
                    other=f"--{other}",
                )
            )


def _made_file(name: str) -> Path:
    """The file *name*, empty when it was missing: said before an hour of listening, not after."""
    path = Path(name).expanduser().absolute()
    try:
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise UsageError(
            sentence(
                "Command",
                "The file {path} cannot be written: {reason}",
                path=name,
                reason=error.strerror or str(error),
            )
        ) from error
    return path


def _made_folder(name: str) -> Path:
    """The folder *name*, made when it is missing: said before an hour of listening, not after."""
    path = Path(name).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            sentence(
                "Command",
                "The folder {path} cannot be made: {reason}",
                path=name,
                reason=error.strerror or str(error),
            )
        ) from error
    return path

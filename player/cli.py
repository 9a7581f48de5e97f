"""The command line: reads the arguments, runs one command, turns what happened into a status.

Main thread, no window. Exit status: 0 done (failed files are listed), 1 the same under
``--strict`` when a file failed, 2 wrong use, 3 could not run.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from player import wording
from player.commands import (
    arguments,
    bench,
    doctor,
    duplicates,
    evaluate,
    export,
    exposure,
    forget,
    import_,
    journey,
    ledger,
    path,
    play,
    queue,
    scan,
    status,
    tag,
    tags,
    train,
    why,
)
from player.commands.console import Command, Console
from player.errors import MoodlarkError, UsageError
from player.paths import Home, find_home
from player.settings import Settings, load_settings
from player.wording import translate

DONE, FILES_FAILED, WRONG_USE, COULD_NOT_RUN = 0, 1, 2, 3
_INTERRUPTED = 130

COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "scan": scan,
        "tag": tag,
        "status": status,
        "tags": tags,
        "duplicates": duplicates,
        "queue": queue,
        "journey": journey,
        "path": path,
        "why": why,
        "play": play,
        "export": export,
        "import": import_,
        "forget": forget,
        "ledger": ledger,
        "exposure": exposure,
        "evaluate": evaluate,
        "bench": bench,
        "train": train,
        "doctor": doctor,
    }
)


@dataclass(frozen=True, slots=True)
class Call:
    """What the person asked for."""

    home: Home
    """Where the listener's data are."""
    command: str | None
    """A key of :data:`COMMANDS`; ``None`` is the window."""
    options: argparse.Namespace
    """The command's arguments."""
    settings: Settings
    """The listener's preferences, in the language asked for."""


def parse(words: Sequence[str]) -> Call:
    """Understand the arguments *words*, and speak the listener's language from here on.

    :raises SystemExit: with 2 on wrong use, with 0 after ``--help`` and ``--version``.
    """
    early = arguments.early_options(words)
    home = find_home(early.home)
    settings = load_settings(home.settings_file)
    wording.set_language(early.language or settings.language)
    options = arguments.build_parser(COMMANDS).parse_args(words)
    if options.language:
        settings = replace(settings, language=options.language)
    return Call(home=home, command=options.command, options=options, settings=settings)


def run(call: Call) -> int:
    """Run the command of *call* and return the exit status."""
    assert call.command is not None, "the window is not a command"
    console = Console(sys.stdout, sys.stderr, as_json=call.options.as_json)
    try:
        with _log_to(call.home):
            failed = COMMANDS[call.command].run(call.options, call.home, console)
        sys.stdout.flush()
    except UsageError as error:
        console.note(_complaint(error))
        return WRONG_USE
    except MoodlarkError as error:
        console.note(_complaint(error))
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        console.note(translate("Command", "Stopped. What was finished is kept."))
        return _INTERRUPTED
    except BrokenPipeError:  # `moodlark queue | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + int(getattr(signal, "SIGPIPE", 13))
    return FILES_FAILED if call.options.strict and failed else DONE


def _complaint(error: MoodlarkError) -> str:
    return f"moodlark: {error.sentence}"


@contextlib.contextmanager
def _log_to(home: Home) -> Iterator[None]:
    """Send warnings of the program and its libraries to the log file, never to the terminal."""
    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):  # no place to log is no reason not to work
        home.folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(
            home.log_file, encoding="utf-8", errors="backslashreplace", delay=True
        )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        handler.close()

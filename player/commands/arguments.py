"""The argument parser, speaking the listener's language.

Main thread. argparse writes its headings and complaints in English; the parser here says them
through ``wording``. Options every command takes may stand before or after the command's name.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import player
from player.commands.console import Command
from player.errors import UsageError
from player.wording import sentence, translate

LANGUAGES = ("en", "zh", "auto")

Declare = Callable[[argparse.ArgumentParser], None]
"""Declares arguments."""


class _HelpFormatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        prefix = translate("Command", "Usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that explains itself in the listener's language."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _HelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """Print the usage and *message* and leave with 2."""
        short = translate("Command", "Try “{command} --help”.", command=self.prog)
        self.exit(2, f"moodlark: {_in_our_words(message)}\n{short}\n")


def early_options(words: Sequence[str]) -> argparse.Namespace:
    """``home`` and ``language``, which must be known before the parser can speak."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--home")
    parser.add_argument("--language")
    try:
        return parser.parse_known_args(words)[0]
    except argparse.ArgumentError:  # said properly by the real parser
        return argparse.Namespace(home=None, language=None)


def build_parser(commands: Mapping[str, Command]) -> Parser:
    """The parser of the program and of its *commands*."""
    parser = Parser(
        prog="moodlark",
        description=translate(
            "Command", "A music player that knows how music feels. Without a command: the window."
        ),
    )
    _add_common(parser, own=True)
    chosen = parser.add_subparsers(
        dest="command",
        metavar=translate("Command", "COMMAND"),
        title=translate("Command", "Commands"),
        parser_class=Parser,
    )
    for name, command in commands.items():
        summary = command.summary()
        sub = chosen.add_parser(name, help=summary, description=summary)
        command.add_arguments(sub)
        _add_common(sub, own=False)
    return parser


def add_networks(
    parser: argparse.ArgumentParser, title: str, parts: Mapping[str, tuple[str, Declare]]
) -> None:
    """Let the word after the command choose a network, which has arguments of its own.

    :param parts: ``audio``, ``lyrics`` -> what it is, and what declares its arguments. The chosen
        one is ``network`` of the options.
    """
    chosen = parser.add_subparsers(
        dest="network", metavar="|".join(parts), title=title, required=True, parser_class=Parser
    )
    for name, (what, declare) in parts.items():
        sub = chosen.add_parser(name, help=what, description=what)
        declare(sub)
        _add_common(sub, own=False)


def _add_common(parser: Parser, *, own: bool) -> None:
    """Options of every command; only the program's *own* parser gives them defaults."""

    def default(value: object) -> Any:
        return value if own else argparse.SUPPRESS

    group = parser.add_argument_group(translate("Command", "Options of every command"))
    group.add_argument(
        "-h", "--help", action="help", help=translate("Command", "show this help and stop")
    )
    group.add_argument(
        "--home",
        metavar=translate("Command", "DIR"),
        default=default(None),
        help=translate("Command", "where Moodlark keeps its data (also MOODLARK_HOME)"),
    )
    group.add_argument(
        "--json",
        dest="as_json",
        action="store_true",
        default=default(False),
        help=translate("Command", "print one JSON document and nothing else"),
    )
    if "--strict" not in parser._option_string_actions:  # a wish can be strict, too
        group.add_argument(
            "--strict",
            action="store_true",
            default=default(False),
            help=translate("Command", "exit with 1 when a file failed"),
        )
    group.add_argument(
        "--language",
        metavar="en|zh",
        type=_one_of(LANGUAGES),
        default=default(None),
        help=translate("Command", "language of the sentences (default: the system's)"),
    )
    if own:
        group.add_argument(
            "--version", action="version", version=f"moodlark {player.__version__}",
            help=translate("Command", "show the version and stop"),
        )  # fmt: skip


def choice(group: argparse._ArgumentGroup, name: str, allowed: Sequence[str], **more: Any) -> None:
    """Add the argument *name* that takes one of *allowed*."""
    more.setdefault("metavar", "|".join(allowed))
    group.add_argument(name, type=_one_of(allowed), **more)


def _one_of(allowed: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text in allowed:
            return text
        raise argparse.ArgumentTypeError(
            translate(
                "Command", "“{text}” is none of: {allowed}", text=text, allowed=", ".join(allowed)
            )
        )

    return read


def whole_number(least: int) -> Callable[[str], int]:
    """A reader of whole numbers from *least* up."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            raise argparse.ArgumentTypeError(
                translate(
                    "Command",
                    "“{text}” is not a whole number of {least} or more",
                    text=text,
                    least=least,
                )
            )
        return number

    return read


def number_between(low: float, high: float) -> Callable[[str], float]:
    """A reader of numbers from *low* to *high*."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = high + 1.0
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(
                translate(
                    "Command",
                    "“{text}” is not a number from {low} to {high}",
                    text=text,
                    low=f"{low:g}",
                    high=f"{high:g}",
                )
            )
        return number

    return read


def positive_seconds(text: str) -> float:
    """A finite number of seconds above 0."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(
            translate("Command", "“{text}” is not a time in seconds", text=text)
        )
    return seconds


def existing_file(name: str) -> Path:
    """The file *name*.

    :raises UsageError: there is none.
    """
    path = Path(name).expanduser().absolute()
    if not path.is_file():
        raise UsageError(sentence("Command", "There is no file {path}.", path=name))
    return path


def existing_folder(name: str) -> Path:
    """The folder *name*.

    :raises UsageError: there is none.
    """
    path = Path(name).expanduser().absolute()
    if not path.is_dir():
        raise UsageError(sentence("Command", "There is no folder {path}.", path=name))
    return path


def point(text: str) -> tuple[float, float]:
    """``V,A``: valence and arousal, each within -1..1."""
    try:
        valence, arousal = (float(part) for part in text.split(","))
    except ValueError:
        valence = arousal = 2.0
    if not (-1.0 <= valence <= 1.0 and -1.0 <= arousal <= 1.0):
        raise argparse.ArgumentTypeError(
            translate(
                "Command",
                "“{text}” is not a point: write pleasantness and energy as V,A after an equals "
                "sign, each between -1 and 1",
                text=text,
            )
        )
    return valence, arousal


def names_from(*known: str) -> Callable[[str], tuple[str, ...]]:
    """The type of an option that takes some of *known*, with commas between them."""

    def read(text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
        if not set(names) <= set(known):
            raise argparse.ArgumentTypeError(
                translate(
                    "Command",
                    "“{text}” is not a list of these: {names}",
                    text=text,
                    names=", ".join(known),
                )
            )
        return names

    return read


def _in_our_words(message: str) -> str:
    """An argparse complaint in the listener's language; one we do not know stays as it is."""
    for pattern, say in _COMPLAINTS:
        match = pattern.fullmatch(message)
        if match:
            return say(*match.groups())
    return message


_COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (
        re.compile(r"the following arguments are required: (.*)"),
        lambda names: translate("Command", "Something is missing: {names}", names=names),
    ),
    (
        re.compile(r"unrecognized arguments: (.*)"),
        lambda names: translate("Command", "I do not understand: {names}", names=names),
    ),
    (
        re.compile(r"argument (\S+): expected .*argument.*"),
        lambda name: translate("Command", "{name} needs a value", name=name),
    ),
    (
        re.compile(r"argument \S+: not allowed with argument (\S+)"),
        lambda name: translate("Command", "This cannot be combined with {name}", name=name),
    ),
    (
        re.compile(r"argument .*: invalid choice: '?(.*?)'? \(choose from .*\)", re.DOTALL),
        lambda name: translate("Command", "There is no command “{name}”", name=name),
    ),
    (re.compile(r"argument (\S+): (.*)", re.DOTALL), lambda name, why: f"{name}: {why}"),
)

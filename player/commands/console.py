"""What a command prints: lines or one JSON document on stdout, notes and progress on stderr.

Main thread only. Under ``--json`` nothing but the document reaches stdout. The bar appears only
where stderr is a terminal.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TextIO

from player.paths import Home
from player.wording import translate, translate_count

_REDRAW_S = 0.1
_BAR_WIDTH = 24


class Command(Protocol):
    """What the parser and the dispatcher need of a command's module."""

    def summary(self) -> str:
        """One line for the list of commands."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""

    def run(self, options: argparse.Namespace, home: Home, console: Console) -> int:
        """Do the work and return how many files failed.

        :raises MoodlarkError: it could not run.
        """


class Console:
    """Where a command writes."""

    def __init__(self, out: TextIO, err: TextIO, *, as_json: bool) -> None:
        self._out = out
        self._err = err
        self.as_json = as_json
        for stream in (out, err):
            if isinstance(stream, io.TextIOWrapper):  # a name may hold bytes that are no text
                stream.reconfigure(errors="backslashreplace")
        if as_json and isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding="utf-8", errors="backslashreplace")  # else "strict" again

    def line(self, text: str = "") -> None:
        """Print *text* for a person; nothing under ``--json``."""
        if not self.as_json:
            self._out.write(text + "\n")

    def raw(self, blocks: Iterable[bytes]) -> None:
        """Write *blocks*, UTF-8 text or not, as they are: they are the result."""
        self._out.flush()
        for block in blocks:
            self._out.buffer.write(block)
        self._out.buffer.flush()

    def note(self, text: str) -> None:
        """Tell a person something that is not the result."""
        self._err.write(text + "\n")
        self._err.flush()

    def confirm(self, question: str) -> bool:
        """Ask a person; ``False`` where nobody can answer (no terminal, ``--json``)."""
        if self.as_json or not (sys.stdin.isatty() and self._err.isatty()):
            return False
        self._err.write(f"{question} {translate('Command', '[y/N]')} ")
        self._err.flush()
        return sys.stdin.readline().strip().casefold() in {"y", "yes", "是", "好"}

    def document(self, document: Any) -> None:
        """Print *document* as JSON; nothing without ``--json``."""
        if self.as_json:
            text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
            self._out.write(text + "\n")

    def table(self, rows: Sequence[Sequence[str]], *, indent: str = "  ") -> None:
        """Print *rows* in columns as wide as their widest cell (wide characters counted twice)."""
        if not rows:
            return
        widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (
                cell + " " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True)
            )
            self.line((indent + "  ".join(cells)).rstrip())

    def bar(self, label: str) -> Bar:
        """A progress bar on stderr, silent where that is no terminal."""
        return Bar(self._err, label, shown=self._err.isatty())


class Bar:
    """``Listening  ███████░░░░  12 of 68, 20 s left``, on one line that is wiped at the end."""

    def __init__(self, err: TextIO, label: str, *, shown: bool) -> None:
        self._err = err
        self._label = label
        self._shown = shown
        self._drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown and self._drawn:
            self._err.write("\r\x1b[K")
            self._err.flush()

    def rename(self, label: str) -> None:
        """Another stage of the work begins."""
        self._label = label

    def update(self, done: int, total: int | None, *, left_s: float | None = None) -> None:
        """Show that *done* of *total* files are done.

        :param total: ``None`` while it is not known.
        :param left_s: estimated time left, where there is an estimate.
        """
        now = time.monotonic()
        if not self._shown or now - self._drawn < _REDRAW_S:
            return
        self._drawn = now
        text = f"{self._label}  {_amount(done, total, left_s)}"
        width = shutil.get_terminal_size().columns - 1
        self._err.write("\r\x1b[K" + text[:width])
        self._err.flush()


def _amount(done: int, total: int | None, left_s: float | None) -> str:
    if not total:
        return translate_count("Command", "{count} file", "{count} files", done)
    filled = round(_BAR_WIDTH * min(done / total, 1.0))
    bar = "█" * filled + "░" * (_BAR_WIDTH - filled)
    counted = translate("Command", "{done} of {total}", done=f"{done:,}", total=f"{total:,}")
    if left_s is None:
        return f"{bar}  {counted}"
    return f"{bar}  {counted}, " + translate("Command", "{time} left", time=duration(left_s))


def duration(seconds: float) -> str:
    """``4:07`` or ``1:02:03``, as players write times."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def shown_path(path: str) -> str:
    """*path* as short as it can be said from the current folder."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


def _cells(text: str) -> int:
    """Columns *text* takes in a terminal."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)

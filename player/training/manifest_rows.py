"""Tables of labelled clips, read cell by cell; what cannot be understood is refused by its place.

Command line only. Every refusal names the file, the row (as a text editor counts lines) and the
column. Must not know what the labels are for; must not look for the clips themselves.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from player.errors import UsageError
from player.wording import Sentence, sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with its place for refusals."""

    table: Path
    """The file it stands in."""
    line: int
    """Line of the file on which it ends, from 1."""
    cells: Mapping[str, str]
    """Column -> text without spaces around it; columns are in lower case."""

    def refuse(self, column: str, reason: Sentence) -> UsageError:
        """The error that says why the cell of *column* cannot be used."""
        return UsageError(
            sentence(
                "Training",
                "{file}, row {row}, column {column}: {reason}",
                file=str(self.table),
                row=self.line,
                column=column,
                reason=str(reason),
            )
        )

    def text(self, *columns: str) -> str:
        """The first of *columns* that is there and not empty, else the empty text."""
        return next((found for name in columns if (found := self.cells.get(name, ""))), "")

    def number(self, column: str, low: float, high: float = math.inf) -> float | None:
        """The number in *column*; ``None`` where there is none.

        :raises UsageError: it is no number, or not within *low* to *high*.
        """
        text = self.text(column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isnan(value):
            raise self.refuse(column, sentence("Training", "“{text}” is not a number.", text=text))
        if not low <= value <= high:
            raise self.refuse(column, _out_of_range(text, low, high))
        return value

    def whole_number(self, column: str, low: int) -> int | None:
        """The whole number in *column*, at least *low*; ``None`` where there is none.

        :raises UsageError: it is anything else.
        """
        value = self.number(column, low)
        if value is None:
            return None
        if not value.is_integer():
            text = self.text(column)
            raise self.refuse(
                column, sentence("Training", "“{text}” is not a whole number.", text=text)
            )
        return int(value)

    def file(self) -> str:
        """The path in the column ``file``, with forward slashes, inside the table's folder.

        :raises UsageError: it is missing, or leads out of the folder.
        """
        text = self.text("file").replace("\\", "/")
        if not text:
            raise self.refuse("file", sentence("Training", "The name of the clip is missing."))
        path = PurePosixPath(text)
        if path.is_absolute() or ".." in path.parts:
            reason = sentence(
                "Training", "“{text}” is not inside the folder of the table.", text=text
            )
            raise self.refuse("file", reason)
        return str(path)


def _out_of_range(text: str, low: float, high: float) -> Sentence:
    if math.isinf(high):
        return sentence("Training", "{text} is less than {low}.", text=text, low=f"{low:g}")
    return sentence(
        "Training",
        "{text} is not between {low} and {high}.",
        text=text,
        low=f"{low:g}",
        high=f"{high:g}",
    )


def read_rows(table: Path, needed: Sequence[str]) -> list[Row]:
    """All rows of a comma-separated UTF-8 table; empty lines are left out.

    :param needed: columns without which nothing can be understood.
    :raises UsageError: it cannot be read, or a needed column is missing.
    """
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            return list(_rows(table, lines, needed))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            sentence(
                "Training",
                "{file} cannot be read as a table (CSV, UTF-8): {reason}",
                file=str(table),
                reason=str(error),
            )
        ) from error


def _rows(table: Path, lines: Iterable[str], needed: Sequence[str]) -> Iterator[Row]:
    reader = csv.reader(lines, strict=True)
    columns = [name.strip().casefold() for name in next(reader, [])]
    for name in needed:
        if name not in columns:
            raise UsageError(
                sentence(
                    "Training",
                    "{file}, row 1: there is no column {column}.",
                    file=str(table),
                    column=name,
                )
            )
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        row = Row(
            table,
            reader.line_num,
            dict(zip_longest(columns, map(str.strip, cells[: len(columns)]), fillvalue="")),
        )
        if len(cells) > len(columns):
            reason = sentence(
                "Training",
                "The row has more cells than there are columns; a text with a comma needs quotes.",
            )
            raise row.refuse(str(len(columns) + 1), reason)
        yield row

"""From the bytes of a table of unknown make to its rows: encoding, delimiter, quotes.

Pure Python, command line only. Must never raise, whatever the bytes are; what the cells mean is
:mod:`player.evaluation.listening_table`'s.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence

Row = tuple[int, list[str]]
"""Number of the (first) line, from 1, and its cells."""

DELIMITERS = ("\t", ",", ";", "|")
_SNIFFED = 60
_JOINED = 6
"""Lines a quoted cell may run over: a stray quote must not swallow the rest of the file."""
_LINES = re.compile(r"\r\n|\n|\r")  # str.splitlines would also split at U+2028 inside a title
_FEW = 0.01


def decoded(data: bytes) -> str:
    """*data* as text: by its byte order mark, else UTF-16 by its zeros, UTF-8, GB 18030, or at
    last Windows' Western European, which fits anything."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    start = data[:2000]
    if start.count(0) * 4 > len(start):
        even = start[0::2].count(0)
        return data.decode("utf-16-be" if even * 4 > len(start) else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", "replace")
    if lenient.count("\ufffd") < _FEW * len(lenient):
        return lenient  # a few damaged bytes
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows_of(text: str, is_time: Callable[[str], bool]) -> list[Row]:
    """The rows of a table, empty lines left out.

    The delimiter is the one by which most of the first lines have a cell that *is_time* beside two
    more cells. A line with an odd number of quotes is joined to those after it only where that
    closes the quote and it or the next one alone has too few cells; else its quotes are letters.
    """
    lines = _LINES.split(text.lstrip("\ufeff").replace("\0", ""))
    delimiter = _delimiter(lines[:_SNIFFED], is_time)
    return list(_rows(lines, delimiter))


def _delimiter(lines: Sequence[str], is_time: Callable[[str], bool]) -> str:
    def fits(delimiter: str) -> int:
        cells = (_cells(line, delimiter) for line in lines if line)
        return sum(len(row) >= 3 and any(map(is_time, row)) for row in cells)

    return max(DELIMITERS, key=fits)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    place = 0
    expected = 0
    while place < len(lines):
        number, line = place + 1, lines[place]
        place += 1
        if not line.strip():
            continue
        cells = _cells(line, delimiter)
        if line.count('"') % 2 and (
            len(cells) < expected or len(_following(lines, place, delimiter)) < expected
        ):
            joined = _joined(lines, place - 1, delimiter, expected)
            if joined is not None:
                cells, place = joined
        expected = expected or len(cells)
        yield number, cells


def _following(lines: Sequence[str], place: int, delimiter: str) -> list[str]:
    return _cells(lines[place], delimiter) if place < len(lines) else []


def _joined(
    lines: Sequence[str], first: int, delimiter: str, expected: int
) -> tuple[list[str], int] | None:
    """The cells of a line whose quoted cell runs over several, and the place of the next line."""
    text = lines[first]
    for place in range(first + 1, min(first + _JOINED, len(lines))):
        text += "\n" + lines[place]
        if text.count('"') % 2 == 0:
            cells = _cells(text, delimiter)
            return (cells, place + 1) if len(cells) >= expected else None
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    # one text with line feeds in it, so that a quoted cell may hold them
    parts = [f"{part}\n" for part in line.split("\n")]
    try:
        if line.count('"') % 2:
            reader = csv.reader(parts, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(parts, delimiter=delimiter)
        row = next(reader)
    except (csv.Error, StopIteration):
        row = line.split(delimiter)
    return [" ".join(cell.split()) for cell in row] or [""]

"""Reading when a play of a foreign log began, in any of the usual spellings: :func:`parse_time`.

Pure Python, command line only. A time that names no zone is taken as UTC, as exporters of scrobbles
write it. Must never raise: what is no time is ``None``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EARLIEST, LATEST = 946_684_800.0, 4_102_444_800.0
"""2000 and 2100: outside lie the zeros and nonsense that exporters write for *unknown*."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NUMBER = re.compile(r"\d{9,17}(?:\.\d*)?")
_CLOCK = r"(?:\D+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]\.?m)?\.?)?"
_END = r"\s*(?:utc|gmt|z|\+00:?00)?"
_YEAR_FIRST = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?" + _CLOCK + _END, re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})" + _CLOCK + _END, re.IGNORECASE)
_NAMED = re.compile(r"(\d{1,2})\.?[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4})" + _CLOCK + _END, re.I)
_NAMED_FIRST = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})" + _CLOCK + _END, re.I)


def parse_time(text: str, *, month_first: bool = False) -> float | None:
    """Seconds since 1970, or ``None`` where *text* is no time between 2000 and 2100.

    Understood are seconds, milli- and microseconds since 1970, ISO 8601, ``02 Jan 2024, 13:45``,
    ``Jan 2, 2024 1:45 pm``, ``2024/1/2 13:45``, ``02.01.2024 13:45`` and dates of mails.

    :param month_first: what ``01/02/2024`` means: 2 January instead of 1 February.
    """
    text = text.strip()
    if not text or len(text) > 64 or not any(letter.isdigit() for letter in text):
        return None
    found = _epoch(text)
    if found is None:
        found = _written(text, month_first=month_first)
    return found if found is not None and EARLIEST <= found < LATEST else None


def names_month_first(text: str) -> bool | None:
    """Whether a date like ``01/13/2024`` can only be meant with the month first; ``None``: open."""
    found = _YEAR_LAST.fullmatch(text.strip())
    if found is None:
        return None
    one, other = int(found[1]), int(found[2])
    return None if (one > 12) == (other > 12) else other > 12


def _epoch(text: str) -> float | None:
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    while number >= 1e11:  # milli-, micro-, nanoseconds
        number /= 1e3
    return number


def _written(text: str, *, month_first: bool) -> float | None:
    for read in (_iso, lambda t: _by_pattern(t, month_first), _of_mail):
        try:
            when = read(text)
            if when is not None:
                zoned = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
                return zoned.timestamp()
        except (ValueError, OverflowError, IndexError, TypeError):
            continue  # the right shape for that reader, but no such day or hour
    return None


def _iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-\d\d-\d\d", text):
        return None  # fromisoformat also reads week numbers and bare digits
    return datetime.fromisoformat(text)


def _by_pattern(text: str, month_first: bool) -> datetime | None:
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _YEAR_LAST.fullmatch(text):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        day, month = (other, one) if month_first else (one, other)
    elif found := _NAMED.fullmatch(text):
        day, month, year = int(found[1]), _MONTHS.get(found[2].lower(), 0), int(found[3])
    elif found := _NAMED_FIRST.fullmatch(text):
        month, day, year = _MONTHS.get(found[1].lower(), 0), int(found[2]), int(found[3])
    else:
        return None
    hour, minute, second = (int(found[place] or 0) for place in (4, 5, 6))
    if found[7]:
        hour = hour % 12 + (12 if found[7].lower().startswith("p") else 0)
    return datetime(year, month, day, hour, minute, second)


def _of_mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if text[:1].isalpha() else None

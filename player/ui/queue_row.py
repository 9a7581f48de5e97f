"""One row of the queue: what it says, and where its parts are. Main thread; plain data."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from player.ui.theme import SPACE
from player.wording import translate

ROW_HEIGHT = 56
"""A closed row, px: title, artist, why."""
COVER = 40
"""Side of a row's cover, px."""
_BUTTON = 28
_REASON, _SUM = 20, 26


@dataclass(frozen=True, slots=True)
class QueueReason:
    """One signed term of the score."""

    text: str
    """What it says, as shown."""
    contribution: float
    """What it adds to the score, or takes from it."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A track in the queue, ready to be shown."""

    entry_id: int
    """Which entry of the queue."""
    track_id: int
    """Which track (a track may stand twice)."""
    title: str
    """Title, or the file's name."""
    artist: str
    """Artists; may be empty."""
    duration_s: float
    """Length, seconds; 0 where not known."""
    why: str = ""
    """One line of why it is here."""
    why_short: str = ""
    """The same in fewer words, for where the line has no room; empty where there are none."""
    reasons: tuple[QueueReason, ...] = ()
    """The score's own terms."""
    mood: str = ""
    """Name of its mood; empty when unsure."""
    point: tuple[float, float] | None = None
    """Valence and arousal; None when not known."""
    locked: bool = False
    """It stays when the mood changes."""

    @property
    def score(self) -> float:
        """The sum of the reasons."""
        return math.fsum(reason.contribution for reason in self.reasons)


class Region(enum.Enum):
    """A part of a row that does something."""

    BODY = "body"
    WHY = "why"
    LOCK = "lock"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where the parts of a row are, for painting and for clicks alike."""

    row: QRect
    """The closed part of the row."""
    stripe: QRect
    """Mood colour."""
    cover: QRect
    """Cover."""
    title: QRect
    """First line."""
    artist: QRect
    """Second line."""
    why: QRect
    """Third line; opens the numbers."""
    lock: QRect
    """Lock button."""
    remove: QRect
    """Remove button."""
    details: QRect
    """The numbers, when open; else empty."""

    def region(self, position: QPoint) -> Region:
        """What is at *position*."""
        for rect, region in (
            (self.lock, Region.LOCK),
            (self.remove, Region.REMOVE),
            (self.why, Region.WHY),
        ):
            if rect.contains(position):
                return region
        return Region.BODY


def places(area: QRect, *, buttons: int, artist: bool = True) -> RowPlaces:
    """The parts of a row painted in *area*.

    :param buttons: how many of remove and lock, from the right, the text must make room for.
    :param artist: there is an artist; else the two other lines move together.
    """
    row = QRect(area.left(), area.top(), area.width(), min(area.height(), ROW_HEIGHT))
    cover = QRect(row.left() + SPACE.l, row.top() + (ROW_HEIGHT - COVER) // 2, COVER, COVER)
    left = cover.right() + 1 + SPACE.m
    room = row.right() - SPACE.m - left
    short = max(0, room - buttons * _BUTTON)
    middle = row.top() + (ROW_HEIGHT - _BUTTON) // 2
    end = row.right() - SPACE.s
    return RowPlaces(
        row=row,
        stripe=QRect(row.left() + SPACE.xs, cover.top(), 4, COVER),
        cover=cover,
        title=QRect(left, row.top() + (4 if artist else 11), short, 19),
        artist=QRect(left, row.top() + 21, short, 16 if artist else 0),
        why=QRect(left, row.top() + (36 if artist else 29), short, 16),
        lock=QRect(end - 2 * _BUTTON, middle, _BUTTON, _BUTTON),
        remove=QRect(end - _BUTTON, middle, _BUTTON, _BUTTON),
        details=QRect(
            cover.left(),
            row.bottom() + 1,
            room + left - cover.left(),
            max(0, area.height() - ROW_HEIGHT - SPACE.s),
        ),
    )


def row_height(row: QueueRow, *, expanded: bool) -> int:
    """Height of a row, px."""
    if not expanded:
        return ROW_HEIGHT
    return ROW_HEIGHT + _REASON * len(row.reasons) + _SUM + SPACE.s


def detail_lines(row: QueueRow, area: QRect) -> tuple[tuple[QRect, str, int], ...]:
    """The numbers behind a row: where, what, and hundredths; the last is the sum."""
    lines = []
    top = area.top()
    numbers = hundredths([reason.contribution for reason in row.reasons])
    for reason, number in zip(row.reasons, numbers, strict=True):
        lines.append((QRect(area.left(), top, area.width(), _REASON), reason.text, number))
        top += _REASON
    total = translate("QueuePanel", "Together")
    lines.append((QRect(area.left(), top, area.width(), _SUM), total, sum(numbers)))
    return tuple(lines)


def hundredths(contributions: list[float]) -> list[int]:
    """Contributions rounded to hundredths so that what is shown adds up to the rounded sum.

    The largest remainders are rounded up first (Hamilton's method).
    """
    exact = [100.0 * c for c in contributions]
    whole = [math.floor(e) for e in exact]
    missing = round(math.fsum(exact)) - sum(whole)
    by_remainder = sorted(range(len(exact)), key=lambda i: whole[i] - exact[i])
    for i in by_remainder[: max(0, missing)]:
        whole[i] += 1
    return whole


def signed(number: int) -> str:
    """Hundredths as shown: "+0.42", "−0.07"."""
    sign = "\N{MINUS SIGN}" if number < 0 else "+"
    return f"{sign}{abs(number) / 100:.2f}"

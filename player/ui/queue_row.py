"""One row of the queue: what it says, and where its parts are. Main thread; plain data."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from player.ui.theme import SPACE

ROW_HEIGHT = 56
"""A row, px: title, artist, why."""
COVER = 40
"""Side of a row's cover, px."""
_BUTTON = 28


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
    """The score's own terms, largest first."""
    notes: tuple[str, ...] = ()
    """Rules that gave way for it, as sentences."""
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
    """All of it."""
    stripe: QRect
    """Mood colour."""
    cover: QRect
    """Cover."""
    title: QRect
    """First line."""
    artist: QRect
    """Second line."""
    why: QRect
    """Third line; asks for more."""
    lock: QRect
    """Lock button."""
    remove: QRect
    """Remove button."""

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
    )


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

"""Which parts of a track are listened to. Pure Python, any process; must not decode anything.

Quick: a few segments spread over the track, never only the intro. Full: the whole track in chunks
of bounded length, whatever its duration.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from player.tagging.rates import SR, WINDOW_S, WINDOW_SAMPLES

SEGMENT_S = 10.0
"""Length of a quick segment: two windows, and enough beats to count."""

QUICK_SEGMENTS = 3
"""How many of them."""

_EDGES = (0.15, 0.85)
"""Quick segments lie between these shares of the track: past the intro, before the fade."""

CHUNK_S = 60.0
"""Length of a chunk of a full analysis: bounds the memory on a track of any length."""

QUICK_HOP_S = SEGMENT_S - WINDOW_S
"""Step between the windows of a quick segment: two windows per segment."""

FULL_HOP_S = 3.0
"""Step between the windows of a full analysis: one point of the emotion curve each."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a track."""

    start_s: float
    """Where it starts."""
    duration_s: float
    """How long it is."""


def quick_segments(duration_s: float | None) -> tuple[Segment, ...]:
    """The segments of a quick analysis, in order.

    :param duration_s: length of the track; when it is unknown, the segments lie in the first
        minute and a half (the ones that turn out to be past the end are empty).
    """
    if duration_s is None:
        return tuple(Segment(start, SEGMENT_S) for start in (5.0, 40.0, 75.0))
    whole = QUICK_SEGMENTS * SEGMENT_S
    if duration_s <= whole:
        count = max(1, int(duration_s // SEGMENT_S))
        return tuple(Segment(i * duration_s / count, duration_s / count) for i in range(count))
    first, last = (edge * duration_s for edge in _EDGES)
    if last - first < whole:
        first, last = (duration_s - whole) / 2, (duration_s + whole) / 2
    step = (last - first - SEGMENT_S) / (QUICK_SEGMENTS - 1)
    return tuple(Segment(first + i * step, SEGMENT_S) for i in range(QUICK_SEGMENTS))


def window_starts(samples: int, hop_s: float) -> Sequence[int]:
    """First samples of the whole windows in a stretch of *samples*, *hop_s* apart.

    A stretch a little longer than whole hops loses its last seconds; a shorter one than a window
    has none (see :func:`player.tagging.stretch.at_least_a_window`).
    """
    hop = round(hop_s * SR)
    # Seeking in an MP3 may lose a few milliseconds of a segment: the last window moves back.
    slack = hop // 20
    starts = list(range(0, samples - WINDOW_SAMPLES + slack + 1, hop))
    return [min(start, samples - WINDOW_SAMPLES) for start in starts if samples >= WINDOW_SAMPLES]

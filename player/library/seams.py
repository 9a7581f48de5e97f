"""Where a track joins on to others: how lively it starts and ends. Pure Python, any thread."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

SEAM_S = 15.0
"""How much of the curve counts as a track's start or end."""


def seams(curve: Sequence[tuple[float, float, float]]) -> tuple[float, float] | None:
    """Mean arousal of the first and the last :data:`SEAM_S` seconds; ``None`` without a curve.

    :param curve: (time_s, valence, arousal), ascending in time.
    """
    if not curve:
        return None
    first, last = curve[0][0], curve[-1][0]
    start = fmean(arousal for at_s, _, arousal in curve if at_s <= first + SEAM_S)
    end = fmean(arousal for at_s, _, arousal in curve if at_s >= last - SEAM_S)
    return start, end

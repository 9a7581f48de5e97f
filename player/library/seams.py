"""Where a track joins on to others: how it feels at its start and end. Pure Python, any thread."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

SEAM_S = 15.0
"""How much of the curve counts as a track's start or end."""


def seams(
    curve: Sequence[tuple[float, float, float]],
) -> tuple[float, float, float, float] | None:
    """Means over the first and the last :data:`SEAM_S` seconds: arousal at the start and the end,
    then valence at the start and the end; ``None`` without a curve.

    :param curve: (time_s, valence, arousal), ascending in time.
    """
    if not curve:
        return None
    first, last = curve[0][0], curve[-1][0]
    start = [place for at_s, *place in curve if at_s <= first + SEAM_S]
    end = [place for at_s, *place in curve if at_s >= last - SEAM_S]
    return (
        fmean(arousal for _, arousal in start),
        fmean(arousal for _, arousal in end),
        fmean(valence for valence, _ in start),
        fmean(valence for valence, _ in end),
    )

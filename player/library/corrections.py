"""What the listener said of one track before and says now, as one correction.

Pure Python, any thread. It says nothing of what a correction *means*: that is the view's
(``jobs.view_corrections``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from player.library.track import Correction


def merge(earlier: Correction | None, later: Correction) -> Correction:
    """*later* with what *earlier* says besides: field by field, the later word wins.

    Place and mood are two words for one thing, so that the later one takes the earlier one back; a
    mood that is said is no longer denied, and one that is denied is no longer said. Denied moods
    and a place stand beside each other, and all of them beside a style.
    """
    if earlier is None:
        return later
    placed = later.valence is not None or later.arousal is not None
    said_mood = None if placed or earlier.mood in later.not_moods else earlier.mood
    mood = later.mood or said_mood
    keeps_place = later.mood is None
    denied = dict.fromkeys((*earlier.not_moods, *later.not_moods))
    return replace(
        later,
        valence=_first(later.valence, earlier.valence if keeps_place else None),
        arousal=_first(later.arousal, earlier.arousal if keeps_place else None),
        mood=mood,
        style=later.style or earlier.style,
        not_moods=tuple(name for name in denied if name != mood),
    )


def merge_all(said: Iterable[Correction]) -> Correction | None:
    """All of *said*, each above those made before it; ``None`` where nothing is said."""
    together = None
    for one in sorted(said, key=lambda correction: (correction.made_at, correction.track_id)):
        together = merge(together, one)
    return together


def _first(one: float | None, other: float | None) -> float | None:
    return other if one is None else one

"""The passages a listener is asked about when they teach the program how they hear.

Pure Python and numpy, the thread of the view's owner. Which tracks tell most: :mod:`jobs.teaching`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from player.jobs.teaching import (
    PASSAGE_WEIGHT,
    QUESTIONS,
    UNSURE_WEIGHT,
    Library,
    most_telling,
    spread_rows,
)
from player.jobs.view import LibraryView
from player.store.track_store import TrackStore

PASSAGE_S = 12.0
"""How much of a track is played."""


@dataclass(frozen=True, slots=True)
class Question:
    """One passage to be placed."""

    track_id: int
    """The track."""
    start_s: float
    """Where the passage begins."""
    length_s: float
    """How long it is; shorter where the track is."""


def questions(view: LibraryView, tracks: TrackStore, count: int = QUESTIONS) -> list[Question]:
    """Up to *count* passages of tracks that queues may bring and nobody corrected, the most telling
    first; the passage that decided the mood, where it is known, or the middle."""
    given = view.candidates()
    rows = view.moods.uncorrected()
    rows = spread_rows(rows[~given.kept_out[rows] & given.available[rows]])
    if not len(rows):
        return []
    ids = given.track_ids[rows].tolist()
    analyses = tracks.analyses()
    passages = [found.passage if (found := analyses.get(i)) is not None else None for i in ids]
    decided = np.array([passage is not None for passage in passages])
    library = Library(
        view.moods.features(rows),
        np.where(given.unsure[rows], UNSURE_WEIGHT, 1.0),
        np.where(decided, PASSAGE_WEIGHT, 1.0),
    )
    chosen = most_telling(library, view.moods.known(), count)
    return [
        _question(ids[place], passages[place], float(given.duration_s[rows[place]]))
        for place in chosen
    ]


def _question(track_id: int, passage: tuple[float, float] | None, duration_s: float) -> Question:
    length = duration_s if np.isfinite(duration_s) else PASSAGE_S
    middle = length / 2 if passage is None else sum(passage) / 2
    start = float(np.clip(middle - PASSAGE_S / 2, 0.0, max(length - PASSAGE_S, 0.0)))
    return Question(track_id, start, min(PASSAGE_S, length))

"""A journey as plain data: what ``moodlark journey`` and ``moodlark path`` print.

Pure Python, any thread that owns the view.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from player.jobs.queue_listing import queue_json
from player.jobs.view import LibraryView
from player.recommend.choosing import Choice
from player.recommend.journey_record import End


def journey_json(
    view: LibraryView, start: End, end: End, choices: Sequence[Choice]
) -> dict[str, Any]:
    """One JSON object: the ends, how long it is, and the tracks as a queue lists them."""
    tracks = queue_json(view, choices)
    lengths_s = [view.track(choice.track_id).metadata.duration_s for choice in choices]
    for listed, choice, length_s in zip(tracks, choices, lengths_s, strict=True):
        listed["duration_s"] = length_s
        listed["relaxed"] = list(choice.relaxed)
    return {
        "from": _end(start),
        "to": _end(end),
        "duration_s": sum(length_s for length_s in lengths_s if length_s is not None),
        "tracks": tracks,
    }


def _end(end: End) -> dict[str, Any]:
    return {"valence": end.valence, "arousal": end.arousal, "mood": end.mood}

"""A queue chosen at once, and a queue as plain data: what ``moodlark queue`` prints.

Pure Python and numpy, any thread that owns the view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from player.jobs.view import LibraryView
from player.jobs.wishes import make_target
from player.recommend.choosing import RELAXATIONS, Choice, choose
from player.recommend.context import Context
from player.recommend.explain_words import relaxed
from player.recommend.play_queue import Entry
from player.wording import Sentence


def choose_queue(
    view: LibraryView,
    *,
    mood: str | None = None,
    at: tuple[float, float] | None = None,
    style: str | None = None,
    count: int = 20,
    seed: int = 0,
) -> list[Choice]:
    """Choose a queue from nothing, for names as a listener types them.

    :param at: (valence, arousal).
    :returns: fewer than *count* when the library has no more to offer.
    :raises UsageError: a name is unknown or the point lies outside the plane.
    """
    target = make_target(
        moods=() if mood is None else (mood,), at=at, styles=() if style is None else (style,)
    )
    return choose(view.candidates(), Context(), target, count=count, seed=seed)


def gave_way(items: Sequence[Choice | Entry]) -> list[tuple[tuple[int, ...], Sentence]]:
    """What could not be kept to: the places (from 1) where a rule gave way, and which one."""
    found = []
    for rule in RELAXATIONS:
        places = tuple(n for n, item in enumerate(items, start=1) if rule in item.relaxed)
        if places:
            found.append((places, relaxed(rule)))
    return found


def queue_json(view: LibraryView, items: Iterable[Choice | Entry]) -> list[dict[str, Any]]:
    """One JSON object per track, in order; what is not known is ``None``.

    The contributions of the reasons add up to the score exactly.
    """
    listed = []
    for item in items:
        track, tags = view.track(item.track_id), view.tags(item.track_id)
        listed.append(
            {
                "path": track.path,
                "title": track.metadata.title or None,
                "artist": track.metadata.artist or None,
                "valence": tags.valence if tags else None,
                "arousal": tags.arousal if tags else None,
                "mood": tags.mood if tags else None,
                "style": view.style(item.track_id)[0],
                "score": item.score,
                "reasons": [
                    {
                        "term": reason.term,
                        "contribution": reason.contribution,
                        "text": str(reason.sentence),
                    }
                    for reason in item.reasons
                ],
            }
        )
    return listed

"""A queue chosen at once, and a queue as plain data: what ``moodlark queue`` prints.

Pure Python and numpy, any thread that owns the view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from player.jobs.view import LibraryView
from player.recommend.choosing import Choice, choose
from player.recommend.context import Context
from player.recommend.explain_words import relaxed
from player.recommend.journey_shortlist import JOURNEY_RELAXATIONS
from player.recommend.listener import NOBODY, Listener
from player.recommend.play_queue import Entry
from player.recommend.target import MoodTarget
from player.recommend.weights import WEIGHTS, Weights
from player.wording import Sentence


def choose_queue(
    view: LibraryView,
    target: MoodTarget,
    *,
    count: int = 20,
    seed: int = 0,
    listener: Listener = NOBODY,
    weights: Weights = WEIGHTS,
) -> list[Choice]:
    """Choose a queue from nothing.

    :param target: as :func:`player.jobs.wishes.make_target` or
        :func:`player.jobs.feeling.understand` makes it.
    :param listener: what has been learned of who listens.
    :param weights: of the score.
    :returns: fewer than *count* when the library has no more to offer.
    :raises ValueError: the target names an unknown mood or style.
    """
    candidates = view.candidates()
    return choose(
        candidates,
        Context(),
        target,
        count=count,
        seed=seed,
        weights=weights,
        listener=listener,
    )


def gave_way(items: Sequence[Choice | Entry]) -> list[tuple[tuple[int, ...], Sentence]]:
    """What could not be kept to: the places (from 1) where a rule gave way, and which one."""
    found = []
    for rule in JOURNEY_RELAXATIONS:
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

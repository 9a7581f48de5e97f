"""Why a track stands in the queue, or what it would be worth and what keeps it out.

Pure Python and numpy, the thread that owns the view. Nothing is made up: for a place in the queue
the reasons are those it was chosen with; for any other track they are the terms of the same score,
for the place after what was heard last, and the rules are asked one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from player.jobs.view import LibraryView
from player.recommend.candidates import Candidates
from player.recommend.context import Context
from player.recommend.explain import Reason, reasons
from player.recommend.listener import NOBODY, Listener
from player.recommend.play_queue import Entry, QueueState
from player.recommend.rules import ARTIST_GAP, RELAXATIONS, REST_S, broken_rules, forbidden
from player.recommend.scoring import flowing, standing, summed
from player.recommend.target import MoodTarget
from player.recommend.weights import TERMS, WEIGHTS, Weights
from player.wording import Sentence, sentence

Where = Literal["heard", "playing", "coming", "nowhere"]

_HOUR_S = 3_600.0


@dataclass(frozen=True, slots=True)
class Why:
    """What is to be said of one track."""

    where: Where
    """In the queue, or not."""
    place: int | None
    """Of a track that comes: counted from 1."""
    manual: bool
    """The listener put it there, so no score did."""
    score: float | None
    """Exactly the sum of the reasons' contributions; ``None`` where there are none."""
    reasons: tuple[Reason, ...]
    """Largest effect first."""
    relaxed: tuple[str, ...]
    """Rules that gave way when it was chosen."""
    kept_out: tuple[Sentence, ...]
    """What keeps it out of the next place; empty for a track of the queue."""
    rank: int | None
    """By its score among all that no rule keeps out of the next place, counted from 1; ``None``
    for a track of the queue, and for one that may never be offered for this wish."""
    rivals: int
    """How many those are."""


def why(
    view: LibraryView,
    state: QueueState,
    track_id: int,
    *,
    listener: Listener = NOBODY,
    weights: Weights = WEIGHTS,
) -> Why:
    """Why the track stands in the queue *state*, or why it does not.

    :raises KeyError: the library has no such track.
    """
    view.track(track_id)
    for where, entries in _parts(state):
        for place, entry in enumerate(entries, start=1):
            if entry.track_id == track_id:
                return _of_entry(entry, where, place if where == "coming" else None)
    return _of_stranger(view, state, track_id, listener, weights)


def _parts(state: QueueState) -> tuple[tuple[Where, tuple[Entry, ...]], ...]:
    current = (state.current,) if state.current is not None else ()
    return ("playing", current), ("coming", state.upcoming), ("heard", state.history[::-1])


def _of_entry(entry: Entry, where: Where, place: int | None) -> Why:
    return Why(
        where=where,
        place=place,
        manual=entry.manual,
        score=entry.score,
        reasons=entry.reasons,
        relaxed=entry.relaxed,
        kept_out=(),
        rank=None,
        rivals=0,
    )


def _of_stranger(
    view: LibraryView, state: QueueState, track_id: int, listener: Listener, weights: Weights
) -> Why:
    candidates, target = view.candidates(), state.target
    row = candidates.rows[track_id]
    context = _context(candidates, state)
    parts = _score(candidates, context, target, state.seed, listener=listener, weights=weights)
    given = {name: float(parts[name][row]) for name in TERMS if name in parts}
    total = summed(parts)
    broken = _broken(candidates, context, state)
    free = ~forbidden(candidates, target) & ~np.any(list(broken.values()), axis=0)
    never = bool(forbidden(candidates, target)[row])
    better = int(np.count_nonzero(free & (total > total[row])))
    return Why(
        where="nowhere",
        place=None,
        manual=False,
        score=sum(given.values()),
        reasons=reasons(candidates, context, target, given, row),
        relaxed=(),
        kept_out=_kept_out(view, candidates, target, row, broken),
        rank=None if never else better + 1,
        rivals=int(np.count_nonzero(free)),
    )


def _score(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    seed: int,
    *,
    listener: Listener,
    weights: Weights,
) -> dict[str, np.ndarray]:
    """Every term of the score for all rows, as :func:`~player.recommend.choosing.choose` adds
    them (but for the help that a few places give to tracks never offered)."""
    weights = weights.with_smooth_joins() if target.smooth else weights
    return standing(
        candidates, target, weights, seed=seed, rows=slice(None), listener=listener
    ) | flowing(
        candidates,
        context,
        weights,
        rows=np.arange(len(candidates), dtype=np.intp),
        embedding=candidates.embedding,
        moment=context.sound(candidates),
        listener=listener,
    )


def _context(candidates: Candidates, state: QueueState) -> Context:
    current = (state.current,) if state.current is not None else ()
    context = Context()
    for entry in (*state.history, *current):
        row = candidates.rows.get(entry.track_id)
        if row is not None:
            context = context.after(row, skipped=entry.skipped)
    return context


def _broken(candidates: Candidates, context: Context, state: QueueState) -> dict[str, np.ndarray]:
    """Rule -> (n,) the rows that it keeps out of the next place."""
    broken: dict[str, np.ndarray] = dict(broken_rules(candidates, state.target))
    coming = [candidates.rows.get(entry.track_id) for entry in state.upcoming]
    there = [row for row in coming if row is not None] + [item.row for item in context.heard]
    broken["song"] = np.isin(candidates.song, candidates.song[there])
    before = candidates.artist[[item.row for item in context.heard[-ARTIST_GAP:]]]
    broken["artist"] = np.isin(candidates.artist, before[before >= 0])
    return broken


def _kept_out(
    view: LibraryView,
    candidates: Candidates,
    target: MoodTarget,
    row: int,
    broken: Mapping[str, np.ndarray],
) -> tuple[Sentence, ...]:
    """Each rule that keeps the row out, those that never give way first."""
    track = view.track(int(candidates.track_ids[row]))
    found: list[Sentence] = []
    kept = view.kept_out.kept(track.id)
    if not track.available or track.failure is not None:
        found.append(sentence("Why", "Its file is not there, or cannot be read."))
    elif kept is not None:
        found.append(kept.reason)
    elif not candidates.available[row]:
        found.append(sentence("Why", "A better file of the same song is offered in its place."))
    if target.wants_mood and not candidates.analysed[row]:
        found.append(sentence("Why", "It is not known yet how it feels."))
    if track.id in target.excluded:
        found.append(sentence("Why", "You left it out this time."))
    if target.floor is not None and not _above(candidates, target, row):
        found.append(sentence("Why", "It lies below the floor you set."))
    return (*found, *(_RULES[name] for name in RELAXATIONS if broken[name][row]))


def _above(candidates: Candidates, target: MoodTarget, row: int) -> bool:
    assert target.floor is not None
    valence, arousal = float(candidates.valence[row]), float(candidates.arousal[row])
    return valence >= target.floor.valence and arousal >= target.floor.arousal


_RULES = {
    "artist": sentence(
        "Why", "The artist was heard within the last {count} tracks.", count=ARTIST_GAP
    ),
    "recency": sentence(
        "Why", "The song was heard within the last {hours} hours.", hours=round(REST_S / _HOUR_S)
    ),
    "unsure": sentence("Why", "Its mood is unsure, and a mood was asked for."),
    "mood": sentence("Why", "Its mood is not the one you asked for."),
    "style": sentence("Why", "Its style is not the one you asked for."),
    "song": sentence("Why", "Another version of the song stands in the queue, or was just heard."),
}
"""What each rule says of a track that it keeps out."""

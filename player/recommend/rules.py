"""What a queue does not do, however well a track scores, and in which order the rules give way.

Pure numpy, any thread. Scores say how good a track is in a place; rules say whether it may stand
there at all. Most give way, one after the other, when no track obeys them all; some never do.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from player.recommend import terms
from player.recommend.candidates import Candidates, Flags
from player.recommend.target import PARTLY, RADII, STYLE_ENOUGH, MoodTarget

RELAXATIONS = ("artist", "recency", "unsure", "mood", "style", "song")
"""Rules in the order in which they give way. That a file is there, that a track is not kept out of
queues, not excluded and above the floor, never does; nor, in strict mode, what :data:`STRICT`
names."""
STRICT = ("unsure", "mood", "style")
"""Rules that do not give way in strict mode: rather a short queue."""

ARTIST_GAP = 3
"""An artist is not heard again within this many tracks."""
REST_S = 6 * 3_600.0
"""A song is not offered again within this time of being heard."""

PLACE = {name: place for place, name in enumerate(RELAXATIONS, start=1)}
"""How many rules have given way once that one has."""
NEVER = np.int8(len(RELAXATIONS) + 1)
"""Level of a row that may not be offered at all."""


def broken_rules(candidates: Candidates, target: MoodTarget) -> dict[str, Flags]:
    """Which rows break each rule but the artists', before anything is chosen."""
    heard = np.unique(candidates.song[candidates.last_played_s_ago < REST_S])
    named = bool(target.moods) or (target.strict and target.wants_mood)
    return {
        "recency": np.isin(candidates.song, heard),
        "unsure": candidates.unsure & named,
        "mood": _of_another_mood(candidates, target),
        "style": _of_another_style(candidates, target),
        "song": np.zeros(len(candidates), dtype=np.bool_),
    }


def levels(
    candidates: Candidates, target: MoodTarget, broken: Mapping[str, Flags]
) -> NDArray[np.int8]:
    """(n,) how many of :data:`RELAXATIONS` must give way before a row may be offered."""
    level = np.zeros(len(candidates), dtype=np.int8)
    for name, rows in broken.items():
        firm = target.strict and name in STRICT
        np.maximum(level, rows * np.int8(NEVER if firm else PLACE[name]), out=level)
    level[forbidden(candidates, target)] = NEVER
    return level


def forbidden(candidates: Candidates, target: MoodTarget) -> Flags:
    """(n,) rows that may not be offered, whatever gives way."""
    never = ~candidates.available | candidates.kept_out
    if target.wants_mood:
        never |= ~candidates.analysed
    if target.floor is not None:  # an unknown place is not known to be above it
        never |= ~(candidates.valence >= target.floor.valence)
        never |= ~(candidates.arousal >= target.floor.arousal)
    excluded = [candidates.rows[i] for i in target.excluded if i in candidates.rows]
    if excluded:
        songs = np.unique(candidates.song[excluded])
        never |= np.isin(candidates.song, songs)
    return never


def _of_another_mood(candidates: Candidates, target: MoodTarget) -> Flags:
    """Rows that have none of the moods asked for and lie near none of the points, or have above
    all a mood that is not wanted."""
    met: Flags = np.full(len(candidates), not target.wants_mood)
    likeliest = candidates.mood_probabilities.max(axis=1, initial=0.0)
    if target.moods:
        wanted = _columns(candidates.mood_probabilities, candidates.moods, target.moods).sum(axis=1)
        met |= (wanted > 0) & (wanted >= np.minimum(likeliest, PARTLY))
    for point in target.points:
        apart = np.hypot(candidates.valence - point.valence, candidates.arousal - point.arousal)
        met |= apart <= RADII * point.radius
    if target.not_moods:
        unwanted = _columns(candidates.mood_probabilities, candidates.moods, target.not_moods)
        worst = unwanted.max(axis=1)
        met &= ~((worst > 0) & (worst >= likeliest))
    return ~met


def _of_another_style(candidates: Candidates, target: MoodTarget) -> Flags:
    """Rows that are of none of the styles asked for, or above all of one that is not wanted."""
    other = np.zeros(len(candidates), dtype=np.bool_)
    if not target.styles and not target.not_styles:
        return other
    likeliest = candidates.style_probabilities.max(axis=1, initial=0.0)
    if target.styles:
        wanted = terms.of_style(candidates, target, slice(None))
        other |= (wanted <= 0) | (wanted < np.minimum(likeliest, STYLE_ENOUGH))
    if target.not_styles:
        unwanted = _columns(
            candidates.style_probabilities, candidates.styles, sorted(target.not_styles)
        )
        worst = unwanted.max(axis=1)
        other |= (worst > 0) & (worst >= likeliest)
    return other


def _columns(
    shares: NDArray[np.float32], names: tuple[str, ...], wanted: tuple[str, ...] | list[str]
) -> NDArray[np.float32]:
    return shares[:, [names.index(name) for name in wanted]]

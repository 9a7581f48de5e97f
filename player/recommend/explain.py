"""Why a track was chosen: the score's own signed terms in plain words, largest effect first.

Pure Python, any thread. Nothing is made up afterwards: a reason exists exactly for each term that
is not zero, carries the contribution that was added, and all of them add up to the score.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from player.recommend import explain_words as words
from player.recommend import terms
from player.recommend.candidates import Candidates
from player.recommend.context import Context
from player.recommend.target import PARTLY, RADII, STYLE_ENOUGH, MoodTarget
from player.wording import Sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of the score, said in words."""

    term: str
    """Name of the term."""
    contribution: float
    """What it added to the score (negative: took away)."""
    sentence: Sentence
    """The same for a listener."""

    def to_document(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {
            "term": self.term,
            "contribution": self.contribution,
            "sentence": self.sentence.to_document(),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Reason:
        """From what :meth:`to_document` made."""
        return cls(
            str(document["term"]),
            float(document["contribution"]),
            Sentence.from_document(document["sentence"]),
        )


def reasons(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    contributions: Mapping[str, float],
    row: int,
) -> tuple[Reason, ...]:
    """The reasons for the track in *row*, sorted by the size of their contribution.

    :param contributions: every term's contribution; zero ones give no reason.
    """
    found = [
        Reason(term, value, _sentence(candidates, context, target, row, term=term, good=value > 0))
        for term, value in contributions.items()
        if value
    ]
    return tuple(sorted(found, key=lambda reason: -abs(reason.contribution)))


def _sentence(
    candidates: Candidates,
    context: Context,
    target: MoodTarget,
    row: int,
    *,
    term: str,
    good: bool,
) -> Sentence:
    """The sentence that is true of this term; those that need no more than its sign are plain."""
    match term:
        case "mood":
            said = _mood(candidates, target, row)
        case "style":
            said = _style(candidates, target, row)
        case "recovery":
            said = words.heard_ago(float(candidates.last_played_s_ago[row]))
        case "liking":
            said = words.liked(bool(candidates.favourite[row]), int(candidates.rating[row]))
        case "lift":
            said = words.lifted(target.energy, good=good)
        case "familiar":
            said = words.known(int(candidates.heard[row]))
        case "likeness":
            said = _likeness(candidates, target, row, good=good)
        case "tempo" | "energy" if context.previous_row is not None:
            said = _joins(candidates, context.previous_row, row, term=term, good=good)
        case _:
            said = words.plain(term, good=good)
    return said


def _likeness(candidates: Candidates, target: MoodTarget, row: int, *, good: bool) -> Sentence:
    """A good one is like what was wanted; else by the side that took more away."""
    unwanted = None if good else terms.unwanted_seed(candidates, target, row)
    if unwanted is not None:
        return words.like_unwanted(unwanted)
    return words.like_seed(" + ".join(seed.name for seed in target.seeds if seed.liked), near=good)


def _joins(candidates: Candidates, previous: int, row: int, *, term: str, good: bool) -> Sentence:
    if term == "tempo":
        before, bpm = candidates.tempo_bpm[[previous, row]].tolist()
        return words.tempo_joins(before, bpm, good=good)
    (step,) = terms.energy_step(candidates, previous, slice(row, row + 1)).tolist()
    return words.energy_joins(step, good=good)


def _style(candidates: Candidates, target: MoodTarget, row: int) -> Sentence:
    likely = candidates.style_probabilities[row]
    wanted = float(likely[[candidates.styles.index(name) for name in target.styles]].sum())
    if wanted <= 0:
        return words.related_style()
    return words.plain("style", good=wanted >= min(float(likely.max()), STYLE_ENOUGH))


def _mood(candidates: Candidates, target: MoodTarget, row: int) -> Sentence:
    """How the track stands to the wish that it answers best."""
    columns = [candidates.moods.index(name) for name in target.moods]
    likely = candidates.mood_probabilities[row]
    if columns:
        best = max(columns, key=lambda column: float(likely[column]))
        wanted = float(likely[columns].sum())
        # The wish is met when no other mood is likelier than the ones asked for.
        if wanted >= float(likely.max()) > 0:
            return words.mood_fit(candidates.moods[best])
        if not target.points:
            return words.mood_missed(partly=wanted >= PARTLY)
    valence, arousal = float(candidates.valence[row]), float(candidates.arousal[row])
    apart = [math.hypot(valence - p.valence, arousal - p.arousal) / p.radius for p in target.points]
    radii = min(apart)
    if radii <= 1:
        return words.near_point()
    nearest = target.points[apart.index(radii)]
    right, up = valence - nearest.valence, arousal - nearest.arousal
    return words.beside_point(right, up, near=radii <= RADII)

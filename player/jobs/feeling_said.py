"""What was understood of a sentence, in words for the listener. Pure Python, any thread.

No word about health: it says what was read and what is played, nothing about what that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from player.jobs.feeling_guess import Guess
from player.jobs.feeling_target import GENTLY, Wish
from player.recommend.target import MoodTarget
from player.tagging.vocabulary import MOODS, STYLES
from player.wording import Sentence, sentence

NAMES = {mood.id: mood.name for mood in MOODS} | {style.id: style.name for style in STYLES}
"""Id of a mood or style -> its name."""

_MOST_UNKNOWN = 6
_FAR, _NEAR = 0.6, 0.4


def parts_of(target: MoodTarget) -> tuple[Sentence, ...]:
    """What was understood, a word or two each: *Calm*, *Jazz*, *quieter*, *not Happy*."""
    styles = [style.id for style in STYLES]
    parts = [NAMES[mood] for mood in target.moods]
    parts += [NAMES[style] for style in sorted(target.styles, key=styles.index)]
    parts += [
        sentence("Feeling", "like {name}", name=seed.name)
        if seed.liked
        else sentence("Feeling", "not like {name}", name=seed.name)
        for seed in target.seeds
    ]
    if target.energy:
        quiet, loud = sentence("Feeling", "quieter"), sentence("Feeling", "livelier")
        parts.append(quiet if target.energy < 0 else loud)
    unwanted = (*target.not_moods, *sorted(target.not_styles, key=styles.index))
    parts += [sentence("Feeling", "not {name}", name=str(NAMES[id_])) for id_ in unwanted]
    if target.adventurous > _FAR:
        parts.append(sentence("Feeling", "something new"))
    elif target.adventurous < _NEAR:
        parts.append(sentence("Feeling", "what you know"))
    if target.smooth:
        parts.append(sentence("Feeling", "smooth joins"))
    return tuple(parts)


def notes_of(
    wish: Wish, guess: Guess | None, unknown: Sequence[str], found: bool
) -> tuple[Sentence, ...]:
    """What else is to be said, in whole sentences."""
    if not found:
        return (
            sentence(
                "Feeling",
                "I found no mood, style or occasion in that. Try “calm jazz” or “cooking with "
                "friends”, for example.",
            ),
        )
    notes = []
    if guess is not None and wish.from_feeling and guess.felt in wish.felt:
        notes.append(_guessed(guess))
    notes += _about_feeling(wish, guess)
    if unknown:
        notes.append(sentence("Feeling", "I did not understand: {words}", words=_listed(unknown)))
    return tuple(notes)


def _guessed(guess: Guess) -> Sentence:
    mood = str(NAMES[guess.felt.mood or "calm"])
    if guess.share is None:
        return sentence("Feeling", "Guessed from the tone of the words: {mood}", mood=mood)
    return sentence(
        "Feeling",
        "Guessed from the tone of the words: {mood} ({share} %)",
        mood=mood,
        share=round(100 * guess.share),
    )


def _about_feeling(wish: Wish, guess: Guess | None) -> list[Sentence]:
    felt = next((state for state in wish.felt if state.mood is not None), None)
    moods = wish.target.moods
    if felt is None or felt.mood is None or not moods:
        return []
    name = str(NAMES[felt.mood])
    if not wish.from_feeling:
        if felt.mood in moods or guess is not None:
            return []
        return [
            sentence(
                "Feeling",
                "You feel: {felt}. You ask for: {moods}. A journey can lead from one to the other.",
                felt=name,
                moods=_listed(str(NAMES[mood]) for mood in moods),
            )
        ]
    if felt.mood not in GENTLY:
        return []
    return [
        sentence(
            "Feeling",
            "You feel: {felt}. Nothing else was asked for, so it is met gently. For music of "
            "that mood, ask for “{felt} music”.",
            felt=name,
        )
    ]


def _listed(words: Iterable[str]) -> str:
    known = list(dict.fromkeys(words))
    return ", ".join(known[:_MOST_UNKNOWN]) + ("…" if len(known) > _MOST_UNKNOWN else "")

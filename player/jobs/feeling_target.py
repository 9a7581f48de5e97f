"""From what a sentence says to what the queue should be. Pure Python, any thread.

The rules, in this order:

1. What is asked for is what is sought; what is not wanted is left out.
2. Without a wish, what somebody *does* names the moods; how they feel, or the weather and the hour,
   narrow them where they can.
3. Without either, how they feel. A good mood is met as it is. A bad one is met **gently**: calm
   music, with sadness also some of its own kind, for loneliness warm; never more of anger,
   tension or gloom than was asked for. Whoever wants it says so ("angry music").
4. Without any of this, weather and hour; then *quiet* and *loud*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from player.jobs.feeling_items import Item
from player.recommend.target import MoodTarget
from player.tagging.vocabulary import MOODS

GENTLY = {
    "melancholic": ("calm", "melancholic"),
    "dark": ("calm",),
    "tense": ("calm",),
    "angry": ("calm",),
}
"""Bad mood somebody is in -> moods that meet it gently."""

_OPPOSITE = {"happy": "melancholic", "energetic": None, "romantic": "melancholic", "calm": "tense"}
"""Good mood somebody is *not* in -> the one they are in."""

_AROUSAL = {mood.id: mood.arousal for mood in MOODS}


@dataclass(frozen=True, slots=True)
class Felt:
    """How somebody is."""

    mood: str | None
    """Id of the nearest mood; ``None`` near none (tired, bored)."""
    moods: tuple[str, ...]
    """Ids of the moods that meet it."""
    words: str
    """As it was typed."""
    passing: bool = False
    """They said that it is to pass."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a sentence comes to."""

    target: MoodTarget
    """What the queue should be."""
    felt: tuple[Felt, ...]
    """How somebody is, in the order it was said."""
    from_feeling: bool
    """The moods are those that meet :attr:`felt`: no other was asked for."""
    sure: bool
    """Something was said outright, not only hinted at."""


def wish_of(items: Sequence[Item], more_felt: Sequence[Felt] = ()) -> Wish:
    """What *items* come to.

    :param more_felt: how somebody is by other evidence than the lexicon's; counts where the
        sentence itself says neither what is wanted nor how they are.
    """
    felt = tuple(f for item in items if item.is_state and (f := felt_of(item))) or tuple(more_felt)
    energy = _energy(items)
    asked = _each(_wished(item) for item in items if _is_wish(item) and not item.negated)
    doing = _settings(items, "activity", energy)
    seen = _settings(items, "scene", energy)
    feeling = _each(state.moods for state in felt)
    moods, from_feeling = asked, False
    if not asked:
        moods = doing or feeling or seen or _fallback(items, energy)
        from_feeling = not doing and bool(feeling)
        if doing:
            moods = _narrowed(_narrowed(doing, feeling), seen)
        elif from_feeling and all(state.mood not in GENTLY for state in felt):
            moods = _narrowed(feeling, seen)
    denied = _each(_wished(item) for item in items if item.negated and _denies(item))
    not_moods = tuple(mood for mood in denied if mood not in asked)
    styles = {i.entry.style for i in items if i.entry.kind == "style" and not i.negated}
    not_styles = {i.entry.style for i in items if i.entry.kind == "style" and i.negated}
    target = MoodTarget(
        moods=tuple(mood for mood in moods if mood not in not_moods),
        styles=frozenset(styles - not_styles),
        not_moods=not_moods,
        not_styles=frozenset(not_styles),
        energy=energy,
        adventurous=_adventurous(items),
        smooth=any(i.entry.kind == "smooth" and not i.negated for i in items),
    )
    sure = bool(asked or doing or styles or not_moods or not_styles or (felt and not more_felt))
    return Wish(target, felt, from_feeling, sure)


def felt_of(item: Item) -> Felt | None:
    """How somebody is by a state that is told; ``None`` for *not sad* and the like."""
    entry = item.entry
    if item.negated and not item.passing:
        if entry.kind == "felt" or entry.felt not in _OPPOSITE:
            return None
        mood = _OPPOSITE[entry.felt]
        return Felt(mood, GENTLY[mood] if mood else ("calm",), item.words)
    if entry.kind == "felt":
        return Felt(entry.felt, entry.moods, item.words, item.passing)
    mood = entry.felt
    return Felt(mood, met(mood), item.words, item.passing)


def met(mood: str | None) -> tuple[str, ...]:
    """Ids of the moods that meet the mood somebody is in."""
    return GENTLY.get(mood or "", (mood,) if mood else ())


def _is_wish(item: Item) -> bool:
    return item.entry.kind in {"mood", "felt"} and not item.is_state


def _wished(item: Item) -> tuple[str, ...]:
    """Songs of heartbreak are asked for by what is felt, not by what meets it."""
    return (item.entry.felt,) if item.entry.felt else item.entry.moods


def _denies(item: Item) -> bool:
    """*Not sad*, said of music, or of somebody who is not, or does not want to be."""
    known = item.entry.felt is not None and not item.passing
    return _is_wish(item) or (item.is_state and item.bad and known)


def _each(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mood for group in groups for mood in group))


def _settings(items: Sequence[Item], kind: str, energy: float) -> tuple[str, ...]:
    """Moods that go with most of what is done (or seen); where each asks for others, the first."""
    groups = [i.entry.moods for i in items if i.entry.kind == kind and not i.negated]
    counts = Counter(mood for group in groups for mood in group)
    most = max(counts.values(), default=0)
    moods = tuple(mood for mood in _each(groups) if counts[mood] == most)
    if most == 1:
        moods = groups[0]
    return tuple(mood for mood in moods if _AROUSAL[mood] * energy > 0) or moods


def _narrowed(moods: tuple[str, ...], by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mood for mood in moods if mood in by) or moods


def _energy(items: Sequence[Item]) -> float:
    """-1..1. *Not loud* and *too loud* are both quieter."""
    total = sum(
        -item.entry.number if item.negated or item.excess else item.entry.number
        for item in items
        if item.entry.kind == "energy"
    )
    return max(-1.0, min(1.0, total))


def _fallback(items: Sequence[Item], energy: float) -> tuple[str, ...]:
    """Moods of *quiet* and *loud*, where nothing else tells; *not too loud* names none where a
    style is asked for."""
    named = [i for i in items if i.entry.kind == "energy" and not (i.negated or i.excess)]
    if energy == 0 or (not named and any(i.entry.kind == "style" for i in items)):
        return ()
    return ("calm",) if energy < 0 else ("energetic",)


def _adventurous(items: Sequence[Item]) -> float:
    """0..1; the last word counts, *nothing new* is its contrary."""
    said = [i for i in items if i.entry.kind == "adventure"]
    if not said:
        return MoodTarget().adventurous
    return 1.0 - said[-1].entry.number if said[-1].negated else said[-1].entry.number

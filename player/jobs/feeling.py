"""From a typed sentence, English or Chinese, to a wish: *say how you feel*.

Pure Python and numpy, any thread; never raises, whatever the text. The lexicon says what the words
mean (:mod:`player.jobs.feeling_lexicon`), the grammar how they are meant
(:mod:`player.jobs.feeling_reading`), the rules what becomes of that
(:mod:`player.jobs.feeling_target`); where no word tells how somebody feels, the networks that read
lyrics may guess (:mod:`player.jobs.feeling_guess`). What was understood is shown, and what was not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from player.jobs.feeling_guess import Guess, guess
from player.jobs.feeling_items import Item
from player.jobs.feeling_lexicon import lexicon
from player.jobs.feeling_reading import Read, read
from player.jobs.feeling_said import notes_of, parts_of
from player.jobs.feeling_target import Felt, Wish, felt_of, wish_of
from player.jobs.feeling_tokens import LONGEST, tokens_of
from player.jobs.seeds import artist_seed, artists_named
from player.jobs.view import LibraryView
from player.recommend.target import MoodTarget, Seed
from player.tagging.lyric_emotion import LyricNetwork
from player.wording import Sentence

_DENIAL = frozenset("不没别无")
"""Of what these turn the networks know little: 不是很开心 looks happy to them."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence comes to."""

    target: MoodTarget
    """What the queue should be; with ``said``, and else empty where nothing was understood."""
    parts: tuple[Sentence, ...]
    """What was understood, a word or two each, to be shown as a list."""
    confident: bool
    """Something was said outright; otherwise it is a guess or a hint."""
    notes: tuple[Sentence, ...] = ()
    """Whole sentences: what was not understood, how a bad mood is met."""
    felt: tuple[Felt, ...] = ()
    """How somebody is, in the order it was said."""
    unknown: tuple[str, ...] = ()
    """Words that nothing is known of, as they were typed."""

    @property
    def found(self) -> bool:
        """There is a wish; otherwise the queue has to be left as it is."""
        return replace(self.target, said="") != MoodTarget()

    @property
    def journey(self) -> tuple[str, str] | None:
        """Ids of the mood somebody is in and of another one that is sought, if both are known."""
        felt = next((state.mood for state in self.felt if state.mood is not None), None)
        moods = self.target.moods
        return None if felt is None or not moods or felt in moods else (felt, moods[0])


def understand(
    text: str, network: LyricNetwork | None = None, view: LibraryView | None = None
) -> Understood:
    """What *text* asks for.

    :param network: reads lyrics; without it there are fewer guesses.
    :param view: the library, whose artists may be named; the thread that owns it calls.
    """
    text = text[:LONGEST].strip()
    tokens, words = tokens_of(text), lexicon()
    said = read(tokens, words)
    if view is not None and said.unknown:
        said = read(tokens, words.with_artists(artists_named(view, said.unknown)))
    items, guessed = _with_guess(said, text, network)
    wish = wish_of(items, () if guessed is None else (guessed.felt,))
    target = replace(wish.target, seeds=_seeds(said, view), said=text)
    return _told(replace(wish, target=target), guessed, said.unknown)


def _seeds(said: Read, view: LibraryView | None) -> tuple[Seed, ...]:
    if view is None:
        return ()
    named = {i.entry.name: not i.negated for i in said.items if i.entry.kind == "artist"}
    found = (artist_seed(view, name, liked=liked) for name, liked in named.items())
    return tuple(seed for seed in found if seed is not None)


def _with_guess(
    said: Read, text: str, network: LyricNetwork | None
) -> tuple[tuple[Item, ...], Guess | None]:
    """What is said, and what may be guessed beside it. A wish leaves nothing to guess, and small
    words alone nothing to guess from."""
    items = said.items
    asks = said.of_music or any(item.asks for item in items)
    if (asks and items) or not (items or said.unknown):
        return items, None
    guessed = guess(text, network)
    told = [felt for item in items if item.is_state and (felt := felt_of(item))]
    plain = not any(item.negated or _DENIAL.intersection(item.words) for item in items)
    strong = guessed is not None and guessed.strong and plain
    if guessed is not None and strong and any(map(guessed.contradicts, told)):
        return tuple(item for item in items if not item.is_state), guessed
    named = any(item.entry.kind in {"mood", "felt"} for item in items)
    return items, None if named else guessed


def _told(wish: Wish, guessed: Guess | None, unknown: tuple[str, ...]) -> Understood:
    found = replace(wish.target, said="") != MoodTarget()
    return Understood(
        wish.target,
        parts_of(wish.target),
        confident=found and wish.sure,
        notes=notes_of(wish, guessed, unknown, found),
        felt=wish.felt,
        unknown=unknown,
    )

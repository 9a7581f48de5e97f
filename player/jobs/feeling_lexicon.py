"""What words mean for a wish: the tables of both languages, the vocabulary's own names and the
spellings of genres, as one lexicon of phrases.

Pure Python, any thread. A table is a list of ``heading: phrase, phrase...``. Headings:

========================  ==========================================================================
``mood M``                how music (or a person) is: mood M of the vocabulary
``felt M > A B``          how a person is, near mood M (``-``: near none); moods A, B meet it gently
``activity A B``          what is done; moods A, B go with it
``scene A B``             weather, hour, place; the same, but a hint only
``energy E A``            louder or quieter by E; mood A where nothing else is said
``style S``               style S
``adventure X``           how far from the known, 0..1
``smooth``                joins matter
``hear``, ``wish``        a wish begins; with *hear* one for music
``state``, ``hint``       how somebody is follows; with *hint* perhaps
``not``, ``avoid``        what follows is not so; is not wanted
``relief``                what follows is to pass
``but``, ``or``, ``too``  a new thought; one more of the same; more than wanted
``music``, ``skip``       a word for music; a word that says nothing by itself
========================  ==========================================================================

Where a phrase stands twice the more telling place wins: the vocabulary's names come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from player.jobs import feeling_chinese, feeling_english
from player.jobs.feeling_tokens import keys_of
from player.jobs.genres import spellings
from player.jobs.wishes import mood_names
from player.tagging.vocabulary import STYLES

Kind = Literal[
    "mood", "felt", "activity", "scene", "energy", "style", "adventure", "smooth", "hear", "wish",
    "state", "hint", "not", "avoid", "relief", "but", "or", "too", "music", "skip", "artist",
]  # fmt: skip
Key = tuple[str, ...]

TABLES = (
    *(feeling_english.MOODS, feeling_english.FEELINGS, feeling_english.SETTINGS),
    *(feeling_english.SOUND, feeling_english.GRAMMAR),
    *(feeling_chinese.MOODS, feeling_chinese.FEELINGS, feeling_chinese.SETTINGS),
    *(feeling_chinese.SOUND, feeling_chinese.GRAMMAR),
)

_ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("iness", "y"), ("ily", "y"), ("ing", ""), ("ing", "e")),
    *(("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("ly", ""), ("ness", ""), ("'s", "")),
    *(("er", ""), ("er", "e"), ("est", ""), ("ish", "")),
)
"""Endings of English words and what stands without them, tried in turn."""
_SHORTEST = 3
"""Letters that have to be left."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one phrase means."""

    kind: Kind
    """Its heading."""
    moods: tuple[str, ...] = ()
    """Ids of the moods it asks for."""
    felt: str | None = None
    """Id of the mood somebody is in."""
    number: float = 0.0
    """Energy -1..1, or distance from the known 0..1."""
    style: str = ""
    """Id of a style."""
    name: str = ""
    """Of an artist; no table has any."""


class Lexicon:
    """Phrases of both languages."""

    def __init__(self, phrases: Iterable[tuple[Key, Entry]]) -> None:
        self._entries: dict[Key, Entry] = {}
        for keys, entry in phrases:
            self._entries.setdefault(keys, entry)
        self.longest = max(map(len, self._entries), default=0)
        """Tokens of the longest phrase."""

    def with_artists(self, names: Mapping[Key, str]) -> Lexicon:
        """This lexicon and artists; a phrase of its own keeps its meaning."""
        artists = ((keys, Entry("artist", name=name)) for keys, name in names.items())
        return Lexicon((*self._entries.items(), *artists))

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, keys: Sequence[str]) -> Entry | None:
        """What exactly these tokens mean together, whatever ending the last one has."""
        found = self._entries.get(tuple(keys))
        if found is None and keys and keys[-1].isascii():
            forms = ((*keys[:-1], form) for form in _without_ending(keys[-1]))
            found = next((self._entries[f] for f in forms if f in self._entries), None)
        return found


@cache
def lexicon() -> Lexicon:
    """The lexicon, made once (some 40 ms)."""
    return Lexicon((keys_of(phrase), entry) for phrase, entry in (*phrases(), *_names()))


def phrases(tables: Sequence[str] = TABLES) -> Iterator[tuple[str, Entry]]:
    """Every phrase of *tables* with its meaning, in their order.

    :raises ValueError: there is no such heading.
    """
    for table in tables:
        entry = None
        for line in table.strip().splitlines():
            head, colon, rest = line.partition(": ")
            if colon:
                entry = _entry(head)
            if entry is None:
                raise ValueError(line)
            for phrase in (rest if colon else head).split(","):
                if phrase.strip():
                    yield phrase.strip(), entry


def _entry(heading: str) -> Entry:
    kind, *words = heading.split()
    if kind not in get_args(Kind):
        raise ValueError(heading)
    known = cast(Kind, kind)
    if known == "felt":
        felt, _, *moods = words
        return Entry(known, tuple(moods), None if felt == "-" else felt)
    if known == "mood":
        return Entry(known, (words[0],), words[0])
    if known in {"energy", "adventure"}:
        return Entry(known, tuple(words[1:]), number=float(words[0]))
    if known == "style":
        return Entry(known, style=words[0])
    return Entry(known, tuple(words))


def _names() -> Iterator[tuple[str, Entry]]:
    """The vocabulary's own names, and all that a file may call its genre."""
    for mood, name in mood_names():
        yield name, Entry("mood", (mood,), mood)
    for style in STYLES:
        for name in (style.id, style.name.text):
            yield name, Entry("style", style=style.id)
    for spelling, style_id in spellings().items():
        yield spelling, Entry("style", style=style_id)


def _without_ending(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST:
            yield stem + instead
            if not instead and stem[-1] == stem[-2]:
                yield stem[:-1]  # "jogging"

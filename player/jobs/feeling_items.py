"""What the phrases of a sentence are, and how each is meant. Pure Python, any thread; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from player.jobs.feeling_lexicon import Entry
from player.jobs.feeling_tokens import Token

Role = Literal["plain", "state", "wish"]

CONTENT = frozenset(
    ("mood", "felt", "activity", "scene", "energy", "style", "adventure", "smooth", "artist")
)
"""Kinds of entries that say something by themselves."""
_SOUND = frozenset(("energy", "style", "adventure", "smooth", "artist"))
_BAD = frozenset(("melancholic", "dark", "tense", "angry"))
_SUNG_OF = frozenset(("melancholic", "dark", "angry"))
"""States of a person that songs are asked for by."""


class Piece(NamedTuple):
    """Some tokens in a row."""

    entry: Entry | None
    """What they mean together; ``None``: not known."""
    tokens: tuple[Token, ...]
    """At least one."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a meaning."""

    entry: Entry
    """The meaning."""
    words: str
    """As it was typed."""
    role: Role
    """How it was said."""
    negated: bool = False
    """It is not so, or not wanted."""
    passing: bool = False
    """It is to pass: a wish against a state."""
    excess: bool = False
    """There is too much of it."""
    hinted: bool = False
    """*So*, *very*, 今天: of a person, unless the thought is about music."""
    of_music: bool = False
    """The thought is about music."""

    @property
    def bad(self) -> bool:
        """It names a mood nobody likes to be in."""
        return self.entry.felt in _BAD or self.entry.kind == "felt"

    @property
    def better(self) -> bool:
        """It asks for a mood people like to be in."""
        return self.entry.kind == "mood" and not self.bad and not self.negated

    @property
    def asks(self) -> bool:
        """It was said of music, or as a wish."""
        return self.of_music or self.role == "wish" or self.entry.kind in _SOUND

    @property
    def is_state(self) -> bool:
        """It tells how somebody is."""
        entry = self.entry
        if entry.kind == "felt":
            return not (self.of_music and self.role != "state" and entry.felt in _SUNG_OF)
        if entry.kind != "mood":
            return False
        return self.role == "state" or self.passing or (self.hinted and self.bad)

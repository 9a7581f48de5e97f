"""One thought of a sentence, read from left to right. Pure Python, any thread.

- *I feel*, 我心情 make what follows a **state**, *want*, *play*, 想听 a **wish**, to the end;
- *don't want*, *no*, 别 turn all that follows, and at the end what stands before (爵士就不要了);
  *not*, 不 turn the next thing, if it comes soon, and what *or* joins to it;
- *forget*, 缓解 make what follows a state that is to pass;
- *too loud* asks for less of it; *sad songs* asks for songs, *so sad* tells of a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from player.jobs.feeling_items import CONTENT, Item, Piece
from player.jobs.feeling_lexicon import Entry, Kind
from player.jobs.feeling_tokens import LONGEST, together

_REACH = 5
"""Tokens after *not* within which something has to follow for it to be meant."""
_SHORT = 4
"""A thought of so many tokens is taken at its word."""
_STEPS: Mapping[Kind, Mapping[str, Any]] = {
    "hear": {"role": "wish"},
    "wish": {"role": "wish"},
    "state": {"role": "state"},
    "hint": {"hinted": True},
    "not": {"negated": True},
    "avoid": {"negated": True, "role": "wish"},
    "relief": {"passing": True},
    "too": {"excess": True, "hinted": True},
}
"""What a small word changes in how the next thing is meant."""


def read_thought(thought: Sequence[Piece], *, denied: bool) -> list[Item]:
    """What *thought* says.

    :param denied: it goes on with a list of what is not wanted.
    """
    reader = _Reader(thought, denied)
    for piece in thought:
        reader.take(piece)
    return reader.items


class _Reader:
    """How far the reading has come."""

    def __init__(self, thought: Sequence[Piece], denied: bool) -> None:
        of_music = any(p.entry is not None and p.entry.kind in {"music", "hear"} for p in thought)
        self._now = Item(Entry("skip"), "", "plain", negated=denied, of_music=of_music)
        self._size = sum(len(piece.tokens) for piece in thought)
        self._reach = LONGEST
        self._one = self._turned = self._dangling = False
        self._items: list[Item] = []

    @property
    def items(self) -> list[Item]:
        """What was said so far."""
        if not self._dangling:
            return self._items
        return [replace(item, negated=True) for item in self._items]

    def take(self, piece: Piece) -> None:
        """Read on."""
        self._reach -= len(piece.tokens)
        if piece.entry is None or piece.tokens[0].key.isascii():
            self._dangling = False  # "with no idea": what follows a word of English is meant
        if piece.entry is None:
            return
        if piece.entry.kind in CONTENT:
            self._say(piece, piece.entry)
        else:
            self._step(piece.entry)

    def _say(self, piece: Piece, entry: Entry) -> None:
        negated = self._now.negated and self._reach >= 0
        said = replace(self._now, entry=entry, words=together(piece.tokens), negated=negated)
        if self._size > _SHORT and _is_vague(piece, said):
            return
        self._items.append(replace(said, negated=True) if _too_sad(said) else said)
        self._turned, self._dangling, self._reach = negated and self._one, False, LONGEST
        self._now = replace(self._now, excess=False, negated=negated and not self._one)

    def _step(self, entry: Entry) -> None:
        """A small word: how the next thing is meant."""
        now, kind = self._now, entry.kind
        if kind == "or" and self._turned:
            self._now = replace(now, negated=True)
        elif not (kind in {"state", "hear"} and now.role == "wish"):
            self._now = replace(now, **_STEPS.get(kind, {}))
        if kind in {"not", "avoid"}:
            self._one = kind == "not"
            self._reach = _REACH if self._one else LONGEST
            self._dangling = kind == "avoid" or self._dangling


def _is_vague(piece: Piece, said: Item) -> bool:
    """One Chinese character in a longer thought is mostly a part of another word, unless the
    thought asks for music or lays stress on it."""
    alone = len(piece.tokens) == 1 and not piece.tokens[0].key.isascii()
    stressed = said.of_music or said.role == "wish" or said.hinted or said.negated
    return alone and said.entry.kind not in {"style", "artist"} and not stressed


def _too_sad(item: Item) -> bool:
    """*Too sad* is music one wants less of; 太难过 is a person."""
    return item.excess and item.bad and item.entry.kind == "mood" and item.role == "plain"

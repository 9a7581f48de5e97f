"""From the tokens of a sentence to what they say: how somebody is, what they ask for, what not.

Pure Python, any thread; any text will do. The sentence is cut into the fewest phrases of the
lexicon (what is in none stays as it is), then read from left to right, thought by thought:

- *I feel*, 我心情 and the like make what follows a **state**, *want*, *play*, 想听 a **wish**, and
  that goes on to the end of the thought; punctuation, *but* and *because* begin a new one;
- *not*, *without*, 别 turn what follows in the same thought (and in a list that goes on with *or*),
  in Chinese and after a dash also what stands before (爵士就不要了);
- *forget*, 缓解 make what follows a state that is to pass;
- *too loud* asks for less of it; *sad songs* asks for songs, *so sad* tells of a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from player.jobs.feeling_lexicon import Entry, Kind, Lexicon
from player.jobs.feeling_tokens import LONGEST, Token, together

Role = Literal["plain", "state", "wish"]

_UNKNOWN_COST = 3
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
_CONTENT = frozenset(
    ("mood", "felt", "activity", "scene", "energy", "style", "adventure", "smooth", "artist")
)
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


@dataclass(frozen=True, slots=True)
class Read:
    """All that a sentence says."""

    items: tuple[Item, ...]
    """In their order. States of which the sentence says *but* afterwards are left out."""
    unknown: tuple[str, ...]
    """Words in no phrase, neighbours together."""


def read(tokens: Sequence[Token], lexicon: Lexicon) -> Read:
    """What *tokens* say."""
    pieces = cut(tokens, lexicon)
    items: list[Item] = []
    denied = False
    for turned, thought in _thoughts(pieces):
        found, denied = _read_thought(thought, denied and _goes_on(thought))
        if turned and any(item.is_state for item in found):
            items = [item for item in items if not item.is_state or item.passing]
        items += found
    return Read(tuple(_contrasted(items)), tuple(_unknown(pieces)))


def _contrasted(items: Sequence[Item]) -> Iterator[Item]:
    """A bad mood named by itself, and after it a wish for a better one: *angry, but I want calm*
    tells of a person."""
    wishes = [n for n, item in enumerate(items) if item.role == "wish" and item.better]
    for place, item in enumerate(items):
        alone = item.entry.kind == "mood" and item.role == "plain" and not item.negated
        before = bool(wishes) and place < wishes[-1]
        tells = alone and item.bad and before and not item.of_music
        yield replace(item, role="state") if tells else item


def cut(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Piece, ...]:
    """*tokens* as the fewest phrases, the longer one first where several ways are as short.

    A token in no phrase costs as much as three phrases; no phrase goes over punctuation.
    """
    count = len(tokens)
    cost, size = [0] * (count + 1), [0] * count
    entries: list[Entry | None] = [None] * count
    for start in reversed(range(count)):
        cost[start], size[start] = cost[start + 1] + _UNKNOWN_COST, 1
        keys: list[str] = []
        for token in tokens[start : start + lexicon.longest]:
            if keys and token.opens:
                break
            keys.append(token.key)
            entry = lexicon.find(keys)
            if entry is not None and cost[start + len(keys)] + 1 <= cost[start]:
                cost[start], size[start] = cost[start + len(keys)] + 1, len(keys)
                entries[start] = entry
    pieces, start = [], 0
    while start < count:
        pieces.append(Piece(entries[start], tuple(tokens[start : start + size[start]])))
        start += size[start]
    return tuple(pieces)


def _thoughts(pieces: Sequence[Piece]) -> Iterator[tuple[bool, list[Piece]]]:
    """Thoughts, and whether *but* or the like stands before each."""
    turned, thought = False, list[Piece]()
    for piece in pieces:
        turns = piece.entry is not None and piece.entry.kind == "but"
        if thought and (turns or piece.tokens[0].opens):
            yield turned, thought
            turned, thought = False, []
        turned = turned or turns
        if not turns:
            thought.append(piece)
    yield turned, thought


def _goes_on(thought: Sequence[Piece]) -> bool:
    """Whether a thought only goes on with a list: things and *or*, no new beginning."""
    kinds = {piece.entry.kind for piece in thought if piece.entry is not None}
    return "or" in kinds and kinds <= _CONTENT | {"or", "skip", "music", "too"}


def _read_thought(thought: Sequence[Piece], denied: bool) -> tuple[list[Item], bool]:
    """What a thought says, and whether it ends with things that are not wanted."""
    of_music = any(p.entry is not None and p.entry.kind in {"music", "hear"} for p in thought)
    now = Item(Entry("skip"), "", "plain", negated=denied, of_music=of_music)
    items: list[Item] = []
    size = sum(len(piece.tokens) for piece in thought)
    dangling, reach = False, _REACH
    for piece in thought:
        entry, reach = piece.entry, reach - len(piece.tokens)
        if entry is None:
            continue
        if entry.kind in _CONTENT:
            said = replace(now, entry=entry, words=together(piece.tokens))
            if now.negated and reach < 0:
                said = now = replace(said, negated=False)
            if size > _SHORT and _is_vague(piece, said):
                continue
            items.append(replace(said, negated=True) if _too_sad(said) else said)
            now, dangling, reach = replace(now, excess=False), False, _REACH
        else:
            now = _step(now, entry)
            if entry.kind in {"not", "avoid"}:
                reach = _REACH if entry.kind == "not" else LONGEST
            dangling = now.negated and (dangling or entry.kind == "avoid")
    if dangling:
        items = [replace(item, negated=True) for item in items]
    return items, now.negated and bool(items) and items[-1].negated


def _is_vague(piece: Piece, said: Item) -> bool:
    """One Chinese character in a longer thought is mostly a part of another word, unless the
    thought asks for music or lays stress on it."""
    alone = len(piece.tokens) == 1 and not piece.tokens[0].key.isascii()
    stressed = said.of_music or said.role == "wish" or said.hinted or said.negated
    return alone and said.entry.kind not in {"style", "artist"} and not stressed


def _step(now: Item, entry: Entry) -> Item:
    """How the next thing is meant after the small word *entry*."""
    if entry.kind in {"state", "hear"} and now.role == "wish":
        return now
    return replace(now, **_STEPS.get(entry.kind, {}))


def _too_sad(item: Item) -> bool:
    """*Too sad* is music one wants less of; 太难过 is a person."""
    return item.excess and item.bad and item.entry.kind == "mood" and item.role == "plain"


def _unknown(pieces: Sequence[Piece]) -> Iterator[str]:
    run: tuple[Token, ...] = ()
    for piece in pieces:
        if piece.entry is None and not (run and piece.tokens[0].opens):
            run += piece.tokens
            continue
        if run:
            yield together(run)
        run = piece.tokens if piece.entry is None else ()
    if run:
        yield together(run)

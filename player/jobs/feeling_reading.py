"""From the tokens of a sentence to what they say: how somebody is, what they ask for, what not.

Pure Python, any thread; any text will do. The sentence is cut into the fewest phrases of the
lexicon (what is in none stays as it is) and read thought by thought
(:mod:`player.jobs.feeling_thought`): punctuation, *but*, *because* begin a new one. A list goes on
over commas where *or* stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from player.jobs.feeling_items import CONTENT, Item, Piece
from player.jobs.feeling_lexicon import Entry, Lexicon
from player.jobs.feeling_thought import read_thought
from player.jobs.feeling_tokens import Token, together

_UNKNOWN_COST = 3


@dataclass(frozen=True, slots=True)
class Read:
    """All that a sentence says."""

    items: tuple[Item, ...]
    """In their order. States of which the sentence says *but* afterwards are left out."""
    unknown: tuple[str, ...]
    """Words in no phrase, neighbours together."""
    of_music: bool
    """Music is spoken of somewhere in it."""


def read(tokens: Sequence[Token], lexicon: Lexicon) -> Read:
    """What *tokens* say."""
    pieces = cut(tokens, lexicon)
    items: list[Item] = []
    denied = False
    for turned, thought in _thoughts(pieces):
        found = read_thought(thought, denied=denied and _goes_on(thought))
        denied = bool(found) and found[-1].negated
        if turned and any(item.is_state for item in found):
            items = [item for item in items if not item.is_state or item.passing]
        items += found
    of_music = any(p.entry is not None and p.entry.kind in {"hear", "music"} for p in pieces)
    return Read(tuple(_contrasted(items)), tuple(_unknown(pieces)), of_music)


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
    return "or" in kinds and kinds <= CONTENT | {"or", "skip", "music", "too"}


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

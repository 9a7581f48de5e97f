"""A typed sentence as tokens: one a Latin word, one a Chinese character, one an emoji.

Pure Python, any thread. Any text will do; nothing here knows what a word means.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from player.tagging.lyric_hanzi import simplify

LONGEST = 600
"""Characters of a sentence that are read: nobody types more by hand."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_TOKEN = re.compile(rf"[{_HAN}{_EMOJI}]|[^\W_{_HAN}]+(?:['\u2019&][^\W_{_HAN}]+)*")
_BREAK = re.compile(
    r"[.!?;:,\u2026\u2014\u2013\n\uff0c\u3002\uff01\uff1f\uff1b\uff1a~\uff5e()\uff08\uff09|]| - "
)
_WIDE = re.compile(rf"[{_HAN}{_EMOJI}]+")


class Token(NamedTuple):
    """One word or character."""

    key: str
    """How it is looked up: lower case, narrow, simplified, without accents."""
    shown: str
    """As it was typed."""
    opens: bool
    """Punctuation that ends a thought stands before it."""


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of *text*, at most its first :data:`LONGEST` characters."""
    text = text[:LONGEST]
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        opens = _BREAK.search(text, end, match.start()) is not None
        found.append(Token(_key(match.group()), match.group(), opens))
        end = match.end()
    return tuple(found)


def keys_of(text: str) -> tuple[str, ...]:
    """How *text* is looked up, token by token."""
    return tuple(token.key for token in tokens_of(text))


def together(tokens: tuple[Token, ...]) -> str:
    """*tokens* as they were typed: a space between words, none between characters."""
    shown = ""
    for token in tokens:
        apart = shown and not (_WIDE.fullmatch(token.shown) and _WIDE.fullmatch(shown[-1]))
        shown += f" {token.shown}" if apart else token.shown
    return shown


def _key(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("\u2019", "'").casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return simplify(plain)

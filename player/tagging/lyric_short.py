"""What one short sentence sounds like, by the networks that read lyrics: :func:`read_short`.

Any process; numpy only. A sentence is far below what :meth:`LyricNetwork.read` asks for, and what
is true of a song is not true of a line: judged by single lines of songs it never saw, the whole
network is hardly better than chance in either language. So

- Chinese is read by one *expert* of the network alone, the one that learned from 52,000 short
  messages. The temperature was fitted on messages that an expert fitted for it had not seen;
- English has no such expert: the whole network is read with a temperature fitted on two lines of
  unseen songs, which makes it nearly silent, as it should be.

A text long enough to be a song's is read as one. Figures: docs/LYRICS.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from player.tagging.lyric_emotion import LyricNetwork, softmax
from player.tagging.lyric_ngrams import Float64, grams_of
from player.tagging.lyric_text import Lyrics, language_of, read_lyrics

MESSAGES = ("happy", "angry", "sad", "neutral", "fear", "surprise")
"""What the expert of short Chinese messages tells apart, in the order of its numbers."""
QUADRANTS = ("happy", "angry", "sad", "calm")
"""What the network tells apart, in the order of its numbers."""

_MESSAGE_TEMPERATURE = 0.16
_LINE_TEMPERATURE = 0.40
"""For two lines of English."""

_LATIN_LETTERS = 0.5
"""From this share on a sentence is taken for English, though it has few of its small words."""


@dataclass(frozen=True, slots=True)
class ShortRead:
    """What a sentence sounds like, and how surely."""

    label: str
    """One of :data:`MESSAGES` or :data:`QUADRANTS`."""
    share: float
    """Probability of it, 0..1."""
    by_messages: bool = False
    """Told by the expert that learned from short messages."""


def read_short(network: LyricNetwork, text: str) -> ShortRead | None:
    """What *text* sounds like most; ``None`` for other languages and where there are no words."""
    lyrics = read_lyrics(text)
    language = _language(lyrics)
    if not lyrics.lines or language not in network.card.languages:
        return None
    if lyrics.readable:
        words = network.read(text)
        return None if words is None else _surest(QUADRANTS, np.array(words.quadrants))
    machine = network.machine(language)
    if language == "en":
        return _surest(QUADRANTS, softmax(machine.scores(lyrics) / _LINE_TEMPERATURE))
    names = list(network.card.languages[language].experts)
    if "messages" not in names:
        return None
    expert = machine.experts[names.index("messages")]
    scores = expert.scores(grams_of(expert.tables, lyrics.lines))
    found = _surest(MESSAGES, softmax(scores / _MESSAGE_TEMPERATURE))
    return replace(found, by_messages=True)


def _language(lyrics: Lyrics) -> str:
    found = language_of(lyrics.lines)
    if found == "other":
        text = "".join(lyrics.lines)
        latin = sum(letter.isascii() and letter.isalpha() for letter in text)
        return "en" if text and latin > _LATIN_LETTERS * len(text) else "other"
    return found


def _surest(labels: tuple[str, ...], shares: Float64) -> ShortRead:
    place = int(shares.argmax())
    return ShortRead(labels[place], float(shares[place]))

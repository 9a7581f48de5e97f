"""What the listener keeps out of mood queues by a word or a folder.

Pure Python, any thread. A word is looked for in title, artists, album and genre, in any case, width
or Chinese script: as a whole word where it is written in letters (*live* is not in *deliver*),
anywhere where it is written in Chinese or Japanese, which put no spaces between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

from player.library.track import Track
from player.paths import is_below
from player.tagging.lyric_hanzi import simplify

BlockKind = Literal["folder", "word"]

_EASTERN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_LETTER = rf"[^\W_{_EASTERN}]"


class Block(NamedTuple):
    """Why a track is kept out."""

    kind: BlockKind
    """By a folder or by a word."""
    what: str
    """Which one, as the listener wrote it."""


class Blocks:
    """Words and folders, ready to be compared with many tracks."""

    def __init__(self, words: Sequence[str] = (), folders: Sequence[str] = ()) -> None:
        self._words = tuple(word for word in words if _folded(word).strip())
        self._folders = tuple(folder for folder in folders if folder)
        patterns = "|".join(f"({_pattern(word)})" for word in self._words)
        self._search = re.compile(patterns).search if patterns else None
        # Looked for first: most tracks hold none of them, and a pattern takes ten times as long.
        self._beginnings = tuple({_folded(word).split()[0] for word in self._words})

    def __bool__(self) -> bool:
        return bool(self._words or self._folders)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Blocks):
            return NotImplemented
        return (self._words, self._folders) == (other._words, other._folders)

    def __hash__(self) -> int:
        return hash((self._words, self._folders))

    def find(self, track: Track) -> Block | None:
        """What keeps *track* out; a folder is told before a word."""
        for folder in self._folders:
            if is_below(track.path, folder):
                return Block("folder", folder)
        if self._search is None:
            return None
        meta = track.metadata
        said = (meta.title, meta.artist, meta.album_artist, meta.album, *meta.genres)
        text = _folded("\n".join(said))
        if not any(beginning in text for beginning in self._beginnings):
            return None
        found = self._search(text)
        return (
            Block("word", self._words[found.lastindex - 1]) if found and found.lastindex else None
        )


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return simplify(unicodedata.normalize("NFKC", text)).casefold()


def _pattern(word: str) -> str:
    parts = _folded(word).split()
    pattern = r"[^\S\n]+".join(map(re.escape, parts))
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, parts[0]) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, parts[-1][-1]) else ""
    return f"{before}{pattern}{after}"

"""Simplified and traditional Chinese as one script. Pure Python, any thread or process.

A table of single characters (``resources/hanzi``, made from OpenCC's dictionaries) folds every
variant of a character into one. It is no translation for readers: characters that only one of the
scripts tells apart (后 and 後) become one in both, so that both spellings of a song read the same.
"""

from __future__ import annotations

from functools import cache

from player.paths import resources_dir

_TABLE = "hanzi/variants.txt"


def simplify(text: str) -> str:
    """*text* with every variant of a Chinese character replaced by the one that stands for all."""
    return text.translate(_variants())


@cache
def _variants() -> dict[int, str]:
    lines = (resources_dir() / _TABLE).read_text(encoding="utf-8").splitlines()
    return {
        ord(variant): line[0]
        for line in lines
        if line and not line.startswith("#")
        for variant in line[1:]
    }

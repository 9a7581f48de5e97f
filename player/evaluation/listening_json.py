"""Plays written as JSON, an object a line or a list of them, as rows of a table: :func:`json_rows`.

Pure Python, command line only. ListenBrainz' and Spotify's own exports are such files. Must never
raise, whatever the text is: what is no object is a row with nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from player.evaluation.listening_text import Row

_DEEPEST = 6


def json_rows(text: str) -> list[Row] | None:
    """The objects of *text* as rows under a row of their fields' names; ``None``: it is no JSON.
    In a list the number of the object stands for that of the line.

    Fields inside fields are called by their last name (``track_metadata.artist_name`` is
    ``artist_name``); of several so called the first in the object counts.
    """
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        return None
    objects = list(_objects(start))
    if not any(found for _, found in objects):
        return None
    names = list(dict.fromkeys(name for _, found in objects for name in found))
    rows = [(line, [found.get(name, "") for name in names]) for line, found in objects]
    return [(0, names), *rows]


def _objects(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    whole = _read(text)
    if isinstance(whole, list):
        for number, item in enumerate(whole, start=1):
            yield number, dict(_fields(item))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, dict(_fields(_read(line)))


def _read(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _fields(item: Any) -> Iterable[tuple[str, str]]:
    """Name and text of each field that holds a text or a number."""
    found: dict[str, str] = {}
    _gather(item, found, 0)
    return found.items()


def _gather(item: Any, found: dict[str, str], depth: int) -> None:
    if not isinstance(item, Mapping) or depth > _DEEPEST:
        return
    for name, value in item.items():
        if isinstance(value, str | int | float):
            text = str(value).lower() if isinstance(value, bool) else str(value)
            found.setdefault(name, " ".join(text.split()))
        else:
            _gather(value, found, depth + 1)

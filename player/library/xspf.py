"""XSPF, the XML format of playlists: :func:`read_xspf`. Pure Python, any thread, no I/O.

A document with a document type is refused before anything of it is read: entities are never
expanded and nothing outside is ever looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

_DEEPEST = 64


class NotXspfError(ValueError):
    """It is no XSPF, or one with a document type."""


def read_xspf(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Title, and of each track its first location and ``Artist - Title``.

    :raises NotXspfError: *data* is something else.
    """
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = reading.on_start
    parser.EndElementHandler = reading.on_end
    parser.CharacterDataHandler = reading.on_text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotXspfError(str(error)) from error
    if not reading.is_playlist:
        raise NotXspfError("no playlist element")
    return reading.title, reading.tracks


def _refuse(*_: object) -> None:
    raise NotXspfError("a document type")


class _Reading:
    """What the parser has come across."""

    def __init__(self) -> None:
        self.title = ""
        self.tracks: list[tuple[str, str]] = []
        self.is_playlist = False
        self._inside: list[str] = []
        self._text: list[str] = []
        self._track: dict[str, str] = {}

    def on_start(self, name: str, _attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = name.rpartition(" ")[2]
        self.is_playlist |= not self._inside and name == "playlist"
        self._inside.append(name)
        if len(self._inside) > _DEEPEST:
            raise NotXspfError("elements in elements in elements...")
        self._text.clear()
        if name == "track":
            self._track = {}

    def on_text(self, text: str) -> None:
        """A piece of text."""
        self._text.append(text)

    def on_end(self, _name: str) -> None:
        """An element ends."""
        text = "".join(self._text).strip()
        match self._inside:
            case ["playlist", "title"]:
                self.title = text
            case ["playlist", "trackList", "track", field]:
                self._track.setdefault(field, text)
            case ["playlist", "trackList", "track"] if self._track.get("location"):
                names = (self._track.get("creator"), self._track.get("title"))
                self.tracks.append((self._track["location"], " - ".join(filter(None, names))))
        self._inside.pop()
        self._text.clear()

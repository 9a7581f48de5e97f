"""Playlist files of other players (M3U, M3U8, PLS, XSPF): :func:`read_playlist`, :func:`m3u`.

Pure Python (no music is opened, no address is fetched), any thread. Which tracks of the library the
entries are is not its business. Written by hand: what packages there are read one of the formats
each, for video streams and in UTF-8 only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote_to_bytes

from player.errors import DataFileError
from player.library.audio_info import AUDIO_SUFFIXES
from player.library.mojibake import repair
from player.library.track import Track
from player.library.xspf import NotXspfError, read_xspf
from player.wording import sentence

LONGEST = 16 << 20
"""Bytes; a longer file is no playlist."""
MOST = 100_000
"""Entries that are read."""

_ADDRESS = re.compile(r"(file(?=:/)|[A-Za-z][A-Za-z0-9+.-]*(?=://)):", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class PlaylistEntry:
    """One piece of music that a playlist file names."""

    paths: tuple[str, ...]
    """Absolute paths it may mean, likeliest first (undecodable bytes as surrogate escapes)."""
    title: str = ""
    """What the file says it is, usually ``Artist - Title``."""

    @property
    def file_name(self) -> str:
        """Name of its file, written on any system."""
        return re.split(r"[/\\]", self.paths[0])[-1]


@dataclass(frozen=True, slots=True)
class PlaylistFile:
    """What a playlist file says."""

    name: str
    """Its title, or the name of the file."""
    entries: tuple[PlaylistEntry, ...]
    """Music files, in order."""
    left_out: int
    """Entries that are no music files: addresses on the network, videos..."""


Named = tuple[str, str]
"""Path or address as it is written, and title."""
_Reader = Callable[[bytes], tuple[str, list[Named]]]


def read_playlist(path: Path) -> PlaylistFile:
    """What the playlist file *path* says; its format is told by its suffix.

    :raises DataFileError: it cannot be opened, is too long, or is no playlist.
    """
    reader = READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise _no_playlist(path)
        if path.stat().st_size > LONGEST:
            raise DataFileError(
                sentence("Data", "{name} is too large to be a playlist.", name=path.name)
            )
        data = path.read_bytes()
    except OSError as error:
        raise DataFileError(
            sentence(
                "Data",
                "{name} cannot be opened: {reason}.",
                name=path.name,
                reason=error.strerror or str(error),
            )
        ) from error
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _no_playlist(path)
    try:
        title, named = reader(data)
    except (NotXspfError, UnicodeDecodeError) as error:
        raise _no_playlist(path) from error
    entries = list(_entries(named[:MOST], path.absolute().parent))
    if named and not entries:
        raise _no_playlist(path)
    name = title or os.fsencode(path.stem).decode("utf-8", "replace")
    return PlaylistFile(name, tuple(entries), len(named) - len(entries))


def _no_playlist(path: Path) -> DataFileError:
    return DataFileError(
        sentence(
            "Data",
            "{name} is no playlist of music files (M3U, PLS or XSPF).",
            name=path.name,
        )
    )


def _entries(named: Iterable[Named], folder: Path) -> Iterator[PlaylistEntry]:
    for text, title in named:
        paths = tuple(dict.fromkeys(_paths(text, folder)))
        if paths and Path(paths[0]).suffix.lower() in AUDIO_SUFFIXES:
            yield PlaylistEntry(paths, title)


def _paths(text: str, folder: Path) -> Iterator[str]:
    """What the path or address *text* may mean; nothing when it is not on this machine."""
    address = _ADDRESS.match(text)
    if address and address[1].lower() != "file":
        return
    if address:
        text = _from_file_address(text)
    spellings = [text, text.replace("\\", "/")] if os.sep == "/" else [text]
    if not text.isascii() and all(ord(letter) < 256 for letter in text):
        spellings.append(os.fsdecode(text.encode("latin-1")))  # a name that is no text
    for spelling in spellings:
        yield os.path.normpath(os.path.join(folder, spelling))  # noqa: PTH118  names, no files


def _from_file_address(text: str) -> str:
    """The path of ``file:///...`` or ``file://localhost/...``."""
    rest = text[len("file:") :]
    if rest.startswith("//"):
        host, slash, rest = rest[2:].partition("/")
        rest = slash + rest if host in ("", "localhost") else f"//{host}{slash}{rest}"
    path = os.fsdecode(unquote_to_bytes(rest.encode("utf-8", "surrogateescape")))
    return path[1:] if re.match(r"/[A-Za-z]:", path) else path


def _text_of(data: bytes) -> str:
    """*data* in the encoding it most likely has: UTF-8, UTF-16 with its mark, GBK, Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        lines = re.split(r"(\r\n|\r|\n)", data.decode("latin-1"))
    right = repair(lines)
    return "".join(right.get(line, line) for line in lines)


def _read_m3u(data: bytes) -> tuple[str, list[Named]]:
    name, title = "", ""
    named: list[Named] = []
    for line in map(str.strip, re.split(r"\r\n|\r|\n", _text_of(data))):
        if line.startswith("#EXTINF:"):
            title = line.partition(",")[2].strip()
        elif line.startswith("#PLAYLIST:"):
            name = line.partition(":")[2].strip()
        elif line and not line.startswith("#"):
            named.append((line, title))
            title = ""
    return name, named


def _read_pls(data: bytes) -> tuple[str, list[Named]]:
    fields: dict[tuple[str, int], str] = {}
    for line in re.split(r"\r\n|\r|\n", _text_of(data)):
        match = re.fullmatch(r"\s*(file|title)([0-9]{1,9})\s*=\s*(.*?)\s*", line, re.IGNORECASE)
        if match:
            fields[match[1].lower(), int(match[2])] = match[3]
    numbers = sorted(number for kind, number in fields if kind == "file")
    return "", [(fields["file", number], fields.get(("title", number), "")) for number in numbers]


def _read_xspf(data: bytes) -> tuple[str, list[Named]]:
    name, tracks = read_xspf(data)
    return name, [(_as_path(location), title) for location, title in tracks]


def _as_path(location: str) -> str:
    """A relative XSPF location is a quoted address, too."""
    if _ADDRESS.match(location):
        return location
    return os.fsdecode(unquote_to_bytes(location.encode("utf-8", "surrogateescape")))


READERS: Mapping[str, _Reader] = MappingProxyType(
    {".m3u": _read_m3u, ".m3u8": _read_m3u, ".pls": _read_pls, ".xspf": _read_xspf}
)
"""Suffix -> reader of the format."""


def m3u(name: str, tracks: Iterable[Track], folder: Path) -> bytes:
    """A playlist file in *folder* (absolute) of these *tracks*: M3U in UTF-8.

    Music below the folder is named from there, so that both can be moved together.
    """
    lines = ["#EXTM3U", f"#PLAYLIST:{_one_line(name)}"]
    for track in tracks:
        said = track.metadata
        title = " - ".join(filter(None, (said.artist, said.title or Path(track.path).stem)))
        seconds = -1 if said.duration_s is None else round(said.duration_s)
        lines += [f"#EXTINF:{seconds},{_one_line(title)}", _named_from(track.path, str(folder))]
    return "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")


def _named_from(path: str, folder: str) -> str:
    inside = path.startswith(folder.rstrip(os.sep) + os.sep)
    shown = os.path.relpath(path, folder) if inside else path
    if shown != shown.strip() or _LINE_ENDS.search(shown) or _ADDRESS.match(shown):
        return "file://" + quote(os.fsencode(path))
    return f".{os.sep}{shown}" if shown.startswith("#") else shown


def _one_line(text: str) -> str:
    return _LINE_ENDS.sub(" ", text).strip()

"""The tags of every container as one kind of mapping: plain field name -> texts.

Pure Python, any thread or process; with ``metadata``, ``artwork`` and ``lyrics`` the home of
mutagen. mutagen raises nearly anything on broken files (IndexError, MemoryError...): the border is
the caller's.

Fields: title, artist, album, albumartist, genre, mood, date, tracknumber, discnumber, lyrics,
``replaygain_*`` and ``r128_*`` as the Vorbis comments call them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any

import mutagen
from mutagen.apev2 import APENoHeaderError, APEv2
from mutagen.asf import ASF
from mutagen.id3 import ID3, Encoding, ID3NoHeaderError
from mutagen.mp4 import MP4

from player.library.mojibake import repair

Fields = dict[str, list[str]]

_ID3 = {
    "TIT2": "title",
    "TPE1": "artist",
    "TALB": "album",
    "TPE2": "albumartist",
    "TCON": "genre",
    "TMOO": "mood",
    "TDRC": "date",
    "TDOR": "date",
    "TRCK": "tracknumber",
    "TPOS": "discnumber",
}
_MP4 = {
    "\xa9nam": "title",
    "\xa9ART": "artist",
    "\xa9alb": "album",
    "aART": "albumartist",
    "\xa9gen": "genre",
    "\xa9day": "date",
    "\xa9lyr": "lyrics",
    "trkn": "tracknumber",
    "disk": "discnumber",
}
# Names used by APEv2, ASF, free-form MP4, TXXX and Matroska, in lower case without spaces and
# prefixes, where they differ from Vorbis comments.
_SAME = {
    "author": "artist",
    "albumtitle": "album",
    "album_artist": "albumartist",
    "year": "date",
    "originaldate": "date",
    "track": "tracknumber",
    "part_number": "tracknumber",
    "disc": "discnumber",
    "disk": "discnumber",
    "partofset": "discnumber",
    "unsyncedlyrics": "lyrics",
    "unsynced lyrics": "lyrics",
    "syncedlyrics": "lyrics",
}
_KEPT = frozenset(
    {"title", "artist", "album", "albumartist", "genre", "mood", "date"}
    | {"tracknumber", "discnumber", "lyrics"}
)


def open_tags(path: str) -> Any:
    """mutagen's object for *path*, ``None`` when it does not know the kind of file."""
    return mutagen.File(path)


def read_fields(file: Any, path: str) -> Fields:
    """Everything *file* (mutagen's object, or ``None``) and the loose tags around it say."""
    found: Fields = {}
    tags = getattr(file, "tags", None)
    if isinstance(file, MP4):
        _merge(found, _mp4_fields(tags or {}))
    elif isinstance(file, ASF):
        _merge(found, plain_fields((key, [str(value)]) for key, value in tags or ()))
    elif isinstance(tags, ID3):
        _merge(found, id3_fields(tags))
    elif tags is not None:
        _merge(found, _mapping_fields(tags))
    for loose in _loose_tags(path, tags):
        _merge(found, id3_fields(loose) if isinstance(loose, ID3) else _mapping_fields(loose))
    return found


def plain_fields(pairs: Iterable[tuple[str, list[str]]]) -> Fields:
    """Fields from names and texts as Vorbis comments, APEv2, ASF, Matroska have them."""
    found: Fields = {}
    for name, texts in pairs:
        field = name.lower().removeprefix("wm/")
        field = _SAME.get(field, field)
        if field in _KEPT or field.startswith(("replaygain_", "r128_")):
            kept = (part.strip() for text in texts for part in text.split("\0"))
            found.setdefault(field, []).extend(part for part in kept if part)
    return found


def id3_fields(tags: ID3) -> Fields:
    """Fields of ID3 frames, with mislabelled Chinese made readable."""
    found: Fields = {}
    latin: set[str] = set()
    frames: list[Any] = list(tags.values())  # type: ignore[no-untyped-call]
    for frame in sorted(frames, key=lambda frame: frame.FrameID == "RVA2"):  # TXXX is more exact
        field = _ID3.get(frame.FrameID)
        if frame.FrameID == "TXXX":
            texts = plain_fields([(frame.desc, [str(text) for text in frame.text])])
        elif frame.FrameID == "USLT":
            texts = {"lyrics": [frame.text]}
        elif frame.FrameID == "RVA2":
            texts = _rva2(frame)
        elif field is not None:
            values = frame.genres if field == "genre" else [str(text) for text in frame.text]
            texts = plain_fields([(field, values)])
        else:
            continue
        if getattr(frame, "encoding", None) == Encoding.LATIN1:
            latin.update(text for values in texts.values() for text in values)
        for name, values in texts.items():
            _extend(found, name, values)
    repaired = repair(latin)
    return {name: [repaired.get(text, text) for text in texts] for name, texts in found.items()}


def _rva2(frame: Any) -> Fields:
    kind = "album" if frame.desc.lower() == "album" else "track"
    if frame.channel != 1:  # master volume
        return {}
    found = {f"replaygain_{kind}_gain": [str(frame.gain)]}
    if frame.peak:
        found[f"replaygain_{kind}_peak"] = [str(frame.peak)]
    return found


def _mp4_fields(tags: Mapping[str, Any]) -> Fields:
    found: Fields = {}
    for atom, values in tags.items():
        if atom.startswith("----:"):
            texts = [bytes(value).decode("utf-8", "replace") for value in values]
            _merge(found, plain_fields([(atom.rsplit(":", 1)[1], texts)]))
        elif atom in {"trkn", "disk"}:
            found[_MP4[atom]] = [f"{number}/{total}" for number, total in values if number]
        elif atom in _MP4:
            _merge(found, plain_fields([(_MP4[atom], [str(value) for value in values])]))
    return found


def _mapping_fields(tags: Any) -> Fields:
    """Vorbis comments (lists of texts) and APEv2 (values that list texts, some binary)."""
    pairs: list[tuple[str, list[str]]] = []
    for name in tags.keys():  # noqa: SIM118 - iterating Vorbis comments gives pairs
        value = tags[name]
        if getattr(value, "kind", 0) == 0:  # APEv2: 0 is text, 1 binary, 2 a link
            pairs.append((name, [str(text) for text in value]))
    return plain_fields(pairs)


def _loose_tags(path: str, tags: Any) -> list[Any]:
    """APEv2 and ID3 tags beside what mutagen's class for the file reads."""
    found: list[Any] = []
    if not isinstance(tags, APEv2):
        with contextlib.suppress(APENoHeaderError):
            found.append(APEv2(path))  # type: ignore[no-untyped-call]
    if tags is None:
        with contextlib.suppress(ID3NoHeaderError):
            found.append(ID3(path))  # type: ignore[no-untyped-call]
    return found


def _merge(found: Fields, more: Fields) -> None:
    """Take over the fields *found* does not have: the container's own tag speaks first."""
    for name, texts in more.items():
        if texts and not found.get(name):
            found[name] = texts


def _extend(found: Fields, name: str, texts: list[str]) -> None:
    """Add *texts* that are not there yet (TMOO and TXXX:MOOD may say the same)."""
    have = found.setdefault(name, [])
    have.extend(text for text in texts if text not in have)

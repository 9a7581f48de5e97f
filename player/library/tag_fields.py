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
from dataclasses import dataclass
from typing import Any, BinaryIO

import mutagen
from mutagen import MutagenError
from mutagen.aiff import AIFF
from mutagen.apev2 import APENoHeaderError, APEv2
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.id3 import ID3, Encoding, Frames, Frames_2_2, ID3NoHeaderError
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from player.library.mojibake import repair
from player.library.plain_id3 import ID3_FIELDS, PlainTag, read_plain
from player.library.sound_region import Sound

Fields = dict[str, list[str]]

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
_KNOWN: dict[str, type[Any]] = {"flac": FLAC, "mp4": MP4, "riff": WAVE, "aiff": AIFF}
_OGG: dict[bytes, type[Any]] = {b"\x01vorbis": OggVorbis, b"OpusHea": OggOpus}


class _NeededFrames(dict[str, Any]):
    """Of all ID3 frames those that are used here; the others are not decoded, which halves the
    work for a well-tagged file. It "contains" them all the same: mutagen counts known names to
    tell which of two ways of writing lengths a tag uses."""

    def __init__(self) -> None:
        needed = {*ID3_FIELDS, "TXXX", "USLT", "RVA2", "APIC"}
        needed |= {"TYER", "TDAT", "TIME", "TORY", "COMM"}  # mutagen makes dates of them, or v1
        super().__init__(
            (name, frame)
            for name, frame in {**Frames, **Frames_2_2}.items()
            if name in needed or needed & {base.__name__ for base in frame.__bases__}
        )

    def __contains__(self, name: object) -> bool:
        return name in Frames or name in Frames_2_2


_NEEDED_FRAMES = _NeededFrames()


@dataclass(frozen=True, slots=True)
class Mp3Tags:
    """An MP3 as mutagen's classes for other files look."""

    tags: ID3 | None
    """Its ID3 tag."""


def open_tags(path: str) -> Any:
    """mutagen's object for *path*, ``None`` when it does not know the kind of file."""
    return mutagen.File(path)


def open_known(file: BinaryIO, sound: Sound) -> Any:
    """mutagen's object for a file whose content is what its ending promises, ``None`` where only
    :func:`open_tags` may know. An MP3's has its tags only, and of those what is needed here.

    :param file: buffered; where it stands before and afterwards does not matter.
    """
    file.seek(0)
    if sound.kind == "plain":
        plain = read_plain(file.read(sound.begin), sound.tail)
        return plain or Mp3Tags(_id3(file, sound.begin))
    kind = _KNOWN.get(sound.kind) or _OGG.get(sound.head[28:35])
    return None if kind is None else kind(file)


def _id3(file: BinaryIO, length: int) -> ID3 | None:
    """The one ID3 tag of an MP3.

    :param length: bytes before the sound; what does not fill them is not the only tag.
    :raises MutagenError: there is more than mutagen would read.
    """
    file.seek(0)
    try:
        tags = ID3(file, known_frames=_NEEDED_FRAMES)  # type: ignore[no-untyped-call]
    except ID3NoHeaderError:
        tags = None
    if length != (0 if tags is None else tags.size):
        raise MutagenError(f"{length} bytes before the sound are not one ID3 tag")
    date = tags["TDRC"] if tags is not None and "TDRC" in tags else None
    if date is not None and not any(map(str, date.text)):
        raise MutagenError("the date is no timestamp: FFmpeg gives it as it is written")
    return tags


def read_fields(file: Any, path: str, *, loose: bool = True) -> Fields:
    """Everything *file* (mutagen's object, or ``None``) and the loose tags around it say.

    :param loose: look for tags beside those of *file* (opens the file anew).
    """
    found: Fields = {}
    tags = getattr(file, "tags", None)
    if isinstance(file, MP4):
        _merge(found, _mp4_fields(tags or {}))
    elif isinstance(file, ASF):
        _merge(found, plain_fields((key, [str(value)]) for key, value in tags or ()))
    elif isinstance(file, PlainTag):
        _merge(found, plain_id3_fields(file))
    elif isinstance(tags, ID3):
        _merge(found, id3_fields(tags))
    elif tags is not None:
        _merge(found, _mapping_fields(tags))
    for other in _loose_tags(path, file if isinstance(file, PlainTag) else tags) if loose else ():
        _merge(found, id3_fields(other) if isinstance(other, ID3) else _mapping_fields(other))
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
    frames: list[Any] = list(tags.values())  # type: ignore[no-untyped-call]
    frames.sort(key=lambda frame: frame.FrameID == "RVA2")  # TXXX is more exact
    return _joined((_of_frame(f), getattr(f, "encoding", None) == Encoding.LATIN1) for f in frames)


def plain_id3_fields(tag: PlainTag) -> Fields:
    """The same of a plain tag."""
    return _joined(
        (
            {"lyrics": words.texts}
            if words.field == "lyrics" and not words.free
            else plain_fields([(words.field, words.texts)]),
            words.latin,
        )
        for words in tag.words
    )


def _of_frame(frame: Any) -> Fields:
    field = ID3_FIELDS.get(frame.FrameID)
    if frame.FrameID == "TXXX":
        return plain_fields([(frame.desc, [str(text) for text in frame.text])])
    if frame.FrameID == "USLT":
        return {"lyrics": [frame.text]}
    if frame.FrameID == "RVA2":
        return _rva2(frame)
    if field is None:
        return {}
    values = frame.genres if field == "genre" else [str(text) for text in frame.text]
    return plain_fields([(field, values)])


def _joined(frames: Iterable[tuple[Fields, bool]]) -> Fields:
    """Fields of several frames, each with whether it was declared as Latin-1."""
    found: Fields = {}
    latin: set[str] = set()
    for texts, is_latin in frames:
        if is_latin:
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

"""Plain ID3v2.3 and 2.4 tags, read without making an object of every frame: :func:`read_plain`.

Pure Python, any thread or process. Nearly all files have such tags, and most of the time of a first
scan went into them. Whatever is unusual (version 2.2, unsynchronisation, compression, frames that
come twice, odd dates and genres, broken text) is left to mutagen; what is read here is read as
mutagen does.

Source: the ID3v2.3.0 and ID3v2.4.0 documents of id3.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ID3_FIELDS = {
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
"""Frames that are fields by themselves."""
_OLD_DATES = ("TYER", "TORY")  # version 2.3; in 2.4 they became TDRC and TDOR
_UNUSUAL = frozenset(("RVA2", "CHAP", "CTOC"))
_IN_V1 = frozenset(("TIT2", "TPE1", "TALB", "TRCK", "TCON"))
_NAME = re.compile(rb"[A-Z][A-Z0-9]{3}")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d(:\d\d(:\d\d)?)?)?)?)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_GENRE = re.compile(r"(?!CR$|RX$)[^\d(\n][^\n]*")
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_PICTURE_HEAD = 1024  # bytes in which the picture's type and description have to end


@dataclass(frozen=True, slots=True)
class Words:
    """One frame with words that are used here."""

    field: str
    """Name of the field as in ``tag_fields``, or what a TXXX frame calls itself."""
    texts: list[str]
    """Its values."""
    latin: bool
    """They were declared as Latin-1, which often is not true."""
    free: bool = False
    """A TXXX frame: ``field`` is anything."""


@dataclass(frozen=True, slots=True)
class PlainTag:
    """What one tag says."""

    words: tuple[Words, ...]
    """In the order mutagen would give them."""
    has_picture: bool
    """There is a picture in it."""


def read_plain(data: bytes, tail: bytes) -> PlainTag | None:
    """The tag *data*, ``None`` where it is not plain.

    :param data: the whole tag, header included; empty: there is none.
    :param tail: the end of the file, where an ID3v1 tag may know more.
    """
    if data and (max(data[6:10]) > 127 or _syncsafe(data[6:10]) + 10 != len(data)):
        return None  # several tags, one with a footer, or a damaged header
    frames: dict[str, Words] = {}
    seen: set[str] = set()
    has_picture = False
    for name, body in _frames(data):
        known = name in ID3_FIELDS or name in _OLD_DATES
        if name in _UNUSUAL or (known and name in seen):
            return None
        seen.add(name)
        if known:
            words = _text(name, body)
        elif name in {"TXXX", "USLT"}:
            words = _described(name, body)
        elif name == "APIC" and _is_picture(body):
            has_picture = True
            continue
        elif name in {"APIC", ""}:
            return None
        else:
            continue
        key = name if words is None or known else f"{name} {words.field}"
        if words is None or key in frames:
            return None
        frames[key] = words
    dated = "TDRC" in seen or ("TYER" in seen and data[3] == 3)
    if b"TAG" in tail[-131:] and not (dated and seen >= _IN_V1):
        return None
    return _in_order(frames, has_picture)


def _in_order(frames: dict[str, Words], has_picture: bool) -> PlainTag | None:
    """Old dates behind the others, and only where there is no new one."""
    for old, new in zip(_OLD_DATES, ("TDRC", "TDOR"), strict=True):
        words = frames.pop(old, None)
        if words is None or new in frames:
            continue
        if len(words.texts) != 1 or not _YEAR.fullmatch(words.texts[0]):
            return None
        frames[new] = words
    return PlainTag(tuple(frames.values()), has_picture)


def _frames(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of every frame; an empty name where something is unusual."""
    if not data:
        return
    version = data[3]
    if version not in {3, 4} or data[5]:  # flags of the tag
        yield "", b""
        return
    position, end = 10, len(data)
    while position + 10 <= end and data[position : position + 4] != b"\0\0\0\0":
        name, size = data[position : position + 4], data[position + 4 : position + 8]
        length = _syncsafe(size) if version == 4 else int.from_bytes(size, "big")
        position += 10
        odd = version == 4 and max(size) > 127
        flags = data[position - 2] | data[position - 1]
        if odd or flags or position + length > end or not _NAME.fullmatch(name):
            yield "", b""
            return
        if length:
            yield name.decode(), data[position : position + length]
        position += length


def _text(name: str, body: bytes) -> Words | None:
    texts = _decode(body[0], body[1:]) if len(body) > 1 else None
    if texts is None:
        return None
    field = ID3_FIELDS.get(name, "date")
    if name in {"TDRC", "TDOR"} and not all(map(_DATE.fullmatch, texts)):
        return None
    if name == "TCON" and not all(map(_GENRE.fullmatch, texts)):
        return None
    return Words(field, texts, latin=body[0] == 0)


def _described(name: str, body: bytes) -> Words | None:
    """A TXXX frame (description, texts) or a USLT frame (language, description, one text)."""
    encoding = body[0]
    parts = _split(body[1 if name == "TXXX" else 4 :], 2 if encoding in {1, 2} else 1)
    if parts is None or not parts[1].strip(b"\0") or (name == "USLT" and not body[1:4].isascii()):
        return None
    heading, texts = _decode(encoding, parts[0]), _decode(encoding, parts[1])
    if heading is None or texts is None:
        return None
    if name == "USLT":
        return Words("lyrics", texts[:1], latin=encoding == 0)
    return Words("".join(heading), texts, latin=encoding == 0, free=True)


def _split(data: bytes, width: int) -> tuple[bytes, bytes] | None:
    """*data* before and behind its first zero character of *width* bytes."""
    at = data.find(bytes(width))
    while at >= 0 and at % width:
        at = data.find(bytes(width), at + 1)
    return None if at < 0 else (data[:at], data[at + width :])


def _decode(encoding: int, data: bytes) -> list[str] | None:
    """The texts in *data*, ``None`` when mutagen would have to mend them."""
    if encoding > 3:
        return None
    codec = _ENCODINGS[encoding]
    marked = encoding == 1
    if marked:
        if not data:
            return []
        codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "")
        if not codec:
            return None
    try:
        texts = data.decode(codec).rstrip("\0").split("\0")
    except UnicodeDecodeError:
        return None
    if marked:
        if not all(text.startswith("\ufeff") for text in texts):
            return None
        texts = [text[1:] for text in texts]
    return texts


def _syncsafe(size: bytes) -> int:
    """A length of four bytes with seven bits each."""
    return size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]


def _is_picture(body: bytes) -> bool:
    """Encoding, MIME type, kind of picture and description are in order."""
    parts = _split(body[1:_PICTURE_HEAD], 1)
    if parts is None or body[0] > 3:
        return False
    wide = body[0] in {1, 2}
    described = _split(parts[1][1:], 2 if wide else 1)
    return described is not None and _decode(body[0], described[0]) is not None

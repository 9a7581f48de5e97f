"""Covers: embedded in the file or lying beside it, as the bytes of an image file.

Pure Python, any thread or process. Nothing is decoded here: what shows a cover reads its size from
the header first and scales while decoding.
"""

from __future__ import annotations

import base64
import binascii
import logging
import os
import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from mutagen import MutagenError
from mutagen.apev2 import APEv2
from mutagen.asf import ASF
from mutagen.flac import Picture
from mutagen.id3 import ID3, PictureType
from mutagen.mp4 import MP4

from player.errors import FileUnreadableError
from player.library.plain_id3 import PlainTag
from player.library.tag_fields import open_tags

log = logging.getLogger(__name__)

LARGEST_BYTES = 32 << 20
"""Bigger pictures are passed over."""
_STEMS = ("cover", "folder", "front", "album", "albumart")
_SUFFIXES = frozenset(("jpg", "jpeg", "png", "webp"))

_Picture = tuple[int, bytes]  # picture type (3: front cover), image file


def find_cover(path: str) -> bytes | None:
    """The cover of the track at *path*: the embedded front cover, else another embedded picture,
    else ``cover.jpg``, ``folder.jpg`` and their kin beside it; ``None`` when there is none."""
    pictures = sorted(_embedded(path), key=lambda picture: picture[0] != PictureType.COVER_FRONT)
    if pictures:
        return pictures[0][1]
    beside = cover_beside(path)
    try:
        return None if beside is None else beside.read_bytes()
    except OSError as error:
        log.info("The cover %s cannot be read: %s", beside, error)
        return None


def cover_beside(path: str) -> Path | None:
    """The picture file in the folder of *path* that is its cover."""
    folder = Path(path).parent
    try:
        return _cover_in(folder, folder.stat().st_mtime_ns)
    except OSError as error:
        log.info("The folder of %s cannot be read: %s", path, error)
        return None


@lru_cache(maxsize=16)  # a scan asks once per track: without this a big folder costs n squared
def _cover_in(folder: Path, _changed_ns: int) -> Path | None:
    found: dict[str, Path] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if not is_cover(entry.name) or not entry.is_file():
                continue
            stem = entry.name.lower().rpartition(".")[0]
            if 0 < entry.stat().st_size <= LARGEST_BYTES:
                found.setdefault(stem, Path(entry.path))
    return next((found[stem] for stem in _STEMS if stem in found), None)


def is_cover(name: str) -> bool:
    """A file called *name* is the cover of what lies beside it."""
    stem, _, suffix = name.lower().rpartition(".")
    return stem in _STEMS and suffix in _SUFFIXES


def has_embedded_cover(file: Any) -> bool:
    """*file* (mutagen's object, or ``None``) carries a picture."""
    if isinstance(file, PlainTag):
        return file.has_picture
    return next(_pictures(file), None) is not None


def _embedded(path: str) -> list[_Picture]:
    try:
        found = list(_pictures(open_tags(path)))
    except Exception:
        log.info("The pictures of %s are broken", path, exc_info=True)
        found = []
    if not found:
        from player.library import decoding  # heavy; the scan, which imports this, rarely needs it

        try:
            data = decoding.picture(path)
        except FileUnreadableError:
            data = None
        found = [(int(PictureType.COVER_FRONT), data)] if data else []
    return [picture for picture in found if 0 < len(picture[1]) <= LARGEST_BYTES]


def _pictures(file: Any) -> Iterator[_Picture]:
    """The pictures of any container mutagen reads."""
    tags = getattr(file, "tags", None)
    for picture in getattr(file, "pictures", ()):  # FLAC
        yield int(picture.type), picture.data
    if isinstance(tags, ID3):
        for frame in tags.getall("APIC"):  # type: ignore[no-untyped-call]
            yield int(frame.type), frame.data
    elif isinstance(file, MP4):
        for cover in (tags or {}).get("covr", ()):
            yield int(PictureType.COVER_FRONT), bytes(cover)
    elif isinstance(file, ASF):
        for value in (tags or {}).get("WM/Picture", ()):
            yield from _asf_picture(value.value)
    elif isinstance(tags, APEv2):
        yield from _ape_pictures(tags)
    elif tags is not None and hasattr(tags, "get"):
        for text in tags.get("metadata_block_picture", ()):
            yield from _vorbis_picture(text)


def _vorbis_picture(text: str) -> Iterator[_Picture]:
    try:
        picture = Picture(base64.b64decode(text))  # type: ignore[no-untyped-call]
    except (binascii.Error, struct.error, MutagenError, ValueError, EOFError):
        return
    yield int(picture.type), picture.data


def _ape_pictures(tags: APEv2) -> Iterator[_Picture]:
    for name in list(tags):
        value = tags[name]
        if name.lower().startswith("cover art") and value.kind == 1:
            _, _, data = bytes(value.value).partition(b"\0")  # a file name, then the image
            front = "front" in name.lower()
            yield int(PictureType.COVER_FRONT if front else PictureType.OTHER), data


def _asf_picture(data: bytes) -> Iterator[_Picture]:
    """Type (1 byte), size (4), MIME and description (UTF-16 with a zero each), image."""
    if len(data) < 9:
        return
    size = int.from_bytes(data[1:5], "little")
    if size <= len(data) - 9:
        yield data[0], data[len(data) - size :]

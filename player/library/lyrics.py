"""The words of a song: embedded, or in an ``.lrc`` or ``.txt`` file beside it.

Pure Python, any thread or process. Timed lyrics come back as LRC text (``[mm:ss.xx]line``) from
wherever they were; what shows them follows or strips the times.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mutagen.id3 import ID3

from player.library.tag_fields import open_tags, read_fields

log = logging.getLogger(__name__)

LARGEST_BYTES = 1 << 20
"""Longer files beside the song are no lyrics."""
_SUFFIXES = (".lrc", ".LRC", ".txt", ".TXT")


def find_lyrics(path: str) -> str | None:
    """The words of the song at *path*, ``None`` when there are none.

    Timed words are preferred: an ``.lrc`` beside the file, embedded ones (SYLT, LRC text), then
    plain embedded ones, then a ``.txt`` beside the file.
    """
    beside = lyrics_beside(path)
    if beside is not None and beside.suffix.lower() == ".lrc":
        text = _read_text(beside)
        if text:
            return text
    text = _embedded(path)
    if text is None and beside is not None:
        text = _read_text(beside)
    return text


def lyrics_beside(path: str) -> Path | None:
    """The ``.lrc`` or ``.txt`` file with the song's own name."""
    song = Path(path)
    for suffix in _SUFFIXES:
        beside = song.with_suffix(suffix)
        try:
            if beside.is_file() and 0 < beside.stat().st_size <= LARGEST_BYTES:
                return beside
        except (OSError, ValueError):
            continue
    return None


def lyrics_stem(name: str) -> str | None:
    """Which song the words in a file called *name* belong to; ``None`` for other files."""
    return name[:-4] if name.endswith(_SUFFIXES) else None


def _embedded(path: str) -> str | None:
    try:
        file = open_tags(path)
        timed = next(_timed(getattr(file, "tags", None)), None)
        texts = [timed] if timed else read_fields(file, path).get("lyrics", [])
    except Exception:
        log.info("The lyrics of %s are broken", path, exc_info=True)
        return None
    return next((clean for text in texts if (clean := _clean(text))), None)


def _timed(tags: Any) -> Iterator[str]:
    """SYLT frames in milliseconds as LRC text."""
    if not isinstance(tags, ID3):
        return
    for frame in tags.getall("SYLT"):  # type: ignore[no-untyped-call]
        if frame.format == 2 and frame.text:  # milliseconds; 1 would be MPEG frames
            yield "\n".join(f"{_stamp(ms)}{line.strip()}" for line, ms in frame.text)


def _stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"[{seconds // 60:02d}:{seconds % 60:02d}.{rest // 10:02d}]"


def _read_text(file: Path) -> str | None:
    """*file* in UTF-8, UTF-16 with its mark, GB18030, or else Latin-1."""
    try:
        data = file.read_bytes()
    except OSError as error:
        log.info("The lyrics %s cannot be read: %s", file, error)
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _clean(data.decode("utf-16", "replace"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return _clean(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _clean(data.decode("latin-1"))


def _clean(text: str) -> str | None:
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return lines.encode("utf-8", "replace").decode("utf-8") or None

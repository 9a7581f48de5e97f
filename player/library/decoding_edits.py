"""The edit list of an MP4 with sound: where in its track the music begins and how long it is.

Pure Python, any thread or process; a few small reads. FFmpeg's own treatment of edit lists drops
the last codec frame where the list, which counts in milliseconds in most files, ends a moment
before it; so a list of one entry is read here, and FFmpeg is told to take its beginning only.

Source: ISO/IEC 14496-12, 8.2.2 (mvhd) and 8.6.6 (elst).
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass

from player.library.sound_region import open_song, read_at

_ATOM = 8  # bytes: size and name
_MOST_ATOMS = 1000  # in a row; more is an attack
_WIDE = 1  # in place of a size: it follows in 64 bits


@dataclass(frozen=True, slots=True)
class Edit:
    """The only entry of an edit list."""

    length: int
    """How long the music is, in ticks; 0: to the end."""
    timescale: int
    """Ticks a second."""

    @property
    def seconds(self) -> float | None:
        """How long the music is, as the list says it; ``None`` where it goes on to the end."""
        return self.length / self.timescale if self.length else None

    def frames(self, samplerate: int) -> int | None:
        """The most frames the music can have, ``None`` where it goes on to the end.

        Exact where the list counts as finely as the sound, else up to two ticks too long.
        """
        if not self.length:
            return None
        if self.timescale >= samplerate:
            return round(self.length * samplerate / self.timescale)
        return math.ceil((self.length + 1) * samplerate / self.timescale)


def only_edit(path: str) -> Edit | None:
    """The edit of an MP4 whose tracks have one edit at most; ``None``: it is anything else.

    :raises OSError: the file cannot be read.
    """
    with open_song(path) as file:
        if read_at(file, 4, 4) != b"ftyp":
            return None
        return _only_edit(file)


def _only_edit(file: io.FileIO) -> Edit | None:
    moov = _first(file, b"moov", 0, file.seek(0, io.SEEK_END))
    mvhd = moov and _first(file, b"mvhd", *moov)
    if not moov or not mvhd:
        return None
    wide = read_at(file, mvhd[0], 1) == b"\x01"
    timescale = int.from_bytes(read_at(file, mvhd[0] + (20 if wide else 12), 4), "big")
    sounds = [trak for trak in _inside(file, b"trak", *moov) if _is_sound(file, trak)]
    if not sounds or not timescale:
        return None
    edts = _first(file, b"edts", *sounds[0])
    elst = edts and _first(file, b"elst", *edts)
    if not elst:
        return Edit(0, timescale)
    wide = read_at(file, elst[0], 1) == b"\x01"
    count, length, start = _table(file, elst[0] + 4, wide)
    return Edit(length, timescale) if count == 1 and start >= 0 else None


def _table(file: io.FileIO, at: int, wide: bool) -> tuple[int, int, int]:
    """Number of edits; of the first: its length, and its start in the track (-1: silence)."""
    size = 8 if wide else 4
    entry = read_at(file, at + 4, 2 * size)
    count = int.from_bytes(read_at(file, at, 4), "big")
    return (
        count,
        int.from_bytes(entry[:size], "big"),
        int.from_bytes(entry[size:], "big", signed=True),
    )


def _is_sound(file: io.FileIO, trak: tuple[int, int]) -> bool:
    mdia = _first(file, b"mdia", *trak)
    hdlr = mdia and _first(file, b"hdlr", *mdia)
    return hdlr is not None and read_at(file, hdlr[0] + 8, 4) == b"soun"


def _first(file: io.FileIO, name: bytes, start: int, end: int) -> tuple[int, int] | None:
    return next(_inside(file, name, start, end), None)


def _inside(file: io.FileIO, name: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Content (start, end) of the atoms called *name* between two places."""
    for _ in range(_MOST_ATOMS):
        head = read_at(file, start, 2 * _ATOM)
        if start + _ATOM > end or len(head) < _ATOM:
            return
        size, begin = int.from_bytes(head[:4], "big"), start + _ATOM
        if size == _WIDE:
            size, begin = int.from_bytes(head[8:16], "big"), start + 2 * _ATOM
        elif size == 0:
            size = end - start
        if size < begin - start:
            return
        if head[4:8] == name:
            yield begin, min(start + size, end)
        start += size

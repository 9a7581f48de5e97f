"""Whether a file that was decoded to its end is cut off: :func:`is_cut_off`.

Pure Python, the thread of its decoder. A few small reads, once, behind the last sound; nothing
here may raise whatever has become of the file meanwhile.

What tells it differs by format. Where a header says the length (FLAC, MP4, MP3 with a Xing frame,
WavPack, TTA...), too little came. Where FFmpeg corrects or guesses the length by the size of the
file (WAV, Wave64, ADTS, MP3 without such a frame, Ogg), the headers of the container, the last
frame or the last page go on behind the end. A raw stream that was cut exactly between two frames
is a whole, shorter stream: nobody can tell.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from player.library.mpeg import frame_length
from player.library.sound_region import find_sound, open_song, read_at

_SURELY_MISSING_S = 0.5
_SURELY_MISSING_SHARE, _MOST_TOLERATED_S = 0.02, 5.0  # damage in the middle shortens MP3s too
_MISSING_S = 0.05  # counts where the end looks cut off, too
_BY_SIZE = frozenset(("wav", "w64", "aac", "ogg"))
"""FFmpeg's names of the formats whose length it makes out by the size of the file."""
_XING_FRAME = 1500  # bytes; the longest frame of an MP3 has 1,441
_XING_MARKS = (b"Xing", b"Info", b"VBRI")
_ENDLESS = 0x7FFF0000
"""Declared sizes from here on come from programs that could not know it (WAV through a pipe)."""
_OGG_PAGE, _OGG_HEADER = 65307, 27  # bytes: the longest page; a header before its segment table


@dataclass(frozen=True, slots=True)
class Ending:
    """How decoding a file ended."""

    path: str
    kind: str
    """FFmpeg's name of the format."""
    duration_s: float | None
    """Length the headers promise, or what FFmpeg made of the size."""
    decoded_s: float
    """What came of it."""
    cut: bool
    """The last packet was incomplete, or could not be decoded."""
    first_byte: int | None
    """Where the first packet of sound lies."""
    last_packet: tuple[int, int] | None
    """Where the last packet lies, and its size in bytes."""
    size: int
    """Of the file when it was opened, bytes."""


def is_cut_off(ending: Ending) -> bool:
    """Whether sound is missing at the end. Never raises."""
    try:
        with open_song(ending.path) as file:
            return _is_cut_off(ending, file)
    except OSError:  # it is gone, which nobody who has it open notices
        return _missing_s(ending) > _tolerated_s(ending)


def _missing_s(ending: Ending) -> float:
    return 0.0 if ending.duration_s is None else ending.duration_s - ending.decoded_s


def _tolerated_s(ending: Ending) -> float:
    share = _SURELY_MISSING_SHARE * (ending.duration_s or 0.0)
    return max(_SURELY_MISSING_S, min(share, _MOST_TOLERATED_S))


def _is_cut_off(ending: Ending, file: io.FileIO) -> bool:
    missing_s = _missing_s(ending)
    size = file.seek(0, io.SEEK_END)
    by_size = ending.kind in _BY_SIZE or (
        ending.kind == "mp3" and not _has_xing_frame(ending, file)
    )
    if missing_s > _tolerated_s(ending) and (not by_size or size < ending.size):
        return True
    if not by_size and ending.duration_s is not None and missing_s <= _MISSING_S:
        return False
    if ending.kind == "wav":  # its last packet is always as long as the file lets it be
        return _goes_on(ending, file, size)
    return ending.cut or _goes_on(ending, file, size)


def _has_xing_frame(ending: Ending, file: io.FileIO) -> bool:
    """The frame before the first sound says how long an MP3 is."""
    end = ending.first_byte or 0
    start = max(0, end - _XING_FRAME)
    before = read_at(file, start, end - start)
    return any(mark in before for mark in _XING_MARKS)


def _goes_on(ending: Ending, file: io.FileIO, size: int) -> bool:
    """Headers, the last page or a frame promise more than the file holds."""
    if ending.kind == "ogg":
        return _last_page_is_short(file, size)
    if ending.kind == "mp3":
        return _last_frame_is_short(file, ending)
    sound = find_sound(file)
    if sound.kind == "riff":
        sizes = (end - start for name, start, end in sound.parts if name == b"data")
        return not sound.whole and max(sizes, default=0) < _ENDLESS
    return not sound.whole


def _last_page_is_short(file: io.FileIO, size: int) -> bool:
    """The last page of an Ogg file has fewer bytes than its table says."""
    tail = read_at(file, max(0, size - _OGG_PAGE), _OGG_PAGE)
    at = tail.rfind(b"OggS")
    if at < 0:
        return False
    header = tail[at : at + _OGG_HEADER]
    if len(header) < _OGG_HEADER:
        return True
    table = tail[at + _OGG_HEADER : at + _OGG_HEADER + header[-1]]
    return len(table) < header[-1] or at + _OGG_HEADER + len(table) + sum(table) > len(tail)


def _last_frame_is_short(file: io.FileIO, ending: Ending) -> bool:
    """The last frame of an MP3 has fewer bytes than its header says."""
    if ending.last_packet is None:
        return False
    start, size = ending.last_packet
    length = frame_length(read_at(file, start, 4))
    return length is not None and length > size

"""Where in a file its encoded sound lies: :func:`find_sound`.

Pure Python, any thread or process. A few small reads, bounded whatever is in the file, and three
blocks of 64 KiB; nothing is decoded. ``identity`` makes the key of a file of it, ``sound_info`` and
``mpeg`` judge by the same blocks whether a file is as sound as its headers say.

Where the sound lies, per kind:

=============  ================================================================================
MP4            the content of ``mdat``
RIFF, AIFF     the content of the ``data`` or ``SSND`` chunk
DSF            the content of its ``data`` chunk
FLAC           what follows the metadata blocks
Ogg            what follows the pages of the header packets; page numbers and checksums, which
               change when a longer comment needs another page, count as zero
ASF            the data object
Matroska       from the first cluster to the end of the last
all others     the file without ID3v2 tags before it and ID3v1, APE and Lyrics3 tags behind it
=============  ================================================================================
"""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BLOCK = 64 << 10
"""Bytes of each of the three blocks."""
_TAIL = 512
_MOST_TAGS = 1000  # in a row before or behind the sound; more is an attack
_MOST_PARTS = 100_000  # of a container; a day of Matroska has fewer clusters
_FAR = (1 << 31) - 1  # lengths of 64 bits in damaged files point anywhere
_OGG_HEADER = 27  # bytes before a page's segment table
_OGG_HEADER_PACKETS = {b"\x01vorbis": 3, b"OpusHead": 2, b"Speex   ": 2}
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675

_Part = tuple[bytes, int, int]  # name, start of the content, end as declared
_Region = tuple[int, int]  # start and end in bytes, the end as declared


@dataclass(frozen=True, slots=True)
class Sound:
    """Where the sound of one file lies, and samples of it."""

    kind: str
    """Container: ``plain``, ``flac``, ``ogg``, ``mp4``, ``riff``, ``aiff``, ``dsf``, ``asf`` or
    ``matroska``."""
    begin: int
    """Where the container begins, behind any ID3v2 tags: byte."""
    start: int
    """First byte of the sound."""
    end: int
    """The byte after its last."""
    whole: bool
    """The file goes on as far as its headers say."""
    head: bytes
    """The first 64 bytes of the container."""
    tail: bytes
    """The last 512 bytes of the file."""
    blocks: tuple[bytes, bytes, bytes]
    """The first, middle and last 64 KiB of the sound (all of it where it is shorter)."""
    parts: tuple[_Part, ...] = ()
    """What an MP4, RIFF or AIFF file consists of: name, start of the content and declared end."""


def open_song(path: str) -> io.FileIO:
    """Open *path* for reading.

    :raises OSError: the system does not let us, or it is no ordinary file: reading from a pipe
        would wait for ever.
    """
    file = io.FileIO(path, opener=_open)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    return file


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def find_sound(file: io.FileIO) -> Sound:
    """Where the sound in *file* lies; whatever is in it, there is an answer.

    :param file: unbuffered; where it stands afterwards is not defined.
    :raises OSError: the file cannot be read.
    """
    size = os.fstat(file.fileno()).st_size
    begin = _after_id3v2(file, size)
    head = read_at(file, begin, 64)
    kind, found, parts = _region(file, head, begin, size)
    if found is None or min(found[1], size) <= found[0]:
        kind, found = "plain", (begin, _before_trailing_tags(file, begin, size))
    start, declared = found
    end = min(declared, size)
    blocks = [
        _block(file, kind, offset, min(BLOCK, end - offset)) for offset in _offsets(start, end)
    ]
    return Sound(
        kind,
        begin,
        start,
        end,
        whole=declared <= size,
        head=head,
        tail=read_at(file, max(0, size - _TAIL), _TAIL),
        blocks=(blocks[0], blocks[1], blocks[2]),
        parts=parts,
    )


def _offsets(start: int, end: int) -> tuple[int, int, int]:
    """Where the three blocks begin; a file of up to three blocks is read whole."""
    last = max(start, end - BLOCK)
    middle = max(start, start + (end - start - BLOCK) // 2)
    return (start, middle, last)


def _block(file: io.FileIO, kind: str, offset: int, count: int) -> bytes:
    before = min(offset, _OGG_HEADER) if kind == "ogg" else 0
    data = read_at(file, offset - before, before + count)
    if kind == "ogg":
        data = _without_page_numbers(data)
    return data[before:]


def read_at(file: io.FileIO, offset: int, count: int) -> bytes:
    """*count* bytes of *file* from *offset* on, fewer only at the end of the file.

    :raises OSError: they cannot be read.
    """
    if offset > _FAR and offset >= os.fstat(file.fileno()).st_size:
        return b""  # some file systems refuse to seek there
    file.seek(offset)
    data = file.read(count)
    while 0 < len(data) < count and (more := file.read(count - len(data))):
        data += more
    return data


def _region(
    file: io.FileIO, head: bytes, start: int, size: int
) -> tuple[str, _Region | None, tuple[_Part, ...]]:
    """The kind of file, where its sound lies (``None``: nowhere) and what it consists of."""
    parts: tuple[_Part, ...] = ()
    found: _Region | None = None
    kind = "plain"
    if head.startswith(b"fLaC"):
        kind, found = "flac", _flac(file, start, size)
    elif head.startswith(b"OggS"):
        kind, found = "ogg", _ogg(file, start, size)
    elif head[4:8] == b"ftyp":
        kind, parts = "mp4", tuple(_mp4_atoms(file, start, size))
        found = _largest(parts, b"mdat", size)
    elif head.startswith((b"RIFF", b"RF64")):
        kind, parts = "riff", tuple(_chunks(file, start + 12, size, "little"))
        found = _largest(parts, b"data", size)
    elif head.startswith(b"FORM"):
        kind, parts = "aiff", tuple(_chunks(file, start + 12, size, "big"))
        found = _largest(parts, b"SSND", size)
    elif head.startswith(b"DSD "):
        kind, found = "dsf", _dsf(file, start)
    elif head.startswith(_ASF_HEADER):
        kind, found = "asf", _asf(file, start, size)
    elif head.startswith(_EBML.to_bytes(4, "big")):
        kind, found = "matroska", _matroska(file, start, size)
    return kind, found, parts


def _largest(parts: tuple[_Part, ...], name: bytes, size: int) -> _Region | None:
    regions = ((begin, end) for part, begin, end in parts if part == name)
    return max(regions, key=lambda region: min(region[1], size) - region[0], default=None)


def _after_id3v2(file: io.FileIO, size: int) -> int:
    """Where the file begins behind any ID3v2 tags."""
    start = 0
    for _ in range(_MOST_TAGS):
        head = read_at(file, start, 10)
        if len(head) < 10 or head[:3] != b"ID3":
            return start
        length = 0
        for byte in head[6:10]:
            length = length << 7 | byte & 0x7F
        footer = 10 if head[5] & 0x10 else 0
        if start + 10 + length + footer >= size:
            return start
        start += 10 + length + footer
    return start


def _before_trailing_tags(file: io.FileIO, start: int, size: int) -> int:
    """Where the audio ends before ID3v1, APEv2 and Lyrics3v2 tags, in any order."""
    end = size
    for _ in range(_MOST_TAGS):
        tail = read_at(file, max(start, end - 128), min(128, end - start))
        length = 0
        if len(tail) == 128 and tail.startswith(b"TAG"):
            length = 128
        elif tail[-32:-24] == b"APETAGEX":
            length = int.from_bytes(tail[-20:-16], "little")
            if int.from_bytes(tail[-12:-8], "little") & 0x80000000:  # it has a header too
                length += 32
        elif tail.endswith(b"LYRICS200") and tail[-15:-9].isdigit():
            length = int(tail[-15:-9]) + 15
        if length <= 0 or length > end - start:
            return end
        end -= length
    return end


def _flac(file: io.FileIO, start: int, size: int) -> _Region:
    position, last = start + 4, False
    for _ in range(_MOST_PARTS):
        head = read_at(file, position, 4) if not last else b""
        if len(head) < 4:
            break
        last = bool(head[0] & 0x80)
        position += 4 + int.from_bytes(head[1:4], "big")
    return position, _before_trailing_tags(file, min(position, size), size)


def _ogg(file: io.FileIO, start: int, size: int) -> _Region | None:
    """Header packets end a page (both specifications say so), so audio begins with a page."""
    packets, wanted, position = 0, 0, start
    for _ in range(_MOST_PARTS):
        head = read_at(file, position, _OGG_HEADER)
        if len(head) < _OGG_HEADER or head[:4] != b"OggS":
            return None
        table = read_at(file, position + _OGG_HEADER, head[26])
        if not wanted:
            magic = read_at(file, position + _OGG_HEADER + len(table), 8)
            wanted = next(
                (n for mark, n in _OGG_HEADER_PACKETS.items() if magic.startswith(mark)), 0
            )
            if not wanted:
                return None
        packets += sum(length < 255 for length in table)
        position += _OGG_HEADER + len(table) + sum(table)
        if packets >= wanted:
            return position, size
    return None


def _without_page_numbers(data: bytes) -> bytes:
    """*data* with the sequence numbers and checksums of its page headers set to zero."""
    changed = bytearray(data)
    position = data.find(b"OggS")
    while position >= 0:
        fields = slice(position + 18, min(position + 26, len(data)))
        changed[fields] = bytes(len(data[fields]))
        position = data.find(b"OggS", position + 4)
    return bytes(changed)


def _mp4_atoms(file: io.FileIO, start: int, size: int) -> Iterator[_Part]:
    position = start
    for _ in range(_MOST_PARTS):
        if position + 8 > size:
            return
        head = read_at(file, position, 16)
        length, begin = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), 16
        elif length == 0:
            length = size - position
        if length < begin:
            return
        yield head[4:8], position + begin, position + length
        position += length


def _chunks(
    file: io.FileIO, start: int, size: int, order: Literal["big", "little"]
) -> Iterator[_Part]:
    """The chunks of a RIFF or IFF file; their sizes are made even by a pad byte."""
    position = start
    for _ in range(_MOST_PARTS):
        if position + 8 > size:
            return
        head = read_at(file, position, 8)
        length = int.from_bytes(head[4:8], order)
        yield head[:4], position + 8, position + 8 + length
        position += 8 + length + (length & 1)


def _dsf(file: io.FileIO, start: int) -> _Region | None:
    position = start
    for _ in range(_MOST_PARTS):
        head = read_at(file, position, 12)
        if len(head) < 12:
            return None
        length = int.from_bytes(head[4:12], "little")
        if head[:4] == b"data":
            return position + 12, position + length
        if length < 12:
            return None
        position += length
    return None


def _asf(file: io.FileIO, start: int, size: int) -> _Region | None:
    position = start
    for _ in range(_MOST_PARTS):
        head = read_at(file, position, 24)
        if len(head) < 24:
            return None
        length = int.from_bytes(head[16:24], "little")
        if head[:16] == _ASF_DATA:
            # behind the object's header: its file id, which taggers may renew, and packet count
            return position + 50, position + length if length else size
        if length < 24:
            return None
        position += length
    return None


def _matroska(file: io.FileIO, start: int, size: int) -> _Region | None:
    first, end, position = -1, -1, start
    for _ in range(_MOST_PARTS):
        element = _ebml_element(file, position)
        if element is None:
            break
        name, begin, length = element
        if name == _SEGMENT:
            position = begin
            continue
        unknown = length < 0
        if name == _CLUSTER:
            first = position if first < 0 else first
            end = size if unknown else begin + length
        if unknown:
            break
        position = begin + length
    return (first, end) if first >= 0 else None


def _ebml_element(file: io.FileIO, position: int) -> tuple[int, int, int] | None:
    """Id, start of the content and length (-1: unknown) of the element at *position*."""
    head = read_at(file, position, 12)
    if len(head) < 2 or not head[0]:
        return None
    id_bytes = 9 - head[0].bit_length()
    if id_bytes >= len(head) or not head[id_bytes]:
        return None
    length_bytes = 9 - head[id_bytes].bit_length()
    raw = int.from_bytes(head[id_bytes : id_bytes + length_bytes], "big")
    bits = 7 * length_bytes
    length = raw & ((1 << bits) - 1)
    if length == (1 << bits) - 1:
        length = -1
    return int.from_bytes(head[:id_bytes], "big"), position + id_bytes + length_bytes, length

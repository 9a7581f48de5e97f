"""Which sound a file holds: :func:`audio_key`, the same after a move, a rename or new tags.

Pure Python, any thread or process. The key hashes the *encoded* audio without the tags around it:
its kind, its length and three blocks of 64 KiB from its start, middle and end, so a key costs a few
reads however long the file is. When in doubt two files are different: joining two tracks by mistake
loses what the listener said of one, splitting one loses nothing but a second analysis.

Where the audio lies, per kind:

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

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

_BLOCK = 64 << 10
_OGG_HEADER = 27  # bytes before a page's segment table
_OGG_HEADER_PACKETS = {b"\x01vorbis": 3, b"OpusHead": 2, b"Speex   ": 2}
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675

_Region = tuple[int, int]  # start and end in bytes


def audio_key(path: str) -> str:
    """The identity of the sound in the file at *path*: 32 hexadecimal digits.

    :raises OSError: the file cannot be read.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - the path may hold undecodable bytes
        size = os.fstat(file.fileno()).st_size
        start = _after_id3v2(file, size)
        kind, (start, end) = _region(file, start, size)
        digest = hashlib.blake2b(f"{kind} {end - start}".encode(), digest_size=16)
        for offset in _offsets(start, end):
            digest.update(_block(file, kind, offset, min(_BLOCK, end - offset)))
    return digest.hexdigest()


def _offsets(start: int, end: int) -> tuple[int, ...]:
    """Where the hashed blocks begin; a file of up to three blocks is read whole."""
    last = max(start, end - _BLOCK)
    middle = max(start, start + (end - start - _BLOCK) // 2)
    return (start, middle, last)


def _block(file: BinaryIO, kind: str, offset: int, count: int) -> bytes:
    before = min(offset, _OGG_HEADER) if kind == "ogg" else 0
    data = _read(file, offset - before, before + count)
    if kind == "ogg":
        data = _without_page_numbers(data)
    return data[before:]


def _read(file: BinaryIO, offset: int, count: int) -> bytes:
    file.seek(offset)
    return file.read(count)


def _region(file: BinaryIO, start: int, size: int) -> tuple[str, _Region]:
    """The kind of file and where its audio lies."""
    head = _read(file, start, 16)
    found: _Region | None = None
    kind = "plain"
    if head.startswith(b"fLaC"):
        kind, found = "flac", _flac(file, start, size)
    elif head.startswith(b"OggS"):
        kind, found = "ogg", _ogg(file, start, size)
    elif head[4:8] == b"ftyp":
        kind, found = "mp4", _largest(_mp4_atoms(file, start, size))
    elif head.startswith((b"RIFF", b"RF64")):
        kind, found = "riff", _largest(_chunks(file, start + 12, size, b"data", "little"))
    elif head.startswith(b"FORM"):
        kind, found = "aiff", _largest(_chunks(file, start + 12, size, b"SSND", "big"))
    elif head.startswith(b"DSD "):
        kind, found = "dsf", _dsf(file, start, size)
    elif head == _ASF_HEADER:
        kind, found = "asf", _asf(file, start, size)
    elif head.startswith(_EBML.to_bytes(4, "big")):
        kind, found = "matroska", _matroska(file, start, size)
    if found is None or found[1] <= found[0]:
        return "plain", (start, _before_trailing_tags(file, start, size))
    return kind, found


def _largest(regions: Iterator[_Region]) -> _Region | None:
    return max(regions, key=lambda region: region[1] - region[0], default=None)


def _after_id3v2(file: BinaryIO, size: int) -> int:
    """Where the file begins behind any ID3v2 tags."""
    start = 0
    while True:
        head = _read(file, start, 10)
        if len(head) < 10 or head[:3] != b"ID3":
            return start
        length = 0
        for byte in head[6:10]:
            length = length << 7 | byte & 0x7F
        footer = 10 if head[5] & 0x10 else 0
        if start + 10 + length + footer >= size:
            return start
        start += 10 + length + footer


def _before_trailing_tags(file: BinaryIO, start: int, size: int) -> int:
    """Where the audio ends before ID3v1, APEv2 and Lyrics3v2 tags, in any order."""
    end = size
    while True:
        tail = _read(file, max(start, end - 128), min(128, end - start))
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


def _flac(file: BinaryIO, start: int, size: int) -> _Region:
    position, last = start + 4, False
    while not last:
        head = _read(file, position, 4)
        if len(head) < 4:
            break
        last = bool(head[0] & 0x80)
        position += 4 + int.from_bytes(head[1:4], "big")
    return position, _before_trailing_tags(file, min(position, size), size)


def _ogg(file: BinaryIO, start: int, size: int) -> _Region | None:
    """Header packets end a page (both specifications say so), so audio begins with a page."""
    packets, wanted, position = 0, 0, start
    while position < size:
        head = _read(file, position, _OGG_HEADER)
        if len(head) < _OGG_HEADER or head[:4] != b"OggS":
            return None
        table = file.read(head[26])
        if not wanted:
            magic = file.read(8)
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


def _mp4_atoms(file: BinaryIO, start: int, size: int) -> Iterator[_Region]:
    position = start
    while position + 8 <= size:
        head = _read(file, position, 16)
        length, begin = int.from_bytes(head[:4], "big"), 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), 16
        elif length == 0:
            length = size - position
        if length < begin:
            return
        if head[4:8] == b"mdat":
            yield position + begin, min(position + length, size)
        position += length


def _chunks(file: BinaryIO, start: int, size: int, name: bytes, order: str) -> Iterator[_Region]:
    """Chunks called *name* of a RIFF or IFF file; sizes are made even by a pad byte."""
    position = start
    while position + 8 <= size:
        head = _read(file, position, 8)
        length = int.from_bytes(head[4:8], "big" if order == "big" else "little")
        if head[:4] == name:
            yield position + 8, min(position + 8 + length, size)
        position += 8 + length + (length & 1)


def _dsf(file: BinaryIO, start: int, size: int) -> _Region | None:
    position = start
    while position + 12 <= size:
        head = _read(file, position, 12)
        length = int.from_bytes(head[4:12], "little")
        if head[:4] == b"data":
            return position + 12, min(position + length, size)
        if length < 12:
            return None
        position += length
    return None


def _asf(file: BinaryIO, start: int, size: int) -> _Region | None:
    position = start
    while position + 24 <= size:
        head = _read(file, position, 24)
        length = int.from_bytes(head[16:24], "little")
        if head[:16] == _ASF_DATA:
            # behind the object's header: its file id, which taggers may renew, and packet count
            return position + 50, min(position + length, size) if length else size
        if length < 24:
            return None
        position += length
    return None


def _matroska(file: BinaryIO, start: int, size: int) -> _Region | None:
    first, end, position = -1, -1, start
    while position < size:
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
            end = size if unknown else min(begin + length, size)
        if unknown:
            break
        position = begin + length
    return (first, end) if first >= 0 else None


def _ebml_element(file: BinaryIO, position: int) -> tuple[int, int, int] | None:
    """Id, start of the content and length (-1: unknown) of the element at *position*."""
    head = _read(file, position, 12)
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

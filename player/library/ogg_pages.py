"""Whether the pages of an Ogg file are as they were written: :func:`pages_in_order`.

Pure Python, any thread or process. Source: RFC 3533, section 6 (a page's checksum is a CRC-32 with
the generator 0x04c11db7, no reflection, starting from zero).
"""

from __future__ import annotations

import zlib

LONGEST_PAGE = 27 + 255 + 255 * 255
"""Bytes."""
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def pages_in_order(data: bytes, *, only_first: bool = False) -> bool:
    """*data* consists of whole pages with right checksums, at least one.

    :param only_first: what follows the first page does not matter.
    """
    position = 0
    while position < len(data) and not (only_first and position):
        page = data[position : position + _length(data, position)]
        told = page[22:26]
        if (
            not page.startswith(b"OggS")
            or len(page) < _length(page, 0)
            or (_checksum(page[:22] + bytes(4) + page[26:]) != int.from_bytes(told, "little"))
        ):
            return False
        position += len(page)
    return position > 0


def _length(data: bytes, position: int) -> int:
    """Bytes of the page at *position* as its segment table has them."""
    count = data[position + 26] if position + 26 < len(data) else 0
    return 27 + count + sum(data[position + 27 : position + 27 + count])


def _checksum(page: bytes) -> int:
    """The CRC zlib knows works on mirrored bits; so both sides are mirrored."""
    register = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(register.to_bytes(4, "little").translate(_MIRRORED), "big")

"""Changing a number in a page of an Ogg file (RFC 3533), with a checksum that fits again."""

from __future__ import annotations

_CHECKSUM, _GRANULE, _SEGMENTS = slice(22, 26), slice(6, 14), 26


def _crc_table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return table


_TABLE = _crc_table()


def _sealed(page: bytes) -> bytes:
    sealed = bytearray(page)
    sealed[_CHECKSUM] = bytes(4)
    crc = 0
    for byte in sealed:
        crc = (crc << 8 & 0xFFFFFFFF) ^ _TABLE[crc >> 24 ^ byte]
    sealed[_CHECKSUM] = crc.to_bytes(4, "little")
    return bytes(sealed)


def _page_end(content: bytes, at: int) -> int:
    segments = content[at + _SEGMENTS]
    return at + 27 + segments + sum(content[at + 27 : at + 27 + segments])


def with_last_granule(content: bytes, granule: int) -> bytes:
    """The file with *granule* as the end of its last page: how long the sound is."""
    at = content.rindex(b"OggS")
    page = bytearray(content[at:])
    page[_GRANULE] = granule.to_bytes(8, "little")
    return content[:at] + _sealed(page)


def with_output_gain(content: bytes, gain_db: float) -> bytes:
    """The Opus file with *gain_db* in its header (RFC 7845)."""
    end = _page_end(content, 0)
    page = bytearray(content[:end])
    at = page.index(b"OpusHead") + 16
    page[at : at + 2] = round(gain_db * 256).to_bytes(2, "little", signed=True)
    return _sealed(page) + content[end:]

"""What the headers of a file say of its sound, where they can be believed: :func:`quick_info`.

Pure Python, any thread or process. Opening a file with FFmpeg costs ten times what reading its
tags does, so the scan does it only where this has a doubt: headers without sound behind them, a
length that does not fit the size, an ending that does not fit the content, rare codecs. Damage
further inside is found when the file is listened to.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from player.library.audio_info import AudioInfo
from player.library.mpeg import mp3_info
from player.library.ogg_pages import LONGEST_PAGE, pages_in_order
from player.library.sound_region import Sound

Read = Callable[[int, int], bytes]
"""Offset and count -> bytes."""

_KINDS = {
    ".mp3": "plain",
    ".flac": "flac",
    ".ogg": "ogg",
    ".oga": "ogg",
    ".opus": "ogg",
    ".m4a": "mp4",
    ".m4b": "mp4",
    ".mp4": "mp4",
    ".wav": "riff",
    ".aif": "aiff",
    ".aiff": "aiff",
}
"""Which content each ending promises."""
_APE_MARKS = (b"APETAGEX", b"LYRICS")  # behind Lyrics3 tags there may be one more
# Chunks without words FFmpeg would read and mutagen does not (LIST, bext, NAME, AUTH...).
_SILENT_CHUNKS = {
    "riff": frozenset((b"fmt ", b"data", b"fact", b"id3 ", b"ID3 ", b"JUNK", b"junk", b"PAD ")),
    "aiff": frozenset((b"COMM", b"SSND", b"ID3 ", b"FVER")),
}
_TAIL = 512  # bytes of such a chunk that are looked at
_LEAST_BITRATE, _MOST_BITRATE = 7_000, 25_000_000  # silence may have less: FFmpeg looks at it
_WAVE_FORMATS = {b"\x01\x00", b"\x03\x00"}  # whole numbers, floating point
_FLAC_SYNC = 0xFFF8
_FLAC_RATES = dict(
    enumerate(
        (88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000), start=1
    )
)
_FLAC_SIZES = {1: 8, 2: 12, 4: 16, 5: 20, 6: 24, 7: 32}
_ESDS_SEARCHED = 64 << 10
_OBJECT_TYPE_LC = 2
_MOST_OGG_HEADERS = 16 << 20  # bytes: headers with a large cover in them
_SURELY_NOT_HALVED = 24_000  # Hz; at lower rates AAC often has SBR, which doubles them


def kind_fits(path: str, sound: Sound) -> bool:
    """Whether the content is what the ending promises and one of the kinds read quickly."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - 10 times faster
    return _KINDS.get(suffix) == sound.kind and sound.whole


def quick_info(sound: Sound, file: Any, read: Read) -> AudioInfo | None:
    """What is known of *sound* without decoding, ``None`` when there is a doubt.

    :param file: mutagen's object; not looked at for MP3.
    :param read: gives so many bytes of the file from an offset on.
    """
    if sound.kind == "plain":
        return mp3_info(sound)
    if file is None or (file.tags is None and not _is_wordless(sound)):
        return None  # tags mutagen does not know, perhaps
    info = file.info
    if sound.kind == "flac":
        found = _flac(sound, info)
    elif sound.kind == "ogg":
        found = _ogg(sound, info, read)
    elif sound.kind == "mp4":
        found = _mp4(sound, info, read)
    else:
        found = _pcm(sound, info, read)
    if found is None or not found.duration_s or found.duration_s <= 0:
        return None
    bitrate = 8 * (sound.end - sound.start) / found.duration_s
    return found if _LEAST_BITRATE <= bitrate <= _MOST_BITRATE else None


def has_loose_tags(sound: Sound, *, v1: bool) -> bool:
    """There may be tags beside those of the container: an APEv2 tag before or behind the sound.

    :param v1: an ID3v1 tag behind it counts too (to an MP3's own tags it belongs).
    """
    marks = (*_APE_MARKS, b"TAG") if v1 else _APE_MARKS
    return sound.head.startswith(b"APETAGEX") or any(mark in sound.tail for mark in marks)


def _is_wordless(sound: Sound) -> bool:
    """A file of chunks, in which other words than mutagen's would be seen."""
    return sound.kind in _SILENT_CHUNKS and not has_loose_tags(sound, v1=True)


def _flac(sound: Sound, info: Any) -> AudioInfo | None:
    """STREAMINFO, if frames that say the same follow it and nothing lies before it."""
    first = sound.blocks[0]
    if sound.begin or not info.sample_rate or not _is_flac_frame(first[:4], info):
        return None
    if not _has_another_frame(first, info) and info.total_samples > info.max_blocksize:
        return None
    bitrate = round(8 * (sound.end - sound.start) / info.length) if info.length else None
    return AudioInfo(info.length, "flac", info.sample_rate, info.channels, bitrate, {}, False)


def _has_another_frame(block: bytes, info: Any) -> bool:
    """Whether a second frame begins in *block*."""
    at = block.find(block[:2], 2)
    while at >= 0 and not _is_flac_frame(block[at : at + 4], info):
        at = block.find(block[:2], at + 2)
    return at >= 0


def _is_flac_frame(head: bytes, info: Any) -> bool:
    """Whether *head* begins a frame of the stream that *info* describes (RFC 9639, 9.1)."""
    word = int.from_bytes(head, "big")
    length, rate, channels, size = word >> 12 & 15, word >> 8 & 15, word >> 4 & 15, word >> 1 & 7
    if word >> 16 | 1 != _FLAC_SYNC | 1 or word & 1 or not length or channels > 10 or rate == 15:
        return False  # the last bit of the sync: fixed or variable length
    frames = (
        256 << (length - 8) if length >= 8 else 576 << (length - 2) if 2 <= length <= 5 else 192
    )
    return (
        (channels + 1 if channels < 8 else 2) == info.channels
        and _FLAC_RATES.get(rate, info.sample_rate) == info.sample_rate
        and _FLAC_SIZES.get(size, info.bits_per_sample) == info.bits_per_sample
        and (length in {6, 7} or frames <= info.max_blocksize)
    )


def _ogg(sound: Sound, info: Any, read: Read) -> AudioInfo | None:
    """Vorbis or Opus alone in its file, from the beginning of its time to the last page.

    FFmpeg passes over pages whose checksums are wrong, so those that count are checked here too.
    """
    head, first = sound.head, sound.blocks[0]
    last = sound.blocks[2].rfind(b"OggS")
    serial, segments = head[14:18], head[26]
    page = sound.blocks[2][last : last + 27]
    if segments != 1 or first[14:18] != serial or last < 0 or page[14:18] != serial:
        return None
    last_at = sound.end - len(sound.blocks[2]) + last
    if sound.start - sound.begin > _MOST_OGG_HEADERS or not (
        pages_in_order(read(sound.begin, sound.start - sound.begin))
        and pages_in_order(read(sound.start, LONGEST_PAGE), only_first=True)
        and pages_in_order(read(last_at, sound.end - last_at))
    ):
        return None
    at, end = (int.from_bytes(data[6:14], "little", signed=True) for data in (first, page))
    if head[28:35] == b"\x01vorbis":
        codec, rate, longest = "vorbis", info.sample_rate, 1 << (head[56] >> 4)
        bitrate, skipped = info.bitrate or None, 0
    elif head[28:36] == b"OpusHead":
        codec, rate, longest = "opus", 48000, 5760
        skipped = int.from_bytes(head[38:40], "little")
        bitrate = None
    else:
        return None
    packets = sum(length < 255 for length in first[27 : 27 + first[26]]) if len(first) > 27 else 0
    late = at > packets * longest  # cut out of a stream that ran before
    length = (end - skipped) / rate if rate else 0.0
    if late or length <= 0 or abs(length - info.length) > 0.05 or not info.channels:
        return None
    bitrate = bitrate or round(8 * (sound.end - sound.start) / length)
    return AudioInfo(length, codec, rate, info.channels, bitrate, {}, False)


def _mp4(sound: Sound, info: Any, read: Read) -> AudioInfo | None:
    """ALAC, or AAC whose own configuration says what the container does."""
    if info.codec == "alac":
        codec = "alac"
    elif info.codec == "mp4a.40.2" and info.sample_rate > _SURELY_NOT_HALVED:
        moov = next((begin for name, begin, _ in sound.parts if name == b"moov"), sound.end)
        config = _audio_specific_config(read(moov, _ESDS_SEARCHED))
        if config >> 11 != _OBJECT_TYPE_LC or config >> 3 & 15 != info.channels:
            return None
        codec = "aac"
    else:
        return None
    if not info.sample_rate or not info.channels or not info.length:
        return None
    bitrate = round(8 * (sound.end - sound.start) / info.length)
    return AudioInfo(info.length, codec, info.sample_rate, info.channels, bitrate, {}, False)


def _names_its_encoder(chunk: bytes) -> bool:
    """Whether a LIST chunk says nothing else, as in every WAV that FFmpeg wrote."""
    length = int.from_bytes(chunk[8:12], "little")
    return chunk[:8] == b"INFOISFT" and len(chunk) <= 12 + length + length % 2


def _audio_specific_config(moov: bytes) -> int:
    """The first 16 bits of the AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): type of object (5
    bits), rate (4), channels (4); 0 when it is not where it belongs."""
    at = moov.find(b"esds")
    if at < 0:
        return 0
    position = at + 8
    for tag, skipped in ((3, 3), (4, 13), (5, 0)):
        if moov[position : position + 1] != bytes((tag,)):
            return 0
        position += 1
        while moov[position : position + 1] >= b"\x80":  # the length, seven bits a byte
            position += 1
        position += 1 + skipped
    return int.from_bytes(moov[position : position + 2], "big")


def _pcm(sound: Sound, info: Any, read: Read) -> AudioInfo | None:
    """Uncompressed samples that fill their chunk, in a file without other words."""
    names = {
        name
        for name, begin, end in sound.parts
        if name != b"LIST" or not _names_its_encoder(read(begin, min(end - begin, _TAIL)))
    }
    if sound.kind == "aiff":
        header = 8  # bytes before the samples: offset and size of blocks, always zero
        plain = sound.head[8:12] == b"AIFF" and sound.blocks[0][:header] == bytes(header)
    else:
        plain = sound.head[8:16] == b"WAVEfmt " and sound.head[20:22] in _WAVE_FORMATS
        header = 0
    if not plain or not names <= _SILENT_CHUNKS[sound.kind]:
        return None
    width = info.channels * info.bits_per_sample
    if width <= 0 or info.bits_per_sample not in {8, 16, 24, 32} or not info.sample_rate:
        return None
    length = 8 * (sound.end - sound.start - header) / (width * info.sample_rate)
    if abs(length - info.length) > 0.01 * length:
        return None
    return AudioInfo(
        info.length, "pcm", info.sample_rate, info.channels, width * info.sample_rate, {}, False
    )

"""What the frames of an MP3 say of its sound, without decoding: :func:`mp3_info`.

Pure Python, any thread or process. It answers only where the frames are in order at the start, in
the middle and at the end, and headers and size agree; else it says nothing and FFmpeg has to look.

Sources: ISO/IEC 11172-3 and 13818-3 for frame headers; the Xing/Info frame and the delays behind
it as LAME writes them, read as FFmpeg does (libavformat/mp3dec.c), so that lengths agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from player.library.audio_info import AudioInfo
from player.library.sound_region import Sound

_BITRATES = {  # kbit/s of layer III by the four bits of the header
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG-1
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG-2 and 2.5
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FIXED = 0xFFFE0C00  # what all frames of a stream share: sync, version, layer, rate
_MEANT = 0xFFFEFEC0  # the same with bitrate, padding and channels
_MONO = 3
_XING_AT = {(True, False): 36, (True, True): 21, (False, False): 21, (False, True): 13}
_DELAYS_AT = 21  # behind the start of the encoder's name
_ENCODERS = (b"LAME", b"Lavf", b"Lavc")
_SEARCHED = 4096  # bytes of a block in which a frame has to begin; the longest has 1,441
_LIKELY_BITRATES = range(7_000, 330_000)


@dataclass(frozen=True, slots=True)
class _Frame:
    fixed: int
    """The bits that all frames share."""
    bitrate: int
    """Bits per second."""
    samplerate: int
    channels: int
    samples: int
    """Samples per channel."""
    length: int
    """Bytes."""
    xing_at: int
    """Where in the frame the Xing header would be."""


def mp3_info(sound: Sound) -> AudioInfo | None:
    """What the MP3 frames of *sound* say, ``None`` when they leave a doubt."""
    data = sound.blocks[0]
    offset = len(data) - len(data.lstrip(b"\0"))  # some taggers pad between tag and sound
    first = _frame(data, offset)
    if first is None or (head := _bitrates(data, offset, first, 4)) is None:
        return None
    middle, last = (_somewhere(block, first) for block in sound.blocks[1:])
    if middle is None or last is None:
        return None
    size = sound.end - sound.start - offset
    xing = offset + first.xing_at
    if data[xing : xing + 4] in {b"Xing", b"Info"}:
        measured = _xing(data, xing, first, size)
    elif data[offset + 36 : offset + 40] == b"VBRI" or len({*head, *middle, *last}) > 1:
        measured = None
    else:
        measured = (8 * size / first.bitrate, first.bitrate)
    if measured is None or measured[0] <= 0 or measured[1] not in _LIKELY_BITRATES:
        return None
    duration_s, bitrate = measured
    return AudioInfo(duration_s, "mp3", first.samplerate, first.channels, bitrate, {}, False)


def frame_length(header: bytes) -> int | None:
    """Bytes of the layer III frame that begins with this *header*; ``None``: it is none."""
    frame = _frame(header, 0)
    return None if frame is None else frame.length


def _frame(data: bytes, offset: int) -> _Frame | None:
    """The layer III frame whose header stands at *offset*."""
    return _of_header(int.from_bytes(data[offset : offset + 4], "big") & _MEANT)


@lru_cache(maxsize=4096)  # a library has a few dozen different ones
def _of_header(word: int) -> _Frame | None:
    version, rate = word >> 19 & 3, word >> 10 & 3
    if word >> 21 != 0x7FF or version == 1 or word >> 17 & 3 != 1 or rate == 3:
        return None
    bitrate = word >> 12 & 15
    if bitrate in {0, 15}:
        return None
    first_version, mono = version == 3, word >> 6 & 3 == _MONO
    bits = _BITRATES[first_version][bitrate] * 1000
    samplerate, samples = _RATES[version][rate], 1152 if first_version else 576
    return _Frame(
        word & _FIXED,
        bits,
        samplerate,
        1 if mono else 2,
        samples,
        samples // 8 * bits // samplerate + (word >> 9 & 1),
        _XING_AT[first_version, mono],
    )


def _bitrates(data: bytes, offset: int, like: _Frame, count: int) -> list[int] | None:
    """Bitrates of *count* frames in a row from *offset* on, ``None`` when they are not there."""
    found = []
    for _ in range(count):
        frame = _frame(data, offset)
        if frame is None or frame.fixed != like.fixed:
            return None
        found.append(frame.bitrate)
        offset += frame.length
    return found


def _somewhere(block: bytes, like: _Frame) -> list[int] | None:
    """Bitrates of three frames in a row near the start of *block*."""
    second = like.fixed >> 16 & 0xFF
    for sync in (bytes((0xFF, second | 1)), bytes((0xFF, second))):  # without and with checksum
        offset = block.find(sync, 0, _SEARCHED)
        while offset >= 0:
            found = _bitrates(block, offset, like, 3)
            if found is not None:
                return found
            offset = block.find(sync, offset + 1, _SEARCHED)
    return None


def _xing(data: bytes, at: int, frame: _Frame, size: int) -> tuple[float, int] | None:
    """Length in seconds and mean bitrate as the Xing or Info header at *at* has them."""
    flags = int.from_bytes(data[at + 4 : at + 8], "big")
    position, numbers = at + 8, [0, 0]
    for index in range(2):  # number of frames, number of bytes
        if flags >> index & 1:
            numbers[index] = int.from_bytes(data[position : position + 4], "big")
            position += 4
    frames, told = numbers
    if not frames or (told and abs(told - size) > 0.01 * size + 2 * 1441):
        return None  # cut off, or joined with another file
    position += 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)  # seek table, quality
    samples = full = frames * frame.samples
    if data[position : position + 4] in _ENCODERS:
        delays = int.from_bytes(data[position + _DELAYS_AT : position + _DELAYS_AT + 3], "big")
        samples -= (delays >> 12) + (delays & 0xFFF)
    return samples / frame.samplerate, round(8 * size * frame.samplerate / full)

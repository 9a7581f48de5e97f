"""How good the sound of a file is, and why one file of a song is better than another.

Pure Python, any thread. Decides nothing by itself: ``jobs.duplicates`` asks which of two files to
offer and tells the listener why.
"""

from __future__ import annotations

from dataclasses import dataclass

from player.library.track import Metadata
from player.wording import Sentence, sentence

_LOSSLESS = frozenset({"flac", "alac", "ape", "wavpack", "tta", "pcm", "dsd"})
_ABOVE_LOSSY = 1e6

_WORTH = {"aac": 1.4, "vorbis": 1.35, "opus": 1.6, "mp2": 0.7, "ac3": 0.8}
"""What a bit of a codec is worth in bits of MP3. Rounded from public listening tests at 96 kbit/s,
where Opus, AAC and Vorbis stand beside MP3 at 128 and more."""

_WHOLE_BAND_HZ = 32_000
_KBIT_PER_KHZ = 6.0
"""A file with fewer samples than :data:`_WHOLE_BAND_HZ` has no treble: at most so many kbit/s are
worth anything, whatever its codec. 16 kHz stands as 96 kbit/s, 8 kHz as 48."""

_CLEARLY = 1.1
"""Qualities of lossy files that are closer than this are not told apart in words."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of one file when files of a song are compared."""

    track_id: int
    metadata: Metadata
    available: bool = True
    """It is there and can be read."""
    whole: bool = True
    """It does not break off and nothing in it is damaged."""
    clipped: bool = False
    """Its sound is often cut off at full level."""
    chosen: bool = False
    """The listener wants this one to be offered."""
    refused: bool = False
    """The listener wants it never to be offered."""


def format_words(metadata: Metadata) -> str:
    """Codec and what tells most of its quality: ``MP3 320 kbit/s``, ``FLAC 44.1 kHz``."""
    told = ""
    if metadata.codec in _LOSSLESS and metadata.samplerate:
        told = f"{metadata.samplerate / 1e3:g} kHz"
    elif metadata.codec not in _LOSSLESS and metadata.bitrate:
        told = f"{round(metadata.bitrate / 1e3)} kbit/s"
    return f"{codec_name(metadata.codec)} {told}".strip()


def is_lossless(metadata: Metadata) -> bool:
    """Nothing of the sound was thrown away to make the file small, treble included."""
    samplerate = metadata.samplerate or _WHOLE_BAND_HZ
    return metadata.codec in _LOSSLESS and samplerate >= _WHOLE_BAND_HZ


def file_quality(metadata: Metadata) -> float:
    """How good the sound of a file is: kbit/s of MP3, and any lossless file above any other.

    Among lossless ones the one with more samples; how small it was packed says nothing.
    """
    if is_lossless(metadata):
        return _ABOVE_LOSSY + (metadata.samplerate or 0) / 1e3 * (metadata.channels or 1)
    worth = (metadata.bitrate or 0) / 1e3 * _WORTH.get(metadata.codec, 1.0)
    samplerate = metadata.samplerate or _WHOLE_BAND_HZ
    return min(worth, samplerate / 1e3 * _KBIT_PER_KHZ) if samplerate < _WHOLE_BAND_HZ else worth


def preference(file: FileState) -> tuple[bool, int, bool, bool, float, int]:
    """Sorts files of one recording: the largest is the one to offer.

    What can be played, then what the listener chose or did not refuse, what is whole, what is
    not clipped, what sounds best, and of equals the one that was known first.
    """
    quality = file_quality(file.metadata)
    said = file.chosen - file.refused
    return (file.available, said, file.whole, not file.clipped, quality, -file.track_id)


def better_because(better: FileState, other: FileState) -> Sentence:
    """Why *better* is offered and not *other*, in words; both are the same recording.

    >>> str(better_because(FileState(1, Metadata(codec="flac")), FileState(2, Metadata())))
    'lossless'
    """
    if better.available and not other.available:
        return sentence("Songs", "the other is not there now")
    if better.chosen and not other.chosen:
        return sentence("Songs", "your choice")
    if other.refused and not better.refused:
        return sentence("Songs", "you keep the other out of queues")
    if better.whole and not other.whole:
        return sentence("Songs", "complete; the other breaks off or is damaged")
    if other.clipped and not better.clipped:
        return sentence("Songs", "the other is cut off at full level again and again")
    return _sounds_better(better.metadata, other.metadata)


def _sounds_better(better: Metadata, other: Metadata) -> Sentence:
    if is_lossless(better) and not is_lossless(other):
        return sentence("Songs", "lossless")
    rates = (better.samplerate or 0) / 1e3, (other.samplerate or 0) / 1e3
    if is_lossless(better):
        if rates[0] > rates[1]:
            return sentence(
                "Songs",
                "more samples: {rate} over {other} kHz",
                rate=f"{rates[0]:g}",
                other=f"{rates[1]:g}",
            )
        if (better.channels or 0) > (other.channels or 0):
            return sentence("Songs", "more channels")
    elif file_quality(better) > _CLEARLY * file_quality(other):
        return _more_is_kept(better, other)
    return sentence("Songs", "as good as the other; it was here first")


def _more_is_kept(better: Metadata, other: Metadata) -> Sentence:
    """Of two lossy files, one of clearly better quality."""
    khz, other_khz = (better.samplerate or 0) / 1e3, (other.samplerate or 0) / 1e3
    if other_khz and other_khz < _WHOLE_BAND_HZ / 1e3 and khz > other_khz:
        return sentence(
            "Songs", "more treble: {rate} over {other} kHz", rate=f"{khz:g}", other=f"{other_khz:g}"
        )
    kbit, other_kbit = round((better.bitrate or 0) / 1e3), round((other.bitrate or 0) / 1e3)
    if kbit > other_kbit > 0:
        return sentence(
            "Songs", "higher bit rate: {rate} over {other} kbit/s", rate=kbit, other=other_kbit
        )
    if better.codec and other.codec and better.codec != other.codec:
        return sentence(
            "Songs",
            "{codec} keeps more at {rate} kbit/s than {other_codec} at {other}",
            codec=codec_name(better.codec),
            rate=kbit,
            other_codec=codec_name(other.codec),
            other=other_kbit,
        )
    return sentence("Songs", "nothing is known of the other's quality")


_CODECS = {
    "mp3": "MP3",
    "mp2": "MP2",
    "aac": "AAC",
    "flac": "FLAC",
    "alac": "ALAC",
    "ape": "APE",
    "tta": "TTA",
    "wma": "WMA",
    "pcm": "PCM",
    "dsd": "DSD",
    "opus": "Opus",
    "vorbis": "Vorbis",
    "wavpack": "WavPack",
    "ac3": "AC-3",
}


def codec_name(codec: str) -> str:
    """The codec as people write it: ``MP3``, ``Opus``."""
    return _CODECS.get(codec, codec.upper())

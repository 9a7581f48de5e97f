"""What is wrong with a file's sound, as far as it is known, in sentences.

Pure Python, any thread or process. It decodes nothing: what has to be heard was measured when the
track was listened to (``tagging.level``), and what was not is not told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from player.library.track import Track
from player.wording import Sentence, sentence

QualityKind = Literal[
    "unreadable", "truncated", "silent", "clipped", "low_bitrate", "wrong_extension"
]

CUT_SHORT = sentence("File", "The file ends before it should; what is there was listened to.")
"""The warning of an analysis whose file ended too early."""

FILE_FLAWS: tuple[QualityKind, ...] = ("low_bitrate", "wrong_extension")
"""What the headers of a file tell."""
SOUND_FLAWS: tuple[QualityKind, ...] = ("silent", "truncated", "clipped")
"""What listening tells, the worst first."""

CLIPPED_PER_S = 1.0
"""Places a second, on the average of the track, from which on clipping is told of."""

_LOWEST_KBPS = {"mp3": 96, "mp2": 128, "aac": 64, "vorbis": 64, "wma": 64, "opus": 48}
"""Codec -> kbit/s of stereo below which its sound is plainly worse than the source; half for mono.
The newer the codec, the less it needs (public listening tests of hydrogenaudio.org, 2005-2014)."""
_FOR_SPEECH = frozenset(
    {"amr_nb", "amr_wb", "speex", "gsm", "gsm_ms", "g723_1", "g729", "ilbc", "adpcm_g726", "qcelp"}
)
"""Codecs that keep no more than a voice on the telephone."""

_LOSSLESS_PACKED = frozenset({"flac", "alac", "wavpack", "ape", "tta"})
_IN_MP4 = frozenset({"aac", "alac", "mp3", "ac3", "eac3", "opus", "flac"})
_FITTING = {
    "mp3": frozenset({"mp3", "mp2", "mp1"}),
    "mp2": frozenset({"mp2", "mp1", "mp3"}),
    "flac": frozenset({"flac"}),
    "ogg": frozenset({"vorbis", "opus", "flac", "speex"}),
    "oga": frozenset({"vorbis", "opus", "flac", "speex"}),
    "opus": frozenset({"opus"}),
    "m4a": _IN_MP4,
    "m4b": _IN_MP4,
    "mp4": _IN_MP4,
    "alac": frozenset({"alac"}),
    "aac": frozenset({"aac"}),
    "wma": frozenset({"wma"}),
    "ape": frozenset({"ape"}),
    "wv": frozenset({"wavpack"}),
    "tta": frozenset({"tta"}),
    "mpc": frozenset({"musepack"}),
    "mp+": frozenset({"musepack"}),
    "dsf": frozenset({"dsd"}),
}
"""Ending -> codecs that belong in such a file. An ending that is not here holds anything."""
_WAVES = frozenset({"wav", "aif", "aiff", "aifc"})
"""Endings of files that hold sound as it is (or in one of many old codecs), never packed."""


class Heard(Protocol):
    """What listening has measured; an analysis, or the few facts that are read of it."""

    @property
    def truncated(self) -> bool | None:
        """The file ended before its headers said."""

    @property
    def silent(self) -> bool | None:
        """There is nothing to be heard in it."""

    @property
    def clipped_per_s(self) -> float | None:
        """Clipped places a second."""


@dataclass(frozen=True, slots=True)
class QualityIssue:
    """One thing that is wrong with a file."""

    kind: QualityKind
    """Its name for programs."""
    sentence: Sentence
    """What is wrong, for a person."""


def quality_of(track: Track, heard: Heard | None) -> tuple[QualityIssue, ...]:
    """What is wrong with the file of *track*, the worst first; nothing for a file in order.

    :param heard: what was measured when it was listened to; ``None`` when it was not.
    """
    if track.failure is not None:
        return (QualityIssue("unreadable", track.failure),)
    found = [_heard_wrong(heard)] if heard is not None else []
    issues = [issue for some in found for issue in some]
    low, ending = _low_bitrate(track), _wrong_extension(track)
    return (*issues, *(issue for issue in (low, ending) if issue is not None))


def file_flaws(track: Track) -> tuple[bool, bool]:
    """Which of :data:`FILE_FLAWS` the file of *track* has: quick, for whole libraries."""
    return _low_bitrate(track) is not None, _wrong_extension(track) is not None


def heard_flaws(heard: Heard) -> tuple[bool, bool, bool]:
    """Which of :data:`SOUND_FLAWS` were heard."""
    clipped = heard.clipped_per_s is not None and heard.clipped_per_s >= CLIPPED_PER_S
    return bool(heard.silent), bool(heard.truncated), clipped


def _heard_wrong(heard: Heard) -> list[QualityIssue]:
    silent, truncated, clipped = heard_flaws(heard)
    issues = []
    if silent:
        said = sentence("Quality", "Nothing can be heard in it.")
        issues.append(QualityIssue("silent", said))
    if truncated:
        said = sentence("Quality", "The file ends before it should.")
        issues.append(QualityIssue("truncated", said))
    if clipped:
        said = sentence(
            "Quality",
            "The sound is cut off at full level {count} times a second.",
            count=round(heard.clipped_per_s or 0.0),
        )
        issues.append(QualityIssue("clipped", said))
    return issues


def _low_bitrate(track: Track) -> QualityIssue | None:
    metadata = track.metadata
    if metadata.codec in _FOR_SPEECH:
        said = sentence("Quality", "Its codec ({codec}) is made for speech.", codec=metadata.codec)
        return QualityIssue("low_bitrate", said)
    lowest = _LOWEST_KBPS.get(metadata.codec)
    if lowest is None or not metadata.bitrate:
        return None
    if metadata.channels == 1:
        lowest //= 2
    kbps = round(metadata.bitrate / 1000)
    if kbps >= lowest:
        return None
    said = sentence(
        "Quality",
        "{kbps} kbit/s is little for {codec}.",
        kbps=kbps,
        codec=metadata.codec.upper(),
    )
    return QualityIssue("low_bitrate", said)


def _wrong_extension(track: Track) -> QualityIssue | None:
    ending, codec = track.path.rpartition(".")[2].lower(), track.metadata.codec
    if not codec:
        return None
    fitting = _FITTING.get(ending)
    if codec in fitting if fitting is not None else not _packed_in_waves(ending, codec):
        return None
    said = sentence(
        "Quality", "It ends in .{ending}, but it holds {codec}.", ending=ending, codec=codec
    )
    return QualityIssue("wrong_extension", said)


def _packed_in_waves(ending: str, codec: str) -> bool:
    return ending in _WAVES and codec in _LOSSLESS_PACKED | {"aac", "opus", "vorbis", "wma"}

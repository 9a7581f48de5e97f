"""What is known of the sound in a file before it is decoded, and which endings music files have.

Pure Python without imports of weight, any thread or process: the processes that read files for the
scan load nothing else of the decoding until a file needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

AUDIO_SUFFIXES = frozenset(
    (
        ".mp3", ".mp2", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".mp4", ".alac", ".aac",
        ".wma", ".wav", ".aif", ".aiff", ".aifc", ".ape", ".wv", ".tta", ".mpc", ".mp+", ".mka",
        ".webm", ".dsf",
    )
)  # fmt: skip
"""Endings of the files that are looked at, lower case."""


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What the container says of the sound."""

    duration_s: float | None
    """Length in seconds without encoder padding, as the headers have it; ``None`` if unknown."""
    codec: str
    """FFmpeg's name: ``mp3``, ``flac``, ``aac``, ``pcm_s16le``..."""
    samplerate: int
    """Samples per second."""
    channels: int
    """1 mono, 2 stereo..."""
    bitrate: int | None
    """Bits per second of the audio stream, or of the file."""
    tags: Mapping[str, str]
    """Metadata of the container and the stream, keys in lower case; empty where mutagen reads
    them."""
    has_picture: bool
    """A picture is attached."""

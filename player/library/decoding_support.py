"""Which decoders this machine's FFmpeg lacks. Pure Python over PyAV, any thread."""

from __future__ import annotations

from av.codec import codecs_available

NEEDED = (
    *("aac", "alac", "ape", "dsd_lsbf", "dsd_msbf", "flac", "mp2", "mp3", "mpc7", "mpc8"),
    *("opus", "pcm_s16le", "tta", "vorbis", "wavpack", "wmav1", "wmav2"),
)
"""FFmpeg's names of the decoders behind :data:`player.library.decoding.AUDIO_SUFFIXES`."""


def missing_decoders() -> tuple[str, ...]:
    """The decoders of :data:`NEEDED` that are not there; none with PyAV's own wheels."""
    return tuple(name for name in NEEDED if name not in codecs_available)

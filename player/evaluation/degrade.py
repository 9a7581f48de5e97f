"""Degraded copies of clips: quieter, coded at low rates, without their treble. Command line only.

A figure that moves when a clip is only quieter or worse coded was a figure about the recording,
not about the music. Copies are files, read back as a listener's files would be. Must not know the
network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import soxr
from scipy.signal import butter, sosfilt

from player.errors import FileUnreadableError
from player.evaluation.manifest import Labels
from player.library.decoding import Samples, decode_blocks
from player.library.encoding import SAMPLERATES, Codec, encode

LOWPASS_ORDER = 8
"""Of the Butterworth low-pass: 48 dB per octave."""


@dataclass(frozen=True, slots=True)
class Degradation:
    """One way a recording gets worse."""

    gain_db: float = 0.0
    """Change of level."""
    lowpass_hz: float | None = None
    """Corner (-3 dB) of a Butterworth low-pass of order :data:`LOWPASS_ORDER`."""
    codec: Codec = "flac"
    """What the copy is coded with; FLAC (24-bit) changes nothing."""
    bitrate: int | None = None
    """Bits per second of a lossy codec, all channels together."""


DEGRADATIONS: Mapping[str, Degradation] = MappingProxyType(
    {
        "level_-12db": Degradation(gain_db=-12.0),
        "mp3_64k": Degradation(codec="mp3", bitrate=64_000),
        "opus_24k": Degradation(codec="opus", bitrate=24_000),
        "lowpass_4khz": Degradation(lowpass_hz=4000.0),
    }
)
"""The ways of docs/EVALUATION.md."""


def degraded_labels(
    labels: Sequence[Labels],
    degradation: Degradation,
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Labels]:
    """Copies of all clips in *folder*, under their own names, and the labels that point to them.

    A clip that cannot be decoded has no copy; its labels point to where it would be.

    :param folder: is made; the copies take at most 0.15 MB a second and channel each.
    """
    copies = []
    for i, clip in enumerate(labels):
        # a name may be absolute or climb out of the manifest's folder: copies are numbered
        target = folder / f"{i:05}.{degradation.codec}"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            degrade_file(clip.path, target, degradation)
        except FileUnreadableError:
            target.unlink(missing_ok=True)
        copies.append(replace(clip, path=target))
        progress(i + 1, len(labels))
    return copies


def degrade_file(source: Path, target: Path, degradation: Degradation) -> None:
    """Write a degraded copy of the whole of *source* to *target*; surround becomes stereo.

    :raises FileUnreadableError: or one of its children, when *source* cannot be decoded.
    """
    with decode_blocks(source) as decoder:
        samplerate, channels = decoder.samplerate, decoder.channels
    with decode_blocks(source, channels=min(2, channels)) as decoder:
        blocks = list(decoder)
    samples = np.concatenate(blocks) if blocks else np.zeros((0, min(2, channels)), np.float32)
    rate = _nearest_rate(samplerate, degradation.codec)
    if rate != samplerate and len(samples):
        samples = soxr.resample(samples, samplerate, rate)
    encode(
        target,
        degrade(samples, rate, degradation),
        rate,
        codec=degradation.codec,
        bitrate=degradation.bitrate,
    )


def degrade(samples: Samples, samplerate: int, degradation: Degradation) -> Samples:
    """The part of *degradation* that is arithmetic: level and low-pass.

    :param samples: (frames, channels).
    :returns: float32 of the same shape; turned down to full scale where a filter's overshoot would
        be cut off by the file.
    """
    y = samples.astype(np.float64) * 10 ** (degradation.gain_db / 20)
    if degradation.lowpass_hz is not None and degradation.lowpass_hz < samplerate / 2:
        corner = butter(LOWPASS_ORDER, degradation.lowpass_hz, fs=samplerate, output="sos")
        y = sosfilt(corner, y, axis=0)
        y /= max(1.0, float(np.abs(y).max(initial=0.0)))
    return np.asarray(y, np.float32)


def _nearest_rate(samplerate: int, codec: Codec) -> int:
    return min(SAMPLERATES[codec], key=lambda rate: abs(rate - samplerate))

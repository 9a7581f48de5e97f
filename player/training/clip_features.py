"""What the encoders and the hand-made features say of labelled clips, kept in a cache file.

Command line only. Listens exactly as the tagging process does (same segments, same windows), and
again through narrow, tilted and coded channels, so that a codec or an equaliser is not mistaken for
a mood. Must not know labels.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.errors import FileUnreadableError
from player.library.decoding import decode_segment, probe
from player.library.encoding import encode
from player.tagging.child import use_one_thread
from player.tagging.features import FEATURES_VERSION, Float32
from player.tagging.network import use_threads
from player.tagging.rates import SR
from player.tagging.segments import QUICK_HOP_S, Segment, quick_segments
from player.tagging.stretch import hear_stretch
from player.tagging.window_features import NAMES
from player.training.clip_audio import file_hash
from player.training.ears import Ears, load_ears

Float16 = npt.NDArray[np.float16]

CODEC_SR = 48_000
"""What Opus is given, in Hz."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What lies between the recording and the ear."""

    lowpass_hz: float = 0.0
    """Edge of a low-pass; 0: none."""
    tilt_db: float = 0.0
    """Spectral tilt around 1 kHz, dB per octave."""
    opus_bps: int = 0
    """Bits per second of an Opus copy; 0: none."""


CHANNELS = (
    Channel(),
    Channel(lowpass_hz=4000.0),
    Channel(lowpass_hz=7000.0, tilt_db=3.0),
    Channel(tilt_db=-3.0),
    Channel(opus_bps=24_000),
)
"""Of each copy of a clip; the first is untouched."""


@dataclass(frozen=True, slots=True)
class ClipFeatures:
    """What was heard in one file, once per channel."""

    sha256: str
    """First 16 hex digits of the file's hash."""
    windows: tuple[Float32, ...]
    """Per channel (windows, features); no rows for silence."""
    embeddings: tuple[Float16, ...] = ()
    """Per channel (encoders, windows, EMBEDDING_SIZE)."""
    failure: str = ""
    """Why there is nothing; empty when there is something."""

    def rows(self, encoder: int, channel: int = 0) -> Float32:
        """(windows, embedding + features) of one channel, as the network lays them side by side."""
        heard = self.embeddings[channel][encoder].astype(np.float32)
        return np.concatenate([heard, self.windows[channel]], axis=1)

    def mean(self, encoder: int) -> Float32:
        """(channels, embedding + features) mean over the windows: how tracks are pooled."""
        return np.stack([self.rows(encoder, i).mean(axis=0) for i in range(len(self.windows))])


def through_channel(y: Float32, channel: Channel) -> Float32:
    """*y* at the analysis' rate through the filters of *channel*; linear, zero phase."""
    if not channel.lowpass_hz and not channel.tilt_db:
        return y
    spectrum = np.fft.rfft(y)
    hertz = np.fft.rfftfreq(len(y), 1 / SR)
    gain = 10 ** (channel.tilt_db / 20 * np.log2(np.clip(hertz, 60, 11000) / 1000))
    if channel.lowpass_hz:
        gain = gain / np.sqrt(1 + (hertz / channel.lowpass_hz) ** 16)
    return np.fft.irfft(spectrum * gain, len(y)).astype(np.float32)


def opus_copy(y: Float32, bps: int) -> Float32:
    """*y*, mono at :data:`CODEC_SR`, coded and read back at the analysis' rate."""
    if not len(y):
        return y
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "copy.opus"
        encode(file, y[:, None], CODEC_SR, codec="opus", bitrate=bps)
        return decode_segment(file, start_s=0.0, duration_s=len(y) / CODEC_SR, sr=SR)


def hear_clip(path: Path, ears: Ears, channels: Sequence[Channel] = CHANNELS) -> ClipFeatures:
    """Listen to *path* as a quick analysis does; a file that cannot be read has a failure."""
    sha256 = file_hash(path)
    windows: list[Float32] = []
    embeddings: list[Float16] = []
    try:
        parts = quick_segments(probe(path).duration_s)
        for channel in channels:
            heard = hear_segments(sha256, list(_segments(path, parts, channel)), ears)
            if heard.failure:
                return heard
            windows += heard.windows
            embeddings += heard.embeddings
    except FileUnreadableError as error:
        return ClipFeatures(sha256, (), failure=str(error))
    return ClipFeatures(sha256, tuple(windows), tuple(embeddings))


def _segments(path: Path, parts: Sequence[Segment], channel: Channel) -> Iterator[Float32]:
    """The *parts* of a file as they come out of *channel*."""
    rate = CODEC_SR if channel.opus_bps else SR
    for part in parts:
        y = decode_segment(path, start_s=part.start_s, duration_s=part.duration_s, sr=rate)
        if channel.opus_bps:
            y = opus_copy(y, channel.opus_bps)
        yield through_channel(y, channel)


def hear_segments(sha256: str, segments: Sequence[Float32], ears: Ears) -> ClipFeatures:
    """Listen to *segments* of samples at the analysis' rate, through no channel."""
    heard = [hear_stretch(y, hop_s=QUICK_HOP_S) for y in segments]
    windows = np.concatenate([stretch.features for stretch in heard])
    if not len(windows):
        return ClipFeatures(sha256, (), failure="silent")
    return ClipFeatures(
        sha256, (windows,), (ears.embed(np.concatenate([stretch.mel for stretch in heard])),)
    )


def hear_clips(
    paths: Sequence[Path],
    ears_folder: Path,
    *,
    cache: Path | None,
    channels: Sequence[Channel] = CHANNELS,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[ClipFeatures]:
    """:func:`hear_clip` of many files, in their order.

    :param cache: npz file that keeps the result; used again when files, features and encoders are
        the same.
    :param workers: processes; 1 stays in this one.
    :raises UsageError: there are no encoders in *ears_folder*.
    """
    signature = _signature(paths, channels, load_ears(ears_folder).signature)
    if cache is not None and (found := _load(cache, signature)) is not None:
        return found
    heard = []
    for done, clip in enumerate(_hear_all(paths, ears_folder, channels, workers), 1):
        heard.append(clip)
        progress(done, len(paths))
    if cache is not None:
        _save(cache, signature, heard)
    return heard


def _hear_all(
    paths: Sequence[Path],
    ears_folder: Path,
    channels: Sequence[Channel],
    workers: int,
) -> Iterator[ClipFeatures]:
    hear = partial(_hear_one, ears_folder=ears_folder, channels=channels)
    if workers <= 1:
        yield from map(hear, paths)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start_worker
    ) as pool:
        yield from pool.map(hear, paths, chunksize=4)


def _start_worker() -> None:
    use_one_thread()
    use_threads(1)


def _hear_one(path: Path, *, ears_folder: Path, channels: Sequence[Channel]) -> ClipFeatures:
    return hear_clip(path, load_ears(ears_folder), channels)


def _signature(paths: Sequence[Path], channels: Sequence[Channel], ears: str) -> str:
    hashes = [file_hash(path) for path in paths]
    text = repr((FEATURES_VERSION, NAMES, tuple(channels), ears, hashes))
    return hashlib.sha256(text.encode()).hexdigest()


def _save(cache: Path, signature: str, heard: Sequence[ClipFeatures]) -> None:
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "signature": np.array(signature),
        "sha256": np.array([clip.sha256 for clip in heard]),
        "failure": np.array([clip.failure for clip in heard]),
        "channels": np.array([len(clip.windows) for clip in heard]),
    }
    for i, clip in enumerate(heard):
        for channel, (rows, embeddings) in enumerate(
            zip(clip.windows, clip.embeddings, strict=True)
        ):
            arrays[f"{i}.{channel}.windows"] = rows
            arrays[f"{i}.{channel}.embeddings"] = embeddings
    cache.parent.mkdir(parents=True, exist_ok=True)
    # numpy's own stubs take no mapping of arrays beside its keyword options.
    np.savez(cache, **arrays)  # type: ignore[arg-type]


def _load(cache: Path, signature: str) -> list[ClipFeatures] | None:
    if not cache.is_file():
        return None
    with np.load(cache, allow_pickle=False) as arrays:
        if str(arrays["signature"]) != signature:
            return None
        found = []
        told = zip(arrays["sha256"], arrays["failure"], arrays["channels"], strict=True)
        for i, (sha256, failure, channels) in enumerate(told):
            windows, embeddings = (
                tuple(arrays[f"{i}.{channel}.{kind}"] for channel in range(channels))
                for kind in ("windows", "embeddings")
            )
            found.append(ClipFeatures(str(sha256), windows, embeddings, str(failure)))
        return found

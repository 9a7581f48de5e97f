"""Decoded sound of labelled clips at 16 kHz, kept in a folder between runs.

Command line only; decoding may run in processes of its own. One file per sound, named by the hash
of the music file, written beside and then moved into place: a run that is stopped leaves no torn
file, and the next one decodes only what is not there. Sound is read by mapping the file, so hours
of it need no memory; a file is mapped only while it is looked at, as every mapping keeps a
descriptor and systems allow few. Must not know labels.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from player.errors import FileUnreadableError
from player.library.decoding import decode_blocks
from player.tagging.child import use_one_thread
from player.wording import translate

Int16 = npt.NDArray[np.int16]
Float32 = npt.NDArray[np.float32]

SOUND_SR = 16_000
"""Samples per second of all training sound."""

_SUFFIX = f".{SOUND_SR}-1.npy"
"""Ends the names in the cache; the number counts changes of how files are decoded."""


@dataclass(frozen=True, slots=True)
class ClipSound:
    """What was decoded of one file: mono, :data:`SOUND_SR`."""

    sha256: str
    """First 16 hex digits of the file's hash; empty where the file cannot be read."""
    frames: int
    """Samples; 0 with a failure."""
    failure: str = ""
    """Why there is nothing; empty when there is something."""
    stored: Path | None = None
    """Where the samples lie; ``None`` when they are held in memory."""
    held: Int16 | None = None
    """The samples, where there is no cache."""

    @property
    def y(self) -> Int16:
        """(frames,) all samples, full scale 32768; mapped from the cache, so let go of it soon."""
        if self.held is not None:
            return self.held
        if self.stored is None:
            return np.zeros(0, np.int16)
        samples: Int16 = np.load(self.stored, mmap_mode="r", allow_pickle=False)
        return samples

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.frames / SOUND_SR

    def piece(self, start: int = 0, stop: int | None = None) -> Float32:
        """Samples *start* to *stop* as float32, full scale 1.0; shorter where the sound ends."""
        return self.y[start:stop].astype(np.float32) / 32768.0


def file_hash(path: Path) -> str:
    """First 16 hex digits of the SHA-256 of a file's bytes: names a clip in a card.

    :raises OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def load_sound(
    paths: Sequence[Path],
    *,
    cache: Path | None,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[ClipSound]:
    """The whole sound of many files, in their order; one that cannot be used has a failure.

    :param cache: folder that keeps decoded sound (32 kB/s); ``None`` holds it in memory.
    :param workers: processes that decode; 1 stays in this one.
    :param progress: told (files done, files in all).
    :raises OSError: the cache cannot be written.
    """
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
    sounds = []
    for done, sound in enumerate(_load_all(paths, cache, workers), 1):
        sounds.append(sound)
        progress(done, len(paths))
    return sounds


def _load_all(paths: Sequence[Path], cache: Path | None, workers: int) -> Iterator[ClipSound]:
    load = partial(load_clip_sound, cache=cache)
    if workers <= 1:
        yield from map(load, paths)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=use_one_thread
    ) as pool:
        yield from pool.map(load, paths, chunksize=4)


def load_clip_sound(path: Path, cache: Path | None) -> ClipSound:
    """The sound of one file, from the cache where it is there."""
    digest = _digest(path)
    stored = cache / f"{digest}{_SUFFIX}" if cache is not None and digest else None
    if stored is not None and (frames := _frames_in(stored)):
        return ClipSound(digest, frames, stored=stored)
    try:
        y = decode_whole(path)
    except FileUnreadableError as error:
        return ClipSound(digest, 0, str(error))
    if not len(y):
        return ClipSound(
            digest, 0, translate("File", "There is no music in {file}.", file=path.name)
        )
    if stored is None:
        return ClipSound(digest, len(y), held=y)
    _store(stored, y)
    return ClipSound(digest, len(y), stored=stored)


def _digest(path: Path) -> str:
    """Empty where the file cannot be read: decoding it says why."""
    try:
        return file_hash(path)
    except OSError:
        return ""


def decode_whole(path: Path) -> Int16:
    """All of *path*, mean of its channels, by the resampler of ``decode_segment``; (frames,).

    Goes block by block: an hour of music needs the memory of its result only.

    :raises FileUnreadableError: or one of its children, when there is no sound to be had.
    """
    with decode_blocks(path) as decoder:
        rate = decoder.source_samplerate
        resampler = soxr.ResampleStream(rate, SOUND_SR, 1, dtype="float32")
        pieces = [_int16(resampler.resample_chunk(block.mean(axis=1))) for block in decoder]
        pieces.append(_int16(resampler.resample_chunk(np.zeros(0, np.float32), last=True)))
    return np.concatenate(pieces)


def _int16(y: Float32) -> Int16:
    """Rounded and cut off at full scale, which lossy codecs may exceed."""
    rounded: Int16 = np.clip(np.rint(y * 32768.0), -32768, 32767).astype(np.int16)
    return rounded


def _frames_in(stored: Path) -> int:
    """How many samples are kept in *stored*; 0 when it is missing or cannot be read."""
    try:
        return len(np.load(stored, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError, EOFError):
        return 0


def _store(stored: Path, y: Int16) -> None:
    beside = stored.with_name(f"{stored.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            np.save(file, y, allow_pickle=False)
        beside.replace(stored)
    finally:
        beside.unlink(missing_ok=True)

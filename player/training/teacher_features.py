"""What the teachers say of whole clips, asked once and kept in a cache file between runs.

Command line only; torch on the CPU, in processes of its own where several may run. The answers are
baselines that the network is compared with: the program itself never asks a teacher. Must not know
labels.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from player.tagging.child import use_one_thread
from player.training.clip_audio import Float32, decode_whole, file_hash
from player.training.distill import SIZES, Teachers
from player.training.teacher_weights import (
    load_tagger_cnn,
    load_tagger_crnn,
    load_yamnet,
    teacher_files,
)
from player.training.teachers import TEACHER_SR, YAMNET_SAMPLES, tagger_mel

ANSWERS_VERSION = 1
"""Counts changes of how clips are cut up and answers put together."""

YAMNET_HOP = YAMNET_SAMPLES // 2
"""Patches of YAMNet begin this often, as its authors advise."""

TAGGER_SAMPLES = round(29.12 * TEACHER_SR)
"""What the taggers hear at once."""

_CHUNK = 50
"""Clips a process is given at once; the cache is written after each."""

Answers = Mapping[str, Float32]
"""Name of :data:`player.training.distill.SIZES` -> (clips, size)."""


def load_teachers(folder: Path) -> Teachers:
    """All teachers, from the files in *folder*.

    :raises UsageError: one is missing.
    """
    return Teachers(load_yamnet(folder), load_tagger_cnn(folder), load_tagger_crnn(folder))


@torch.inference_mode()
def answer(teachers: Teachers, y: Float32) -> dict[str, Float32]:
    """What they say of one clip as a whole; name -> (size,).

    YAMNet: mean over patches of the square roots of its embedding (which is never negative, and
    skewed) and of its logits. The taggers: mean of the first and the last 29.12 s; a clip shorter
    than one and a half times that is heard once, repeated or cut to fill it.

    :param y: (samples,) at 16 kHz, full scale 1.0; less than 0.975 s is filled up with silence.
    """
    sound = torch.from_numpy(y)
    sound = functional.pad(sound, (0, max(0, YAMNET_SAMPLES - len(sound))))
    embedding, logits = teachers.yamnet(sound.unfold(0, YAMNET_SAMPLES, YAMNET_HOP))
    mel = tagger_mel(_tagger_windows(sound))
    (cnn, cnn_tags), (crnn, crnn_tags) = teachers.cnn(mel), teachers.crnn(mel)
    said = {
        "yamnet": embedding.sqrt(),
        "classes": logits,
        "cnn": cnn,
        "cnn_tags": cnn_tags,
        "crnn": crnn,
        "crnn_tags": crnn_tags,
    }
    return {name: rows.mean(dim=0).numpy() for name, rows in said.items()}


def _tagger_windows(sound: Tensor) -> Tensor:
    """(1 or 2, samples): all of a short clip, the start and the end of a long one."""
    if len(sound) < 1.5 * TAGGER_SAMPLES:
        return sound[None]
    return torch.stack([sound[:TAGGER_SAMPLES], sound[-TAGGER_SAMPLES:]])


def ask_teachers(
    paths: Sequence[Path],
    folder: Path,
    *,
    cache: Path | None,
    workers: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Answers:
    """:func:`answer` of many files, in their order.

    :param folder: the teachers' files (layout in docs/TRAINING.md).
    :param cache: npz file that keeps the answers by the hash of the clip's file; written now and
        then, so that a run that was stopped goes on where it was. Answers of other teachers, or
        of another :data:`ANSWERS_VERSION`, are thrown away.
    :param workers: processes that listen; a minute of sound takes one of them about two seconds.
    :param progress: told (files done, files in all).
    :raises UsageError: a teacher is missing.
    :raises FileUnreadableError: or one of its children, when a file cannot be decoded.
    :raises OSError: the cache cannot be written.
    """
    signature = teachers_signature(folder)
    known = _load(cache, signature) if cache is not None else {}
    hashes = [file_hash(path) for path in paths]
    missing = {h: path for h, path in zip(hashes, paths, strict=True) if h not in known}
    chunks = [list(missing.items())[i : i + _CHUNK] for i in range(0, len(missing), _CHUNK)]
    done = len(paths) - len(missing)
    progress(done, len(paths))
    for chunk, said in zip(chunks, _ask_all(chunks, folder, workers), strict=True):
        known |= {digest: rows for (digest, _), rows in zip(chunk, said, strict=True)}
        if cache is not None:
            save_answers(cache, signature, known)
        done += len(chunk)
        progress(done, len(paths))
    return {name: np.stack([known[digest][name] for digest in hashes]) for name in SIZES}


def teachers_signature(folder: Path) -> str:
    """Names the teachers in *folder* and the version of the answers.

    :raises UsageError: a teacher is missing.
    """
    sizes = [(file.name, file.stat().st_size) for file in teacher_files(folder)]
    return hashlib.sha256(repr((ANSWERS_VERSION, sizes)).encode()).hexdigest()


def _ask_all(
    chunks: Sequence[Sequence[tuple[str, Path]]], folder: Path, workers: int
) -> Iterator[list[dict[str, Float32]]]:
    ask = partial(_ask, folder)
    if workers <= 1 or len(chunks) <= 1:
        yield from map(ask, chunks)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=use_one_thread
    ) as pool:
        yield from pool.map(ask, chunks)


def _ask(folder: Path, chunk: Sequence[tuple[str, Path]]) -> list[dict[str, Float32]]:
    """One chunk; reads the teachers anew, which is nothing beside what they take to listen."""
    teachers = load_teachers(folder)
    return [answer(teachers, decode_whole(path).astype(np.float32) / 32768.0) for _, path in chunk]


def save_answers(cache: Path, signature: str, answers: Mapping[str, Mapping[str, Float32]]) -> None:
    """Write hash of a clip's file -> name -> (size,) beside *cache* and move it into place."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "signature": np.array(signature),
        "sha256": np.array(list(answers)),
    }
    for name in SIZES:
        arrays[name] = np.stack([said[name] for said in answers.values()])
    cache.parent.mkdir(parents=True, exist_ok=True)
    beside = cache.with_name(f"{cache.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            # numpy's own stubs take no mapping of arrays beside its keyword options.
            np.savez(file, **arrays)  # type: ignore[arg-type]
        beside.replace(cache)
    finally:
        beside.unlink(missing_ok=True)


def _load(cache: Path, signature: str) -> dict[str, dict[str, Float32]]:
    """What :func:`save_answers` kept; nothing when it is missing, torn or of other teachers."""
    try:
        with np.load(cache, allow_pickle=False) as arrays:
            if str(arrays["signature"]) != signature:
                return {}
            columns = {name: arrays[name] for name in SIZES}
            hashes = arrays["sha256"].tolist()
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}
    return {
        digest: {name: rows[i] for name, rows in columns.items()} for i, digest in enumerate(hashes)
    }

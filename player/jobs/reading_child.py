"""The child side of ``scan_processes``: reads files for the scan in a process of its own.

It reads one file at a time under a memory cap, never touches the store, and imports next to
nothing before a file needs it: it is started for every scan that finds something new. Records
travel as plain tuples, which pickle several times faster than frozen dataclasses.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from ctypes import c_longlong
from multiprocessing.connection import Connection
from operator import attrgetter
from typing import Any

from player.library.scanner import FoundFile, ReadFile
from player.library.track import FileStamp, Metadata, ReplayGain
from player.wording import Sentence

_MOST_MEMORY = 400 << 20
"""Bytes of its own (not of libraries) a child may have; half of it is room for FFmpeg's worst."""
_ANSWER_S = 0.1
"""Finished files wait no longer than this for the rest of their batch."""

Reader = Callable[[FoundFile], ReadFile]
Batch = list[tuple[int, str, int, int, bool | None, bool | None]]
"""Number, path, size, time of the last change, cover and lyrics beside it."""
Packed = tuple[Any, ...]
"""A :class:`ReadFile` without its path; see :func:`pack`."""

_metadata_fields = attrgetter(*(name for name in Metadata.__slots__ if name != "gain"))
_gain_fields = attrgetter(*ReplayGain.__slots__)


def pack(read: ReadFile) -> Packed:
    """*read* as plain values, but for its path, which the other side has."""
    why = read.failure
    return (
        (read.stamp.size, read.stamp.mtime_ns),
        read.audio_key,
        _metadata_fields(read.metadata),
        _gain_fields(read.metadata.gain),
        None if why is None else (why.context, why.text, dict(why.fields)),
        read.temporary,
        read.unstable,
    )


def unpack(found: FoundFile, packed: Packed) -> ReadFile:
    """What :func:`pack` took apart."""
    stamp, key, fields, gain, why, temporary, unstable = packed
    return ReadFile(
        found.path,
        FileStamp(*stamp),
        key,
        Metadata(*(*fields, ReplayGain(*gain))),
        None if why is None else Sentence(*why),
        temporary,
        unstable,
    )


def work(
    pipe: Connection[list[tuple[int, Packed]] | None, Batch | None],
    reader: Reader,
    mark: c_longlong,
) -> None:
    """Read what comes until ``None`` or the parent's end.

    :param mark: set to the number of each file before it is read.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.WARNING)  # broken tags are no news; errors still show
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy takes memory for each, and uses none here
    _cap_memory()
    with contextlib.suppress(EOFError, OSError):
        pipe.send(None)  # ready
        while (batch := pipe.recv()) is not None:
            _read(batch, pipe, reader, mark)


def _read(
    batch: Batch,
    pipe: Connection[list[tuple[int, Packed]] | None, Batch | None],
    reader: Reader,
    mark: c_longlong,
) -> None:
    answers: list[tuple[int, Packed]] = []
    answer_by = time.monotonic() + _ANSWER_S
    for index, path, size, mtime_ns, cover, words in batch:
        mark.value = index
        found = FoundFile(path, FileStamp(size, mtime_ns), cover, words)
        answers.append((index, pack(reader(found))))
        if time.monotonic() > answer_by:
            pipe.send(answers)
            answers = []
            answer_by = time.monotonic() + _ANSWER_S
    if answers:
        pipe.send(answers)


def _cap_memory() -> None:
    """Let this process have so much memory of its own (where the system knows how: Linux)."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    cap = _MOST_MEMORY if hard < 0 else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (cap, hard))

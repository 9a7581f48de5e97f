"""Which audio files lie under some folders, and how each is read.

Pure Python, any thread or process. :func:`walk` opens no file and changes nothing; one file is read
by :func:`read_file`, which decides nothing about the library: that is ``jobs.scan``.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from player.errors import FileUnreadableError
from player.library.artwork import is_cover
from player.library.audio_info import AUDIO_SUFFIXES
from player.library.failures import shown_name
from player.library.identity import key_of
from player.library.lyrics import lyrics_stem
from player.library.metadata import read_song
from player.library.sound_region import find_sound, open_song
from player.library.track import UNREAD, FileStamp, Metadata
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_FRESH_S = 10.0
"""A file that changed since it was listed, this lately, is still being written."""
_LASTING = frozenset((errno.EINVAL, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENXIO))
"""Refusals that waiting does not mend: no ordinary file, or a name that leads nowhere."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An audio file as the folder lists it."""

    path: str
    """Absolute path (undecodable bytes as surrogate escapes)."""
    stamp: FileStamp
    """Size and time of the last change."""
    cover_beside: bool | None = None
    """A picture with the name of a cover lies in its folder; ``None``: nobody looked."""
    lyrics_beside: bool | None = None
    """A text file with its name lies beside it; ``None``: nobody looked."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What reading one file brought."""

    path: str
    """Absolute path."""
    stamp: FileStamp
    """State of the file before it was read; :data:`UNREAD` when the system refused."""
    audio_key: str
    """Identity of its sound; empty when it could not be read at all."""
    metadata: Metadata
    """What it says of itself; empty when there is no sound in it."""
    failure: Sentence | None = None
    """Why it cannot be used."""
    temporary: bool = False
    """The system refused, or time ran out: the same file may be readable later."""
    unstable: bool = False
    """It changed while it was read; then its stamp is :data:`UNREAD`."""


def walk(folders: Iterable[str], unreadable: Callable[[str, OSError], None]) -> Iterator[FoundFile]:
    """The audio files under *folders*, each once, in the order of their names.

    Symbolic links are followed, but no folder is entered twice (device and inode), so loops end.
    Hidden folders and files are left out.

    :param folders: absolute paths; one may also be a single file.
    :param unreadable: told of every folder or file that cannot be listed.
    """
    seen: set[tuple[int, int]] = set()
    for folder in folders:
        try:
            status = os.stat(folder)  # noqa: PTH116 - surrogate escapes stay as they are
        except OSError as error:
            unreadable(folder, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk_folder(folder, seen, unreadable)
        elif is_audio(folder) and stat.S_ISREG(status.st_mode):
            yield FoundFile(folder, FileStamp(status.st_size, status.st_mtime_ns))


def is_audio(path: str) -> bool:
    """The name of *path* ends like an audio file's."""
    return os.path.splitext(path)[1].lower() in AUDIO_SUFFIXES  # noqa: PTH122 - 10 times faster


def _walk_folder(
    folder: str, seen: set[tuple[int, int]], unreadable: Callable[[str, OSError], None]
) -> Iterator[FoundFile]:
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            status = os.stat(current)  # noqa: PTH116
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(current) as entries:
                listed = sorted(entries, key=attrgetter("name"))
        except OSError as error:
            unreadable(current, error)
            continue
        below = []
        cover = any(is_cover(entry.name) for entry in listed)
        words = {stem for entry in listed if (stem := lyrics_stem(entry.name)) is not None}
        for entry in listed:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir():
                    below.append(entry.path)
                elif is_audio(entry.name) and entry.is_file():
                    status = entry.stat()
                    stamp = FileStamp(status.st_size, status.st_mtime_ns)
                    beside = entry.name.rpartition(".")[0] in words
                    yield FoundFile(entry.path, stamp, cover, beside)
            except OSError as error:
                unreadable(entry.path, error)
        waiting.extend(reversed(below))


def read_file(found: FoundFile) -> ReadFile:
    """Read one file whatever is in it: what cannot be read comes back as a failure."""
    try:
        with open_song(found.path) as file:
            before = _stamp(os.fstat(file.fileno()))
            key, metadata, failure = _read(found, file)
            after = _stamp(os.stat(found.path))  # noqa: PTH116 - surrogate escapes stay
    except OSError as error:
        return _refused(found, error)
    if before != after or (before != found.stamp and _is_fresh(before)):
        return ReadFile(
            found.path, UNREAD, key, metadata, failure, temporary=failure is not None, unstable=True
        )
    return ReadFile(found.path, found.stamp, key, metadata, failure)


def _stamp(status: os.stat_result) -> FileStamp:
    return FileStamp(status.st_size, status.st_mtime_ns)


def _is_fresh(stamp: FileStamp) -> bool:
    return time.time_ns() - stamp.mtime_ns < _FRESH_S * 1e9


def _read(found: FoundFile, file: io.FileIO) -> tuple[str, Metadata, Sentence | None]:
    """Identity, metadata and why the content cannot be used.

    :raises OSError: it is the system that fails, not the file.
    """
    try:
        sound = find_sound(file)
        metadata = read_song(
            found.path, file, sound, cover=found.cover_beside, words=found.lyrics_beside
        )
        return key_of(sound), metadata, None
    except FileUnreadableError as error:
        find_sound(file)  # raises where the drive went while FFmpeg was reading
        return "", Metadata(), error.sentence
    except OSError:
        raise
    except Exception:
        log.exception("Reading %s failed", found.path)
        why = sentence("Scan", "{file} is damaged and cannot be read.", file=shown_name(found.path))
        return "", Metadata(), why


def _refused(found: FoundFile, error: OSError) -> ReadFile:
    log.info("%s cannot be opened: %s", found.path, error)
    why = sentence(
        "Scan",
        "{file} cannot be opened: {reason}.",
        file=shown_name(found.path),
        reason=error.strerror or str(error),
    )
    temporary = error.errno not in _LASTING
    return ReadFile(found.path, UNREAD, "", Metadata(), why, temporary=temporary)

"""Which audio files lie under some folders, and how each is read.

Pure Python, any thread or process. :func:`walk` opens no file and changes nothing; one file is read
by :func:`read_file`, which decides nothing about the library: that is ``jobs.scan``.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from player.errors import FileUnreadableError
from player.library.artwork import is_cover
from player.library.audio_info import AUDIO_SUFFIXES
from player.library.failures import shown_name, try_to_read
from player.library.identity import audio_key
from player.library.lyrics import lyrics_stem
from player.library.metadata import read_metadata
from player.library.track import FileStamp, Metadata
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

UNREAD = FileStamp(-1, -1)
"""Stamp of a file the system did not let us read: no file has it, so every scan tries again."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """An audio file as the folder lists it."""

    path: str
    """Absolute path (undecodable bytes as surrogate escapes)."""
    stamp: FileStamp
    """Size and time of the last change."""
    cover_beside: bool = False
    """A picture with the name of a cover lies in its folder."""
    lyrics_beside: bool = False
    """A text file with its name lies beside it."""


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
    stamp, key, metadata, failure = found.stamp, "", Metadata(), None
    try:
        try_to_read(found.path)
        metadata = read_metadata(found.path)
        key = audio_key(found.path)
    except FileUnreadableError as error:
        failure = error.sentence
    except OSError as error:
        log.info("%s cannot be opened: %s", found.path, error)
        stamp, metadata = UNREAD, Metadata()
        failure = sentence(
            "Scan",
            "{file} cannot be opened: {reason}.",
            file=shown_name(found.path),
            reason=error.strerror or str(error),
        )
    except Exception:
        log.exception("Reading %s failed", found.path)
        failure = sentence(
            "Scan", "{file} is damaged and cannot be read.", file=shown_name(found.path)
        )
    return ReadFile(found.path, stamp, key, metadata, failure)

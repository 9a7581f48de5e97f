"""Reading and writing files of a person's data, with a sentence where the disk refuses.

Pure Python, any thread that may wait for the disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from player.errors import DataFileError
from player.jobs.personal_document import LONGEST
from player.store.whole_file import write_whole
from player.wording import sentence


def read_data_file(source: Path | BinaryIO, name: str) -> bytes:
    """All of *source*, a file or an open stream.

    :param name: what to call it.
    :raises DataFileError: it cannot be read, or is too large to be a person's data.
    """
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                data = stream.read(LONGEST + 1)
        else:
            data = source.read(LONGEST + 1)
    except OSError as error:
        raise DataFileError(
            sentence("Data", "{name} cannot be opened: {reason}.", name=name, reason=_why(error))
        ) from error
    if len(data) > LONGEST:
        raise DataFileError(
            sentence("Data", "{name} is too large to be a file of listening data.", name=name)
        )
    return data


def write_data_file(file: Path, blocks: Iterable[bytes], *, mtime_ns: int | None = None) -> None:
    """As :func:`~player.store.whole_file.write_whole`.

    :raises DataFileError: *file* is what it was before.
    """
    try:
        write_whole(file, blocks, mtime_ns=mtime_ns)
    except OSError as error:
        raise cannot_write(file, error) from error


def cannot_write(file: Path, error: OSError) -> DataFileError:
    """*error* as a sentence."""
    return DataFileError(
        sentence("Data", "{name} cannot be written: {reason}.", name=str(file), reason=_why(error))
    )


def _why(error: OSError) -> str:
    return error.strerror or str(error)

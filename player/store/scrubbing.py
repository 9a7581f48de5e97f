"""Leaving nothing on the disk of what was removed from a journal: :func:`scrub`.

Pure Python, any thread but the store writers'; waits for the disk. It removes files only: what is
remembered is not its business.
"""

from __future__ import annotations

from pathlib import Path

from player.store.storage import JournalStorage
from player.store.writer import write_error


def scrub(storage: JournalStorage, journal: Path) -> None:
    """Write *journal* anew and see to it that no file beside it holds an outdated line.

    :raises StoreWriteError: the disk refuses; what is remembered is whole, but traces may be left.
    """
    storage.compact().result()
    storage.compact().result()  # now the generation before is clean, too
    try:
        for ending in (".damaged", ".new", ".previous.link"):
            journal.with_name(journal.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(error) from error

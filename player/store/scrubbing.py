"""Leaving nothing on the disk of what was removed from a journal.

Pure Python, any thread but the store writers'; waits for the disk. It removes files only: what is
remembered is not its business. :func:`call_for_scrub` goes before the removal, :func:`scrub` after
it, and where the program ended between them, the next opening does the rest (:func:`make_up`).
"""

from __future__ import annotations

import logging
from pathlib import Path

from player.errors import StoreWriteError
from player.store.storage import JournalStorage
from player.store.writer import write_error

log = logging.getLogger(__name__)

_TABLE, _DUE = "scrub", 1  # one empty document while outdated lines must not stay


def call_for_scrub(storage: JournalStorage) -> None:
    """Note that :func:`scrub` is due, on the disk before any change that comes after this."""
    storage.put(_TABLE, {_DUE: b"{}"})


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
    storage.put(_TABLE, {_DUE: None}).result()


def make_up(storage: JournalStorage, journal: Path) -> None:
    """:func:`scrub` if it is due since the program was stopped; if that fails, next time."""
    if _DUE not in storage.encoded(_TABLE):
        return
    try:
        scrub(storage, journal)
    except StoreWriteError as error:
        log.warning("What was forgotten may have left traces in %s: %s", journal, error)

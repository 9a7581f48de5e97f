"""A copy of all of a person's data, once a day, the last seven kept: :func:`copy_if_due`.

Pure Python, any one thread that may wait for the disk; the window runs it on a thread of its own.
Copies are exported files in ``copies/`` (docs/DATA.md) that ``moodlark import`` reads.

Clocks are wrong at times, so nothing here depends on their order:

- Whether anything was done since the last copy is told by *equality*: a copy bears the time of the
  journal it was made of.
- Copies of days to come are left alone. While there are some, the copy of a day may be of the time
  before the clock was set back: today's is then called ``...-2.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from player.jobs import personal_document
from player.jobs.data_files import cannot_write, write_data_file
from player.jobs.personal_content import Content, content_of
from player.paths import Home
from player.settings import load_settings
from player.store.events import KINDS
from player.store.giving_way import switching_quickly
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.store.whole_file import TEMPORARY

KEPT = 7
"""Copies of days up to today that are kept."""
_NAME = re.compile(r"listening-(\d{4}-\d\d-\d\d)(-2)?\.json")


def copies_of(home: Home) -> list[Path]:
    """The copies there are, by the day in their names, oldest first; other files are not ours."""
    folder = home.copies_dir
    if not folder.is_dir():
        return []
    found = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    return sorted(
        (path for path, match in found if match), key=lambda path: (_day(path), path.stem)
    )


def left_behind(home: Home) -> list[Path]:
    """Unfinished copies of times when the program was stopped while it wrote one."""
    return sorted(home.copies_dir.glob(f"listening-*{TEMPORARY}"))


def is_due(home: Home, today: date | None = None) -> bool:
    """Whether a copy is to be made. Cheap: looks at names and times only.

    :raises OSError: the folder cannot be read.
    """
    copies = copies_of(home)
    if _todays(home, copies, today or date.today()).exists():
        return False
    changed_ns = _journal_time_ns(home)
    return all(copy.stat().st_mtime_ns != changed_ns for copy in copies)


def copy_if_due(
    home: Home, tracks: TrackStore, listening: ListeningStore, today: date | None = None
) -> Path | None:
    """Make today's copy of the open stores of *home*, unless there is one, nothing was done since
    the last or nothing was ever done; let go of the oldest.

    :returns: the copy, ``None`` when none was made.
    :raises DataFileError: it cannot be written; the copies of before are as they were.
    :raises StoreWriteError: the store cannot be written.
    """
    today = today or date.today()
    try:
        listening.flush()
        if not is_due(home, today):
            return None
        changed_ns = _journal_time_ns(home)  # before reading: a change meanwhile counts as later
        with switching_quickly():
            content = content_of(tracks, listening, load_settings(home.settings_file))
            if not content.events:
                return None
            copy = _todays(home, copies_of(home), today)
            for unfinished in left_behind(home):
                unfinished.unlink(missing_ok=True)
            write_data_file(copy, personal_document.write(content), mtime_ns=changed_ns)
            records = _taken_apart(content)
            del content
            for _ in records:  # freed one by one: 300,000 at once keep other threads waiting
                pass
        _remove_old(home, today)
    except OSError as error:
        raise cannot_write(home.copies_dir, error) from error
    return copy


def _taken_apart(content: Content) -> Iterator[object]:
    """The records of *content*, which is of no use afterwards, each of them for the last time."""
    for kind in KINDS:
        records = getattr(content.events, kind)
        while records:
            yield records.popitem()
    tracks = list(content.tracks)
    del content
    while tracks:
        yield tracks.pop()


def _todays(home: Home, copies: list[Path], today: date) -> Path:
    """What today's copy is called."""
    set_back = any(_day(copy) > today.isoformat() for copy in copies)
    return home.copies_dir / f"listening-{today.isoformat()}{'-2' if set_back else ''}.json"


def _remove_old(home: Home, today: date) -> None:
    past = [copy for copy in copies_of(home) if _day(copy) <= today.isoformat()]
    for copy in past[:-KEPT]:
        copy.unlink(missing_ok=True)


def _day(copy: Path) -> str:
    match = _NAME.fullmatch(copy.name)
    return match[1] if match else ""


def _journal_time_ns(home: Home) -> int:
    return (home.store_dir / "listening.journal").stat().st_mtime_ns

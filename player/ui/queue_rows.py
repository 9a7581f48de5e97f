"""Queue entries and playing tracks made into what the widgets show. Main thread, no Qt widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPixmap

from player.controllers.library import LibraryController
from player.controllers.queue import Entry
from player.ui.now_playing import NowPlaying
from player.ui.queue_row import QueueReason, QueueRow
from player.ui.words import mood_word
from player.wording import translate

_REASONS_SAID = 2


def queue_row(entry: Entry, library: LibraryController) -> QueueRow | None:
    """What the queue shows of *entry*; ``None`` when the library no longer has the track."""
    row = library.row(entry.track_id)
    if row is None:
        return None
    felt = library.feeling(entry.track_id)
    return QueueRow(
        entry_id=entry.entry_id,
        track_id=entry.track_id,
        title=row.title,
        artist=row.artist,
        duration_s=row.duration_s or 0.0,
        why=why_words(entry),
        reasons=tuple(QueueReason(str(r.sentence), r.contribution) for r in entry.reasons),
        mood=mood_word(felt.mood) if felt is not None and felt.mood is not None else "",
        point=(felt.valence, felt.arousal) if felt is not None else None,
        locked=entry.locked,
    )


def queue_rows(entries: Sequence[Entry], library: LibraryController) -> list[QueueRow]:
    """Rows for all *entries* whose tracks there are."""
    rows = (queue_row(entry, library) for entry in entries)
    return [row for row in rows if row is not None]


def why_words(entry: Entry) -> str:
    """One line of why it is here: the terms that spoke most for it."""
    if entry.manual and not entry.reasons:
        return translate("Window", "you put it here")
    for_it = [str(r.sentence).rstrip(".") for r in entry.reasons if r.contribution > 0]
    return translate("Window", ", ").join(for_it[:_REASONS_SAID])


def now_playing(
    track_id: int, library: LibraryController, *, duration_s: float, cover: QPixmap | None
) -> NowPlaying | None:
    """What the transport bar shows of a track."""
    row = library.row(track_id)
    if row is None:
        return None
    felt = library.feeling(track_id)
    return NowPlaying(
        track_id=track_id,
        title=row.title,
        artist=row.artist,
        duration_s=duration_s or row.duration_s or 0.0,
        mood=mood_word(felt.mood) if felt is not None else "",
        point=(felt.valence, felt.arousal) if felt is not None else None,
        favourite=library.stars(track_id)[1],
        cover=cover,
        curve=library.curve(track_id),
    )

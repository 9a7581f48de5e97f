"""Queue entries and playing tracks made into what the widgets show. Main thread, no Qt widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPixmap

from player.controllers.library import LibraryController
from player.controllers.queue import Entry, rule_notes
from player.ui.mood_words import capitalised, lowered
from player.ui.now_playing import NowPlaying
from player.ui.queue_row import QueueReason, QueueRow
from player.ui.words import details_words, mood_word
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
        why=why_words(entry, _REASONS_SAID),
        why_short=why_words(entry, 1),
        reasons=tuple(QueueReason(str(r.sentence), r.contribution) for r in entry.reasons),
        notes=tuple(map(str, rule_notes(entry))),
        mood=mood_word(felt.mood) if felt is not None and felt.mood is not None else "",
        point=felt.point if felt is not None else None,
        locked=entry.locked,
    )


def queue_rows(entries: Sequence[Entry], library: LibraryController) -> list[QueueRow]:
    """Rows for all *entries* whose tracks there are."""
    rows = (queue_row(entry, library) for entry in entries)
    return [row for row in rows if row is not None]


def why_words(entry: Entry, count: int) -> str:
    """One line of why it is here: the *count* terms that spoke most for it, in few words each."""
    if entry.manual and not entry.reasons:
        return translate("Window", "You put it here")
    short = _short_reasons()
    for_it = [
        short.get(reason.term) or lowered(str(reason.sentence).rstrip("."))
        for reason in entry.reasons
        if reason.contribution > 0
    ]
    return capitalised(translate("Window", ", ").join(for_it[:count]))


def _short_reasons() -> dict[str, str]:
    """Terms whose whole sentence has no room beside another one; the numbers show it."""
    return {
        "style": translate("Window", "the style you asked for"),
        "sound": translate("Window", "similar sound"),
        "tempo": translate("Window", "matching tempo"),
        "key": translate("Window", "fitting key"),
        "energy": translate("Window", "similar energy"),
    }


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
        point=felt.point if felt is not None else None,
        favourite=library.stars(track_id)[1],
        cover=cover,
        curve=library.curve(track_id),
        passage=library.passage(track_id),
        details=details_words(library.details(track_id)),
    )

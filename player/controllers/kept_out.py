"""What mood queues leave out, as the window shows it: counts, a page of reasons, the choices.

Main thread. Reads the view and changes the listening store for :class:`LibraryController`, which
tells of the changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from player.controllers.track_rows import TrackRow
from player.jobs.kept_out import KEPT_NAMES
from player.jobs.view import LibraryView
from player.library.quality import QualityKind
from player.wording import Sentence, sentence

_MOST_LINES = 300
"""So many tracks of one kind are listed: a page that nobody reads to its end must not be slow."""

_FLAW_NAMES: Mapping[QualityKind, Sentence] = {
    "truncated": sentence("Quality", "Files that end too early"),
    "clipped": sentence("Quality", "Sound cut off at full level"),
    "low_bitrate": sentence("Quality", "Few bits per second"),
    "wrong_extension": sentence("Quality", "Names that end in the wrong letters"),
}
"""What is wrong and only told of: such files stay in mood queues."""


class Line(NamedTuple):
    """One track on the page."""

    row: TrackRow
    why: Sentence


@dataclass(frozen=True, slots=True)
class Section:
    """Tracks that have something in common."""

    name: Sentence
    """What that is."""
    lines: Sequence[Line]
    """The first of them in the library's own order."""
    count: int
    """How many there are."""
    kept_out: bool
    """Queues leave them out; otherwise it is only told of."""


def kept_out_count(view: LibraryView) -> int:
    """How many tracks mood queues leave out."""
    return sum(map(len, view.kept_out.ids().values()))


def sections(view: LibraryView, rows: Mapping[int, TrackRow]) -> list[Section]:
    """What is left out of mood queues by reason, then what is wrong with other files."""
    made = []
    for kind, ids in view.kept_out.ids().items():
        whys = [
            (track_id, kept.reason)
            for track_id in _first(ids, rows)
            if (kept := view.kept_out.kept(track_id)) is not None
        ]
        made.append(_section(KEPT_NAMES[kind], whys, rows, count=len(ids), kept_out=True))
    flawed = view.flawed_ids()
    for flaw, name in _FLAW_NAMES.items():
        ids = flawed.get(flaw, [])
        whys = [
            (track_id, issue.sentence)
            for track_id in _first(ids, rows)
            for issue in view.quality(track_id)
            if issue.kind == flaw
        ]
        made.append(_section(name, whys, rows, count=len(ids), kept_out=False))
    return [section for section in made if section.lines]


def _first(ids: Sequence[int], rows: Mapping[int, TrackRow]) -> list[int]:
    known = sorted((i for i in ids if i in rows), key=lambda track_id: rows[track_id].order)
    return known[:_MOST_LINES]


def _section(
    name: Sentence,
    whys: Sequence[tuple[int, Sentence]],
    rows: Mapping[int, TrackRow],
    *,
    count: int,
    kept_out: bool,
) -> Section:
    lines = [Line(rows[track_id], why) for track_id, why in whys]
    return Section(name, lines, count, kept_out)

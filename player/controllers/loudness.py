"""How loud each track is played: what is known of its loudness, and what is measured in time.

Main thread; :class:`~player.jobs.measuring.LoudnessMeasurer` measures on a thread and in a process
that are there only while there is something to measure. The engine is told nothing from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Signal, Slot

from player.controllers.library import LibraryController
from player.controllers.track_rows import TrackRow
from player.jobs.measuring import LoudnessMeasurer
from player.library.album_order import continues, same_album
from player.library.loudness import (
    LoudnessFacts,
    LoudnessOptions,
    Measured,
    album_of,
    as_album,
    gain_db,
    measured_of,
    well_tagged,
)


class LoudnessController(QObject):
    """Gains of tracks by tags, by stored analyses, and by what was measured ahead."""

    measured = Signal()
    """The loudness of more tracks is known."""
    _found_one = Signal(str, object)

    def __init__(self, library: LibraryController, parent: QObject | None = None) -> None:
        """Nothing is corrected until :meth:`choose`."""
        super().__init__(parent)
        self._library = library
        self._options = LoudnessOptions(mode="off")
        self._found: dict[str, Measured | None] = {}  # by identity of the sound, in this session
        self._titled: dict[str, list[TrackRow]] = {}  # by titles that were asked for
        self._measurer = LoudnessMeasurer(self._found_one.emit)
        library.rows_changed.connect(self._on_rows)
        self._found_one.connect(self._on_found)

    def choose(self, options: LoudnessOptions) -> bool:
        """Follow *options* from now on; returns whether they are other ones."""
        changed = options != self._options
        self._options = options
        return changed

    def gain_db(self, row: TrackRow, *, in_album: bool) -> float:
        """What to play *row* with, dB.

        :param in_album: it is played in its album's order.
        """
        album = None
        if as_album(self._options, in_album=in_album):
            tracks = self._album(row)
            known = [self._measured(track) for track in tracks if not self._is_unmeasurable(track)]
            album = album_of(known) if len(tracks) > 1 else None
        facts = LoudnessFacts(row.gain, self._measured(row), album)
        return gain_db(facts, self._options, in_album=in_album)

    def look_ahead(self, rows: Sequence[TrackRow]) -> None:
        """Measure *rows* where neither tags nor analyses tell enough.

        :param rows: what is heard, and what comes next. What is heard keeps its gain, so it is
            measured last; where an album is corrected as one, all of it is measured.
        """
        wanted: dict[str, str] = {}
        if self._options.mode != "off":
            for row, even_tagged in self._urgent(rows):
                key = self._key(row)
                if key and self._is_unknown(row, even_tagged=even_tagged):
                    wanted.setdefault(key, row.path)
        self._measurer.want(wanted)

    def stop(self) -> None:
        """End the measuring."""
        self._measurer.stop()

    def _urgent(self, rows: Sequence[TrackRow]) -> Iterator[tuple[TrackRow, bool]]:
        """*rows*, each with its album where that is corrected as one, the most urgent first; and
        whether to measure it even where its tags are enough for itself alone."""
        joined = [continues(one, other) for one, other in pairwise(rows)]
        places = list(zip(rows, (False, *joined), (*joined, False), strict=False))
        for row, follows, goes_on in (*places[1:], *places[:1]):
            whole = as_album(self._options, in_album=follows or goes_on)
            tracks = self._album(row) if whole and row.gain.album_db is None else [row]
            yield from ((track, len(tracks) > 1) for track in tracks)

    def _is_unknown(self, row: TrackRow, *, even_tagged: bool) -> bool:
        """Whether to measure it: *even_tagged* for the sake of its album."""
        return (
            row.available
            and self._key(row) not in self._found
            and (even_tagged or not well_tagged(row.gain))
            and self._measured(row) is None
        )

    def _is_unmeasurable(self, row: TrackRow) -> bool:
        """Nothing will ever be known of it, so its album does without."""
        key = self._key(row)
        return self._measured(row) is None and (not key or key in self._found)

    def _key(self, row: TrackRow) -> str:
        track = self._library.track(row.id)
        return track.audio_key if track is not None else ""

    def _measured(self, row: TrackRow) -> Measured | None:
        """Its loudness as the stored analysis says, or as it was measured ahead."""
        key = self._key(row)
        return measured_of(self._library.analysis(row.id), key) or self._found.get(key)

    def _album(self, row: TrackRow) -> list[TrackRow]:
        """The tracks of the album of *row* that can be read, itself first."""
        if not row.album:
            return [row]
        title = row.album.casefold()
        if title not in self._titled:
            rows = self._library.rows
            self._titled[title] = [
                one
                for one in rows
                if one.album.casefold() == title and one.available and one.failure is None
            ]
        others = self._titled[title]
        return [row, *(one for one in others if one.id != row.id and same_album(row, one))]

    @Slot()
    def _on_rows(self) -> None:
        """Albums may consist of other tracks now."""
        self._titled.clear()

    @Slot(str, object)
    def _on_found(self, audio_key: str, found: Measured | None) -> None:
        """A file that cannot be measured is not tried again."""
        self._found[audio_key] = found
        self.measured.emit()

"""How loud each track is played: what is known of its loudness, and what is measured in time.

Main thread; :class:`~player.jobs.measuring.LoudnessMeasurer` measures on a thread and in a process
that are there only while there is something to measure. The engine is told nothing from here.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        self._albums: dict[int, list[TrackRow]] = {}  # of tracks that were asked for
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
        if self._options.mode == "album" or in_album:
            album = album_of([self._measured(other.id) for other in self._album(row)])
        facts = LoudnessFacts(row.gain, self._measured(row.id), album)
        return gain_db(facts, self._options, in_album=in_album)

    def look_ahead(self, rows: Sequence[TrackRow]) -> None:
        """Measure *rows*, what comes next first, where neither tags nor analyses tell enough; where
        an album goes on in order, the rest of it too, so that it gets one correction."""
        if self._options.mode == "off":
            return
        wanted = list(rows)
        in_order = any(continues(one, other) for one, other in pairwise(rows))
        if rows and (in_order or self._options.mode == "album"):
            wanted += self._album(rows[0])
        self._measurer.want(
            {
                track.audio_key: track.path
                for track in (self._library.track(row.id) for row in wanted)
                if track is not None and self._is_unknown(track.id, track.audio_key)
            }
        )

    def stop(self) -> None:
        """End the measuring."""
        self._measurer.stop()

    def _is_unknown(self, track_id: int, audio_key: str) -> bool:
        row = self._library.row(track_id)
        return (
            row is not None
            and row.available
            and audio_key != ""
            and audio_key not in self._found
            and not well_tagged(row.gain)
            and self._measured(track_id) is None
        )

    def _measured(self, track_id: int) -> Measured | None:
        """Its loudness as the stored analysis says, or as it was measured ahead."""
        track = self._library.track(track_id)
        if track is None:
            return None
        stored = measured_of(self._library.analysis(track_id), track.audio_key)
        return stored or self._found.get(track.audio_key)

    def _album(self, row: TrackRow) -> list[TrackRow]:
        """The tracks of the album of *row* that are there, itself first."""
        if row.id not in self._albums:
            others = [
                other
                for other in self._library.rows
                if other.album == row.album and other.id != row.id and other.available
            ]
            self._albums[row.id] = [row, *(one for one in others if same_album(row, one))]
        return self._albums[row.id]

    @Slot()
    def _on_rows(self) -> None:
        """Albums may consist of other tracks now."""
        self._albums.clear()

    @Slot(str, object)
    def _on_found(self, audio_key: str, found: Measured | None) -> None:
        """A file that cannot be measured is not tried again."""
        self._found[audio_key] = found
        self.measured.emit()

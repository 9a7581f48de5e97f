"""The library as the window knows it: rows, moods, ratings, folders.

Main thread; scans are the :class:`ScanController`'s. Reads and changes the stores through ``jobs``
and tells in the past tense what changed. It never waits for the disk: what cannot be written comes
back as a sentence.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal, Slot

from player.controllers.kept_out import Section, kept_out_count, sections
from player.controllers.opening import OpenedLibrary
from player.controllers.saving import watch
from player.controllers.scanning import ScanController
from player.controllers.track_rows import (
    Feeling,
    MoodDetails,
    QueueFacts,
    TrackRow,
    in_order,
    make_row,
)
from player.jobs.kept_out import let_in
from player.jobs.session import OpenStores
from player.jobs.status import library_failures
from player.jobs.view import LibraryView
from player.jobs.view_moods import MOOD_IDS
from player.library.failures import Failure
from player.library.track import Analysis, QueueChoice, Track
from player.paths import is_below
from player.recommend.candidates import Candidates
from player.settings import Settings
from player.wording import Sentence

if TYPE_CHECKING:
    from player.jobs.scan_report import Doubt, ScanReport

Curve = tuple[tuple[float, float, float], ...]

_RELOAD_S = 1.5
_MOST_UNDONE = 50


class LibraryController(QObject):
    """Rows and what is known of them; answers :class:`~player.controllers.track_rows.RowFacts`."""

    rows_changed = Signal()
    """Tracks came, went or changed: read :attr:`rows` again."""
    feelings_changed = Signal(object)
    """Ids of tracks whose mood or style is new."""
    stars_changed = Signal(object)
    """Ids of tracks whose rating or heart is new."""
    kept_out_changed = Signal(object)
    """Ids of tracks that mood queues may bring now, or leave out now."""
    stars_given = Signal()
    """The listener changed ratings or favourites; :meth:`undo_stars` takes it back."""
    scan_progressed = Signal(int, object)
    """Files found so far and ``None``; then files read so far and how many are to be read."""
    scan_finished = Signal(object)
    """:class:`~player.jobs.scan.ScanReport`; ``None`` when the scan broke off."""
    doubted = Signal(str, object)
    """Most of this folder's tracks are gone; a :class:`~player.wording.Sentence` that asks. The
    answer is a :meth:`scan` of the folder that believes it."""
    troubled = Signal(object)
    """:class:`~player.wording.Sentence`: something could not be done."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[TrackRow] = ()
        self._stores: OpenStores | None = None
        self._view: LibraryView | None = None
        self._felt: Candidates | None = None
        self._mood: npt.NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._tracks: dict[int, Track] = {}
        self._by_id: dict[int, TrackRow] = {}
        self._ratings: dict[int, int] = {}
        self._favourites: set[int] = set()
        self._choices: dict[int, QueueChoice] = {}
        self._stars_before: list[dict[int, tuple[int, bool]]] = []
        self._scans = ScanController(self)
        self._asked: set[Doubt] = set()
        self._leaving: list[str] = []
        self._reloaded_at = 0.0
        self._scans.progressed.connect(self._on_scan_told)
        self._scans.ended.connect(self._on_scan_ended)

    # -- opening

    def attach(self, opened: OpenedLibrary) -> None:
        """The stores are open: show what they hold."""
        self._stores = opened.stores
        self._scans.attach(opened.stores.tracks)
        self._tracks = {track.id: track for track in opened.tracks}
        self._ratings = dict(opened.stores.listening.ratings())
        self._favourites = set(opened.stores.listening.favourites())
        self._choices = dict(opened.stores.listening.queue_choices())
        self._set_rows(opened.rows)

    def attach_view(self, view: LibraryView) -> None:
        """Moods and styles can be told from now on."""
        self._view = view
        self._feel(())
        self.feelings_changed.emit(tuple(self._by_id))

    # -- what is known

    def row(self, track_id: int) -> TrackRow | None:
        """The row of a track."""
        return self._by_id.get(track_id)

    def track(self, track_id: int) -> Track | None:
        """All that its file says."""
        return self._tracks.get(track_id)

    def analysis(self, track_id: int) -> Analysis | None:
        """What was found out about a track's sound, without its curve; it may be outdated."""
        return self._stores.tracks.analyses().get(track_id) if self._stores is not None else None

    def feeling(self, track_id: int) -> Feeling | None:
        """Its mood; ``None`` when it has not been listened to yet."""
        felt, row = self._felt, self._view.row(track_id) if self._view is not None else None
        if felt is None or row is None or row >= len(felt) or not felt.analysed[row]:
            return None
        mood = int(self._mood[row])
        return Feeling(
            float(felt.valence[row]),
            float(felt.arousal[row]),
            MOOD_IDS[mood] if mood >= 0 else None,
        )

    def details(self, track_id: int) -> MoodDetails | None:
        """More about its mood; ``None`` when it has not been listened to yet.

        For one track at a time: the first question after a change sorts a column of the library.
        """
        tags = self._view.tags(track_id) if self._view is not None else None
        if tags is None or self._view is None:
            return None
        share = None
        if tags.mood is not None:
            shares = self._view.library_share(track_id, [tags.mood])
            share = shares[tags.mood] if shares is not None else None
        return MoodDetails(tags.mood, share, tags.contrast, tags.source)

    def style(self, track_id: int) -> str | None:
        """Id of its style; ``None`` when it is not known."""
        return self._view.style(track_id)[0] if self._view is not None else None

    def curve(self, track_id: int) -> Curve:
        """(time_s, valence, arousal) along the track; empty until it was listened to whole."""
        analysis = self._stores.tracks.analysis(track_id) if self._stores is not None else None
        return analysis.curve if analysis is not None else ()

    def passage(self, track_id: int) -> tuple[float, float] | None:
        """(start_s, end_s) of the passage that decided its mood.

        ``None`` where none did: until it was listened to whole, when unsure, and where the words
        or the listener made the mood another one than that of the sound.
        """
        tags = self._view.tags(track_id) if self._view is not None else None
        if tags is None or self._stores is None or not tags.sound_decides:
            return None
        analysis = self._stores.tracks.analysis(track_id)
        return analysis.passage if analysis is not None else None

    def stars(self, track_id: int) -> tuple[int, bool]:
        """Rating 0..5 (0: none) and whether it is a favourite."""
        return self._ratings.get(track_id, 0), track_id in self._favourites

    def kept_out(self, track_id: int) -> Sentence | None:
        """Why mood queues do not bring it by themselves; ``None`` where they do."""
        kept = self._view.kept_out.kept(track_id) if self._view is not None else None
        return kept.reason if kept is not None else None

    def queue_facts(self, track_id: int) -> QueueFacts:
        """What decides whether mood queues bring it."""
        choice = self._choices.get(track_id)
        content = self._view.kept_out.content(track_id) if self._view is not None else None
        if content is not None:
            return QueueFacts(content.reason, choice)
        return QueueFacts(self.kept_out(track_id) if choice is None else None, choice)

    def kept_out_count(self) -> int:
        """How many tracks mood queues leave out."""
        return kept_out_count(self._view) if self._view is not None else 0

    def kept_out_sections(self) -> list[Section]:
        """What mood queues leave out and what is wrong with files, by reason."""
        return sections(self._view, self._by_id) if self._view is not None else []

    @property
    def favourites(self) -> Collection[int]:
        """Ids of the favourites."""
        return self._favourites

    def dust(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Valence and arousal of all tracks that were listened to, (n,) each."""
        if self._felt is None:
            empty = np.zeros(0, dtype=np.float32)
            return empty, empty
        known = self._felt.analysed
        return self._felt.valence[known], self._felt.arousal[known]

    def known_count(self) -> int:
        """How many tracks have been listened to."""
        return int(self._felt.analysed.sum()) if self._felt is not None else 0

    def style_counts(self) -> dict[str, int]:
        """Style id -> how many tracks have it."""
        return self._view.style_counts() if self._view is not None else {}

    def readable_count(self) -> int:
        """Tracks that can be listened to."""
        return sum(1 for row in self.rows if row.available and row.failure is None)

    def folders(self) -> tuple[str, ...]:
        """The listener's music folders."""
        return self._stores.tracks.folders() if self._stores is not None else ()

    def failures(self) -> list[Failure]:
        """Files and folders that cannot be used: unreadable, or not to be listened to."""
        return library_failures(self._stores.tracks) if self._stores is not None else []

    # -- what the listener does

    def rate(self, track_ids: Collection[int], rating: int) -> None:
        """Give tracks 0 to 5 stars (0 takes the rating back)."""
        self._give({track_id: (rating, self.stars(track_id)[1]) for track_id in track_ids})

    def favour(self, track_ids: Collection[int], favourite: bool) -> None:
        """Make tracks favourites, or not any more."""
        self._give({track_id: (self.stars(track_id)[0], favourite) for track_id in track_ids})

    def set_queue_choice(self, track_ids: Collection[int], choice: QueueChoice | None) -> None:
        """Let mood queues always or never bring these tracks, or decide by themselves again."""
        if self._stores is None or self._view is None:
            return
        for track_id in track_ids:
            watch(self._stores.listening.set_queue_choice(track_id, choice), self.troubled.emit)
        self.on_choices(track_ids)

    @Slot(object)
    def on_choices(self, track_ids: Collection[int]) -> None:
        """The listener chose something else for these tracks in queues: it is stored."""
        if self._stores is None or self._view is None:
            return
        self._choices = dict(self._stores.listening.queue_choices())
        self._view.refresh_listening()
        self._felt = self._view.candidates()
        self.kept_out_changed.emit(tuple(track_ids))

    def on_forgotten(self) -> None:
        """Some of what the listener did or said was forgotten, and the view knows it: read again
        what is shown of it."""
        if self._stores is None:
            return
        listening = self._stores.listening
        self._ratings, self._favourites = dict(listening.ratings()), set(listening.favourites())
        self._choices = dict(listening.queue_choices())
        self._stars_before.clear()  # taking back would bring back what was forgotten
        self._feel(())
        everything = tuple(self._by_id)
        self.feelings_changed.emit(everything)
        self.stars_changed.emit(everything)

    def let_in(self, settings: Settings) -> None:
        """Mood queues may bring what is switched on in *settings*, from now on."""
        if self._view is not None:
            self._view.kept_out.let_in(let_in(settings))
            self._felt = self._view.candidates()
            self.kept_out_changed.emit(tuple(self._by_id))

    def on_corrected(self) -> None:
        """The listener corrected what a track feels like, and it is stored: others may follow."""
        if self._view is not None:
            self._view.refresh_listening()
            self._feel(())
            self.feelings_changed.emit(tuple(self._by_id))

    def undo_stars(self) -> None:
        """Take the last change of ratings or favourites back."""
        if self._stars_before:
            self._set_stars(self._stars_before.pop())

    def _give(self, stars: dict[int, tuple[int, bool]]) -> None:
        if self._stores is None:
            return
        self._stars_before.append({track_id: self.stars(track_id) for track_id in stars})
        del self._stars_before[:-_MOST_UNDONE]
        self._set_stars(stars)
        self.stars_given.emit()

    def _set_stars(self, stars: dict[int, tuple[int, bool]]) -> None:
        assert self._stores is not None
        listening = self._stores.listening
        for track_id, (rating, favourite) in stars.items():
            if rating != self.stars(track_id)[0]:
                self._ratings[track_id] = rating
                watch(listening.set_rating(track_id, rating, time.time()), self.troubled.emit)
            if favourite != self.stars(track_id)[1]:
                (self._favourites.add if favourite else self._favourites.discard)(track_id)
                watch(listening.set_favourite(track_id, favourite, time.time()), self.troubled.emit)
        if self._view is not None:
            self._view.refresh_listening()
        self.stars_changed.emit(tuple(stars))

    def forget_folder(self, folder: str) -> None:
        """Look into this folder no more; its tracks go, what was said about them stays.

        While a scan runs, which could bring them back, that is ended first and begins anew.
        """
        if self._stores is None:
            return
        if self.scanning:
            self._leaving.append(folder)
            self._scans.leave_out(folder)
            return
        tracks = self._stores.tracks
        gone = [track.id for track in tracks.tracks() if is_below(track.path, folder)]
        failed = [path for path in tracks.failures() if is_below(path, folder)]
        watch(tracks.remove_folder(folder), self.troubled.emit)
        watch(tracks.put_failures((), failed), self.troubled.emit)
        watch(tracks.forget_tracks(gone), self.troubled.emit)
        if not self._reload():
            self.rows_changed.emit()  # the folders and the failures are others all the same
        self.feelings_changed.emit(tuple(gone))

    # -- scanning

    def scan(
        self, paths: Sequence[str] = (), *, patient: bool = False, believe: bool = False
    ) -> None:
        """As :meth:`ScanController.scan`. Whoever asks is asked again what was left in doubt."""
        if not patient:
            self._asked.clear()
        self._scans.scan(paths, patient=patient, believe=believe)

    def cancel_scan(self) -> None:
        """As :meth:`ScanController.cancel`."""
        self._scans.cancel()

    @property
    def scanning(self) -> bool:
        """A scan runs now."""
        return self._scans.running

    @Slot(int, object)
    def _on_scan_told(self, done: int, total: int | None) -> None:
        self.scan_progressed.emit(done, total)
        if time.monotonic() - self._reloaded_at >= _RELOAD_S:
            self._reload()

    @Slot(object)
    def _on_scan_ended(self, outcome: ScanReport | Sentence) -> None:
        self._reload()
        leaving, self._leaving = self._leaving, []
        for folder in leaving:
            self.forget_folder(folder)
        if isinstance(outcome, Sentence):
            self.troubled.emit(outcome)
            self.scan_finished.emit(None)
            return
        self.scan_finished.emit(outcome)
        new = [doubt for doubt in outcome.doubts if doubt not in self._asked]
        if new:  # one question at a time; the next scan asks the next
            self._asked.add(new[0])
            self.doubted.emit(new[0].folder, new[0].sentence)

    def _reload(self) -> bool:
        """Take over what a scan stored and tell whether that was anything; rows of unchanged tracks
        are kept."""
        if self._stores is None:
            return False
        began = time.monotonic()
        before, tracks = self._tracks, tuple(self._stores.tracks.tracks())
        changed = [track.id for track in tracks if before.get(track.id) is not track]
        gone = before.keys() - {track.id for track in tracks}
        self._reloaded_at = began
        if not changed and not gone:
            return False
        self._tracks = {track.id: track for track in tracks}
        fresh = set(changed)
        rows = in_order(
            make_row(track) if track.id in fresh else self._by_id[track.id] for track in tracks
        )
        self._feel((*changed, *gone))
        self._set_rows(rows)
        self._reloaded_at = 2.0 * time.monotonic() - began
        return True

    def _set_rows(self, rows: Sequence[TrackRow]) -> None:
        self.rows = rows
        self._by_id = {row.id: row for row in rows}
        self.rows_changed.emit()

    # -- moods

    @Slot(object)
    def on_tagged(self, track_ids: Collection[int]) -> None:
        """New analyses are stored: show them."""
        self._feel(track_ids)
        self.feelings_changed.emit(tuple(track_ids))

    def _feel(self, track_ids: Collection[int]) -> None:
        if self._view is None:
            return
        if track_ids:
            self._view.refresh(track_ids)
        self._felt = self._view.candidates()
        best = self._felt.mood_probabilities.argmax(axis=1) if len(self._felt) else self._mood[:0]
        self._mood = np.where(self._felt.unsure, -1, best)

    # -- the end

    def stop(self) -> None:
        """End a scan; the stores are closed by whoever opened them."""
        self._scans.stop()

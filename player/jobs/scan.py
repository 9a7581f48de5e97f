"""The scan: brings the track store up to date with the listener's folders.

Pure Python, on any one thread; the window runs it on a worker thread. Unchanged files cost one
``stat``; the others are read by processes of their own (``jobs.scan_processes``). Nothing is ever
deleted: a track whose file is gone becomes unavailable, and comes back with the file. A file that
turns up elsewhere with the same sound is the same track.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from player.jobs.scan_processes import ReadingProcesses
from player.library.artwork import cover_beside
from player.library.lyrics import lyrics_beside
from player.library.scanner import UNREAD, FoundFile, ReadFile, shown_name, walk
from player.library.track import Track
from player.store.track_store import TrackStore
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_BATCH = 200  # tracks stored in one go: a first scan shows its finds as it runs...
_BATCH_S = 1.0  # ...and a slow one too

Progress = Callable[[int, int | None, str], None]
"""done, total (``None`` while folders are still being listed), current path."""


@dataclass(slots=True)
class ScanReport:
    """What a scan found. The counts are of tracks and do not overlap."""

    added: int = 0
    """New to the library."""
    changed: int = 0
    """Same place, read again because the file changed."""
    moved: int = 0
    """Known sound, found at another place."""
    returned: int = 0
    """Had been unavailable, are back as they were."""
    unavailable: int = 0
    """Known, but not found this time."""
    unchanged: int = 0
    """Found as they were."""
    unreadable: list[tuple[str, Sentence]] = field(default_factory=list)
    """Files and folders that cannot be read, with why; ones known from before included."""
    cancelled: bool = False
    """Stopped half way; what was read until then is kept."""


def scan_folders(
    tracks: TrackStore,
    folders: Iterable[str | os.PathLike[str]],
    *,
    progress: Progress = lambda _done, _total, _current: None,
    cancelled: Callable[[], bool] = lambda: False,
    processes: ReadingProcesses | None = None,
) -> ScanReport:
    """Scan *folders* (remembering them) and return what was found, once it is on the disk.

    :param progress: called often, on this thread.
    :param cancelled: asked often, on this thread.
    :param processes: who reads the files; by default processes started and ended here.
    :raises StoreWriteError: the finds cannot be saved.
    """
    known = list(tracks.folders())
    for folder in folders:
        known.append(_as_known(os.path.abspath(folder), known))  # noqa: PTH100
    scan = _Scan(tracks, known[len(tracks.folders()) :], progress, cancelled)
    with processes or ReadingProcesses() as readers:
        scan.run(readers)
    tracks.flush()
    return scan.report


class _Scan:
    """One scan's state; thrown away afterwards."""

    def __init__(
        self,
        tracks: TrackStore,
        folders: list[str],
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self.report = ScanReport()
        self._tracks = tracks
        self._folders = folders
        self._progress = progress
        self._cancelled = cancelled
        self._found: set[str] = set()
        self._rereading: set[str] = set()
        self._batch: list[Track] = []
        self._claimed: set[int] = set()
        self._store_by = time.monotonic() + _BATCH_S

    def run(self, readers: ReadingProcesses) -> None:
        """List, read, decide."""
        for folder in self._folders:
            if os.path.isdir(folder):  # noqa: PTH112
                self._remember(folder)
        to_read = self._list()
        puzzles = self._read(readers, to_read) if not self.report.cancelled else []
        if not self.report.cancelled:  # half of the changed places say nothing of who moved
            self._solve(puzzles)
            self._mark_missing()
        self._store_batch()

    def _remember(self, folder: str) -> None:
        """Let *folder* be one of the library's, without any folder lying in another."""
        known = self._tracks.folders()
        if any(is_below(folder, other) for other in known):
            return
        for other in known:
            if is_below(other, folder):
                self._tracks.remove_folder(other)
        self._tracks.put_folder(folder)

    def _list(self) -> list[FoundFile]:
        """Look at every file's stamp; returns those that have to be read."""
        to_read = []
        for found in walk(self._folders, self._cannot_list):
            if self._cancelled():
                self.report.cancelled = True
                break
            self._found.add(found.path)
            known = self._tracks.by_path(found.path)
            if known is None or known.stamp != found.stamp or _new_beside(known, found):
                to_read.append(found)
                if known is not None:
                    self._rereading.add(found.path)
            else:
                self._keep(known)
            if len(self._found) % 50 == 0:
                self._progress(len(self._found), None, found.path)
        return to_read

    def _cannot_list(self, path: str, error: OSError) -> None:
        log.info("%s cannot be listed: %s", path, error)
        why = sentence(
            "Scan",
            "{folder} cannot be opened: {reason}.",
            folder=shown_name(path) or path,
            reason=error.strerror or str(error),
        )
        self.report.unreadable.append((path, why))

    def _keep(self, known: Track) -> None:
        """The file is as it was."""
        if not known.available:
            self._store(dataclasses.replace(known, available=True))
            self.report.returned += 1
        elif known.failure is None:
            self.report.unchanged += 1
        if known.failure is not None:
            self.report.unreadable.append((known.path, known.failure))

    def _read(self, readers: ReadingProcesses, to_read: list[FoundFile]) -> list[ReadFile]:
        """Read files and take the clear cases over; returns those to be judged together."""
        puzzles = []
        for done, read in enumerate(readers.read(to_read, self._cancelled)):
            self._progress(done, len(to_read), read.path)
            if read.stamp == UNREAD and not os.path.lexists(read.path):
                self._found.discard(read.path)  # it went while we looked
            elif self._clear(read):
                self._take_over(read)
            else:
                puzzles.append(read)
        self.report.cancelled = self._cancelled()
        if not self.report.cancelled:
            self._progress(len(to_read), len(to_read), "")
        return puzzles

    def _clear(self, read: ReadFile) -> bool:
        """Whether *read* can be judged without knowing what lies at the other changed places."""
        known = self._tracks.by_path(read.path)
        if read.stamp == UNREAD:
            return True
        if known is not None and read.audio_key != known.audio_key:
            return False
        others = self._tracks.by_audio_key(read.audio_key) if known is None else ()
        return all(other.path not in self._rereading for other in others)

    def _solve(self, puzzles: list[ReadFile]) -> None:
        """Places where another sound lies now, and new places of sounds that lay there: two
        files may have changed places, or one was renamed and another took its name."""
        for read in puzzles:
            self._rereading.discard(read.path)  # from here on: the sound that was there has left
        left = {read.path for read in puzzles if self._tracks.by_path(read.path) is not None}
        movers = {read.path: self._moved_from(read, left) for read in puzzles}
        taken = {track.id for track in movers.values() if track is not None}
        for read in puzzles:
            known = self._tracks.by_path(read.path)
            mover = movers[read.path]
            if mover is not None:
                self._move(mover, read)
            elif known is not None and known.id not in taken:
                self._change(known, read)
            else:
                self._add(read)
        self._store_batch()  # in one go: paths are exchanged between tracks

    def _take_over(self, read: ReadFile) -> None:
        known = self._tracks.by_path(read.path)
        if known is not None:
            self._change(known, read)
        elif (mover := self._moved_from(read, set())) is not None:
            self._move(mover, read)
        else:
            self._add(read)
        if len(self._batch) >= _BATCH or time.monotonic() > self._store_by:
            self._store_batch()

    def _moved_from(self, read: ReadFile, left: set[str]) -> Track | None:
        """The track with this sound whose own file is gone (or holds another sound: *left*)."""
        if not read.audio_key:
            return None
        gone = [
            track
            for track in self._tracks.by_audio_key(read.audio_key)
            if track.id not in self._claimed
            and (track.path in left or not self._has_its_place(track))
        ]
        name = shown_name(read.path)
        gone.sort(key=lambda track: (shown_name(track.path) != name, track.id))
        if gone:
            self._claimed.add(gone[0].id)
        return gone[0] if gone else None

    def _has_its_place(self, track: Track) -> bool:
        """Its file is where it was, and no other track's."""
        there = track.path in self._found or os.path.exists(track.path)  # noqa: PTH110
        return there and self._tracks.by_path(track.path) is track

    def _add(self, read: ReadFile) -> None:
        track = Track(
            self._tracks.new_id(),
            read.path,
            read.stamp,
            read.audio_key,
            read.metadata,
            time.time(),
            failure=read.failure,
        )
        self._store(track)
        self._count("added", read)

    def _change(self, known: Track, read: ReadFile) -> None:
        self._store(_renewed(known, read))
        self._count("changed", read)

    def _move(self, known: Track, read: ReadFile) -> None:
        self._store(_renewed(known, read))
        self._count("moved", read)

    def _count(self, what: str, read: ReadFile) -> None:
        if read.failure is not None:
            self.report.unreadable.append((read.path, read.failure))
        else:
            setattr(self.report, what, getattr(self.report, what) + 1)

    def _mark_missing(self) -> None:
        self._store_batch()
        for track in self._tracks.tracks():
            if not any(is_below(track.path, folder) for folder in self._folders):
                continue
            if track.path in self._found and self._tracks.by_path(track.path) is track:
                continue
            self.report.unavailable += 1
            if track.available:
                self._store(dataclasses.replace(track, available=False))

    def _store(self, track: Track) -> None:
        self._batch.append(track)

    def _store_batch(self) -> None:
        if self._batch:
            self._tracks.put_tracks(self._batch)
            self._batch.clear()
        self._store_by = time.monotonic() + _BATCH_S


def _renewed(known: Track, read: ReadFile) -> Track:
    """*known* with what was read now; its id and the day it was added stay. What the system did not
    let us read takes nothing away from what was known of it."""
    if read.stamp == UNREAD:
        return dataclasses.replace(known, stamp=UNREAD, available=True, failure=read.failure)
    return dataclasses.replace(
        known,
        path=read.path,
        stamp=read.stamp,
        audio_key=read.audio_key,
        metadata=read.metadata,
        available=True,
        failure=read.failure,
    )


def _new_beside(known: Track, found: FoundFile) -> bool:
    """A cover or words came to a file that had none."""
    metadata = known.metadata
    return known.failure is None and (
        (found.cover_beside and not metadata.has_cover and cover_beside(known.path) is not None)
        or (
            found.lyrics_beside
            and not metadata.has_lyrics
            and lyrics_beside(known.path) is not None
        )
    )


def is_below(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or lies in it (both absolute; no look at the disk)."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _as_known(folder: str, known: Iterable[str]) -> str:
    """*folder* as the library spells it: through a link to a known folder, or to one inside it,
    the same files would come in a second time."""
    real = os.path.realpath(folder)
    for other in known:
        if is_below(folder, other):
            return folder
        real_other = os.path.realpath(other)
        if is_below(real, real_other):
            return os.path.normpath(other + os.sep + real[len(real_other) :])
    return folder

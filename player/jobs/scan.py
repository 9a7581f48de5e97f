"""The scan: brings the track store up to date with the listener's folders.

Pure Python, on any one thread; the window runs it on a worker thread. Unchanged files cost one
``stat``; the others are read by processes of their own (``jobs.scan_processes``). Nothing is ever
deleted: a track whose file is gone becomes unavailable, and comes back with the file. A file that
turns up elsewhere with the same sound is the same track; another song under a known name is
another track. Where most of a folder is gone, somebody is asked before it is believed.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import time
from collections.abc import Callable, Iterable

from player.jobs.scan_failures import ScanFailures
from player.jobs.scan_movers import Movers
from player.jobs.scan_processes import ReadingProcesses
from player.jobs.scan_report import Doubt, ScanReport
from player.library.artwork import cover_beside
from player.library.failures import shown_name
from player.library.lyrics import lyrics_beside
from player.library.scanner import FoundFile, ReadFile, walk
from player.library.track import UNREAD, Track
from player.paths import is_below
from player.store.track_store import TrackStore
from player.wording import sentence

log = logging.getLogger(__name__)

_BATCH = 200  # tracks stored in one go: a first scan shows its finds as it runs...
_BATCH_S = 1.0  # ...and a slow one too
_MANY = 100  # files to read, for which all processes get ready while folders are being listed

Progress = Callable[[int, int | None, str], None]
"""done, total (``None`` while folders are still being listed), current path."""


def scan_folders(
    tracks: TrackStore,
    folders: Iterable[str | os.PathLike[str]],
    *,
    progress: Progress = lambda _done, _total, _current: None,
    cancelled: Callable[[], bool] = lambda: False,
    believe: Callable[[Doubt], bool] = lambda _doubt: False,
    patient: bool = False,
    processes: ReadingProcesses | None = None,
) -> ScanReport:
    """Scan *folders* (remembering them) and return what was found, once it is on the disk.

    :param progress: called often, on this thread.
    :param cancelled: asked often, on this thread.
    :param believe: asked where most of a folder's tracks are gone; ``False`` keeps them as they
        were and puts the doubt into the report.
    :param patient: leave alone what the system refused until it is due (a scan nobody asked for).
    :param processes: who reads the files; by default processes started and ended here.
    :raises StoreWriteError: the finds cannot be saved.
    """
    known = list(tracks.folders())
    for folder in folders:
        known.append(_as_known(os.path.abspath(folder), known))  # noqa: PTH100
    wanted = known[len(tracks.folders()) :]
    scan = _Scan(tracks, wanted, progress, cancelled, believe, patient=patient)
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
        believe: Callable[[Doubt], bool],
        *,
        patient: bool,
    ) -> None:
        self.report = ScanReport()
        self._tracks = tracks
        self._folders = folders
        self._tops = frozenset(folders)
        self._insides = tuple(folder.rstrip(os.sep) + os.sep for folder in folders)
        self._progress = progress
        self._cancelled = cancelled
        self._believe = believe
        self._patient = patient
        self._failures = ScanFailures(tracks, time.time())
        self._unlisted: list[str] = []
        self._before = tracks.tracks()  # as of now
        self._found: set[str] = set()
        self._rereading: set[str] = set()
        self._batch: list[Track] = []
        self._reread_sounds: set[str] | None = None
        self._left: set[str] = set()
        self._movers = Movers(tracks, self._is_elsewhere)
        self._store_by = time.monotonic() + _BATCH_S

    def run(self, readers: ReadingProcesses) -> None:
        """List, read, decide."""
        for folder in self._folders:
            if os.path.isdir(folder):  # noqa: PTH112
                self._remember(folder)
        to_read = self._list(readers)
        puzzles = self._read(readers, to_read) if not self.report.cancelled else []
        if not self.report.cancelled:  # half of the changed places say nothing of who moved
            self._solve(puzzles)
            self._mark_missing()
        self._store_batch()
        self._failures.save(self._looked_for_and_gone)

    def _remember(self, folder: str) -> None:
        """Let *folder* be one of the library's, without any folder lying in another."""
        known = self._tracks.folders()
        if any(is_below(folder, other) for other in known):
            return
        for other in known:
            if is_below(other, folder):
                self._tracks.remove_folder(other)
        self._tracks.put_folder(folder)

    def _list(self, readers: ReadingProcesses) -> list[FoundFile]:
        """Look at every file's stamp; returns those that have to be read."""
        to_read = []
        for found in walk(self._folders, self._cannot_list):
            if self._cancelled():
                self.report.cancelled = True
                break
            self._found.add(found.path)
            known = self._tracks.by_path(found.path)
            if self._patient and self._failures.rests(found.path):
                self._let_rest(found.path, known)
            elif (
                known is None
                or known.stamp != found.stamp
                or self._failures.refused(found.path)
                or _new_beside(known, found)
            ):
                to_read.append(found)
                if len(to_read) == _MANY:
                    readers.start()
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
        self._failures.note(path, why, temporary=True)
        self.report.unreadable.append((path, why))
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            self._unlisted.append(path)

    def _keep(self, known: Track) -> None:
        """The file is as it was."""
        if not known.available or known.forgotten:
            self._store(dataclasses.replace(known, available=True, forgotten=False))
            self.report.returned += 1
        elif known.failure is None:
            self.report.unchanged += 1
        if known.failure is not None:
            self._failures.still(known.path, known.failure)
            self.report.unreadable.append((known.path, known.failure))

    def _let_rest(self, path: str, known: Track | None) -> None:
        """The file was refused lately and is not asked again yet."""
        failure = self._failures.known(path)
        assert failure is not None
        self._failures.still(path, failure.why)
        self.report.unreadable.append((path, failure.why))
        if known is not None and not known.available:
            self._store(dataclasses.replace(known, available=True))

    def _read(self, readers: ReadingProcesses, to_read: list[FoundFile]) -> list[ReadFile]:
        """Read files and take the clear cases over; returns those to be judged together."""
        puzzles = []
        for done, read in enumerate(readers.read(to_read, self._cancelled)):
            self._progress(done, len(to_read), read.path)
            if read.stamp == UNREAD and not os.path.lexists(read.path):
                self._found.discard(read.path)  # it went while we looked
                self._movers.look_again()
            elif read.unstable:
                self._wait_for(read)
            elif self._clear(read):
                self._take_over(read)
            else:
                puzzles.append(read)
        self.report.cancelled = self._cancelled()
        if not self.report.cancelled:
            self._progress(len(to_read), len(to_read), "")
        return puzzles

    def _wait_for(self, read: ReadFile) -> None:
        """Somebody is writing this file: half of a sound has no identity, so nothing is concluded
        from it and it is looked at again."""
        why = sentence(
            "Scan",
            "{file} is still being written; it will be read when it is complete.",
            file=shown_name(read.path),
        )
        known = self._tracks.by_path(read.path)
        if known is not None:
            self._store(dataclasses.replace(known, stamp=UNREAD, available=True, forgotten=False))
        self._failures.note(read.path, why, temporary=True, growing=True)
        self.report.unreadable.append((read.path, why))

    def _clear(self, read: ReadFile) -> bool:
        """Whether *read* can be judged without knowing what lies at the other changed places."""
        known = self._tracks.by_path(read.path)
        if read.stamp == UNREAD:
            return True
        if known is not None and read.audio_key != known.audio_key:
            return False
        return known is not None or read.audio_key not in self._sounds_reread()

    def _sounds_reread(self) -> set[str]:
        """The sounds of tracks whose places are read again: they may lie elsewhere by now."""
        if self._reread_sounds is None:
            known = (*self._tracks.tracks(), *self._tracks.forgotten()) if self._rereading else ()
            self._reread_sounds = {t.audio_key for t in known if t.path in self._rereading}
        return self._reread_sounds

    def _solve(self, puzzles: list[ReadFile]) -> None:
        """Places where another sound lies now, and new places of sounds that lay there: two
        files may have changed places, or one was renamed and another took its name."""
        self._left = {read.path for read in puzzles if self._tracks.by_path(read.path) is not None}
        self._movers.look_again()
        movers = {read.path: self._movers.claim(read.audio_key, read.path) for read in puzzles}
        taken = {track.id for track in movers.values() if track is not None}
        for read in puzzles:
            known = self._tracks.by_path(read.path)
            mover = movers[read.path]
            if mover is not None:
                self._move(mover, read)
            elif known is not None and known.id not in taken and _same_song(known, read):
                self._change(known, read)
            else:
                self._add(read)
        self._store_batch()  # in one go: paths are exchanged between tracks

    def _take_over(self, read: ReadFile) -> None:
        known = self._tracks.by_path(read.path)
        if known is not None:
            self._change(known, read)
        elif (mover := self._movers.claim(read.audio_key, read.path)) is not None:
            self._move(mover, read)
        else:
            self._add(read)
        if len(self._batch) >= _BATCH or time.monotonic() > self._store_by:
            self._store_batch()

    def _is_elsewhere(self, track: Track) -> bool:
        """Its file is gone, or its place holds another sound now."""
        return track.path in self._left or not self._has_its_place(track)

    def _has_its_place(self, track: Track) -> bool:
        """Its file is where it was, and no other track's; also where nobody can look now."""
        if track.path in self._found:
            return self._tracks.by_path(track.path) is track
        if track.forgotten:  # a place outside the library is nobody's
            return False
        if any(is_below(track.path, folder) for folder in self._unlisted):
            return True
        there = os.path.exists(track.path)  # noqa: PTH110
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
            self._failures.note(read.path, read.failure, temporary=read.temporary)
            self.report.unreadable.append((read.path, read.failure))
        else:
            self._failures.solve(read.path)
            setattr(self.report, what, getattr(self.report, what) + 1)

    def _mark_missing(self) -> None:
        """What was not found is unavailable from now on, unless that is hard to believe."""
        self._store_batch()
        lost: dict[str, list[Track]] = {}
        for track in self._tracks.tracks():
            if not self._looks_at(track.path):
                continue
            if track.path in self._found and self._tracks.by_path(track.path) is track:
                continue
            if track.available:
                lost.setdefault(self._root_of(track), []).append(track)
            else:
                self.report.unavailable += 1
        for root, gone in lost.items():
            self._lose(root, gone)

    def _root_of(self, track: Track) -> str:
        """The folder of the library that *track* lies in."""
        roots = (*self._tracks.folders(), *self._folders)
        return next(root for root in roots if is_below(track.path, root))

    def _lose(self, root: str, gone: list[Track]) -> None:
        known = sum(track.available and is_below(track.path, root) for track in self._before)
        doubt = Doubt(root, known, known - len(gone))
        if doubt.doubtful and not self._believe(doubt):
            self.report.doubts.append(doubt)
            return
        self.report.unavailable += len(gone)
        for track in gone:
            self._store(dataclasses.replace(track, available=False))

    def _looked_for_and_gone(self, path: str) -> bool:
        """No such file or folder is there any more, or nobody looks there any more."""
        if self.report.cancelled or path in self._found:
            return False
        if self._looks_at(path):
            return True
        return not any(is_below(path, folder) for folder in self._tracks.folders())

    def _looks_at(self, path: str) -> bool:
        """Whether *path* is one that this scan is about, or lies in one: thousands of files that
        are tried again are thousands of paths."""
        return path in self._tops or path.startswith(self._insides)

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
        return dataclasses.replace(
            known, stamp=UNREAD, available=True, failure=read.failure, forgotten=False
        )
    return dataclasses.replace(
        known,
        path=read.path,
        stamp=read.stamp,
        audio_key=read.audio_key,
        metadata=read.metadata,
        available=True,
        failure=read.failure,
        forgotten=False,
    )


def _same_song(known: Track, read: ReadFile) -> bool:
    """Whether another sound under a known name is a better (or damaged) copy of the same song.

    In doubt it is not: a song that inherits another's plays and ratings has spoilt both.
    """
    before, now = known.metadata, read.metadata
    if not known.audio_key or known.failure is not None or read.failure is not None:
        return True
    if before.title and now.title:
        return (before.title.casefold(), before.artist.casefold()) == (
            now.title.casefold(),
            now.artist.casefold(),
        )
    if before.duration_s is None or now.duration_s is None:
        return False
    return abs(before.duration_s - now.duration_s) <= max(2.0, 0.02 * before.duration_s)


def _new_beside(known: Track, found: FoundFile) -> bool:
    """A cover or words came to a file that had none."""
    metadata = known.metadata
    if known.failure is not None:
        return False
    if found.cover_beside and not metadata.has_cover and cover_beside(known.path) is not None:
        return True
    words = found.lyrics_beside and not metadata.has_lyrics
    return bool(words) and lyrics_beside(known.path) is not None


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

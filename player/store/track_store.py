"""What can be recomputed: tracks, their analyses with vectors, and the folders they came from.

Reads are plain memory and may come from any thread; changes come from any thread and are ordered by
the storage's lock. Disk writes happen on the store-writer thread, except that a vector's row is
handed to the system at once. Nothing here decides anything: the scan and the tagging do.

Every method that changes something returns a :class:`~concurrent.futures.Future` that is done once
the change is on the disk, and fails with :class:`~player.errors.StoreWriteError`; the change is
seen by readers at once.
"""

from __future__ import annotations

import dataclasses
import gc
import logging
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import cast

import orjson

from player.errors import StoreError
from player.library.failures import Failure
from player.library.track import Analysis, Track
from player.store.curves import library_steps
from player.store.disk import Disk
from player.store.documents import (
    Facts,
    Standing,
    analysis_from_document,
    analysis_to_document,
    facts_from_document,
    failure_from_document,
    failure_to_document,
    path_fields,
    path_of,
    standing_from_document,
    track_from_document,
    track_to_document,
)
from player.store.embeddings import Vectors
from player.store.giving_way import switching_quickly
from player.store.heard import Analysed, HeardFiles
from player.store.notices import lost_notice
from player.store.scrubbing import call_for_scrub, make_up, scrub
from player.store.storage import (
    JournalDB,
    JournalStorage,
    JournalTable,
    collector_paused,
    encode_documents,
)
from player.store.writer import write_error
from player.wording import Sentence

log = logging.getLogger(__name__)

_MANY = 10_000
"""Tracks above which walking over their records costs other threads more than it can free."""


class TrackStore:
    """Tracks, analyses and folders of one library."""

    def __init__(self, directory: Path, disk: Disk | None = None) -> None:
        """Open or create the store in *directory*. Reads the whole journal: not for the GUI thread.

        :raises StoreError: a newer program wrote it.
        :raises StoreWriteError: the folder cannot be written.
        """
        self._path = directory / "library.journal"
        disk = disk or Disk()
        self._heard = HeardFiles(directory, disk)
        steps = library_steps(self._heard.curves)
        try:
            self._db = JournalDB(self._path, "library", disk, steps)
        except StoreError:
            self._heard.close()
            raise
        self._storage = cast(JournalStorage, self._db.storage)
        make_up(self._storage, self._path)
        self._tracks = cast(JournalTable, self._db.table("tracks"))
        self._analyses = cast(JournalTable, self._db.table("analyses"))
        self._folders = cast(JournalTable, self._db.table("folders"))
        self._failures = cast(JournalTable, self._db.table("failures"))
        self._records: dict[int, Track] = {}
        self._all: tuple[Track, ...] | None = None
        self._ids_by_path: dict[str, int] = {}
        self._ids_by_key: dict[str, tuple[int, ...]] = {}
        self.notices: tuple[Sentence, ...] = self._storage.notices
        """What opening found to be wrong, for the listener."""
        with collector_paused(), switching_quickly():
            self._read_all()
            if len(self._records) > _MANY:
                gc.freeze()  # they are here to stay: none of them is garbage soon

    @classmethod
    def open(cls, directory: Path) -> TrackStore:
        """The store in *directory*, created when it is not there; errors as the constructor's."""
        return cls(directory)

    # -- tracks ---------------------------------------------------------------

    def new_id(self) -> int:
        """An id no track ever had."""
        return self._storage.allocate("tracks")

    def reserve_ids(self, highest: int) -> bool:
        """Give ids above *highest* only: lower ones may mean tracks that were lost.

        :returns: whether the store knew nothing of *highest*.
        """
        return self._storage.reserve("tracks", highest)

    def put_tracks(self, tracks: Iterable[Track]) -> Future[None]:
        """Insert or replace tracks by id, in one write."""
        given = {track.id: track for track in tracks}
        encoded = encode_documents((i, track_to_document(track)) for i, track in given.items())
        with self._storage.lock:
            done = self._tracks.put_encoded(encoded)
            for track_id in given:
                self._forget(track_id)
            for track in given.values():
                self._remember(track)
            return done

    def forget_tracks(self, track_ids: Iterable[int]) -> Future[None]:
        """Take tracks out of the library; what is known of them waits for their sound to return."""
        with self._storage.lock:
            known = (self._records[i] for i in track_ids if i in self._records)
            return self.put_tracks([dataclasses.replace(track, forgotten=True) for track in known])

    def drop_tracks(self, track_ids: Iterable[int]) -> Future[None]:
        """Remove tracks and their analyses for good, as if they had never been seen.

        Outdated lines of the journal may hold them until :meth:`scrub`.
        """
        with self._storage.lock:
            call_for_scrub(self._storage)
            gone = [track_id for track_id in track_ids if track_id in self._records]
            for track_id in gone:
                self._forget(track_id)
                self._heard.vectors.forget(track_id)
            self._analyses.put(dict.fromkeys(gone))
            return self._tracks.put(dict.fromkeys(gone))

    def track(self, track_id: int) -> Track:
        """The track with that id.

        :raises KeyError: there is none.
        """
        return self._records[track_id]

    def __contains__(self, track_id: object) -> bool:
        """Whether the library has that track; a forgotten one it has not."""
        track = self._records.get(track_id)  # type: ignore[call-overload]
        return track is not None and not track.forgotten

    def remembers(self, track_id: int) -> bool:
        """Whether the store knows that track, be it forgotten."""
        return track_id in self._records

    def __len__(self) -> int:
        """How many tracks the library has; forgotten ones do not count."""
        return len(self.tracks())

    def tracks(self) -> tuple[Track, ...]:
        """The library: all tracks but forgotten ones in order of their ids, as of now."""
        with self._storage.lock:
            if self._all is None:
                records = self._records
                self._all = tuple(
                    records[key] for key in sorted(records) if not records[key].forgotten
                )
            return self._all

    def forgotten(self) -> tuple[Track, ...]:
        """Tracks that are kept only to be known again."""
        with self._storage.lock:
            return tuple(track for track in self._records.values() if track.forgotten)

    def by_path(self, path: str) -> Track | None:
        """The track at *path*, be it forgotten; of several that were there one after the other,
        the last."""
        track_id = self._ids_by_path.get(path)
        return None if track_id is None else self.track(track_id)

    def by_audio_key(self, audio_key: str) -> tuple[Track, ...]:
        """All tracks with that sound, forgotten ones too, oldest first."""
        return tuple(self.track(track_id) for track_id in self._ids_by_key.get(audio_key, ()))

    # -- analyses -------------------------------------------------------------

    def put_analyses(self, analysed: Iterable[Analysed]) -> Future[None]:
        """Insert or replace analyses with their vectors, in one write.

        The vectors are on the disk before the analyses that name them.
        """
        with self._storage.lock:
            try:
                documents = {given[0].track_id: self._heard.write(given) for given in analysed}
            except OSError as error:
                failed: Future[None] = Future()
                failed.set_exception(write_error(error, self._path))
                return failed
            done = self._analyses.put(documents, before=self._heard.sync)
            for track_id, document in documents.items():
                self._heard.place(track_id, document)
            return done

    def put_words(self, analyses: Iterable[Analysis]) -> Future[None]:
        """Replace stored analyses by these, of the same sound, that know their words; the vectors
        stay. One that is no longer stored is left out."""
        with self._storage.lock:
            stored = self._storage.encoded("analyses")
            known = (
                (a, orjson.loads(stored[a.track_id])) for a in analyses if a.track_id in stored
            )
            return self._analyses.put(
                {
                    analysis.track_id: analysis_to_document(
                        analysis, document.get("row"), document.get("curve")
                    )
                    for analysis, document in known
                }
            )

    def analysis(self, track_id: int) -> Analysis | None:
        """The analysis of a track, ``None`` when it has none yet."""
        encoded = self._storage.encoded("analyses").get(track_id)
        return None if encoded is None else self._heard.analysis(track_id, encoded)

    def analyses(self) -> Mapping[int, Analysis]:
        """All analyses by track id without their curves, which are most of the work: a live view,
        made record by record as it is read."""
        return _Analyses(self._storage.encoded("analyses"))

    def analysis_failures(self) -> dict[int, Sentence]:
        """Why tracks could not be listened to, by track id. Quick: for the main thread, too."""
        failures = (
            (track_id, analysis_from_document(track_id, orjson.loads(encoded), None).failure)
            for track_id, encoded in list(self._storage.encoded("analyses").items())
            if b'"failure":' in encoded
        )
        return {track_id: why for track_id, why in failures if why is not None}

    def standings(self, track_ids: Iterable[int]) -> Iterator[Standing | None]:
        """Whether each track's analysis may have to be made again, in order; ``None`` where there
        is none yet."""
        encoded = self._storage.encoded("analyses")
        for track_id in track_ids:
            line = encoded.get(track_id)
            yield None if line is None else standing_from_document(orjson.loads(line))

    def facts(self, track_ids: Iterable[int]) -> Iterator[Facts | None]:
        """The few facts of each track's analysis that views of the library need, in order;
        ``None`` where there is none yet."""
        encoded = self._storage.encoded("analyses")
        for track_id in track_ids:
            line = encoded.get(track_id)
            yield None if line is None else facts_from_document(orjson.loads(line))

    def vectors(
        self,
        network: str | None = None,
        version: str | None = None,
        track_ids: Iterable[int] | None = None,
    ) -> Vectors:
        """The vectors of one network version, by default of the one most tracks have.

        :param track_ids: only these tracks, which costs only these rows; by default all.
        """
        with self._storage.lock:
            return self._heard.vectors.vectors(network, version, track_ids)

    # -- folders --------------------------------------------------------------

    def folders(self) -> tuple[str, ...]:
        """The listener's music folders, in the order they were added."""
        encoded = self._storage.encoded("folders")
        return tuple(path_of(orjson.loads(encoded[key])) for key in sorted(encoded))

    def put_folder(self, path: str) -> Future[None]:
        """Remember a music folder; one that is known stays where it is."""
        known = path in self.folders()
        new = {} if known else {self._storage.allocate("folders"): path_fields(path)}
        return self._folders.put(new)

    def remove_folder(self, path: str) -> Future[None]:
        """Forget a music folder; its tracks stay until they are removed."""
        encoded = self._storage.encoded("folders")
        return self._folders.put(
            dict.fromkeys(key for key in encoded if path_of(orjson.loads(encoded[key])) == path)
        )

    # -- failures -------------------------------------------------------------

    def failures(self) -> dict[str, Failure]:
        """Files and folders that could not be read when they were last tried, by path."""
        with self._storage.lock:
            return {failure.path: failure for _, failure in self._stored_failures()}

    def put_failures(self, failures: Iterable[Failure], solved: Iterable[str] = ()) -> Future[None]:
        """Remember what could not be read, and let go of the paths of *solved*."""
        with self._storage.lock:
            known = {failure.path: key for key, failure in self._stored_failures()}
            changes: dict[int, dict[str, object] | None] = {
                known[path]: None for path in solved if path in known
            }
            for failure in failures:
                key = known.get(failure.path) or self._storage.allocate("failures")
                changes[key] = failure_to_document(failure)
            return self._failures.put(changes)

    def _stored_failures(self) -> Iterator[tuple[int, Failure]]:
        for key, encoded in self._storage.encoded("failures").items():
            yield key, failure_from_document(orjson.loads(encoded))

    # -- the disk -------------------------------------------------------------

    def flush(self) -> None:
        """Wait until everything is on the disk.

        :raises StoreWriteError: it cannot be written.
        """
        self._storage.flush()

    def compact(self) -> Future[None]:
        """Write the journal anew without outdated lines (happens by itself when it pays)."""
        return self._storage.compact()

    def scrub(self) -> None:
        """Leave no file on the disk that holds a track that was dropped. Waits for the disk.

        :raises StoreWriteError: it cannot be written.
        """
        scrub(self._storage, self._path)

    def close(self) -> None:
        """Write what waits and give the files back; errors as :meth:`flush`."""
        try:
            self._db.close()
        finally:
            self._heard.close()

    # -- inside ---------------------------------------------------------------

    def _read_all(self) -> None:
        """Make the records, and join them with what was heard of them."""
        try:
            self._read_tracks()
            self._place_heard()
        except OSError as error:
            self.close()
            raise write_error(error, self._path) from error

    def _read_tracks(self) -> None:
        for track_id, encoded in self._storage.encoded("tracks").items():
            self._remember(track_from_document(track_id, orjson.loads(encoded)))

    def _place_heard(self) -> None:
        """Join analyses, vectors and curves; an analysis that lost its own has to be made again."""
        lost = [
            track_id
            for track_id, encoded in self._storage.encoded("analyses").items()
            if not self._heard.place(track_id, orjson.loads(encoded))
        ]
        if lost:
            log.warning("%d analyses lost their vectors or curves: to be made again", len(lost))
            self._analyses.put(dict.fromkeys(lost))
            self.notices += (lost_notice(len(lost)),)
        self._heard.remove_unnamed()

    def _remember(self, track: Track) -> None:
        self._all = None
        self._records[track.id] = track
        owner = self._ids_by_path.setdefault(track.path, track.id)
        if owner != track.id and (track.available or not self._records[owner].available):
            self._ids_by_path[track.path] = track.id  # one that left keeps its last path
        key = track.audio_key
        if key:
            others = self._ids_by_key.get(key, ())
            at = bisect_left(others, track.id)
            self._ids_by_key[key] = (*others[:at], track.id, *others[at:])

    def _forget(self, track_id: int) -> None:
        track = self._records.pop(track_id, None)
        if track is None:
            return
        self._all = None
        if self._ids_by_path.get(track.path) == track_id:
            del self._ids_by_path[track.path]
        others = self._ids_by_key.pop(track.audio_key, ())
        at = bisect_left(others, track_id)
        if left := others[:at] + others[at + 1 :]:
            self._ids_by_key[track.audio_key] = left


class _Analyses(Mapping[int, Analysis]):
    """All analyses, made when they are read."""

    def __init__(self, encoded: Mapping[int, bytes]) -> None:
        self._encoded = encoded

    def __getitem__(self, track_id: int) -> Analysis:
        return analysis_from_document(track_id, orjson.loads(self._encoded[track_id]), None)

    def __contains__(self, track_id: object) -> bool:
        return track_id in self._encoded

    def __iter__(self) -> Iterator[int]:
        return iter(tuple(self._encoded))

    def __len__(self) -> int:
        return len(self._encoded)

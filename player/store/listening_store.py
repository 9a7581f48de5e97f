"""What cannot be recomputed: what the listener did and said. Small, and never thrown away.

Reads are plain memory and may come from any thread; changes come from any thread and are ordered by
the storage's lock; writing is the store-writer thread's. Every method that changes something
returns a :class:`~concurrent.futures.Future` that is done once the change is on the disk, and fails
with :class:`~player.errors.StoreWriteError`; readers see the change at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, cast

import orjson

from player.library.track import Correction, Play, Playlist, QueueChoice
from player.store.disk import Disk
from player.store.documents import playlist_from_document, record_from_document, record_to_document
from player.store.storage import JournalDB, JournalStorage, JournalTable

_QUEUE = 1  # the one document of the table "state"


class ListeningStore:
    """Plays, ratings, favourites, corrections, playlists and the queue."""

    def __init__(self, directory: Path, disk: Disk | None = None) -> None:
        """Open or create the store in *directory*.

        :raises StoreError: a newer program wrote it.
        :raises StoreWriteError: the folder cannot be written.
        """
        self._db = JournalDB(directory / "listening.journal", "listening", disk)
        self._storage = cast(JournalStorage, self._db.storage)
        self._plays = self._all_plays()

    @classmethod
    def open(cls, directory: Path) -> ListeningStore:
        """The store in *directory*, created when it is not there; errors as the constructor's."""
        return cls(directory)

    def add_play(self, play: Play) -> Future[None]:
        """Remember that a track was heard (or skipped: see :class:`Play`)."""
        with self._storage.lock:
            number = self._storage.allocate("plays")
            done = self._table("plays").put({number: record_to_document(play)})
            self._plays.append(play)
            return done

    def plays(self) -> Sequence[Play]:
        """Everything heard, in the order it was remembered; grows while it is held."""
        return self._plays

    def set_rating(self, track_id: int, stars: int) -> Future[None]:
        """Rate a track; 0 takes the rating back.

        :raises ValueError: *stars* is not 0 to 5.
        """
        if not 0 <= stars <= 5:
            raise ValueError(f"a rating is 0 to 5 stars, not {stars}")
        return self._table("ratings").put({track_id: {"stars": stars} if stars else None})

    def ratings(self) -> Mapping[int, int]:
        """Stars (1 to 5) by track id, as of now."""
        return {track_id: int(doc["stars"]) for track_id, doc in self._read("ratings").items()}

    def set_favourite(self, track_id: int, favourite: bool) -> Future[None]:
        """Make a track a favourite, or no longer."""
        return self._table("favourites").put({track_id: {} if favourite else None})

    def favourites(self) -> frozenset[int]:
        """Ids of the favourites, as of now."""
        return frozenset(self._storage.encoded("favourites"))

    def set_correction(self, correction: Correction) -> Future[None]:
        """Remember what the listener says a track feels like; replaces what was said before."""
        return self._table("corrections").put({correction.track_id: record_to_document(correction)})

    def remove_correction(self, track_id: int) -> Future[None]:
        """Let the network have the word again."""
        return self._table("corrections").put({track_id: None})

    def corrections(self) -> Mapping[int, Correction]:
        """The listener's corrections by track id, as of now."""
        found = self._read("corrections")
        return {track_id: record_from_document(Correction, doc) for track_id, doc in found.items()}

    def set_queue_choice(self, track_id: int, choice: QueueChoice | None) -> Future[None]:
        """Always or never offer a track in queues, whatever is thought of its content; ``None``
        takes that back."""
        return self._table("queue_choices").put({track_id: {"choice": choice} if choice else None})

    def queue_choices(self) -> Mapping[int, QueueChoice]:
        """What the listener chose for queues by track id, as of now."""
        return {track_id: doc["choice"] for track_id, doc in self._read("queue_choices").items()}

    def new_playlist_id(self) -> int:
        """An id no playlist ever had."""
        return self._storage.allocate("playlists")

    def put_playlist(self, playlist: Playlist) -> Future[None]:
        """Insert or replace a playlist."""
        document = {"name": playlist.name, "tracks": playlist.track_ids}
        return self._table("playlists").put({playlist.id: document})

    def remove_playlist(self, playlist_id: int) -> Future[None]:
        """Delete a playlist (not its tracks)."""
        return self._table("playlists").put({playlist_id: None})

    def playlists(self) -> tuple[Playlist, ...]:
        """All playlists, oldest first."""
        found = sorted(self._read("playlists").items())
        return tuple(playlist_from_document(key, document) for key, document in found)

    def save_queue(self, document: Mapping[str, Any]) -> Future[None]:
        """Remember the queue; *document* is plain JSON data."""
        return self._table("state").put({_QUEUE: document})

    def queue(self) -> dict[str, Any] | None:
        """The queue as last saved."""
        return self._read("state").get(_QUEUE)

    def flush(self) -> None:
        """Wait until everything is on the disk.

        :raises StoreWriteError: it cannot be written.
        """
        self._storage.flush()

    def close(self) -> None:
        """Write what waits and give the file back; errors as :meth:`flush`."""
        self._db.close()

    def _table(self, name: str) -> JournalTable:
        return cast(JournalTable, self._db.table(name))

    def _read(self, name: str) -> dict[int, dict[str, Any]]:
        with self._storage.lock:
            encoded = self._storage.encoded(name)
            return {key: orjson.loads(payload) for key, payload in encoded.items()}

    def _all_plays(self) -> list[Play]:
        found = sorted(self._read("plays").items())
        return [record_from_document(Play, document) for _, document in found]

"""What cannot be recomputed: what the listener did and said. Small, and never thrown away.

Reads are plain memory and may come from any thread; changes come from any thread and are ordered by
the storage's lock; writing is the store-writer thread's. Every method that changes something
returns a :class:`~concurrent.futures.Future` that is done once the change is on the disk, and fails
with :class:`~player.errors.StoreWriteError`; readers see the change at once.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar, cast

import orjson

from player.library.track import (
    OFFERS_KEPT_S,
    CheckIn,
    Correction,
    Nudge,
    Offer,
    Play,
    Playlist,
    QueueChoice,
    Rating,
)
from player.store.disk import Disk
from player.store.documents import (
    offer_from_document,
    offer_to_document,
    playlist_from_document,
    playlist_to_document,
    record_from_document,
    record_to_document,
)
from player.store.events import BY_TRACK, Events, wished_tracks
from player.store.giving_way import switching_quickly
from player.store.saved_queue import entries_apart, entries_joined
from player.store.scrubbing import call_for_scrub, make_up, scrub
from player.store.storage import (
    JournalDB,
    JournalStorage,
    JournalTable,
    collector_paused,
    encode_documents,
)
from player.wording import Sentence

_Kept = TypeVar("_Kept", CheckIn, Rating, Nudge)
_MANY = 10_000
_QUEUE = 1  # the one document of the table "state"


class ListeningStore:
    """Plays, offers, check-ins, ratings, favourites, corrections, playlists and the queue."""

    def __init__(self, directory: Path, disk: Disk | None = None) -> None:
        """Open or create the store in *directory*.

        :raises StoreError: a newer program wrote it.
        :raises StoreWriteError: the folder cannot be written.
        """
        self._journal = directory / "listening.journal"
        self._db = JournalDB(self._journal, "listening", disk)
        self._storage = cast(JournalStorage, self._db.storage)
        self.notices: tuple[Sentence, ...] = self._storage.notices
        """What opening found to be wrong, for the listener."""
        make_up(self._storage, self._journal)
        self._offers: dict[int, Offer] | None = None
        encoded = self._storage.encoded("plays")
        self._play_ids = sorted(encoded)
        with collector_paused(), switching_quickly():
            self._plays = [
                record_from_document(Play, orjson.loads(encoded[key])) for key in self._play_ids
            ]
            if len(self._plays) > _MANY:
                gc.freeze()  # they are here to stay: looking through them costs other threads much

    @classmethod
    def open(cls, directory: Path) -> ListeningStore:
        """The store in *directory*, created when it is not there; errors as the constructor's."""
        return cls(directory)

    def add_play(self, play: Play) -> Future[None]:
        """Remember that a track was heard (or skipped: see :class:`Play`)."""
        with self._storage.lock:
            number = self._storage.allocate("plays")
            done = self._table("plays").put({number: record_to_document(play)})
            self._keep_plays({number: play})
            return done

    def plays(self) -> Sequence[Play]:
        """Everything heard, in the order it was remembered; grows while it is held, until one is
        removed."""
        return self._plays

    def add_offers(self, track_ids: Collection[int], at: float) -> Future[None]:
        """Remember that a queue brought *track_ids* at *at* (seconds since 1970), and forget what
        was brought more than 180 days before."""
        with self._storage.lock:
            table, offers = self._table("offers"), self._offers_here()
            new = Offer(at, tuple(track_ids))
            old = [key for key, offer in offers.items() if offer.at < at - OFFERS_KEPT_S]
            number = self._storage.allocate("offers")
            for key in old:
                del offers[key]
            offers[number] = new
            return table.put({**dict.fromkeys(old), number: offer_to_document(new)})

    def offers(self) -> Sequence[Offer]:
        """What queues brought, in the order it was remembered, as of now."""
        with self._storage.lock:
            return list(self._offers_here().values())

    def add_nudge(self, nudge: Nudge) -> Future[None]:
        """Remember that the listener wants more, or less, like one track."""
        number = self._storage.allocate("nudges")
        return self._table("nudges").put({number: record_to_document(nudge)})

    def nudges(self) -> Sequence[Nudge]:
        """All nudges, in the order they were remembered, as of now."""
        return list(self._records(Nudge, "nudges").values())

    def add_checkin(self, checkin: CheckIn) -> Future[None]:
        """Remember how the listener said they feel."""
        number = self._storage.allocate("checkins")
        return self._table("checkins").put({number: record_to_document(checkin)})

    def checkins(self) -> Sequence[CheckIn]:
        """All check-ins, in the order they were remembered, as of now."""
        found = sorted(self._read("checkins").items())
        return [record_from_document(CheckIn, document) for _, document in found]

    def set_rating(self, track_id: int, stars: int, given_at: float | None = None) -> Future[None]:
        """Rate a track; 0 takes the rating back.

        :param given_at: when, seconds since 1970; ``None`` when that is not known.
        :raises ValueError: *stars* is not 0 to 5.
        """
        if not 0 <= stars <= 5:
            raise ValueError(f"a rating is 0 to 5 stars, not {stars}")
        document = record_to_document(Rating(stars, given_at)) if stars else None
        return self._table("ratings").put({track_id: document})

    def ratings(self) -> Mapping[int, int]:
        """Stars (1 to 5) by track id, as of now."""
        return {track_id: int(doc["stars"]) for track_id, doc in self._read("ratings").items()}

    def set_favourite(
        self, track_id: int, favourite: bool, given_at: float | None = None
    ) -> Future[None]:
        """Make a track a favourite, or no longer.

        :param given_at: when, seconds since 1970; ``None`` when that is not known.
        """
        return self._table("favourites").put({track_id: _since(given_at) if favourite else None})

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

    def set_apart(self, track_id: int, others: Collection[int], apart: bool) -> Future[None]:
        """Call a track and each of *others* different songs, whatever else says that they are one;
        or no longer."""
        pairs = {(min(track_id, other), max(track_id, other)) for other in others}
        with self._storage.lock:
            known = {pair: key for key, pair in self._apart().items()}
            if apart:
                new = {self._storage.allocate("apart"): pair for pair in sorted(pairs - set(known))}
                return self._table("apart").put({key: _pair(pair) for key, pair in new.items()})
            return self._table("apart").put({known[pair]: None for pair in pairs if pair in known})

    def apart(self) -> frozenset[tuple[int, int]]:
        """Pairs of tracks, the smaller id first, that the listener calls different songs."""
        return frozenset(self._apart().values())

    def _apart(self) -> dict[int, tuple[int, int]]:
        found = sorted(self._read("apart").items())
        return {key: (doc["tracks"][0], doc["tracks"][1]) for key, doc in found}

    def new_playlist_id(self) -> int:
        """An id no playlist ever had."""
        return self._storage.allocate("playlists")

    def put_playlist(self, playlist: Playlist) -> Future[None]:
        """Insert or replace a playlist."""
        return self._table("playlists").put({playlist.id: playlist_to_document(playlist)})

    def remove_playlist(self, playlist_id: int) -> Future[None]:
        """Delete a playlist (not its tracks)."""
        return self._table("playlists").put({playlist_id: None})

    def playlists(self) -> tuple[Playlist, ...]:
        """All playlists, oldest first."""
        found = sorted(self._read("playlists").items())
        return tuple(playlist_from_document(key, document) for key, document in found)

    def save_queue(self, document: Mapping[str, Any]) -> Future[None]:
        """Remember the queue; *document* is plain JSON data. Writes what differs from before."""
        state, entries = entries_apart(document)
        encoded = encode_documents(entries.items())
        with self._storage.lock:
            stored, table = self._storage.encoded("queue_entries"), self._table("queue_entries")
            gone = stored.keys() - encoded.keys()
            table.put_encoded({key: e for key, e in encoded.items() if e != stored.get(key)})
            done = self._table("state").put({_QUEUE: state})
            return table.put(dict.fromkeys(gone)) if gone else done  # nothing names these now

    def queue(self) -> dict[str, Any] | None:
        """The queue as last saved."""
        with self._storage.lock:
            state, entries = self._read("state").get(_QUEUE), self._read("queue_entries")
        return None if state is None else entries_joined(state, entries)

    # -- all of it ------------------------------------------------------------

    def said(self) -> Events:
        """What the listener said of liking tracks: ratings, favourites and nudges, as of now; the
        other kinds are left empty. Quicker than :meth:`events`."""
        return Events(
            nudges=self._records(Nudge, "nudges"),
            ratings=self._records(Rating, "ratings"),
            favourites=self._since_when(),
        )

    def events(self) -> Events:
        """Everything remembered, by the ids that :meth:`remove` takes, as of now."""
        with self._storage.lock:
            play_ids, plays = list(self._play_ids), list(self._plays)
            offers = dict(self._offers_here())
        return Events(
            plays={key: play for key, play in zip(play_ids, plays, strict=True)},  # noqa: C416  dict() of many keeps other threads waiting
            offers=offers,
            nudges=self._records(Nudge, "nudges"),
            checkins=self._records(CheckIn, "checkins"),
            ratings=self._records(Rating, "ratings"),
            favourites=self._since_when(),
            corrections=self.corrections(),
            queue_choices=self.queue_choices(),
            apart=self._apart(),
            playlists={playlist.id: playlist for playlist in self.playlists()},
            queue=self.queue(),
        )

    def track_ids(self) -> set[int]:
        """All tracks that anything remembered is about. Quick: this runs at every opening."""
        found = {play.track_id for play in self._plays}
        for kind in BY_TRACK:
            found.update(self._storage.encoded(kind))
        found.update(nudge.track_id for nudge in self.nudges())
        for tracks in (
            *self.apart(),
            *(playlist.track_ids for playlist in self.playlists()),
            *(offer.track_ids for offer in self.offers()),
        ):
            found.update(tracks)
        entries = self._read("queue_entries").values()
        found.update(entry["track_id"] for entry in entries if "track_id" in entry)
        queue = self._read("state").get(_QUEUE, {})
        found.update(wished_tracks(queue if "target" in queue else None))
        return found

    def new_ids(self, kind: str, count: int) -> list[int]:
        """Ids, ascending, that no event of *kind* (plays, offers, playlists...) ever had."""
        return [self._storage.allocate(kind) for _ in range(count)]

    def put(self, events: Events) -> Future[None]:
        """Insert or replace *events* by their ids, one write a kind.

        New plays need ids above all there were (:meth:`new_ids`).
        """
        with self._storage.lock:
            self._keep_plays(events.plays)
            self._offers_here().update(events.offers)
            for kind, documents in _documents(events):
                self._table(kind).put(documents)
            if events.queue is not None:
                self.save_queue(events.queue)
            return self._table("state").put({})  # done when all before it is

    def remove(self, ids: Mapping[str, Collection[int]], *, queue: bool = False) -> Future[None]:
        """Take events out: *ids* by kind, and the *queue*.

        What was removed may stay on the disk in outdated lines until :meth:`scrub`.
        """
        with self._storage.lock:
            call_for_scrub(self._storage)
            gone = frozenset(ids.get("plays", ()))
            if gone:
                known = zip(self._play_ids, self._plays, strict=True)
                kept = [pair for pair in known if pair[0] not in gone]
                self._play_ids = [key for key, _ in kept]
                self._plays = [play for _, play in kept]
            for key in ids.get("offers", ()):
                self._offers_here().pop(key, None)
            for kind, removed in ids.items():
                self._table(kind).put(dict.fromkeys(removed))
            if queue:
                entries = self._storage.encoded("queue_entries")
                self._table("queue_entries").put(dict.fromkeys(entries))
            return self._table("state").put({_QUEUE: None} if queue else {})

    def scrub(self) -> None:
        """Leave no file on the disk that holds what was removed or replaced. Waits for the disk.

        :raises StoreWriteError: it cannot be written.
        """
        scrub(self._storage, self._journal)

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
            encoded = dict(self._storage.encoded(name))  # parsing is long for who wants to write
        return {key: orjson.loads(payload) for key, payload in encoded.items()}

    def _records(self, kind: type[_Kept], name: str) -> dict[int, _Kept]:
        found = sorted(self._read(name).items())
        return {key: record_from_document(kind, document) for key, document in found}

    def _since_when(self) -> dict[int, float | None]:
        return {key: doc.get("given_at") for key, doc in self._read("favourites").items()}

    def _offers_here(self) -> dict[int, Offer]:
        """The offers by their ids, parsed once, ids ascending; hold the lock."""
        if self._offers is None:
            found = sorted(self._read("offers").items())
            self._offers = {key: offer_from_document(document) for key, document in found}
        return self._offers

    def _keep_plays(self, plays: Mapping[int, Play]) -> None:
        self._play_ids.extend(plays)
        self._plays.extend(plays.values())


def _since(given_at: float | None) -> dict[str, Any]:
    return {} if given_at is None else {"given_at": given_at}


def _pair(pair: tuple[int, int]) -> dict[str, Any]:
    return {"tracks": list(pair)}


def _documents(events: Events) -> Iterator[tuple[str, dict[int, dict[str, Any]]]]:
    """What each table gets of *events*."""
    for kind in ("plays", "nudges", "checkins", "ratings", "corrections"):
        records = getattr(events, kind)
        yield kind, {key: record_to_document(record) for key, record in records.items()}
    yield "offers", {key: offer_to_document(offer) for key, offer in events.offers.items()}
    yield "favourites", {key: _since(when) for key, when in events.favourites.items()}
    yield "queue_choices", {key: {"choice": said} for key, said in events.queue_choices.items()}
    yield "apart", {key: _pair(pair) for key, pair in events.apart.items()}
    yield (
        "playlists",
        {key: playlist_to_document(playlist) for key, playlist in events.playlists.items()},
    )

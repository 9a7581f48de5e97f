"""What a program that is killed in the tests does to its store, and how to tell what is left.

Every action has a number, and all about it follows from that number. A child performs them one
after the other and says on its standard output ``+N`` before it hands action N in, ``=N`` once the
store has acknowledged it and ``!N`` when the store refused it. Run as a program::

    python crash_actions.py ours|tinydb FOLDER FIRST COUNT [CALL]

with CALL it kills itself in place of that call to the disk.
"""

from __future__ import annotations

import random
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store_records import FailingDisk, die, make_analysis, make_track
from tinydb import TinyDB
from tinydb.table import Document

from player.errors import StoreWriteError
from player.library.track import Correction, Play, Playlist
from player.store.disk import Disk
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore

KINDS = (
    "plays", "ratings", "favourites", "corrections", "playlists", "queue", "tracks", "analyses"
)  # fmt: skip
KEYS = 12
_COMPACT_EVERY = 17

Key = tuple[str, int]
State = dict[Key, object]
"""What is seen of a store: nothing where a key holds nothing."""


def key_of(number: int) -> Key:
    """What action *number* is about; every play is of its own."""
    chance = random.Random(number)
    kind = chance.choice(KINDS)
    if kind == "plays":
        return kind, number
    return kind, 1 if kind == "queue" else chance.randrange(1, KEYS + 1)


def seen_after(number: int) -> object:
    """What the key of action *number* holds after it; ``None`` for nothing."""
    kind, _ = key_of(number)
    if kind == "ratings":
        return number % 6 or None
    if kind == "favourites":
        return True if number % 3 else None
    return None if kind in {"corrections", "playlists"} and number % 5 == 0 else number


class Stores(Protocol):
    """A way to keep things."""

    def perform(self, number: int) -> Future[None]:
        """Do action *number*."""

    def compact(self) -> None:
        """Write everything anew, where the store does such a thing."""

    def state(self) -> State:
        """What is there."""

    def close(self) -> None:
        """Give everything back."""


class OurStores:
    """The library and the listening store of Moodlark."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.tracks = TrackStore(folder, disk)
        try:
            self.listening = ListeningStore(folder, disk)
        except StoreWriteError:
            self.tracks.close()
            raise

    def perform(self, number: int) -> Future[None]:
        (kind, key), seen, listening = key_of(number), seen_after(number), self.listening
        if kind == "plays":
            return listening.add_play(Play(key % KEYS, float(number), 1.0))
        if kind == "ratings":
            return listening.set_rating(key, number % 6)
        if kind == "favourites":
            return listening.set_favourite(key, seen is not None)
        if kind == "corrections":
            if seen is None:
                return listening.remove_correction(key)
            return listening.set_correction(Correction(key, float(number), mood="calm"))
        if kind == "playlists":
            if seen is None:
                return listening.remove_playlist(key)
            return listening.put_playlist(Playlist(key, str(number), (1, 2)))
        if kind == "queue":
            return listening.save_queue({"number": number})
        if kind == "tracks":
            return self.tracks.put_tracks([make_track(key, added_at=float(number))])
        return self.tracks.put_analyses([make_analysis(key, tempo_bpm=float(number))])

    def compact(self) -> None:
        self.tracks.compact()
        self.listening._storage.compact()

    def state(self) -> State:
        listening, tracks, found = self.listening, self.tracks, State()
        found |= {
            ("plays", int(play.started_at)): int(play.started_at) for play in listening.plays()
        }
        found |= {("ratings", key): stars for key, stars in listening.ratings().items()}
        found |= {("favourites", key): True for key in listening.favourites()}
        found |= {
            ("corrections", key): int(said.made_at) for key, said in listening.corrections().items()
        }
        found |= {("playlists", p.id): int(p.name) for p in listening.playlists()}
        queue = listening.queue()
        found |= {("queue", 1): queue["number"]} if queue else {}
        found |= {("tracks", t.id): int(t.added_at) for t in tracks.tracks()}
        return found | self._analyses()

    def _analyses(self) -> State:
        """The analyses, after a look at all that belongs to each."""
        found, vectors = State(), self.tracks.vectors("net", "1")
        rows = {track_id: row for row, track_id in enumerate(vectors.ids.tolist())}
        for key in self.tracks.analyses():
            analysis, (whole, embedding, scores) = self.tracks.analysis(key), make_analysis(key)
            assert analysis is not None and analysis.curve == whole.curve
            assert vectors.embedding[rows[key]].tobytes() == embedding.tobytes()
            assert vectors.scores[rows[key]].tobytes() == scores.tobytes()
            assert analysis.tempo_bpm is not None
            found["analyses", key] = int(analysis.tempo_bpm)
        return found

    def close(self) -> None:
        try:
            self.listening.close()
        finally:
            self.tracks.close()


class PlainStores:
    """TinyDB as it comes: everything in one JSON file, which is fsynced at each change."""

    def __init__(self, folder: Path) -> None:
        self._db = TinyDB(folder / "tinydb.json")
        try:
            self._db.tables()  # reads the file, as everything does
        except ValueError:
            self._db.close()
            raise

    def perform(self, number: int) -> Future[None]:
        (kind, key), seen = key_of(number), seen_after(number)
        table, done = self._db.table(kind), Future[None]()
        if seen is not None:
            table.upsert(Document({"seen": seen}, key))
        elif table.contains(doc_id=key):
            table.remove(doc_ids=[key])
        done.set_result(None)
        return done

    def compact(self) -> None:
        """It always does."""

    def state(self) -> State:
        return {
            (kind, found.doc_id): found["seen"] for kind in KINDS for found in self._db.table(kind)
        }

    def close(self) -> None:
        self._db.close()


OPENERS: dict[str, Callable[[Path], Stores]] = {"ours": OurStores, "tinydb": PlainStores}


def work(stores: Stores, first: int, count: int, say: Callable[[str, int], None]) -> None:
    """Perform *count* actions from *first* on, up to four of them at a time."""
    waiting: deque[tuple[int, Future[None]]] = deque()

    def settle(most: int) -> None:
        while len(waiting) > most:
            number, done = waiting.popleft()
            try:
                done.result()
            except StoreWriteError:
                say("!", number)
            else:
                say("=", number)

    for number in range(first, first + count):
        say("+", number)
        waiting.append((number, stores.perform(number)))
        if number % _COMPACT_EVERY == 0:
            stores.compact()
        settle(number % 4)
    settle(0)


def main() -> None:
    """The program that is killed."""
    name, folder, first, count, *call = sys.argv[1:]
    if call:
        stores: Stores = OurStores(Path(folder), FailingDisk(int(call[0]), die))
    else:
        stores = OPENERS[name](Path(folder))
    work(stores, int(first), int(count), lambda mark, n: print(f"{mark}{n}", flush=True))
    stores.close()


if __name__ == "__main__":
    main()

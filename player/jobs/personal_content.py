"""A person's data as a value: what an exported file holds. Pure Python, any thread, no I/O.

In :class:`Content` a track's id is its place in ``tracks``: events mean something on a machine
whose library numbers tracks otherwise. :func:`content_of` takes it out of open stores; nothing
here writes.
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from player.library.track import UNREAD, Metadata, Track
from player.recommend.play_queue import PlayQueue
from player.settings import Settings
from player.store.events import Events
from player.store.listening_store import ListeningStore
from player.store.storage import collector_paused
from player.store.track_store import TrackStore

_SORTED_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Described:
    """What a track can be recognised by on another machine."""

    path: str
    """Absolute path where it was (undecodable bytes as surrogate escapes)."""
    key: str = ""
    """Identity of its sound; empty where the file could not be read."""
    title: str = ""
    """As its file says, like the next two."""
    artist: str = ""
    """All performing artists in one line."""
    album: str = ""
    """Album title."""
    duration_s: float | None = None
    """Length in seconds."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything an exported file holds."""

    exported_at: float
    """When, seconds since 1970."""
    tracks: tuple[Described, ...] = ()
    """The tracks that events are about."""
    events: Events = field(default_factory=Events)
    """What was done and said; track ids are places in ``tracks``."""
    folders: tuple[str, ...] = ()
    """The folders of the library, in the listener's order."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The preferences by name."""


def described(track: Track) -> Described:
    """What *track* can be recognised by."""
    said = track.metadata
    return Described(
        track.path, track.audio_key, said.title, said.artist, said.album, said.duration_s
    )


def placeholder(track_id: int, one: Described) -> Track:
    """A forgotten track that is known as *one* only: a scan that finds its sound or its path makes
    it a track of the library."""
    said = Metadata(title=one.title, artist=one.artist, album=one.album, duration_s=one.duration_s)
    return Track(
        track_id, one.path, UNREAD, one.key, said, time.time(), available=False, forgotten=True
    )


@collector_paused()
def content_of(tracks: TrackStore, listening: ListeningStore, settings: Settings) -> Content:
    """Everything a person has as of now, in an order that depends on nothing else.

    Events of tracks that the library does not even remember are left out: nothing tells what
    they are about.
    """
    events = events_of(listening)
    return compact(
        time.time(),
        _known(tracks, events.track_ids()),
        events,
        tracks.folders(),
        dataclasses.asdict(settings),
    )


def events_of(listening: ListeningStore) -> Events:
    """All events; a queue that the program could not take up is none."""
    events = listening.events()
    return events if is_queue(events.queue) else dataclasses.replace(events, queue=None)


def is_queue(document: object) -> bool:
    """Whether the program could take up *document* as a queue."""
    try:
        PlayQueue.from_document(document)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def _known(tracks: TrackStore, track_ids: Iterable[int]) -> dict[int, Described]:
    found = {}
    for track_id in track_ids:
        try:
            found[track_id] = described(tracks.track(track_id))
        except KeyError:
            continue
    return found


def compact(
    exported_at: float,
    known: Mapping[int, Described],
    events: Events,
    folders: tuple[str, ...],
    settings: Mapping[str, Any],
) -> Content:
    """The content with those of the *known* tracks that *events* are about, in order."""
    used = events.track_ids()
    order = list(_in_order({key: track for key, track in known.items() if key in used}))
    events = events.renumbered({key: place for place, key in enumerate(order)})
    return Content(exported_at, tuple(known[key] for key in order), events, folders, settings)


def _in_order(known: Mapping[int, Described]) -> Iterator[int]:
    """Sorted by folder, path and what else they say, and by their ids only where they say the same.

    Block by block, because one long sort would keep the interpreter from the window's thread.
    """
    keyed = ((_sort_key(track), key) for key, track in known.items())
    blocks = iter(lambda: sorted(itertools.islice(keyed, _SORTED_AT_ONCE)), [])
    yield from (key for _, key in heapq.merge(*map(iter, blocks)))


def _sort_key(track: Described) -> tuple[bytes, bytes, str, str, str, str, float]:
    path = track.path.encode("utf-8", "surrogateescape")
    return (
        path.rpartition(b"/")[0],
        path,
        track.key,
        track.title,
        track.artist,
        track.album,
        -1.0 if track.duration_s is None else track.duration_s,
    )

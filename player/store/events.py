"""What a listener did and said, as one value: :class:`Events`. Pure Python, any thread, no I/O.

It is a snapshot of the listening store, what an exported file holds (there a track's id is its
place in the file), and what is put into a store or taken out of it in one go.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from player.library.track import (
    CheckIn,
    Correction,
    Nudge,
    Offer,
    Play,
    Playlist,
    QueueChoice,
    Rating,
)

T = TypeVar("T")
E = TypeVar("E", Play, Nudge)

BY_TRACK = ("ratings", "favourites", "corrections", "queue_choices")
"""Kinds of events of which a track has one at most: their id is the track's."""
KINDS = ("plays", "offers", "nudges", "checkins", *BY_TRACK, "apart", "playlists")
"""All kinds but the queue; also the names of the tables they are kept in."""


@dataclass(frozen=True, slots=True)
class Events:
    """Events by their ids: those of a track where it has one at most, else numbers of their own."""

    plays: Mapping[int, Play] = field(default_factory=dict)
    """What was heard."""
    offers: Mapping[int, Offer] = field(default_factory=dict)
    """What queues brought, of the last 180 days."""
    nudges: Mapping[int, Nudge] = field(default_factory=dict)
    """What the listener wanted more or less of."""
    checkins: Mapping[int, CheckIn] = field(default_factory=dict)
    """How the listener felt."""
    ratings: Mapping[int, Rating] = field(default_factory=dict)
    """Stars by track."""
    favourites: Mapping[int, float | None] = field(default_factory=dict)
    """Since when (seconds since 1970, ``None``: not known) by track."""
    corrections: Mapping[int, Correction] = field(default_factory=dict)
    """What the listener says tracks feel like."""
    queue_choices: Mapping[int, QueueChoice] = field(default_factory=dict)
    """What is always or never queued."""
    apart: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Pairs of tracks, the smaller id first, that the listener calls different songs."""
    playlists: Mapping[int, Playlist] = field(default_factory=dict)
    """The playlists."""
    queue: Mapping[str, Any] | None = None
    """The queue's document, see ``recommend.play_queue``."""

    def __bool__(self) -> bool:
        """Whether there is any event."""
        return self.queue is not None or any(getattr(self, kind) for kind in KINDS)

    def track_ids(self) -> set[int]:
        """All tracks that some event is about."""
        found = {play.track_id for play in self.plays.values()}
        found.update(nudge.track_id for nudge in self.nudges.values())
        for tracks in (
            *(getattr(self, kind) for kind in BY_TRACK),
            *(playlist.track_ids for playlist in self.playlists.values()),
            *(offer.track_ids for offer in self.offers.values()),
            *self.apart.values(),
        ):
            found.update(tracks)
        found.update(entry["track_id"] for entry in queue_entries(self.queue))
        found.update(wished_tracks(self.queue))
        return found

    def renumbered(self, ids: Mapping[int, int]) -> Events:
        """The same events of tracks that are called otherwise.

        :param ids: old track id -> new one; events of other tracks are left out.
        """
        return Events(
            plays=_of_track(self.plays, ids),
            offers={
                key: dataclasses.replace(offer, track_ids=_known(offer.track_ids, ids))
                for key, offer in self.offers.items()
            },
            nudges=_of_track(self.nudges, ids),
            checkins=dict(self.checkins),
            ratings=_moved(self.ratings, ids),
            favourites=_moved(self.favourites, ids),
            corrections={
                key: dataclasses.replace(said, track_id=key)
                for key, said in _moved(self.corrections, ids).items()
            },
            queue_choices=_moved(self.queue_choices, ids),
            apart=dict(_moved_pairs(self.apart, ids)),
            playlists={
                key: dataclasses.replace(playlist, track_ids=_known(playlist.track_ids, ids))
                for key, playlist in self.playlists.items()
            },
            queue=renumbered_queue(self.queue, ids),
        )


def _of_track(events: Mapping[int, E], ids: Mapping[int, int]) -> dict[int, E]:
    return {
        key: dataclasses.replace(event, track_id=ids[event.track_id])
        for key, event in events.items()
        if event.track_id in ids
    }


def _known(track_ids: Sequence[int], ids: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(ids[track_id] for track_id in track_ids if track_id in ids)


def _moved(by_track: Mapping[int, T], ids: Mapping[int, int]) -> dict[int, T]:
    return {ids[key]: value for key, value in by_track.items() if key in ids}


def _moved_pairs(
    pairs: Mapping[int, tuple[int, int]], ids: Mapping[int, int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    for key, (one, other) in pairs.items():
        if one in ids and other in ids and ids[one] != ids[other]:
            smaller, larger = sorted((ids[one], ids[other]))
            yield key, (smaller, larger)


def queue_entries(queue: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """Every entry in the document of a queue: heard, playing, coming."""
    if queue is not None:
        yield from queue["history"]
        if queue["current"]:
            yield queue["current"]
        yield from queue["upcoming"]


def renumbered_queue(
    queue: Mapping[str, Any] | None, ids: Mapping[int, int]
) -> dict[str, Any] | None:
    """The document of the same queue with its tracks called otherwise, without those that are not
    in *ids*."""
    if queue is None:
        return None

    def renamed(entry: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if not entry or entry["track_id"] not in ids:
            return None
        return {**entry, "track_id": ids[entry["track_id"]]}

    return {
        **queue,
        "history": [entry for entry in map(renamed, queue["history"]) if entry],
        "current": renamed(queue["current"]),
        "upcoming": [entry for entry in map(renamed, queue["upcoming"]) if entry],
        "target": renumbered_wish(queue["target"], ids),
    }


def wished_tracks(queue: Mapping[str, Any] | None) -> Iterator[int]:
    """Every track that what was asked of a queue names: to sound like, or to leave out."""
    if queue is not None:
        for seed in queue["target"].get("seeds", ()):
            yield from seed["tracks"]
        yield from queue["target"].get("excluded", ())


def renumbered_wish(target: Mapping[str, Any], ids: Mapping[int, int]) -> dict[str, Any]:
    """The document of the same wish with its tracks called otherwise, without those that are not
    in *ids*, and without a seed of which none is."""
    changed: dict[str, Any] = {}
    if "seeds" in target:
        seeds = ({**seed, "tracks": list(_known(seed["tracks"], ids))} for seed in target["seeds"])
        changed["seeds"] = [seed for seed in seeds if seed["tracks"]]
    if "excluded" in target:
        changed["excluded"] = sorted(_known(target["excluded"], ids))
    return {**target, **changed}

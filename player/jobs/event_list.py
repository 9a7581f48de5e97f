"""Everything remembered of a listener, one by one with the ids that ``forgetting`` takes.

Pure Python, any thread, no I/O.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from player.jobs.forgetting import NAMES, QUEUE
from player.jobs.personal_content import events_of
from player.jobs.session import OpenStores
from player.library.track import (
    CheckIn,
    Correction,
    Nudge,
    Offer,
    Play,
    Playlist,
    QueueChoice,
    Rating,
    Track,
)
from player.store.events import BY_TRACK, Events

Said = (
    Play
    | Offer
    | Nudge
    | CheckIn
    | Rating
    | Correction
    | Playlist
    | QueueChoice
    | tuple[int, int]
    | None
)


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """One thing a listener did or said."""

    id: str
    """``play:12``, ``rating:3``, ``queue``..."""
    kind: str
    """``play``, ``offer``, ``nudge``, ``checkin``, ``rating``, ``favourite``, ``correction``,
    ``choice``, ``apart``, ``playlist`` or ``queue``."""
    time_s: float | None = None
    """When, seconds since 1970; ``None`` when that is not known."""
    track_id: int | None = None
    """The track it is about."""
    track: Track | None = None
    """That track; ``None`` when nothing is known of it any more."""
    name: str | None = None
    """Name of a playlist."""
    said: Said = None
    """What was done or said; ``None`` for favourites and the queue."""


def list_events(stores: OpenStores) -> list[ListedEvent]:
    """All events, those of unknown time first, then oldest first."""
    events = events_of(stores.listening)
    known = {track.id: track for track in (*stores.tracks.tracks(), *stores.tracks.forgotten())}
    found = [
        ListedEvent(
            f"{NAMES[kind]}:{key}",
            NAMES[kind],
            time_s,
            track_id,
            known.get(track_id or 0),
            said=said,
        )
        for kind, key, time_s, track_id, said in _about_tracks(events)
    ]
    found += [
        ListedEvent(f"checkin:{key}", "checkin", checkin.made_at, said=checkin)
        for key, checkin in events.checkins.items()
    ]
    found += [
        ListedEvent(f"offer:{key}", "offer", offer.at, said=offer)
        for key, offer in events.offers.items()
    ]
    found += [
        ListedEvent(f"playlist:{key}", "playlist", name=playlist.name, said=playlist)
        for key, playlist in events.playlists.items()
    ]
    if events.queue is not None:
        found.append(ListedEvent(QUEUE, QUEUE))
    return sorted(found, key=lambda event: (event.time_s is not None, event.time_s or 0.0))


def _about_tracks(events: Events) -> Iterator[tuple[str, int, float | None, int, Said]]:
    """Kind, id, time, track and content of what is about one track."""
    for key, play in events.plays.items():
        yield "plays", key, play.started_at, play.track_id, play
    for key, nudge in events.nudges.items():
        yield "nudges", key, nudge.at, nudge.track_id, nudge
    times = {
        "ratings": {key: said.given_at for key, said in events.ratings.items()},
        "favourites": events.favourites,
        "corrections": {key: said.made_at for key, said in events.corrections.items()},
        "queue_choices": dict.fromkeys(events.queue_choices),
    }
    for key, pair in events.apart.items():
        yield "apart", key, None, pair[0], pair
    for kind in BY_TRACK:
        for key, said in getattr(events, kind).items():
            yield kind, key, times[kind][key], key, None if kind == "favourites" else said

"""Forgetting for good: events, all about one track, or everything. Pure Python, one thread.

What is forgotten is gone from the disk when a function here returns: the daily copies first (if
the program dies half way the events are still there to be forgotten again), then the journal with
all that lies beside it. Tracks that are known only because of what was forgotten go, too.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from player.errors import DataFileError, UsageError
from player.jobs import personal_document
from player.jobs.daily_copies import copies_of, left_behind
from player.jobs.data_files import cannot_write, read_data_file, write_data_file
from player.jobs.known_tracks import find_tracks
from player.jobs.personal_content import Content, compact, events_of
from player.jobs.session import OpenStores
from player.jobs.traces import Traces
from player.store.events import BY_TRACK, KINDS, Events
from player.store.storage import collector_paused
from player.wording import sentence

log = logging.getLogger(__name__)

NAMES: Mapping[str, str] = {
    "plays": "play",
    "offers": "offer",
    "nudges": "nudge",
    "checkins": "checkin",
    "ratings": "rating",
    "favourites": "favourite",
    "corrections": "correction",
    "queue_choices": "choice",
    "apart": "apart",
    "playlists": "playlist",
}
"""Kind -> what stands before the number in an event's id."""
QUEUE = "queue"
"""The id of the queue."""

_NUMBER = re.compile("[0-9]{1,18}")

Ids = Mapping[str, set[int]]
"""Kind -> ids of events."""


@collector_paused()
def forget_events(stores: OpenStores, words: Iterable[str]) -> int:
    """Forget the events that *words* name (``play:12``, ``queue``); returns how many.

    :raises UsageError: one is not there; nothing is forgotten.
    :raises DataFileError, StoreWriteError: the disk refuses; not everything may be gone.
    """
    here = events_of(stores.listening)
    ids, queue = _parsed(words, here)
    gone = _only(here, ids)
    left = _without(here, ids)
    heard = {play.track_id for play in gone.plays.values()}
    heard -= {play.track_id for play in left.plays.values()}
    traces = Traces.of(gone, queue=queue, heard=heard)
    _forget(stores, here, traces, ids)
    return sum(map(len, ids.values())) + queue


@collector_paused()
def forget_track(stores: OpenStores, track_id: int) -> int:
    """Forget all about one track, its places in playlists and queue too; returns how many events.

    :raises DataFileError, StoreWriteError: as :func:`forget_events`.
    """
    here = events_of(stores.listening)
    ids = {kind: {track_id} & getattr(here, kind).keys() for kind in BY_TRACK}
    ids["plays"] = {key for key, play in here.plays.items() if play.track_id == track_id}
    ids["nudges"] = {key for key, nudge in here.nudges.items() if nudge.track_id == track_id}
    ids["offers"] = {key for key, offer in here.offers.items() if {*offer.track_ids} == {track_id}}
    ids["apart"] = {key for key, pair in here.apart.items() if track_id in pair}
    listed = sum(track_id in playlist.track_ids for playlist in here.playlists.values())
    traces = Traces.of(_only(here, ids), tracks={track_id})
    _forget(stores, here, traces, ids)
    return sum(map(len, ids.values())) + listed


@collector_paused()
def forget_everything(stores: OpenStores) -> int:
    """Forget all events, and the daily copies with them; returns how many.

    :raises DataFileError, StoreWriteError: as :func:`forget_events`.
    """
    here = events_of(stores.listening)
    ids = {kind: set(getattr(here, kind)) for kind in KINDS}
    _remove([*copies_of(stores.home), *left_behind(stores.home)])
    stores.listening.remove(ids, queue=True)
    _scrub(stores, [track.id for track in stores.tracks.forgotten()])
    return sum(map(len, ids.values())) + (here.queue is not None)


def _parsed(words: Iterable[str], here: Events) -> tuple[dict[str, set[int]], bool]:
    kinds = {name: kind for kind, name in NAMES.items()}
    ids: dict[str, set[int]] = {kind: set() for kind in KINDS}
    queue = False
    for word in words:
        name, _, number = word.partition(":")
        kind = kinds.get(name, "")
        if word == QUEUE and here.queue is not None:
            queue = True
        elif kind and _NUMBER.fullmatch(number) and int(number) in getattr(here, kind):
            ids[kind].add(int(number))
        else:
            raise UsageError(
                sentence(
                    "Command",
                    "There is no “{event}” to forget. moodlark forget --list shows what there is.",
                    event=word,
                )
            )
    return ids, queue


def _only(events: Events, ids: Ids) -> Events:
    return Events(
        **{
            kind: {key: event for key, event in getattr(events, kind).items() if key in ids[kind]}
            for kind in ids
        }
    )


def _without(events: Events, ids: Ids) -> Events:
    return _only(events, {kind: getattr(events, kind).keys() - ids.get(kind, ()) for kind in KINDS})


def _forget(stores: OpenStores, here: Events, traces: Traces, ids: Ids) -> None:
    queue = None if traces.queue else traces.without_heard(here.queue)
    gone = dataclasses.replace(_only(here, ids), queue=here.queue if traces.queue else None)
    about = gone.track_ids() | traces.tracks
    _clean_copies(stores, traces)
    stores.listening.remove(ids, queue=queue is None)
    left = _without(here, ids)
    shorter = {
        key: playlist
        for key, playlist in traces.without_tracks(left.playlists).items()
        if playlist != here.playlists[key]
    }
    offers = {
        key: offer
        for key, offer in traces.without_offered(left.offers).items()
        if offer != here.offers[key]
    }
    queue = queue if queue != here.queue else None
    stores.listening.put(Events(offers=offers, playlists=shorter, queue=queue))
    about -= events_of(stores.listening).track_ids()
    _scrub(stores, [track.id for track in stores.tracks.forgotten() if track.id in about])


def _scrub(stores: OpenStores, dropped: list[int]) -> None:
    if dropped:
        stores.tracks.drop_tracks(dropped).result()
        stores.tracks.scrub()
    stores.listening.scrub()


def _clean_copies(stores: OpenStores, traces: Traces) -> None:
    """Write the daily copies that hold something of *traces* anew, without it."""
    _remove(left_behind(stores.home))
    for copy in copies_of(stores.home):
        data = read_data_file(copy, copy.name)
        try:
            content = personal_document.read(data, copy.name)
        except DataFileError:  # what is damaged cannot be cleaned
            log.warning("The copy %s is damaged and may hold what is to be forgotten", copy)
            _remove([copy])
            continue
        cleaned = _cleaned(stores, traces, content)
        if cleaned is not content:
            time_ns = copy.stat().st_mtime_ns
            write_data_file(copy, personal_document.write(cleaned), mtime_ns=time_ns)


def _cleaned(stores: OpenStores, traces: Traces, content: Content) -> Content:
    """*content* without *traces*; itself when it holds none."""
    found = find_tracks(content.tracks, stores.tracks)
    places = {track.id: place for place, track in enumerate(found) if track is not None}
    left = traces.renumbered(places).taken_out_of(content.events)
    if left == content.events:
        return content
    known = dict(enumerate(content.tracks))
    return compact(content.exported_at, known, left, content.folders, content.settings)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise cannot_write(file, error) from error

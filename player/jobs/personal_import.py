"""Taking in all of a person's data from a file: :func:`import_content`.

Pure Python, any thread that may wait for the disk. The file is described in docs/DATA.md; it was
read and checked wholly (``personal_document``) before anything is written here. What is there is
added to (``personal_merge``). Tracks that the library does not know get placeholders: forgotten
tracks, which a later scan recognises by their sound or their path.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from player.jobs.known_tracks import find_tracks
from player.jobs.personal_content import Content, Described, events_of, placeholder
from player.jobs.personal_merge import merge
from player.jobs.session import OpenStores
from player.library.track import Track
from player.paths import is_below
from player.settings import Settings, allowed_settings, load_settings, save_settings
from player.store.events import KINDS, Events
from player.store.listening_store import ListeningStore
from player.store.storage import collector_paused
from player.store.track_store import TrackStore
from player.store.writer import write_error

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    added: Mapping[str, int]
    """Kind of event (``plays``, ``checkins``, ``ratings``...) -> how many are new or newer."""
    kept: int
    """Events that were not taken, because what is here is newer or may be."""
    queue: bool
    """The queue was taken over."""
    recognised: int
    """Tracks of the file that the library knows."""
    waiting: int
    """Tracks of the file that are not in the library yet; what belongs to them waits."""
    folders: int
    """Folders added to the library."""
    settings: tuple[str, ...]
    """Names of the preferences that were taken over."""


@collector_paused()
def import_content(stores: OpenStores, content: Content) -> ImportReport:
    """Add *content* to what the stores hold; returns once it is on the disk.

    :raises StoreWriteError: it cannot be written. What was written till then is whole, and the
        same import again completes it.
    """
    found = find_tracks(content.tracks, stores.tracks)
    ids = _with_placeholders(stores.tracks, content.tracks, found)
    merged = merge(events_of(stores.listening), content.events.renumbered(ids))
    _put(stores.listening, merged.new)
    return ImportReport(
        added={kind: len(getattr(merged.new, kind)) for kind in KINDS},
        kept=merged.kept,
        queue=merged.new.queue is not None,
        recognised=sum(track is not None and not track.forgotten for track in found),
        waiting=sum(track is None or track.forgotten for track in found),
        folders=_add_folders(stores.tracks, content.folders),
        settings=_take_settings(stores, content.settings),
    )


def _with_placeholders(
    tracks: TrackStore, wanted: Sequence[Described], found: Sequence[Track | None]
) -> dict[int, int]:
    """Place in the file -> track id; the tracks are on the disk before what refers to them."""
    new = {
        place: placeholder(tracks.new_id(), one)
        for place, one in enumerate(wanted)
        if found[place] is None
    }
    tracks.put_tracks(new.values()).result()
    known = {place: track for place, track in enumerate(found) if track is not None}
    return {place: track.id for place, track in (known | new).items()}


def _put(listening: ListeningStore, new: Events) -> None:
    """Put *new* events into the store under ids of their own."""

    def numbered(events: Mapping[int, T], kind: str) -> dict[int, T]:
        return dict(zip(listening.new_ids(kind, len(events)), events.values(), strict=True))

    playlists = numbered(new.playlists, "playlists")
    events = dataclasses.replace(
        new,
        plays=numbered(new.plays, "plays"),
        offers=numbered(new.offers, "offers"),
        nudges=numbered(new.nudges, "nudges"),
        checkins=numbered(new.checkins, "checkins"),
        apart=numbered(new.apart, "apart"),
        playlists={key: dataclasses.replace(one, id=key) for key, one in playlists.items()},
    )
    listening.put(events).result()


def _add_folders(tracks: TrackStore, folders: Sequence[str]) -> int:
    """Add *folders* that no folder of the library holds; those that one of them holds leave, and
    those of another system are no folders here."""
    added = 0
    for folder in filter(os.path.isabs, folders):
        known = tracks.folders()
        if any(is_below(folder, other) for other in known):
            continue
        for other in known:
            if is_below(other, folder):
                tracks.remove_folder(other)
        tracks.put_folder(folder)
        added += 1
    tracks.flush()
    return added


def _take_settings(stores: OpenStores, coming: Mapping[str, Any]) -> tuple[str, ...]:
    """Take over preferences that stand at their defaults here."""
    file = stores.home.settings_file
    here, defaults = dataclasses.asdict(load_settings(file)), dataclasses.asdict(Settings())
    taken = {
        name: value
        for name, value in allowed_settings(coming).items()
        if here[name] == defaults[name] and value != here[name]
    }
    if taken:
        try:
            save_settings(file, Settings(**(here | taken)))
        except OSError as error:
            raise write_error(error) from error
    return tuple(taken)

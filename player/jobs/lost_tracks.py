"""Tracks that were lost with the library's file, told from the daily copies: :func:`find_lost`.

Pure Python, on the thread that opens the stores. What a listener did names tracks by their ids, and
only the library's journal says which those are. When that is damaged or gone, ids of before must
not be given to other tracks, or these would have their stars; and what the copies say of the lost
ones lets the next scan know them again.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from player.errors import DataFileError
from player.jobs import personal_document
from player.jobs.daily_copies import copies_of
from player.jobs.data_files import read_data_file
from player.jobs.personal_content import Content, Described, placeholder
from player.paths import Home
from player.store.events import Events
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.wording import Sentence, sentence

log = logging.getLogger(__name__)

_Sign = tuple[str | float | None, float | None]


def find_lost(home: Home, tracks: TrackStore, listening: ListeningStore) -> tuple[Sentence, ...]:
    """See to it that no new track gets an id that *listening* uses, and make placeholders of those
    that the library does not know and a copy describes; what a listener should know of it.

    The copies, which take seconds to read, are asked when the loss is new.
    """
    used = listening.track_ids()
    is_new = tracks.reserve_ids(max(used, default=0)) or bool(tracks.notices)
    lost = {track_id for track_id in used if not tracks.remembers(track_id)}
    if not (lost and is_new):
        return ()
    found = _described(home, listening.events(), lost)
    tracks.put_tracks(placeholder(track_id, one) for track_id, one in found.items())
    log.warning("%d tracks were lost, %d of them are in the copies", len(lost), len(found))
    if not found:
        return ()
    return (
        sentence(
            "Store",
            "Tracks that were lost with your library and are known again by the daily copies: "
            "{count}. A scan brings them back.",
            count=len(found),
        ),
    )


def _described(home: Home, here: Events, lost: set[int]) -> dict[int, Described]:
    """What the copies, the latest first, say of the tracks *lost*."""
    found: dict[int, Described] = {}
    ids = _by_sign(here)
    for copy in reversed(copies_of(home)):
        try:
            content = personal_document.read(read_data_file(copy, copy.name), copy.name)
        except DataFileError as error:
            log.warning("A copy cannot be read: %s", error)
            continue
        for track_id, place in _joined(ids, content, lost - found.keys()):
            found[track_id] = content.tracks[place]
        if len(found) == len(lost):
            break
    return found


def _joined(
    ids: Mapping[_Sign, int], content: Content, lost: set[int]
) -> Iterator[tuple[int, int]]:
    """Ids of *lost* tracks and places in *content* of which the same was said, and no other's."""
    pairs = {(ids[sign], place) for sign, place in _by_sign(content.events).items() if sign in ids}
    id_counts = Counter(track_id for track_id, _ in pairs)
    place_counts = Counter(place for _, place in pairs)
    for track_id, place in pairs:
        if track_id in lost and id_counts[track_id] == place_counts[place] == 1:
            yield track_id, place


def _by_sign(events: Events) -> dict[_Sign, int]:
    """What was said or done of one track only at a time that is known -> the track."""
    found: dict[_Sign, set[int]] = defaultdict(set)
    for play in events.plays.values():
        found[play.started_at, play.played_s].add(play.track_id)
    for track_id, rating in events.ratings.items():
        found["rating", rating.given_at].add(track_id)
    for track_id, since in events.favourites.items():
        found["favourite", since].add(track_id)
    for track_id, correction in events.corrections.items():
        found["correction", correction.made_at].add(track_id)
    return {sign: min(ids) for sign, ids in found.items() if len(ids) == 1 and None not in sign}

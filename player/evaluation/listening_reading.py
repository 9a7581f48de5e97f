"""From the bytes of a file to a :class:`Log`, whichever program wrote it: :func:`read_log`.

Pure Python, command line only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from player.evaluation.listening_log import (
    Heard,
    Log,
    LoggedTrack,
    Said,
    of_plays,
    was_cut_short,
)
from player.evaluation.listening_table import read_table
from player.jobs import personal_document
from player.jobs.personal_content import Content, Described
from player.library.track import Play, cut_short
from player.store.events import Events

_LOOKED_AT = 4_096


def read_log(data: bytes, name: str) -> Log:
    """The log in a file of *name*; one without plays where nothing of it could be read.

    :raises DataFileError: Moodlark wrote it, and it is damaged or of a newer version.
    """
    start = data[:_LOOKED_AT]
    if start.lstrip()[:1] == b"{" and personal_document.FORMAT.encode() in start:
        return log_of(personal_document.read(data, name))
    return read_table(data)


def log_of(content: Content) -> Log:
    """What a listener did and said according to an export; only what has a time."""
    tracks = [_track(one) for one in content.tracks]
    events = content.events
    log = of_plays(
        Heard(play.started_at, tracks[play.track_id], play.played_s, _cut_short(play), play.chosen)
        for play in events.plays.values()
    )
    places = {track.names: place for place, track in enumerate(log.tracks)}
    place_of = {
        key: places[track.names] for key, track in enumerate(tracks) if track.names in places
    }
    checkins = sorted(events.checkins.values(), key=lambda one: one.made_at)
    return dataclasses.replace(log, said=_said(events, place_of), checkins=tuple(checkins))


def _cut_short(play: Play) -> bool | None:
    """Not known where the music was turned off early: nobody went on to anything."""
    turned_off = not play.skipped and was_cut_short(play.played_s, play.duration_s)
    return None if turned_off else cut_short(play)


def _said(events: Events, place_of: Mapping[int, int]) -> tuple[Said, ...]:
    """What was said at a known time of tracks that were played, in order of time."""
    found = [
        *(
            Said(rating.given_at, place_of[key], "stars", rating.stars)
            for key, rating in events.ratings.items()
            if key in place_of and rating.given_at is not None
        ),
        *(
            Said(at, place_of[key], "favourite")
            for key, at in events.favourites.items()
            if key in place_of and at is not None
        ),
        *(
            Said(nudge.at, place_of[nudge.track_id], "more" if nudge.more else "less")
            for nudge in events.nudges.values()
            if nudge.track_id in place_of
        ),
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.track, one.kind, one.stars)))


def _track(one: Described) -> LoggedTrack:
    """A file without a title is called by its path, so that two of them stay two."""
    return LoggedTrack(one.title or one.path, one.artist, one.album, one.duration_s, one)

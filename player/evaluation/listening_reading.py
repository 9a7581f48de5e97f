"""From the bytes of a file to a :class:`Log`, whichever program wrote it: :func:`read_log`.

Pure Python, command line only.
"""

from __future__ import annotations

from player.evaluation.listening_log import Log, LoggedTrack, Said, of_plays
from player.evaluation.listening_table import read_table
from player.jobs import personal_document
from player.jobs.personal_content import Content, Described
from player.library.track import cut_short

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
        (play.started_at, tracks[play.track_id], play.played_s, cut_short(play))
        for play in events.plays.values()
    )
    places = {track.names: place for place, track in enumerate(log.tracks)}
    said = [
        Said(at, places[tracks[key].names], stars)
        for key, at, stars in (
            *((key, one.given_at, one.stars) for key, one in events.ratings.items()),
            *((key, at, 0) for key, at in events.favourites.items()),
        )
        if at is not None and tracks[key].names in places
    ]
    checkins = sorted(events.checkins.values(), key=lambda one: one.made_at)
    return Log(
        log.tracks,
        log.plays,
        log.duplicates,
        (),
        tuple(sorted(said, key=lambda one: (one.at, one.track, one.stars))),
        tuple(checkins),
    )


def _track(one: Described) -> LoggedTrack:
    """A file without a title is called by its path, so that two of them stay two."""
    return LoggedTrack(one.title or one.path, one.artist, one.album, one.duration_s, one)

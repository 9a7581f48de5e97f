"""The ends of journeys and paths by the names a listener types.

Pure Python, the thread that owns the view. A name that is not known, or that fits several tracks,
is refused with a sentence, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from player.errors import UsageError
from player.jobs.journeys import mood_end, track_end
from player.jobs.view import LibraryView
from player.jobs.wishes import find_mood
from player.library.track import Track
from player.recommend.journey_record import End
from player.store.track_store import TrackStore
from player.wording import sentence

NOW = ("now", "现在")
"""What the playing track is called as a beginning."""
_SHOWN = 5
"""Tracks of one title that are named at most."""


def find_end(name: str) -> End:
    """The end called *name*: a mood, or a point written ``V,A``.

    :raises UsageError: it is neither.
    """
    return spot_end(name) or mood_end(find_mood(name))


def spot_end(text: str) -> End | None:
    """The point that *text* writes as ``V,A``; ``None`` where it has no such form.

    :raises UsageError: it lies outside the plane.
    """
    try:
        valence, arousal = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (-1.0 <= valence <= 1.0 and -1.0 <= arousal <= 1.0):
        raise UsageError(
            sentence(
                "Queue",
                "{valence}, {arousal} lies outside the plane: both numbers go from -1 to 1.",
                valence=valence,
                arousal=arousal,
            )
        )
    return End(valence, arousal)


def playing_track(queue: Mapping[str, Any] | None, view: LibraryView) -> int:
    """The track that plays, or was left, in a saved queue.

    :param queue: its document; ``None``: none was saved.
    :raises UsageError: there is none, or nothing is known of how it feels.
    """
    current = (queue or {}).get("current")
    if not current:
        raise UsageError(
            sentence("Queue", "Nothing plays now, so a journey cannot begin there. Name a mood.")
        )
    track_id = int(current["track_id"])
    if track_id not in view or track_end(view, track_id) is None:
        raise UsageError(
            sentence("Queue", "It is not known yet how the playing track feels. Name a mood.")
        )
    return track_id


def find_track(name: str, tracks: TrackStore) -> Track:
    """The track that is the file *name*, or the only one with that title.

    *Artist – Title* (or with a plain hyphen) tells several of one title apart.

    :raises UsageError: there is none, or there are several.
    """
    track = tracks.by_path(str(Path(name).expanduser().absolute()))
    found = [track] if track is not None else _titled(name, tracks)
    if not found:
        raise UsageError(
            sentence("Queue", "There is no track in the library called “{name}”.", name=name)
        )
    if len(found) > 1:
        raise UsageError(
            sentence(
                "Queue",
                "Several tracks are called “{name}”. Name one of the files:\n{files}",
                name=name,
                files="\n".join(f"  {one.path}" for one in found[:_SHOWN]),
            )
        )
    return found[0]


def felt_track(name: str, tracks: TrackStore, view: LibraryView) -> Track:
    """:func:`find_track` of one whose place on the plane is known.

    :raises UsageError: there is no such one track, or it is not known how it feels.
    """
    track = find_track(name, tracks)
    if track_end(view, track.id) is None:
        raise UsageError(
            sentence(
                "Queue",
                "It is not known yet how “{name}” feels: moodlark tag finds out.",
                name=name,
            )
        )
    return track


def _titled(name: str, tracks: TrackStore) -> list[Track]:
    """A file without a title is called by its name, as everywhere where it is shown."""
    wanted = _plain(name)
    found = []
    for track in tracks.tracks():
        title = track.metadata.title or Path(track.path).stem
        names = {_plain(title), _plain(f"{track.metadata.artist} – {title}")}
        if track.available and wanted in names:
            found.append(track)
    return found


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" - ", " – ")

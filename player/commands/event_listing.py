"""The list that ``moodlark forget --list`` prints: one event a line, with its id. Main thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from player.commands.console import Console, duration
from player.commands.words import name_of, who_and_what
from player.library.track import CheckIn, Correction, Nudge, Offer, Play, Rating
from player.wording import translate, translate_count

if TYPE_CHECKING:
    from player.jobs.event_list import ListedEvent
    from player.jobs.session import OpenStores


def show_events(stores: OpenStores, last: int | None, console: Console) -> None:
    """Print all events, or only so many of the *last*, oldest first."""
    from player.jobs.event_list import list_events

    events = list_events(stores)[-last if last else 0 :]
    console.document(
        [
            {
                "id": event.id,
                "kind": event.kind,
                "time": event.time_s,
                "track": event.track_id,
                "path": event.track.path if event.track else None,
                "title": event.track.metadata.title if event.track else None,
                "artist": event.track.metadata.artist if event.track else None,
                "name": event.name,
            }
            for event in events
        ]
    )
    console.table(
        [(event.id, when(event.time_s), _what(event), _title(event)) for event in events],
        indent="",
    )


def when(time_s: float | None) -> str:
    """A time as the lists print it; empty where it is not known."""
    if time_s is None:
        return ""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(time_s))
    except (OverflowError, ValueError, OSError):  # a clock that was very wrong
        return f"{time_s:.0f}"


def _what(event: ListedEvent) -> str:
    """What was done or said, in a few words."""
    said = ""
    match event.said:
        case Play(played_s=played_s, skipped=True):
            said = translate("Command", "skipped after {time}", time=duration(played_s))
        case Play(played_s=played_s):
            said = translate("Command", "heard for {time}", time=duration(played_s))
        case Rating(stars=stars):
            said = "★" * stars
        case Offer(track_ids=offered):
            said = translate_count(
                "Command",
                "{count} track offered by the queue",
                "{count} tracks offered by the queue",
                len(offered),
            )
        case Nudge(more=True):
            said = translate("Command", "more like this")
        case Nudge():
            said = translate("Command", "less like this")
        case CheckIn(valence=valence, arousal=arousal):
            said = f"{valence:+.2f}, {arousal:+.2f}"
        case Correction():
            said = _corrected(event.said)
        case "always":
            said = translate("Command", "always in queues")
        case "never":
            said = translate("Command", "never in queues")
        case (int(), int()):
            said = translate("Command", "another song than a track like it")
    return said


def _corrected(said: Correction) -> str:
    """The first of what a correction says: mood, place, what it is not, style."""
    if said.mood is not None:
        return _known_name(said.mood)
    if said.valence is not None and said.arousal is not None:
        return f"{said.valence:+.2f}, {said.arousal:+.2f}"
    if said.not_moods:
        return translate("Command", "not {mood}", mood=_known_name(said.not_moods[0]))
    return _known_name(said.style) if said.style is not None else ""


def _known_name(mood: str) -> str:
    try:
        return name_of(mood)
    except KeyError:  # from a program that knows other moods
        return mood


def _title(event: ListedEvent) -> str:
    if event.name is not None:
        return event.name
    if event.track is not None:
        return who_and_what(event.track)
    if event.track_id is not None:
        return translate("Command", "a track that is no longer known")
    return ""

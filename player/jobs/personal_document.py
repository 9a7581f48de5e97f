"""The exported file, JSON as docs/DATA.md describes it: :func:`write` and :func:`read`.

Pure Python, any thread, no I/O. :func:`read` checks the whole file and raises before anything of
it is used; it ignores fields it does not know, which a later program of the same format may write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import orjson

from player.errors import DataFileError
from player.jobs.personal_checks import (
    DamagedError,
    check_apart,
    check_checkin,
    check_choice,
    check_correction,
    check_described,
    check_favourite,
    check_nudge,
    check_offer,
    check_path,
    check_play,
    check_playlist,
    check_queue,
    check_rating,
    listed,
    number,
)
from player.jobs.personal_content import Content, Described
from player.library.track import Playlist
from player.store.documents import (
    offer_to_document,
    path_fields,
    playlist_to_document,
    record_to_document,
)
from player.store.events import Events
from player.store.storage import collector_paused
from player.wording import sentence

FORMAT, VERSION = "moodlark-listening", 1
LONGEST = 1 << 29
"""Bytes beyond which no file is read: a lifetime of listening is a tenth of it."""

_BLOCK_LINES = 500

T = TypeVar("T")


def write(content: Content) -> Iterator[bytes]:
    """*content* as UTF-8 JSON, one track or event a line, in blocks.

    Line by line in Python, so that other threads get the interpreter in between.
    """
    block: list[bytes] = []
    for line in _lines(content):
        block.append(line)
        if len(block) >= _BLOCK_LINES:
            yield b"".join(block)
            block.clear()
    yield b"".join(block)


def _lines(content: Content) -> Iterator[bytes]:
    before = b"{\n"
    for name, value in _fields(content):
        yield before + orjson.dumps(name) + b": "
        if isinstance(value, Iterator):
            yield b"["
            between = b"\n"
            for item in value:
                yield between + orjson.dumps(item)
                between = b",\n"
            yield b"\n]" if between == b",\n" else b"]"
        else:
            yield orjson.dumps(value)
        before = b",\n"
    yield b"\n}\n"


def _fields(content: Content) -> Iterator[tuple[str, Any]]:
    """Name and value of each field; an iterator stands for a list."""
    events = content.events
    yield "format", FORMAT
    yield "version", VERSION
    yield "exported_at", content.exported_at
    yield "tracks", (_from_described(track) for track in content.tracks)
    yield "plays", (_of_track(record_to_document(play)) for play in events.plays.values())
    yield "offers", (offer_to_document(offer) for offer in events.offers.values())
    yield "nudges", (_of_track(record_to_document(nudge)) for nudge in events.nudges.values())
    yield "checkins", (record_to_document(checkin) for checkin in events.checkins.values())
    yield (
        "ratings",
        ({"track": key, **record_to_document(said)} for key, said in _sorted(events.ratings)),
    )
    yield (
        "favourites",
        (
            {"track": key} if when is None else {"track": key, "given_at": when}
            for key, when in _sorted(events.favourites)
        ),
    )
    yield (
        "corrections",
        (_of_track(record_to_document(said)) for _, said in _sorted(events.corrections)),
    )
    yield (
        "queue_choices",
        ({"track": key, "choice": said} for key, said in _sorted(events.queue_choices)),
    )
    yield "apart", ({"tracks": list(pair)} for pair in sorted(events.apart.values()))
    yield "playlists", (playlist_to_document(playlist) for playlist in events.playlists.values())
    yield "queue", _from_queue(events.queue)
    yield "folders", (path_fields(folder) for folder in content.folders)
    yield "settings", dict(content.settings)


def _sorted(by_track: Mapping[int, T]) -> Iterable[tuple[int, T]]:
    return sorted(by_track.items(), key=lambda item: item[0])


def _of_track(document: Mapping[str, Any]) -> dict[str, Any]:
    """A record's document with its track first, by the name it has in the file."""
    rest = {name: value for name, value in document.items() if name != "track_id"}
    return {"track": document["track_id"], **rest}


def _from_described(track: Described) -> dict[str, Any]:
    fields = {
        "key": track.key,
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "duration_s": track.duration_s,
    }
    known = {name: value for name, value in fields.items() if value not in ("", None)}
    return {**path_fields(track.path), **known}


def _from_queue(queue: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if queue is None:
        return None
    current = queue["current"]
    return {
        **queue,
        "history": [_of_track(entry) for entry in queue["history"]],
        "current": _of_track(current) if current else None,
        "upcoming": [_of_track(entry) for entry in queue["upcoming"]],
    }


@collector_paused()
def read(data: bytes, name: str) -> Content:
    """What :func:`write` wrote.

    :param name: what to call the file when something is wrong with it.
    :raises DataFileError: it is no such file, damaged, or of a newer program.
    """
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if FORMAT.encode() in data[:200]:
            raise _damaged(name, f"{error}") from error
        raise _foreign(name) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _foreign(name)
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise DataFileError(
            sentence(
                "Data",
                "{name} was written by a newer Moodlark. Please update this one; "
                "nothing was changed.",
                name=name,
            )
        )
    try:
        if version != VERSION:
            raise DamagedError("version")
        return _from_document(document)
    except DamagedError as error:
        raise _damaged(name, error.where) from error


def _from_document(document: Mapping[str, Any]) -> Content:
    tracks = tuple(listed(document, "tracks", check_described))
    count = len(tracks)
    content = Content(
        exported_at=number(document, "exported_at"),
        tracks=tracks,
        events=_events(document),
        folders=tuple(listed(document, "folders", check_path)),
        settings=_settings(document),
    )
    for track_id in content.events.track_ids():
        if not 0 <= track_id < count:
            raise DamagedError("tracks")
    return content


def _events(document: Mapping[str, Any]) -> Events:
    def by_track(kind: str, check: Callable[[Any], tuple[int, T]]) -> dict[int, T]:
        found = listed(document, kind, check)
        if len(dict(found)) < len(found):
            raise DamagedError(kind)  # a track has one at most
        return dict(found)

    playlists = listed(document, "playlists", check_playlist)
    queue = document.get("queue")
    return Events(
        plays=dict(enumerate(listed(document, "plays", check_play))),
        offers=dict(enumerate(listed(document, "offers", check_offer))),
        nudges=dict(enumerate(listed(document, "nudges", check_nudge))),
        checkins=dict(enumerate(listed(document, "checkins", check_checkin))),
        ratings=by_track("ratings", check_rating),
        favourites=by_track("favourites", check_favourite),
        corrections=by_track("corrections", check_correction),
        queue_choices=by_track("queue_choices", check_choice),
        apart=dict(enumerate(listed(document, "apart", check_apart))),
        playlists={
            key: Playlist(key, name, tracks) for key, (name, tracks) in enumerate(playlists)
        },
        queue=None if queue is None else check_queue(queue),
    )


def _settings(document: Mapping[str, Any]) -> dict[str, Any]:
    settings = document.get("settings", {})
    if not isinstance(settings, dict):
        raise DamagedError("settings")
    return settings


def _foreign(name: str) -> DataFileError:
    return DataFileError(
        sentence(
            "Data",
            "{name} is not a file that “moodlark export” wrote. Nothing was changed.",
            name=name,
        )
    )


def _damaged(name: str, where: str) -> DataFileError:
    return DataFileError(
        sentence(
            "Data",
            "{name} is damaged (at: {where}). Nothing was changed.",
            name=name,
            where=where,
        )
    )

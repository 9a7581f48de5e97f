"""Checks of the parts of an exported file: each gives the record or raises :class:`DamagedError`.

Pure Python, any thread, no I/O. What passes is safe for every part of the program: numbers are
finite and in range, names are among the known ones, tracks are numbers (their range is checked
when all are known).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from player.jobs.personal_content import Described
from player.library.track import (
    CheckIn,
    Correction,
    Nudge,
    Offer,
    Phase,
    Play,
    QueueChoice,
    Rating,
)
from player.recommend.play_queue import PlayQueue
from player.store.documents import path_of
from player.store.events import queue_entries
from player.tagging.vocabulary import MOODS, OTHER_STYLE, STYLES

T = TypeVar("T")

_LARGEST = 1 << 53
"""Numbers are counted up from what a file says and have to stay ones that JSON can hold."""
_FIELD = re.compile(r"\{([a-z_]+)\}")


class DamagedError(ValueError):
    """Something is not as it has to be; never leaves the reading of the file."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def listed(document: Mapping[str, Any], name: str, check: Callable[[Any], T]) -> list[T]:
    """The list called *name*, each item checked; empty where there is none."""
    items = document.get(name, [])
    if not isinstance(items, list):
        raise DamagedError(name)
    found = []
    for place, item in enumerate(items):
        try:
            found.append(check(item))
        except DamagedError as error:
            raise DamagedError(f"{name}[{place}].{error.where}") from error
    return found


def number(
    item: Mapping[str, Any],
    name: str,
    *,
    least: float = -math.inf,
    most: float = math.inf,
) -> float:
    """A finite number from *least* to *most*, whole or not as it was written."""
    value: Any = item.get(name)
    if type(value) not in (int, float) or not math.isfinite(value) or not least <= value <= most:
        raise DamagedError(name)
    return value  # type: ignore[no-any-return]


def _maybe(
    item: Mapping[str, Any], name: str, *, least: float = -math.inf, most: float = math.inf
) -> float | None:
    if item.get(name) is None:
        return None
    return number(item, name, least=least, most=most)


def _whole(item: Mapping[str, Any], name: str) -> int:
    value = item.get(name)
    if type(value) is not int:
        raise DamagedError(name)
    return value


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if not isinstance(value, str):
        raise DamagedError(name)
    return value


def _maybe_text(item: Mapping[str, Any], name: str) -> str | None:
    return None if item.get(name) is None else _text(item, name)


def _texts(item: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Different texts; none where nothing is said."""
    value = item.get(name, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise DamagedError(name)
    return tuple(dict.fromkeys(value))


def _flag(item: Mapping[str, Any], name: str) -> bool:
    value = item.get(name, False)
    if not isinstance(value, bool):
        raise DamagedError(name)
    return value


def _one_of(item: Mapping[str, Any], name: str, allowed: tuple[Any, ...]) -> Any:
    value = item.get(name)
    if value not in allowed:
        raise DamagedError(name)
    return value


def _object(item: Any) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise DamagedError("?")
    return item


def _tracks(item: Mapping[str, Any]) -> tuple[int, ...]:
    tracks = item.get("tracks")
    if not isinstance(tracks, list) or any(type(track) is not int for track in tracks):
        raise DamagedError("tracks")
    return tuple(tracks)


def check_path(item: Any) -> str:
    """``path`` or ``path_hex``."""
    name = "path_hex" if "path_hex" in _object(item) else "path"
    try:
        path = path_of({name: _text(item, name)})
    except ValueError as error:
        raise DamagedError(name) from error
    if not path or "\0" in path:
        raise DamagedError(name)
    return path


def check_described(item: Any) -> Described:
    """What a track can be recognised by."""
    return Described(
        path=check_path(item),
        key=_maybe_text(item, "key") or "",
        title=_maybe_text(item, "title") or "",
        artist=_maybe_text(item, "artist") or "",
        album=_maybe_text(item, "album") or "",
        duration_s=_maybe(item, "duration_s"),
    )


def check_play(item: Any) -> Play:
    """One listening."""
    _object(item)
    return Play(
        _whole(item, "track"),
        number(item, "started_at"),
        number(item, "played_s"),
        _maybe(item, "duration_s"),
        _flag(item, "skipped"),
        _flag(item, "chosen"),
    )


def check_offer(item: Any) -> Offer:
    """Tracks that a queue brought."""
    return Offer(number(_object(item), "at"), _tracks(item))


def check_nudge(item: Any) -> Nudge:
    """More or less like one track."""
    _object(item)
    return Nudge(_whole(item, "track"), number(item, "at"), _flag(item, "more"))


def check_checkin(item: Any) -> CheckIn:
    """How the listener felt."""
    _object(item)
    return CheckIn(
        number(item, "made_at"),
        number(item, "valence", least=-1, most=1),
        number(item, "arousal", least=-1, most=1),
        _one_of(item, "phase", get_args(Phase)),
        _maybe_text(item, "journey"),
    )


def check_rating(item: Any) -> tuple[int, Rating]:
    """Stars, with the track they are for."""
    stars = _whole(_object(item), "stars")
    if not 1 <= stars <= 5:
        raise DamagedError("stars")
    return _whole(item, "track"), Rating(stars, _maybe(item, "given_at"))


def check_favourite(item: Any) -> tuple[int, float | None]:
    """A favourite and since when."""
    return _whole(_object(item), "track"), _maybe(item, "given_at")


def check_correction(item: Any) -> tuple[int, Correction]:
    """What a track feels like, with the track."""
    track = _whole(_object(item), "track")
    return track, Correction(
        track,
        number(item, "made_at"),
        _maybe(item, "valence", least=-1, most=1),
        _maybe(item, "arousal", least=-1, most=1),
        _maybe_text(item, "mood"),
        _maybe_text(item, "style"),
        _texts(item, "not_moods"),
    )


def check_choice(item: Any) -> tuple[int, QueueChoice]:
    """Always or never, with the track."""
    return _whole(_object(item), "track"), _one_of(item, "choice", get_args(QueueChoice))


def check_apart(item: Any) -> tuple[int, int]:
    """Two different tracks, the one that stands first in the list first."""
    tracks = _tracks(_object(item))
    if len(tracks) != 2 or not tracks[0] < tracks[1]:
        raise DamagedError("tracks")
    return tracks[0], tracks[1]


def check_playlist(item: Any) -> tuple[str, tuple[int, ...]]:
    """A playlist's name and tracks."""
    return _text(_object(item), "name"), _tracks(item)


def check_queue(item: Any) -> dict[str, Any]:
    """A queue's document, with the program's names. Moods and styles that this program does not
    know are left out of what was asked for."""
    try:
        queue = PlayQueue.from_document(
            {
                **item,
                "history": [_entry(entry) for entry in item["history"]],
                "current": _entry(item["current"]) if item["current"] else None,
                "upcoming": [_entry(entry) for entry in item["upcoming"]],
                "target": _target(item["target"]),
                "journey": _journey(item.get("journey")),
            }
        ).to_document()
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise DamagedError("queue") from error
    entries = list(queue_entries(queue))
    ids = [entry["entry_id"] for entry in entries]
    queue["next_id"] = max(queue["next_id"], *(number + 1 for number in ids), 0)
    if len(set(ids)) < len(ids) or min(ids, default=0) < 0:
        raise DamagedError("queue")  # entries are told apart by their numbers
    if max(queue["next_id"], abs(queue["seed"])) > _LARGEST:
        raise DamagedError("queue")
    if not all(_is_plain(reason["sentence"]) for entry in entries for reason in entry["reasons"]):
        raise DamagedError("queue")
    return queue


def _entry(item: Any) -> dict[str, Any]:
    return {**_object(item), "track_id": _whole(item, "track")}


def _journey(item: Any) -> dict[str, Any] | None:
    """A mood that this program does not know leaves the place it stands for."""
    if item is None:
        return None
    moods = {mood.id for mood in MOODS}
    ends = {name: _object(item[name]) for name in ("start", "end")}
    named = {
        name: {**end, "mood": end["mood"] if end["mood"] in moods else None}
        for name, end in ends.items()
    }
    return {**_object(item), **named}


def _target(item: Any) -> dict[str, Any]:
    moods, styles = {mood.id for mood in MOODS}, {OTHER_STYLE, *(style.id for style in STYLES)}
    floor = item.get("floor")
    if floor is not None and [type(least) in (int, float) for least in floor] != [True, True]:
        raise DamagedError("floor")
    return {
        "moods": [mood for mood in item["moods"] if mood in moods],
        "points": item["points"],
        "styles": [style for style in item["styles"] if style in styles],
        "not_moods": [mood for mood in _texts(item, "not_moods") if mood in moods],
        "not_styles": [style for style in _texts(item, "not_styles") if style in styles],
        "seeds": listed(item, "seeds", _seed),
        "energy": number({"energy": 0.0, **item}, "energy", least=-1, most=1),
        "adventurous": number({"adventurous": 0.5, **item}, "adventurous", least=0, most=1),
        "smooth": _flag(item, "smooth"),
        "strict": _flag(item, "strict"),
        "floor": floor,
        "excluded": _tracks({"tracks": item.get("excluded", [])}),
        "said": _maybe_text(item, "said") or "",
    }


def _seed(item: Any) -> dict[str, Any]:
    return {
        "name": _text(_object(item), "name"),
        "tracks": _tracks(item),
        "liked": _flag({"liked": True, **item}, "liked"),
    }


def _is_plain(said: Mapping[str, Any]) -> bool:
    """Whether the document *said* of a sentence only names its fields and has them all."""
    names = set(_FIELD.findall(said["text"]))
    return (
        isinstance(said["context"], str)
        and not set("{}") & set(_FIELD.sub("", said["text"]))
        and names <= said["fields"].keys()
        and all(isinstance(value, str | int | float) for value in said["fields"].values())
    )

"""Putting events beside those that are there: :func:`merge`. Pure Python, any thread, no I/O.

Nothing newer is overwritten, and nothing is told apart by anything but what it says: merging the
same events again changes nothing.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from player.library.track import Playlist
from player.store.events import Events

T = TypeVar("T")
E = TypeVar("E", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Merged:
    """What to put into the store, and what was not put there."""

    new: Events
    """New ones, and those that replace an older one. Plays, offers, nudges, check-ins,
    pairs of tracks and playlists have no id of the store yet: they are numbered from 0."""
    kept: int = 0
    """Events of which a newer one is here, or one of which it is not known to be older."""


def merge(here: Events, coming: Events) -> Merged:
    """What of *coming* has to be added to *here*; both name tracks alike."""
    ratings, kept_ratings = _newer(here.ratings, coming.ratings, lambda said: said.given_at)
    favourites = {
        key: when
        for key, when in coming.favourites.items()
        if key not in here.favourites or _is_newer(when, here.favourites[key])
    }
    corrections, kept_corrections = _newer(
        here.corrections, coming.corrections, lambda said: said.made_at
    )
    choices, kept_choices = _newer(here.queue_choices, coming.queue_choices, lambda _said: None)
    takes_queue = coming.queue is not None and here.queue is None
    new = Events(
        plays=_unknown(here.plays.values(), coming.plays.values()),
        offers=_unknown(here.offers.values(), coming.offers.values()),
        nudges=_unknown(here.nudges.values(), coming.nudges.values()),
        checkins=_unknown(here.checkins.values(), coming.checkins.values()),
        ratings=ratings,
        favourites=favourites,
        corrections=corrections,
        queue_choices=choices,
        apart=dict(enumerate(_new_pairs(here.apart.values(), coming.apart.values()))),
        playlists=_new_playlists(here.playlists.values(), coming.playlists.values()),
        queue=coming.queue if takes_queue else None,
    )
    keeps_queue = not takes_queue and coming.queue is not None and coming.queue != here.queue
    return Merged(new, kept_ratings + kept_corrections + kept_choices + keeps_queue)


def _unknown(here: Iterable[E], coming: Iterable[E]) -> dict[int, E]:
    """Those of *coming* that are not *here*; one that comes twice must be here twice."""
    left = Counter(here)
    found = []
    for event in coming:
        if left[event] > 0:
            left[event] -= 1
        else:
            found.append(event)
    return dict(enumerate(found))


def _new_pairs(
    here: Iterable[tuple[int, int]], coming: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    known = set(here)
    return [pair for pair in dict.fromkeys(coming) if pair not in known]


def _newer(
    here: Mapping[int, T], coming: Mapping[int, T], time_of: Callable[[T], float | None]
) -> tuple[dict[int, T], int]:
    """What of *coming* is new or newer than what is *here*, and how much that differs is not."""
    new, kept = {}, 0
    for key, event in coming.items():
        if key not in here or _is_newer(time_of(event), time_of(here[key])):
            new[key] = event
        else:
            kept += event != here[key]
    return new, kept


def _is_newer(time_s: float | None, than_s: float | None) -> bool:
    """Whether the one is known to be newer; a time that is not known is older than any."""
    return time_s is not None and (than_s is None or time_s > than_s)


def _new_playlists(here: Collection[Playlist], coming: Iterable[Playlist]) -> dict[int, Playlist]:
    """Those whose tracks are not here under their name, by another name where theirs is taken."""
    known = list(here)
    new = _without(_without(coming, known, _is_same), known, _is_renamed)
    taken = {playlist.name for playlist in here}
    used = taken | {playlist.name for playlist in new}
    found = {}
    for key, playlist in enumerate(new):
        name = _free_name(playlist.name, used) if playlist.name in taken else playlist.name
        used.add(name)
        found[key] = dataclasses.replace(playlist, id=key, name=name)
    return found


def _without(
    coming: Iterable[Playlist], known: list[Playlist], alike: Callable[[Playlist, Playlist], bool]
) -> list[Playlist]:
    """Those of *coming* without one like it in *known*, each of which is used up by one."""
    new = []
    for playlist in coming:
        same = next((other for other in known if alike(other, playlist)), None)
        if same is None:
            new.append(playlist)
        else:
            known.remove(same)
    return new


def _is_same(here: Playlist, coming: Playlist) -> bool:
    return (here.name, here.track_ids) == (coming.name, coming.track_ids)


def _is_renamed(here: Playlist, coming: Playlist) -> bool:
    """*here* is *coming* by the name it got when it was imported before."""
    name = re.fullmatch(re.escape(coming.name) + r" \(\d+\)", here.name)
    return bool(name) and here.track_ids == coming.track_ids


def _free_name(name: str, taken: Iterable[str]) -> str:
    names = (f"{name} ({number})" for number in itertools.count(2))
    return next(free for free in names if free not in taken)

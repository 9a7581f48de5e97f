"""How a library is used: what of it queues offered and what was heard, and how evenly.

Pure Python and numpy, any thread that may read the view and the store; no I/O beyond memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from player.jobs.view import LibraryView
from player.store.listening_store import ListeningStore

DAYS = (30, 90)
"""The times looked back over."""
CROWDING = 10
"""Artists named at most."""
_DAY_S = 86_400.0

Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Crowding:
    """An artist that takes more of what is offered than of the library."""

    artist: str
    """Name, as the file of one track says it."""
    offered: float
    """Share of all offers, 0..1."""
    library: float
    """Share of the library's tracks, 0..1."""


@dataclass(frozen=True, slots=True)
class Window:
    """The last so many days."""

    days: int
    """How many."""
    offers: int
    """Tracks that queues brought, each time counted."""
    offered: float | None
    """Share of the tracks offered at least once, 0..1; ``None`` where there are no tracks."""
    played: float | None
    """Share of the tracks played at least once (also a little), 0..1."""
    gini_tracks: float | None
    """0 every track was offered as often as any other ... near 1 one took all; ``None`` where
    nothing was offered."""
    gini_artists: float | None
    """The same for artists."""
    crowding: tuple[Crowding, ...]
    """Artists that take most beyond their share, the worst first."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """How the library is used."""

    tracks: int
    """Tracks that queues may bring: there, listened to, not kept out."""
    windows: tuple[Window, ...]
    """One for each of :data:`DAYS`."""
    never: tuple[int, ...]
    """Ids of the tracks no queue brought in the last 180 days and that were never played."""


def measure_exposure(view: LibraryView, listening: ListeningStore, now_s: float) -> Exposure:
    """The use of the library of *view*, looking back from *now_s* (seconds since 1970)."""
    library = _Library(view)
    heard, brought = listening.plays(), listening.offers()
    played = _Met.of([play.started_at for play in heard], [play.track_id for play in heard])
    offered = _Met.of(
        [offer.at for offer in brought for _ in offer.track_ids],
        [track_id for offer in brought for track_id in offer.track_ids],
    )
    windows = []
    for days in DAYS:
        since = now_s - days * _DAY_S
        offers, plays = (library.counts(met.within(since, now_s)) for met in (offered, played))
        windows.append(_window(library, days, offers, plays))
    ever = library.counts(np.concatenate([offered.track_ids, played.track_ids]))
    return Exposure(len(library.ids), tuple(windows), tuple(library.ids[ever == 0].tolist()))


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """When which track was met; both (m,)."""

    at_s: NDArray[np.float64]
    track_ids: NDArray[np.int64]

    @classmethod
    def of(cls, at_s: Sequence[float], track_ids: Sequence[int]) -> _Met:
        return cls(np.array(at_s, dtype=np.float64), np.array(track_ids, dtype=np.int64))

    def within(self, since_s: float, until_s: float) -> NDArray[np.int64]:
        """The tracks met after *since_s*, up to *until_s*."""
        return self.track_ids[(since_s < self.at_s) & (self.at_s <= until_s)]


class _Library:
    """The k tracks that queues may bring, and their A artists."""

    def __init__(self, view: LibraryView) -> None:
        self._view, tracks = view, view.candidates()
        open_ = np.flatnonzero(tracks.available & tracks.analysed & ~tracks.kept_out)
        self.ids = tracks.track_ids[open_]
        self._order = np.argsort(self.ids)
        self._named = tracks.artist[open_] >= 0
        _, self._first, self._artist = np.unique(
            tracks.artist[open_][self._named], return_index=True, return_inverse=True
        )

    def counts(self, met: NDArray[np.int64]) -> Counts:
        """(k,) how often each track is in *met* (m,)."""
        here = met[np.isin(met, self.ids)]
        places = self._order[np.searchsorted(self.ids, here, sorter=self._order)]
        return np.bincount(places, minlength=len(self.ids))

    def of_artists(self, of_tracks: Counts) -> Counts:
        """(A,) the sum over each artist's tracks; tracks without one are left out."""
        named = np.repeat(self._artist, of_tracks[self._named])
        return np.bincount(named, minlength=len(self._first))

    def artist(self, place: int) -> str:
        """The name of an artist, as the file of one track says it."""
        said = self._view.track(int(self.ids[self._named][self._first[place]])).metadata
        return said.artist or said.album_artist


def gini(counts: Counts) -> float | None:
    """Gini's coefficient of *counts* (n,): half the mean difference of two of them over their mean
    (Gini 1912); 0 all equal ... (n - 1) / n one has all. ``None`` where there is nothing."""
    total = counts.sum()
    if not total:
        return None
    rank = np.arange(1, len(counts) + 1)
    return float((2 * rank - len(counts) - 1) @ np.sort(counts) / (len(counts) * total))


def _window(library: _Library, days: int, offers: Counts, plays: Counts) -> Window:
    some = len(offers) > 0
    of_artists = library.of_artists(offers)
    return Window(
        days=days,
        offers=int(offers.sum()),
        offered=float((offers > 0).mean()) if some else None,
        played=float((plays > 0).mean()) if some else None,
        gini_tracks=gini(offers),
        gini_artists=gini(of_artists),
        crowding=_crowding(library, of_artists, library.of_artists(np.ones_like(offers))),
    )


def _crowding(library: _Library, offers: Counts, sizes: Counts) -> tuple[Crowding, ...]:
    """Artists by how much more of the offers they took than of the library they are."""
    if not offers.sum():
        return ()
    taken, size = offers / offers.sum(), sizes / sizes.sum()
    worst = np.argsort(size - taken, kind="stable")[:CROWDING].tolist()
    return tuple(
        Crowding(library.artist(place), float(taken[place]), float(size[place]))
        for place in worst
        if taken[place] > size[place]
    )

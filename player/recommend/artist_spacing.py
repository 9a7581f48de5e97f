"""Whether artists can still be kept apart to the end of what is being chosen: the look-ahead of the
rule ``artist``.

Pure Python and numpy, any thread. Choosing one track after the other can paint itself into a
corner: two songs of an artist are left for the last three places. So before a track is taken it is
asked whether the places after it can still be filled with nobody coming twice within
:data:`~player.recommend.rules.ARTIST_GAP`. It knows no scores and chooses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from player.recommend.candidates import Candidates, RowIndex
from player.recommend.rules import ARTIST_GAP

UNKNOWN = -1
"""Number of an artist who is not known: like no other, not even another unknown one."""
_NODES = 2_000
"""Partial fillings that are tried at most."""
_LOOKED_AT = 2_048
"""Rows of a large library that are looked at first: they mostly show artists enough."""

Places = Sequence[int | None]
"""Per place ahead the artist of the track that stands there; ``None``: open."""


def places_ahead(candidates: Candidates, count: int, fixed: Mapping[int, int]) -> list[int | None]:
    """The places until *count* open ones are passed, and what stands fixed right after them.

    :param fixed: place -> row of the track that stands there.
    """
    places: list[int | None] = []
    while places.count(None) < count or len(places) in fixed:
        row = fixed.get(len(places))
        places.append(None if row is None else int(candidates.artist[row]))
    return places


class ArtistSpacing:
    """How many songs of each artist there are for the places ahead."""

    def __init__(self, candidates: Candidates, rows: RowIndex, places: Places) -> None:
        """Count the songs of *rows*, the tracks that may be chosen.

        :param places: all places to be filled, as :func:`places_ahead` gives them.
        """
        self._places = list(places)
        enough = 4 * len(places) + 2 * ARTIST_GAP
        artists = np.unique(candidates.artist[rows[:: max(1, len(rows) // _LOOKED_AT)]])
        if len(artists) < enough:
            artists = np.unique(candidates.artist[rows])
        self.never_short = len(artists) >= enough
        """There are so many artists that any order leaves room: no song was counted."""
        if not self.never_short:
            pairs = np.stack([candidates.artist[rows], candidates.song[rows]])
            artists = np.unique(pairs, axis=1)[0]
        self._songs = Counter(artists.tolist())
        if not self.never_short:
            self._places = _as_far_as(self._places, self._songs.total())

    def has_room(
        self,
        place: int,
        before: Sequence[int],
        artist: int | None = None,
        *,
        taken: Iterable[int] = (),
    ) -> bool:
        """Whether the places from *place* on can be filled without an artist coming too soon.

        :param before: artists of the tracks before *place*, the latest last.
        :param artist: the one who is put into *place*; ``None`` leaves it open.
        :param taken: an artist for each of the songs that are chosen already.
        """
        if self.never_short:
            return True
        left = self._songs - Counter(taken)
        if artist is None:
            return can_fill(self._places[place:], left, before)
        after = self._places[place + 1 :]
        if artist != UNKNOWN and artist in (*before[-ARTIST_GAP:], *after[:ARTIST_GAP]):
            return False
        return can_fill(after, left - Counter([artist]), [*before, artist])


def can_fill(places: Places, left: Mapping[int, int], before: Sequence[int]) -> bool:
    """Whether the open *places* can be filled with nobody coming twice within the gap.

    Exact unless :data:`_NODES` partial fillings do not suffice to find one: then ``False``.

    :param left: artist -> songs left; :data:`UNKNOWN` counts songs that fit everywhere.
    :param before: artists before the first place, the latest last.
    """
    return _Filling(places, left, before).found()


def _as_far_as(places: Places, songs: int) -> list[int | None]:
    """*places* up to the last one for which there is a song."""
    open_ones = [place for place, there in enumerate(places) if there is None]
    return list(places[: open_ones[songs]] if len(open_ones) > songs else places)


class _Filling:
    """Depth-first search over artists, those with the most songs left first."""

    def __init__(self, places: Places, left: Mapping[int, int], before: Sequence[int]) -> None:
        self._places = list(places)
        self._left = {artist: songs for artist, songs in left.items() if songs > 0}
        self._at: dict[int, list[int]] = {}
        recent = before[-ARTIST_GAP:]
        for place, artist in enumerate(recent, start=-len(recent)):
            self._at.setdefault(artist, []).append(place)
        for place, there in enumerate(self._places):
            if there is not None:
                self._at.setdefault(there, []).append(place)
        self._open = [place for place, there in enumerate(self._places) if there is None]
        self._failed: set[Hashable] = set()
        self._nodes = _NODES

    def found(self) -> bool:
        """Whether there is a filling."""
        strangers = len(self._left.keys() - self._at.keys() - {UNKNOWN})
        if strangers + self._left.get(UNKNOWN, 0) >= len(self._open):
            return True
        return self._by_most_left() or self._from(0)

    def _by_most_left(self) -> bool:
        """Whether it works out with the fitting artist of most songs in each place: nearly always,
        where it works at all, and much quicker than looking further."""
        left = dict(self._left)
        at = {artist: list(places) for artist, places in self._at.items()}
        for place in self._open:
            fitting = [
                artist
                for artist, songs in left.items()
                if songs and (artist == UNKNOWN or _rested(at.get(artist, ()), place))
            ]
            if not fitting:
                return False
            artist = max(fitting, key=lambda one: (one != UNKNOWN, left[one], -one))
            left[artist] -= 1
            at.setdefault(artist, []).append(place)
        return True

    def _from(self, step: int) -> bool:
        """Whether the open places from the *step*-th on can be filled as things stand."""
        if step == len(self._open):
            return True
        self._nodes -= 1
        place = self._open[step]
        state = self._state(place)
        if self._nodes < 0 or state in self._failed or not self._enough(step):
            return False
        for artist in self._fitting(place):
            self._left[artist] -= 1
            self._at.setdefault(artist, []).append(place)
            fits = self._from(step + 1)
            self._at[artist].remove(place)
            self._left[artist] += 1
            if fits:
                return True
        self._failed.add(state)
        return False

    def _enough(self, step: int) -> bool:
        """Whether songs suffice if each artist stands in every fourth place at most."""
        open_left = len(self._open) - step
        span = len(self._places) - self._open[step]
        most = -(-span // (ARTIST_GAP + 1))
        known = sum(min(n, most) for artist, n in self._left.items() if artist != UNKNOWN)
        return known + self._left.get(UNKNOWN, 0) >= open_left

    def _fitting(self, place: int) -> Iterator[int]:
        """Artists who may stand in *place*, one of those that are alike in every way."""
        tried: set[Hashable] = set()
        for artist in sorted(self._left, key=lambda one: (one == UNKNOWN, -self._left[one], one)):
            at = self._at.get(artist, ())
            if self._left[artist] and (artist == UNKNOWN or _rested(at, place)):
                alike = (self._left[artist], *self._ties(artist, place))
                if artist == UNKNOWN or alike not in tried:
                    tried.add(alike)
                    yield artist

    def _ties(self, artist: int, place: int) -> Iterable[int]:
        """The places of *artist* that still matter to what comes at *place* and after it."""
        return (at for at in sorted(self._at.get(artist, ())) if at >= place - ARTIST_GAP)

    def _state(self, place: int) -> Hashable:
        """What the rest depends on: songs left and ties per artist, whoever they are."""
        known = (one for one in self._left if one != UNKNOWN and self._left[one])
        ties = sorted((self._left[one], *self._ties(one, place)) for one in known)
        return place, self._left.get(UNKNOWN, 0), tuple(ties)


def _rested(at: Iterable[int], place: int) -> bool:
    """Whether *place* is far enough from all those *at* which the artist stands."""
    return all(abs(place - other) > ARTIST_GAP for other in at)

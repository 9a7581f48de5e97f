"""Which tracks of this library are the described ones: :func:`find_tracks`.

Pure Python, any thread, no I/O. Biased to split: a description that fits two tracks, or a track
that fits two descriptions, is not taken for the same on its title alone, and no track is ever two
of the described ones. What was said of a track must not end up at another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from player.jobs.personal_content import Described, described
from player.library.track import Track
from player.store.track_store import TrackStore

_SAME_LENGTH_S = 2.0

Sign = Callable[[Described], Hashable | None]
"""What has to be the same; ``None`` where there is nothing to go by."""


def find_tracks(wanted: Sequence[Described], tracks: TrackStore) -> list[Track | None]:
    """For each of *wanted* the track it is, forgotten ones too, or ``None``.

    In this order: the same sound at the same path, under the same file name, anywhere; the same
    path, unless another song lies there; title, artist, album and length (within 2 s), if exactly
    one track and one description have them.
    """
    search = _Search(wanted, [*tracks.tracks(), *tracks.forgotten()])
    search.match(lambda one: (one.key, one.path) if one.key else None)
    search.match(lambda one: (one.key, _file_name(one)) if one.key else None)
    search.match(lambda one: one.key or None)
    search.match(lambda one: one.path, unless=_another_song)
    search.match_songs()
    return search.found


class _Search:
    """What is still looked for, and what is still free; thrown away afterwards."""

    def __init__(self, wanted: Sequence[Described], tracks: Iterable[Track]) -> None:
        self.found: list[Track | None] = [None] * len(wanted)
        self._wanted = wanted
        likely_first = sorted(tracks, key=lambda t: (t.forgotten, not t.available, t.id))
        self._free = {track.id: (track, described(track)) for track in likely_first}

    def match(
        self, sign: Sign, unless: Callable[[Described, Described], bool] = lambda _a, _b: False
    ) -> None:
        """Join each description, in order, with the first free track of the same sign."""
        if not self._open():
            return
        by_sign = self._free_by(sign)
        for place in self._open():
            one = self._wanted[place]
            for track in by_sign.get(sign(one), ()):
                if track.id in self._free and not unless(one, self._free[track.id][1]):
                    self._join(place, track)
                    break

    def match_songs(self) -> None:
        """Join descriptions and tracks of the same song where both are the only ones."""
        if not self._open():
            return
        by_names = self._free_by(_names)
        places = defaultdict(list)
        for place in self._open():
            places[_names(self._wanted[place])].append(place)
        for names, alike in places.items():
            if names is None:
                continue
            fits = {
                place: [
                    track
                    for track in by_names.get(names, ())
                    if _same_length(self._wanted[place], self._free[track.id][1])
                ]
                for place in alike
            }
            claims = Counter(track.id for fitting in fits.values() for track in fitting)
            for place, fitting in fits.items():
                if len(fitting) == 1 and claims[fitting[0].id] == 1:
                    self._join(place, fitting[0])

    def _free_by(self, sign: Sign) -> dict[Hashable, list[Track]]:
        found: dict[Hashable, list[Track]] = defaultdict(list)
        for track, said in self._free.values():
            of_track = sign(said)
            if of_track is not None:
                found[of_track].append(track)
        return dict(found)

    def _open(self) -> list[int]:
        return [place for place, track in enumerate(self.found) if track is None]

    def _join(self, place: int, track: Track) -> None:
        self.found[place] = track
        del self._free[track.id]


def _file_name(one: Described) -> str:
    """Last part of a path of any system."""
    return re.split(r"[/\\]", one.path)[-1]


def _names(one: Described) -> Hashable | None:
    if not (one.title and one.artist) or one.duration_s is None:
        return None
    return one.title, one.artist, one.album


def _same_length(one: Described, other: Described) -> bool:
    if one.duration_s is None or other.duration_s is None:
        return False
    return abs(one.duration_s - other.duration_s) <= _SAME_LENGTH_S


def _another_song(one: Described, other: Described) -> bool:
    """Both sounds are known and differ, and what the files say does not make them one song."""
    if not (one.key and other.key) or one.key == other.key:
        return False
    names = _names(one)
    return names is None or names != _names(other) or not _same_length(one, other)

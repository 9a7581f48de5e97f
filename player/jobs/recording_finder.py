"""Finds the files of a library that hold the same recording, and keeps up with its changes.

One thread at a time: a worker beside the window, the main thread of a command. Reads the track
store (which any thread may), writes nothing, and must not touch a view. Comparing is
:mod:`player.jobs.recordings`' work; this gives it what is stored, and judges what it finds by what
the files say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from player.jobs.recordings import Names, Pairs, Pulse, Sounds, alike, same_recording
from player.jobs.song_names import song_name, version_of
from player.library.track import Metadata, Track
from player.store.documents import Facts
from player.store.track_store import TrackStore

IdPairs = frozenset[tuple[int, int]]


class RecordingFinder:
    """The pairs of tracks with the same recording, as of the last :meth:`update`."""

    def __init__(self, tracks: TrackStore) -> None:
        self._store = tracks
        self._seen: dict[int, Track] = {}
        self._pairs: set[tuple[int, int]] = set()

    def update(self, heard: Iterable[int] = ()) -> IdPairs:
        """Compare what is new with everything; all with all the first time.

        :param heard: ids of tracks that were listened to since the last time. Tracks that came,
            went or changed are found without being named.
        :returns: pairs of track ids, the smaller first.
        """
        vectors, heard = self._store.vectors(), set(heard)
        ids = vectors.ids.tolist()
        tracks = {track.id: track for track in self._store.tracks() if track.audio_key}
        usable = {i: tracks[i] for i in ids if i in tracks}
        fresh = {i for i, t in usable.items() if i in heard or self._seen.get(i) is not t}
        stale = fresh | {i for i in self._seen if i not in usable}
        self._pairs = {pair for pair in self._pairs if stale.isdisjoint(pair)}
        self._seen = usable
        if fresh:
            # From generators: a worker holds the interpreter while a list becomes an array.
            lengths = np.fromiter((_duration_s(usable.get(i)) for i in ids), np.float32, len(ids))
            new = None
            if len(fresh) < len(usable):
                new = np.fromiter((i in fresh for i in ids), np.bool_, len(ids))
            self._judge(ids, alike(Sounds(vectors.embedding, lengths), fresh=new))
        return frozenset(self._pairs)

    def _judge(self, ids: list[int], found: Pairs) -> None:
        """Keep of the pairs that sound alike those that are one recording."""
        rows = {*found.one.tolist(), *found.other.tolist()}
        members = [ids[row] for row in sorted(rows)]
        facts = dict(zip(members, self._store.facts(members), strict=True))
        for one, other, likeness in zip(
            found.one.tolist(), found.other.tolist(), found.likeness.tolist(), strict=True
        ):
            first, second = sorted((ids[one], ids[other]))
            if self._is_one(first, second, likeness, facts):
                self._pairs.add((first, second))

    def _is_one(
        self, one: int, other: int, likeness: float, facts: Mapping[int, Facts | None]
    ) -> bool:
        first, second = self._seen[one], self._seen[other]
        pulses = []
        for track in (first, second):
            known = facts[track.id]
            if known is None or known.audio_key != track.audio_key:  # the file changed since
                return False
            pulses.append(Pulse(known.tempo_bpm, known.key))
        return same_recording(likeness, names_of(first.metadata, second.metadata), *pulses)


def names_of(one: Metadata, other: Metadata) -> Names:
    """How what two files say of themselves goes together."""
    song = song_name(one)
    if song and song == song_name(other):
        return Names.AGREE if version_of(one) == version_of(other) else Names.VERSIONS
    told = zip(_told(one), _told(other), strict=True)
    if any(a and b and a != b for a, b in told):
        return Names.DISAGREE
    return Names.SILENT


def _told(metadata: Metadata) -> tuple[str, str, str]:
    """Title, artist and place on which album, in comparable spelling; empty where not known."""
    place = ""
    if metadata.album and metadata.track_number:
        place = f"{metadata.album}\0{metadata.disc_number or 1}\0{metadata.track_number}"
    return metadata.title.casefold(), metadata.artist.casefold(), place.casefold()


def _duration_s(track: Track | None) -> float:
    if track is None or track.metadata.duration_s is None:
        return float("nan")
    return track.metadata.duration_s

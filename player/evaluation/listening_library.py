"""A log's tracks found in the library of a home: :func:`library_of`. Command line only.

The library is seen as its network hears it, without anything its listener did or said there: a
replay may use of the listener only what the log had told by each moment. Nothing is written.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from player.evaluation.listening_log import Log, LoggedTrack, comparable
from player.evaluation.listening_universe import Universe, metadata_of, universe_of
from player.jobs.duplicates import find_at_once
from player.jobs.known_tracks import find_tracks
from player.jobs.session import OpenStores
from player.jobs.song_names import song_name
from player.jobs.view import LibraryView
from player.library.track import Metadata, Track
from player.paths import Home, models_dir
from player.recommend.candidates import Candidates
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.tagging.card import NetworkCard


def library_of(log: Log, home: Home) -> tuple[Universe, int]:
    """The tracks to rank, and how many of the log's tracks the library of *home* has.

    :raises MoodlarkError: the library is in use or cannot be read.
    """
    card = NetworkCard.load(models_dir())
    with OpenStores(home) as stores, tempfile.TemporaryDirectory() as folder:
        silent = ListeningStore.open(Path(folder))
        try:
            view = LibraryView(stores.tracks, silent, card)
            view.set_songs(find_at_once(stores.tracks, silent).links)
            candidates = view.candidates()
            tracks = [_track(stores.tracks, int(i)) for i in candidates.track_ids]
            metadata = [one.metadata if one else Metadata() for one in tracks]
            added_at = [one.added_at if one else np.inf for one in tracks]
            found = _recognised(log, stores.tracks, candidates)
        finally:
            silent.close()
        rest = match_names(log.tracks, metadata, candidates.available)
        rows = [row if row is not None else rest[place] for place, row in enumerate(found)]
        universe = universe_of(log, candidates, metadata, added_at, rows)
        return universe, sum(row is not None for row in rows)


def _track(tracks: TrackStore, track_id: int) -> Track | None:
    return tracks.track(track_id) if track_id in tracks else None


def _recognised(log: Log, tracks: TrackStore, candidates: Candidates) -> list[int | None]:
    """Rows of tracks of which the log says more than names: by their sound, path and length."""
    places = [place for place, track in enumerate(log.tracks) if track.described is not None]
    wanted = [one for track in log.tracks if (one := track.described) is not None]
    rows: list[int | None] = [None] * len(log.tracks)
    for place, track in zip(places, find_tracks(wanted, tracks), strict=True):
        if track is not None:
            rows[place] = candidates.rows.get(track.id)
    return rows


def match_names(
    wanted: Sequence[LoggedTrack], metadata: Sequence[Metadata], available: Iterable[bool]
) -> list[int | None]:
    """For each of *wanted* the row that is named the same, or ``None``.

    In this order: artist, title and album; artist and title; the same song in another version. Of
    several rows the first that can be offered.
    """
    likely_first = sorted(range(len(metadata)), key=[not one for one in available].__getitem__)
    by_names: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in likely_first:
        for names in _ways(metadata[row]):
            by_names[names].append(row)
    return [
        next((by_names[names][0] for names in _ways(metadata_of(one)) if names in by_names), None)
        for one in wanted
    ]


def _ways(said: Metadata) -> list[tuple[str, ...]]:
    """What a track can be found by, the surest first."""
    if not (said.title and said.artist):
        return []
    names = (comparable(said.artist), comparable(said.title))
    song = song_name(said)
    album = [(*names, comparable(said.album))] if said.album else []
    return [*album, names, *([("song", song)] if song else [])]

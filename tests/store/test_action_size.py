"""What one action of a listener writes: at most 4 KB, and no document but its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from store_records import make_analysis, make_track

from player.library.track import CheckIn, Correction, Nudge, Play, Playlist
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore

TRACKS = 3000
MOST_BYTES = 4096

Act = Callable[[TrackStore, ListeningStore], Future[None]]

ACTIONS: dict[str, tuple[Act, set[tuple[str, str]]]] = {
    "play": (lambda _, kept: kept.add_play(Play(7, 2e9, 200.5, 240.0)), {("plays", "501")}),
    "rate": (lambda _, kept: kept.set_rating(7, 4), {("ratings", "7")}),
    "take a rating back": (lambda _, kept: kept.set_rating(8, 0), {("ratings", "8")}),
    "favourite": (lambda _, kept: kept.set_favourite(7, True), {("favourites", "7")}),
    "correct": (
        lambda _, kept: kept.set_correction(Correction(7, 2e9, 0.5, 0.5, "happy", "rock")),
        {("corrections", "7")},
    ),
    "correct no more": (lambda _, kept: kept.remove_correction(8), {("corrections", "8")}),
    "check in": (
        lambda _, kept: kept.add_checkin(CheckIn(2e9, 0.1, 0.2, "before")),
        {("checkins", "1")},
    ),
    "a queue offered": (
        lambda _, kept: kept.add_offers(range(20), 2e9),
        {("offers", "1")},
    ),
    "more like this": (
        lambda _, kept: kept.add_nudge(Nudge(7, 2e9, more=True)),
        {("nudges", "1")},
    ),
    "always queue": (lambda _, kept: kept.set_queue_choice(7, "always"), {("queue_choices", "7")}),
    "playlist": (
        lambda _, kept: kept.put_playlist(Playlist(3, "New", tuple(range(1, 200)))),
        {("playlists", "3")},
    ),
    "delete a playlist": (lambda _, kept: kept.remove_playlist(2), {("playlists", "2")}),
    "a track is gone": (
        lambda t, _: t.put_tracks([dataclasses.replace(t.track(9), available=False)]),
        {("tracks", "9")},
    ),
    "a track was listened to": (
        lambda t, _: t.put_analyses([make_analysis(9, tempo_bpm=99.0)]),
        {("analyses", "9")},
    ),
    "add a folder": (lambda t, _: t.put_folder("/more"), {("folders", "1")}),
}


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores")
    tracks, listening = TrackStore.open(folder), ListeningStore.open(folder)
    tracks.put_tracks(map(make_track, range(1, TRACKS + 1)))
    tracks.put_analyses(map(make_analysis, range(1, TRACKS + 1)))
    for number in range(500):
        listening.add_play(Play(number, 1e9 + number, 100.0))
        listening.set_rating(number + 8, 3)
        listening.set_correction(Correction(number + 8, 1e9, mood="calm"))
    for number in (1, 2):
        listening.put_playlist(Playlist(number, str(number), tuple(range(500))))
    tracks.flush()
    listening.flush()
    yield folder, tracks, listening
    tracks.close()
    listening.close()


def sizes(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in folder.iterdir()}


@pytest.mark.parametrize("name", ACTIONS)
def test_one_action_writes_little_and_only_what_it_is_about(stores, name):
    (folder, tracks, listening), (act, touched) = stores, ACTIONS[name]
    before = sizes(folder)
    act(tracks, listening).result()
    after = sizes(folder)
    assert after.keys() == before.keys()
    grown = {path: size - before[path] for path, size in after.items() if size != before[path]}
    assert all(size > 0 for size in grown.values())
    assert 0 < sum(grown.values()) <= MOST_BYTES
    lines = [
        tuple(line.split()[1:3])
        for path in grown
        if path.suffix == ".journal"
        for line in path.read_bytes()[before[path] :].decode().splitlines()
    ]
    assert set(lines) == touched and len(lines) == 1

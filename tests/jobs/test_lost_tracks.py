"""A library's journal is lost: what the listener did stays with the right tracks, or with none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from personal_samples import make_track, opened

from player.jobs.daily_copies import copy_if_due
from player.jobs.session import OpenStores
from player.library.track import Play, Playlist, Rating
from player.paths import Home
from player.store.events import Events

LIBRARY = tuple(make_track(number, audio_key=f"{number:032x}") for number in range(1, 7))
EVENTS = Events(
    plays={1: Play(1, 10.25, 1.0), 2: Play(2, 20.5, 1.0), 3: Play(2, 30.5, 1.0)},
    ratings={2: Rating(5, 7.0), 3: Rating(4, 7.0), 4: Rating(3), 5: Rating(1, 9.0)},
    playlists={1: Playlist(1, "Rain", (1, 6))},
)


def lose_library(home: Home) -> None:
    for file in home.store_dir.glob("library.journal*"):
        file.unlink()


def with_copy(folder: Path) -> Home:
    with opened(folder, LIBRARY, EVENTS) as stores:
        assert copy_if_due(stores.home, stores.tracks, stores.listening, date(2026, 11, 26))
        return stores.home


def test_no_new_track_gets_what_was_said_of_a_lost_one(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        home = stores.home
    lose_library(home)
    with OpenStores(home) as stores:
        assert stores.tracks.new_id() == 7
        assert stores.notices == ()


def test_the_copies_tell_which_tracks_they_were(tmp_path):
    home = with_copy(tmp_path)
    lose_library(home)
    with OpenStores(home) as stores:
        known = {track.id: track for track in stores.tracks.forgotten()}
        assert stores.tracks.tracks() == ()
        assert [str(notice) for notice in stores.notices] == [
            "Tracks that were lost with your library and are known again by the daily copies: 3. "
            "A scan brings them back."
        ]
    # 3 was rated at the same time as 2, 4 nobody knows when, 6 is only in a playlist.
    assert set(known) == {1, 2, 5}
    for track_id, track in known.items():
        lost = LIBRARY[track_id - 1]
        assert (track.path, track.audio_key) == (lost.path, lost.audio_key)
    with OpenStores(home) as stores:
        assert stores.tracks.new_id() == 7
        assert len(stores.tracks.forgotten()) == 3


def test_what_may_be_two_tracks_is_none(tmp_path):
    home = with_copy(tmp_path)
    with OpenStores(home) as stores:
        stores.listening.remove({"ratings": {5}}).result()
        stores.listening.set_rating(1, 1, given_at=9.0).result()  # as the copy says of 5
    lose_library(home)
    with OpenStores(home) as stores:
        assert {track.id for track in stores.tracks.forgotten()} == {2}


def test_a_damaged_copy_is_passed_over(tmp_path):
    home = with_copy(tmp_path)
    (home.copies_dir / "listening-2026-11-27.json").write_text("{")
    lose_library(home)
    with OpenStores(home) as stores:
        assert len(stores.tracks.forgotten()) == 3


def test_one_damaged_line_in_the_middle_of_the_library_is_told_from_the_copies(tmp_path):
    home = with_copy(tmp_path)
    journal = home.store_dir / "library.journal"
    lines = journal.read_bytes().split(b"\n")
    (at,) = (place for place, line in enumerate(lines) if b" tracks 2 " in line)
    lines[at] = lines[at].replace(b"Title", b"Tidle")
    journal.write_bytes(b"\n".join(lines))
    with OpenStores(home) as stores:
        assert [track.id for track in stores.tracks.tracks()] == [1, 3, 4, 5, 6]
        assert [track.id for track in stores.tracks.forgotten()] == [2]
        assert stores.tracks.track(2).path == LIBRARY[1].path

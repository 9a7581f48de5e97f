"""What was imported before its music was there finds it: real files, real scans."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from personal_samples import export_file, exported, opened, take_in
from sound_files import encode, sweep

from player.jobs.scan import scan_folders
from player.jobs.session import OpenStores
from player.library.track import Play, Playlist

NAMES = ("one.flac", "two.mp3", "three.opus")


@pytest.fixture(scope="module")
def songs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("songs")
    for number, name in enumerate(NAMES):
        encode(folder / name, sweep(2.0, 48000, low=200.0 * (number + 1)), 48000)
    return folder


@pytest.fixture
def music(tmp_path, songs) -> Path:
    return Path(shutil.copytree(songs, tmp_path / "music"))


@pytest.fixture
def data(tmp_path, music) -> bytes:
    """The data of somebody who rated each song with another number of stars."""
    with opened(tmp_path / "one") as stores:
        scan_folders(stores.tracks, [music])
        ids = [stores.tracks.by_path(str(music / name)).id for name in NAMES]
        for stars, track_id in enumerate(ids, start=1):
            stores.listening.set_rating(track_id, stars, given_at=1764150000.5 + stars)
            stores.listening.add_play(Play(track_id, 1764150000.25 + stars, 2.0))
        stores.listening.put_playlist(Playlist(1, "All", (*ids, ids[0])))
        return export_file(stores)


def stars_by_name(stores: OpenStores) -> dict[str, int]:
    ratings = stores.listening.ratings()
    return {Path(track.path).name: ratings.get(track.id, 0) for track in stores.tracks.tracks()}


def test_into_an_empty_home_and_then_scanned(tmp_path, music, data):
    with opened(tmp_path / "one") as stores:
        before = exported(stores)
    with opened(tmp_path / "two") as stores:
        assert take_in(stores, data).waiting == 3
        assert len(stores.tracks) == 0
        assert exported(stores) == before
        report = scan_folders(stores.tracks, [music])
        assert (report.unavailable, len(report.unreadable)) == (0, 0)
        assert stars_by_name(stores) == {"one.flac": 1, "two.mp3": 2, "three.opus": 3}
        assert all(track.available and track.metadata.codec for track in stores.tracks.tracks())
        assert not stores.tracks.forgotten()
        assert exported(stores) == before
        assert not any(take_in(stores, data).added.values())


def test_into_a_home_that_was_scanned_before(tmp_path, music, data):
    with opened(tmp_path / "one") as stores:
        before = exported(stores)
    with opened(tmp_path / "two") as stores:
        scan_folders(stores.tracks, [music])
        assert take_in(stores, data).recognised == 3
        assert exported(stores) == before


def test_music_that_lies_elsewhere_under_other_names_is_known_by_its_sound(tmp_path, music, data):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (music / "one.flac").rename(elsewhere / "uno.flac")
    (music / "two.mp3").rename(elsewhere / "due.mp3")
    shutil.rmtree(music)
    with opened(tmp_path / "two") as stores:
        take_in(stores, data)
        scan_folders(stores.tracks, [elsewhere])
        assert stars_by_name(stores) == {"uno.flac": 1, "due.mp3": 2}
        assert [track.path for track in stores.tracks.forgotten()] == [str(music / "three.opus")]
        report = scan_folders(stores.tracks, [elsewhere])
        assert (report.unavailable, report.unchanged) == (0, 2)


def test_another_song_in_the_place_of_one_that_waits_gets_nothing_of_it(tmp_path, music, data):
    shutil.copy(music / "three.opus", music / "one.opus")
    (music / "one.flac").unlink()
    encode(music / "one.flac", sweep(3.0, 48000, low=900.0), 48000)
    with opened(tmp_path / "two") as stores:
        scan_folders(stores.tracks, [music])
        take_in(stores, data)
        assert stars_by_name(stores) == {
            "one.flac": 0, "two.mp3": 2, "three.opus": 3, "one.opus": 0,
        }  # fmt: skip

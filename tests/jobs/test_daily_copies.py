"""Daily copies, on every kind of calendar. The clock is an argument; the files are real."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from personal_samples import LIBRARY, exported, opened, take_in

from player.errors import DataFileError
from player.jobs.daily_copies import copies_of, copy_if_due, is_due
from player.jobs.session import OpenStores
from player.library.track import Play, Playlist
from player.paths import Home
from player.store.events import Events

DAY = date(2026, 11, 26)
EVENTS = Events(plays={1: Play(1, 1.25, 1.0)}, playlists={1: Playlist(1, "Rain", (1, 2))})


def names(stores: OpenStores) -> list[str]:
    return [copy.name for copy in copies_of(stores.home)]


def copy_on(stores: OpenStores, day: date) -> Path | None:
    return copy_if_due(stores.home, stores.tracks, stores.listening, day)


class Listener:
    """Listens to something else each time, so that there is something to copy."""

    def __init__(self, stores: OpenStores) -> None:
        self._stores, self._heard = stores, 0

    def listen(self) -> None:
        self._heard += 1
        self._stores.listening.add_play(Play(1, 100.0 + self._heard, 1.0)).result()
        # The next change on a file system that counts whole milliseconds:
        journal = self._stores.home.store_dir / "listening.journal"
        at = journal.stat().st_mtime_ns + 10**7 * self._heard
        os.utime(journal, ns=(at, at))


def test_one_copy_a_day_that_holds_everything_and_can_be_read_back(tmp_path):
    with opened(tmp_path / "one", LIBRARY, EVENTS) as stores:
        copy = copy_on(stores, DAY)
        assert copy.name == "listening-2026-11-26.json"
        assert copy_on(stores, DAY) is None
        before, data = exported(stores), copy.read_bytes()
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]
    with opened(tmp_path / "two", LIBRARY) as stores:
        take_in(stores, data)
        assert exported(stores) == before


def test_no_copy_of_what_was_copied_and_none_of_nothing(tmp_path):
    with opened(tmp_path, LIBRARY) as stores:
        assert copy_on(stores, DAY) is None
        listener = Listener(stores)
        listener.listen()
        assert copy_on(stores, DAY)
        assert copy_on(stores, DAY + timedelta(1)) is None
    with opened(tmp_path) as stores:  # opening it is no change
        assert not is_due(stores.home, DAY + timedelta(1))
        Listener(stores).listen()
        assert is_due(stores.home, DAY + timedelta(1))
        assert not is_due(stores.home, DAY)


def test_the_last_seven_are_kept_and_other_files_left_alone(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        stores.home.copies_dir.mkdir()
        own = stores.home.copies_dir / "listening-before-the-concert.json"
        own.write_text("mine")
        listener = Listener(stores)
        for number in range(10):
            listener.listen()
            assert copy_on(stores, DAY + timedelta(2 * number))
        assert len(names(stores)) == 7
        assert names(stores)[0] == "listening-2026-12-02.json"
        assert own.read_text() == "mine"


def test_a_clock_set_back_stops_nothing_and_harms_no_newer_copy(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        listener = Listener(stores)
        for number in range(8):
            listener.listen()
            copy_on(stores, DAY + timedelta(number))
        newer = {copy: copy.read_bytes() for copy in copies_of(stores.home)}
        back = DAY + timedelta(2)  # a day that has a copy, of the time before
        listener.listen()
        assert copy_on(stores, back).name == "listening-2026-11-28-2.json"
        assert copy_on(stores, back) is None
        assert all(copy.read_bytes() == data for copy, data in newer.items())
        for number in range(1, 30):  # and so on until long after the clock was set back
            listener.listen()
            made = copy_on(stores, back + timedelta(number))
            assert made or number == 5  # the day of the last copy before, which has its name
        assert len(names(stores)) == 7


def test_a_clock_far_ahead_for_a_while_stops_nothing(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        listener = Listener(stores)
        for number in range(9):
            listener.listen()
            assert copy_on(stores, date(2035, 1, 1) + timedelta(number))
        for number in range(9):
            listener.listen()
            assert copy_on(stores, DAY + timedelta(number))
        assert [name[10:14] for name in names(stores)] == ["2026"] * 7 + ["2035"] * 7


def test_a_copy_is_made_at_the_end_of_a_session_and_trouble_is_only_told(tmp_path):
    heard: list[str] = []
    home = Home(tmp_path)
    with OpenStores(home, tell=heard.append) as stores:
        stores.tracks.put_tracks(LIBRARY)
        stores.listening.put(EVENTS)
    assert len(copies_of(home)) == 1
    copies_of(home)[0].unlink()
    home.copies_dir.rmdir()
    home.copies_dir.write_text("no folder")
    with OpenStores(home, tell=heard.append) as stores:
        stores.listening.set_rating(1, 5)
    assert len(heard) == 1 and heard[0].startswith("Today's copy")
    with OpenStores(home) as stores:
        assert stores.listening.ratings() == {1: 5}


def test_a_copy_that_cannot_be_written_leaves_the_others_alone(tmp_path, monkeypatch):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        listener = Listener(stores)
        copy_on(stores, DAY)
        before = copies_of(stores.home)[0].read_bytes()
        listener.listen()
        (stores.home.copies_dir / "listening-2026-11-27.json.new").mkdir()
        with pytest.raises(DataFileError):
            copy_on(stores, DAY + timedelta(1))
        assert names(stores) == ["listening-2026-11-26.json"]
        assert copies_of(stores.home)[0].read_bytes() == before


def test_what_a_kill_left_half_written_goes_with_the_next_copy(tmp_path):
    with opened(tmp_path, LIBRARY, EVENTS) as stores:
        stores.home.copies_dir.mkdir()
        (stores.home.copies_dir / "listening-2026-11-25.json.kx3b.new").write_text("{")
        copy = copy_on(stores, DAY)
        assert list(stores.home.copies_dir.iterdir()) == [copy]

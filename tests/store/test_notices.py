"""What opening finds damaged is told, once, and kept; what is not damaged is all there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from store_records import make_analysis, make_track

from player.errors import StoreWriteError
from player.jobs.session import OpenStores
from player.library.track import Play
from player.paths import Home
from player.store.curves import curves_path
from player.store.embeddings import vectors_path
from player.store.journal_lines import Header, encode_line
from player.store.listening_store import ListeningStore
from player.store.track_store import TrackStore
from player.store.writer import write_error

PLAYS = [Play(number, 1000.0 + number, 1.0) for number in range(1, 6)]


@pytest.fixture
def journal(tmp_path) -> Path:
    """The journal of a listening store with five plays."""
    store = ListeningStore.open(tmp_path)
    for play in PLAYS:
        store.add_play(play)
    store.close()
    return tmp_path / "listening.journal"


def opened(journal: Path) -> tuple[list[Play], list[str]]:
    """Plays and notices."""
    store = ListeningStore.open(journal.parent)
    store.close()
    return list(store.plays()), [str(notice) for notice in store.notices]


def spoil(journal: Path, words: bytes) -> None:
    """Flip a bit inside the line that holds *words*."""
    data = bytearray(journal.read_bytes())
    data[data.index(words) + 1] ^= 1
    journal.write_bytes(data)


def test_a_store_that_is_well_says_nothing(journal):
    assert opened(journal) == (PLAYS, [])


def test_a_damaged_entry_is_told_once_and_kept(journal):
    spoil(journal, b"plays 3 ")
    plays, notices = opened(journal)
    assert plays == PLAYS[:2] + PLAYS[3:]
    assert len(notices) == 2
    assert "listening history" in notices[0] and notices[0].endswith(": 1.")
    aside = journal.with_name("listening.journal.damaged")
    assert str(aside) in notices[1]
    assert b"1003.0" in aside.read_bytes()
    assert opened(journal) == (plays, [])
    spoil(journal, b"plays 5 ")
    assert opened(journal)[1][0].endswith(": 1.")  # the new one only


def test_an_unfinished_last_entry_is_told_and_kept(journal):
    os.truncate(journal, journal.stat().st_size - 5)
    plays, notices = opened(journal)
    assert plays == PLAYS[:-1]
    assert "not finished" in notices[0] and "damaged" in notices[1]
    assert opened(journal) == (plays, [])


@pytest.mark.parametrize("which", [1, 2, 3])
def test_damaged_headers_lose_nothing(journal, which):
    """The first, the second, or both: the schema and the highest ids are kept or told anew."""
    lines = journal.read_bytes().splitlines(keepends=True)
    assert lines[0] == lines[1] and b" # 0 " in lines[0]
    for number in (0, 1):
        if which & (number + 1):
            lines[number] = b"x" + lines[number][1:]
    journal.write_bytes(b"".join(lines))
    plays, notices = opened(journal)
    assert plays == PLAYS
    assert notices[0].endswith(f": {which.bit_count()}.")
    assert b'"schema":2' in journal.read_bytes()
    assert opened(journal) == (PLAYS, [])


def test_an_empty_journal_is_a_new_one(tmp_path):
    (tmp_path / "listening.journal").write_bytes(b"")
    assert opened(tmp_path / "listening.journal") == ([], [])


@pytest.mark.parametrize("rest", [b"", bytes(5000), b"\n\nno journal\n" * 30, b"\xff" * 700])
def test_a_journal_of_which_nothing_can_be_read_gives_way_to_the_one_before(journal, rest):
    journal.rename(journal.with_name("listening.journal.previous"))
    journal.write_bytes(rest)
    plays, notices = opened(journal)
    assert plays == PLAYS
    assert "older copy" in notices[0]
    aside = journal.with_name("listening.journal.damaged")
    assert aside.exists() == bool(rest)
    for line in rest.split(b"\n"):
        assert not line or line in aside.read_bytes()
    assert opened(journal) == (PLAYS, [])


def test_what_a_compaction_left_behind_is_in_nobodys_way(journal):
    for ending in (".new", ".previous.link"):
        journal.with_name(journal.name + ending).write_bytes(b"left over")
    store = ListeningStore.open(journal.parent)
    store._storage.compact().result()
    store.close()
    assert opened(journal) == (PLAYS, [])
    names = {file.name for file in journal.parent.iterdir()}
    assert names == {"listening.journal", "listening.journal.previous"}


def test_only_the_one_before_is_there(journal):
    journal.rename(journal.with_name("listening.journal.previous"))
    assert opened(journal) == (PLAYS, [])


def test_a_folder_in_place_of_the_journal_is_named(tmp_path):
    (tmp_path / "listening.journal").mkdir()
    with pytest.raises(StoreWriteError, match=r"listening\.journal"):
        ListeningStore.open(tmp_path)


def test_lost_vectors_and_curves_are_told_and_made_again(tmp_path):
    store = TrackStore.open(tmp_path)
    store.put_analyses([make_analysis(number) for number in (1, 2, 3)]).result()
    store.close()
    for path, left in ((vectors_path(tmp_path, "net", "1"), [1, 2]),
                       (curves_path(tmp_path, "net", "1"), [1])):  # fmt: skip
        size = path.stat().st_size
        os.truncate(path, size - 1 if left == [1, 2] else size - 80)
        store = TrackStore.open(tmp_path)
        assert sorted(store.analyses()) == left
        assert [str(notice) for notice in store.notices] == [
            "Tracks that have to be listened to again, their data was damaged: 1."
        ]
        store.close()


def test_a_damaged_curve_costs_the_curve_only(tmp_path, caplog):
    store = TrackStore.open(tmp_path)
    store.put_analyses([make_analysis(1), make_analysis(2)]).result()
    store.close()
    spoil(curves_path(tmp_path, "net", "1"), b"curves 1 ")
    store = TrackStore.open(tmp_path)
    assert store.analysis(1).curve == () and "track 1" in caplog.text
    assert store.analysis(2) == make_analysis(2)[0]
    assert store.analysis(1).tempo_bpm == 120.5
    store.close()


def test_commands_hear_of_both_stores(tmp_path):
    home = Home(tmp_path)
    with OpenStores(home) as stores:
        stores.tracks.put_tracks([make_track(1), make_track(2)])
        stores.listening.set_rating(1, 4)
        stores.listening.set_rating(2, 5)
    spoil(home.store_dir / "library.journal", b"tracks 1 ")
    spoil(home.store_dir / "listening.journal", b"ratings 2 ")
    told: list[str] = []
    with OpenStores(home, tell=told.append) as stores:
        assert [track.id for track in stores.tracks.tracks()] == [2]
        assert stores.listening.ratings() == {1: 4}
        assert told == [str(notice) for notice in stores.notices]
    assert any("library" in words for words in told)
    assert any("listening history" in words for words in told)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EROFS, "Make that folder writable"),
        (errno.EACCES, "Make that folder writable"),
        (errno.EIO, "Check the disk"),
    ],
)
def test_what_to_do_depends_on_what_the_disk_said(number, words):
    error = write_error(OSError(number, os.strerror(number)), Path("/home/x/library.journal"))
    assert words in str(error) and os.strerror(number) in str(error)


def test_a_header_of_the_oldest_schema_is_believed_when_none_can_be_read(tmp_path):
    """Only files of schema 1 have a single header."""
    path = tmp_path / "listening.journal"
    header = b"x" + Header("listening", 1).to_line()[1:]
    path.write_bytes(header + encode_line("ratings", 1, b'{"stars":3}'))
    store = ListeningStore.open(tmp_path)
    assert store.ratings() == {1: 3}
    store.close()
    assert b'"schema":2' in path.read_bytes()

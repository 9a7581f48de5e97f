"""When a change counts as saved, and in which order changes reach the file."""

from __future__ import annotations

import threading

import pytest
from store_records import FailingDisk, disk_full

from player.errors import StoreWriteError
from player.store.disk import Disk
from player.store.journal import JournalFile
from player.store.storage import JournalDB


class Waiting(Disk):
    """Syncs when it is let."""

    def __init__(self) -> None:
        self.asked, self.let = threading.Event(), threading.Event()
        self.let.set()

    def sync(self, fd: int) -> None:
        self.asked.set()
        self.let.wait()
        super().sync(fd)


def lines(path) -> list[list[bytes]]:
    found = [line.split(b" ", 3)[1:] for line in path.read_bytes().splitlines()]
    return [line for line in found if line[0] != b"#"]


def test_a_change_is_acknowledged_after_the_sync_and_seen_before(tmp_path):
    disk = Waiting()
    with JournalDB(tmp_path / "j", "library", disk) as db:
        disk.let.clear()
        disk.asked.clear()
        done = db.table("things").put({1: {"n": 1}})
        assert db.table("things").get(doc_id=1) == {"n": 1}
        assert disk.asked.wait(30)
        assert lines(tmp_path / "j") == [[b"things", b"1", b'{"n":1}']]  # written, not yet safe
        assert not done.done()
        disk.let.set()
        done.result(30)


def test_no_older_line_follows_a_newer_one_of_the_same_document(tmp_path, caplog):
    disk = FailingDisk(10**9, disk_full, times=3)
    with JournalDB(tmp_path / "j", "library", disk) as db:
        things = db.table("things")
        things.put({1: {"n": 1}, 2: {"n": 1}}).result()
        disk.at = disk.calls + 1
        with pytest.raises(StoreWriteError):
            things.put({1: {"n": 2}, 2: {"n": 2}}).result()
        with pytest.raises(StoreWriteError):
            things.put({1: {"n": 3}, 3: {"n": 3}}).result()
        things.put({2: None}).result()
        assert things.all() == [{"n": 3}, {"n": 3}]
    assert lines(tmp_path / "j")[2:] == [
        [b"things", b"1", b'{"n":3}'],
        [b"things", b"2", b"-"],
        [b"things", b"3", b'{"n":3}'],
    ]


def test_a_fault_in_the_program_lets_nobody_wait_for_ever(tmp_path, monkeypatch):
    heard = []
    monkeypatch.setattr(threading, "excepthook", heard.append)
    db = JournalDB(tmp_path / "j", "library")

    def fault() -> None:
        raise ZeroDivisionError

    waiting = db.table("things").put({1: {}}, before=fault)
    with pytest.raises(StoreWriteError, match="start again"):
        waiting.result(30)
    assert heard[0].exc_type is ZeroDivisionError
    with pytest.raises(RuntimeError):
        db.table("things").put({2: {}})
    db.close()


def test_closing_a_file_twice_is_closing_it_once(tmp_path):
    file = JournalFile(tmp_path / "j", Disk())
    file.open("library", 2)
    file.close()
    file.close()

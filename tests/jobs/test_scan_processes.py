"""The processes that read for the scan: batches of files, and a border around each file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from player.jobs.reading_child import pack, unpack
from player.jobs.scan_processes import ReadingProcesses
from player.library.scanner import FoundFile, ReadFile, read_file
from player.library.track import UNREAD, FileStamp, Metadata, ReplayGain
from player.wording import sentence


def found(path: Path | str, number: int = 0) -> FoundFile:
    return FoundFile(str(path), FileStamp(number, number), cover_beside=False, lyrics_beside=True)


def read_name(file: FoundFile) -> ReadFile:
    """What a child does for the tests below: the name of the file says it."""
    name = Path(file.path).name
    if name.startswith("kills"):
        os._exit(1)
    if name.startswith("killed once"):
        marker = Path(file.path)
        if not marker.exists():
            marker.touch()
            os._exit(1)
    if name.startswith("hangs"):
        threading.Event().wait()
    if name.startswith("eats"):
        assert bytearray(450 << 20)
    if name.startswith("long"):
        return ReadFile(file.path, file.stamp, "", Metadata(title="x" * 100_000))
    return ReadFile(file.path, file.stamp, "key", Metadata(title=name))


def read_all(names: list[str | Path], *, count: int = 2, limit_s: float = 30.0) -> list[ReadFile]:
    files = [found(name, number) for number, name in enumerate(names)]
    with ReadingProcesses(count, time_limit_s=limit_s, reader=read_name) as readers:
        readers.start()
        read = list(readers.read(files))
    assert [file.path for file in read] == [file.path for file in files]
    return read


def test_many_files_come_back_in_order_each_once():
    read = read_all([f"{number}" for number in range(300)])
    assert [file.metadata.title for file in read] == [f"{number}" for number in range(300)]
    assert [file.stamp.size for file in read] == list(range(300))


@pytest.mark.parametrize("count", [1, 3])
def test_of_a_batch_only_the_bad_files_are_lost_and_blamed(caplog, count):
    names = [f"{number}" for number in range(150)]
    names[0] = "kills first"
    names[40] = "hangs"
    names[41] = "kills next"
    names[70] = "eats"
    names[149] = "kills last"
    read = read_all(list(names), count=count, limit_s=1.0)
    failed = {file.path: file for file in read if file.failure is not None}
    assert failed.keys() == {"kills first", "hangs", "kills next", "eats", "kills last"}
    assert all(name in str(file.failure) for name, file in failed.items())
    assert {name for name, file in failed.items() if file.temporary} == {"hangs"}
    assert "too long" in str(failed["hangs"].failure)
    assert all(file.metadata.title == file.path for file in read if file.failure is None)


def test_a_process_that_somebody_else_killed_costs_no_file(tmp_path, caplog):
    names = [*map(str, range(20)), tmp_path / "killed once", *map(str, range(20, 40))]
    assert all(file.failure is None for file in read_all(names, count=1))
    assert "killed its process" in caplog.text


def test_messages_larger_than_any_pipe_stop_nobody():
    names = [f"{'deep/' * 700}{number}" for number in range(80)]
    names += [f"long {number}" for number in range(80)]
    assert all(file.failure is None for file in read_all(list(names)))


def test_reading_ends_when_it_is_called_off_even_if_a_file_hangs():
    with ReadingProcesses(1, reader=read_name) as readers:
        asked: list[int] = []
        files = [found("0"), found("hangs"), found("1")]
        read = list(readers.read(files, lambda: len(asked) > 3 or asked.append(1)))
    assert [file.path for file in read] in ([], ["0"])


def test_processes_that_were_started_for_nothing_end():
    readers = ReadingProcesses(2)
    readers.start()
    readers.close()
    assert list(readers.read([])) == []


def test_records_survive_the_way_between_processes():
    why = sentence("Scan", "{file} is damaged and cannot be read.", file="a")
    metadata = Metadata(
        title="t", artist="a", genres=("x", "y"), year=1999, duration_s=1.5, has_cover=True,
        gain=ReplayGain(-1.0, 0.5, None, 1.0),
    )  # fmt: skip
    for read in (
        ReadFile("p", FileStamp(1, 2), "key", metadata),
        ReadFile("p", UNREAD, "", Metadata(), why, temporary=True, unstable=True),
    ):
        assert unpack(found("p"), pack(read)) == read


def test_the_real_reader_runs_in_them(tmp_path):
    (tmp_path / "a.mp3").write_bytes(b"no music")
    with ReadingProcesses(1) as readers:
        (read,) = readers.read([found(tmp_path / "a.mp3")])
    assert read == read_file(found(tmp_path / "a.mp3"))
    assert read.failure is not None

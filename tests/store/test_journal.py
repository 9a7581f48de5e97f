from __future__ import annotations

import errno
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.store.disk import Disk
from player.store.journal import JournalFile
from player.store.journal_lines import Header, encode_line, read_journal


def lines_of(path: Path) -> dict[tuple[str, int], bytes]:
    file = JournalFile(path, Disk())
    _, tables = file.open("library", 2)
    file.close()
    return {
        (name, key): payload for name, table in tables.items() for key, payload in table.items()
    }


def filled(path: Path) -> list[bytes]:
    lines = [encode_line("t", i, orjson.dumps({"n": i})) for i in range(1, 6)]
    file = JournalFile(path, Disk())
    file.open("library", 1)
    for line in lines:
        file.append([line])
    file.close()
    return lines


@given(
    st.from_regex(r"[a-z]{1,10}", fullmatch=True),
    st.integers(0, 2**63 - 1),
    st.dictionaries(st.text(), st.text() | st.integers(-(2**53), 2**53) | st.none()),
)
def test_a_line_reads_as_it_was_written(tmp_path_factory, table, doc_id, document):
    try:
        payload = orjson.dumps(document)
    except TypeError:  # lone surrogates are no JSON
        return
    path = tmp_path_factory.mktemp("line") / "j"
    path.write_bytes(encode_line(table, doc_id, payload))
    assert read_journal(path, "library").tables == {table: {doc_id: payload}}
    with path.open("ab") as more:
        more.write(encode_line(table, doc_id, None))
    reading = read_journal(path, "library")
    assert reading.header.highest == {table: doc_id}
    assert (reading.tables, reading.end) == ({table: {}}, path.stat().st_size)


def test_a_line_with_any_byte_changed_is_refused(tmp_path, caplog):
    line = encode_line("tracks", 7, b'{"title":"x"}')
    path = tmp_path / "j"
    for where in (*range(8), *range(9, len(line) - 1)):  # byte 8, a space, says nothing
        for flipped in (0x01, 0x80):
            damaged = bytearray(line)
            damaged[where] ^= flipped
            path.write_bytes(damaged)
            assert read_journal(path, "library").tables == {}


def test_a_tail_torn_anywhere_loses_only_the_unfinished_line(tmp_path, caplog):
    whole = tmp_path / "whole"
    lines = filled(whole)
    data = whole.read_bytes()
    last_start = len(data) - len(lines[-1])
    for cut in range(last_start, len(data)):
        path = tmp_path / f"cut{cut}"
        path.write_bytes(data[:cut])
        assert [key for _, key in lines_of(path)] == [1, 2, 3, 4]
        assert path.stat().st_size == last_start
        if cut > last_start:
            aside = path.with_name(path.name + ".damaged").read_bytes()
            assert aside == data[last_start:cut] + b"\n"


def test_a_damaged_line_in_the_middle_loses_only_itself(tmp_path, caplog):
    path = tmp_path / "j"
    lines = filled(path)
    data = bytearray(path.read_bytes())
    data[data.index(lines[2]) + 15] ^= 1
    path.write_bytes(data)
    assert [key for _, key in lines_of(path)] == [1, 2, 4, 5]
    assert "damaged" in caplog.text
    assert path.read_bytes() == data


def test_a_damaged_header_loses_nothing(tmp_path, caplog):
    path = tmp_path / "j"
    filled(path)
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.write_bytes(data)
    assert [key for _, key in lines_of(path)] == [1, 2, 3, 4, 5]


def test_a_lost_journal_comes_back_from_the_one_before(tmp_path):
    path = tmp_path / "j"
    filled(path)
    path.rename(tmp_path / "j.previous")
    assert [key for _, key in lines_of(path)] == [1, 2, 3, 4, 5]


class Refusing(Disk):
    """Fails the calls named in ``refused``, each as often as it is there."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def _check(self, name: str) -> None:
        if name in self.refused:
            self.refused.remove(name)
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, fd: int, data: bytes) -> None:
        if "write" in self.refused:
            super().write(fd, data[: len(data) // 2])
        self._check("write")
        super().write(fd, data)

    def truncate(self, fd: int, size: int) -> None:
        self._check("truncate")
        super().truncate(fd, size)

    def open_append(self, path: Path) -> int:
        self._check("open_append")
        return super().open_append(path)

    def replace(self, source: Path, target: Path) -> None:
        self._check(f"replace {target.name}")
        super().replace(source, target)


@pytest.fixture
def refusing(tmp_path):
    disk = Refusing()
    file = JournalFile(tmp_path / "j", disk)
    file.open("library", 1)
    file.append([encode_line("t", 1, b"1")])
    yield file, disk
    file.close()


def test_a_torn_line_that_could_not_be_cut_off_spoils_no_later_one(refusing):
    file, disk = refusing
    disk.refused = ["write", "truncate", "truncate"]
    for _ in range(2):  # the second finds the torn line still there, and must not add to it
        with pytest.raises(OSError, match="No space"):
            file.append([encode_line("t", 2, b"2")])
    file.append([encode_line("t", 3, b"3")])
    assert file.path.stat().st_size == file.size
    assert [key for _, key in lines_of(file.path)] == [1, 3]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize(
    "refused",
    [["write"], ["replace j"], ["replace j.previous"], ["replace j", "open_append"],
     ["replace j", "replace j"]],
)  # fmt: skip
def test_after_a_compaction_that_failed_anywhere_lines_go_to_the_right_file(
    refusing, monkeypatch, refused, links
):
    file, disk = refusing

    def no_links(path: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    disk.refused = list(refused)
    with pytest.raises(OSError, match="No space"):
        file.replace(Header("library", 1), [encode_line("t", 1, b"1")])
    assert not list(file.path.parent.glob("j.new")) or refused != ["write"]
    disk.refused.clear()
    file.append([encode_line("t", 2, b"2")])
    assert lines_of(file.path) == {("t", 1): b"1", ("t", 2): b"2"}

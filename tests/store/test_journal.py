from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.store.disk import Disk
from player.store.journal import JournalFile, decode_line, encode_line


def lines_of(path: Path) -> dict[tuple[str, int], bytes | None]:
    found: dict[tuple[str, int], bytes | None] = {}
    file = JournalFile(path, Disk())
    file.open("library", 1, lambda table, doc_id, payload: found.update({(table, doc_id): payload}))
    file.close()
    return found


def filled(path: Path) -> list[bytes]:
    lines = [encode_line("t", i, orjson.dumps({"n": i})) for i in range(1, 6)]
    file = JournalFile(path, Disk())
    file.open("library", 1, lambda *_: None)
    for line in lines:
        file.append(line)
    file.close()
    return lines


@given(
    st.from_regex(r"[a-z]{1,10}", fullmatch=True),
    st.integers(0, 2**63 - 1),
    st.none() | st.dictionaries(st.text(), st.text() | st.integers(-(2**53), 2**53) | st.none()),
)
def test_a_line_reads_as_it_was_written(table, doc_id, document):
    try:
        payload = None if document is None else orjson.dumps(document)
    except TypeError:  # lone surrogates are no JSON
        return
    line = encode_line(table, doc_id, payload)
    assert line.count(b"\n") == 1
    assert decode_line(line[:-1]) == (table, doc_id, payload)


@given(st.data())
def test_a_line_with_any_byte_changed_is_refused(data):
    line = bytearray(encode_line("tracks", 7, b'{"title":"x"}')[:-1])
    where = data.draw(st.integers(0, len(line) - 1))
    line[where] ^= data.draw(st.integers(1, 255))
    if bytes(line[:8]).lower() == encode_line("tracks", 7, b'{"title":"x"}')[:8] and where < 8:
        return  # the same checksum in capitals
    if where == 8:
        return  # the space between is not information
    with pytest.raises(ValueError):
        decode_line(bytes(line))


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

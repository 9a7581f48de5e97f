from __future__ import annotations

from collections.abc import Iterator

import pytest

from player.store.whole_file import write_whole


def test_no_file_but_the_one_named_is_touched(tmp_path):
    other = tmp_path / "data.json.new"
    other.write_text("mine")
    write_whole(tmp_path / "data.json", [b"a", b"b"], mtime_ns=5 * 10**9)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "data.json": "ab",
        "data.json.new": "mine",
    }
    assert (tmp_path / "data.json").stat().st_mtime_ns == 5 * 10**9


def test_what_fails_half_way_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path):
    def blocks() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    file = tmp_path / ("歌" * 80)  # as long as a name may be, nearly
    file.write_text("old")
    with pytest.raises(OSError, match="No space"):
        write_whole(file, blocks())
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]
    write_whole(file, [b"new"])
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]

from __future__ import annotations

import pytest
from sound_files import encode, sweep

from player.library.ogg_pages import pages_in_order


@pytest.fixture(scope="module")
def opus(tmp_path_factory) -> bytes:
    """An Ogg file of several pages, as FFmpeg writes it."""
    folder = tmp_path_factory.mktemp("ogg")
    return encode(folder / "a.opus", sweep(4.0, 48000), 48000).read_bytes()


def test_the_pages_of_a_real_file_are_in_order(opus):
    assert opus.count(b"OggS") > 4
    assert pages_in_order(opus)
    second = opus.index(b"OggS", 1)
    assert pages_in_order(opus[:second])
    assert pages_in_order(opus[second:])


def test_one_wrong_bit_anywhere_is_noticed(opus):
    for at in (0, 4, 7, 14, 20, 23, 26, 27, 40, len(opus) // 2, len(opus) - 1):
        damaged = bytearray(opus)
        damaged[at] ^= 4
        assert not pages_in_order(bytes(damaged)), at


def test_pages_that_are_cut_off_or_not_there(opus):
    second = opus.index(b"OggS", 1)
    for data in (b"", b"OggS", opus[:-1], opus[: second + 10], opus[1:], b"x" + opus):
        assert not pages_in_order(data)


def test_only_the_first_page_counts(opus):
    second = opus.index(b"OggS", 1)
    assert pages_in_order(opus[: second + 10], only_first=True)
    assert not pages_in_order(opus[: second - 1], only_first=True)

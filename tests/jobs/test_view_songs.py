"""One song in several files: what counts as the same, and which file sounds best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.jobs.file_quality import file_quality
from player.jobs.song_names import song_name
from player.jobs.view_songs import join_songs
from player.library.track import Metadata


def name(title: str, artist: str = "Ann") -> str:
    return song_name(Metadata(title=title, artist=artist))


@pytest.mark.parametrize(
    "title",
    [
        "HELLO",
        "Hello (Live at Wembley)",
        "Hello [2011 Remaster]",
        "Hello - Remastered",
        "Hello - 2011 Remaster",
        "Hello feat. Bob",
        "Hello (feat. Bob) [Demo]",
        "Hello（片段）",
        "Hello (现场版)",
        "Ｈｅｌｌｏ",
    ],
)
def test_versions_are_one_song(title: str):
    assert name(title) == name("Hello") != ""


@pytest.mark.parametrize(
    "title", ["Hello Again", "Hello (Part 2)", "Hello (Edith)", "Alive", "Hello - Goodbye", "Live"]
)
def test_other_titles_are_other_songs(title: str):
    assert name(title) != name("Hello")


def test_the_artist_tells_songs_apart_and_guests_do_not():
    assert name("Hello", "Ann") != name("Hello", "Bob")
    assert name("Hello", "Ann feat. Bob") == name("Hello", "Ann")
    assert name("Live", "Ann") != ""


@pytest.mark.parametrize(
    "title", ["", "Intro", "Track 03", "II. Allegro ma non troppo", "曲目 3", "!!!", "1999"]
)
def test_titles_that_many_songs_have_join_nothing(title: str):
    assert name(title) == ""
    assert name("Hello", "") == ""


def test_a_lossless_file_stands_above_any_other_and_packing_says_nothing():
    def quality(codec: str, bitrate: int, samplerate: int = 44_100) -> float:
        return file_quality(
            Metadata(codec=codec, bitrate=bitrate, samplerate=samplerate, channels=2)
        )

    assert quality("flac", 400_000) == quality("pcm", 1_411_200) > quality("mp3", 320_000)
    assert quality("mp3", 320_000) > quality("mp3", 128_000) > file_quality(Metadata())
    assert quality("alac", 900_000, 96_000) > quality("flac", 900_000)


GROUPS = st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), max_size=12)


@given(GROUPS)
def test_songs_are_joined_from_file_to_file_and_no_further(pairs):
    first = np.array([a for a, _ in pairs], dtype=np.int32)
    second = np.array([b for _, b in pairs], dtype=np.int32)
    song = join_songs((first, second))
    near = [
        [
            i == j or pairs[i][0] == pairs[j][0] >= 0 or pairs[i][1] == pairs[j][1] >= 0
            for j in range(len(pairs))
        ]
        for i in range(len(pairs))
    ]
    for start in range(len(pairs)):
        reached, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            waiting += (
                fresh := [j for j, is_near in enumerate(near[here]) if is_near and j not in reached]
            )
            reached.update(fresh)
        assert {j for j in range(len(pairs)) if song[j] == song[start]} == reached

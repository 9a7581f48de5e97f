"""Which song a title names, and which version of it."""

from __future__ import annotations

import pytest

from player.jobs.song_names import KINDS, song_name, version_of, version_words
from player.library.track import Metadata


def name(title: str, artist: str = "Ann") -> str:
    return song_name(Metadata(title=title, artist=artist))


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("HELLO", ()),
        ("Ｈｅｌｌｏ", ()),
        ("Hello feat. Bob", ()),
        ("Hello (Original Mix)", ()),
        ("Hello - Album Version", ()),
        ("Hello (Live at Wembley)", ("live",)),
        ("Hello - Live in Paris / 2009", ("live",)),
        ("Hello (2010 Live)", ("live",)),
        ("Hello (MTV Unplugged)", ("live", "acoustic")),
        ("Hello (现场版)", ("live",)),
        ("Hello 现场版", ("live",)),
        ("Hello [2011 Remaster]", ("remaster",)),
        ("Hello - Remastered 2009", ("remaster",)),
        ("Hello - 2011 Remaster", ("remaster",)),
        ("Hello (Radio Edit)", ("edit",)),
        ("Hello - Single Version", ("edit",)),
        ("Hello (Extended Mix)", ("extended",)),
        ("Hello (Acoustic)", ("acoustic",)),
        ("Hello (feat. Bob) [Demo]", ("demo",)),
        ("Hello (Instrumental)", ("instrumental",)),
        ("Hello (Karaoke Version)", ("karaoke",)),
        ("Hello（伴奏）", ("karaoke",)),
        ("Hello（片段）", ("excerpt",)),
        ("Hello (Take 3)", ("alternate",)),
        ("Hello - Mono Version", ("mono",)),
        ("Hello (Club Mix)", ("remix",)),
        ("Hello (Ann Remix)", ("remix",)),
        ("Hello (2004 Remix)", ("remix",)),
        ("Hello (Beatles cover)", ("cover",)),
        ("Hello (Re-recorded)", ("rerecorded",)),
        ("Hello (国语版)", ("version",)),
        ("Hello (Ann's Version)", ("version",)),
        ("Hello (2011)", ("version",)),
    ],
)
def test_versions_are_one_song_and_are_told_apart(title: str, kinds: tuple[str, ...]):
    assert name(title) == name("Hello") != ""
    assert version_of(Metadata(title=title, artist="Ann")) == kinds


@pytest.mark.parametrize(
    "title",
    [
        "Hello Again",
        "Hello (Part 2)",
        "Hello (Edith)",
        "Hello (Credit)",
        "Hello (Demolition)",
        "Hello (Undercover)",
        "Hello (Where Do You Live)",
        "Hello (Live and Let Die)",
        "Hello (Long Live the King)",
        "Hello (Bob Remix)",
        "Hello - Bob Remix",
        "Hello (Bob's Extended Mix)",
        "Alive",
        "Live",
        "Hello - Goodbye",
    ],
)
def test_other_titles_and_remixes_by_others_are_other_songs(title: str):
    assert name(title) != name("Hello")
    assert version_of(Metadata(title=title, artist="Ann")) == ()


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


@pytest.mark.parametrize(
    ("album", "kinds"),
    [
        ("Live at the Regal", ("live",)),
        ("Songs (Live)", ("live",)),
        ("周杰伦演唱会", ("live",)),
        ("MTV Unplugged in New York", ("live", "acoustic")),
        ("Greatest Songs (2011 Remaster)", ("remaster",)),
        ("Live Through This", ()),
        ("Alive", ()),
        ("Greatest Hits", ()),
    ],
)
def test_an_album_tells_the_version_of_all_its_songs(album: str, kinds: tuple[str, ...]):
    assert version_of(Metadata(title="Hello", artist="Ann", album=album)) == kinds


def test_every_kind_has_a_name():
    assert len({str(version_words(kind)) for kind in KINDS}) == len(KINDS)

"""Which files hold the same song, and which of them sounds best.

Pure Python and numpy, any thread. Two files hold one song when their sound is the same to the byte,
or when title and artist are, with words for a version (live, remaster, demo...) and guests left
off; and so on from file to file. In doubt they are two songs: a file without a title or an artist
is like no other, and titles that many songs have (Intro, Allegro, Track 3) join nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from player.jobs.view_rows import artist_name
from player.library.track import Metadata

_VERSION = (
    r"(?:\b(?:live|remaster|remastered|demo|excerpt|edit|version|mono|stereo|acoustic|unplugged"
    r"|bonus track|alternate|take \d+|feat|ft|featuring)\b"
    r"|现场|現場|重制|重製|试听|試聽|片段|演唱会|演唱會|版)"
)
_BRACKETED = re.compile(rf"\s*[(\[（【][^)\]）】]*{_VERSION}[^)\]）】]*[)\]）】]")
_DASHED = re.compile(rf"\s+[-–]\s+(?:\d{{4}}\s+)?{_VERSION}.*$")
_GUESTS = re.compile(r"\s+(?:feat|ft|featuring)\b.*$")
_SUSPECT = re.compile(r"[(\[（【]|\s[-–]\s|\sf(?:ea)?t")
_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|[ivxlc]+")

_SHARED = frozenset(
    _WORDS.findall("""
    track titel piste untitled unknown title intro outro introduction interlude skit prelude
    prologue epilogue theme overture finale movement part no nr op in minor major sharp flat
    a b c d e f g allegro andante adagio presto largo lento vivace moderato allegretto andantino
    scherzo menuetto minuet rondo aria sarabande gigue allemande courante bourree gavotte
    ma non troppo con brio molto poco assai e et 音轨 曲目 未知 无题 前奏 间奏 序曲 尾声
    """)
)
"""Words of titles that many songs have."""

_LOSSLESS = frozenset({"flac", "alac", "ape", "wavpack", "tta", "pcm", "dsd"})
_ABOVE_LOSSY = 1e6


def song_name(metadata: Metadata) -> str:
    """Title and artist in comparable spelling; empty when they do not tell a song from another."""
    artist = artist_name(metadata)
    if not (metadata.title and artist):
        return ""
    title = metadata.title
    if not title.isascii():
        title = unicodedata.normalize("NFKC", title)
    title = title.casefold()
    if _SUSPECT.search(title):
        for version in (_BRACKETED, _DASHED, _GUESTS):
            title = version.sub("", title)
    words = title.split() if title.replace(" ", "").isalnum() else _WORDS.findall(title)
    for word in words:
        if word not in _SHARED and not _NUMBER.fullmatch(word):
            return f"{' '.join(words)}\0{artist}"
    return ""


def file_quality(metadata: Metadata) -> float:
    """How good the sound of a file is: kbit/s, and any lossless file above any other.

    Among lossless ones the one with more samples; how small it was packed says nothing.
    """
    if metadata.codec in _LOSSLESS:
        return _ABOVE_LOSSY + (metadata.samplerate or 0) / 1e3 * (metadata.channels or 1)
    return (metadata.bitrate or 0) / 1e3


def join_songs(groupings: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """A number per row, the same for rows that are in one group of any of *groupings*.

    :param groupings: each (n,) group numbers from 0 on; -1: in no group.
    :returns: (n,) the first row of each joined group.
    """
    song = np.arange(len(groupings[0]), dtype=np.int32)
    while True:
        before = song.copy()
        for group in groupings:
            rows = np.flatnonzero(group >= 0)
            if len(rows):
                first = np.full(int(group.max()) + 1, len(song), dtype=np.int32)
                np.minimum.at(first, group[rows], song[rows])
                song[rows] = first[group[rows]]
        if np.array_equal(song, before):
            return song

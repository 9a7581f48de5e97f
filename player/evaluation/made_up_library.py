"""Tracks and analyses as real libraries have them, made up in any number for benchmarks.

Pure Python and numpy, any thread. The same number always gives the same track.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from player.library.track import Analysis, FileStamp, Metadata, Track
from player.store.heard import Analysed

EMBEDDING, SCORES = 64, 24
"""Sizes of the vectors of the network that ships."""
_POINTS = 80  # of a curve: one every three seconds


def made_up_track(number: int) -> Track:
    """A track with a document of some 450 bytes."""
    artist = f"Artist {number % 2000} 歌手"
    metadata = Metadata(
        title=f"Title {number} with a few words",
        artist=artist,
        album=f"Album {number // 12}",
        album_artist=artist,
        genres=("Rock",),
        year=1960 + number % 65,
        track_number=number % 12 + 1,
        duration_s=180.0 + number % 100,
        codec="mp3",
        samplerate=44100,
        channels=2,
        bitrate=192_000,
        has_cover=True,
    )
    path = f"/home/listener/Music/{artist}/Album {number // 12}/{number:06d} title.mp3"
    return Track(number, path, FileStamp(4_000_000 + number, number), f"{number:032x}", metadata, 1)


def touched(track: Track) -> Track:
    """*track* with one field changed."""
    return dataclasses.replace(track, available=not track.available)


def made_up_analysis(number: int, random: np.random.Generator) -> Analysed:
    """A full analysis with vectors and a curve, as the tagging makes them."""
    curve = tuple(
        (3.0 * i, round(0.01 * i - 0.3, 3), round(0.3 - 0.01 * i, 3)) for i in range(_POINTS)
    )
    analysis = Analysis(
        number,
        f"{number:032x}",
        "full",
        "bench",
        "1",
        240.5,
        120.25,
        "C major",
        -9.25,
        -0.5,
        curve,
        (63.0, 84.0),
    )
    return analysis, random.random(EMBEDDING, np.float32), random.random(SCORES, np.float32)

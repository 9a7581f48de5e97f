"""What the demo library contains: the pieces with all that their files say of them.

Used by the scripts that render the demo library, and by their tests. Ensembles, albums and words
are invented; everything is CC0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from band_pieces import blue_corner_table, rusty_gate_shuffle, slow_harbour, sunny_side_bicycle
from loud_pieces import iron_tide, mirrorball_avenue, night_bus_upward, the_corridor
from quiet_pieces import last_train_waltz, letter_by_lamplight, tidewater, under_the_ice
from synthesis import Samples


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the demo library."""

    compose: Callable[[int], Samples]
    """Seed to master, stereo (2, n) at ``synthesis.SAMPLERATE``."""
    title: str
    """Title as tagged."""
    artist: str
    """Invented ensemble."""
    album: str
    """Album as tagged; pieces of one album share a cover."""
    number: int
    """Track number on the album."""
    genre: str
    """Genre as tagged."""
    bpm: float
    """Tempo as composed, quarter notes per minute."""
    key: str
    """Key as composed, as in ``"Em"``."""
    mood: str
    """Mood the composer meant; never written to the file."""
    seed: int
    """Start of the piece's chance."""
    lyrics: tuple[tuple[float, str], ...] = ()
    """Own words with their time in seconds."""

    @property
    def stem(self) -> str:
        """Name of the file without its suffix."""
        return f"{self.artist} - {self.title}"


_BAR = 240.0 / 116.0
_THREE = 180.0 / 84.0

_BICYCLE = (
    (0.0, "Morning on the handlebars, a bell for every street"),
    (2 * _BAR, "Half the town is whistling and the rest will keep the beat"),
    (4 * _BAR, "Left is to the river and right is to the hill"),
    (6 * _BAR, "Nobody is waiting, and I am faster still"),
    (8 * _BAR, "Sunny side, sunny side, I ride on the sunny side"),
    (10 * _BAR, "Shadows have their own way home, there is room on mine to ride"),
    (12 * _BAR, "Sunny side, sunny side, the day is new and wide"),
    (14 * _BAR, "Come along with me"),
)
_WALTZ = (
    (0.0, "The platform counts its lights for you"),
    (4 * _THREE, "One for each year that I knew"),
    (8 * _THREE, "The last train turns the rain to gold"),
    (12 * _THREE, "And leaves me here with hands grown cold"),
)

_ROOMS = ("Lamplight Ensemble", "Rooms After Midnight")
_PORCH = ("The Harbour Street Players", "Front Porch Songs")
_LATITUDES = ("Polar Static", "Latitudes")

PIECES: tuple[Piece, ...] = (
    Piece(tidewater, "Tidewater", *_LATITUDES, 1, "Ambient", 60.0, "D", "calm", 101),
    Piece(
        letter_by_lamplight,
        "Letter by Lamplight",
        *_ROOMS,
        1,
        "Classical",
        88.0,
        "Em",
        "romantic",
        102,
    ),
    Piece(
        sunny_side_bicycle,
        "Sunny Side Bicycle",
        *_PORCH,
        1,
        "Pop",
        116.0,
        "C",
        "happy",
        103,
        _BICYCLE,
    ),
    Piece(
        mirrorball_avenue,
        "Mirrorball Avenue",
        "Neon Meridian",
        "City of Mirrors",
        1,
        "Disco",
        118.0,
        "Am",
        "energetic",
        104,
    ),
    Piece(
        iron_tide,
        "Iron Tide",
        "Ferrous Choir",
        "Anvil Songs",
        1,
        "Metal",
        160.0,
        "Em",
        "angry",
        105,
    ),
    Piece(the_corridor, "The Corridor", *_ROOMS, 3, "Soundtrack", 132.0, "Cm", "tense", 106),
    Piece(under_the_ice, "Under the Ice", *_LATITUDES, 3, "Electronic", 48.0, "Dm", "dark", 107),
    Piece(
        last_train_waltz,
        "Last Train Waltz",
        *_ROOMS,
        2,
        "Classical",
        84.0,
        "Dm",
        "melancholic",
        108,
        _WALTZ,
    ),
    Piece(
        blue_corner_table,
        "Blue Corner Table",
        "Ambleside Trio",
        "First Set",
        1,
        "Jazz",
        132.0,
        "Bb",
        "calm",
        109,
    ),
    Piece(rusty_gate_shuffle, "Rusty Gate Shuffle", *_PORCH, 3, "Blues", 104.0, "A", "happy", 110),
    Piece(slow_harbour, "Slow Harbour", *_PORCH, 2, "Reggae", 84.0, "G", "happy", 111),
    Piece(
        night_bus_upward,
        "Night Bus Upward",
        *_LATITUDES,
        2,
        "Electronic",
        124.0,
        "Fm",
        "energetic",
        112,
    ),
)
"""The demo library."""

DATE = "2026"
LICENSE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"

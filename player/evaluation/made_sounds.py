"""Sounds that are not music, made on the spot: what must not get a mood. Command line only.

Steady, random and signalling sounds of known kinds (77), the same bytes on every run, and
with espeak-ng installed speech as well (:mod:`player.evaluation.made_speech`). Left out is whatever
a listener might call music: chords, melodies, regular beats.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from player.evaluation import made_recipes as recipes
from player.evaluation import made_signals as made
from player.evaluation.made_recipes import Recipe

_LEVEL_DB = -20.0
"""RMS of a made sound where its recipe says nothing else."""


@dataclass(frozen=True, slots=True)
class MadeSound:
    """One sound that is not music."""

    name: str
    """Unique, fit for a file's name."""
    kind: str
    """``silence``, ``noise``, ``tone``, ``sweep``, ``hum``, ``clicks``, ``signal``, ``machine``,
    ``surroundings`` or ``speech``."""
    y: npt.NDArray[np.float32]
    """(frames,) within -1..1."""
    samplerate: int
    """Of :attr:`y`, Hz."""


def made_sounds() -> Iterator[MadeSound]:
    """All sounds that need nothing but arithmetic, each from a seed of its own name."""
    for kind, named in RECIPES.items():
        for name, recipe in named.items():
            random = np.random.default_rng(zlib.crc32(name.encode()))
            y = recipe(random)
            level_db = _LEVELS_DB.get(name, _LEVEL_DB)
            shown = y.astype(np.float32) if kind == "silence" else made.at_level(y, level_db)
            yield MadeSound(name, kind, shown, made.SAMPLERATE)


_REST = (0.7, False)

RECIPES: Mapping[str, Mapping[str, Recipe]] = MappingProxyType(
    {
        "silence": {
            "digital_silence": lambda _random: np.zeros(made.FRAMES),
            "dither_16_bit": lambda random: random.triangular(-1, 0, 1, made.FRAMES) / 32768,
            "hiss_at_-75_db": lambda random: random.normal(0, 10 ** (-75 / 20), made.FRAMES),
            "constant_offset": lambda _random: np.full(made.FRAMES, 0.25),
        },
        "noise": {
            "white_noise": recipes.noise(0),
            "quiet_white_noise": recipes.noise(0),
            "loud_white_noise": recipes.noise(0),
            "pink_noise": recipes.noise(1),
            "quiet_pink_noise": recipes.noise(1),
            "brown_noise": recipes.noise(2),
            "blue_noise": recipes.noise(-1),
            "noise_100_300_hz": recipes.band_noise(100, 300),
            "noise_300_3400_hz": recipes.band_noise(300, 3400),
            "noise_500_1000_hz": recipes.band_noise(500, 1000),
            "noise_2_4_khz": recipes.band_noise(2000, 4000),
            "noise_5_12_khz": recipes.band_noise(5000, 12000),
            "fading_noise": recipes.fading,
            "noise_bursts": recipes.bursts,
        },
        "tone": {
            "tone_55_hz": recipes.steady(55),
            "tone_110_hz": recipes.steady(110),
            "tone_261_hz": recipes.steady(261.6),
            "tone_440_hz": recipes.steady(440),
            "tone_1_khz": recipes.steady(1000),
            "tone_3_khz": recipes.steady(3000),
            "tone_9_khz": recipes.steady(9000),
            "trembling_tone_330_hz": recipes.trembling(330, 0.4),
            "trembling_tone_700_hz": recipes.trembling(700, 5),
            "beating_tones": recipes.pair(500, 501.5),
            "square_wave_220_hz": recipes.square(220),
            "square_wave_1_khz": recipes.square(1000),
        },
        "sweep": {
            "sweep_up": recipes.sweep(30, 16000),
            "sweep_down": recipes.sweep(12000, 60),
            "chirps": recipes.sweep(400, 4000, 0.9),
            "slow_siren": recipes.siren(400, 1200, 0.15),
            "fast_siren": recipes.siren(700, 1500, 3.0),
        },
        "hum": {
            "hum_50_hz": recipes.hum(50, 1.0),
            "hum_60_hz": recipes.hum(60, 1.0, 0.3, 0.2),
            "buzz_50_hz": recipes.hum(50, 0.5, 0.3, 1.0, 0.3, 0.8, 0.2, 0.6, 0.2, 0.4),
            "buzz_60_hz": recipes.hum(60, 0.4, 0.2, 0.8, 0.3, 0.9, 0.2, 0.5, 0.2, 0.5),
            "transformer_100_hz": recipes.hum(100, 1.0, 0.5, 0.1, 0.3, hiss=0.05),
            "hum_and_hiss": recipes.hum(50, 1.0, 0.2, 0.5, hiss=0.3),
            "ground_loop": recipes.ground_loop,
        },
        "clicks": {
            "sparse_clicks": recipes.crackle(1.5, 0.0003),
            "vinyl_crackle": recipes.crackle(0.03, 0.0002, floor=0.02),
            "geiger_counter": recipes.crackle(0.12, 0.001),
            "dripping": recipes.knocks(0.9, (900, 2600), 0.012),
            "footsteps": recipes.knocks(0.7, (70, 140), 0.03),
            "knocking": recipes.knocks(0.5, (300, 900), 0.02),
            "single_clicks": recipes.crackle(4.0, 0.002),
        },
        "signal": {
            "dial_tone_350_440_hz": recipes.pair(350, 440),
            "dial_tone_425_hz": recipes.steady(425),
            "busy_tone": recipes.keyed(recipes.steady(425), (0.48, True), (0.48, False)),
            "ringing_tone": recipes.keyed(recipes.pair(440, 480), (2.0, True), (4.0, False)),
            "dialling": recipes.dialling,
            "modem": recipes.modem,
            "morse_slow": recipes.morse("calm seas all day no wind", 600, 0.09),
            "morse_fast": recipes.morse(
                "cq cq shows this is a test message in morse code", 750, 0.045
            ),
            "telephone_bell": recipes.bell(1100, 1330, 20),
            "reversing_lorry": recipes.keyed(recipes.steady(1250), (0.5, True), (0.5, False)),
            "smoke_alarm": recipes.keyed(
                recipes.square(3100), *[(0.5, True), (0.5, False)] * 3, _REST
            ),
            "alarm_clock": recipes.keyed(
                recipes.square(2000), *[(0.06, True), (0.06, False)] * 4, _REST
            ),
            "square_wave_alarm": recipes.keyed(recipes.square(820), (0.25, True), (0.25, False)),
            "censor_beeps": recipes.keyed(
                recipes.steady(1000), (0.8, True), (1.7, False), (0.3, True), (2.0, False)
            ),
        },
        "machine": {
            "engine_idle": recipes.engine(28, 0.05),
            "engine_slow": recipes.engine(14, 0.12),
            "engine_fast": recipes.engine(70, 0.03),
            "drill": recipes.motor(300, 420),
            "mixer": recipes.motor(130, 210),
            "fan": lambda random: made.resonance(made.coloured(random, 1), 180, 150),
            "rumble": lambda random: made.band(made.coloured(random, 2), 20, 70),
            "jet_cabin": lambda random: made.band(made.coloured(random, 1.5), 60, 2000),
        },
        "surroundings": {
            "wind": recipes.wind,
            "rain": recipes.rain,
            "surf": recipes.surf,
            "thunder": recipes.thunder,
            "applause": recipes.applause,
            "fire": lambda random: (
                recipes.crackle(0.05, 0.002)(random) + 0.3 * made.coloured(random, 1.5)
            ),
        },
    }
)
"""Kind -> name -> how it is made."""

_LEVELS_DB = {
    "quiet_white_noise": -50.0,
    "quiet_pink_noise": -45.0,
    "loud_white_noise": -9.0,
    "dial_tone_425_hz": -12.0,
    "tone_440_hz": -6.0,
    "tone_110_hz": -35.0,
    "rain": -32.0,
}
"""RMS of those that are quieter or louder than :data:`_LEVEL_DB`; silences are as they are made."""

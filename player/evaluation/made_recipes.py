"""How each sound that is not music is made, from blocks of :mod:`player.evaluation.made_signals`.

Command line only. A recipe takes a random source and gives (frames,) float64 of any level.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from player.evaluation import made_signals as made
from player.evaluation.made_signals import FloatArray, Random

Recipe = Callable[[Random], FloatArray]


def steady(hertz: float) -> Recipe:
    """A sine."""
    return lambda _random: made.sine(hertz)


def trembling(hertz: float, rate_hz: float) -> Recipe:
    """A sine of slowly changing strength."""
    return lambda _random: made.sine(hertz) * (0.6 + 0.4 * made.sine(rate_hz))


def noise(exponent: float) -> Recipe:
    """Coloured noise, see :func:`made_signals.coloured`."""
    return lambda random: made.coloured(random, exponent)


def band_noise(low_hz: float, high_hz: float) -> Recipe:
    """White noise between two frequencies."""
    return lambda random: made.band(made.coloured(random, 0), low_hz, high_hz)


def sweep(low_hz: float, high_hz: float, period_s: float = made.SECONDS) -> Recipe:
    """Exponential, over and over; downwards where the first frequency is the higher one."""

    def recipe(_random: Random) -> FloatArray:
        along = (made.times() % period_s) / period_s
        return made.gliding(low_hz * (high_hz / low_hz) ** along)

    return recipe


def siren(low_hz: float, high_hz: float, rate_hz: float) -> Recipe:
    """A sine that swings between two frequencies."""

    def recipe(_random: Random) -> FloatArray:
        return made.gliding(low_hz + (high_hz - low_hz) * (0.5 + 0.5 * made.sine(rate_hz)))

    return recipe


def hum(hertz: float, *strengths: float, hiss: float = 0.0) -> Recipe:
    """Mains hum: overtones of the given strengths, and hiss."""

    def recipe(random: Random) -> FloatArray:
        return made.harmonics(hertz, strengths) + hiss * random.normal(size=made.FRAMES)

    return recipe


def crackle(every_s: float, fade_s: float, floor: float = 0.0) -> Recipe:
    """Clicks of random strength at random moments over a floor of hiss."""

    def recipe(random: Random) -> FloatArray:
        moments = made.irregular(random, every_s, least_s=0.001)
        sizes = random.lognormal(0, 1, len(moments)) * random.choice((-1, 1), len(moments))
        clicks = made.placed(moments, lambda i: sizes[i] * made.decay(6 * fade_s, fade_s))
        return clicks + floor * random.normal(size=made.FRAMES)

    return recipe


def knocks(every_s: float, hertz: tuple[float, float], fade_s: float) -> Recipe:
    """Short ringing knocks of changing pitch at random moments: drops, steps, a clock gone mad."""

    def recipe(random: Random) -> FloatArray:
        moments = made.irregular(random, every_s, least_s=0.1)
        pitches = random.uniform(*hertz, len(moments))

        def knock(i: int) -> FloatArray:
            fall = made.decay(8 * fade_s, fade_s)
            ring = np.sin(2 * np.pi * pitches[i] * np.arange(len(fall)) / made.SAMPLERATE)
            return np.asarray(fall * (ring + 0.3 * random.normal(size=len(fall))))

        return made.placed(moments, knock)

    return recipe


def keyed(tone: Recipe, *pattern: tuple[float, bool]) -> Recipe:
    """A tone switched by (seconds, on), over and over."""
    return lambda random: made.keyed(tone(random), pattern)


def pair(first_hz: float, second_hz: float) -> Recipe:
    """Two sines."""
    return lambda _random: made.sine(first_hz) + made.sine(second_hz)


def square(hertz: float) -> Recipe:
    """A square wave."""
    return lambda _random: made.square(hertz)


def bell(first_hz: float, second_hz: float, strokes_hz: float) -> Recipe:
    """The bell of an old telephone: a clapper between two bowls, two seconds in six."""

    def recipe(_random: Random) -> FloatArray:
        strokes = np.arange(0, made.SECONDS - 0.1, 1 / strokes_hz)
        strokes = strokes[strokes % 6.0 < 2.0]
        fall = made.decay(0.4, 0.08)
        t = np.arange(len(fall)) / made.SAMPLERATE
        multiples, strengths = (1.0, 2.76, 5.4), np.array((1.0, 0.6, 0.4))  # of a bar: not harmonic

        def stroke(i: int) -> FloatArray:
            pitch = (first_hz, second_hz)[i % 2]

            rings = np.sin(2 * np.pi * pitch * np.outer(multiples, t))
            return np.asarray(fall * (strengths @ rings))

        return made.placed(strokes.tolist(), stroke)

    return recipe


_LETTERS = {
    "a": ".-", "c": "-.-.", "d": "-..", "e": ".", "h": "....", "i": "..", "l": ".-..", "m": "--",
    "n": "-.", "o": "---", "q": "--.-", "r": ".-.", "s": "...", "t": "-", "u": "..-", "w": ".--",
    "g": "--.", "y": "-.--",
}  # fmt: skip


def morse(text: str, hertz: float, dot_s: float) -> Recipe:
    """Morse code of *text*, over and over."""
    pattern: list[tuple[float, bool]] = []
    for word in text.split():
        for letter in word:
            for sign in _LETTERS[letter]:
                pattern += [((3 if sign == "-" else 1) * dot_s, True), (dot_s, False)]
            pattern.append((2 * dot_s, False))
        pattern.append((4 * dot_s, False))
    return keyed(steady(hertz), *pattern)


def dialling(random: Random) -> FloatArray:
    """Random digits on a telephone's keys (DTMF, ITU-T Q.23), at irregular moments."""
    moments = made.irregular(random, 0.4, least_s=0.3)
    rows, columns = (697, 770, 852, 941), (1209, 1336, 1477)
    keys = [(random.choice(rows), random.choice(columns)) for _ in moments]
    t = np.arange(round(0.15 * made.SAMPLERATE)) / made.SAMPLERATE
    return made.placed(moments, lambda i: np.sin(2 * np.pi * np.outer(keys[i], t)).sum(axis=0))


def modem(random: Random) -> FloatArray:
    """Random bits at 300 baud between 1270 and 1070 Hz (Bell 103)."""
    bits = random.integers(0, 2, round(300 * made.SECONDS) + 1)
    return made.gliding(np.where(bits[(made.times() * 300).astype(int)], 1270.0, 1070.0))


def engine(strokes_hz: float, wander: float) -> Recipe:
    """An idling engine: a rough pulse train through the resonances of its pipes."""

    def recipe(random: Random) -> FloatArray:
        rate = strokes_hz * (1 + wander * made.slow(random, 0.7, -1, 1))
        phase = np.cumsum(rate) / made.SAMPLERATE
        pulses = np.diff(np.floor(phase), prepend=0.0) * random.uniform(0.6, 1.4, made.FRAMES)
        rough = pulses * 30 + 0.3 * random.normal(size=made.FRAMES)
        body = made.resonance(rough, 85, 40) + made.resonance(rough, 220, 90)
        return body + 0.5 * made.resonance(rough, 900, 400)

    return recipe


def motor(low_hz: float, high_hz: float) -> Recipe:
    """A drill or a mixer: a whine with overtones that follows a wandering load, and its brushes."""

    def recipe(random: Random) -> FloatArray:
        speed = made.slow(random, 1.5, low_hz, high_hz)
        whine = sum((made.gliding(speed * n) / n for n in (1, 2, 3, 5)), np.zeros(made.FRAMES))
        return whine + 0.8 * made.band(random.normal(size=made.FRAMES), 1500, 9000)

    return recipe


def wind(random: Random) -> FloatArray:
    """Gusts."""
    gusts = made.slow(random, 1.3, 0.1, 1.0) ** 2
    low = made.band(made.coloured(random, 1), 80, 500)
    return gusts * low + gusts**2 * made.band(made.coloured(random, 1), 500, 1500)


def rain(random: Random) -> FloatArray:
    """Drops on a roof."""
    drops = crackle(0.004, 0.0008)(random)
    return made.band(drops, 800, 12000) + 0.4 * made.band(random.normal(size=made.FRAMES), 2e3, 9e3)


def surf(random: Random) -> FloatArray:
    """Waves on a beach."""
    swell = 0.15 + np.maximum(0, made.sine(0.11) + 0.4 * made.slow(random, 3, -1, 1)) ** 2
    return swell * made.coloured(random, 1.2)


def thunder(random: Random) -> FloatArray:
    """Rolls of thunder."""
    moments = made.irregular(random, 3.0, least_s=1.0)
    rolls = made.placed(moments, lambda _i: made.decay(4.0, 0.9))
    return rolls * made.band(made.coloured(random, 2), 25, 300) * made.slow(random, 0.2, 0.2, 1)


def applause(random: Random) -> FloatArray:
    """Many hands."""
    claps = crackle(0.003, 0.004)(random) * random.normal(size=made.FRAMES)
    return made.band(claps, 600, 6000)


def fading(random: Random) -> FloatArray:
    """White noise that comes and goes in five seconds."""
    return made.coloured(random, 0) * (0.05 + 0.95 * (0.5 + 0.5 * made.sine(0.2)))


def bursts(random: Random) -> FloatArray:
    """Bursts of white noise at random moments."""
    moments = made.irregular(random, 0.8, least_s=0.3)
    return made.placed(moments, lambda _i: random.normal(size=13230) * made.decay(0.3, 0.08))


def ground_loop(random: Random) -> FloatArray:
    """Hum with overtones and crackle."""
    return hum(50, 1.0, 0.1, 0.6, 0.1, 0.4)(random) + crackle(0.5, 0.0005)(random)

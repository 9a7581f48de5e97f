"""Four quiet pieces: an ambient pad, a nocturne, a waltz and a drone.

Used by the scripts that render the demo library. Each function composes and plays one piece and
returns its master, stereo (2, n) at the rendering rate; the same seed gives the same samples.
"""

from __future__ import annotations

import numpy as np
from drums import taiko
from effects import Desk, chorus, delay
from harmony import Chord, Clock, Note, block, changes, melody, moved, swell, voice_leading
from instruments import (
    deep_bass,
    drone,
    flute,
    harp,
    ice_bell,
    piano,
    slow_strings,
    solo_cello,
    warm_pad,
)
from synthesis import SAMPLERATE, Samples, bandpass, lowpass, swept_lowpass


def tidewater(seed: int) -> Samples:
    """Calm: pads over the sea, a harp that answers now and then. D major, no beat."""
    clock = Clock(60.0)
    desk = Desk(clock, 32.0, tail_s=4.0, seed=seed)
    chords = changes("Dmaj9 | Bm9 | Gmaj9 | Asus4 A | Dmaj9 | F#m7 | Gmaj9 | Dadd9")
    pad = desk.part(
        warm_pad, block(chords, voice_leading(chords, low=52, high=74), 0.6), spread=0.7
    )
    slow = 900 + 700 * np.sin(2 * np.pi * np.arange(desk.n) / SAMPLERATE / 16.0 - 1.2)
    desk.add(chorus(swept_lowpass(pad, slow)), -20.0, room=0.5)
    roots = [Note(c.beat, c.beats, c.bass(36), 0.6) for c in chords]
    desk.add(desk.part(deep_bass, roots), -28.0, room=0.1)
    drops = melody(
        "-:2 F#5:.5 A5:1.5 | -:1 D5:1 F#5:.5 B5:1.5 | A5:1 B5:1 D6:2 | -:1 E5:1 A5:2"
        "| -:1 F#5:1 A5:.5 E6:1.5 | C#6:1 A5:1 F#5:2 | -:1 G5:1 B5:.5 F#5:1.5 | A5:1 D6:3",
        velocity=0.5,
    )
    plucked = desk.part(harp, drops, spread=0.8, loose_s=0.02)
    desk.add(plucked + 0.8 * delay(plucked, time_s=0.75, feedback=0.5), -25.0, room=0.6)
    air = melody("-:8 D5:4 -:4 F#5:3 E5:3 -:2 B4:4 A4:4", velocity=0.45)
    desk.add(desk.part(flute, air, pan=0.25, loose_s=0.03), -30.0, room=0.8)
    desk.add(_sea(desk), -33.0, room=0.0)
    return desk.master(room_s=3.6, damping_hz=2600.0, squeeze=1.5, fade_in_s=1.5)


def _sea(desk: Desk) -> Samples:
    """Waves of noise that run up and draw back, one every eight seconds."""
    t = np.arange(desk.n) / SAMPLERATE
    wave = np.clip(np.sin(2 * np.pi * (t / 8.0 - 0.1)), 0, 1) ** 1.5 + 0.15
    noise = desk.rng.normal(0.0, 0.2, (2, desk.n))
    return np.asarray(lowpass(bandpass(noise, 700.0, 0.5), 3000.0) * wave)


def letter_by_lamplight(seed: int) -> Samples:
    """Romantic: a piano nocturne that goes from E minor to G major."""
    clock = Clock(88.0, rubato_s=0.16, phrase=12.0, slow_from=42.0, slow=0.035)
    desk = Desk(clock, 48.0, tail_s=3.0, seed=seed)
    chords = changes(
        "Em | Cmaj7 | Am7 | B7 | Em | G | D | G | Cmaj7 | D7 | Bm7 | Em | Am7 | D7 | G | G", bar=3.0
    )
    left = [note for chord in chords for note in _broken(chord)]
    song = melody(
        "B4:2 E5:1 | G5:1.5! F#5:.5 E5:1 | E5:2 C5:1 | D#5:1 F#5:1 B4:1"
        "| B4:2 E5:1 | B5:1.5! A5:.5 G5:1 | F#5:1 A5:1 D5:1 | G5:3"
        "| E5:.5 G5:.5 B5:1 G5:1 | C6:1.5! B5:.5 A5:1 | B5:1.5! A5:.5 F#5:1 | G5:2 E5:1"
        "| C5:.5 E5:.5 A5:1.5 G5:.5 | F#5:1 A5:1 C5:1 | B4:1 D5:1 G5:1 | B5:3",
        velocity=0.72,
    )
    song = swell(song, 0.0, 30.0, 0.85, 1.1)
    third = [Note(n.beat, n.beats, n.pitch - 12, n.velocity * 0.5) for n in song if n.beats > 1.2]
    desk.add(desk.part(piano, left, pan=-0.1, spread=0.5, loose_s=0.009), -23.0, room=0.35)
    desk.add(desk.part(piano, song + third, pan=0.1, spread=0.4, loose_s=0.008), -18.5, room=0.35)
    return desk.master(room_s=2.2, damping_hz=3200.0, squeeze=1.6)


def _broken(chord: Chord) -> list[Note]:
    """A bar of the left hand: a low root, then the chord up and down again in eighths."""
    root = chord.bass(40)
    third, fifth = root + 12 + chord.shape[1], root + chord.shape[2]
    row = [root, fifth, root + 12, third, root + 12, fifth]
    return [
        Note(chord.beat + i / 2, chord.beats - i / 2, p, 0.5 if i == 0 else 0.36)
        for i, p in enumerate(row)
    ]


def last_train_waltz(seed: int) -> Samples:
    """Melancholic: strings and piano in a slow three, D minor."""
    clock = Clock(84.0, rubato_s=0.1, slow_from=42.0, slow=0.03)
    desk = Desk(clock, 48.0, tail_s=2.6, seed=seed)
    chords = changes(
        "Dm | Gm | A7 | Dm | Bb | F | Gm7 | A7 | Dm | D7 | Gm | C7 | F | Bb | Em7b5 A7 | Dm",
        bar=3.0,
    )
    voices = voice_leading(chords, low=55, high=72, voices=3)
    oompah: list[Note] = []
    for chord, voicing in zip(chords, voices, strict=True):
        oompah.append(Note(chord.beat, chord.beats, chord.bass(38), 0.5))
        later = (1.0, 2.0) if chord.beats == 3.0 else (0.75,)
        oompah += [Note(chord.beat + b, 0.8, p, 0.32) for b in later for p in voicing]
    desk.add(desk.part(piano, oompah, pan=-0.15, spread=0.4, loose_s=0.012), -22.0, room=0.4)
    song = melody(
        "A4:2 D5:1 | Bb4:2 D5:1 | C#5:1.5 E5:.5 G5:1 | F5:2.5 -:.5 | D5:1 F5:1 Bb5:1! | A5:2 F5:1"
        "| G5:1 F5:1 D5:1 | E5:2.5 -:.5 | A5:2! F5:1 | F#5:1 A5:1 C6:1 | Bb5:2! G5:1"
        "| E5:1 G5:1 Bb5:1 | A5:1.5 G5:.5 F5:1 | D5:1 F5:1 D5:1 | G5:1 Bb4:.5 C#5:1.5 | D5:3",
        velocity=0.7,
    )
    desk.add(
        chorus(desk.part(solo_cello, song[:23], pan=0.2, loose_s=0.02), mix=0.25), -20.0, room=0.45
    )
    high = desk.part(slow_strings, song[23:], pan=0.1, loose_s=0.02)
    low = desk.part(solo_cello, moved(song[23:], semitones=-12), pan=0.35, loose_s=0.02)
    desk.add(high + 0.8 * low, -19.5, room=0.45)
    bed = desk.part(slow_strings, block(chords, voices, 0.4), spread=0.9, loose_s=0.03)
    desk.add(chorus(lowpass(bed, 1800.0)), -27.0, room=0.5)
    return desk.master(room_s=2.4, damping_hz=2800.0, squeeze=1.6)


def under_the_ice(seed: int) -> Samples:
    """Dark: a low drone that grinds against itself, distant bells, a slow heart. D minor."""
    clock = Clock(48.0)
    desk = Desk(clock, 25.0, tail_s=4.0, seed=seed)
    mass = [
        Note(0.0, 25.0, 26, 0.9),
        Note(0.0, 25.0, 38, 0.8),
        Note(4.0, 20.0, 45, 0.5),
        Note(10.0, 8.0, 39, 0.5),
        Note(17.0, 7.0, 44, 0.5),
        Note(12.0, 12.0, 53, 0.25),
    ]
    low = desk.part(drone, mass, spread=0.5)
    t = np.arange(desk.n) / SAMPLERATE
    opening = 220.0 + 420.0 * (1 - np.cos(2 * np.pi * t / 14.0)) / 2 * np.clip(t / 20.0, 0.2, 1)
    desk.add(swept_lowpass(low, opening, q=2.0), -18.5, room=0.3)
    bells = melody("-:3 D5:2 Eb5:2 -:2 A4:1 F5:3 -:1 Ab4:2 D5:2 -:2 Eb5:1 D5:2", velocity=0.5)
    struck = desk.part(ice_bell, bells, spread=1.0, loose_s=0.05)
    desk.add(struck + 0.8 * delay(struck, time_s=0.94, feedback=0.6), -29.0, room=0.9)
    heart = np.zeros((2, desk.n))
    for beat in np.arange(6.0, 25.0, 2.0):
        for late, level in ((0.0, 1.0), (0.4, 0.6)):
            at = round(clock.at(beat + late) * SAMPLERATE)
            stroke = lowpass(taiko(level, desk.rng), 180.0)[: desk.n - at]
            heart[:, at : at + stroke.size] += stroke
    desk.add(heart, -25.0, room=0.25)
    wind = desk.rng.normal(0, 0.2, (2, desk.n)) * (0.3 + 0.7 * np.sin(2 * np.pi * t / 11.0) ** 2)
    narrow = bandpass(wind, 420.0, 5.0) + 0.5 * bandpass(wind, 1270.0, 9.0)
    desk.add(narrow, -32.0, room=0.8)
    return desk.master(room_s=4.5, damping_hz=1500.0, squeeze=1.5, fade_in_s=1.5)

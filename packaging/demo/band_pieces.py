"""Four pieces for a small band: ukulele pop, a jazz trio, a blues shuffle and a reggae.

Used by the scripts that render the demo library. Each function composes and plays one piece and
returns its master, stereo (2, n) at the rendering rate; the same seed gives the same samples.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from effects import Desk, cabinet, chorus, delay, drive, tremolo
from harmony import Chord, Clock, Note, block, changes, melody, rhythm, voice_leading
from instruments import (
    bell,
    bent_guitar,
    clean_guitar,
    deep_bass,
    electric_piano,
    finger_bass,
    flute,
    organ,
    piano,
    skank_guitar,
    ukulele,
    upright_bass,
    whistle,
)
from synthesis import Samples, highpass, lowpass


def _strummed(notes: Sequence[Note], gap_beats: float) -> list[Note]:
    """Chords whose strings sound one after the other, down on the beat and up off it."""
    out: list[Note] = []
    for beat in sorted({n.beat for n in notes}):
        chord = sorted((n for n in notes if n.beat == beat), key=lambda n: n.pitch)
        if beat % 1.0:
            chord.reverse()
        out += [
            Note(beat + i * gap_beats, n.beats - i * gap_beats, n.pitch, n.velocity)
            for i, n in enumerate(chord)
        ]
    return out


def sunny_side_bicycle(seed: int) -> Samples:
    """Happy: ukulele, a whistled tune and hand claps in C major."""
    clock = Clock(116.0, swing=0.54)
    desk = Desk(clock, 64.0, tail_s=1.5, seed=seed)
    chords = changes("C | G | Am | F | C | G | F G | C | F | C | F | G | Am | F | C G | C")
    grips = voice_leading(chords, low=60, high=74)
    strum = rhythm(chords[:-1], grips[:-1], "X.xo.oxo", hold=0.95)
    strum += block(chords[-1:], grips[-1:], 0.8)
    uke = desk.part(ukulele, _strummed(strum, 0.025), pan=-0.3, loose_s=0.003)
    desk.add(highpass(uke, 150.0), -20.0, room=0.18)
    tune = melody(
        "E5:.5 G5:.5 G5:.5 A5:.5 G5:1 E5:1 | D5:.5 E5:.5 D5:.5 B4:.5 D5:2"
        "| C5:.5 D5:.5 E5:.5 E5:.5 A5:1! G5:1 | A5:.5 G5:.5 F5:.5 E5:.5 F5:1 -:1"
        "| E5:.5 G5:.5 G5:.5 A5:.5 C6:1! G5:1 | B5:.5 A5:.5 G5:.5 A5:.5 B5:1 D5:1"
        "| A5:.5 C6:.5 A5:1 B5:.5 D6:.5 B5:1 | C6:2 -:2"
        "| A5:1 F5:.5 A5:.5 C6:1 A5:1 | G5:1 E5:.5 G5:.5 G5:2"
        "| A5:1 F5:.5 A5:.5 C6:1 D6:1! | B5:1.5 A5:.5 G5:2"
        "| C6:.5 B5:.5 A5:.5 E5:.5 A5:1 C6:1 | A5:.5 G5:.5 F5:.5 C5:.5 F5:1 A5:1"
        "| G5:.5 E5:.5 C5:.5 E5:.5 D5:.5 G5:.5 B5:1 | C6:3 -:1",
        velocity=0.7,
    )
    desk.add(desk.part(whistle, tune, pan=0.15, loose_s=0.008), -21.5, room=0.3)
    second = [
        Note(n.beat, 1.0, n.pitch + 12, 0.5) for n in tune if n.beat >= 32 and n.beat % 1 == 0
    ]
    desk.add(desk.part(bell, second, pan=0.45), -29.0, room=0.35)
    steps = [
        Note(c.beat + b, 0.85, c.bass(36) + up, 0.75)
        for c in chords[:-1]
        for b, up in ((0.0, 0), (2.0, 7))
        if b < c.beats
    ]
    steps.append(Note(60.0, 3.0, 36, 0.75))
    desk.add(desk.part(finger_bass, steps), -22.5, room=0.05)
    desk.add(desk.drums({"kick": "x...x...", "shaker": "oxoxoxox"}, 8, 60), -25.0, room=0.1)
    desk.add(desk.drums({"clap": "..x...x."}, 16, 60, loose_s=0.009), -26.0, room=0.3)
    return desk.master(room_s=1.1, squeeze=2.0)


def _walking(chords: Sequence[Chord], low: int) -> list[Note]:
    """A walking bass: the root, chord tones on the way, and a half step into the next root."""
    notes: list[Note] = []
    for i, chord in enumerate(chords):
        root = chord.bass(low)
        goal = chords[(i + 1) % len(chords)].bass(low)
        tones = [root + step for step in chord.shape if step < 12]
        climb = [root, tones[1], tones[2], goal + (1 if goal < tones[2] else -1)]
        if i % 2:
            climb = [root, tones[2], tones[1], goal + (1 if goal <= root else -1)]
        walk = climb if chord.beats == 4.0 else [climb[0], climb[3]]
        notes += [Note(chord.beat + b, 0.92, p, 0.8 if b % 2 else 0.68) for b, p in enumerate(walk)]
    return notes


def blue_corner_table(seed: int) -> Samples:
    """Relaxed jazz: electric piano, walking bass and brushes in B flat."""
    clock = Clock(132.0, swing=0.635)
    desk = Desk(clock, 64.0, tail_s=1.8, seed=seed)
    chords = changes(
        "Bbmaj7 | G7 | Cm7 | F13 | Dm7 | G7b9 | Cm7 | F13 | Fm7 | Bb9 | Ebmaj7 | Ebm6"
        "| Dm7 G7 | Cm7 F13 | Bb6 | Bb6"
    )
    grips = voice_leading(chords, low=53, high=69, voices=3, rootless=True)
    comp = rhythm(chords, grips, "o..x-...", hold=0.8)
    desk.add(
        tremolo(desk.part(electric_piano, comp, pan=-0.1, loose_s=0.012), rate_hz=4.6, depth=0.3),
        -23.5,
        room=0.2,
    )
    solo = melody(
        "-:.5 D5:.5 F5:.5 A5:.5 G5:.5 F5:.5 D5:1 | F5:.5 D5:.5 B4:1 -:2"
        "| -:.5 Eb5:.5 G5:.5 Bb5:.5! A5:.5 G5:.5 Eb5:1 | D5:.5 C5:.5 A4:1 -:2"
        "| -:.5 F5:.5 A5:.5 C6:.5! A5:.5 F5:.5 D5:.5 C5:.5 | B4:.5 D5:.5 F5:.5 Ab5:.5! G5:1 F5:1"
        "| Eb5:1.5 D5:.5 C5:.5 Eb5:.5 G5:1 | A5:.5 G5:.5 F5:.5 D5:.5 -:2"
        "| Ab5:1 F5:.5 Ab5:.5 C6:1! Ab5:1 | G5:.5 F5:.5 D5:1 -:1 D5:.5 F5:.5"
        "| G5:1.5 Bb5:.5 D6:1! Bb5:1 | C6:.5 Bb5:.5 Gb5:1 Eb5:1 -:1"
        "| F5:.5 A5:.5 F5:.5 D5:.5 B4:.5 D5:.5 F5:1 | Eb5:.5 G5:.5 Eb5:.5 C5:.5 A4:.5 C5:.5 D5:1"
        "| F5:.5 D5:.5 Bb4:1 -:1 F5:.5 G5:.5 | Bb5:1.5! -:2.5",
        velocity=0.75,
    )
    lead = desk.part(electric_piano, solo, pan=0.12, spread=0.3, loose_s=0.014)
    desk.add(tremolo(lead, rate_hz=4.6, depth=0.3), -19.5, room=0.25)
    walk = _walking(chords[:-1], 34)
    walk.append(Note(60.0, 3.5, 34, 0.8))
    desk.add(desk.part(upright_bass, walk, loose_s=0.01), -20.0, room=0.12)
    kit = {"ride": "x.x.x-xo", "sweep": "o...o...", "tap": "..x...xg"}
    desk.add(desk.drums(kit, 0, 60, loose_s=0.008), -25.5, room=0.2)
    desk.add(desk.drums({"ride": "x.......", "kick": "o......."}, 60, 64), -27.0, room=0.2)
    return desk.master(room_s=1.2, squeeze=1.8)


def _shuffle(chords: Sequence[Chord]) -> list[Note]:
    """The boogie figure of the rhythm guitar: fifth, fifth, sixth, sixth over the root."""
    notes: list[Note] = []
    for c in chords:
        root = c.bass(40)
        for i in range(int(c.beats * 2)):
            top = root + (9 if i % 4 in (2, 3) else 7)
            loud = 0.75 if i % 2 == 0 else 0.5
            notes += [Note(c.beat + i / 2, 0.42, p, loud) for p in (root, top)]
    return notes


def rusty_gate_shuffle(seed: int) -> Samples:
    """Easy-going blues: twelve bars and an ending in A."""
    clock = Clock(104.0, swing=0.66, slow_from=48.0, slow=0.04)
    desk = Desk(clock, 52.0, tail_s=1.2, seed=seed)
    chords = changes("A7 | D7 | A7 | A7 | D7 | D7 | A7 | A7 | E7 | D7 | A7 | E7 | A7")
    rhythm_guitar = desk.part(clean_guitar, _shuffle(chords[:-1]), pan=-0.45, loose_s=0.006)
    desk.add(cabinet(drive(rhythm_guitar, 2.5)), -23.5, room=0.15)
    licks = melody(
        "-:1 A4:.5 C5:.5! D5:.5 Eb5:.5 E5:1 | G5:.5! E5:.5 D5:.5 C5:.5 A4:1 -:1"
        "| -:1 A4:.5 C5:.5! C#5:.5 E5:.5 A5:1! | G5:.5 E5:.5 C#5:.5 A4:.5 G4:1 A4:1"
        "| -:1 A5:.5 C6:.5! D6:1! C6:.5 A5:.5 | F#5:.5 D5:.5 C5:1 A4:1 -:1"
        "| E5:.5! D5:.5 C5:.5 A4:.5 C#5:1 E5:1 | A4:2 -:2"
        "| B5:1.5! A5:.5 G#5:.5 E5:.5 D5:1 | A5:1.5! G5:.5 F#5:.5 D5:.5 C5:1"
        "| C5:.5! A4:.5 G4:.5 E4:.5 A4:1 C#5:1 | E5:.5 D5:.5 C5:.5 B4:.5 G#4:1 B4:1 | A4:4",
        velocity=0.78,
    )
    lead = cabinet(drive(desk.part(bent_guitar, licks, pan=0.2, loose_s=0.012), 5.0))
    desk.add(lead + 0.35 * delay(lead, time_s=0.29, feedback=0.3), -20.0, room=0.25)
    held = block(chords, voice_leading(chords, low=57, high=72, voices=3, rootless=True), 0.5)
    keys = tremolo(desk.part(organ, held, pan=0.35), rate_hz=6.2, depth=0.35)
    desk.add(lowpass(keys, 2600.0), -28.5, room=0.25)
    boogie = [
        Note(c.beat + b, 0.9, c.bass(33) + up, 0.8)
        for c in chords[:-1]
        for b, up in enumerate((0, 4, 7, 9))
    ]
    boogie.append(Note(48.0, 3.5, 33, 0.8))
    desk.add(desk.part(finger_bass, boogie), -20.5, room=0.05)
    kit = {"kick": "x...x..g", "snare": "..x...x.", "hat": "xoxoxoxo"}
    desk.add(desk.drums(kit, 0, 48, loose_s=0.007), -21.0, room=0.15)
    desk.add(desk.drums({"crash": "x.......", "kick": "X......."}, 48, 52), -26.0, room=0.2)
    return desk.master(room_s=1.0, squeeze=2.2)


def slow_harbour(seed: int) -> Samples:
    """Easy and warm: reggae with off-beat guitar, a singing bass and one drop. G major."""
    clock = Clock(84.0, swing=0.53)
    desk = Desk(clock, 48.0, tail_s=1.6, seed=seed)
    chords = changes("G | Em | C | D | G | Em | C | D | G | C | D | G")
    grips = voice_leading(chords, low=59, high=74, voices=3)
    skank = desk.part(skank_guitar, rhythm(chords, grips, "..x-..x-..x-..x-", hold=0.6), pan=-0.35)
    desk.add(highpass(chorus(skank, mix=0.3), 250.0), -22.5, room=0.2)
    bubble = rhythm(chords, _octave_lower(grips), "-oXo-oXo-oXo-oXo", hold=0.7)
    desk.add(lowpass(desk.part(organ, bubble, pan=0.35), 1800.0), -26.5, room=0.15)
    chop = rhythm(chords, grips, "..x-..x-..x-..x-", hold=0.5)
    desk.add(desk.part(piano, chop, pan=0.1), -28.0, room=0.15)
    line: list[Note] = []
    for c in chords:
        root, third = c.bass(31), c.shape[1]
        figure = ((0.0, 1.0, 0), (1.5, 0.5, 0), (2.0, 0.9, 7), (3.0, 0.5, third), (3.5, 0.5, 0))
        line += [Note(c.beat + b, d * 0.92, root + up, 0.85) for b, d, up in figure]
    desk.add(desk.part(deep_bass, line, loose_s=0.008), -18.5, room=0.03)
    tune = melody(
        "D5:1 B4:.5 D5:.5 G5:1.5 -:.5 | E5:1 G5:.5 E5:.5 B4:1.5 -:.5 | C5:.5 E5:.5 G5:1 E5:1 D5:1"
        "| A4:2.5 -:1.5 | B5:1 A5:.5 G5:.5 E5:1 D5:1 | G5:1 E5:1 D5:1.5 -:.5"
        "| A5:1 G5:.5 A5:.5 B5:1! A5:1 | G5:3 -:1",
        start=16.0,
        velocity=0.7,
    )
    blown = desk.part(flute, tune, pan=0.05, loose_s=0.015)
    desk.add(
        blown + 0.6 * delay(blown, time_s=clock.lasts(0, 0.75), feedback=0.45), -22.0, room=0.3
    )
    kit = {"kick": "....x...", "rim": "....x..g", "hat": "xoxoxoxo"}
    desk.add(desk.drums(kit, 0, 46, loose_s=0.007), -22.5, room=0.2)
    return desk.master(room_s=1.3, squeeze=2.0)


def _octave_lower(voicings: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The same voicings an octave lower."""
    return [tuple(int(p) for p in np.subtract(voicing, 12)) for voicing in voicings]

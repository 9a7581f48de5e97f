"""Four driving pieces: disco, metal, a tense soundtrack cue and house.

Used by the scripts that render the demo library. Each function composes and plays one piece and
returns its master, stereo (2, n) at the rendering rate; the same seed gives the same samples.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from effects import Desk, cabinet, chorus, delay, drive, ducked
from harmony import Clock, Note, block, changes, melody, moved, rhythm, steps, swell, voice_leading
from instruments import (
    arpeggio_lead,
    brass,
    electric_piano,
    finger_bass,
    lead_guitar,
    palm_mute,
    quick_strings,
    skank_guitar,
    stab,
    steel_string,
    strings,
    synth_bass,
)
from synthesis import SAMPLERATE, Samples, highpass, lowpass, swept_lowpass


def mirrorball_avenue(seed: int) -> Samples:
    """Lively: disco strings over octave bass, round the circle of fifths in A minor."""
    clock = Clock(118.0)
    desk = Desk(clock, 64.0, tail_s=1.4, seed=seed)
    chords = changes(" | ".join(["Am7 | Dm7 | G7 | Cmaj7 | Fmaj7 | Bm7b5 | E7 | Am7"] * 2))
    bass = [
        Note(c.beat + i / 2, 0.4, c.bass(33) + 12 * (i % 2), 0.7 + 0.15 * (i % 2))
        for c in chords
        for i in range(8)
    ]
    desk.add(desk.part(finger_bass, bass, loose_s=0.004), -20.5, room=0.04)
    kit = {"kick": "X...X...X...X...", "hat": "o.g-o.g-o.g-o.g-", "open": "..x-..x-..x-..x-"}
    desk.add(desk.drums(kit, 0, 64), -20.0, room=0.06)
    desk.add(
        desk.drums({"snare": "....x.......x..g", "clap": "....x.......x..."}, 0, 64),
        -22.0,
        room=0.2,
    )
    grips = voice_leading(chords, low=57, high=71, rootless=True, voices=3)
    scratch = rhythm(chords, grips, "x-gx-gx-ggx-gxg-", hold=0.5)
    desk.add(highpass(desk.part(skank_guitar, scratch, pan=-0.5), 350.0), -24.0, room=0.12)
    keys = rhythm(chords, grips, "x..-..x-....x.-.", hold=0.8)
    desk.add(chorus(desk.part(electric_piano, keys, pan=0.4)), -24.0, room=0.15)
    first = melody(
        "E5:1.5 A5:.5 A5:2 | F5:1.5 A5:.5 D6:2 | B5:1.5 D6:.5 B5:1 G5:1 | E6:3! -:1"
        "| A5:1.5 C6:.5 E6:1! C6:1 | D6:1.5 B5:.5 A5:1 F5:1"
        "| E5:.25 F5:.25 G#5:.25 A5:.25 B5:.25 C6:.25 D6:.25 E6:.25 G#5:1 B5:1 | A5:3! -:1",
        velocity=0.7,
    )
    sweep = [*first, *moved(first, beats=32.0), *moved(first, beats=32.0, semitones=-12)]
    desk.add(
        chorus(desk.part(strings, sweep, pan=0.1, spread=0.4, loose_s=0.012)), -20.5, room=0.35
    )
    return desk.master(room_s=1.4, squeeze=2.4)


_RIFF = "x.xxx.xxx.xx----" + "x.xxx.xx--------"


def _riff(start: float, bars: int) -> tuple[list[Note], list[Note]]:
    """The gallop on the low E and the chords that answer it: palm-muted notes, open notes."""
    muted: list[Note] = []
    for beat, beats, level in steps(_RIFF, start, start + 4.0 * bars, bar=8.0):
        muted += [Note(beat, beats, p, level) for p in (40, 47)]
    opened: list[Note] = []
    for two in range(bars // 2):
        base = start + 8.0 * two
        row = [
            (3.0, 0.5, 41),
            (3.5, 0.5, 43),
            (6.0, 0.5, 46),
            (6.5, 0.5, 45),
            (7.0, 0.5, 43),
            (7.5, 0.5, 41),
        ]
        opened += [Note(base + b, d, p + up, 0.9) for b, d, p in row for up in (0, 7)]
    return muted, opened


def iron_tide(seed: int) -> Samples:
    """Angry: a galloping riff in E with a flat second, double bass drum, a short solo."""
    clock = Clock(160.0)
    desk = Desk(clock, 80.0, tail_s=2.0, seed=seed)
    first, second = _riff(0.0, 8), _riff(48.0, 8)
    muted = first[0] + second[0]
    wide = changes("E5 | F5 | G5 | Bb5", start=32.0)
    opened = first[1] + second[1]
    opened += [Note(c.beat, c.beats, c.bass(40) + up, 0.95) for c in wide for up in (0, 7, 12)]
    opened += [Note(80.0, 3.0, p, 1.0) for p in (40, 47, 52)]
    for side in (-0.85, 0.85):
        take = 1.6 * desk.part(palm_mute, muted, pan=side, loose_s=0.004)
        take += desk.part(steel_string, opened, pan=side, loose_s=0.004)
        desk.add(cabinet(drive(highpass(take, 110.0), 28.0)), -20.5, room=0.05)
    low = [Note(n.beat, n.beats, n.pitch - 12, n.velocity) for n in muted + opened if n.pitch < 47]
    desk.add(lowpass(drive(desk.part(finger_bass, low), 4.0), 1500.0), -21.5, room=0.02)
    solo = melody(
        "B5:1! A5:.5 G5:.5 F5:1 E5:1 | G5:.5 A5:.5 B5:.5 C6:.5 B5:2!"
        "| E6:1! D6:.5 C6:.5 B5:.5 A5:.5 G5:.5 F5:.5 | E5:.5 F5:.5 G5:.5 Bb5:.5 A5:2"
        "| B5:.5 E6:.5 B5:.5 G5:.5 C6:.5 E6:.5 C6:.5 A5:.5 | D6:.5 F6:.5 D6:.5 Bb5:.5 E6:2!"
        "| G6:1! F6:.5 E6:.5 D6:.5 C6:.5 B5:.5 A5:.5 | F5:1 G5:1 F5:1 E5:1",
        start=48.0,
        velocity=0.8,
    )
    voice = cabinet(drive(desk.part(lead_guitar, solo), 9.0))
    desk.add(voice + 0.35 * delay(voice, time_s=0.28, feedback=0.35), -21.5, room=0.2)
    _metal_drums(desk)
    return desk.master(room_s=0.9, squeeze=3.0)


def _metal_drums(desk: Desk) -> None:
    gallop = {
        "hard_kick": "x.xxx.xxx.xxx.xx",
        "snare": "....X.......X...",
        "open": "x...x...x...x...",
    }
    half = {
        "hard_kick": "x.....x.x.x.....",
        "snare": "........X.......",
        "crash": "x.......x.......",
    }
    double = {
        "hard_kick": "xxxxxxxxxxxxxxxx",
        "snare": "....X.......X...",
        "ride": "x.x.x.x.x.x.x.x.",
    }
    kit = desk.drums(gallop, 0, 32, loose_s=0.003) + desk.drums(half, 32, 46)
    kit += desk.drums({"tom": "xxxxxxxxxxxxxxxx", "snare": "x.x.x.x.XXXXXXXX"}, 46, 48)
    kit += desk.drums(double, 48, 80, loose_s=0.003)
    for beat in (0.0, 16.0, 48.0, 64.0, 80.0):
        kit += desk.drums({"crash": "X" + "." * 15, "hard_kick": "X" + "." * 15}, beat, beat + 1)
    desk.add(kit, -18.5, room=0.08)


def the_corridor(seed: int) -> Samples:
    """Tense: a string figure that does not stop, and what comes up behind it. C minor."""
    clock = Clock(132.0)
    desk = Desk(clock, 64.0, tail_s=3.2, seed=seed)
    cells = ["C4 C4 Eb4 C4 D4 C4 G4 C4"] * 4 + ["C4 C4 Eb4 C4 D4 C4 Ab4 C4"] * 2
    cells += ["C4 C4 F4 C4 Db4 C4 Ab4 G4"] * 2 + ["C4 Eb4 G4 Eb4 Ab4 G4 F#4 G4"] * 4
    cells += ["Db4 F4 Ab4 F4 B4 Ab4 F4 Db4"] * 2 + ["C4 Eb4 F#4 A4 C5 A4 F#4 Eb4"] * 2
    figure = melody(
        " ".join(f"{name}:.5" for cell in cells for name in cell.split()), velocity=0.75
    )
    figure = [
        Note(n.beat, 0.28, n.pitch, n.velocity * (1.2 if n.beat % 2 == 0 else 0.85)) for n in figure
    ]
    figure = swell(figure, 0.0, 60.0, 0.6, 1.1)
    desk.add(desk.part(quick_strings, figure, pan=-0.3, loose_s=0.006), -21.0, room=0.3)
    under = [n for n in moved(figure, semitones=-12) if n.beat >= 16]
    desk.add(desk.part(quick_strings, under, pan=0.35, loose_s=0.006), -22.0, room=0.3)
    fast = [
        Note(n.beat + off, 0.2, n.pitch + 12, n.velocity * 0.7)
        for n in figure
        if n.beat >= 32
        for off in (0.0, 0.25)
    ]
    desk.add(desk.part(quick_strings, fast, pan=-0.6, loose_s=0.006), -24.0, room=0.35)
    high = [
        Note(start + i / 8, 0.12, p, 0.35 + 0.4 * i / (length * 8))
        for start, length, p in ((24, 8, 80), (24, 8, 79), (40, 24, 84), (40, 24, 85), (48, 16, 78))
        for i in range(length * 8)
    ]
    desk.add(desk.part(quick_strings, high, pan=0.1, spread=0.6, loose_s=0.012), -25.5, room=0.5)
    horns = [
        Note(beat, length, p, level)
        for beat, length, level, chord in (
            (12, 4, 0.5, (36, 43)),
            (20, 4, 0.6, (36, 44)),
            (28, 4, 0.8, (37, 44, 49)),
            (40, 8, 0.8, (36, 43, 48, 51)),
            (48, 8, 0.9, (37, 44, 49, 53)),
            (56, 8, 1.0, (36, 42, 48, 51)),
        )
        for p in chord
    ]
    desk.add(desk.part(brass, horns, spread=0.5, loose_s=0.02), -21.5, room=0.45)
    hits = desk.drums({"taiko": "o.......g......."}, 0, 32) + desk.drums(
        {"taiko": "x...g.x.o...g.xx"}, 32, 48
    )
    hits += desk.drums({"taiko": "X.gxo.gxX.gxXxXX"}, 48, 64) + desk.drums(
        {"taiko": "X" + "." * 15}, 64, 65
    )
    desk.add(hits, -20.5, room=0.4)
    last = [Note(64.0, 0.8, p, 1.0) for p in (36, 48, 54, 60, 63, 69, 73)]
    desk.add(
        desk.part(brass, last[:3]) + desk.part(quick_strings, last, spread=0.5), -19.0, room=0.6
    )
    return desk.master(room_s=2.6, damping_hz=2600.0, squeeze=1.8)


def _sixteenths(voicings: Sequence[tuple[int, ...]], start: float) -> list[Note]:
    """Chords taken apart into rising sixteenths, one bar each."""
    order = (0, 2, 1, 3, 2, 0, 3, 1)
    return [
        Note(start + 4.0 * bar + i / 4, 0.2, voicing[order[i % 8]] + 12, 0.8 if i % 3 == 0 else 0.5)
        for bar, voicing in enumerate(voicings)
        for i in range(16)
    ]


def night_bus_upward(seed: int) -> Samples:
    """Energetic: house that opens up from behind a filter. F minor."""
    clock = Clock(124.0)
    desk = Desk(clock, 64.0, tail_s=1.8, seed=seed)
    chords = changes(" | ".join(["Fm9 | Fm9 | Dbmaj7 | Eb6"] * 3 + ["Fm9 | Ab | Dbmaj7 | Eb6"]))
    grips = voice_leading(chords, low=60, high=76)
    beats = [float(b) for b in range(64)]
    bars = np.arange(desk.n) / SAMPLERATE * 124.0 / 240.0
    opening = 350.0 * (14.0 ** np.clip(bars / 8.0, 0, 1))
    opening[bars >= 8] = 7500.0
    chop = desk.part(stab, rhythm(chords, grips, "x..x..x...x.x...", hold=0.7), spread=0.8)
    chop = swept_lowpass(chop, opening, q=1.6)
    chop = chop + 0.5 * delay(chop, time_s=clock.lasts(0, 0.75), feedback=0.4)
    desk.add(ducked(chop, clock, beats, depth=0.6, back_s=0.12), -20.5, room=0.25)
    low = [
        Note(c.beat + b, 0.4, c.bass(29) + up, 0.85)
        for c in chords
        for b, up in ((0.5, 0), (1.5, 0), (2.5, 0), (3.25, 12), (3.5, 0))
    ]
    desk.add(
        ducked(desk.part(synth_bass, low), clock, beats, depth=0.5, back_s=0.08), -20.0, room=0.02
    )
    run = desk.part(
        arpeggio_lead, _sixteenths(grips[8:], 32.0), pan=-0.1, spread=0.9, loose_s=0.002
    )
    run = run + 0.6 * delay(run, time_s=clock.lasts(0, 0.75), feedback=0.5)
    desk.add(ducked(run, clock, beats, depth=0.5, back_s=0.1), -23.5, room=0.3)
    bed = block(chords[8:], grips[8:], 0.5)
    held = ducked(chorus(desk.part(strings, bed, spread=0.9)), clock, beats, depth=0.7, back_s=0.16)
    desk.add(held, -26.0, room=0.4)
    kicks = desk.drums({"house_kick": "X...X...X...X..."}, 0, 30, loose_s=0.0)
    kicks += desk.drums({"house_kick": "X...X...X...X..."}, 32, 64, loose_s=0.0)
    desk.add(kicks, -20.0, room=0.0)
    tops = {"open": "..x-..x-..x-..x-", "hat": "o.gxo.gxo.gxo.gx", "shaker": "goxggoxggoxggoxg"}
    desk.add(desk.drums(tops, 16, 64, loose_s=0.003), -25.0, room=0.06)
    hands = desk.drums({"clap": "....x.......x..g"}, 16, 64) + desk.drums(
        {"clap": "xxxxxxxx"}, 30, 32
    )
    desk.add(hands, -24.5, room=0.3)
    rise = (
        desk.rng.normal(0, 0.2, (2, desk.n)) * np.clip((bars - 6.0) / 2.0, 0, 1) ** 2 * (bars < 8)
    )
    desk.add(highpass(rise, 1500.0), -33.0, room=0.3)
    return desk.master(room_s=1.6, squeeze=2.4)

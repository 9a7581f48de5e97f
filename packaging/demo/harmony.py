"""Notes, time, scales, chords and voice leading: the written music, before any sound.

Used by the scripts that render the demo library; pure functions of their arguments. Pitches are
MIDI numbers, positions are beats; only ``Clock`` knows about seconds. Nothing here makes samples.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"#": 1, "b": -1}

CHORDS: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "dim": (0, 3, 6),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "maj7": (0, 4, 7, 11),
    "m7b5": (0, 3, 6, 10),
    "dim7": (0, 3, 6, 9),
    "add9": (0, 2, 4, 7),
    "madd9": (0, 2, 3, 7),
    "maj9": (0, 4, 7, 11, 14),
    "m9": (0, 3, 7, 10, 14),
    "9": (0, 4, 7, 10, 14),
    "13": (0, 4, 10, 14, 21),
    "7b9": (0, 4, 7, 10, 13),
    "5": (0, 7),
}
"""Chord symbol without its root: semitones above the root."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note as written."""

    beat: float
    """Where it begins, in beats from the start of the piece."""
    beats: float
    """How long the key is held."""
    pitch: float
    """MIDI number."""
    velocity: float = 0.7
    """How hard it is played, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord over a stretch of time."""

    beat: float
    """Where it begins."""
    beats: float
    """How long it lasts."""
    root: int
    """Pitch class of the root, 0 is C."""
    shape: tuple[int, ...]
    """Semitones above the root."""

    def bass(self, low: int) -> int:
        """The lowest root that is not below ``low``."""
        return low + (self.root - low) % 12


@dataclass(frozen=True, slots=True)
class Clock:
    """Beats to seconds: tempo, swing, rubato and a slowing end."""

    bpm: float
    """Beats per minute."""
    swing: float = 0.5
    """Where the second eighth falls in its beat: 0.5 is straight, 0.667 triplets."""
    rubato_s: float = 0.0
    """How far phrases lean ahead and back."""
    phrase: float = 12.0
    """Length of a phrase in beats, for the rubato."""
    slow_from: float = float("inf")
    """Beat at which the final ritardando begins."""
    slow: float = 0.06
    """Strength of the ritardando."""

    def at(self, beat: float) -> float:
        """Seconds from the start."""
        whole, rest = divmod(beat, 1.0)
        if rest < 0.5:
            rest = rest / 0.5 * self.swing
        else:
            rest = self.swing + (rest - 0.5) / 0.5 * (1.0 - self.swing)
        late = max(0.0, beat - self.slow_from)
        lean = self.rubato_s * (1.0 - np.cos(2 * np.pi * beat / self.phrase)) / 2
        return float((whole + rest + self.slow * late * late) * 60.0 / self.bpm + lean)

    def lasts(self, beat: float, beats: float) -> float:
        """Seconds between two positions."""
        return self.at(beat + beats) - self.at(beat)


def pitch_class(name: str) -> int:
    """``"Bb"`` to 10."""
    return (_LETTERS[name[0]] + sum(_ACCIDENTALS[sign] for sign in name[1:])) % 12


def pitch(name: str) -> int:
    """``"C4"`` to 60."""
    head = name.rstrip("0123456789")
    step = _LETTERS[head[0]] + sum(_ACCIDENTALS[sign] for sign in head[1:])
    return step + 12 * (int(name[len(head) :]) + 1)


def melody(text: str, *, start: float = 0.0, velocity: float = 0.7, shift: int = 0) -> list[Note]:
    """Read ``"E4:1 G4:.5 -:1 A4:2!"``: name, beats; ``-`` rests; ``!`` accents; ``|`` ends a bar.

    Notes rise a little towards the middle of each eight-beat phrase, as players do unasked.
    Raises ``ValueError`` where bars differ in length, for then a note was miscounted.
    """
    notes: list[Note] = []
    beat = start
    _check_bars(text)
    for token in text.replace("|", " ").split():
        name, _, length = token.partition(":")
        beats = float(length.rstrip("!"))
        if name != "-":
            arch = 0.9 + 0.12 * np.sin(np.pi * ((beat - start) % 8.0) / 8.0)
            loud = velocity * arch * (1.18 if length.endswith("!") else 1.0)
            notes.append(Note(beat, beats, pitch(name) + shift, float(min(1.0, loud))))
        beat += beats
    return notes


def _check_bars(text: str) -> None:
    for number, cell in enumerate(text.split("|")):
        beats = sum(float(token.partition(":")[2].rstrip("!")) for token in cell.split())
        if number == 0:
            first = beats
        if abs(beats - first) > 1e-9:
            raise ValueError(f"bar {number + 1} has {beats} beats, the first {first}: {cell}")


def changes(text: str, *, bar: float = 4.0, start: float = 0.0) -> list[Chord]:
    """Read ``"Am7 | Dm7 G7 | C"``: one bar between the lines, shared equally by its chords."""
    chords: list[Chord] = []
    for number, cell in enumerate(text.split("|")):
        names = cell.split()
        for i, name in enumerate(names):
            size = 2 if len(name) > 1 and name[1] in _ACCIDENTALS else 1
            length = bar / len(names)
            beat = start + number * bar + i * length
            chords.append(Chord(beat, length, pitch_class(name[:size]), CHORDS[name[size:]]))
    return chords


def voice_leading(
    chords: Sequence[Chord], *, low: int, high: int, voices: int = 4, rootless: bool = False
) -> list[tuple[int, ...]]:
    """Voicings between ``low`` and ``high`` that move as little as they can from chord to chord.

    With ``rootless`` the root is left to the bass where the chord has more tones than voices.
    """
    found: list[tuple[int, ...]] = []
    middle = (low + high) / 2
    for chord in chords:
        tones = _kept(chord, voices, rootless)
        before = found[-1] if found else None
        found.append(
            min(_voicings(tones, low, high, voices), key=lambda v: _cost(v, before, middle))
        )
    return found


def _kept(chord: Chord, voices: int, rootless: bool) -> list[int]:
    """Pitch classes worth a voice: the fifth goes first, then the root, then the ninth."""
    kept = list(dict.fromkeys(step % 12 for step in chord.shape))
    if rootless and len(kept) > 3:
        kept.remove(0)
    for spare in (7, 0, 2):
        if len(kept) > voices and spare in kept:
            kept.remove(spare)
    return [(chord.root + step) % 12 for step in kept]


def _voicings(tones: list[int], low: int, high: int, voices: int) -> Iterable[tuple[int, ...]]:
    """Every spacing of the tones in the range, seconds only where the chord has no other way."""
    pool = [p for p in range(low, high + 1) if p % 12 in tones]
    for choice in itertools.combinations(pool, voices):
        gaps = np.diff(choice)
        if len({p % 12 for p in choice}) == min(len(tones), voices) and gaps.max(initial=0) <= 9:
            yield choice


def _cost(voicing: tuple[int, ...], before: tuple[int, ...] | None, middle: float) -> float:
    """How far the hands move, plus a pull to the middle and away from clusters."""
    mean = sum(voicing) / len(voicing)
    cluster = sum(gap < 2 for gap in np.diff(voicing)) * 2.0
    if before is None:
        return abs(mean - middle) + cluster
    moved = sum(abs(a - b) for a, b in zip(voicing, before, strict=True))
    return moved + 0.25 * abs(mean - middle) + cluster


def block(
    chords: Sequence[Chord], voicings: Sequence[tuple[int, ...]], velocity: float
) -> list[Note]:
    """Each chord held for its whole length."""
    return [
        Note(chord.beat, chord.beats, p, velocity)
        for chord, voicing in zip(chords, voicings, strict=True)
        for p in voicing
    ]


def rhythm(
    chords: Sequence[Chord], voicings: Sequence[tuple[int, ...]], pattern: str, *, hold: float = 0.9
) -> list[Note]:
    """Chords struck on a pattern of steps that fills one bar of four beats (see ``steps``)."""
    notes: list[Note] = []
    for chord, voicing in zip(chords, voicings, strict=True):
        for beat, beats, velocity in steps(pattern, chord.beat, chord.beat + chord.beats):
            notes += [Note(beat, beats * hold, p, velocity) for p in voicing]
    return notes


def steps(
    pattern: str, start: float, end: float, bar: float = 4.0
) -> list[tuple[float, float, float]]:
    """``"x..gX.-."`` as (beat, beats until the next mark, velocity), repeated from bar to bar.

    ``X`` is loud, ``x`` plain, ``o`` soft, ``g`` a ghost; ``.`` lets ring and ``-`` stops.
    """
    level = {"X": 1.0, "x": 0.75, "o": 0.55, "g": 0.32}
    step = bar / len(pattern)
    hits: list[tuple[float, float, float]] = []
    position = round(start / step)
    last = round(end / step)
    while position < last:
        mark = pattern[position % len(pattern)]
        after = position + 1
        while after < last and pattern[after % len(pattern)] == ".":
            after += 1
        if mark in level:
            hits.append((position * step, (after - position) * step, level[mark]))
        position = after
    return hits


def louder(notes: Iterable[Note], factor: float) -> list[Note]:
    """The same notes, played harder or softer."""
    return [replace(note, velocity=min(1.0, note.velocity * factor)) for note in notes]


def moved(notes: Iterable[Note], beats: float = 0.0, semitones: float = 0.0) -> list[Note]:
    """The same notes elsewhere in time or pitch."""
    return [replace(n, beat=n.beat + beats, pitch=n.pitch + semitones) for n in notes]


def swell(notes: Iterable[Note], start: float, end: float, low: float, high: float) -> list[Note]:
    """Velocities scaled from ``low`` at beat ``start`` to ``high`` at beat ``end``."""
    return [
        replace(
            n, velocity=min(1.0, n.velocity * float(np.interp(n.beat, [start, end], [low, high])))
        )
        for n in notes
    ]

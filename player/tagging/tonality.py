"""Key and mode from chroma. numpy only; runs in the tagging process.

Correlates a chroma profile with the 24 key profiles of Albrecht and Shanahan (2013, "The use of
large corpora to train a new type of key-finding algorithm", Music Perception 31), which were made
from real scores and tell major from minor better than Krumhansl's. Must not decode or know files.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
"""Pitch classes as they are usually written."""

_MAJOR = (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081)
_MINOR = (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052)

_LEAST_CLARITY = 0.35
"""Correlation below which there is no key to speak of (noise, drums, atonal music)."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key that fits best."""

    tonic: int
    """Pitch class, 0 is C."""
    is_major: bool
    """Major or minor."""
    clarity: float
    """Correlation with the key's profile, -1..1."""
    mode_balance: float
    """Best major correlation minus best minor correlation."""

    @property
    def name(self) -> str | None:
        """``"C major"``, ``"F# minor"``...; ``None`` when there is no clear key."""
        if self.clarity < _LEAST_CLARITY:
            return None
        return f"{NAMES[self.tonic]} {'major' if self.is_major else 'minor'}"


def tuning_of(thirds: npt.NDArray[np.floating]) -> float:
    """How far the notes lie from concert pitch, in semitones, -0.5 to 0.5.

    The phase at which a chroma of three bins to a semitone repeats from semitone to semitone (as in
    Mauch and Dixon 2010, "Approximate note transcription for the improved identification of
    difficult chords"): no peaks are picked.

    :param thirds: (36,) energy of each third of a semitone from C, any scale.
    """
    turns = np.exp(-2j * np.pi / 3 * np.arange(len(thirds)))
    return float(-np.angle(thirds @ turns) / (2 * np.pi))


def _profiles() -> npt.NDArray[np.float64]:
    """The 24 profiles, centred and of unit length: majors from C, then minors from C."""
    rows = [np.roll(profile, tonic) for profile in (_MAJOR, _MINOR) for tonic in range(12)]
    centred = np.array(rows) - np.mean(rows, axis=1, keepdims=True)
    return np.asarray(centred / np.linalg.norm(centred, axis=1, keepdims=True))


_PROFILES = _profiles()


def key_fits(chroma: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Correlation of chroma profiles with the keys: majors from C up, then minors from C up.

    :param chroma: (n, 12) energy of each pitch class from C, any scale.
    :returns: (n, 24) -1..1; all 0 where no pitch class stands out.
    """
    centred = np.asarray(chroma, np.float64)
    centred = centred - centred.mean(axis=1, keepdims=True)
    length = np.sqrt(np.square(centred).sum(axis=1, keepdims=True))
    return np.asarray(centred / np.where(length > 1e-9, length, np.inf) @ _PROFILES.T)


def find_key(chroma: npt.NDArray[np.floating]) -> Key:
    """The key of a mean chroma profile.

    :param chroma: (12,) energy of each pitch class from C, any scale.
    """
    fit = key_fits(chroma[None])[0]
    best = int(fit.argmax())
    return Key(
        tonic=best % 12,
        is_major=best < 12,
        clarity=float(fit[best]),
        mode_balance=float(fit[:12].max() - fit[12:].max()),
    )

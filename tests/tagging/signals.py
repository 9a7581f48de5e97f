"""Sounds with known answers, made on the spot."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.tagging.rates import SR

Float32 = npt.NDArray[np.float32]


def clicks(bpm: float, seconds: float, *, seed: int = 0) -> Float32:
    """A click on every beat over a whisper of noise."""
    random = np.random.default_rng(seed)
    y = random.normal(0, 1e-3, int(seconds * SR))
    click = np.exp(-np.arange(600) / 100) * random.normal(0, 0.5, 600)
    for beat in np.arange(0, seconds - 0.1, 60 / bpm):
        start = int(beat * SR)
        y[start : start + 600] += click
    return y.astype(np.float32)


def chord(semitones: tuple[float, ...], seconds: float) -> Float32:
    """Notes of four harmonics, counted in semitones from middle C."""
    t = np.arange(int(seconds * SR)) / SR
    y = np.zeros_like(t)
    for note in semitones:
        for harmonic in (1, 2, 3, 4):
            y += np.sin(2 * np.pi * 261.6256 * 2 ** (note / 12) * harmonic * t) / harmonic
    return (0.05 * y).astype(np.float32)


def song(seconds: float, *, seed: int = 0) -> Float32:
    """Chords over beats: something like music."""
    random = np.random.default_rng(seed)
    beats = clicks(100 + 10 * seed, seconds, seed=seed)
    pieces = []
    while sum(map(len, pieces)) < len(beats):
        root = int(random.integers(0, 12))
        pieces.append(chord((root, root + 4, root + 7), 2.0))
    return (np.concatenate(pieces)[: len(beats)] + beats).astype(np.float32)


def write_wav(path: Path, y: Float32) -> Path:
    """*y* as 16-bit mono."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SR)
        out.writeframes((np.clip(y, -1, 1) * 32767).astype("<i2").tobytes())
    return path

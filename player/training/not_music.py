"""Made sounds that are no music: noises, tones, hum, clicks, speech. Training only.

The students hear them beside the clips and learn to tell them apart; they are also mixed with
music. ``moodlark evaluate sounds`` judges with other sounds (other formulas, seeds, voices, texts).
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import soxr

from player.training.teachers import TEACHER_SR

Sound = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float64]

_SECONDS = 8.0
_EACH = 8
"""Sounds of each synthetic kind."""

_VOICES = ("en-us", "en-gb", "de", "fr-fr", "es", "it", "cmn", "ru", "pt-br", "pl", "nl", "ja")
_TEXTS = (
    "The committee met on the second Tuesday of the month and agreed to postpone the repairs of "
    "the town hall until the weather allowed the roof to be opened without any further damage.",
    "Chapter one. On the morning of the fourth of May a grey car stopped before the house, and a "
    "man whom nobody in the street had ever seen got out and looked for the number on the door.",
    "Seven, eleven, forty two. Please hold the line, all our advisers are busy at the moment. Your "
    "call is important to us and will be answered in the order in which it was received.",
)


def made_sounds(seed: int = 0) -> list[Sound]:
    """All kinds, mono at 16 kHz, 8 s each, speech as long as it takes.

    Speech only where ``espeak-ng`` is installed; a voice it does not have is left out.
    """
    random = np.random.default_rng(seed)
    sounds = [_finished(kind(random)) for kind in _KINDS for _ in range(_EACH)]
    return sounds + _speech(random)


def _times() -> Floats:
    return np.arange(int(_SECONDS * TEACHER_SR)) / TEACHER_SR


def _noise(random: np.random.Generator) -> Floats:
    """Coloured noise in a random band, now and then swelling."""
    t = _times()
    spectrum = np.fft.rfft(random.normal(size=len(t)))
    hertz = np.maximum(np.fft.rfftfreq(len(t), 1 / TEACHER_SR), 20.0)
    spectrum *= hertz ** -random.uniform(-0.3, 1.2)
    low, high = 20 * 2 ** random.uniform(0, 6), 8000 / 2 ** random.uniform(0, 4)
    if low * 2 < high:
        spectrum *= (hertz > low) & (hertz < high)
    swell = 1 + random.uniform(0, 0.9) * np.sin(2 * np.pi * random.uniform(0.05, 2) * t)
    return np.asarray(np.fft.irfft(spectrum, len(t)) * swell)


def _tones(random: np.random.Generator) -> Floats:
    """One to three steady tones that stand in no musical relation."""
    t = _times()
    count = random.integers(1, 4)
    hertz = 60 * 2 ** random.uniform(0, 7, count)
    return np.asarray(sum(np.sin(2 * np.pi * f * t + random.uniform(0, 6)) for f in hertz))


def _sweep(random: np.random.Generator) -> Floats:
    t = _times()
    first, last = np.sort(40 * 2 ** random.uniform(0, 7.5, 2))[:: random.choice((-1, 1))]
    period = random.uniform(1, _SECONDS)
    hertz = first * (last / first) ** ((t % period) / period)
    return np.asarray(np.sin(2 * np.pi * np.cumsum(hertz) / TEACHER_SR))


def _hum(random: np.random.Generator) -> Floats:
    """Mains hum or a motor: a low tone with harmonics and a little noise."""
    t = _times()
    base = random.choice((50.0, 60.0, 100.0, 120.0, random.uniform(25, 200)))
    base = base * (1 + random.choice((0.0, 0.03)) * np.sin(2 * np.pi * random.uniform(0.1, 3) * t))
    phase = 2 * np.pi * np.cumsum(np.broadcast_to(base, t.shape)) / TEACHER_SR
    tones = sum(
        np.sin(n * phase) / n ** random.uniform(0.5, 1.5) for n in range(1, random.integers(2, 20))
    )
    return np.asarray(tones + random.uniform(0, 0.3) * random.normal(size=len(t)))


def _clicks(random: np.random.Generator) -> Floats:
    """Crackle, drips or knocks at random moments."""
    t = _times()
    hits = random.random(len(t)) < random.uniform(0.5, 40) / TEACHER_SR
    decay_s = 10 ** random.uniform(-4, -1.5)
    length = max(2, int(5 * decay_s * TEACHER_SR))
    shape = np.exp(-np.arange(length) / (decay_s * TEACHER_SR)) * random.normal(size=length)
    return np.convolve(hits * random.uniform(0.3, 1, len(t)), shape)[: len(t)]


def _beeps(random: np.random.Generator) -> Floats:
    """An alarm or a dial tone: the same tone, on and off."""
    t = _times()
    period, share = random.uniform(0.1, 2.5), random.uniform(0.2, 0.8)
    hertz = 200 * 2 ** random.uniform(0, 4)
    tone = np.sin(2 * np.pi * hertz * t) + random.choice((0, 1)) * np.sin(2.7 * np.pi * hertz * t)
    if random.random() < 0.4:
        tone = np.sign(tone)
    return np.asarray(tone * ((t % period) < share * period))


_KINDS: tuple[Callable[[np.random.Generator], Floats], ...] = (
    _noise,
    _tones,
    _sweep,
    _hum,
    _clicks,
    _beeps,
)


def _finished(y: Floats) -> Sound:
    """With the faint noise of every recording, as 16 bits."""
    y = y / max(float(np.abs(y).max()), 1e-9)
    y = y + 1e-4 * np.random.default_rng(len(y)).normal(size=len(y))
    return np.asarray(np.clip(y * 0.7, -1, 1) * 32767, np.int16)


def _speech(random: np.random.Generator) -> list[Sound]:
    program = shutil.which("espeak-ng")
    if program is None:
        return []
    sounds = []
    for voice in _VOICES:
        for text in _TEXTS:
            pitch, speed = str(random.integers(15, 85)), str(random.integers(120, 210))
            said = subprocess.run(
                [program, "-v", voice, "-p", pitch, "-s", speed, "--stdout", text],
                capture_output=True,
                timeout=60,
                check=False,
            )
            if said.returncode == 0 and said.stdout:
                sounds.append(_finished(_read_wave(said.stdout)))
    return sounds


def _read_wave(data: bytes) -> Floats:
    with wave.open(io.BytesIO(data)) as stream:
        rate = stream.getframerate()
        raw = stream.readframes(stream.getnframes())
    y = np.frombuffer(raw, np.int16).astype(np.float64) / 32768
    return np.asarray(soxr.resample(y, rate, TEACHER_SR))

"""A second of silence through a sound output: whether it opens, how, and whether it keeps up.

Main thread of a command. Nothing is heard; the sound process does the work and may hang in a driver
without holding anybody up.
"""

from __future__ import annotations

import tempfile
import time
import wave
from dataclasses import dataclass, replace
from pathlib import Path

from player.audio import messages as m
from player.audio.engine import AudioEngine

_RATE = 44100
_SECONDS = 1.0
_PATIENCE_S = 15.0
_WAIT_S = 0.05


@dataclass(frozen=True, slots=True)
class SoundTrial:
    """What became of it."""

    samplerate: int
    """The device runs at, Hz; 0: it did not open."""
    latency_s: float
    """How far ahead of the ear it is fed, s."""
    underflows: int
    """How often it ran dry."""
    seconds: float
    """How much silence was to be played."""
    problem: str | None = None
    """Why nothing can be heard from the output that is wanted."""


def try_output(engine: AudioEngine) -> SoundTrial:
    """Play silence on the output of *engine*, which plays nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        silence = Path(folder) / "silence.wav"
        _write_silence(silence)
        engine.play(m.PlayRequest(0, str(silence)))
        return _listen(engine)


def _listen(engine: AudioEngine) -> SoundTrial:
    trial = SoundTrial(0, 0.0, 0, _SECONDS)
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        for event in engine.wait(_WAIT_S):
            match event:
                case m.TrackStarted():
                    engine.set_next(None)
                case m.OutputChanged(name, why) if why is not None:
                    trial = replace(trial, problem=str(why))
                    if name == "null":
                        return trial
                case m.Position(_, position_s) if position_s > _SECONDS / 2:
                    trial = _with_figures(trial, engine.statistics())
                case m.QueueEnded():
                    return trial
    return trial


def _with_figures(trial: SoundTrial, now: m.Statistics | None) -> SoundTrial:
    if now is None or not now.samplerate:
        return trial
    return replace(
        trial,
        samplerate=now.samplerate,
        latency_s=now.latency_s,
        underflows=now.underflows,
    )


def _write_silence(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(bytes(4 * round(_SECONDS * _RATE)))

"""What playing costs and how soon it answers: the figures of ``moodlark bench sound``.

Command line only. The program's own engine plays made-up music in real time, first to nobody
(``null``), then through the sound device where there is one; there mpv and ffplay play the same
file, if they are installed (``bench_sound_peers``). Nothing is hooked into the sound process: its
processor time is the system's, the rest comes from its events.

How soon a jump is heard is reckoned from the positions that follow it: one that says 12.30 s at a
certain time, after a jump to 12.00 s, means that the new place began to be heard 0.30 s before. A
device's latency is in it, for positions are those of the listener.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from player.audio.engine import AudioEngine, ProcessEngine, start_engine
from player.audio.messages import Event, OutputChanged, PlayRequest, Position, TrackFailed
from player.evaluation.bench_sound_peers import peer_figures
from player.evaluation.processor_time import cpu_seconds
from player.library import encoding
from player.library.decoding_container import Samples

SONGS: tuple[tuple[str, encoding.Codec, str, int], ...] = (
    ("flac", "flac", "flac", 44100), ("vbr_mp3", "mp3", "mp3", 44100),
    ("m4a", "aac", "m4a", 44100), ("opus", "opus", "opus", 48000),
)  # fmt: skip
"""Name in the figures, codec, ending, rate; the first is what the processor time is taken of."""

JUMPS = 8
_SETTLING_S = 2.0
_SHORTEST_S = 24.0
_NEAR_S = 3.0
_PATIENCE_S = 20.0
_BITRATE = 160_000


class NothingHeardError(Exception):
    """There is no sound device, or it fell silent."""


@dataclass(frozen=True, slots=True)
class Songs:
    """Music that was made for this."""

    paths: dict[str, Path]
    """By the names of :data:`SONGS`."""
    seconds: float
    """Length of each."""


def run(seconds: float) -> dict[str, Any]:
    """Measure *seconds* of music on every output there is.

    :returns: ``seconds``; ``load_average``; then, beginning with ``null_`` and, where there is one,
        ``device_``: ``cpu_percent`` (of one core, by the sound process; Linux), ``play_ms`` (from
        the command to the first sound), ``KIND_jump_ms`` and ``KIND_worst_jump_ms`` (the same for
        jumps; median and worst of eight), ``longest_late_block_ms``, ``longest_callback_ms``,
        ``underflows``, ``gaps``; and ``mpv_cpu_percent``, ``ffplay_cpu_percent`` (the device).
    """
    with tempfile.TemporaryDirectory(prefix="moodlark-bench-") as place:
        songs = make_songs(Path(place), max(seconds, _SHORTEST_S) + 2 * _SETTLING_S)
        figures: dict[str, Any] = {"seconds": seconds, "load_average": _load_average()}
        figures |= _named("null", measure("null", songs, seconds))
        try:
            figures |= _named("device", measure("", songs, seconds))
        except NothingHeardError:
            return figures | {"device": "none"}
        return figures | peer_figures(songs.paths["flac"], seconds, settling_s=_SETTLING_S)


def make_songs(folder: Path, seconds: float) -> Songs:
    """The same music in every kind of :data:`SONGS`: chords under noise, on 16 bits."""
    paths = {}
    for name, codec, ending, rate in SONGS:
        path = folder / f"{name}.{ending}"
        bitrate = None if name in ("flac", "vbr_mp3") else _BITRATE
        encoding.encode(
            path, _music(seconds, rate), rate, codec=codec, bitrate=bitrate, vbr=name == "vbr_mp3"
        )
        paths[name] = path
    return Songs(paths, seconds)


def _music(seconds: float, rate: int) -> Samples:
    t = np.arange(round(seconds * rate)) / rate
    roots = 220 * 2 ** (np.random.default_rng(1).integers(0, 12, int(seconds / 2) + 1) / 12)
    chord = sum(np.sin(2 * np.pi * roots[(t / 2).astype(int)] * k * t) for k in (1.0, 1.26, 1.5))
    noise = np.random.default_rng(2).normal(0, 0.03, (len(t), 2)) * (0.2 + (t % 2.0))[:, None]
    return (np.rint((0.1 * np.asarray(chord)[:, None] + noise) * 32768) / 32768).astype(np.float32)


def measure(output: str, songs: Songs, seconds: float) -> dict[str, Any]:
    """Play *songs* on *output*.

    :returns: as :func:`run`, without the prefix.
    :raises NothingHeardError: there is no such device.
    """
    engine = start_engine(output)
    try:
        engine.statistics()  # the process is there: its start is no part of anything
        figures = _playing(engine, songs, seconds)
        for number, name in enumerate(songs.paths, start=1):
            figures |= _jumping(engine, PlayRequest(number, str(songs.paths[name])), name, songs)
        served = engine.statistics()
    finally:
        engine.close()
    if served is None:
        return figures
    return figures | {
        "longest_late_block_ms": round(1000 * served.longest_wait_s, 1),
        "longest_callback_ms": round(1000 * served.longest_render_s, 2),
        "underflows": served.underflows,
        "gaps": served.gaps,
    }


def _playing(engine: ProcessEngine, songs: Songs, seconds: float) -> dict[str, Any]:
    asked_at = time.monotonic()
    engine.play(PlayRequest(0, str(songs.paths["flac"])))
    play_s = until_heard(engine, 0, 0.0, asked_at)
    _listen(engine, _SETTLING_S)  # the ring is filled once, faster than it is heard
    began, busy_s = time.monotonic(), cpu_seconds(engine.process_id)
    _listen(engine, seconds)
    ended, busy_after_s = time.monotonic(), cpu_seconds(engine.process_id)
    figures: dict[str, Any] = {"play_ms": round(1000 * play_s)}
    if busy_s is not None and busy_after_s is not None:
        figures["cpu_percent"] = round(100 * (busy_after_s - busy_s) / (ended - began), 2)
    return figures


def _jumping(
    engine: AudioEngine, request: PlayRequest, name: str, songs: Songs
) -> dict[str, float]:
    engine.play(request)
    until_heard(engine, request.entry_id, 0.0, time.monotonic())
    dice = np.random.default_rng(3)
    taken = []
    for jump in range(JUMPS):
        half = songs.seconds / 2 * (1 - jump % 2)  # far from what plays
        target = half + _NEAR_S + dice.uniform(0, songs.seconds / 2 - 2 * _NEAR_S)
        asked_at = time.monotonic()
        engine.seek(target)
        taken.append(until_heard(engine, request.entry_id, target, asked_at))
    return {
        f"{name}_jump_ms": round(1000 * statistics.median(taken)),
        f"{name}_worst_jump_ms": round(1000 * max(taken)),
    }


def until_heard(engine: AudioEngine, entry_id: int, place_s: float, asked_at: float) -> float:
    """Seconds from *asked_at* until the track was heard at *place_s*.

    :raises NothingHeardError: it never was.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        for event in engine.wait(0.5):
            now = time.monotonic()
            _complain(event)
            if not isinstance(event, Position) or event.entry_id != entry_id:
                continue
            beyond_s = event.position_s - place_s
            if 0.0 < beyond_s < _NEAR_S:
                return now - beyond_s - asked_at
    raise NothingHeardError


def _listen(engine: AudioEngine, seconds: float) -> None:
    """Read what comes for so long, as the window does."""
    deadline = time.monotonic() + seconds
    while (left_s := deadline - time.monotonic()) > 0:
        for event in engine.wait(left_s):
            _complain(event)


def _complain(event: Event) -> None:
    if isinstance(event, OutputChanged | TrackFailed):
        raise NothingHeardError(str(event))


def _named(output: str, figures: dict[str, Any]) -> dict[str, Any]:
    return {f"{output}_{name}": value for name, value in figures.items()}


def _load_average() -> float | None:
    """How many programs want a processor (where the system tells)."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None

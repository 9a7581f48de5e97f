"""How fast tracks are listened to on this machine, and where the time goes: ``moodlark bench tag``.

Command line only. Real requests through the real tagging process, on made-up 4-minute MP3s (noise,
chords and beats, so that the decoder has work to do). The same files through librosa (load, MFCC,
beat tracking) stand beside it for the ratio. Only times and bytes come out; the tags mean nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from player.library.decoding import decode_segment, probe
from player.library.track import Depth
from player.paths import models_dir
from player.tagging.messages import Ready, Refused, TagRequest, TagResult
from player.tagging.network import AudioNetwork
from player.tagging.process import TaggingProcess
from player.tagging.rates import SR
from player.tagging.segments import QUICK_HOP_S, quick_segments
from player.tagging.stretch import hear_stretch

_SECONDS = 240
_SAMPLERATE = 44100
_FULL_TRACKS = 4
_LIBROSA_TRACKS = 2
_START_S = 300.0


def run(
    tracks: int = 12, *, threads: int | None = None, models: Path | None = None
) -> dict[str, Any]:
    """Listen to *tracks* made-up tracks, quick and full.

    :returns: ``quick_per_s``, ``full_per_s`` (end to end: request to answer), ``start_s`` (process
        start to the network being ready), ``stages`` (share of a quick analysis in decoding,
        features and network, on one thread), ``peak_mb`` of the tagging process (``None`` where the
        system does not tell), ``librosa_per_s`` and ``times_librosa``, ``threads``, ``device``,
        ``version``, ``tracks``, ``track_s``.
    """
    folder = models or models_dir()
    with tempfile.TemporaryDirectory() as place:
        files = made_up_tracks(Path(place), tracks)
        timed = _through_process(files, folder, threads)
        peak_mb = _peak_of_children_mb()
        stages = _stages(files[: min(4, tracks)], folder)
        librosa_per_s = _librosa_per_s(files[:_LIBROSA_TRACKS])
    return {
        "tracks": tracks,
        "track_s": _SECONDS,
        **timed,
        "peak_mb": peak_mb,
        "stages": stages,
        "librosa_per_s": round(librosa_per_s, 3),
        "times_librosa": round(timed["quick_per_s"] / librosa_per_s, 1),
    }


def made_up_tracks(folder: Path, count: int, *, seconds: float = _SECONDS) -> list[Path]:
    """Write *count* different MP3s of that length into *folder*."""
    import soundfile  # type: ignore[import-untyped]  # only here: it has an encoder

    files = []
    for number in range(count):
        file = folder / f"track-{number}.mp3"
        soundfile.write(file, _music(number, seconds), _SAMPLERATE)
        files.append(file)
    return files


def _music(seed: int, seconds: float) -> npt.NDArray[np.float32]:
    """Stereo chords that change every two seconds under decaying noise on every beat."""
    random = np.random.default_rng(seed)
    t = np.arange(int(seconds * _SAMPLERATE)) / _SAMPLERATE
    beat_s = 60 / random.uniform(70, 160)
    chord = np.zeros_like(t)
    roots = 220 * 2 ** (random.integers(0, 12, int(seconds / 2) + 1) / 12)
    root = roots[(t / 2).astype(int)]
    for ratio in (1.0, 1.26, 1.5, 2.0):
        chord += np.sin(2 * np.pi * root * ratio * t) / 8
    drum = random.normal(0, 0.2, len(t)) * np.exp(-((t % beat_s) / 0.05))
    mono = chord + drum
    return np.stack([mono, 0.8 * mono], axis=1).astype(np.float32)


def _through_process(files: list[Path], folder: Path, threads: int | None) -> dict[str, Any]:
    process = TaggingProcess(folder, threads=threads)
    began = time.monotonic()
    process.start()
    try:
        ready = _wait_ready(process)
        start_s = time.monotonic() - began
        # The first track of a process pays for what is loaded on first use: not part of the rate.
        _timed(process, files[:1], "quick")
        quick_s = _timed(process, files, "quick")
        deep = files[:_FULL_TRACKS]
        full_s = _timed(process, deep, "full")
    finally:
        process.stop()
    return {
        "quick_per_s": round(len(files) / quick_s, 2),
        "full_per_s": round(len(deep) / full_s, 2),
        "start_s": round(start_s, 2),
        "threads": process.threads,
        "device": ready.device,
        "version": ready.version,
    }


def _wait_ready(process: TaggingProcess) -> Ready:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        for event in process.poll(1.0):
            if isinstance(event, Ready):
                return event
            if isinstance(event, Refused):
                raise RuntimeError(str(event.sentence))
    raise RuntimeError("the tagging process did not get ready")


def _timed(process: TaggingProcess, files: list[Path], depth: Depth) -> float:
    began = time.monotonic()
    process.submit(TagRequest(i, str(file), "", depth) for i, file in enumerate(files))
    while process.outstanding:
        for event in process.poll(1.0):
            if isinstance(event, TagResult) and event.analysis.failure is not None:
                raise RuntimeError(str(event.analysis.failure))
    return time.monotonic() - began


def _stages(files: list[Path], folder: Path) -> dict[str, float]:
    network = AudioNetwork.load(folder)
    # What loads on first use is no part of a track's time: the worker warms up in the same way.
    hear_stretch(_music(0, 1.0)[:SR, 0].copy(), hop_s=QUICK_HOP_S)
    spent = {"decode": 0.0, "features": 0.0, "network": 0.0}
    for file in files:
        features, mel = [], []
        for segment in quick_segments(probe(file).duration_s):
            t0 = time.perf_counter()
            y = decode_segment(file, start_s=segment.start_s, duration_s=segment.duration_s, sr=SR)
            t1 = time.perf_counter()
            stretch = hear_stretch(y, hop_s=QUICK_HOP_S)
            features.append(stretch.features)
            mel.append(stretch.mel)
            t2 = time.perf_counter()
            spent["decode"] += t1 - t0
            spent["features"] += t2 - t1
        t0 = time.perf_counter()
        network.track(np.concatenate(features), np.concatenate(mel))
        spent["network"] += time.perf_counter() - t0
    whole = sum(spent.values())
    return {name: round(seconds / whole, 3) for name, seconds in spent.items()}


def _librosa_per_s(files: list[Path]) -> float:
    """What players do that call librosa on the whole file."""
    import librosa  # the yardstick, not a part of the program

    def listen(file: Path) -> None:
        y, sr = librosa.load(file)
        librosa.feature.mfcc(y=y, sr=sr)
        librosa.beat.beat_track(y=y, sr=sr)

    listen(files[0])  # compiles on first use
    began = time.monotonic()
    for file in files:
        listen(file)
    return len(files) / (time.monotonic() - began)


def _peak_of_children_mb() -> float | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)

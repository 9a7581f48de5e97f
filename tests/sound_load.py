"""Everything Moodlark does in the background at once, and sound that is played meanwhile.

:class:`LoadedRun` starts a window in a process of its own (``loaded_window.py``) which scans, tags,
saves, compacts and repaints while it plays pieces of known sound into a device; what it reports
comes back as :class:`LoadFigures`. The sound is judged by who recorded it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from player.evaluation.scan_library import make_library
from player.library.decoding import decode_blocks
from tests.counted_sound import Frames, counted
from tests.sound_files import encode, sweep

RATE = 44100
FILES = 5000
_LINKS = 50
"""Names of each file in the music folder: a file is read as often as it has names."""
_STARTING_S = 120.0
"""Patience beyond that, for the start and the end of everything."""
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Piece:
    """A file and what is to be heard of it."""

    path: Path
    frames: Frames
    """(n, 2) int16."""
    exact: bool
    """To the bit; else within one step (a lossy file's samples lie between the steps)."""


def lossless_pieces(folder: Path, seconds: float) -> list[Piece]:
    """Three pieces of counted sound, *seconds* each: what one says is followed by the next."""
    length = round(seconds * RATE)
    pieces = []
    for number, kind in enumerate(("flac", "wav", "alac.m4a")):
        frames = counted(number * length, length)
        samples = frames.astype(np.float32) / 32768
        path = encode(folder / f"piece{number}.{kind}", samples, RATE)
        pieces.append(Piece(path, frames, exact=True))
    return pieces


def mp3_piece(folder: Path, seconds: float) -> Piece:
    """A sweep as MP3; what is to be heard is what one decoding of it gives."""
    path = encode(folder / "piece.mp3", sweep(seconds, RATE), RATE)
    with decode_blocks(str(path)) as decoder:
        samples = np.concatenate(list(decoder))
    return Piece(path, np.rint(samples * 32768).clip(-32768, 32767).astype(np.int16), exact=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a recording differs from what was played."""

    frames_missing: int
    """Negative: there are more."""
    frames_wrong: int
    """Of those that are there."""
    first_wrong: int | None
    """Where that begins."""


def compare(heard: Frames, played: Sequence[Piece]) -> Difference:
    """Frame by frame, piece by piece."""
    at = wrong = 0
    first: int | None = None
    for piece in played:
        there = np.asarray(heard[at : at + len(piece.frames)]).astype(np.int32)
        off = np.abs(there - piece.frames[: len(there)]).max(axis=1, initial=0)
        bad = np.flatnonzero(off > (0 if piece.exact else 1))
        if first is None and len(bad):
            first = at + int(bad[0])
        wrong += len(bad)
        at += len(piece.frames)
    return Difference(at - len(heard), wrong, first)


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """What a loaded window tells of itself and of its sound."""

    seconds: float
    """From the first command to the end of the music."""
    underflows: int
    """Reported by PortAudio."""
    gaps: int
    """The decoder came too late."""
    blocks: int
    """Requests for frames."""
    longest_wait_s: float
    """Longest late block."""
    longest_render_s: float
    """Longest callback."""
    sound_cpu_percent: float
    """Of one core, by the process that makes the sound."""
    troubles: tuple[str, ...]
    """Events that tell of something gone wrong."""
    scanned: int
    """Files."""
    tagged: int
    """Analyses stored."""
    compactions: int
    """Of the library's journal."""
    repaints: int
    """Of the whole window."""
    holds: int
    """How often the interpreter's lock was held on purpose."""
    longest_hold_s: float
    """The longest of these."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a loaded window is to do."""

    folder: str
    """An empty place for its home."""
    music: str
    """The folder to scan again and again."""
    originals: tuple[str, ...]
    """Touched between two scans, so that every file is read again."""
    playlist: tuple[str, ...]
    """Paths, in order, joined."""
    player: str
    """``engine``; or ``low``, ``high``: a naive callback, with what PortAudio calls so."""
    niceness: int
    """Of everything but the sound."""
    at_most_s: float
    """When to end even if the music is not over."""


def make_music(folder: Path, files: int = FILES) -> tuple[Path, tuple[str, ...]]:
    """A music folder of *files* names for a fiftieth as many files, each with tags of its own.

    :returns: the folder; the files behind the names.
    """
    originals, music = folder / "originals", folder / "music"
    make_library(originals, max(1, files // _LINKS))
    found = sorted(path for path in originals.rglob("*") if path.is_file())
    for number in range(files):
        original = found[number % len(found)]
        place = music / f"Artist {number % 97}" / f"Album {number // len(found)}"
        place.mkdir(parents=True, exist_ok=True)
        os.link(original, place / f"{number} {original.name}")
    return music, tuple(map(str, found))


class LoadedRun:
    """One window under load, in a process of its own."""

    def __init__(self, orders: Orders, *, environment: dict[str, str]) -> None:
        """Start it.

        :param environment: where the sound server is.
        """
        self._patience_s = orders.at_most_s + _STARTING_S
        Path(orders.folder).mkdir(parents=True)
        self._log = Path(orders.folder) / "window.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.loaded_window", json.dumps(asdict(orders))],
                cwd=ROOT,
                env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )

    def result(self) -> LoadFigures:
        """Wait for the end of the music and of everything else.

        :raises AssertionError: it did not end well.
        """
        try:
            told, _ = self._process.communicate(timeout=self._patience_s)
        except subprocess.TimeoutExpired as late:
            raise AssertionError(f"the window does not end: {self._last_words()}") from late
        finally:
            self.kill()
        assert self._process.returncode == 0, self._last_words()
        return LoadFigures(**json.loads(told))

    def kill(self) -> None:
        """End it and all its processes, if they still live."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _last_words(self) -> str:
        return self._log.read_text(errors="replace")[-3000:]

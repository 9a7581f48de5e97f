"""The engine and a callback written the naive way, both under the whole load of the program.

Run by hand, ``python tests/benchmarks/naive_callback.py [--seconds 120]``, where PulseAudio can be
started. The naive player is what the manuals of PortAudio's bindings begin with: a stream whose
Python callback reads the file (with libsndfile) in the window's process, at the latency PortAudio
calls ``low`` or ``high``. Each plays the same counted sound in its own loaded window, one after the
other; what of it arrived is counted in a recording at the sink. It is no test: prints one JSON line
a player, figures a minute, and then the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import sounddevice
import soundfile

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PLAYERS = ("engine", "high", "low")
_PIECE_S = 10.0
_LATE_S = 5.0
"""How long the music may go on beyond its time."""


class NaivePlayer:
    """A callback that reads files; the part of :class:`tests.loaded_window.Player`."""

    def __init__(self, playlist: Sequence[str], *, latency: str) -> None:
        self.process_id = os.getpid()
        self.over = threading.Event()
        self._paths = iter(playlist)
        self._file: soundfile.SoundFile | None = soundfile.SoundFile(next(self._paths))
        self._blocks = self._underflows = 0
        self._longest_wait_s = self._longest_render_s = 0.0
        self._due_at: float | None = None
        self._stream = sounddevice.OutputStream(
            samplerate=self._file.samplerate,
            channels=2,
            dtype="float32",
            latency=latency,
            callback=self._callback,
        )

    def begin(self) -> None:
        """Let the music begin."""
        self._stream.start()

    def _callback(self, out: npt.NDArray[np.float32], frames: int, _when: Any, status: Any) -> None:
        began = time.monotonic()
        if self._due_at is not None:
            self._longest_wait_s = max(self._longest_wait_s, began - self._due_at)
        self._underflows += bool(status.output_underflow)
        self._blocks += 1
        filled = 0
        while filled < frames and self._file is not None:
            filled += len(self._file.read(out=out[filled:]))
            if filled < frames:
                self._file.close()
                path = next(self._paths, None)
                self._file = soundfile.SoundFile(path) if path is not None else None
        out[filled:] = 0.0
        if filled == 0:
            self.over.set()
        self._longest_render_s = max(self._longest_render_s, time.monotonic() - began)
        self._due_at = began + frames / self._stream.samplerate

    def figures(self) -> dict[str, object]:
        """What it counted itself."""
        return {
            "blocks": self._blocks,
            "underflows": self._underflows,
            "gaps": 0,
            "longest_wait_s": self._longest_wait_s,
            "longest_render_s": self._longest_render_s,
            "troubles": (),
        }

    def close(self) -> None:
        """Let the device go."""
        self._stream.close()


def measure(player: str, seconds: float, folder: Path) -> dict[str, Any]:
    """What *player* makes of *seconds* of counted sound under load."""
    from tests.counted_sound import account, without_silence
    from tests.sound_load import RATE, LoadedRun, Orders, lossless_pieces, make_music
    from tests.sound_server import SoundServer

    folder.mkdir()
    pieces = lossless_pieces(folder, _PIECE_S)[:2]  # libsndfile reads no ALAC
    playlist = [pieces[n % 2] for n in range(max(2, round(seconds / _PIECE_S)))]
    music, originals = make_music(folder)
    orders = Orders(
        folder=str(folder / "window"),
        music=str(music),
        originals=originals,
        playlist=tuple(str(piece.path) for piece in playlist),
        player=player,
        niceness=0,
        at_most_s=seconds + _LATE_S,
    )
    server = SoundServer(folder)
    server.start()
    load = os.getloadavg()[0]
    try:
        with server.recording() as recording:
            figures = LoadedRun(orders, environment=server.environment).result()
    finally:
        server.stop()
    played = sum(len(piece.frames) for piece in playlist)
    found = account(without_silence(recording.file), sum(len(piece.frames) for piece in pieces))
    minutes = played / RATE / 60
    return {
        "player": player,
        "load_before": round(load, 1),
        "minutes": round(minutes, 2),
        "underflows_per_min": round(figures.underflows / minutes, 2),
        "breaks_per_min": round(found.breaks / minutes, 2),
        "never_came_frames_per_min": round((played - found.heard + found.doubled) / minutes),
        "lost_frames_per_min": round(found.lost / minutes),
        "silent_frames_per_min": round(found.silent / minutes),
        "doubled_frames_per_min": round(found.doubled / minutes),
        "longest_late_block_ms": round(1000 * figures.longest_wait_s, 1),
        "longest_callback_ms": round(1000 * figures.longest_render_s, 1),
        "longest_lock_hold_ms": round(1000 * figures.longest_hold_s),
        "files_scanned": figures.scanned,
        "tracks_tagged": figures.tagged,
        "compactions": figures.compactions,
        "repaints": figures.repaints,
        "at": time.strftime("%F %T"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--players", nargs="+", choices=PLAYERS, default=PLAYERS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for player in options.players:
            print(json.dumps(measure(player, options.seconds, Path(place) / player)), flush=True)


if __name__ == "__main__":
    main()
